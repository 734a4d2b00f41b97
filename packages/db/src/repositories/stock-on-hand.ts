import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely';
import { heldKinds } from '@xinhang/shared/stock-places.ts';
import type { Reader } from '../database.ts';
import { placeInScope, type Places } from '../scope-places.ts';
import type { DB } from '../schema/database.ts';

export interface OnHandQuestion {
  /** Places whose stock its reader sees. */
  places: Places;
  productIds?: readonly number[] | undefined;
  /** Folded words, each of which must be found. */
  words?: readonly string[] | undefined;
  categoryPath?: string | undefined;
  /** Something of it lies there. */
  locationId?: number | undefined;
  levels?: readonly string[] | undefined;
  /** Also products of which there is nothing. */
  empty?: boolean | undefined;
  /** Products in use alone. */
  inUse?: boolean | undefined;
}

type Products = ExpressionBuilder<DB, 'product'>;

/**
 * What there is of a product and what it cost, of all legal persons: pools hold what the places of
 * the company hold. In some places alone it is what lies there, at the average of all.
 */
export function figuresIn(places: Places) {
  const pool = sql<number>`(select coalesce(sum(stock_pool.qty_e4), 0) from stock_pool
    where stock_pool.product_id = product.id)`;
  const worth = sql<number>`(select coalesce(sum(stock_pool.value_fen), 0) from stock_pool
    where stock_pool.product_id = product.id)`;
  if (places === null) return { held: pool, worth };
  const held = sql<number>`(select coalesce(sum(stock_balance.qty_e4), 0) from stock_balance
    where stock_balance.product_id = product.id
      and ${placeInScope(places, 'stock_balance.location_id')})`;
  const part = sql<number>`(case when ${pool} = 0 then 0
    else round(1.0 * ${worth} * ${held} / ${pool}) end)`;
  return { held, worth: part };
}

/**
 * One of its places has less than nothing, which only goods do that went out before they came in
 * (docs/decisions/0338): the sum of all places may be nothing all the same.
 */
const lacksIn = (places: Places) => sql<SqlBool>`exists (select 1 from stock_ledger
  inner join stock_balance on stock_balance.product_id = stock_ledger.product_id
    and stock_balance.location_id = stock_ledger.from_location_id
  where stock_ledger.provisional = 1 and stock_ledger.product_id = product.id
    and stock_balance.qty_e4 < 0 and ${placeInScope(places, 'stock_balance.location_id')})`;

const levelsOf = (held: Expression<number>): Readonly<Record<string, Expression<SqlBool>>> => ({
  below: sql<SqlBool>`(product.min_qty_e4 is not null and ${held} < product.min_qty_e4)`,
  above: sql<SqlBool>`(product.max_qty_e4 is not null and ${held} > product.max_qty_e4)`,
  within: sql<SqlBool>`((product.min_qty_e4 is null or ${held} >= product.min_qty_e4)
    and (product.max_qty_e4 is null or ${held} <= product.max_qty_e4))`,
});

const unknownLevels: ReturnType<typeof levelsOf> = {
  below: sql<SqlBool>`1 = 0`,
  above: sql<SqlBool>`1 = 0`,
  within: sql<SqlBool>`1 = 1`,
};

/** Goods that are called so, in this category or below it. */
export function goodsNamed(
  eb: Products,
  { words = [], categoryPath }: Pick<OnHandQuestion, 'words' | 'categoryPath'>,
): Expression<SqlBool>[] {
  const parts: Expression<SqlBool>[] = [eb('product.kind', '=', 'goods')];
  if (categoryPath !== undefined) {
    const below = eb
      .selectFrom('product_category')
      .select('product_category.id')
      .where('product_category.path', '>=', categoryPath)
      .where('product_category.path', '<', `${categoryPath}\uffff`);
    parts.push(eb('product.category_id', 'in', below));
  }
  for (const word of words) {
    // Contains, in the words of both engines and without signs that mean something.
    const text = eb.ref('product.find_text');
    parts.push(eb(eb.fn<string>('replace', [text, eb.val(word), eb.val('')]), '!=', text));
  }
  return parts;
}

