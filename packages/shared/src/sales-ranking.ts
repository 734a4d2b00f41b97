import { daysBetween } from './business-date.ts';

/** By what products are compared. */
export const salesMeasures = ['net', 'qty', 'margin'] as const;
export type SalesMeasure = (typeof salesMeasures)[number];

/** Pareto: what brings the first 80 % of it, the next 15 %, and the rest. */
export const salesClasses = ['A', 'B', 'C'] as const;
export type SalesClass = (typeof salesClasses)[number];

const UP_TO = { A: 0.8, B: 0.95 } as const;

export interface Ranked {
  /** From 1; who has as much stands at the same place. */
  rank: number;
  /** Of the sum, in basis points; null where there is no sum to have a part of. */
  shareBp: number | null;
  class: SalesClass;
}

/**
 * Ranks by value, the most first. The class is that of the part before a row: what passes a limit
 * belongs to the class in which it begins, so that a product that brings everything is an A.
 */
export function ranked<T>(rows: readonly T[], valueOf: (row: T) => number): (T & Ranked)[] {
  const total = rows.reduce((sum, row) => sum + valueOf(row), 0);
  const sorted = rows.toSorted((a, b) => valueOf(b) - valueOf(a));
  let before = 0;
  let rank = 0;
  return sorted.map((row, at) => {
    const value = valueOf(row);
    if (at === 0 || value !== valueOf(sorted[at - 1]!)) rank = at + 1;
    const part = total > 0 ? before / total : 1;
    before += value;
    return {
      ...row,
      rank,
      shareBp: total > 0 ? Math.round((value / total) * 10_000) : null,
      class: value <= 0 || part >= UP_TO.B ? 'C' : part >= UP_TO.A ? 'B' : 'A',
    };
  });
}

/** Days of which sales are counted: both ends, up to today. */
export function daysCounted({ from, to }: { from: string; to: string }, today: string): number {
  const last = to < today ? to : today;
  return last < from ? 1 : daysBetween(from, last) + 1;
}

/** For how many days stock lasts at the pace of those days; null: nothing goes, or nothing is there. */
export function stockDays(heldE4: number, soldE4: number, days: number): number | null {
  if (soldE4 <= 0 || heldE4 <= 0) return null;
  return Math.min(99_999, Math.round((heldE4 / soldE4) * days));
}
