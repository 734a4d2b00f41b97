import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import { achievementSpans, type Node } from '@xinhang/shared/performance.ts';
import { periodAt } from '@xinhang/shared/periods.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';
import type { AchievementSearch } from './achievement-search.ts';
import { AchievementHead } from './achievement-head.tsx';
import { AchievementTable } from './achievement-table.tsx';
import { LedgerDrawer, type Behind } from './ledger-drawer.tsx';
import { useMetrics } from './metric-words.ts';
import { MonthChart } from './month-chart.tsx';
import { NodePath } from './node-path.tsx';

type Span = (typeof achievementSpans)[number];

/** Target and result, from the company down to the documents (S20, S21). */
export function AchievementPage({ search }: { search: AchievementSearch }) {
  const { t } = useText();
  const { today } = useDates();
  const metrics = useMetrics();
  const navigate = useNavigate();
  const [behind, setBehind] = useState<Behind | null>(null);
  const show = (part: AchievementSearch) =>
    void navigate({ to: '/achievement', search: { ...search, ...part } });
  const span: Span = search.span ?? 'month';
  const on = search.on ?? today;
  const metric = search.metric ?? 'won';
  const { nodeKind, nodeId } = search;
  const found = useEndpoint(
    api.achievement.get,
    { query: { metric, span, on, ...(nodeKind && nodeId && { nodeKind, nodeId }) } },
    { keep: true },
  );
  const openNode = (node: Node) => show({ nodeKind: node.kind, nodeId: node.id });
  const to = found.data?.to;
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
        <Segmented<Span>
          aria-label={t('achievement.span')}
          value={span}
          options={achievementSpans.map((value) => ({ value, label: t(`span.${value}`) }))}
          onChange={(value) => show({ span: value })}
        />
        <Button
          type="text"
          icon={<LeftOutlined />}
          aria-label={t('achievement.before')}
          onClick={() => show({ on: periodAt(span, on, -1) })}
        />
        <span className="period-name">{periodName(span, found.data?.from ?? on, t)}</span>
        <Button
          type="text"
          icon={<RightOutlined />}
          aria-label={t('achievement.after')}
          disabled={!to || to >= today}
          onClick={() => show({ on: periodAt(span, on, 1) })}
        />
      </div>
      <Loaded found={found}>
        {(data) => (
          <>
            <NodePath path={data.path} node={data.node} onOpen={openNode} />
            <AchievementHead data={data} metric={metric} today={today} />
            <MonthChart
              months={data.months}
              metric={metric}
              chosen={[data.from.slice(0, 7), data.to.slice(0, 7)]}
              onOpen={(month) => show({ span: 'month', on: `${month}-01` })}
            />
            <AchievementTable
              data={data}
              metric={metric}
              onOpen={openNode}
              onBehind={(node) => setBehind({ node, from: data.from, to: data.to, metric })}
            />
          </>
        )}
      </Loaded>
      <LedgerDrawer behind={behind} onClose={() => setBehind(null)} />
    </div>
  );
}

function periodName(span: Span, from: string, t: ReturnType<typeof useText>['t']): string {
  const [year = '', month = ''] = from.split('-');
  if (span === 'year') return t('period.year', { year });
  if (span === 'quarter') {
    return t('period.quarter', { year, n: Math.ceil(Number(month) / 3) });
  }
  return t('period.month', { year, n: Number(month) });
}
