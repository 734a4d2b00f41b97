import type { Expression, ExpressionBuilder, Selectable, SqlBool } from 'kysely';
import type { Actor } from '../actor.ts';
import { cappedCount } from '../capped-count.ts';
import type { Reader, Tx } from '../database.ts';
import type { Position } from '../keyset.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { inScope } from '../scope.ts';

export type MarketPriceRecord = Selectable<DB['market_price']>;
export type NamedMarketPrice = Awaited<ReturnType<ReturnType<typeof named>['execute']>>[number];

export interface MarketQuestion {
  productId?: number | undefined;
  competitorId?: number | undefined;
  region?: string | undefined;
  /** Business dates, both included. */
  from?: string | undefined;
  to?: string | undefined;
  /** Folded words of the product, each of which must be found. */
  words?: readonly string[] | undefined;
}

type Prices = ExpressionBuilder<DB, 'market_price'>;

const named = (db: Reader) =>
  db
    .selectFrom('market_price')
    .innerJoin('product', 'product.id', 'market_price.product_id')
    .innerJoin('unit', 'unit.id', 'market_price.unit_id')
    .innerJoin('competitor', 'competitor.id', 'market_price.competitor_id')
    .leftJoin('user', 'user.id', 'market_price.created_by')
    .selectAll('market_price')
    .select([
      'product.code as product_code',
      'product.name as product_name',
      'product.spec as product_spec',
      'unit.name as unit_name',
      'competitor.name as competitor_name',
      'user.name as created_by_name',
    ]);

function asked(eb: Prices, question: MarketQuestion): Expression<SqlBool> {
  const parts: Expression<SqlBool>[] = [];
  const { productId, competitorId, region, from, to, words = [] } = question;
  if (productId !== undefined) parts.push(eb('market_price.product_id', '=', productId));
  if (competitorId !== undefined) parts.push(eb('market_price.competitor_id', '=', competitorId));
  if (region !== undefined) parts.push(eb('market_price.region', '=', region));
  if (from !== undefined) parts.push(eb('market_price.seen_on', '>=', from));
  if (to !== undefined) parts.push(eb('market_price.seen_on', '<=', to));
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
    parts.push(eb('market_price.product_id', 'in', found));
  }
  return eb.and(parts);
}

/** A page of competitors' prices, the newest first. */
export async function listMarketPrices(
  db: Reader,
  question: MarketQuestion,
  { after, limit }: { after: Position | null; limit: number },
): Promise<NamedMarketPrice[]> {
  let query = named(db).where((eb) => asked(eb as never, question));
  if (after) {
    const seenOn = String(after.value);
    query = query.where((eb) =>
      eb.or([
        eb('market_price.seen_on', '<', seenOn),
        eb.and([eb('market_price.seen_on', '=', seenOn), eb('market_price.id', '<', after.id)]),
      ]),
    );
  }
  return await query
    .orderBy('market_price.seen_on', 'desc')
    .orderBy('market_price.id', 'desc')
    .limit(limit)
    .execute();
}

export async function countMarketPrices(
  db: Reader,
  question: MarketQuestion,
  cap: number,
): Promise<number> {
  const query = db
    .selectFrom('market_price')
    .select('market_price.id')
    .where((eb) => asked(eb, question));
  const counted = await cappedCount(db, [query], cap)?.executeTakeFirstOrThrow();
  return Number(counted?.n ?? 0);
}

export async function marketPriceById(
  db: Reader,
  id: number,
): Promise<NamedMarketPrice | undefined> {
  return await named(db).where('market_price.id', '=', id).executeTakeFirst();
}

/** Units of a product in which competitors' prices are written. */
export async function unitsOfMarketPrices(db: Reader, productId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('market_price')
    .select('unit_id')
    .distinct()
    .where('product_id', '=', productId)
    .execute();
  return rows.map((row) => row.unit_id);
}

/** A competitor whose prices may be noted. */
export async function competitorInUse(db: Reader, id: number): Promise<boolean> {
  const row = await db
    .selectFrom('competitor')
    .select('id')
    .where('id', '=', id)
    .where('active', '=', 1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Of these follow-ups those that the actor sees, with their customers. */
export async function followUpsSeen(
  db: Reader,
  actor: Actor,
  ids: readonly number[],
): Promise<Map<number, { id: number; name: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('follow_up')
    .innerJoin('customer', 'customer.id', 'follow_up.customer_id')
    .select(['follow_up.id as followUpId', 'customer.id', 'customer.name'])
    .where('follow_up.id', 'in', ids)
    .where((eb) => inScope(actor, 'followUps.read')(eb as never))
    .execute();
  return new Map(rows.map(({ followUpId, ...customer }) => [followUpId, customer]));
}

export async function insertMarketPrice(
  tx: Tx,
  row: Omit<MarketPriceRecord, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'market_price', { ...row, version: 1 }, 'id');
}

export async function removeMarketPrice(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('market_price').where('id', '=', id).execute();
}

/** The newest price that was noted of each of these products in each unit. */
export async function newestMarketPrices(db: Reader, productIds: readonly number[]) {
  if (productIds.length === 0) return [];
  const rows = await db
    .selectFrom('market_price')
    .select(['product_id', 'unit_id', 'price_e4', 'basis', 'seen_on', 'id'])
    .where('product_id', 'in', productIds)
    .orderBy('seen_on', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const seen = new Set<string>();
  return rows.filter(({ product_id, unit_id }) => {
    const key = `${product_id}:${unit_id}`;
    return !seen.has(key) && seen.add(key);
  });
}
