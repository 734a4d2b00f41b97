import type { Reader, Tx } from '../database.ts';

/** Bills of the books before that stand, of one side. */
const standing = (db: Reader, side: 'received' | 'issued') =>
  db
    .selectFrom('opening_bill')
    .innerJoin('bill', 'bill.id', 'opening_bill.bill_id')
    .where('bill.side', '=', side)
    .where('bill.state', 'not in', ['void', 'draft']);

/** The one of this number, with the part of it that is one of its own. */
export async function openingBillOf(
  db: Reader,
  side: 'received' | 'issued',
  { no, subFrom }: { no: string; subFrom: number | null },
) {
  const query = standing(db, side)
    .selectAll('opening_bill')
    .select(['bill.id', 'bill.version', 'bill.due_on'])
    .where('bill.no', '=', no);
  return await (
    subFrom === null
      ? query.where('bill.sub_from', 'is', null)
      : query.where('bill.sub_from', '=', subFrom)
  ).executeTakeFirst();
}

export async function insertOpeningBill(
  tx: Tx,
  row: { bill_id: number; adjustment_id: number; doc_id: number; amount_fen: number },
): Promise<void> {
  await tx.insertInto('opening_bill').values(row).execute();
}

/** What came with the books of a bill, however it stands by now. */
export async function openingOfBill(db: Reader, billId: number) {
  return await db
    .selectFrom('opening_bill')
    .innerJoin('bill', 'bill.id', 'opening_bill.bill_id')
    .selectAll('opening_bill')
    .select(['bill.side', 'bill.version', 'bill.state'])
    .where('opening_bill.bill_id', '=', billId)
    .executeTakeFirst();
}
