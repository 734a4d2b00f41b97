import { fen, formatFen } from '@xinhang/shared/money.ts';
import { formatE4, qtyE4 } from '@xinhang/shared/quantity.ts';

/** Figures as they stand on screens; empty where they are hidden or there is none. */
export const money = (amount: number | null): string =>
  amount === null ? '' : formatFen(fen(amount));
export const quantity = (value: number | null, decimals = 0): string =>
  value === null ? '' : formatE4(qtyE4(value), decimals);
export const percent = (bp: number | null): string =>
  bp === null ? '' : `${(bp / 100).toFixed(2)}%`;
/** What part of it a value is, in basis points; null of nothing. */
export const partOf = (value: number | null, whole: number): number | null =>
  value === null || whole === 0 ? null : Math.round((value / whole) * 10_000);
