import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import { containsIn } from '../contains.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type NamedSupplierInvoice = Awaited<ReturnType<ReturnType<typeof named>['execute']>>[number];
export type NamedSupplierInvoiceLine = Awaited<ReturnType<typeof supplierInvoiceLines>>[number];
export type ReceivedRecord = Awaited<ReturnType<typeof receivedLines>>[number];

const named = (db: Reader) =>
  db
    .selectFrom('supplier_invoice')
    .innerJoin('supplier', 'supplier.id', 'supplier_invoice.supplier_id')
    .innerJoin('user as maker', 'maker.id', 'supplier_invoice.made_by')
    .leftJoin('user as confirmer', 'confirmer.id', 'supplier_invoice.confirmed_by')
    .leftJoin('user as reverser', 'reverser.id', 'supplier_invoice.reversed_by')
    .selectAll('supplier_invoice')
    .select(['supplier.name as supplier_name', 'maker.name as maker_name'])
    .select(['confirmer.name as confirmer_name', 'reverser.name as reverser_name']);

export interface SupplierInvoiceFilter {
  states?: readonly string[] | undefined;
  supplierId?: number | undefined;
  uncertified?: boolean | undefined;
  text?: string | undefined;
  /** A part of the number. */
  number?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

function asked(db: Reader, filter: SupplierInvoiceFilter) {
  const { states, supplierId, uncertified, text, number, from, to } = filter;
  let query = named(db);
  if (states) query = query.where('supplier_invoice.state', 'in', states);
  if (supplierId !== undefined)
    query = query.where('supplier_invoice.supplier_id', '=', supplierId);
  if (uncertified) {
    query = query
      .where('supplier_invoice.deductible', '=', 1)
      .where('supplier_invoice.purpose', '<>', 'red')
      .where('supplier_invoice.state', '=', 'confirmed')
      .where('supplier_invoice.certified_month', 'is', null);
  }
  if (from) query = query.where('supplier_invoice.business_date', '>=', from);
  if (to) query = query.where('supplier_invoice.business_date', '<=', to);
  if (number) query = query.where((eb) => containsIn(eb, ['supplier_invoice.number'], number));
  if (text) {
    query = query.where((eb) =>
      containsIn(
        eb,
        [
          'supplier_invoice.number',
          'supplier_invoice.code',
          'supplier_invoice.note',
          'supplier.name',
        ],
        text,
      ),
    );
  }
  return query;
}

/** A page of invoices of suppliers, the newest first. */
export async function listSupplierInvoices(
  db: Reader,
  filter: SupplierInvoiceFilter,
  { after, limit }: { after: number | null; limit: number },
): Promise<NamedSupplierInvoice[]> {
  let query = asked(db, filter);
  if (after !== null) query = query.where('supplier_invoice.id', '<', after);
  return await query.orderBy('supplier_invoice.id', 'desc').limit(limit).execute();
}

/** How many they are, counted no further than a cap, and what those come to. */
export async function sumSupplierInvoices(db: Reader, filter: SupplierInvoiceFilter, cap: number) {
  const row = await db
    .selectFrom(asked(db, filter).limit(cap).as('some'))
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .select((eb) => [
      eb.fn.coalesce(eb.fn.sum<number>('some.net_fen'), eb.val(0)).as('net'),
      eb.fn.coalesce(eb.fn.sum<number>('some.tax_fen'), eb.val(0)).as('tax'),
    ])
    .executeTakeFirstOrThrow();
  const [netFen, taxFen] = [Number(row.net), Number(row.tax)];
  return { count: Number(row.n), netFen, taxFen, grossFen: netFen + taxFen };
}

export async function supplierInvoiceById(
  db: Reader,
  id: number,
): Promise<NamedSupplierInvoice | undefined> {
  return await named(db).where('supplier_invoice.id', '=', id).executeTakeFirst();
}

/** Whether another invoice of this supplier has that number. */
export async function supplierNumberTaken(
  db: Reader,
  asking: { supplierId: number; code: string; number: string; but: number },
): Promise<boolean> {
  const row = await db
    .selectFrom('supplier_invoice')
    .select('id')
    .where('supplier_id', '=', asking.supplierId)
    .where('code', '=', asking.code)
    .where('number', '=', asking.number)
    .where('state', '<>', 'reversed')
    .where('id', '<>', asking.but)
    .executeTakeFirst();
  return row !== undefined;
}

const received = (db: Reader) =>
  db
    .selectFrom('receipt_note_line')
    .innerJoin('receipt_note', 'receipt_note.id', 'receipt_note_line.receipt_note_id')
    .innerJoin('purchase_order', 'purchase_order.id', 'receipt_note_line.order_id')
    .innerJoin('purchase_order_line as ordered', 'ordered.id', 'receipt_note_line.order_line_id')
    .innerJoin('product', 'product.id', 'ordered.product_id')
    .innerJoin('unit', 'unit.id', 'product.unit_id')
    .selectAll('receipt_note_line')
    .select(['receipt_note.no', 'receipt_note.state', 'receipt_note.supplier_id'])
    .select(['receipt_note.entity_id', 'receipt_note.business_date', 'receipt_note.deductible'])
    .select(['purchase_order.no as order_no', 'purchase_order.term_id', 'ordered.tax_bp'])
    .select('purchase_order.basis')
    .select(['product.code', 'product.name', 'product.spec', 'unit.name as unit_name']);

/** Lines that came, by their ids. */
export async function receivedLines(db: Reader, ids: readonly number[]) {
  if (ids.length === 0) return [];
  return await received(db).where('receipt_note_line.id', 'in', ids).execute();
}

/** Lines that came from a supplier and are not wholly on invoices, the oldest first. */
export async function uninvoicedReceived(
  db: Reader,
  supplierId: number,
  limit: number,
): Promise<ReceivedRecord[]> {
  return await received(db)
    .where('receipt_note.supplier_id', '=', supplierId)
    .where('receipt_note.state', '=', 'confirmed')
    .whereRef('receipt_note_line.invoiced_e4', '<', 'receipt_note_line.qty_e4')
    .orderBy('receipt_note.business_date')
    .orderBy('receipt_note.id')
    .orderBy('receipt_note_line.sort')
    .limit(limit)
    .execute();
}

/** What came and has no invoice, by supplier. */
export async function uninvoicedSuppliers(db: Reader, text: string | undefined) {
  let query = db
    .selectFrom('receipt_note_line as line')
    .innerJoin('receipt_note as note', 'note.id', 'line.receipt_note_id')
    .innerJoin('supplier', 'supplier.id', 'note.supplier_id')
    .select(['supplier.id', 'supplier.name'])
    .select(
      sql<number>`sum(line.net_fen + line.tax_fen - line.invoiced_net_fen - line.invoiced_tax_fen)`.as(
        'open',
      ),
    )
    .select(sql<number>`count(distinct note.id)`.as('receipts'))
    .select((eb) => eb.fn.min<string>('note.business_date').as('oldest'))
    .where('note.state', '=', 'confirmed')
    .whereRef('line.invoiced_e4', '<', 'line.qty_e4');
  if (text) query = query.where((eb) => containsIn(eb, ['supplier.name'], text));
  const rows = await query.groupBy(['supplier.id', 'supplier.name']).execute();
  return rows.map(({ open, receipts, ...row }) => ({
    ...row,
    openFen: Number(open),
    receipts: Number(receipts),
  }));
}

/** Lines in their order, with what they are for. */
export async function supplierInvoiceLines(db: Reader, invoiceId: number) {
  return await db
    .selectFrom('supplier_invoice_line')
    .innerJoin('receipt_note_line as came', 'came.id', 'supplier_invoice_line.receipt_line_id')
    .innerJoin('receipt_note', 'receipt_note.id', 'came.receipt_note_id')
    .innerJoin('purchase_order', 'purchase_order.id', 'came.order_id')
    .innerJoin('purchase_order_line as ordered', 'ordered.id', 'came.order_line_id')
    .innerJoin('product', 'product.id', 'ordered.product_id')
    .innerJoin('unit', 'unit.id', 'product.unit_id')
    .selectAll('supplier_invoice_line')
    .select(['came.qty_e4 as came_e4', 'came.invoiced_e4', 'came.order_id'])
    .select(['came.way', 'came.expense_account'])
    .select(['receipt_note.id as note_id', 'receipt_note.no as note_no', 'receipt_note.deductible'])
    .select(['receipt_note.business_date as received_on', 'purchase_order.no as order_no'])
    .select(['purchase_order.term_id', 'ordered.tax_bp', 'purchase_order.basis'])
    .select(['product.code', 'product.name', 'product.spec', 'unit.name as unit_name'])
    .where('supplier_invoice_line.invoice_id', '=', invoiceId)
    .orderBy('supplier_invoice_line.sort')
    .execute();
}

export async function insertSupplierInvoice(
  tx: Tx,
  row: Omit<Insertable<DB['supplier_invoice']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'supplier_invoice', { ...row, version: 1 }, 'id');
}

