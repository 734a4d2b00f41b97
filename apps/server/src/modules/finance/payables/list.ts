import { openPayables, type PayableQuestion } from '@xinhang/db/repositories/payable-list.ts';
import type { PayableRow } from '@xinhang/shared/payables.ts';
import type { ReadContext } from '../../../http/context.ts';
import { agedOf, byAge, openAmounts, totalOf, type Sums } from '../aged-sums.ts';

/** Every supplier with something open on a day, the longest overdue first, and their sums. */
export async function payablesOf(
  ctx: ReadContext,
  question: PayableQuestion & { overdue?: boolean | undefined },
  on: string,
): Promise<{ rows: PayableRow[]; totals: Sums }> {
  const found = await openPayables(ctx.db, question);
  const rows = [...Map.groupBy(found, (row) => row.supplier_id)].map(([id, items]): PayableRow => {
    const {
      supplier_name: name,
      supplier_code: code,
      buyer_id: buyerId,
      buyer_name: buyerName,
    } = items[0]!;
    const buyer = { id: buyerId, name: buyerName };
    return { supplier: { id, name, code }, buyer, ...agedOf(openAmounts(items), on) };
  });
  const asked = question.overdue ? rows.filter((row) => row.overdueFen > 0) : rows;
  return {
    rows: asked.toSorted((a, b) => byAge(a, b) || a.supplier.id - b.supplier.id),
    totals: totalOf(asked),
  };
}
