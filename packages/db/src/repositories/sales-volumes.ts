import { sql } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader } from '../database.ts';
import { inScope } from '../scope.ts';
import { standingDeliveryStates } from '@xinhang/shared/delivery-rules.ts';

/**
 * What was delivered of products to each customer between two business dates, less what came back:
 * quantities of the base unit, cost as it was posted, and how many lines have none. Of customers
 * whose deliveries the actor may read; `everybody` for who is told that something concerns them.
 */
export async function volumesDelivered(
  db: Reader,
  actor: Actor | 'everybody',
  { productIds, from, to }: { productIds: readonly number[]; from: string; to: string },
) {
  if (productIds.length === 0) return [];
  const left = sql<number>`delivery_line.qty_e4 - delivery_line.returned_e4`;
  let query = db
    .selectFrom('delivery_line')
    .innerJoin('delivery', 'delivery.id', 'delivery_line.delivery_id')
    .innerJoin('sales_order_line', 'sales_order_line.id', 'delivery_line.order_line_id')
    .innerJoin('customer', 'customer.id', 'delivery.customer_id')
    .select([
      'delivery.customer_id',
      'sales_order_line.product_id',
      sql<number>`sum(delivery_line.qty_e4 - delivery_line.returned_e4)`.as('qty_e4'),
      sql<number>`sum(coalesce(delivery_line.cost_fen, 0) - delivery_line.returned_cost_fen)`.as(
        'cost_fen',
      ),
      sql<number>`sum(case when delivery_line.cost_fen is null then 1 else 0 end)`.as('costless'),
    ])
    .where('sales_order_line.product_id', 'in', productIds)
    .where('sales_order_line.line_kind', 'in', ['goods', 'service'])
    .where('delivery.state', 'in', standingDeliveryStates)
    .where('delivery.business_date', '>=', from)
    .where('delivery.business_date', '<=', to)
    .where(left, '>', 0);
  if (actor !== 'everybody') {
    query = query.where((eb) => inScope(actor, 'deliveries.read')(eb as never));
  }
  const rows = await query
    .groupBy(['delivery.customer_id', 'sales_order_line.product_id'])
    .orderBy('delivery.customer_id')
    .execute();
  return rows.map((row) => ({
    customerId: row.customer_id,
    productId: row.product_id!,
    qtyE4: Number(row.qty_e4),
    costFen: Number(row.cost_fen),
    costless: Number(row.costless),
  }));
}
