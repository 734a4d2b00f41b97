import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { Actor } from '../actor.ts';
import { containsIn } from '../contains.ts';
import type { Reader, Tx } from '../database.ts';
import { NO_DATE } from '../no-date.ts';
import { insertNumbered } from '../remembered.ts';
import { boughtPlaces, placeInScope, type Places } from '../scope-places.ts';
import type { DB } from '../schema/database.ts';

export type PurchaseOrderRecord = Selectable<DB['purchase_order']>;
export type PurchaseLineRecord = Selectable<DB['purchase_order_line']>;
export type NamedPurchaseOrder = NonNullable<Awaited<ReturnType<typeof purchaseOrderById>>>;
export type NamedPurchaseLine = Awaited<ReturnType<typeof purchaseLinesOf>>[number];

const named = (db: Reader) =>
  db
    .selectFrom('purchase_order')
    .innerJoin('supplier', 'supplier.id', 'purchase_order.supplier_id')
    .innerJoin('user as maker', 'maker.id', 'purchase_order.made_by')
    .leftJoin('user as confirmer', 'confirmer.id', 'purchase_order.confirmed_by')
    .leftJoin('location', 'location.id', 'purchase_order.warehouse_id')
    .leftJoin('payment_term', 'payment_term.id', 'purchase_order.term_id')
    .selectAll('purchase_order')
    .select('supplier.code as supplier_code')
    .select(['supplier.name as supplier_name', 'supplier.active as supplier_active'])
    .select(['maker.name as maker_name', 'confirmer.name as confirmer_name'])
    .select(['location.name as warehouse_name', 'payment_term.name as term_name']);

/** Orders whose lines are read in one question. */
const AT_ONCE = 500;

/** An order to a supplier by its id. */
export async function purchaseOrderById(db: Reader, id: number) {
  return await named(db).where('purchase_order.id', '=', id).executeTakeFirst();
}

/** States in which something of an order may be open. */
export const aliveStates = ['confirmed', 'partly'] as const;

/** What is open of a line, of the base unit. */
export const openPurchaseE4 = sql<number>`(purchase_order_line.qty_e4
  - purchase_order_line.received_e4 + purchase_order_line.replace_e4
  - purchase_order_line.cancelled_e4)`;

const due = sql<string>`coalesce(purchase_order_line.expected_date, purchase_order.expected_date, ${sql.lit(NO_DATE)})`;

export interface PurchaseOrderFilter {
  states?: readonly string[] | undefined;
  supplierId?: number | undefined;
  productId?: number | undefined;
  text?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  /** Something open was expected before this day. */
  lateOn?: string | undefined;
}

/** A page of orders, the newest first. */
export async function listPurchaseOrders(
  db: Reader,
  { states, supplierId, productId, text, from, to, lateOn }: PurchaseOrderFilter,
  { after, limit }: { after: number | null; limit: number },
): Promise<NamedPurchaseOrder[]> {
  let query = named(db);
  if (states) query = query.where('purchase_order.state', 'in', states);
  if (supplierId !== undefined) query = query.where('purchase_order.supplier_id', '=', supplierId);
  if (from) query = query.where('purchase_order.business_date', '>=', from);
  if (to) query = query.where('purchase_order.business_date', '<=', to);
  if (productId !== undefined) {
    query = query.where((eb) =>
      eb(
        'purchase_order.id',
        'in',
        eb
          .selectFrom('purchase_order_line')
          .select('order_id')
          .where('purchase_order_line.product_id', '=', productId),
      ),
    );
  }
  if (lateOn !== undefined) {
    query = query
      .where('purchase_order.state', 'in', aliveStates)
      .where((eb) =>
        eb.exists(
          eb
            .selectFrom('purchase_order_line')
            .select('purchase_order_line.id')
            .whereRef('purchase_order_line.order_id', '=', 'purchase_order.id')
            .where(openPurchaseE4, '>', 0)
            .where(due, '<', lateOn),
        ),
      );
  }
  if (text) {
    query = query.where((eb) =>
      containsIn(
        eb,
        [
          'purchase_order.no',
          'purchase_order.supplier_order_no',
          'purchase_order.note',
          'supplier.name',
        ],
        text,
      ),
    );
  }
  if (after !== null) query = query.where('purchase_order.id', '<', after);
  return await query.orderBy('purchase_order.id', 'desc').limit(limit).execute();
}

