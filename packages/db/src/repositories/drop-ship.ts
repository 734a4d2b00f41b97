import { sql } from 'kysely';
import type { Reader } from '../database.ts';
import { NO_DATE } from '../no-date.ts';
import { openPurchaseE4 } from './purchase-orders.ts';
import { aliveStates, openE4 } from './sales-orders.ts';

const due = sql<string>`coalesce(sales_order_line.required_date, sales_order.required_date, ${sql.lit(NO_DATE)})`;

/** What is on order for these lines of sales orders and not shipped, drafts with it, by the line. */
export async function droppedOrders(
  db: Reader,
  salesLineIds: readonly number[],
  { drafts }: { drafts: boolean },
): Promise<Map<number, { orderedE4: number; comingOn: string | null }>> {
  if (salesLineIds.length === 0) return new Map();
  const states = drafts ? ['draft', 'confirmed', 'partly'] : ['confirmed', 'partly'];
  const rows = await db
    .selectFrom('purchase_order_line')
    .innerJoin('purchase_order', 'purchase_order.id', 'purchase_order_line.order_id')
    .select('purchase_order_line.sales_line_id')
    .select(sql<number>`sum(coalesce(${openPurchaseE4}, 0))`.as('open_e4'))
    .select(
      sql<string | null>`min(case when ${openPurchaseE4} > 0
        then coalesce(purchase_order_line.expected_date, purchase_order.expected_date) end)`.as(
        'coming_on',
      ),
    )
    .where('purchase_order_line.sales_line_id', 'in', salesLineIds)
    .where('purchase_order.state', 'in', states)
    .groupBy('purchase_order_line.sales_line_id')
    .execute();
  return new Map(
    rows.map((row) => [
      row.sales_line_id!,
      { orderedE4: Number(row.open_e4), comingOn: row.coming_on },
    ]),
  );
}

/** Open lines of sales orders that suppliers are to ship, of these ids or all, the most urgent first. */
export async function dropShipLines(
  db: Reader,
  { lineIds, productId }: { lineIds?: readonly number[]; productId?: number | undefined },
) {
  if (lineIds?.length === 0) return [];
  let query = db
    .selectFrom('sales_order_line')
    .innerJoin('sales_order', 'sales_order.id', 'sales_order_line.order_id')
    .innerJoin('product', 'product.id', 'sales_order_line.product_id')
    .innerJoin('unit', 'unit.id', 'product.unit_id')
    .select(['sales_order_line.id', 'sales_order_line.order_id', 'product.id as product_id'])
    .select(['product.code', 'product.name', 'product.spec', 'product.qty_decimals'])
    .select('product.tax_bp')
    .select(['unit.id as base_unit_id', 'unit.name as base_unit_name'])
    .select(['sales_order.ship_to', due.as('due_on'), openE4.as('open_e4')])
    .where('sales_order_line.drop_ship', '=', 1)
    .where('sales_order.state', 'in', aliveStates)
    .where(openE4, '>', 0);
  if (lineIds) query = query.where('sales_order_line.id', 'in', lineIds);
  if (productId !== undefined) query = query.where('product.id', '=', productId);
  return await query.orderBy(due).orderBy('sales_order_line.id').execute();
}
