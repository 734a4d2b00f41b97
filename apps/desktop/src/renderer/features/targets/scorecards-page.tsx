import { api } from '@xinhang/shared/contract/api.ts';
import { achievementSpans } from '@xinhang/shared/performance.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Select } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { PeriodBar } from '../../form/period-bar.tsx';
import { ScorecardTable } from './scorecard-table.tsx';
import type { ScorecardSearch } from './team-search.ts';

/** Everybody in reach beside each other (S22). */
export function ScorecardsPage({ search }: { search: ScorecardSearch }) {
  const { t } = useText();
  const { today } = useDates();
  const navigate = useNavigate();
  const show = (part: ScorecardSearch) =>
    void navigate({ to: '/scorecards', search: { ...search, ...part } });
  const span = search.span ?? 'month';
  const on = search.on ?? today;
  const { deptId } = search;
  const found = useEndpoint(
    api.team.scorecards,
    { query: { span, on, ...(deptId && { deptId }) } },
    { keep: true },
  );
  const depts = found.data?.depts ?? [];
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        <PeriodBar spans={achievementSpans} span={span} on={on} onChange={show} />
        <span className="spring" />
        {depts.length > 1 && (
          <Select
            allowClear
            aria-label={t('org.dept')}
            placeholder={t('scorecard.everybody')}
            style={{ width: 200 }}
            value={deptId}
            options={depts.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id: number | undefined) => show({ deptId: id })}
          />
        )}
      </div>
      <Loaded found={found}>
        {(data) => (
          <>
            <ScorecardTable
              rows={data.rows}
              period={{ span, on }}
              days={{ from: data.from, to: data.to }}
            />
            <p className="soft">
              {t('scorecard.byScope')} <Link to="/appraisals">{t('scorecard.toAppraisals')}</Link>
            </p>
          </>
        )}
      </Loaded>
    </div>
  );
}