function asked(eb: Products, question: OnHandQuestion): Expression<SqlBool> {
  const parts = goodsNamed(eb, question);
  const { locationId, levels: wanted, empty, inUse, places } = question;
  const { held } = figuresIn(places);
  const lying = sql<SqlBool>`(${held} <> 0 or ${lacksIn(places)})`;
  // Minimum and maximum are of the whole company: nothing in some of its places is short of them.
  const levels = places === null ? levelsOf(held) : unknownLevels;
  if (question.productIds) parts.push(eb('product.id', 'in', question.productIds));
  if (inUse) parts.push(eb('product.active', '=', 1));
  else parts.push(eb.or([eb('product.active', '=', 1), lying]));
  if (!empty && !wanted) parts.push(lying);
  if (wanted) parts.push(eb.or(wanted.map((level) => levels[level]!)));
  if (locationId !== undefined) {
    const lying = eb
      .selectFrom('stock_balance')
      .select('stock_balance.product_id')
      .where('stock_balance.location_id', '=', locationId)
      .where(placeInScope(places, 'stock_balance.location_id'))
      .where('stock_balance.qty_e4', '<>', 0);
    parts.push(eb('product.id', 'in', lying));
  }
  return eb.and(parts);
}

/** A page of products by code, with what there is of each and what it cost. */
export async function onHandProducts(
  db: Reader,
  question: OnHandQuestion,
  { after, limit }: { after: string | null; limit: number },
) {
  const figures = figuresIn(question.places);
  let query = db
    .selectFrom('product')
    .innerJoin('unit', 'unit.id', 'product.unit_id')
    .leftJoin('product_category', 'product_category.id', 'product.category_id')
    .select(['product.id', 'product.code', 'product.code_key', 'product.name', 'product.spec'])
    .select(['product.qty_decimals', 'product.active', 'product.unit_id', 'product.category_id'])
    .select(['product.min_qty_e4', 'product.max_qty_e4'])
    .select(['unit.name as unit_name', 'product_category.name as category_name'])
    .select([figures.held.as('held_e4'), figures.worth.as('value_fen')])
    .where((eb) => asked(eb as never, question));
  if (after !== null) query = query.where('product.code_key', '>', after);
  return await query.orderBy('product.code_key').limit(limit).execute();
}

export type OnHandRecord = Awaited<ReturnType<typeof onHandProducts>>[number];

/** Whether it asks for all there is: then the pools say it, which are of goods alone. */
const isOfAll = ({ places, ...question }: OnHandQuestion): boolean =>
  places === null &&
  Object.values(question).every(
    (value) =>
      value === undefined || value === false || (Array.isArray(value) && value.length === 0),
  );

/** How many products that page is of, no further than `cap`, and what all of them cost. */
export async function onHandTotals(
  db: Reader,
  question: OnHandQuestion,
  cap: number,
): Promise<{ count: number; valueFen: number }> {
  if (isOfAll(question)) {
    const all = await db
      .selectFrom((eb) =>
        eb
          .selectFrom('stock_pool')
          .select((pool) => pool.fn.sum<number>('value_fen').as('value_fen'))
          .groupBy('product_id')
          .having((pool) => pool.fn.sum('qty_e4'), '<>', 0)
          .as('some'),
      )
      .select((eb) => [eb.fn.countAll<number>().as('n'), eb.fn.sum<number>('value_fen').as('fen')])
      .executeTakeFirstOrThrow();
    const lacking = await db
      .selectFrom('product')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      // Few went out before they came in: they are found by the index of those alone.
      .where('product.id', 'in', (eb) =>
        eb
          .selectFrom('stock_ledger')
          .select('stock_ledger.product_id')
          .where(sql<SqlBool>`stock_ledger.provisional = 1`),
      )
      .where(sql<SqlBool>`${figuresIn(null).held} = 0 and ${lacksIn(null)}`)
      .executeTakeFirstOrThrow();
    const count = Number(all.n) + Number(lacking.n);
    return { count: Math.min(cap, count), valueFen: Number(all.fen ?? 0) };
  }
  const row = await db
    .selectFrom((eb) =>
      eb
        .selectFrom('product')
        .select([figuresIn(question.places).worth.as('value_fen')])
        .where((some) => asked(some, question))
        .as('some'),
    )
    .select((eb) => [eb.fn.countAll<number>().as('n'), eb.fn.sum<number>('value_fen').as('fen')])
    .executeTakeFirstOrThrow();
  return { count: Math.min(cap, Number(row.n)), valueFen: Number(row.fen ?? 0) };
}

