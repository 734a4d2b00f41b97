import { api } from '@xinhang/shared/contract/api.ts';
import type { SalesPlan } from '@xinhang/shared/sales-plans.ts';
import { Link } from '@tanstack/react-router';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';
import { shown, useMetrics } from './metric-words.ts';
import { ResultTable, type ResultLine } from './result-table.tsx';

/** What the department is to reach in the time of its plan, and what it reached (S15). */
export function PlanFigures({ plan }: { plan: SalesPlan }) {
  const { t } = useText();
  const metrics = useMetrics();
  const found = useEndpoint(api.salesPlans.figures, { params: { id: plan.id } });
  if (found.data?.rows.length === 0 && !plan.can.act) return null;
  return (
    <Section title={t('salesPlan.figures')}>
      <Loaded found={found}>
        {({ rows, workdays }) =>
          rows.length === 0 ? (
            <span className="soft">{t('salesPlan.noFigures')}</span>
          ) : (
            <ResultTable
              head={t('metric.label')}
              metric="won"
              workdays={workdays}
              lines={rows.map((row): ResultLine => ({
                ...row,
                key: `${row.metric} ${row.goods?.key ?? ''}`,
                name: row.goods
                  ? `${metrics.name(row.metric)} · ${row.goods.name} (${row.goods.unit})`
                  : metrics.name(row.metric),
                shown: (
                  <Link
                    to="/achievement"
                    search={{
                      nodeKind: 'dept',
                      nodeId: plan.dept.id,
                      span: plan.span,
                      on: plan.from,
                      metric: row.metric,
                      ...(row.goods && { goods: row.goods.key }),
                    }}
                  >
                    {shown(row.actual, row.metric)}
                  </Link>
                ),
              }))}
            />
          )
        }
      </Loaded>
    </Section>
  );
}
