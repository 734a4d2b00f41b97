import { api } from '@xinhang/shared/contract/api.ts';
import { rankingSpans } from '@xinhang/shared/ranking.ts';
import { useNavigate } from '@tanstack/react-router';
import { Select } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { useMetrics } from './metric-words.ts';
import { PeriodBar } from '../../form/period-bar.tsx';
import { RankingTable } from './ranking-table.tsx';
import type { RankingSearch } from './team-search.ts';

/** Who did most, as the company publishes it (S30). */
export function RankingPage({ search }: { search: RankingSearch }) {
  const { t } = useText();
  const { today } = useDates();
  const metrics = useMetrics();
  const navigate = useNavigate();
  const show = (part: RankingSearch) =>
    void navigate({ to: '/ranking', search: { ...search, ...part } });
  const metric = search.metric ?? metrics.first;
  const span = search.span ?? 'month';
  const on = search.on ?? today;
  const { deptId } = search;
  const found = useEndpoint(
    api.ranking.get,
    { query: { metric, span, on, ...(deptId && { deptId }) } },
    { keep: true },
  );
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        <Select
          aria-label={t('metric.label')}
          style={{ width: 150 }}
          value={metric}
          options={metrics.options}
          onChange={(value) => show({ metric: value })}
        />
        <PeriodBar spans={rankingSpans} span={span} on={on} onChange={show} />
        <span className="spring" />
        {found.data && found.data.depts.length > 1 && (
          <Select
            aria-label={t('org.dept')}
            style={{ width: 200 }}
            value={found.data.dept.id}
            options={found.data.depts.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id) => show({ deptId: id })}
          />
        )}
      </div>
      <Loaded found={found}>
        {(data) => (
          <>
            <h1 className="ranking-title">{data.dept.name}</h1>
            <RankingTable {...data} metric={metric} />
          </>
        )}
      </Loaded>
    </div>
  );
}