/** Whether it was still in that version. */
export async function updateSupplierInvoice(
  tx: Tx,
  { id, version }: { id: number; version: number },
  values: Updateable<Omit<DB['supplier_invoice'], 'id' | 'version'>>,
): Promise<boolean> {
  const done = await tx
    .updateTable('supplier_invoice')
    .set({ ...values, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return Number(done.numUpdatedRows) === 1;
}

export type NewSupplierInvoiceLine = Omit<
  Selectable<DB['supplier_invoice_line']>,
  'id' | 'invoice_id' | 'sort'
>;

/** Puts these in the place of the lines there were, in this order. */
export async function setSupplierInvoiceLines(
  tx: Tx,
  invoiceId: number,
  lines: readonly NewSupplierInvoiceLine[],
): Promise<void> {
  await tx.deleteFrom('supplier_invoice_line').where('invoice_id', '=', invoiceId).execute();
  for (const [sort, line] of lines.entries()) {
    await insertNumbered(
      tx,
      'supplier_invoice_line',
      { ...line, invoice_id: invoiceId, sort },
      'id',
    );
  }
}

export async function deleteSupplierInvoice(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('supplier_invoice_line').where('invoice_id', '=', id).execute();
  await tx.deleteFrom('supplier_invoice').where('id', '=', id).execute();
}
