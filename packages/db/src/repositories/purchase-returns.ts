import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Actor } from '../actor.ts';
import { containsIn } from '../contains.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import { boughtPlaces, placeInScope } from '../scope-places.ts';
import type { DB } from '../schema/database.ts';

export type NamedPurchaseReturn = NonNullable<Awaited<ReturnType<typeof purchaseReturnById>>>;
export type NamedPurchaseReturnLine = Awaited<ReturnType<typeof purchaseReturnLines>>[number];
export type ReceivedLine = Awaited<ReturnType<typeof receivedLinesByIds>>[number];

const named = (db: Reader) =>
  db
    .selectFrom('purchase_return')
    .innerJoin('supplier', 'supplier.id', 'purchase_return.supplier_id')
    .innerJoin('user as maker', 'maker.id', 'purchase_return.made_by')
    .leftJoin('user as confirmer', 'confirmer.id', 'purchase_return.confirmed_by')
    .leftJoin('user as reverser', 'reverser.id', 'purchase_return.reversed_by')
    .leftJoin('location', 'location.id', 'purchase_return.warehouse_id')
    .selectAll('purchase_return')
    .select('supplier.code as supplier_code')
    .select(['supplier.name as supplier_name', 'location.name as warehouse_name'])
    .select(['maker.name as maker_name', 'confirmer.name as confirmer_name'])
    .select('reverser.name as reverser_name');

/** A return if its reader reaches it: buyers every one, others those of their places. */
export async function findPurchaseReturn(
  db: Reader,
  actor: Actor,
  id: number,
): Promise<NamedPurchaseReturn | undefined> {
  return await named(db)
    .where('purchase_return.id', '=', id)
    .where(placeInScope(boughtPlaces(actor), 'purchase_return.warehouse_id'))
    .executeTakeFirst();
}

/** A return by its id, whoever may see it. */
export async function purchaseReturnById(db: Reader, id: number) {
  return await named(db).where('purchase_return.id', '=', id).executeTakeFirst();
}

