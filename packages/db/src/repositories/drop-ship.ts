import { sql } from 'kysely';
import { cappedCount } from '../capped-count.ts';
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

/** What is on order for a line by now, drafts with it. */
const orderedE4 = sql<number>`(select coalesce(sum(coalesce(${openPurchaseE4}, 0)), 0)
  from purchase_order_line join purchase_order on purchase_order.id = purchase_order_line.order_id
  where purchase_order_line.sales_line_id = sales_order_line.id
    and purchase_order.state in ('draft', 'confirmed', 'partly'))`;
const leftE4 = sql<number>`(${openE4} - ${orderedE4})`;

const marked = (db: Reader) =>
  db
    .selectFrom('sales_order_line')
    .innerJoin('sales_order', 'sales_order.id', 'sales_order_line.order_id')
    .where('sales_order_line.drop_ship', '=', 1)
    .where('sales_order.state', 'in', aliveStates)
    .where(openE4, '>', 0);

/** Open lines of sales orders that suppliers are to ship, of these ids. */
export async function dropShipLines(db: Reader, lineIds: readonly number[]) {
  if (lineIds.length === 0) return [];
  return await described(db).where('sales_order_line.id', 'in', lineIds).execute();
}

const described = (db: Reader) =>
  marked(db)
    .innerJoin('product', 'product.id', 'sales_order_line.product_id')
    .innerJoin('unit', 'unit.id', 'product.unit_id')
    .select(['sales_order_line.id', 'sales_order_line.order_id', 'product.id as product_id'])
    .select(['product.code', 'product.name', 'product.spec', 'product.qty_decimals'])
    .select('product.tax_bp')
    .select(['unit.id as base_unit_id', 'unit.name as base_unit_name'])
    .select(['sales_order.ship_to', due.as('due_on'), openE4.as('open_e4'), leftE4.as('left_e4')])
    .orderBy(due)
    .orderBy('sales_order_line.id');

/** A page of those of which something is not ordered yet, the most urgent first. */
export async function wantedLines(
  db: Reader,
  { productId }: { productId?: number | undefined },
  { after, limit }: { after: { value: string; id: number } | null; limit: number },
) {
  let query = described(db).where(leftE4, '>', 0);
  if (productId !== undefined) query = query.where('product.id', '=', productId);
  if (after) {
    query = query.where((eb) =>
      eb.or([
        eb(due, '>', after.value),
        eb.and([eb(due, '=', after.value), eb('sales_order_line.id', '>', after.id)]),
      ]),
    );
  }
  return await query.limit(limit).execute();
}

/** How many there are, no further than `cap`; `late`: wanted before this day. */
export async function countWantedLines(
  db: Reader,
  { productId, before }: { productId?: number | undefined; before?: string },
  cap: number,
): Promise<number> {
  let query = marked(db).select('sales_order_line.id').where(leftE4, '>', 0);
  if (productId !== undefined) query = query.where('sales_order_line.product_id', '=', productId);
  if (before !== undefined) query = query.where(due, '<', before);
  const counted = await cappedCount(db, [query], cap)?.executeTakeFirstOrThrow();
  return Number(counted?.n ?? 0);
}

/** What is on order for lines of sales orders, beside what those want by now; of one order or all. */
export async function orderedBeside(db: Reader, purchaseOrderId?: number) {
  let query = db
    .selectFrom('purchase_order_line')
    .innerJoin('purchase_order', 'purchase_order.id', 'purchase_order_line.order_id')
    .innerJoin('supplier', 'supplier.id', 'purchase_order.supplier_id')
    .innerJoin('product', 'product.id', 'purchase_order_line.product_id')
    .innerJoin('unit', 'unit.id', 'product.unit_id')
    .innerJoin('sales_order_line', 'sales_order_line.id', 'purchase_order_line.sales_line_id')
    .innerJoin('sales_order', 'sales_order.id', 'sales_order_line.order_id')
    .select(['purchase_order_line.id', 'purchase_order_line.sales_line_id'])
    .select(['purchase_order.id as order_id', 'purchase_order.no as order_no'])
    .select(['supplier.id as supplier_id', 'supplier.name as supplier_name'])
    .select(['product.id as product_id', 'product.code', 'product.name', 'product.spec'])
    .select(['product.qty_decimals', 'unit.id as base_unit_id', 'unit.name as base_unit_name'])
    .select(['purchase_order.ship_to as ordered_to', 'sales_order.ship_to', due.as('due_on')])
    .select(openPurchaseE4.as('ordered_e4'))
    .select(
      sql<
        string | null
      >`coalesce(purchase_order_line.expected_date, purchase_order.expected_date)`.as('coming_on'),
    )
    .select((eb) =>
      sql<number>`case when ${eb.ref('sales_order.state')} in (${sql.join(
        aliveStates.map((state) => sql.lit(state)),
      )}) then ${openE4} else 0 end`.as('open_e4'),
    )
    .where('purchase_order.state', 'in', ['confirmed', 'partly'])
    .where(openPurchaseE4, '>', 0);
  if (purchaseOrderId !== undefined) query = query.where('purchase_order.id', '=', purchaseOrderId);
  return await query.orderBy('purchase_order_line.id').execute();
}

/** Where the sales order of an order that is shipped straight has its goods sent by now. */
export async function shipToNow(db: Reader, purchaseOrderId: number): Promise<string | null> {
  const row = await db
    .selectFrom('purchase_order_line')
    .innerJoin('sales_order_line', 'sales_order_line.id', 'purchase_order_line.sales_line_id')
    .innerJoin('sales_order', 'sales_order.id', 'sales_order_line.order_id')
    .select('sales_order.ship_to')
    .where('purchase_order_line.order_id', '=', purchaseOrderId)
    .limit(1)
    .executeTakeFirst();
  return row?.ship_to ?? null;
}