/** Of these orders what is open, with tax, and the earliest day on which some of it is expected. */
export async function openOfPurchases(
  db: Reader,
  ids: readonly number[],
): Promise<Map<number, { openFen: number; dueOn: string | null }>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('purchase_order_line')
    .innerJoin('purchase_order', 'purchase_order.id', 'purchase_order_line.order_id')
    .select('purchase_order.id')
    .select(
      // Of what was cancelled nothing is open any more, of a line with nothing open nothing either.
      sql<number>`sum(case when ${openPurchaseE4} > 0 then round(purchase_order_line.gross_fen * 1.0
        * ${openPurchaseE4} / purchase_order_line.qty_e4) else 0 end)`.as('fen'),
    )
    .select(sql<string | null>`min(case when ${openPurchaseE4} > 0 then ${due} end)`.as('due_on'))
    .where('purchase_order.id', 'in', ids)
    .where('purchase_order.state', 'in', aliveStates)
    .groupBy('purchase_order.id')
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      { openFen: Number(row.fen), dueOn: row.due_on === NO_DATE ? null : (row.due_on ?? null) },
    ]),
  );
}

const lines = (db: Reader) =>
  db
    .selectFrom('purchase_order_line')
    .innerJoin('purchase_order', 'purchase_order.id', 'purchase_order_line.order_id')
    .innerJoin('product', 'product.id', 'purchase_order_line.product_id')
    .innerJoin('unit', 'unit.id', 'purchase_order_line.unit_id')
    .innerJoin('unit as base', 'base.id', 'product.unit_id')
    .selectAll('purchase_order_line')
    .select(['product.code', 'product.name', 'product.spec', 'product.qty_decimals'])
    .select(['product.kind as product_kind', 'unit.name as unit_name'])
    .select(['product.tracks_batch', 'product.tracks_serial'])
    .select(['product.unit_id as base_unit_id', 'base.name as base_unit_name'])
    .select(['purchase_order.no', 'purchase_order.state', 'purchase_order.supplier_id'])
    .select(['purchase_order.entity_id', 'purchase_order.warehouse_id', 'purchase_order.term_id'])
    .select('purchase_order.basis');

/** Lines of an order in their order, with what is shown of their products. */
export async function purchaseLinesOf(db: Reader, orderId: number) {
  return await lines(db)
    .where('purchase_order_line.order_id', '=', orderId)
    .orderBy('purchase_order_line.sort')
    .execute();
}

/** Lines of many orders, those of each in their order, by the order. */
export async function purchaseLinesOfMany(
  db: Reader,
  orderIds: readonly number[],
): Promise<Map<number, NamedPurchaseLine[]>> {
  const found = new Map<number, NamedPurchaseLine[]>();
  for (let at = 0; at < orderIds.length; at += AT_ONCE) {
    const rows = await lines(db)
      .where('purchase_order_line.order_id', 'in', orderIds.slice(at, at + AT_ONCE))
      .orderBy('purchase_order_line.sort')
      .execute();
    for (const [id, own] of Map.groupBy(rows, (row) => row.order_id)) found.set(id, own);
  }
  return found;
}

/** Lines by their ids, with what a receipt must know of their orders. */
export async function purchaseLinesByIds(
  db: Reader,
  ids: readonly number[],
): Promise<NamedPurchaseLine[]> {
  if (ids.length === 0) return [];
  return await lines(db).where('purchase_order_line.id', 'in', ids).execute();
}

/**
 * Of each product what is on its way: confirmed orders to suppliers that did not come yet. What they
 * ship straight to customers never comes here.
 */
export const onOrder = (db: Reader) =>
  db
    .selectFrom('purchase_order_line')
    .innerJoin('purchase_order', 'purchase_order.id', 'purchase_order_line.order_id')
    .select('purchase_order_line.product_id')
    .select(sql<number>`sum(${openPurchaseE4})`.as('on_order_e4'))
    .where('purchase_order.state', 'in', aliveStates)
    .where(openPurchaseE4, '>', 0)
    .where('purchase_order_line.sales_line_id', 'is', null)
    .groupBy('purchase_order_line.product_id');

/** What of these products is on its way, of the base unit; one of which nothing is has no entry. */
export async function onOrderOf(
  db: Reader,
  productIds: readonly number[],
): Promise<Map<number, number>> {
  if (productIds.length === 0) return new Map();
  const rows = await onOrder(db)
    .where('purchase_order_line.product_id', 'in', productIds)
    .execute();
  return new Map(rows.map((row) => [row.product_id, Number(row.on_order_e4)]));
}

/** How much of a product is open in confirmed orders to places that are seen, by the day it is expected; at most 100 days. */
export async function incomingOf(
  db: Reader,
  productId: number,
  places: Places,
): Promise<{ on: string | null; qtyE4: number }[]> {
  const rows = await db
    .selectFrom('purchase_order_line')
    .innerJoin('purchase_order', 'purchase_order.id', 'purchase_order_line.order_id')
    .select(due.as('due_on'))
    .select(sql<number>`sum(${openPurchaseE4})`.as('open_e4'))
    .where('purchase_order_line.product_id', '=', productId)
    .where(placeInScope(places, 'purchase_order.warehouse_id'))
    .where('purchase_order.state', 'in', aliveStates)
    .where(openPurchaseE4, '>', 0)
    .where('purchase_order_line.sales_line_id', 'is', null)
    .groupBy(due)
    .orderBy(due)
    .limit(100)
    .execute();
  return rows.map((row) => ({
    on: row.due_on === NO_DATE ? null : row.due_on,
    qtyE4: Number(row.open_e4),
  }));
}

