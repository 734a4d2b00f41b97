import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely';
import type { Actor } from '../actor.ts';
import { containsIn } from '../contains.ts';
import type { Reader } from '../database.ts';
import type { Position } from '../keyset.ts';
import type { DB } from '../schema/database.ts';
import { orderInScope } from '../scope-orders.ts';

export interface DeviationQuestion {
  text?: string | undefined;
  customerId?: number | undefined;
  productId?: number | undefined;
  userId?: number | undefined;
  side?: 'below' | 'above' | undefined;
  from?: string | undefined;
  to?: string | undefined;
}
export type DeviatingLine = Awaited<ReturnType<typeof listDeviations>>[number];

/** Lines of numbered orders whose price somebody wrote, of the orders that the actor sees. */
const deviating = (db: Reader, actor: Actor, question: DeviationQuestion) =>
  db
    .selectFrom('sales_order_line')
    .innerJoin('sales_order', 'sales_order.id', 'sales_order_line.order_id')
    .innerJoin('customer', 'customer.id', 'sales_order.customer_id')
    .innerJoin('user as deviator', 'deviator.id', 'sales_order_line.deviated_by')
    .leftJoin('product', 'product.id', 'sales_order_line.product_id')
    .leftJoin('unit', 'unit.id', 'sales_order_line.unit_id')
    .where('sales_order_line.deviated_by', 'is not', null)
    .where('sales_order.no', 'is not', null)
    .where('sales_order.state', '!=', 'void')
    .where('sales_order_line.resolved_price_e4', 'is not', null)
    .where((eb) => orderInScope(actor, 'salesOrders.read')(eb as never))
    .where((eb) => asked(eb as never, question));

type Names = 'sales_order_line' | 'sales_order' | 'customer' | 'product';

function asked(eb: ExpressionBuilder<DB, Names>, question: DeviationQuestion): Expression<SqlBool> {
  const parts: Expression<SqlBool>[] = [];
  const { text, customerId, productId, userId, side, from, to } = question;
  if (customerId !== undefined) parts.push(eb('sales_order.customer_id', '=', customerId));
  if (productId !== undefined) parts.push(eb('sales_order_line.product_id', '=', productId));
  if (userId !== undefined) parts.push(eb('sales_order_line.deviated_by', '=', userId));
  if (from) parts.push(eb('sales_order.business_date', '>=', from));
  if (to) parts.push(eb('sales_order.business_date', '<=', to));
  if (side) {
    // Of one of the unit, less what was given on it: 10,000 basis points to the whole.
    const share = sql<number>`sales_order_line.price_e4 * (10000 - sales_order_line.discount_bp)`;
    const ruled = sql<number>`sales_order_line.resolved_price_e4 * 10000`;
    parts.push(eb(share, side === 'below' ? '<' : '>', ruled));
  }
  if (text) {
    const columns = [
      'sales_order.no',
      'customer.name',
      'product.code',
      'product.name',
      'sales_order_line.deviation',
    ] as const;
    parts.push(containsIn(eb, columns, text));
  }
  return eb.and(parts);
}

/** A page of them, the newest day of an order first. */
export async function listDeviations(
  db: Reader,
  actor: Actor,
  question: DeviationQuestion,
  { after, limit }: { after: Position | null; limit: number },
) {
  let query = deviating(db, actor, question);
  if (after) {
    const day = String(after.value);
    query = query.where((eb) =>
      eb.or([
        eb('sales_order.business_date', '<', day),
        eb.and([
          eb('sales_order.business_date', '=', day),
          eb('sales_order_line.id', '<', after.id),
        ]),
      ]),
    );
  }
  return await query
    .selectAll('sales_order_line')
    .select(['sales_order.no', 'sales_order.state', 'sales_order.business_date'])
    .select(['sales_order.basis', 'sales_order.customer_id', 'customer.name as customer_name'])
    .select(['product.code', 'product.name', 'product.spec', 'unit.name as unit_name'])
    .select('deviator.name as deviator_name')
    .orderBy('sales_order.business_date', 'desc')
    .orderBy('sales_order_line.id', 'desc')
    .limit(limit)
    .execute();
}

/** How many they are, counted no further than a cap. */
export async function countDeviations(
  db: Reader,
  actor: Actor,
  question: DeviationQuestion,
  cap: number,
): Promise<number> {
  const some = deviating(db, actor, question).select('sales_order_line.id').limit(cap);
  const row = await db
    .selectFrom(some.as('some'))
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}
