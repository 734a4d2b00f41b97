import { sql, type Insertable, type Selectable } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { inScope } from '../scope.ts';

export type SalesFactRecord = Selectable<DB['sales_fact']>;

export interface FactsAsked {
  from?: string | undefined;
  to?: string | undefined;
  customerId?: number | undefined;
  productId?: number | undefined;
  batchId?: number | undefined;
  /** Those alone that are of no product of the catalogue. */
  unlisted?: boolean | undefined;
}

/** Facts of customers whose orders the actor reads. */
function seen(db: Reader, actor: Actor, asked: FactsAsked) {
  let query = db
    .selectFrom('sales_fact as fact')
    .innerJoin('customer', 'customer.id', 'fact.customer_id')
    .where((eb) => inScope(actor, 'salesOrders.read')(eb as never));
  const { from, to, customerId, productId, batchId, unlisted } = asked;
  if (from) query = query.where('fact.business_date', '>=', from);
  if (to) query = query.where('fact.business_date', '<=', to);
  if (customerId !== undefined) query = query.where('fact.customer_id', '=', customerId);
  if (productId !== undefined) query = query.where('fact.product_id', '=', productId);
  if (batchId !== undefined) query = query.where('fact.batch_id', '=', batchId);
  if (unlisted) query = query.where('fact.product_id', 'is', null);
  return query;
}

/** A page of facts, the newest first. */
export async function listFacts(
  db: Reader,
  actor: Actor,
  asked: FactsAsked,
  { after, limit }: { after: { date: string; id: number } | null; limit: number },
) {
  let query = seen(db, actor, asked)
    .leftJoin('product', 'product.id', 'fact.product_id')
    .leftJoin('unit', 'unit.id', 'product.unit_id')
    .selectAll('fact')
    .select(['customer.name as customer_name', 'product.code', 'product.name'])
    .select(['product.qty_decimals', 'unit.name as base_unit_name']);
  if (after) {
    query = query.where((eb) =>
      eb.or([
        eb('fact.business_date', '<', after.date),
        eb.and([eb('fact.business_date', '=', after.date), eb('fact.id', '<', after.id)]),
      ]),
    );
  }
  return await query
    .orderBy('fact.business_date', 'desc')
    .orderBy('fact.id', 'desc')
    .limit(limit)
    .execute();
}

/** What those facts come to, and of how many no cost is known. */
export async function sumFacts(db: Reader, actor: Actor, asked: FactsAsked) {
  const row = await seen(db, actor, asked)
    .select((eb) => eb.fn.countAll<number>().as('lines'))
    .select(sql<number>`coalesce(sum(fact.net_fen), 0)`.as('net_fen'))
    .select(sql<number>`coalesce(sum(fact.cost_fen), 0)`.as('cost_fen'))
    .select(
      sql<number>`coalesce(sum(case when fact.cost_fen is null then 1 else 0 end), 0)`.as(
        'costless',
      ),
    )
    .executeTakeFirstOrThrow();
  return {
    lines: Number(row.lines),
    netFen: Number(row.net_fen),
    costFen: Number(row.cost_fen),
    costless: Number(row.costless),
  };
}

/** The fact that stands for the same line of the same old document. */
export async function sameFact(
  db: Reader,
  like: Pick<
    SalesFactRecord,
    | 'customer_id'
    | 'business_date'
    | 'old_no'
    | 'line_no'
    | 'product_code'
    | 'product_name'
    | 'unit_name'
    | 'sheet_qty_e4'
    | 'net_fen'
  >,
): Promise<SalesFactRecord | undefined> {
  return await db
    .selectFrom('sales_fact')
    .selectAll()
    .where('customer_id', '=', like.customer_id)
    .where('business_date', '=', like.business_date)
    .where('old_no', '=', like.old_no)
    .where('line_no', '=', like.line_no)
    .where('product_code', '=', like.product_code)
    .where('product_name', '=', like.product_name)
    .where('unit_name', '=', like.unit_name)
    .where('sheet_qty_e4', '=', like.sheet_qty_e4)
    .where('net_fen', '=', like.net_fen)
    .limit(1)
    .executeTakeFirst();
}

export async function insertFact(
  tx: Tx,
  fact: Omit<Insertable<DB['sales_fact']>, 'id' | 'source'>,
): Promise<number> {
  return await insertNumbered(tx, 'sales_fact', { ...fact, source: 'import' }, 'id');
}

/** A fact of no product becomes one of a product; `product_id` null takes that back. */
export async function giveProduct(
  tx: Tx,
  id: number,
  { from, ...set }: { from: number | null; product_id: number | null; qty_e4: number },
): Promise<boolean> {
  const query = tx.updateTable('sales_fact').set(set).where('id', '=', id);
  const rows = await (
    from === null ? query.where('product_id', 'is', null) : query.where('product_id', '=', from)
  )
    .returning('id')
    .execute();
  return rows.length > 0;
}

export async function deleteFact(tx: Tx, id: number): Promise<boolean> {
  const rows = await tx.deleteFrom('sales_fact').where('id', '=', id).returning('id').execute();
  return rows.length > 0;
}

/** How many facts there are, and of which day the newest is. */
export async function factsSpan(db: Reader): Promise<{ count: number; lastOn: string | null }> {
  const row = await db
    .selectFrom('sales_fact')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .select(sql<string | null>`max(business_date)`.as('last_on'))
    .executeTakeFirstOrThrow();
  return { count: Number(row.n), lastOn: row.last_on };
}

/** The base unit of a product that facts count in. */
export async function unitsOfFacts(db: Reader, productId: number): Promise<number[]> {
  const row = await db
    .selectFrom('sales_fact')
    .innerJoin('product', 'product.id', 'sales_fact.product_id')
    .select('product.unit_id')
    .where('sales_fact.product_id', '=', productId)
    .limit(1)
    .executeTakeFirst();
  return row ? [row.unit_id] : [];
}
