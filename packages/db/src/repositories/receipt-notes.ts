import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Actor } from '../actor.ts';
import { containsIn } from '../contains.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import { boughtPlaces, placeInScope } from '../scope-places.ts';
import type { DB } from '../schema/database.ts';

export type ReceiptNoteRecord = Selectable<DB['receipt_note']>;
export type NamedReceiptNote = NonNullable<Awaited<ReturnType<typeof receiptNoteById>>>;
export type NamedReceiptNoteLine = Awaited<ReturnType<typeof receiptNoteLines>>[number];

const named = (db: Reader) =>
  db
    .selectFrom('receipt_note')
    .innerJoin('supplier', 'supplier.id', 'receipt_note.supplier_id')
    .innerJoin('user as maker', 'maker.id', 'receipt_note.made_by')
    .leftJoin('user as confirmer', 'confirmer.id', 'receipt_note.confirmed_by')
    .leftJoin('user as reverser', 'reverser.id', 'receipt_note.reversed_by')
    .leftJoin('location', 'location.id', 'receipt_note.warehouse_id')
    .selectAll('receipt_note')
    .select('supplier.code as supplier_code')
    .select(['supplier.name as supplier_name', 'location.name as warehouse_name'])
    .select(['maker.name as maker_name', 'confirmer.name as confirmer_name'])
    .select('reverser.name as reverser_name');

/** A receipt of goods if its reader reaches it: buyers every one, others those of their places. */
export async function findReceiptNote(
  db: Reader,
  actor: Actor,
  id: number,
): Promise<NamedReceiptNote | undefined> {
  return await named(db)
    .where('receipt_note.id', '=', id)
    .where(placeInScope(boughtPlaces(actor), 'receipt_note.warehouse_id'))
    .executeTakeFirst();
}

/** A receipt of goods by its id, whoever may see it. */
export async function receiptNoteById(db: Reader, id: number) {
  return await named(db).where('receipt_note.id', '=', id).executeTakeFirst();
}

export interface ReceiptNoteFilter {
  states?: readonly string[] | undefined;
  supplierId?: number | undefined;
  orderId?: number | undefined;
  warehouseId?: number | undefined;
  text?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** A page of receipts of goods, the newest first. */
export async function listReceiptNotes(
  db: Reader,
  actor: Actor,
  { states, supplierId, orderId, warehouseId, text, from, to }: ReceiptNoteFilter,
  { after, limit }: { after: number | null; limit: number },
): Promise<NamedReceiptNote[]> {
  let query = named(db).where(placeInScope(boughtPlaces(actor), 'receipt_note.warehouse_id'));
  if (states) query = query.where('receipt_note.state', 'in', states);
  if (supplierId !== undefined) query = query.where('receipt_note.supplier_id', '=', supplierId);
  if (warehouseId !== undefined) query = query.where('receipt_note.warehouse_id', '=', warehouseId);
  if (from) query = query.where('receipt_note.business_date', '>=', from);
  if (to) query = query.where('receipt_note.business_date', '<=', to);
  if (orderId !== undefined) {
    query = query.where((eb) =>
      eb(
        'receipt_note.id',
        'in',
        eb
          .selectFrom('receipt_note_line')
          .select('receipt_note_id')
          .where('receipt_note_line.order_id', '=', orderId),
      ),
    );
  }
  if (text) {
    query = query.where((eb) =>
      containsIn(
        eb,
        ['receipt_note.no', 'receipt_note.supplier_note_no', 'receipt_note.note', 'supplier.name'],
        text,
      ),
    );
  }
  if (after !== null) query = query.where('receipt_note.id', '<', after);
  return await query.orderBy('receipt_note.id', 'desc').limit(limit).execute();
}

/** Lines in their order, with the lines of orders that they fill and their products. */
export async function receiptNoteLines(db: Reader, receiptNoteId: number) {
  return await db
    .selectFrom('receipt_note_line')
    .innerJoin('purchase_order_line as ordered', 'ordered.id', 'receipt_note_line.order_line_id')
    .innerJoin('purchase_order', 'purchase_order.id', 'receipt_note_line.order_id')
    .innerJoin('product', 'product.id', 'ordered.product_id')
    .innerJoin('unit', 'unit.id', 'ordered.unit_id')
    .innerJoin('unit as base', 'base.id', 'product.unit_id')
    .selectAll('receipt_note_line')
    .select(['purchase_order.no as order_no', 'purchase_order.term_id'])
    .select(['ordered.product_id', 'ordered.price_e4', 'ordered.tax_bp'])
    .select(['product.kind as product_kind', 'product.category_id'])
    .select(['ordered.unit_id', 'unit.name as unit_name'])
    .select(['ordered.qty_e4 as order_qty_e4', 'ordered.unit_qty_e4 as order_unit_qty_e4'])
    .select(['product.code', 'product.name', 'product.spec', 'product.qty_decimals'])
    .select(['product.tracks_batch', 'product.tracks_serial'])
    .select(['product.unit_id as base_unit_id', 'base.name as base_unit_name'])
    .where('receipt_note_line.receipt_note_id', '=', receiptNoteId)
    .orderBy('receipt_note_line.sort')
    .execute();
}

export async function insertReceiptNote(
  tx: Tx,
  row: Omit<Insertable<DB['receipt_note']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'receipt_note', { ...row, version: 1 }, 'id');
}

