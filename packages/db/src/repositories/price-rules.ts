import {
  sql,
  type Expression,
  type ExpressionBuilder,
  type Selectable,
  type SqlBool,
  type Updateable,
} from 'kysely';
import type { Actor } from '../actor.ts';
import { cappedCount } from '../capped-count.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered, listed, padded, prefixed, remembered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { inScope } from '../scope.ts';

export type PriceRuleRecord = Selectable<DB['price_rule']>;
export type NamedRule = Awaited<ReturnType<ReturnType<typeof named>['execute']>>[number];

type Rules = ExpressionBuilder<DB, 'price_rule'>;

/** Nearly every rule is no customer's: the sign keeps the planner of SQLite from beginning there. */
const ofNobody = sql<SqlBool>`+price_rule.customer_id is null`;

/** What is no customer's is of everybody who reads prices; the others with their customer. */
const seenBy = (actor: Actor) => (eb: Rules) =>
  eb.or([
    ofNobody,
    eb.exists(
      eb
        .selectFrom('customer')
        .select('customer.id')
        .whereRef('customer.id', '=', 'price_rule.customer_id')
        .where((inner) => inScope(actor, 'customers.read')(inner as never)),
    ),
  ]);

/** Rules that the actor sees, with the names that belong to them. */
const named = (db: Reader, actor: Actor) => withNames(db).where((eb) => seenBy(actor)(eb as never));

const withNames = (db: Reader) =>
  db
    .selectFrom('price_rule')
    .leftJoin('product', 'product.id', 'price_rule.product_id')
    .leftJoin('unit', 'unit.id', 'price_rule.unit_id')
    .leftJoin('product_category', 'product_category.id', 'price_rule.category_id')
    .leftJoin('customer', 'customer.id', 'price_rule.customer_id')
    .leftJoin('price_level', 'price_level.id', 'price_rule.level_id')
    .leftJoin('user', 'user.id', 'price_rule.created_by')
    .selectAll('price_rule')
    .select([
      'product.code as product_code',
      'product.name as product_name',
      'product.spec as product_spec',
      'unit.name as unit_name',
      'product_category.name as category_name',
      'customer.name as customer_name',
      'price_level.name as level_name',
      'user.name as created_by_name',
    ]);

export interface RuleQuestion {
  /** Folded words of the product, each of which must be found. */
  words?: readonly string[] | undefined;
  productId?: number | undefined;
  categoryId?: number | undefined;
  customerId?: number | undefined;
  levelId?: number | undefined;
  region?: string | undefined;
  scopes?: readonly string[] | undefined;
  state?: 'draft' | 'released' | 'expired' | undefined;
  /** Business date. */
  today: string;
}

function asked(eb: Rules, question: RuleQuestion): Expression<SqlBool> {
  const parts: Expression<SqlBool>[] = [];
  const { words = [], scopes, state, today, region } = question;
  for (const [column, value] of [
    ['product_id', question.productId],
    ['category_id', question.categoryId],
    ['customer_id', question.customerId],
    ['level_id', question.levelId],
  ] as const) {
    if (value !== undefined) parts.push(eb(`price_rule.${column}`, '=', value));
  }
  if (region !== undefined) parts.push(eb('price_rule.region', '=', region));
  if (scopes) parts.push(eb('price_rule.scope', 'in', scopes));
  if (state === 'draft') parts.push(eb('price_rule.state', '=', 'draft'));
  else if (state) {
    parts.push(eb('price_rule.state', '=', 'released'));
    parts.push(eb('price_rule.valid_to', state === 'expired' ? '<' : '>=', today));
  }
  if (words.length > 0) {
    const found = eb
      .selectFrom('product')
      .select('product.id')
      .where((inner) =>
        inner.and(
          words.map((word) => {
            const text = inner.ref('product.find_text');
            const without = inner.fn<string>('replace', [text, inner.val(word), inner.val('')]);
            return inner(without, '!=', text);
          }),
        ),
      );
    parts.push(eb('price_rule.product_id', 'in', found));
  }
  return eb.and(parts);
}

/** A page of rules, newest first. */
export async function listPriceRules(
  db: Reader,
  actor: Actor,
  question: RuleQuestion,
  { before, limit }: { before: number | null; limit: number },
): Promise<NamedRule[]> {
  let query = named(db, actor).where((eb) => asked(eb as never, question));
  if (before !== null) query = query.where('price_rule.id', '<', before);
  return await query.orderBy('price_rule.id', 'desc').limit(limit).execute();
}

