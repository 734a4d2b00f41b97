import { periodOf } from '@xinhang/shared/periods.ts';
import { spans, type ProductSearch } from './analysis-search.ts';

type Chosen = Pick<ProductSearch, 'period' | 'on' | 'from' | 'to'>;

export const spanOf = ({ period }: Chosen) => spans.find((one) => one === (period ?? 'month'));

/** The days of a search; both absent: all there is. */
export function daysOf(search: Chosen, today: string): { from?: string; to?: string } {
  const span = spanOf(search);
  if (span) {
    const { from, to } = periodOf(span, search.on ?? today);
    return { from, to };
  }
  if (search.period === 'all') return {};
  const { from, to } = search;
  return { ...(from && { from }), ...(to && { to }) };
}
