import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader } from '../database.ts';
import type { DB } from '../schema/database.ts';
import { inScope } from '../scope.ts';
import { lastSoldBefore, soldBefore, type SalesQuestion } from './sales-before.ts';
import { standingDeliveryStates } from '@xinhang/shared/delivery-rules.ts';

export type { SalesQuestion } from './sales-before.ts';

type Sold = ExpressionBuilder<DB, 'customer' | 'sales_order_line'>;
const lit = <T>(value: string) => sql<T>`${sql.raw(value)}`;

/** What is given and not sold stays out of rankings, as freight does. */
const soldKinds = ['goods', 'service'];

const asked = (eb: Sold, question: SalesQuestion): Expression<SqlBool> =>
  eb.and([
    eb('sales_order_line.line_kind', 'in', soldKinds),
    eb('sales_order_line.product_id', 'is not', null),
    ...about(eb, question, 'sales_order_line.product_id'),
  ]);

/** Which products and customers are asked about; `of`: the column that names the product. */
function about(
  eb: Sold,
  { categoryIds, region, ownerIds, customerId, productId }: SalesQuestion,
  of: 'sales_order_line.product_id' | 'line.product_id',
): Expression<SqlBool>[] {
  const product = sql.ref<number>(of);
  const parts: Expression<SqlBool>[] = [];
  if (productId !== undefined) parts.push(eb(product, '=', productId));
  if (customerId !== undefined) parts.push(eb('customer.id', '=', customerId));
  if (region !== undefined) parts.push(eb('customer.region', '=', region));
  if (ownerIds) parts.push(eb('customer.owner_id', 'in', ownerIds.length > 0 ? ownerIds : [0]));
  if (categoryIds) {
    const within = eb
      .selectFrom('product')
      .select('product.id')
      .where('product.category_id', 'in', categoryIds.length > 0 ? categoryIds : [0]);
    parts.push(eb(product, 'in', within));
  }
  return parts;
}

/** Lines of deliveries that went out and stand. */
function delivered(db: Reader, actor: Actor, question: SalesQuestion) {
  let query = db
    .selectFrom('delivery')
    .innerJoin('delivery_line as line', 'line.delivery_id', 'delivery.id')
    .innerJoin('sales_order_line', 'sales_order_line.id', 'line.order_line_id')
    .innerJoin('customer', 'customer.id', 'delivery.customer_id')
    .select([
      lit<number>('0').as('kind'),
      'line.id',
      'delivery.id as doc_id',
      'delivery.no as no',
      'delivery.business_date as date',
      'delivery.customer_id',
      sql<number>`sales_order_line.product_id`.as('product_id'),
      'line.qty_e4 as qty_e4',
      'line.net_fen as net_fen',
      sql<number>`coalesce(line.cost_fen, 0)`.as('cost_fen'),
      costless,
      'delivery.business_date as sold_on',
    ])
    .where('delivery.state', 'in', standingDeliveryStates)
    .where((eb) => inScope(actor, 'deliveries.read')(eb as never))
    .where((eb) => asked(eb as never, question));
  if (question.from) query = query.where('delivery.business_date', '>=', question.from);
  if (question.to) query = query.where('delivery.business_date', '<=', question.to);
  return query;
}

/** Goods without a cost: of them no margin is known. */
const costless = sql<number>`case when line.cost_fen is null
  and sales_order_line.line_kind = 'goods' then 1 else 0 end`.as('costless');

/** Lines of deliveries that came back in that time, whenever they went out; less than nothing. */
function cameBack(db: Reader, actor: Actor, question: SalesQuestion) {
  let query = db
    .selectFrom('sales_return')
    .innerJoin('sales_return_line as line', 'line.return_id', 'sales_return.id')
    .innerJoin('delivery_line', 'delivery_line.id', 'line.delivery_line_id')
    .innerJoin('sales_order_line', 'sales_order_line.id', 'delivery_line.order_line_id')
    .innerJoin('customer', 'customer.id', 'sales_return.customer_id')
    .select([
      lit<number>('1').as('kind'),
      'line.id',
      'sales_return.id as doc_id',
      'sales_return.no as no',
      'sales_return.business_date as date',
      'sales_return.customer_id',
      sql<number>`sales_order_line.product_id`.as('product_id'),
      sql<number>`-line.qty_e4`.as('qty_e4'),
      sql<number>`-line.net_fen`.as('net_fen'),
      sql<number>`-coalesce(line.cost_fen, 0)`.as('cost_fen'),
      costless,
      lit<string>('cast(null as text)').as('sold_on'),
    ])
    .where('sales_return.state', '=', 'confirmed')
    .where((eb) => inScope(actor, 'deliveries.read')(eb as never))
    .where((eb) => asked(eb as never, question));
  if (question.from) query = query.where('sales_return.business_date', '>=', question.from);
  if (question.to) query = query.where('sales_return.business_date', '<=', question.to);
  return query;
}

