import { sql } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader } from '../database.ts';
import { inScope } from '../scope.ts';

/** What is asked of sales. */
export interface SalesQuestion {
  /** Business dates, both included. */
  from?: string | undefined;
  to?: string | undefined;
  /** Categories with all below them; none of these: nothing. */
  categoryIds?: readonly number[] | undefined;
  region?: string | undefined;
  /** Whose customers, as of today. */
  ownerIds?: readonly number[] | undefined;
  customerId?: number | undefined;
  productId?: number | undefined;
  /** With what was sold before the company kept its books here. */
  imported?: boolean | undefined;
}

/**
 * Lines that were sold before the company kept its books here, of customers whose orders the actor
 * reads. What has no amount was given.
 */
export function soldBefore(db: Reader, actor: Actor, question: SalesQuestion) {
  const { from, to, categoryIds, region, ownerIds, customerId, productId } = question;
  let query = db
    .selectFrom('sales_fact as fact')
    .innerJoin('customer', 'customer.id', 'fact.customer_id')
    .select([
      sql<number>`2`.as('kind'),
      'fact.id',
      'fact.id as doc_id',
      'fact.old_no as no',
      'fact.business_date as date',
      'fact.customer_id',
      sql<number>`fact.product_id`.as('product_id'),
      'fact.qty_e4 as qty_e4',
      'fact.net_fen as net_fen',
      sql<number>`coalesce(fact.cost_fen, 0)`.as('cost_fen'),
      sql<number>`case when fact.cost_fen is null then 1 else 0 end`.as('costless'),
      sql<string>`case when fact.qty_e4 > 0 then fact.business_date end`.as('sold_on'),
    ])
    .where('fact.net_fen', '<>', 0)
    .where((eb) => inScope(actor, 'salesOrders.read')(eb as never));
  if (from) query = query.where('fact.business_date', '>=', from);
  if (to) query = query.where('fact.business_date', '<=', to);
  if (productId !== undefined) query = query.where('fact.product_id', '=', productId);
  if (customerId !== undefined) query = query.where('fact.customer_id', '=', customerId);
  if (region !== undefined) query = query.where('customer.region', '=', region);
  if (ownerIds) {
    query = query.where('customer.owner_id', 'in', ownerIds.length > 0 ? ownerIds : [0]);
  }
  if (categoryIds) {
    query = query.where('fact.product_id', 'in', (eb) =>
      eb
        .selectFrom('product')
        .select('product.id')
        .where('product.category_id', 'in', categoryIds.length > 0 ? categoryIds : [0]),
    );
  }
  return query;
}

/** When each of these products was last sold before. */
export async function lastSoldBefore(
  db: Reader,
  actor: Actor,
  productIds: readonly number[],
): Promise<Map<number, string>> {
  const rows = await db
    .selectFrom('sales_fact as fact')
    .innerJoin('customer', 'customer.id', 'fact.customer_id')
    .select('fact.product_id')
    .select(sql<string>`max(fact.business_date)`.as('last_on'))
    .where('fact.product_id', 'in', productIds)
    .where('fact.qty_e4', '>', 0)
    .where('fact.net_fen', '<>', 0)
    .where((eb) => inScope(actor, 'salesOrders.read')(eb as never))
    .groupBy('fact.product_id')
    .execute();
  return new Map(rows.map((row) => [row.product_id!, row.last_on]));
}

/** What was sold before of things that are in no catalogue, as far as the question reaches them. */
export async function unlistedSold(
  db: Reader,
  actor: Actor,
  question: SalesQuestion,
): Promise<number> {
  if (!question.imported) return 0;
  const row = await db
    .selectFrom(soldBefore(db, actor, question).as('moved'))
    .select(sql<number>`sum(moved.net_fen)`.as('net_fen'))
    .where('moved.product_id', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(row.net_fen ?? 0);
}