/** What lies of these products in places of the company that are seen, by place. */
export async function placesOf(db: Reader, productIds: readonly number[], places: Places) {
  if (productIds.length === 0) return [];
  return await db
    .selectFrom('stock_balance')
    .innerJoin('location', 'location.id', 'stock_balance.location_id')
    .select(['stock_balance.product_id', 'stock_balance.location_id', 'location.sellable'])
    .select('location.name as location_name')
    .select((eb) => [
      eb.fn.sum<number>('stock_balance.qty_e4').as('qty_e4'),
      eb.fn.sum<number>('stock_balance.reserved_e4').as('reserved_e4'),
    ])
    .where('stock_balance.product_id', 'in', productIds)
    .where('location.kind', 'in', heldKinds)
    .where(placeInScope(places, 'stock_balance.location_id'))
    .groupBy([
      'stock_balance.product_id',
      'stock_balance.location_id',
      'location.sellable',
      'location.name',
    ])
    .execute();
}

/** What of these products lies in one place, or in all of the company that are seen, by batch. */
export async function batchesOf(
  db: Reader,
  productIds: readonly number[],
  locationId: number | undefined,
  places: Places,
) {
  if (productIds.length === 0) return [];
  let query = db
    .selectFrom('stock_balance')
    .innerJoin('location', 'location.id', 'stock_balance.location_id')
    .select(['stock_balance.product_id', 'stock_balance.batch'])
    .select((eb) => eb.fn.sum<number>('stock_balance.qty_e4').as('qty_e4'))
    .where('stock_balance.product_id', 'in', productIds)
    .where('location.kind', 'in', heldKinds)
    .where(placeInScope(places, 'stock_balance.location_id'));
  if (locationId !== undefined) {
    query = query.where('stock_balance.location_id', '=', locationId);
  }
  return await query
    .groupBy(['stock_balance.product_id', 'stock_balance.batch'])
    .orderBy('stock_balance.batch')
    .execute();
}

/**
 * What may be promised of these products: in warehouses that are sold from and whose stock is seen,
 * less what is reserved.
 */
export async function availableOf(
  db: Reader,
  productIds: readonly number[],
  places: Places,
): Promise<Map<number, number>> {
  if (productIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('stock_balance')
    .innerJoin('location', 'location.id', 'stock_balance.location_id')
    .select('stock_balance.product_id')
    .select(sql<number>`sum(stock_balance.qty_e4 - stock_balance.reserved_e4)`.as('free'))
    .where('stock_balance.product_id', 'in', productIds)
    .where('location.sellable', '=', 1)
    .where(placeInScope(places, 'stock_balance.location_id'))
    .groupBy('stock_balance.product_id')
    .execute();
  return new Map(rows.map((row) => [row.product_id, Number(row.free)]));
}

/** Goods that the company has, in all of its places that are seen, and what they cost. */
export async function heldProducts(
  db: Reader,
  categoryIds: readonly number[] | undefined,
  places: Places,
): Promise<Map<number, { qtyE4: number; valueFen: number }>> {
  const { held, worth } = figuresIn(places);
  let query = db
    .selectFrom('product')
    .select(['product.id as product_id', held.as('qty_e4'), worth.as('value_fen')])
    .where(held, '<>', 0);
  if (categoryIds) {
    query = query.where('product.category_id', 'in', categoryIds.length > 0 ? categoryIds : [0]);
  }
  const rows = await query.execute();
  return new Map(
    rows.map((row) => [
      row.product_id,
      { qtyE4: Number(row.qty_e4), valueFen: Number(row.value_fen) },
    ]),
  );
}
