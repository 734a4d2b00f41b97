import type { Reader } from '../database.ts';

/**
 * What bills of these customers may still come back for: those that are held, whenever they are due,
 * and those that were discounted or endorsed and are not due yet.
 */
export async function openBillsOf(
  db: Reader,
  customerIds: readonly number[],
  today: string,
): Promise<number> {
  if (customerIds.length === 0) return 0;
  const row = await db
    .selectFrom('bill')
    .innerJoin('receipt', (join) =>
      join.on((eb) => eb('receipt.bill_id', '=', eb.fn.coalesce('bill.part_of', 'bill.id'))),
    )
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('bill.amount_fen'), eb.val(0)).as('fen'))
    .where('receipt.customer_id', 'in', customerIds)
    .where((eb) =>
      eb.or([
        eb('bill.state', '=', 'held'),
        eb.and([
          eb('bill.state', 'in', ['discounted', 'endorsed']),
          eb('bill.due_on', '>=', today),
        ]),
      ]),
    )
    .executeTakeFirstOrThrow();
  return Number(row.fen);
}
