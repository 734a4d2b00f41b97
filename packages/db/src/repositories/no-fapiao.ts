import { sql, type Insertable } from 'kysely';
import type { Actor } from '../actor.ts';
import { containsIn } from '../contains.ts';
import type { Reader, Tx } from '../database.ts';
import type { Position } from '../keyset.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { inScope } from '../scope.ts';

export type MarkedLine = Awaited<ReturnType<typeof markedLines>>[number];

interface Filter {
  text?: string | undefined;
  customerId?: number | undefined;
  /** Of lines of deliveries. */
  ids?: readonly number[] | undefined;
}

/** Lines of deliveries that want no fapiao, of customers in scope. */
function marked(db: Reader, actor: Actor, { text, customerId, ids }: Filter) {
  let query = db
    .selectFrom('delivery_line')
    .innerJoin('no_fapiao', 'no_fapiao.id', 'delivery_line.no_fapiao_id')
    .innerJoin('delivery', 'delivery.id', 'delivery_line.delivery_id')
    .innerJoin('customer', 'customer.id', 'delivery.customer_id')
    .where(sql<boolean>`delivery_line.no_fapiao_e4 > 0`)
    .where((eb) => inScope(actor, 'fapiao.read')(eb as never));
  if (customerId !== undefined) query = query.where('customer.id', '=', customerId);
  if (ids) query = query.where('delivery_line.id', 'in', ids);
  if (text) {
    query = query.where((eb) => containsIn(eb, ['customer.name', 'no_fapiao.reason'], text));
  }
  return query;
}

/** A page of them, the last that were marked first; `after` is the mark and line of the one before. */
export async function markedLines(
  db: Reader,
  actor: Actor,
  filter: Filter,
  { after, limit }: { after?: Position | null; limit?: number },
) {
  let query = marked(db, actor, filter)
    .innerJoin('sales_order', 'sales_order.id', 'delivery_line.order_id')
    .innerJoin('sales_order_line', 'sales_order_line.id', 'delivery_line.order_line_id')
    .innerJoin('user as marker', 'marker.id', 'no_fapiao.made_by')
    .leftJoin('product', 'product.id', 'sales_order_line.product_id')
    .leftJoin('unit', 'unit.id', 'product.unit_id')
    .select(['delivery_line.id', 'delivery_line.delivery_id', 'delivery_line.order_id'])
    .select(['delivery_line.order_line_id', 'delivery_line.no_fapiao_e4'])
    .select(['delivery_line.no_fapiao_net_fen', 'delivery_line.no_fapiao_tax_fen'])
    .select(['delivery.no as delivery_no', 'delivery.business_date', 'sales_order.no as order_no'])
    .select(['customer.id as customer_id', 'customer.name as customer_name', 'customer.owner_id'])
    .select(['no_fapiao.id as mark_id', 'no_fapiao.reason', 'no_fapiao.made_by'])
    .select(['no_fapiao.made_at', 'marker.name as marker_name', 'sales_order_line.text'])
    .select(['product.code', 'product.name', 'product.spec', 'product.qty_decimals'])
    .select(['product.fapiao_name', 'product.fapiao_unit', 'product.tax_code'])
    .select('unit.name as unit_name');
  if (after) {
    query = query.where((eb) =>
      eb.or([
        eb('no_fapiao.id', '<', Number(after.value)),
        eb.and([
          eb('no_fapiao.id', '=', Number(after.value)),
          eb('delivery_line.id', '>', after.id),
        ]),
      ]),
    );
  }
  if (limit !== undefined) query = query.limit(limit);
  return await query.orderBy('no_fapiao.id', 'desc').orderBy('delivery_line.id').execute();
}

/** How many there are and what they come to. */
export async function sumMarked(db: Reader, actor: Actor, filter: Filter) {
  const row = await marked(db, actor, filter)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .select((eb) => eb.fn.sum<number | null>('delivery_line.no_fapiao_net_fen').as('net'))
    .select((eb) => eb.fn.sum<number | null>('delivery_line.no_fapiao_tax_fen').as('tax'))
    .executeTakeFirstOrThrow();
  return { count: Number(row.count), netFen: Number(row.net ?? 0), taxFen: Number(row.tax ?? 0) };
}

export async function insertNoFapiao(
  tx: Tx,
  row: Omit<Insertable<DB['no_fapiao']>, 'id'>,
): Promise<number> {
  return await insertNumbered(tx, 'no_fapiao', row, 'id');
}

/** So much more of a line wants no fapiao, or less. */
export interface MarkMove {
  orderLineId: number;
  deliveryLineId: number;
  qtyE4: number;
  netFen: number;
  taxFen: number;
}

/** Marks so much of these lines, or takes marks back: then `markId` is null. */
export async function moveMarked(
  tx: Tx,
  moves: readonly MarkMove[],
  markId: number | null,
): Promise<void> {
  for (const { orderLineId, deliveryLineId, qtyE4, netFen, taxFen } of moves) {
    await tx
      .updateTable('sales_order_line')
      .set((eb) => ({
        no_fapiao_e4: eb('no_fapiao_e4', '+', qtyE4),
        no_fapiao_net_fen: eb('no_fapiao_net_fen', '+', netFen),
        no_fapiao_tax_fen: eb('no_fapiao_tax_fen', '+', taxFen),
      }))
      .where('id', '=', orderLineId)
      .execute();
    await tx
      .updateTable('delivery_line')
      .set((eb) => ({
        no_fapiao_id: markId,
        no_fapiao_e4: eb('no_fapiao_e4', '+', qtyE4),
        no_fapiao_net_fen: eb('no_fapiao_net_fen', '+', netFen),
        no_fapiao_tax_fen: eb('no_fapiao_tax_fen', '+', taxFen),
      }))
      .where('id', '=', deliveryLineId)
      .execute();
  }
}
