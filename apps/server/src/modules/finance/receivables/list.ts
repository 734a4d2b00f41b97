import {
  openReceivables,
  type ReceivableQuestion,
} from '@xinhang/db/repositories/receivable-list.ts';
import { daysBetween } from '@xinhang/shared/business-date.ts';
import { leftOldestFirst, standingOf, type OpenAmount } from '@xinhang/shared/open-items.ts';
import { ageingDays, type ReceivableRow } from '@xinhang/shared/receivables.ts';
import type { ReadContext } from '../../../http/context.ts';

type Sums = Omit<ReceivableRow, 'customer' | 'owner' | 'overdueDays'>;

/** What one customer owes by age, once every credit paid the oldest (domain.md, Credit). */
export function agedSums(items: readonly OpenAmount[], on: string): Sums & { overdueDays: number } {
  const standing = standingOf(items, on);
  const agedFen = Array.from({ length: ageingDays.length + 1 }, () => 0);
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
  agedFen: Array.from({ length: ageingDays.length + 1 }, () => 0),
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

/** Every customer in scope with something open on a day, the longest overdue first, and their sums. */
export async function receivablesOf(
  ctx: ReadContext,
  question: ReceivableQuestion & { overdue?: boolean | undefined },
  on: string,
): Promise<{ rows: ReceivableRow[]; totals: Sums }> {
  const found = await openReceivables(ctx.db, ctx.actor, question);
  const rows = [...Map.groupBy(found, (row) => row.customer_id)].map(
    ([id, items]): ReceivableRow => {
      const { customer_name: name, owner_id: ownerId, owner_name: ownerName } = items[0]!;
      const open = items.map((row) => ({
        kind: row.kind,
        dueDate: row.due_date,
        openFen: row.open_fen,
      }));
      const owner = ownerId === null ? null : { id: ownerId, name: ownerName ?? '' };
      return { customer: { id, name }, owner, ...agedSums(open, on) };
    },
  );
  const asked = question.overdue ? rows.filter((row) => row.overdueFen > 0) : rows;
  return {
    rows: asked.toSorted(
      (a, b) =>
        b.overdueDays - a.overdueDays ||
        b.balanceFen - a.balanceFen ||
        a.customer.id - b.customer.id,
    ),
    totals: asked.reduce<Sums>(added, nothing()),
  };
}
