import type { Reader } from '../database.ts';

/** Bills of the books before that stand, of one side. */
const standing = (db: Reader, side: 'received' | 'issued') =>
  db
    .selectFrom('opening_bill')
    .innerJoin('bill', 'bill.id', 'opening_bill.bill_id')
    .where('bill.side', '=', side)
    .where('bill.state', 'not in', ['void', 'draft']);

/** How many there are, and what they come to. */
export async function openingBillSums(db: Reader, side: 'received' | 'issued') {
  const row = await standing(db, side)
    .select((eb) => [
      eb.fn.count<number>('bill.id').as('n'),
      eb.fn.sum<number | null>('opening_bill.amount_fen').as('fen'),
    ])
    .executeTakeFirst();
  return { count: Number(row?.n ?? 0), fen: Number(row?.fen ?? 0) };
}

/** They themselves, the one due first before. */
export async function openingBillRows(db: Reader, side: 'received' | 'issued', limit: number) {
  const rows =
    side === 'received'
      ? await standing(db, side)
          .innerJoin('receipt', 'receipt.id', 'opening_bill.doc_id')
          .innerJoin('customer', 'customer.id', 'receipt.customer_id')
          .select(['bill.id', 'bill.no', 'bill.due_on', 'opening_bill.amount_fen'])
          .select(['receipt.no as doc_no', 'receipt.business_date', 'customer.name as party'])
          .orderBy('bill.due_on')
          .limit(limit)
          .execute()
      : await standing(db, side)
          .innerJoin('payment', 'payment.id', 'opening_bill.doc_id')
          .innerJoin('supplier', 'supplier.id', 'payment.supplier_id')
          .select(['bill.id', 'bill.no', 'bill.due_on', 'opening_bill.amount_fen'])
          .select(['payment.no as doc_no', 'payment.business_date', 'supplier.name as party'])
          .orderBy('bill.due_on')
          .limit(limit)
          .execute();
  return rows.map((row) => ({
    id: row.id,
    no: row.doc_no ?? '',
    oldNo: row.no,
    party: row.party,
    date: row.business_date,
    dueDate: row.due_on,
    qtyE4: null,
    fen: row.amount_fen,
  }));
}
