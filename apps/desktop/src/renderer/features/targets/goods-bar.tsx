import { api } from '@xinhang/shared/contract/api.ts';
import { isQuantityMetric, type Goods, type TargetMetric } from '@xinhang/shared/performance.ts';
import { Alert, Button, Empty } from 'antd';
import type { ReactNode } from 'react';
import { useFieldProblemText } from '../../app/problem-text.ts';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { GoodsSelect } from './goods-select.tsx';

interface Choice {
  year: number;
  metric: TargetMetric;
  goods: string | undefined;
  onChoose: (key: string) => void;
}

/** The choice of what is counted, and its unit; nothing for amounts. */
export function GoodsBar({
  year,
  metric,
  goods,
  known,
  onChoose,
}: Choice & { known: Goods | null }) {
  const { t } = useText();
  if (!isQuantityMetric(metric)) return null;
  return (
    <>
      <GoodsSelect year={year} metric={metric} value={goods} goods={known} onChange={onChoose} />
      {known && <span className="soft">{t('goods.unit', { unit: known.unit })}</span>}
    </>
  );
}

/** Stands in the place of figures by quantity until it is said of what, or why there are none. */
export function ByGoods({
  error,
  children,
  ...choice
}: Choice & { error: Error | null; children: ReactNode }) {
  const words = useFieldProblemText();
  if (!isQuantityMetric(choice.metric)) return children;
  if (choice.goods === undefined) return <Planned {...choice} metric={choice.metric} />;
  // Goods that are counted in several units, or in none.
  if (error) return <Alert type="warning" showIcon className="page-note" title={words(error)} />;
  return children;
}

function Planned({
  year,
  metric,
  onChoose,
}: Omit<Choice, 'metric'> & { metric: Extract<TargetMetric, 'orderedQty' | 'deliveredQty'> }) {
  const { t } = useText();
  const found = useEndpoint(api.targets.listGoods, { query: { year, metric } });
  const planned = found.data?.planned ?? [];
  return (
    <Empty
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      description={t(planned.length > 0 ? 'goods.choosePlanned' : 'goods.choose', { year })}
    >
      <div className="line goods-planned">
        {planned.map((one) => (
          <Button key={one.key} onClick={() => onChoose(one.key)}>
            {one.name || t('split.gone')} ({one.unit})
          </Button>
        ))}
      </div>
    </Empty>
  );
}
