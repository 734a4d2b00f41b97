import { sql, type Selectable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type NamedCharge = Awaited<ReturnType<typeof chargesOf>>[number];
export type NewCharge = Omit<
  Selectable<DB['supplier_invoice_charge']>,
  'id' | 'invoice_id' | 'sort'
>;

/** What an invoice without receipts is for, and what a red one takes back, in their order. */
export async function chargesOf(db: Reader, invoiceId: number) {
  return await db
    .selectFrom('supplier_invoice_charge')
    .leftJoin('cash_category', 'cash_category.id', 'supplier_invoice_charge.category_id')
    .selectAll('supplier_invoice_charge')
    .select('cash_category.name as category_name')
    .where('supplier_invoice_charge.invoice_id', '=', invoiceId)
    .orderBy('supplier_invoice_charge.sort')
    .execute();
}

/** Puts these in the place of those there were, in this order. */
export async function setCharges(
  tx: Tx,
  invoiceId: number,
  rows: readonly NewCharge[],
): Promise<void> {
  await tx.deleteFrom('supplier_invoice_charge').where('invoice_id', '=', invoiceId).execute();
  for (const [sort, row] of rows.entries()) {
    await insertNumbered(
      tx,
      'supplier_invoice_charge',
      { ...row, invoice_id: invoiceId, sort },
      'id',
    );
  }
}

/** Red invoices that stand of an invoice, the oldest first. */
export async function redsOf(db: Reader, invoiceId: number) {
  return await db
    .selectFrom('supplier_invoice')
    .select(['id', 'number', 'reopens', 'gross_fen'])
    .where('red_of', '=', invoiceId)
    .where('state', '=', 'confirmed')
    .orderBy('id')
    .execute();
}

/** What red invoices that stand took back of each line of an invoice: not above zero. */
export async function takenBackOf(
  db: Reader,
  invoiceId: number,
): Promise<Map<number, { netFen: number; taxFen: number }>> {
  const rows = await db
    .selectFrom('supplier_invoice_charge as charge')
    .innerJoin('supplier_invoice as red', 'red.id', 'charge.invoice_id')
    .select(sql<number>`coalesce(charge.red_of_line, charge.red_of_charge)`.as('line_id'))
    .select((eb) => eb.fn.sum<number>('charge.net_fen').as('net'))
    .select((eb) => eb.fn.sum<number>('charge.tax_fen').as('tax'))
    .where('red.red_of', '=', invoiceId)
    .where('red.state', '=', 'confirmed')
    .groupBy(sql`coalesce(charge.red_of_line, charge.red_of_charge)`)
    .execute();
  return new Map(
    rows.map((row) => [Number(row.line_id), { netFen: Number(row.net), taxFen: Number(row.tax) }]),
  );
}
