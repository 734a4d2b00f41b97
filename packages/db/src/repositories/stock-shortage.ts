import { sql, type SqlBool } from 'kysely';
import { cappedCount } from '../capped-count.ts';
import type { Reader } from '../database.ts';
import { onOrder } from './purchase-orders.ts';
import { aliveStates, openE4 } from './sales-orders.ts';

/** Of each product what lies in warehouses that are sold from, and what of all is reserved. */
const lying = (db: Reader) =>
  db
    .selectFrom('stock_balance')
    .innerJoin('location', 'location.id', 'stock_balance.location_id')
    .select('stock_balance.product_id')
    .select((eb) => [
      sql<number>`sum(case when ${eb.ref('location.sellable')} = 1
        then ${eb.ref('stock_balance.qty_e4')} - ${eb.ref('stock_balance.reserved_e4')}
        else 0 end)`.as('available_e4'),
      eb.fn.sum<number>('stock_balance.reserved_e4').as('reserved_e4'),
    ])
    .groupBy('stock_balance.product_id');

const short = (db: Reader, words: readonly string[]) => {
  let query = db
    .selectFrom('product')
    .innerJoin('unit', 'unit.id', 'product.unit_id')
    .leftJoin(lying(db).as('lying'), 'lying.product_id', 'product.id')
    .leftJoin(onOrder(db).as('coming'), 'coming.product_id', 'product.id')
    .where('product.kind', '=', 'goods')
    .where('product.active', '=', 1).where(sql<SqlBool>`coalesce(product.min_qty_e4, 0)
      > coalesce(lying.available_e4, 0) + coalesce(coming.on_order_e4, 0)`);
  for (const word of words) {
    query = query.where((eb) => {
      const text = eb.ref('product.find_text');
      return eb(eb.fn<string>('replace', [text, eb.val(word), eb.val('')]), '!=', text);
    });
  }
  return query;
};

/** A page of goods in use of which less is there and on its way than their minimum, by code. */
export async function shortProducts(
  db: Reader,
  words: readonly string[],
  { after, limit }: { after: string | null; limit: number },
) {
  let query = short(db, words)
    .select(['product.id', 'product.code', 'product.code_key', 'product.name', 'product.spec'])
    .select(['product.qty_decimals', 'product.unit_id', 'product.tax_bp', 'unit.name as unit_name'])
    .select([
      sql<number>`coalesce(product.min_qty_e4, 0)`.as('min_e4'),
      sql<number>`coalesce(lying.available_e4, 0)`.as('available_e4'),
      sql<number>`coalesce(lying.reserved_e4, 0)`.as('reserved_e4'),
      sql<number>`coalesce(coming.on_order_e4, 0)`.as('on_order_e4'),
    ]);
  if (after !== null) query = query.where('product.code_key', '>', after);
  return await query.orderBy('product.code_key').limit(limit).execute();
}
export type ShortProduct = Awaited<ReturnType<typeof shortProducts>>[number];

/** By product the day by which the first open order of a customer wants it: no order, no customer. */
export async function firstDueOf(
  db: Reader,
  productIds: readonly number[],
): Promise<Map<number, string>> {
  if (productIds.length === 0) return new Map();
  const due = sql<string>`coalesce(sales_order_line.required_date, sales_order.required_date)`;
  const rows = await db
    .selectFrom('sales_order_line')
    .innerJoin('sales_order', 'sales_order.id', 'sales_order_line.order_id')
    .select('sales_order_line.product_id as id')
    .select(sql<string | null>`min(${due})`.as('due_on'))
    .where('sales_order_line.product_id', 'in', productIds)
    .where('sales_order.state', 'in', aliveStates)
    .where(openE4, '>', 0)
    .where('sales_order_line.drop_ship', '=', 0)
    .groupBy('sales_order_line.product_id')
    .execute();
  return new Map(
    rows.flatMap(({ id, due_on: on }) => (id === null || on === null ? [] : [[id, on]])),
  );
}

/** How many there are, no further than `cap`. */
export async function countShortProducts(
  db: Reader,
  words: readonly string[],
  cap: number,
): Promise<number> {
  const query = db
    .selectFrom('product')
    .select('product.id')
    .where('product.id', 'in', short(db, words).select('product.id'));
  const counted = await cappedCount(db, [query], cap)?.executeTakeFirstOrThrow();
  return Number(counted?.n ?? 0);
}
