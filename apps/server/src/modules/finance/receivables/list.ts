import {
  openReceivables,
  type ReceivableQuestion,
} from '@xinhang/db/repositories/receivable-list.ts';
import type { ReceivableRow } from '@xinhang/shared/receivables.ts';
import type { ReadContext } from '../../../http/context.ts';
import { agedOf, byAge, openAmounts, totalOf, type Sums } from '../aged-sums.ts';

export type Looker = Pick<ReadContext, 'db' | 'actor'>;
export type Debts = ReceivableQuestion & { overdue?: boolean | undefined };

/** Every customer in scope with something open on a day, the longest overdue first, and their sums. */
export async function receivablesOf(
  ctx: Looker,
  question: Debts,
  on: string,
): Promise<{ rows: ReceivableRow[]; totals: Sums }> {
  const found = await openReceivables(ctx.db, ctx.actor, question);
  const rows = [...Map.groupBy(found, (row) => row.customer_id)].map(
    ([id, items]): ReceivableRow => {
      const { customer_name: name, owner_id: ownerId, owner_name: ownerName } = items[0]!;
      const owner = ownerId === null ? null : { id: ownerId, name: ownerName ?? '' };
      return { customer: { id, name }, owner, ...agedOf(openAmounts(items), on) };
    },
  );
  const asked = question.overdue ? rows.filter((row) => row.overdueFen > 0) : rows;
  return {
    rows: asked.toSorted((a, b) => byAge(a, b) || a.customer.id - b.customer.id),
    totals: totalOf(asked),
  };
}
