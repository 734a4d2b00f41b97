import { sql } from 'kysely';
import { containsIn } from '../contains.ts';
import type { Actor } from '../actor.ts';
import type { Reader, Tx } from '../database.ts';
import { inScope } from '../scope.ts';
import { standingDeliveryStates } from '@xinhang/shared/delivery-rules.ts';

export type OrderedLine = Awaited<ReturnType<typeof orderedLines>>[number];
export type DeliveredLine = Awaited<ReturnType<typeof deliveredLines>>[number];

/**
 * What was delivered of a line, with tax, is on no fapiao and wants one; below 0 what is on one too
 * early.
 */
const uninvoicedFen = sql<number>`(sales_order_line.delivered_net_fen
  + sales_order_line.delivered_tax_fen - sales_order_line.invoiced_net_fen
  - sales_order_line.invoiced_tax_fen - sales_order_line.no_fapiao_net_fen
  - sales_order_line.no_fapiao_tax_fen)`;
/** Said as the index says it, so that those alone are read of which something is off. */
const isOff = sql<boolean>`(sales_order_line.delivered_net_fen + sales_order_line.delivered_tax_fen
  <> sales_order_line.invoiced_net_fen + sales_order_line.invoiced_tax_fen
    + sales_order_line.no_fapiao_net_fen + sales_order_line.no_fapiao_tax_fen)`;

const ordered = (db: Reader) =>
  db
    .selectFrom('sales_order_line')
    .innerJoin('sales_order', 'sales_order.id', 'sales_order_line.order_id')
    .leftJoin('product', 'product.id', 'sales_order_line.product_id')
    .leftJoin('unit', 'unit.id', 'product.unit_id')
    .selectAll('sales_order_line')
    .select(['sales_order.no', 'sales_order.state', 'sales_order.customer_id'])
    .select(['sales_order.entity_id', 'sales_order.business_date', 'sales_order.title'])
    .select('sales_order.basis')
    .select(['product.code', 'product.name', 'product.spec', 'product.qty_decimals'])
    .select(['product.fapiao_name', 'product.fapiao_unit', 'product.tax_code'])
    .select('unit.name as unit_name');

/** Lines of orders that were confirmed, by their ids. */
export async function orderedLines(db: Reader, ids: readonly number[]) {
  if (ids.length === 0) return [];
  return await ordered(db).where('sales_order_line.id', 'in', ids).execute();
}

/** Lines of a customer's orders that are to be delivered still and cost something. */
export async function undeliveredLines(db: Reader, customerId: number, limit: number) {
  return await ordered(db)
    .where('sales_order.customer_id', '=', customerId)
    .where('sales_order.state', 'in', ['confirmed', 'partly'])
    .where('sales_order_line.gross_fen', '>', 0)
    .where(
      sql<boolean>`sales_order_line.qty_e4 - sales_order_line.cancelled_e4
        - sales_order_line.returned_e4 + sales_order_line.replace_e4
        > sales_order_line.invoiced_e4 + sales_order_line.no_fapiao_e4`,
    )
    .orderBy('sales_order.business_date')
    .orderBy('sales_order.id')
    .orderBy('sales_order_line.sort')
    .limit(limit)
    .execute();
}

const delivered = (db: Reader) =>
  db
    .selectFrom('delivery_line')
    .innerJoin('delivery', 'delivery.id', 'delivery_line.delivery_id')
    .selectAll('delivery_line')
    .select(['delivery.no', 'delivery.state', 'delivery.customer_id', 'delivery.business_date']);

/** Lines that were delivered, by their ids. */
export async function deliveredLines(db: Reader, ids: readonly number[]) {
  if (ids.length === 0) return [];
  return await delivered(db).where('delivery_line.id', 'in', ids).execute();
}

/** Lines that were delivered to a customer and want a fapiao still, the oldest first. */
export async function uninvoicedLines(
  db: Reader,
  customerId: number,
  limit: number,
): Promise<DeliveredLine[]> {
  return await delivered(db)
    .where('delivery.customer_id', '=', customerId)
    .where('delivery.state', 'in', standingDeliveryStates)
    .where(
      sql<boolean>`delivery_line.qty_e4 - delivery_line.returned_e4
        > delivery_line.invoiced_e4 + delivery_line.no_fapiao_e4`,
    )
    .where(sql<boolean>`delivery_line.net_fen + delivery_line.tax_fen > 0`)
    .orderBy('delivery.business_date')
    .orderBy('delivery.id')
    .orderBy('delivery_line.sort')
    .limit(limit)
    .execute();
}

