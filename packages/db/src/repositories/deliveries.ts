import { standingDeliveryStates } from '@xinhang/shared/delivery-rules.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import type { ExpressionBuilder, Insertable, Selectable, Updateable } from 'kysely';
import type { Actor } from '../actor.ts';
import { containsIn } from '../contains.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { inScope } from '../scope.ts';
import { deliveryInScope } from '../scope-deliveries.ts';

export type DeliveryRecord = Selectable<DB['delivery']>;
export type NamedDelivery = NonNullable<Awaited<ReturnType<typeof deliveryById>>>;
export type NamedDeliveryLine = Awaited<ReturnType<typeof deliveryLines>>[number];

/** The day for which the first of its lines was asked first. */
const askedOn = (eb: ExpressionBuilder<DB, 'delivery'>) =>
  eb
    .selectFrom('delivery_line as sent')
    .innerJoin('sales_order_line as wanted', 'wanted.id', 'sent.order_line_id')
    .select((of) => of.fn.min('wanted.original_required_date').as('asked_on'))
    .whereRef('sent.delivery_id', '=', 'delivery.id');

const named = (db: Reader) =>
  db
    .selectFrom('delivery')
    .innerJoin('customer', 'customer.id', 'delivery.customer_id')
    .innerJoin('user as maker', 'maker.id', 'delivery.made_by')
    .leftJoin('user as confirmer', 'confirmer.id', 'delivery.confirmed_by')
    .leftJoin('user as reverser', 'reverser.id', 'delivery.reversed_by')
    .leftJoin('user as releaser', 'releaser.id', 'delivery.released_by')
    .leftJoin('location', 'location.id', 'delivery.warehouse_id')
    .selectAll('delivery')
    .select(['customer.name as customer_name', 'customer.owner_id', 'customer.pool_id'])
    .select(['maker.name as maker_name', 'confirmer.name as confirmer_name'])
    .select(['reverser.name as reverser_name', 'releaser.name as releaser_name'])
    .select('location.name as warehouse_name')
    .select((eb) => askedOn(eb as never).as('asked_on'));

/** A delivery by its id, whoever may see it. */
export async function deliveryById(db: Reader, id: number) {
  return await named(db).where('delivery.id', '=', id).executeTakeFirst();
}

/** A delivery if the permission reaches it. */
export async function findDelivery(
  db: Reader,
  actor: Actor,
  permission: Permission,
  id: number,
): Promise<NamedDelivery | undefined> {
  return await named(db)
    .where('delivery.id', '=', id)
    .where((eb) => deliveryInScope(actor, permission, 'delivery')(eb as never))
    .executeTakeFirst();
}

export interface DeliveryFilter {
  states?: readonly string[] | undefined;
  customerId?: number | undefined;
  orderId?: number | undefined;
  warehouseId?: number | undefined;
  text?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  /** Those alone that went out after the day for which a line of theirs was asked first. */
  late?: boolean | undefined;
}

function filtered(db: Reader, actor: Actor, filter: DeliveryFilter) {
  const { states, customerId, orderId, warehouseId, text, from, to, late } = filter;
  let query = named(db).where((eb) =>
    deliveryInScope(actor, 'deliveries.read', 'delivery')(eb as never),
  );
  if (states) query = query.where('delivery.state', 'in', states);
  if (customerId !== undefined) query = query.where('delivery.customer_id', '=', customerId);
  if (warehouseId !== undefined) query = query.where('delivery.warehouse_id', '=', warehouseId);
  if (from) query = query.where('delivery.business_date', '>=', from);
  if (to) query = query.where('delivery.business_date', '<=', to);
  if (late) {
    query = query
      .where('delivery.state', 'in', standingDeliveryStates)
      .where('delivery.business_date', '>', (eb) => askedOn(eb as never));
  }
  if (orderId !== undefined) {
    query = query.where((eb) =>
      eb(
        'delivery.id',
        'in',
        eb.selectFrom('delivery_line').select('delivery_id').where('order_id', '=', orderId),
      ),
    );
  }
  if (text !== undefined && text !== '') {
    query = query.where((eb) =>
      containsIn(
        eb,
        ['delivery.no', 'delivery.tracking_no', 'delivery.note', 'customer.name'],
        text,
      ),
    );
  }
  return query;
}

/** A page of the deliveries that the actor sees, the newest first. */
export async function listDeliveries(
  db: Reader,
  actor: Actor,
  filter: DeliveryFilter,
  { after, limit }: { after: number | null; limit: number },
): Promise<NamedDelivery[]> {
  let query = filtered(db, actor, filter);
  if (after !== null) query = query.where('delivery.id', '<', after);
  return await query.orderBy('delivery.id', 'desc').limit(limit).execute();
}

/**
 * How many they are, counted no further than a cap, and what those come to with tax, of customers
 * whose prices the actor sees.
 */
export async function sumDeliveries(
  db: Reader,
  actor: Actor,
  filter: DeliveryFilter,
  cap: number,
): Promise<{ count: number; grossFen: number }> {
  const some = filtered(db, actor, filter)
    .clearSelect()
    .select('delivery.gross_fen')
    .where((eb) => inScope(actor, 'deliveries.read')(eb as never))
    .limit(cap);
  const row = await db
    .selectFrom(some.as('some'))
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('some.gross_fen'), eb.val(0)).as('fen'))
    .executeTakeFirstOrThrow();
  return { count: Number(row.n), grossFen: Number(row.fen) };
}