export interface OpenPurchaseFilter {
  supplierId?: number | undefined;
  orderId?: number | undefined;
  productId?: number | undefined;
  warehouseId?: number | undefined;
  text?: string | undefined;
  /** What the supplier ships straight to a customer; else what comes to us. */
  dropShip?: boolean | undefined;
}

/** Lines with something open, by the day they are expected; those without a day come last. */
export async function listOpenPurchaseLines(
  db: Reader,
  actor: Actor,
  { supplierId, orderId, productId, warehouseId, text, dropShip }: OpenPurchaseFilter,
  { after, limit }: { after: { value: string | number; id: number } | null; limit: number },
) {
  let query = lines(db)
    .innerJoin('supplier', 'supplier.id', 'purchase_order.supplier_id')
    .leftJoin('location', 'location.id', 'purchase_order.warehouse_id')
    .select(['supplier.name as supplier_name', 'location.name as warehouse_name'])
    .select('purchase_order.ship_to')
    .select(due.as('due_on'))
    .where('purchase_order.state', 'in', aliveStates)
    .where(openPurchaseE4, '>', 0)
    .where(placeInScope(boughtPlaces(actor), 'purchase_order.warehouse_id'))
    .where('purchase_order_line.sales_line_id', dropShip ? 'is not' : 'is', null);
  if (supplierId !== undefined) query = query.where('purchase_order.supplier_id', '=', supplierId);
  if (orderId !== undefined) query = query.where('purchase_order.id', '=', orderId);
  if (productId !== undefined) query = query.where('product.id', '=', productId);
  if (warehouseId !== undefined) {
    query = query.where('purchase_order.warehouse_id', '=', warehouseId);
  }
  if (text) {
    query = query.where((eb) =>
      containsIn(eb, ['purchase_order.no', 'supplier.name', 'product.code', 'product.name'], text),
    );
  }
  if (after) {
    query = query.where((eb) =>
      eb.or([
        eb(due, '>', String(after.value)),
        eb.and([eb(due, '=', String(after.value)), eb('purchase_order_line.id', '>', after.id)]),
      ]),
    );
  }
  return await query.orderBy(due).orderBy('purchase_order_line.id').limit(limit).execute();
}

/** What was paid for these products in confirmed orders, of this supplier alone, the newest first. */
export async function boughtPrices(db: Reader, supplierId: number, productIds: readonly number[]) {
  if (productIds.length === 0) return [];
  return await lines(db)
    .select('purchase_order.business_date')
    .where('purchase_order.supplier_id', '=', supplierId)
    .where('purchase_order.state', 'in', ['confirmed', 'partly', 'done', 'closed'])
    .where('purchase_order_line.product_id', 'in', productIds)
    .orderBy('purchase_order.business_date', 'desc')
    .orderBy('purchase_order.id', 'desc')
    .limit(productIds.length * 5)
    .execute();
}

export async function insertPurchaseOrder(
  tx: Tx,
  row: Omit<Insertable<DB['purchase_order']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'purchase_order', { ...row, version: 1 }, 'id');
}

/** Changes an order of exactly this version; false when somebody was faster. */
export async function updatePurchaseOrder(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['purchase_order'], 'id' | 'version'>>,
): Promise<boolean> {
  const done = await tx
    .updateTable('purchase_order')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return Number(done.numUpdatedRows) === 1;
}

export type NewPurchaseLine = Omit<PurchaseLineRecord, 'id' | 'order_id' | 'sort'>;

/** Puts these in the place of the lines there were, in this order. */
export async function setPurchaseLines(
  tx: Tx,
  orderId: number,
  rows: readonly NewPurchaseLine[],
): Promise<void> {
  await tx.deleteFrom('purchase_order_line').where('order_id', '=', orderId).execute();
  for (const [sort, line] of rows.entries()) {
    await insertNumbered(tx, 'purchase_order_line', { ...line, order_id: orderId, sort }, 'id');
  }
}

export async function updatePurchaseLine(
  tx: Tx,
  id: number,
  changes: Updateable<Omit<DB['purchase_order_line'], 'id' | 'order_id'>>,
): Promise<void> {
  await tx.updateTable('purchase_order_line').set(changes).where('id', '=', id).execute();
}

export async function deletePurchaseOrder(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('purchase_cause').where('order_id', '=', id).execute();
  await tx.deleteFrom('purchase_order_line').where('order_id', '=', id).execute();
  await tx.deleteFrom('purchase_order').where('id', '=', id).execute();
}

/** Units of a product in which orders to suppliers count it. */
export async function unitsOrdered(db: Reader, productId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('purchase_order_line')
    .select('unit_id')
    .distinct()
    .where('product_id', '=', productId)
    .execute();
  return rows.map((row) => row.unit_id);
}