/** Lines of what came back and of which nobody found the delivery; less than nothing. */
function cameFromNowhere(db: Reader, actor: Actor, question: SalesQuestion) {
  let query = db
    .selectFrom('sales_return')
    .innerJoin('sales_return_line as line', 'line.return_id', 'sales_return.id')
    .innerJoin('customer', 'customer.id', 'sales_return.customer_id')
    .select([
      lit<number>('1').as('kind'),
      'line.id',
      'sales_return.id as doc_id',
      'sales_return.no as no',
      'sales_return.business_date as date',
      'sales_return.customer_id',
      sql<number>`line.product_id`.as('product_id'),
      sql<number>`-line.qty_e4`.as('qty_e4'),
      sql<number>`-line.net_fen`.as('net_fen'),
      sql<number>`-coalesce(line.cost_fen, 0)`.as('cost_fen'),
      sql<number>`case when line.cost_fen is null then 1 else 0 end`.as('costless'),
      lit<string>('cast(null as text)').as('sold_on'),
    ])
    .where('line.product_id', 'is not', null)
    .where('sales_return.state', '=', 'confirmed')
    .where((eb) => inScope(actor, 'deliveries.read')(eb as never))
    .where((eb) => eb.and(about(eb as never, question, 'line.product_id')));
  if (question.from) query = query.where('sales_return.business_date', '>=', question.from);
  if (question.to) query = query.where('sales_return.business_date', '<=', question.to);
  return query;
}

/** Everything that was sold and came back, line by line. */
export function moved(db: Reader, actor: Actor, question: SalesQuestion) {
  const posted = delivered(db, actor, question)
    .unionAll(cameBack(db, actor, question))
    .unionAll(cameFromNowhere(db, actor, question));
  return question.imported ? posted.unionAll(soldBefore(db, actor, question)) : posted;
}

/** Net of tax, less what came back. */
export interface SoldSums {
  qtyE4: number;
  netFen: number;
  costFen: number;
  /** Goods of which no cost is known. */
  costless: number;
  /** Of `netFen`: sold before the company kept its books here. */
  importedFen: number;
}

export interface ProductSold extends SoldSums {
  productId: number;
  firstOn: string;
  /** Day on which it last went out in that time; null: it only came back. */
  lastOn: string | null;
}

export const sums = [
  sql<number>`sum(moved.qty_e4)`.as('qty_e4'),
  sql<number>`sum(moved.net_fen)`.as('net_fen'),
  sql<number>`sum(moved.cost_fen)`.as('cost_fen'),
  sql<number>`sum(moved.costless)`.as('costless'),
  sql<number>`sum(case when moved.kind = 2 then moved.net_fen else 0 end)`.as('imported_fen'),
] as const;

export const toSums = (
  row: Record<'qty_e4' | 'net_fen' | 'cost_fen' | 'costless' | 'imported_fen', number>,
): SoldSums => ({
  qtyE4: Number(row.qty_e4 ?? 0),
  netFen: Number(row.net_fen ?? 0),
  costFen: Number(row.cost_fen ?? 0),
  costless: Number(row.costless ?? 0),
  importedFen: Number(row.imported_fen ?? 0),
});

