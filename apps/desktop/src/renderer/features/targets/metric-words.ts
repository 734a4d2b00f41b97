import { fen, formatFen } from '@xinhang/shared/money.ts';
import {
  isPosted,
  performanceMetrics,
  quantityMetrics,
  unitOf,
  type TargetMetric,
} from '@xinhang/shared/performance.ts';
import { formatE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import { useHome } from '../../app/home.ts';
import { useText } from '../../i18n/i18n.ts';

export type { PostedMetric } from '@xinhang/shared/performance.ts';
/** Whether documents lie behind it, and it can be told apart by region and product. */
export const isLedger = isPosted;

/** Amounts without `.00`, which no target needs; counts and quantities with separators. */
export function shown(value: number, metric: TargetMetric): string {
  const unit = unitOf(metric);
  if (unit === 'count') return value.toLocaleString('en-US');
  if (unit === 'e4') return formatE4(qtyE4(value));
  return formatFen(fen(value)).replace(/\.00$/, '');
}

/** Parts of 10,000 as percent; of nothing there is none. */
export function percentOf(part: number, whole: number | null): string {
  if (whole === null || whole === 0) return '';
  return `${((part / whole) * 100).toFixed(1)}%`;
}

/** `+12.5%` beside what was before; nothing where there was nothing. */
export function growth(now: number, before: number): string {
  if (before <= 0) return '';
  const change = ((now - before) / before) * 100;
  return `${change > 0 ? '+' : ''}${change.toFixed(1)}%`;
}

/** Measures in the order of one's sales model; a ranking opens with the `first`, results with `achievement`. */
export function useMetrics() {
  const { t } = useText();
  const { metrics: own, achievement } = useHome();
  const all = [...own, ...performanceMetrics.filter((one) => !own.includes(one))];
  const name = (metric: TargetMetric) => t(`metric.${metric}`);
  const options = all.map((value) => ({ value, label: name(value) }));
  /** Those of which a target is set, quantities last. */
  const targetOptions = [...all, ...quantityMetrics].map((value) => ({
    value,
    label: name(value),
  }));
  return { name, all, first: all[0]!, achievement, options, targetOptions };
}