/** Whether it was still in that version. */
export async function updateReceiptNote(
  tx: Tx,
  { id, version }: { id: number; version: number },
  values: Updateable<Omit<DB['receipt_note'], 'id' | 'version'>>,
): Promise<boolean> {
  const done = await tx
    .updateTable('receipt_note')
    .set({ ...values, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return Number(done.numUpdatedRows) === 1;
}

export type NewReceiptNoteLine = Omit<
  Selectable<DB['receipt_note_line']>,
  | 'id'
  | 'receipt_note_id'
  | 'sort'
  // Nothing of a new line is invoiced, and no freight is in its cost.
  | 'spread_fen'
  | 'invoiced_e4'
  | 'invoiced_net_fen'
  | 'invoiced_tax_fen'
>;

/** Puts these in the place of the lines there were, in this order. */
export async function setReceiptNoteLines(
  tx: Tx,
  receiptNoteId: number,
  lines: readonly NewReceiptNoteLine[],
): Promise<void> {
  await tx.deleteFrom('receipt_note_line').where('receipt_note_id', '=', receiptNoteId).execute();
  for (const [sort, line] of lines.entries()) {
    const row = { ...line, receipt_note_id: receiptNoteId, sort };
    await insertNumbered(tx, 'receipt_note_line', row, 'id');
  }
}

export async function updateReceiptNoteLine(
  tx: Tx,
  id: number,
  values: Updateable<Omit<DB['receipt_note_line'], 'id' | 'receipt_note_id'>>,
): Promise<void> {
  await tx.updateTable('receipt_note_line').set(values).where('id', '=', id).execute();
}

export async function deleteReceiptNote(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('receipt_note_line').where('receipt_note_id', '=', id).execute();
  await tx.deleteFrom('receipt_note').where('id', '=', id).execute();
}

/** A part of a line that came, and what it was taken to come to. */
export interface InvoicedPart {
  receipt_line_id: number;
  qty_e4: number;
  estimate_net_fen: number;
  estimate_tax_fen: number;
}

/** Counts lines that came as invoiced, or gives them back where `sign` is -1. */
export async function moveReceivedInvoiced(
  tx: Tx,
  lines: readonly InvoicedPart[],
  sign: 1 | -1,
): Promise<void> {
  for (const line of lines) {
    await tx
      .updateTable('receipt_note_line')
      .set((eb) => ({
        invoiced_e4: eb('invoiced_e4', '+', sign * line.qty_e4),
        invoiced_net_fen: eb('invoiced_net_fen', '+', sign * line.estimate_net_fen),
        invoiced_tax_fen: eb('invoiced_tax_fen', '+', sign * line.estimate_tax_fen),
      }))
      .where('id', '=', line.receipt_line_id)
      .execute();
  }
}