/** Numbers of those among these that the actor sees. */
export async function deliveryNames(
  db: Reader,
  actor: Actor,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await named(db)
    .where('delivery.id', 'in', ids)
    .where((eb) => deliveryInScope(actor, 'deliveries.read', 'delivery')(eb as never))
    .execute();
  return new Map(
    rows.map((row) => [row.id, [row.no, row.customer_name].filter(Boolean).join(' · ')]),
  );
}

/** Numbers of the other deliveries of lines of orders since then that are not taken back. */
export async function deliveryNosSince(
  db: Reader,
  orderLineIds: readonly number[],
  { besides, since }: { besides: number | null; since: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom('delivery')
    .select('no')
    .where('state', 'in', standingDeliveryStates)
    .where('confirmed_at', '>=', since)
    .where('id', '!=', besides ?? 0)
    .where((eb) =>
      eb(
        'id',
        'in',
        eb
          .selectFrom('delivery_line')
          .select('delivery_id')
          .where('order_line_id', 'in', orderLineIds),
      ),
    )
    .orderBy('id')
    .execute();
  return rows.map(({ no }) => no!);
}

/** Lines in their order, with the lines of orders that they deliver and their products. */
export async function deliveryLines(db: Reader, deliveryId: number) {
  return await db
    .selectFrom('delivery_line')
    .innerJoin('sales_order_line', 'sales_order_line.id', 'delivery_line.order_line_id')
    .innerJoin('sales_order', 'sales_order.id', 'delivery_line.order_id')
    .leftJoin('product', 'product.id', 'sales_order_line.product_id')
    .leftJoin('unit', 'unit.id', 'sales_order_line.unit_id')
    .leftJoin('unit as base', 'base.id', 'product.unit_id')
    .selectAll('delivery_line')
    .select(['sales_order.no as order_no', 'sales_order.customer_order_no', 'sales_order.basis'])
    .select(['sales_order_line.line_kind', 'sales_order_line.product_id'])
    .select(['sales_order_line.text', 'sales_order_line.price_e4', 'sales_order_line.tax_bp'])
    .select('sales_order_line.discount_bp')
    .select(['sales_order_line.unit_qty_e4 as order_unit_qty_e4'])
    .select(['sales_order_line.qty_e4 as order_qty_e4', 'sales_order_line.required_date'])
    .select(['sales_order_line.unit_id', 'unit.name as unit_name'])
    .select(['product.code', 'product.name', 'product.spec', 'product.qty_decimals'])
    .select(['product.kind as product_kind', 'product.category_id'])
    .select(['product.tracks_batch', 'product.tracks_serial'])
    .select(['product.unit_id as base_unit_id', 'base.name as base_unit_name'])
    .where('delivery_line.delivery_id', '=', deliveryId)
    .orderBy('delivery_line.sort')
    .execute();
}

export async function insertDelivery(
  tx: Tx,
  row: Omit<Insertable<DB['delivery']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'delivery', { ...row, version: 1 }, 'id');
}

/** Whether it was still in that version. */
export async function updateDelivery(
  tx: Tx,
  { id, version }: { id: number; version: number },
  values: Updateable<Omit<DB['delivery'], 'id' | 'version'>>,
): Promise<boolean> {
  const done = await tx
    .updateTable('delivery')
    .set({ ...values, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return Number(done.numUpdatedRows) === 1;
}

export type NewDeliveryLine = Omit<Insertable<DB['delivery_line']>, 'id' | 'delivery_id' | 'sort'>;

/** Puts these in the place of the lines there were, in this order. */
export async function setDeliveryLines(
  tx: Tx,
  deliveryId: number,
  lines: readonly NewDeliveryLine[],
): Promise<void> {
  await tx.deleteFrom('delivery_line').where('delivery_id', '=', deliveryId).execute();
  for (const [sort, line] of lines.entries()) {
    await insertNumbered(tx, 'delivery_line', { ...line, delivery_id: deliveryId, sort }, 'id');
  }
}

export async function updateDeliveryLine(
  tx: Tx,
  id: number,
  values: Updateable<Omit<DB['delivery_line'], 'id' | 'delivery_id'>>,
): Promise<void> {
  await tx.updateTable('delivery_line').set(values).where('id', '=', id).execute();
}

export async function nameDeliveryApproval(tx: Tx, id: number, approvalId: number): Promise<void> {
  await tx.updateTable('delivery').set({ approval_id: approvalId }).where('id', '=', id).execute();
}

export async function deleteDelivery(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('delivery_line').where('delivery_id', '=', id).execute();
  await tx.deleteFrom('delivery').where('id', '=', id).execute();
}

/** Lines of orders by their ids, with what a delivery must know of their orders. */
export async function orderLinesByIds(db: Reader, ids: readonly number[]) {
  if (ids.length === 0) return [];
  return await db
    .selectFrom('sales_order_line')
    .innerJoin('sales_order', 'sales_order.id', 'sales_order_line.order_id')
    .leftJoin('product', 'product.id', 'sales_order_line.product_id')
    .selectAll('sales_order_line')
    .select(['sales_order.state', 'sales_order.customer_id', 'sales_order.warehouse_id'])
    .select(['sales_order.no', 'sales_order.ship_to', 'sales_order.entity_id'])
    .select(['sales_order.basis', 'sales_order.business_date'])
    .select(['product.kind as product_kind', 'product.qty_decimals'])
    .where('sales_order_line.id', 'in', ids)
    .execute();
}
