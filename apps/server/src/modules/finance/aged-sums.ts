import { daysBetween } from '@xinhang/shared/business-date.ts';
import { leftOldestFirst, standingOf, type OpenAmount } from '@xinhang/shared/open-items.ts';
import { ageingDays, type agedSums } from '@xinhang/shared/receivables.ts';
import type { z } from 'zod';

export type Sums = { [K in keyof typeof agedSums]: z.output<(typeof agedSums)[K]> };

const noAges = () => Array.from({ length: ageingDays.length + 1 }, () => 0);

/** What one party owes or is owed by age, once every credit paid the oldest (domain.md, Credit). */
export function agedOf(items: readonly OpenAmount[], on: string): Sums & { overdueDays: number } {
  const standing = standingOf(items, on);
  const agedFen = noAges();
  let currentFen = 0;
  for (const { dueDate, openFen } of leftOldestFirst(items)) {
    const late = dueDate < on ? daysBetween(dueDate, on) : 0;
    if (late === 0) currentFen += openFen;
    else {
      const at = ageingDays.findIndex((days) => late <= days);
      agedFen[at < 0 ? ageingDays.length : at]! += openFen;
    }
  }
  return {
    balanceFen: standing.openFen - standing.advanceFen,
    currentFen,
    agedFen,
    overdueFen: standing.overdueFen,
    advanceFen: standing.advanceFen,
    overdueDays: standing.overdueDays,
  };
}

const nothing = (): Sums => ({
  balanceFen: 0,
  currentFen: 0,
  agedFen: noAges(),
  overdueFen: 0,
  advanceFen: 0,
});

const added = (a: Sums, b: Sums): Sums => ({
  balanceFen: a.balanceFen + b.balanceFen,
  currentFen: a.currentFen + b.currentFen,
  agedFen: a.agedFen.map((fen, at) => fen + b.agedFen[at]!),
  overdueFen: a.overdueFen + b.overdueFen,
  advanceFen: a.advanceFen + b.advanceFen,
});

export const totalOf = (rows: readonly Sums[]): Sums => rows.reduce<Sums>(added, nothing());

interface OpenRow {
  kind: string;
  due_date: string;
  open_fen: number;
}

export const openAmounts = (rows: readonly OpenRow[]): OpenAmount[] =>
  rows.map((row) => ({ kind: row.kind, dueDate: row.due_date, openFen: row.open_fen }));

/** The longest overdue first, then who is in for most. */
export const byAge = (
  a: { overdueDays: number; balanceFen: number },
  b: { overdueDays: number; balanceFen: number },
): number => b.overdueDays - a.overdueDays || b.balanceFen - a.balanceFen;