export async function countPriceRules(
  db: Reader,
  actor: Actor,
  question: RuleQuestion,
  cap: number,
): Promise<number> {
  const query = db
    .selectFrom('price_rule')
    .select('price_rule.id')
    .where(seenBy(actor))
    .where((eb) => asked(eb, question));
  const counted = await cappedCount(db, [query], cap)?.executeTakeFirstOrThrow();
  return Number(counted?.n ?? 0);
}

/** One rule, if the actor sees it. */
export async function findPriceRule(
  db: Reader,
  actor: Actor,
  id: number,
): Promise<NamedRule | undefined> {
  return await named(db, actor).where('price_rule.id', '=', id).executeTakeFirst();
}

/**
 * Released rules of these products and categories that hold on a day: for everybody, and of those
 * of customers for this one alone, as far as the actor sees him.
 */
export async function rulesFor(
  db: Reader,
  actor: Actor,
  asking: {
    productIds: readonly number[];
    categoryIds: readonly number[];
    customerId: number | null;
    on: string;
  },
): Promise<NamedRule[]> {
  const { productIds, categoryIds, customerId, on } = asking;
  if (productIds.length === 0) return [];
  const products = prefixed('p', padded(productIds));
  const categories = prefixed('c', padded(categoryIds));
  const [p, c] = [Object.keys(products), Object.keys(categories)];
  const key = `rulesFor ${p.length} ${c.length} ${customerId === null}`;
  const values = { ...products, ...categories, customerId: customerId ?? 0, on };
  return await remembered(db, { owner: actor, key, values }, (slots) => {
    const of = (names: readonly string[]) =>
      listed(slots as unknown as Record<string, number>, names);
    return named(db, actor)
      .where('price_rule.state', '=', 'released')
      .where('price_rule.valid_from', '<=', slots.on)
      .where('price_rule.valid_to', '>=', slots.on)
      .where((eb) =>
        eb.or([
          eb('price_rule.product_id', 'in', of(p)),
          ...(c.length > 0 ? [eb('price_rule.category_id', 'in', of(c))] : []),
        ]),
      )
      .where((eb) =>
        eb.or([
          ofNobody,
          ...(customerId === null ? [] : [eb('price_rule.customer_id', '=', slots.customerId)]),
        ]),
      );
  });
}

/** Units of a product in which prices are written. */
export async function unitsPriced(db: Reader, productId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('price_rule')
    .select('unit_id')
    .distinct()
    .where('product_id', '=', productId)
    .execute();
  return rows.flatMap((row) => row.unit_id ?? []);
}

export async function insertPriceRule(
  tx: Tx,
  row: Omit<PriceRuleRecord, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'price_rule', { ...row, version: 1 }, 'id');
}

