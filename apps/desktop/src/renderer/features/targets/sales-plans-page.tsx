import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import type { SalesPlanRow } from '@xinhang/shared/sales-plans.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Empty } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { NewSalesPlan } from './new-sales-plan.tsx';
import { usePeriodName } from '../../form/period-bar.tsx';
import type { SalesPlanSearch } from './team-search.ts';

/** Sales plans of a year (S15, S16). */
export function SalesPlansPage({ search }: { search: SalesPlanSearch }) {
  const { t } = useText();
  const { today } = useDates();
  const navigate = useNavigate();
  const sets = useMay('targets.update');
  const [making, setMaking] = useState(false);
  const year = search.year ?? Number(today.slice(0, 4));
  const found = useEndpoint(api.salesPlans.list, { query: { year } }, { keep: true });
  const show = (next: number) => void navigate({ to: '/sales-plans', search: { year: next } });
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        <Button
          type="text"
          icon={<LeftOutlined />}
          aria-label={t('target.yearBefore')}
          onClick={() => show(year - 1)}
        />
        <span className="period-name">{t('period.year', { year })}</span>
        <Button
          type="text"
          icon={<RightOutlined />}
          aria-label={t('target.yearAfter')}
          onClick={() => show(year + 1)}
        />
        <span className="spring" />
        {sets && (
          <Button type="primary" onClick={() => setMaking(true)}>
            {t('salesPlan.new')}
          </Button>
        )}
      </div>
      <Loaded found={found}>
        {({ rows, depts }) => (
          <>
            {rows.length === 0 ? (
              <div className="page-empty">
                <Empty
                  image={Empty.PRESENTED_IMAGE_SIMPLE}
                  description={t(sets ? 'salesPlan.emptyLead' : 'salesPlan.empty')}
                />
              </div>
            ) : (
              <Rows rows={rows} />
            )}
            <NewSalesPlan
              open={making}
              depts={depts}
              onClose={() => setMaking(false)}
              onMade={(id) => void navigate({ to: '/sales-plans/$id', params: { id: String(id) } })}
            />
          </>
        )}
      </Loaded>
    </div>
  );
}

function Rows({ rows }: { rows: readonly SalesPlanRow[] }) {
  const { t } = useText();
  const { time } = useDates();
  const period = usePeriodName();
  return (
    <table className="plain-table sales-plan-table">
      <thead>
        <tr>
          <th>{t('salesPlan.period')}</th>
          <th>{t('org.dept')}</th>
          <th>{t('target.state')}</th>
          <th>{t('target.madeBy')}</th>
          <th>{t('target.lockedBy')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <Link to="/sales-plans/$id" params={{ id: String(row.id) }}>
                {period(row.span, row.from)}
              </Link>
            </td>
            <td>{row.dept.name}</td>
            <td>{t(`salesPlanState.${row.state}`)}</td>
            <td>{row.madeBy.name}</td>
            <td>
              {row.lockedAt !== null && (
                <>
                  {row.lockedBy?.name ?? t('target.nobodyDecides')}{' '}
                  <span className="soft">{time(row.lockedAt)}</span>
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
