import type { Permission } from '@xinhang/shared/permissions.ts';
import type { Insertable, Updateable } from 'kysely';
import type { Actor } from '../actor.ts';
import { containsIn } from '../contains.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { deliveryInScope } from '../scope-deliveries.ts';

export type NamedReturn = NonNullable<Awaited<ReturnType<typeof returnById>>>;
export type NamedReturnLine = Awaited<ReturnType<typeof returnLines>>[number];
type OfDelivery = { [K in DeliveredKey]: NonNullable<NamedReturnLine[K]> };
type DeliveredKey =
  | 'delivery_line_id'
  | 'order_id'
  | 'order_line_id'
  | 'basis'
  | 'delivered_e4'
  | 'returned_e4'
  | 'returned_cost_fen'
  | 'delivered_net_fen'
  | 'delivered_tax_fen'
  | 'marked_e4'
  | 'marked_net_fen'
  | 'marked_tax_fen';
/** A line of which the delivery is known. */
export type DeliveredLine = NamedReturnLine & OfDelivery;
export type NewReturnLine = Omit<Insertable<DB['sales_return_line']>, 'id' | 'return_id' | 'sort'>;

const named = (db: Reader) =>
  db
    .selectFrom('sales_return')
    .innerJoin('customer', 'customer.id', 'sales_return.customer_id')
    .leftJoin('delivery', 'delivery.id', 'sales_return.delivery_id')
    .innerJoin('user as maker', 'maker.id', 'sales_return.made_by')
    .leftJoin('user as confirmer', 'confirmer.id', 'sales_return.confirmed_by')
    .leftJoin('user as reverser', 'reverser.id', 'sales_return.reversed_by')
    .leftJoin('location', 'location.id', 'sales_return.warehouse_id')
    .selectAll('sales_return')
    .select(['customer.name as customer_name', 'customer.owner_id', 'delivery.no as delivery_no'])
    .select(['delivery.carrier', 'delivery.tracking_no', 'delivery.signed_on'])
    .select('delivery.signed_name')
    .select(['maker.name as maker_name', 'confirmer.name as confirmer_name'])
    .select(['reverser.name as reverser_name', 'location.name as warehouse_name']);

/** A return by its id, whoever may see it. */
export async function returnById(db: Reader, id: number) {
  return await named(db).where('sales_return.id', '=', id).executeTakeFirst();
}

/** A return if the permission reaches it. */
export async function findReturn(
  db: Reader,
  actor: Actor,
  permission: Permission,
  id: number,
): Promise<NamedReturn | undefined> {
  return await named(db)
    .where('sales_return.id', '=', id)
    .where((eb) => deliveryInScope(actor, permission, 'sales_return')(eb as never))
    .executeTakeFirst();
}

/** A page of the returns that the actor sees, the newest first. */
export async function listReturns(
  db: Reader,
  actor: Actor,
  filter: {
    states?: readonly string[] | undefined;
    customerId?: number | undefined;
    deliveryId?: number | undefined;
    text?: string | undefined;
    from?: string | undefined;
    to?: string | undefined;
  },
  { after, limit }: { after: number | null; limit: number },
): Promise<NamedReturn[]> {
  const { states, customerId, deliveryId, text, from, to } = filter;
  let query = named(db).where((eb) =>
    deliveryInScope(actor, 'deliveries.read', 'sales_return')(eb as never),
  );
  if (states) query = query.where('sales_return.state', 'in', states);
  if (customerId !== undefined) query = query.where('sales_return.customer_id', '=', customerId);
  if (deliveryId !== undefined) query = query.where('sales_return.delivery_id', '=', deliveryId);
  if (from) query = query.where('sales_return.business_date', '>=', from);
  if (to) query = query.where('sales_return.business_date', '<=', to);
  if (text) {
    query = query.where((eb) =>
      containsIn(
        eb,
        [
          'sales_return.no',
          'delivery.no',
          'sales_return.reason',
          'sales_return.note',
          'customer.name',
        ],
        text,
      ),
    );
  }
  if (after !== null) query = query.where('sales_return.id', '<', after);
  return await query.orderBy('sales_return.id', 'desc').limit(limit).execute();
}

/** Numbers of the returns of a delivery that are not taken back, the oldest first. */
export async function standingReturnNos(db: Reader, deliveryId: number): Promise<string[]> {
  const rows = await db
    .selectFrom('sales_return')
    .select('no')
    .where('delivery_id', '=', deliveryId)
    .where('state', '=', 'confirmed')
    .orderBy('id')
    .execute();
  return rows.map(({ no }) => no!);
}

/** Numbers of those among these that the actor sees. */
export async function returnNames(
  db: Reader,
  actor: Actor,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await named(db)
    .where('sales_return.id', 'in', ids)
    .where((eb) => deliveryInScope(actor, 'deliveries.read', 'sales_return')(eb as never))
    .execute();
  return new Map(
    rows.map((row) => [row.id, [row.no, row.customer_name].filter(Boolean).join(' · ')]),
  );
}