/** Changes a rule of exactly this version; undefined when somebody was faster. */
export async function updatePriceRule(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['price_rule'], 'id' | 'version'>>,
): Promise<PriceRuleRecord | undefined> {
  return await tx
    .updateTable('price_rule')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

export async function removePriceRule(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('price_rule').where('id', '=', id).where('state', '=', 'draft').execute();
}

/** For whom, for what and from which quantity a price is. */
export type PricePlace = Pick<
  PriceRuleRecord,
  'product_id' | 'unit_id' | 'scope' | 'customer_id' | 'region' | 'level_id' | 'qty_from_e4'
>;

/** Released prices of exactly this place that hold on a day; past scope, for who takes their place. */
export async function pricesAt(
  db: Reader,
  place: PricePlace,
  on: string,
): Promise<PriceRuleRecord[]> {
  let query = db
    .selectFrom('price_rule')
    .selectAll()
    .where('product_id', '=', place.product_id)
    .where('unit_id', '=', place.unit_id)
    .where('scope', '=', place.scope)
    .where('qty_from_e4', '=', place.qty_from_e4)
    .where('price_e4', 'is not', null)
    .where('state', '=', 'released')
    .where('valid_from', '<=', on)
    .where('valid_to', '>=', on);
  for (const column of ['customer_id', 'region', 'level_id'] as const) {
    const value = place[column];
    query =
      value === null ? query.where(column, 'is', null) : query.where(column, '=', value as never);
  }
  return await query.orderBy('valid_from', 'desc').orderBy('id', 'desc').execute();
}

/**
 * Prices of one of these products' base units that hold on a day for everybody and for levels, the
 * one that counts first.
 */
export async function basePricesOf(
  db: Reader,
  productIds: readonly number[],
  on: string,
): Promise<PriceRuleRecord[]> {
  if (productIds.length === 0) return [];
  return await db
    .selectFrom('price_rule')
    .innerJoin('product', 'product.id', 'price_rule.product_id')
    .selectAll('price_rule')
    .whereRef('price_rule.unit_id', '=', 'product.unit_id')
    .where('price_rule.product_id', 'in', productIds)
    .where('price_rule.scope', 'in', ['all', 'level'])
    .where('price_rule.qty_from_e4', '=', 0)
    .where('price_rule.price_e4', 'is not', null)
    .where('price_rule.state', '=', 'released')
    .where('price_rule.valid_from', '<=', on)
    .where('price_rule.valid_to', '>=', on)
    .orderBy('price_rule.valid_from', 'desc')
    .orderBy('price_rule.id', 'desc')
    .execute();
}

export async function priceRulesByIds(
  db: Reader,
  ids: readonly number[],
): Promise<PriceRuleRecord[]> {
  if (ids.length === 0) return [];
  return await db.selectFrom('price_rule').selectAll().where('id', 'in', ids).execute();
}

/** A rule as it stood or stands, with its names; past scope, for the audit. */
export async function namedPriceRule(db: Reader, row: PriceRuleRecord): Promise<NamedRule> {
  const now = await withNames(db).where('price_rule.id', '=', row.id).executeTakeFirstOrThrow();
  return { ...now, ...row };
}

/** Prices of these products for exactly these people that hold on a day, the one that counts first. */
export async function pricesFor(
  db: Reader,
  whom: Pick<PricePlace, 'scope' | 'customer_id' | 'region' | 'level_id'>,
  productIds: readonly number[],
  on: string,
): Promise<PriceRuleRecord[]> {
  if (productIds.length === 0) return [];
  let query = db
    .selectFrom('price_rule')
    .selectAll()
    .where('product_id', 'in', productIds)
    .where('scope', '=', whom.scope)
    .where('price_e4', 'is not', null)
    .where('state', '=', 'released')
    .where('valid_from', '<=', on)
    .where('valid_to', '>=', on);
  for (const column of ['customer_id', 'region', 'level_id'] as const) {
    const value = whom[column];
    if (value !== null) query = query.where(column, '=', value as never);
  }
  return await query.orderBy('valid_from', 'desc').orderBy('id', 'desc').execute();
}

/** Whom prices of these products are for in scopes that come before others; nobody else's facts. */
export async function ownPrices(
  db: Reader,
  scopes: readonly string[],
  productIds: readonly number[],
  on: string,
) {
  if (scopes.length === 0 || productIds.length === 0) return [];
  return await db
    .selectFrom('price_rule')
    .select(['product_id', 'scope', 'customer_id', 'region', 'level_id'])
    .distinct()
    .where('product_id', 'in', productIds)
    .where('scope', 'in', scopes)
    .where('price_e4', 'is not', null)
    .where('state', '=', 'released')
    .where('valid_from', '<=', on)
    .where('valid_to', '>=', on)
    .execute();
}

/**
 * Released rules of these products and categories that hold on a day for everybody, and for this
 * customer, region and level; past scope, for who has found the people.
 */
export async function namedRulesFor(
  db: Reader,
  asking: {
    productIds: readonly number[];
    categoryIds: readonly number[];
    customerId: number | null;
    region: string | null;
    levelId: number | null;
    on: string;
  },
): Promise<NamedRule[]> {
  const { productIds, categoryIds, customerId, region, levelId, on } = asking;
  return await withNames(db)
    .where('price_rule.state', '=', 'released')
    .where('price_rule.valid_from', '<=', on)
    .where('price_rule.valid_to', '>=', on)
    .where((eb) =>
      eb.or([
        eb('price_rule.product_id', 'in', productIds),
        ...(categoryIds.length > 0 ? [eb('price_rule.category_id', 'in', categoryIds)] : []),
      ]),
    )
    .where((eb) =>
      eb.or([
        eb('price_rule.scope', '=', 'all'),
        ...(customerId === null ? [] : [eb('price_rule.customer_id', '=', customerId)]),
        ...(region ? [eb('price_rule.region', '=', region)] : []),
        ...(levelId === null ? [] : [eb('price_rule.level_id', '=', levelId)]),
      ]),
    )
    .execute();
}