/** What was sold of each product, of customers whose deliveries the actor may read. */
export async function salesByProduct(
  db: Reader,
  actor: Actor,
  question: SalesQuestion,
): Promise<ProductSold[]> {
  const rows = await db
    .selectFrom(moved(db, actor, question).as('moved'))
    .select(['moved.product_id', ...sums])
    .select(sql<string>`min(moved.date)`.as('first_on'))
    .select(sql<string | null>`max(moved.sold_on)`.as('last_on'))
    // What was sold before may be of no product of the catalogue.
    .where('moved.product_id', 'is not', null)
    .groupBy('moved.product_id')
    .execute();
  return rows.map((row) => ({
    productId: row.product_id,
    ...toSums(row),
    firstOn: row.first_on,
    lastOn: row.last_on,
  }));
}

/** The kind of a line and its id as one number, by which pages go on. */
const place = sql<number>`moved.id * 4 + moved.kind`;

/** The lines behind the figure of a product, the newest first. */
export async function salesLines(
  db: Reader,
  actor: Actor,
  question: SalesQuestion,
  { after, limit }: { after: { date: string; place: number } | null; limit: number },
) {
  let query = db
    .selectFrom(moved(db, actor, question).as('moved'))
    .innerJoin('customer as buyer', 'buyer.id', 'moved.customer_id')
    .selectAll('moved')
    .select(['buyer.name as customer_name', place.as('place')]);
  if (after) {
    const { date, place: at } = after;
    query = query.where((eb) =>
      eb.or([
        eb('moved.date', '<', date),
        eb.and([eb('moved.date', '=', date), eb(place, '<', at)]),
      ]),
    );
  }
  const rows = await query
    .orderBy('moved.date', 'desc')
    .orderBy(place, 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    kind: Number(row.kind),
    place: Number(row.place),
    docId: row.doc_id,
    no: row.no ?? '',
    date: row.date,
    customer: { id: row.customer_id, name: row.customer_name },
    ...toSums({ ...row, imported_fen: Number(row.kind) === 2 ? row.net_fen : 0 }),
  }));
}

/** What those lines come to, and how many they are. */
export async function salesSums(
  db: Reader,
  actor: Actor,
  question: SalesQuestion,
): Promise<SoldSums & { lines: number }> {
  const row = await db
    .selectFrom(moved(db, actor, question).as('moved'))
    .select([...sums, sql<number>`count(*)`.as('lines')])
    .executeTakeFirstOrThrow();
  return { ...toSums(row), lines: Number(row.lines) };
}

/** How many documents there are to read, counted no further than the cap. */
export async function countDelivered(
  db: Reader,
  { from, to, imported }: Pick<SalesQuestion, 'from' | 'to' | 'imported'>,
  cap: number,
): Promise<number> {
  const posted = await countOf(db, 'delivery', { from, to }, cap);
  return imported ? posted + (await countOf(db, 'sales_fact', { from, to }, cap)) : posted;
}

async function countOf(
  db: Reader,
  table: 'delivery' | 'sales_fact',
  { from, to }: Pick<SalesQuestion, 'from' | 'to'>,
  cap: number,
): Promise<number> {
  let some = db.selectFrom(table).select('id').limit(cap);
  if (from) some = some.where('business_date', '>=', from);
  if (to) some = some.where('business_date', '<=', to);
  const row = await db
    .selectFrom(some.as('some'))
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** When each of these products last went out to customers whose deliveries the actor may read. */
export async function lastSoldOf(
  db: Reader,
  actor: Actor,
  productIds: readonly number[],
  imported = false,
): Promise<Map<number, string>> {
  if (productIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('sales_order_line')
    .innerJoin('delivery_line', 'delivery_line.order_line_id', 'sales_order_line.id')
    .innerJoin('delivery', 'delivery.id', 'delivery_line.delivery_id')
    .innerJoin('customer', 'customer.id', 'delivery.customer_id')
    .select('sales_order_line.product_id')
    .select(sql<string>`max(delivery.business_date)`.as('last_on'))
    .where('sales_order_line.product_id', 'in', productIds)
    .where('sales_order_line.line_kind', 'in', soldKinds)
    .where('delivery.state', 'in', standingDeliveryStates)
    .where((eb) => inScope(actor, 'deliveries.read')(eb as never))
    .groupBy('sales_order_line.product_id')
    .execute();
  const last = imported ? await lastSoldBefore(db, actor, productIds) : new Map<number, string>();
  for (const { product_id: id, last_on: on } of rows) {
    if (on > (last.get(id!) ?? '')) last.set(id!, on);
  }
  return last;
}