/** Lines in their order, with the lines of the delivery that come back, or the goods they name. */
export async function returnLines(db: Reader, returnId: number) {
  return await db
    .selectFrom('sales_return_line')
    .leftJoin('delivery_line', 'delivery_line.id', 'sales_return_line.delivery_line_id')
    .leftJoin('sales_order_line', 'sales_order_line.id', 'delivery_line.order_line_id')
    .leftJoin('sales_order', 'sales_order.id', 'delivery_line.order_id')
    .leftJoin('product', (join) =>
      join.on((eb) =>
        eb(
          'product.id',
          '=',
          eb.fn.coalesce('sales_return_line.product_id', 'sales_order_line.product_id'),
        ),
      ),
    )
    .leftJoin('unit as base', 'base.id', 'product.unit_id')
    .leftJoin('unit', 'unit.id', 'sales_return_line.unit_id')
    .select(['sales_return_line.id', 'sales_return_line.delivery_line_id'])
    .select(['sales_return_line.qty_e4', 'sales_return_line.net_fen', 'sales_return_line.tax_fen'])
    .select(['sales_return_line.cost_fen', 'sales_return_line.serials', 'sales_return_line.note'])
    .select([
      'sales_return_line.unit_id',
      'sales_return_line.unit_qty_e4',
      'unit.name as unit_name',
    ])
    .select(['sales_return_line.price_e4', 'sales_return_line.tax_bp'])
    .select('sales_return_line.red_fapiao_id')
    .select(['sales_return_line.no_fapiao_e4', 'sales_return_line.no_fapiao_net_fen'])
    .select(['sales_return_line.no_fapiao_tax_fen', 'delivery_line.no_fapiao_id'])
    .select(['delivery_line.no_fapiao_e4 as marked_e4'])
    .select(['delivery_line.no_fapiao_net_fen as marked_net_fen'])
    .select(['delivery_line.no_fapiao_tax_fen as marked_tax_fen'])
    .select(['delivery_line.order_id', 'delivery_line.order_line_id', 'sales_order.basis'])
    .select((eb) => eb.fn.coalesce('delivery_line.batch', 'sales_return_line.batch').as('batch'))
    .select(['delivery_line.qty_e4 as delivered_e4', 'delivery_line.returned_e4'])
    .select(['delivery_line.cost_fen as delivered_cost_fen', 'delivery_line.returned_cost_fen'])
    .select(['delivery_line.net_fen as delivered_net_fen'])
    .select(['delivery_line.tax_fen as delivered_tax_fen'])
    .select(['product.id as product_id'])
    .select((eb) => eb.fn.coalesce('sales_order_line.text', eb.val('')).as('text'))
    .select((eb) => eb.fn.coalesce('sales_order_line.line_kind', eb.val('goods')).as('line_kind'))
    .select(['product.code', 'product.name', 'product.spec', 'product.qty_decimals'])
    .select(['product.kind as product_kind', 'product.category_id', 'product.tracks_serial'])
    .select(['product.tracks_batch'])
    .select(['product.unit_id as base_unit_id', 'base.name as base_unit_name'])
    .where('sales_return_line.return_id', '=', returnId)
    .orderBy('sales_return_line.sort')
    .execute();
}

/** Lines of which the delivery is known, as they were delivered. */
export const ofDeliveries = (lines: readonly NamedReturnLine[]): DeliveredLine[] =>
  lines.filter((line): line is DeliveredLine => line.delivery_line_id !== null);

/** What came back of lines of deliveries and was credited, by their ids. */
export async function creditedOf(
  db: Reader,
  deliveryLineIds: readonly number[],
): Promise<Map<number, { qtyE4: number; netFen: number; taxFen: number }>> {
  if (deliveryLineIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('sales_return_line')
    .innerJoin('sales_return', 'sales_return.id', 'sales_return_line.return_id')
    .select('sales_return_line.delivery_line_id as id')
    .select((eb) => [
      eb.fn.sum<number>('sales_return_line.qty_e4').as('qty'),
      eb.fn.sum<number>('sales_return_line.net_fen').as('net'),
      eb.fn.sum<number>('sales_return_line.tax_fen').as('tax'),
    ])
    .where('sales_return_line.delivery_line_id', 'in', deliveryLineIds)
    .where('sales_return.state', '=', 'confirmed')
    .groupBy('sales_return_line.delivery_line_id')
    .execute();
  return new Map(
    rows.map((row) => [
      row.id!,
      { qtyE4: Number(row.qty), netFen: Number(row.net), taxFen: Number(row.tax) },
    ]),
  );
}

export async function insertReturn(
  tx: Tx,
  row: Omit<Insertable<DB['sales_return']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'sales_return', { ...row, version: 1 }, 'id');
}

export async function nameReturnApproval(tx: Tx, id: number, approvalId: number): Promise<void> {
  await tx
    .updateTable('sales_return')
    .set({ approval_id: approvalId })
    .where('id', '=', id)
    .execute();
}

/** Whether it was still in that version. */
export async function updateReturn(
  tx: Tx,
  { id, version }: { id: number; version: number },
  values: Updateable<Omit<DB['sales_return'], 'id' | 'version'>>,
): Promise<boolean> {
  const done = await tx
    .updateTable('sales_return')
    .set({ ...values, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return Number(done.numUpdatedRows) === 1;
}

/** Puts these in the place of the lines there were, in this order. */
export async function setReturnLines(
  tx: Tx,
  returnId: number,
  lines: readonly NewReturnLine[],
): Promise<void> {
  await tx.deleteFrom('sales_return_line').where('return_id', '=', returnId).execute();
  for (const [sort, line] of lines.entries()) {
    await insertNumbered(tx, 'sales_return_line', { ...line, return_id: returnId, sort }, 'id');
  }
}

export async function updateReturnLine(
  tx: Tx,
  id: number,
  values: Updateable<Omit<DB['sales_return_line'], 'id' | 'return_id'>>,
): Promise<void> {
  await tx.updateTable('sales_return_line').set(values).where('id', '=', id).execute();
}

export async function deleteReturn(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('sales_return_line').where('return_id', '=', id).execute();
  await tx.deleteFrom('sales_return').where('id', '=', id).execute();
}