export interface PurchaseReturnFilter {
  states?: readonly string[] | undefined;
  supplierId?: number | undefined;
  receiptNoteId?: number | undefined;
  warehouseId?: number | undefined;
  text?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** A page of returns to suppliers, the newest first. */
export async function listPurchaseReturns(
  db: Reader,
  actor: Actor,
  { states, supplierId, receiptNoteId, warehouseId, text, from, to }: PurchaseReturnFilter,
  { after, limit }: { after: number | null; limit: number },
): Promise<NamedPurchaseReturn[]> {
  let query = named(db).where(placeInScope(boughtPlaces(actor), 'purchase_return.warehouse_id'));
  if (states) query = query.where('purchase_return.state', 'in', states);
  if (supplierId !== undefined) query = query.where('purchase_return.supplier_id', '=', supplierId);
  if (warehouseId !== undefined) {
    query = query.where('purchase_return.warehouse_id', '=', warehouseId);
  }
  if (from) query = query.where('purchase_return.business_date', '>=', from);
  if (to) query = query.where('purchase_return.business_date', '<=', to);
  if (receiptNoteId !== undefined) {
    query = query.where((eb) =>
      eb(
        'purchase_return.id',
        'in',
        eb
          .selectFrom('purchase_return_line')
          .innerJoin(
            'receipt_note_line',
            'receipt_note_line.id',
            'purchase_return_line.receipt_line_id',
          )
          .select('purchase_return_line.return_id')
          .where('receipt_note_line.receipt_note_id', '=', receiptNoteId),
      ),
    );
  }
  if (text) {
    query = query.where((eb) =>
      containsIn(
        eb,
        [
          'purchase_return.no',
          'purchase_return.supplier_return_no',
          'purchase_return.reason',
          'supplier.name',
        ],
        text,
      ),
    );
  }
  if (after !== null) query = query.where('purchase_return.id', '<', after);
  return await query.orderBy('purchase_return.id', 'desc').limit(limit).execute();
}

/** Lines in their order, with their goods and the receipts with which these came. */
export async function purchaseReturnLines(db: Reader, returnId: number) {
  return await db
    .selectFrom('purchase_return_line')
    .innerJoin('product', 'product.id', 'purchase_return_line.product_id')
    .innerJoin('unit as base', 'base.id', 'product.unit_id')
    .leftJoin(
      'receipt_note_line as received',
      'received.id',
      'purchase_return_line.receipt_line_id',
    )
    .leftJoin('receipt_note', 'receipt_note.id', 'received.receipt_note_id')
    .selectAll('purchase_return_line')
    .select(['product.code', 'product.name', 'product.spec', 'product.qty_decimals'])
    .select(['product.tracks_batch', 'product.tracks_serial'])
    .select(['product.unit_id as base_unit_id', 'base.name as base_unit_name'])
    .select(['received.receipt_note_id', 'received.order_id', 'received.order_line_id'])
    .select(['received.qty_e4 as received_e4', 'receipt_note.no as receipt_no'])
    .where('purchase_return_line.return_id', '=', returnId)
    .orderBy('purchase_return_line.sort')
    .execute();
}

/** Lines of receipts by their ids, with what must be known of them to send some of it back. */
export async function receivedLinesByIds(db: Reader, ids: readonly number[]) {
  if (ids.length === 0) return [];
  return await db
    .selectFrom('receipt_note_line')
    .innerJoin('receipt_note', 'receipt_note.id', 'receipt_note_line.receipt_note_id')
    .innerJoin('purchase_order_line as ordered', 'ordered.id', 'receipt_note_line.order_line_id')
    .innerJoin('purchase_order', 'purchase_order.id', 'receipt_note_line.order_id')
    .selectAll('receipt_note_line')
    .select(['ordered.product_id', 'ordered.tax_bp', 'purchase_order.basis'])
    .select(['receipt_note.state', 'receipt_note.supplier_id', 'receipt_note.entity_id'])
    .select(['receipt_note.warehouse_id', 'receipt_note.business_date', 'receipt_note.deductible'])
    .where('receipt_note_line.id', 'in', ids)
    .execute();
}

/** What of a line of a receipt went back: of the base unit, and the parts of its amounts. */
export interface WentBack {
  qtyE4: number;
  netFen: number;
  taxFen: number;
  cameFen: number;
}
export const nothingBack: WentBack = { qtyE4: 0, netFen: 0, taxFen: 0, cameFen: 0 };

/** Of lines of receipts what confirmed returns took back, by their ids. */
export async function wentBackOf(
  db: Reader,
  receiptLineIds: readonly number[],
): Promise<Map<number, WentBack>> {
  if (receiptLineIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('purchase_return_line as line')
    .innerJoin('purchase_return', 'purchase_return.id', 'line.return_id')
    .select('line.receipt_line_id as id')
    .select((eb) => [
      eb.fn.sum<number>('line.qty_e4').as('qty'),
      eb.fn.sum<number>('line.net_fen').as('net'),
      eb.fn.sum<number>('line.tax_fen').as('tax'),
      eb.fn.sum<number>('line.came_fen').as('came'),
    ])
    .where('line.receipt_line_id', 'in', receiptLineIds)
    .where('purchase_return.state', '=', 'confirmed')
    .groupBy('line.receipt_line_id')
    .execute();
  return new Map(
    rows.map((row) => [
      row.id!,
      {
        qtyE4: Number(row.qty),
        netFen: Number(row.net),
        taxFen: Number(row.tax),
        cameFen: Number(row.came),
      },
    ]),
  );
}

/**
 * The newest confirmed return of which more went back than is on invoices or was taken back of the
 * estimate, among these lines of receipts: what it credited would be invoiced once more.
 */
export async function returnBeyondInvoices(
  db: Reader,
  receiptLineIds: readonly number[],
): Promise<{ no: string | null } | undefined> {
  if (receiptLineIds.length === 0) return undefined;
  return await db
    .selectFrom('purchase_return_line as line')
    .innerJoin('purchase_return', 'purchase_return.id', 'line.return_id')
    .innerJoin('receipt_note_line as came', 'came.id', 'line.receipt_line_id')
    .select('purchase_return.no')
    .where('came.id', 'in', receiptLineIds)
    .where('purchase_return.state', '=', 'confirmed')
    .where('came.invoiced_e4', '<', (eb) =>
      eb
        .selectFrom('purchase_return_line as back')
        .innerJoin('purchase_return as head', 'head.id', 'back.return_id')
        .select((sum) => sum.fn.sum<number>('back.qty_e4').as('qty'))
        .whereRef('back.receipt_line_id', '=', 'came.id')
        .where('head.state', '=', 'confirmed'),
    )
    .orderBy('purchase_return.id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function insertPurchaseReturn(
  tx: Tx,
  row: Omit<Insertable<DB['purchase_return']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'purchase_return', { ...row, version: 1 }, 'id');
}

/** Whether it was still in that version. */
export async function updatePurchaseReturn(
  tx: Tx,
  { id, version }: { id: number; version: number },
  values: Updateable<Omit<DB['purchase_return'], 'id' | 'version'>>,
): Promise<boolean> {
  const done = await tx
    .updateTable('purchase_return')
    .set({ ...values, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return Number(done.numUpdatedRows) === 1;
}

export type NewPurchaseReturnLine = Omit<
  Selectable<DB['purchase_return_line']>,
  | 'id'
  | 'return_id'
  | 'sort'
  // A draft takes nothing back.
  | 'estimate_e4'
  | 'estimate_net_fen'
  | 'estimate_tax_fen'
>;

/** Puts these in the place of the lines there were, in this order. */
export async function setPurchaseReturnLines(
  tx: Tx,
  returnId: number,
  lines: readonly NewPurchaseReturnLine[],
): Promise<void> {
  await tx.deleteFrom('purchase_return_line').where('return_id', '=', returnId).execute();
  for (const [sort, line] of lines.entries()) {
    await insertNumbered(tx, 'purchase_return_line', { ...line, return_id: returnId, sort }, 'id');
  }
}

export async function updatePurchaseReturnLine(
  tx: Tx,
  id: number,
  values: Updateable<Omit<DB['purchase_return_line'], 'id' | 'return_id'>>,
): Promise<void> {
  await tx.updateTable('purchase_return_line').set(values).where('id', '=', id).execute();
}

export async function deletePurchaseReturn(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('purchase_return_line').where('return_id', '=', id).execute();
  await tx.deleteFrom('purchase_return').where('id', '=', id).execute();
}