/** What was delivered and not invoiced, and the other way round, of customers in scope. */
export async function uninvoicedCustomers(
  db: Reader,
  actor: Actor,
  { text, customerIds }: { text?: string | undefined; customerIds?: readonly number[] | undefined },
) {
  let query = db
    .selectFrom('sales_order_line')
    .innerJoin('sales_order', 'sales_order.id', 'sales_order_line.order_id')
    .innerJoin('customer', 'customer.id', 'sales_order.customer_id')
    .leftJoin('user as owner', 'owner.id', 'customer.owner_id')
    .select(['customer.id', 'customer.name', 'customer.owner_id', 'owner.name as owner_name'])
    .select(
      sql<number>`sum(case when ${uninvoicedFen} > 0 then ${uninvoicedFen} else 0 end)`.as('open'),
    )
    .select(
      sql<number>`sum(case when ${uninvoicedFen} < 0 then -${uninvoicedFen} else 0 end)`.as(
        'early',
      ),
    )
    .select(sql<number>`count(distinct sales_order.id)`.as('orders'))
    .select((eb) => eb.fn.min<string>('sales_order.business_date').as('oldest'))
    .where(isOff)
    .where((eb) => inScope(actor, 'fapiao.read')(eb as never));
  if (customerIds) query = query.where('customer.id', 'in', customerIds);
  if (text) query = query.where((eb) => containsIn(eb, ['customer.name'], text));
  const rows = await query
    .groupBy(['customer.id', 'customer.name', 'customer.owner_id', 'owner.name'])
    .execute();
  return rows.map(({ open, early, orders, ...row }) => ({
    ...row,
    openFen: Number(open),
    earlyFen: Number(early),
    orders: Number(orders),
  }));
}

/** Lines that are on fapiao and were not delivered, or came back: of customers in scope. */
export async function earlyLines(
  db: Reader,
  actor: Actor,
  { customerId }: { customerId?: number | undefined },
) {
  let query = ordered(db)
    .innerJoin('customer', 'customer.id', 'sales_order.customer_id')
    .select(['customer.name as customer_name', uninvoicedFen.as('off')])
    .where(isOff)
    .where(sql<boolean>`${uninvoicedFen} < 0`)
    .where((eb) => inScope(actor, 'fapiao.read')(eb as never));
  if (customerId !== undefined) query = query.where('sales_order.customer_id', '=', customerId);
  return await query.orderBy('sales_order.business_date').orderBy('sales_order_line.id').execute();
}

/** So much more of a line is on fapiao, or less. */
export interface InvoicedMove {
  orderLineId: number;
  deliveryLineId: number | null;
  qtyE4: number;
  netFen: number;
  taxFen: number;
}

/** Moves what is invoiced of lines of orders and deliveries. */
export async function moveInvoiced(tx: Tx, moves: readonly InvoicedMove[]): Promise<void> {
  for (const { orderLineId, deliveryLineId, qtyE4, netFen, taxFen } of moves) {
    await tx
      .updateTable('sales_order_line')
      .set((eb) => ({
        invoiced_e4: eb('invoiced_e4', '+', qtyE4),
        invoiced_net_fen: eb('invoiced_net_fen', '+', netFen),
        invoiced_tax_fen: eb('invoiced_tax_fen', '+', taxFen),
      }))
      .where('id', '=', orderLineId)
      .execute();
    if (deliveryLineId === null) continue;
    await tx
      .updateTable('delivery_line')
      .set((eb) => ({
        invoiced_e4: eb('invoiced_e4', '+', qtyE4),
        invoiced_net_fen: eb('invoiced_net_fen', '+', netFen),
        invoiced_tax_fen: eb('invoiced_tax_fen', '+', taxFen),
      }))
      .where('id', '=', deliveryLineId)
      .execute();
  }
}
