import { sql } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import { aliveStates, openE4 } from './sales-orders.ts';

const due = sql<string | null>`coalesce(sales_order_line.required_date, sales_order.required_date)`;

/** Open lines of confirmed sales orders of these products, those that are wanted first before. */
export async function wantedLines(db: Reader, productIds: readonly number[]) {
  if (productIds.length === 0) return [];
  return await db
    .selectFrom('sales_order_line')
    .innerJoin('sales_order', 'sales_order.id', 'sales_order_line.order_id')
    .select(['sales_order_line.id', 'sales_order_line.product_id'])
    .select(openE4.as('open_e4'))
    .where('sales_order_line.product_id', 'in', productIds)
    .where('sales_order.state', 'in', aliveStates)
    .where(openE4, '>', 0)
    .where('sales_order_line.drop_ship', '=', 0)
    .orderBy(sql`case when ${due} is null then 1 else 0 end`)
    .orderBy(due)
    .orderBy('sales_order_line.id')
    .execute();
}

/** What of these products lies in warehouses that are sold from, reserved or not. */
export async function lyingOf(
  db: Reader,
  productIds: readonly number[],
): Promise<Map<number, number>> {
  if (productIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('stock_balance')
    .innerJoin('location', 'location.id', 'stock_balance.location_id')
    .select('stock_balance.product_id as id')
    .select((eb) => eb.fn.sum<number>('stock_balance.qty_e4').as('qty_e4'))
    .where('location.sellable', '=', 1)
    .where('stock_balance.product_id', 'in', productIds)
    .groupBy('stock_balance.product_id')
    .execute();
  return new Map(rows.map((row) => [row.id, Number(row.qty_e4)]));
}

export async function insertCause(
  tx: Tx,
  row: { order_id: number; product_id: number; sales_line_id: number; qty_e4: number },
): Promise<void> {
  await insertNumbered(tx, 'purchase_cause', row, 'id');
}

const told = (db: Reader) =>
  db
    .selectFrom('purchase_cause as cause')
    .innerJoin('purchase_order', 'purchase_order.id', 'cause.order_id')
    .innerJoin('sales_order_line', 'sales_order_line.id', 'cause.sales_line_id')
    .innerJoin('sales_order', 'sales_order.id', 'sales_order_line.order_id')
    .innerJoin('customer', 'customer.id', 'sales_order.customer_id')
    .innerJoin('product', 'product.id', 'cause.product_id')
    .selectAll('cause')
    .select(['purchase_order.state', 'product.name', 'product.code', 'product.spec'])
    .select(['sales_order.id as sales_order_id', 'sales_order.no as sales_order_no'])
    .select(['customer.owner_id', due.as('due_on')])
    .where('purchase_order.state', '<>', 'void')
    // What was for an order that is void is for the next.
    .where('sales_order.state', '<>', 'void')
    .orderBy('cause.id');
export type ToldCause = Awaited<ReturnType<typeof causesOfOrders>>[number];

/** For what goods of these orders to suppliers are, in the order in which they get them. */
export async function causesOfOrders(db: Reader, orderIds: readonly number[]) {
  if (orderIds.length === 0) return [];
  return await told(db).where('cause.order_id', 'in', orderIds).execute();
}

/** Orders to suppliers in which something is for these lines of sales orders. */
export async function ordersFor(db: Reader, salesLineIds: readonly number[]): Promise<number[]> {
  if (salesLineIds.length === 0) return [];
  const rows = await db
    .selectFrom('purchase_cause')
    .select('order_id')
    .distinct()
    .where('sales_line_id', 'in', salesLineIds)
    .execute();
  return rows.map((row) => row.order_id);
}

/** Of each product of these orders: what is waited for or came, what came, when the next of it comes. */
export async function comingOf(db: Reader, orderIds: readonly number[]) {
  if (orderIds.length === 0) return [];
  const line = sql`purchase_order_line`;
  const rows = await db
    .selectFrom('purchase_order_line')
    .innerJoin('purchase_order', 'purchase_order.id', 'purchase_order_line.order_id')
    .select(['purchase_order_line.order_id', 'purchase_order_line.product_id'])
    .select([
      sql<number>`sum(coalesce(${line}.qty_e4, 0) - ${line}.cancelled_e4)`.as('ordered_e4'),
      sql<number>`sum(${line}.received_e4 - ${line}.returned_e4)`.as('received_e4'),
      sql<string | null>`min(case when purchase_order.state in ('confirmed', 'partly')
        and ${line}.qty_e4 - ${line}.received_e4 + ${line}.replace_e4 - ${line}.cancelled_e4 > 0
        then coalesce(${line}.expected_date, purchase_order.expected_date) end)`.as('coming_on'),
    ])
    .where('purchase_order_line.order_id', 'in', orderIds)
    .groupBy(['purchase_order_line.order_id', 'purchase_order_line.product_id'])
    .execute();
  return rows.map((row) => ({
    ...row,
    ordered_e4: Number(row.ordered_e4),
    received_e4: Number(row.received_e4),
  }));
}
