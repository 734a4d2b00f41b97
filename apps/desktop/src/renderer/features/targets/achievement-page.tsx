import { api } from '@xinhang/shared/contract/api.ts';
import {
  achievementSpans,
  isQuantityMetric,
  type Node,
  type SplitDimension,
} from '@xinhang/shared/performance.ts';
import { useNavigate } from '@tanstack/react-router';
import { Segmented, Select } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';
import type { AchievementSearch } from './achievement-search.ts';
import { AchievementHead } from './achievement-head.tsx';
import { AchievementTable } from './achievement-table.tsx';
import { LedgerDrawer, type Behind } from '../../form/ledger-drawer.tsx';
import { ByGoods, GoodsBar } from './goods-bar.tsx';
import { isLedger, useMetrics } from './metric-words.ts';
import { MonthChart } from './month-chart.tsx';
import { PeriodBar } from '../../form/period-bar.tsx';
import { NodePath } from './node-path.tsx';
import { PartsTable } from './parts-table.tsx';

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
  const metric = search.metric ?? metrics.achievement;
  const { nodeKind, nodeId } = search;
  const counted = isQuantityMetric(metric) ? search.goods : undefined;
  const goods = counted ? { goods: counted } : {};
  const found = useEndpoint(
    api.achievement.get,
    { query: { metric, span, on, ...goods, ...(nodeKind && nodeId && { nodeKind, nodeId }) } },
    { keep: true, enabled: !isQuantityMetric(metric) || counted !== undefined },
  );
  const choice = {
    year: Number(on.slice(0, 4)),
    metric,
    goods: counted,
    onChoose: (key: string) => show({ goods: key }),
  };
  const ledgerMetric = isLedger(metric) ? metric : null;
  const by = ledgerMetric && search.by;
  const openNode = (node: Node) => show({ nodeKind: node.kind, nodeId: node.id });
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        <Select
          aria-label={t('metric.label')}
          style={{ width: 150 }}
          value={metric}
          options={metrics.targetOptions}
          onChange={(value) => show({ metric: value })}
        />
        <PeriodBar spans={achievementSpans} span={span} on={on} onChange={show} />
        <GoodsBar {...choice} known={counted ? (found.data?.goods ?? null) : null} />
      </div>
      <ByGoods {...choice} error={found.error}>
        <Loaded found={found}>
          {(data) => (
            <>
              <NodePath path={data.path} node={data.node} onOpen={openNode} />
              <AchievementHead data={data} metric={metric} today={today} />
              {data.partial && <p className="soft">{t('achievement.partial')}</p>}
              {data.moves.map(({ dept, on: day, from, to }) => (
                <p key={`${dept.id} ${day} ${to.id}`} className="soft">
                  {t('achievement.moved', {
                    dept: dept.name,
                    on: day,
                    from: from.name,
                    to: to.name,
                  })}
                </p>
              ))}
              <MonthChart
                months={data.months}
                metric={metric}
                chosen={[data.from.slice(0, 7), data.to.slice(0, 7)]}
                onOpen={(month) => show({ span: 'month', on: `${month}-01` })}
              />
              {data.dimensions.length > 0 && (
                <Segmented<SplitDimension | 'node'>
                  className="achievement-by"
                  aria-label={t('achievement.by')}
                  value={by ?? 'node'}
                  options={[
                    { value: 'node', label: t('achievement.byNode') },
                    ...data.dimensions.map((value) => ({
                      value,
                      label: t('achievement.byPart', { dimension: t(`dimension.${value}`) }),
                    })),
                  ]}
                  onChange={(value) => show({ by: value === 'node' ? undefined : value })}
                />
              )}
              {ledgerMetric && by ? (
                <PartsTable
                  query={{
                    metric: ledgerMetric,
                    ...goods,
                    span,
                    on,
                    dimension: by,
                    nodeKind: data.node.kind,
                    nodeId: data.node.id,
                  }}
                  goods={data.goods}
                  onBehind={setBehind}
                />
              ) : (
                <AchievementTable
                  data={data}
                  metric={metric}
                  onOpen={openNode}
                  onBehind={(node) =>
                    setBehind({ node, from: data.from, to: data.to, metric, goods: data.goods })
                  }
                />
              )}
            </>
          )}
        </Loaded>
      </ByGoods>
      <LedgerDrawer behind={behind} onClose={() => setBehind(null)} />
    </div>
  );
}
