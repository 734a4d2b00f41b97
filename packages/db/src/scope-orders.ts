import type { Permission } from '@xinhang/shared/permissions.ts';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Actor } from './actor.ts';
import type { DB } from './schema/database.ts';
import { inScope } from './scope.ts';
import { placeInScope, placesReached } from './scope-places.ts';

type OrderExpression = ExpressionBuilder<DB, 'sales_order'>;

/**
 * The same for few orders that are found otherwise: each is asked for its customer, and no list of
 * all customers in reach is made.
 */
export function eachOrderInScope(
  actor: Actor,
  permission: Permission,
): (eb: OrderExpression) => Expression<SqlBool> {
  const reach = actor.reach.get(permission);
  if (!reach || reach.all) return orderInScope(actor, permission, eachOrderInScope);
  return (eb) =>
    eb.exists(
      eb
        .selectFrom('customer')
        .select('customer.id')
        .whereRef('customer.id', '=', 'sales_order.customer_id')
        .where((one) => inScope(actor, permission)(one as never)),
    );
}

/**
 * The only door to orders: those of customers whose owner of today is in reach. Reading rights move
 * with the customer; a collaborator and whoever finds it in the pool have none, and a share of the
 * result grants none (docs/decisions/0231). What is open is also of who works in its warehouse.
 */
export function orderInScope(
  actor: Actor,
  permission: Permission,
  alike: typeof eachOrderInScope = orderInScope,
): (eb: OrderExpression) => Expression<SqlBool> {
  const reach = actor.reach.get(permission);
  if (!reach) return (eb) => eb.lit(false);
  const places = placesReached(actor, permission);
  if (places !== null) {
    const ofCustomers = alike(actor, 'salesOrders.read');
    return (eb) => eb.or([placeInScope(places, 'sales_order.warehouse_id'), ofCustomers(eb)]);
  }
  if (reach.all) return (eb) => eb.lit(true);
  return (eb) =>
    eb(
      'sales_order.customer_id',
      'in',
      eb
        .selectFrom('customer')
        .select('customer.id')
        .where((one) => inScope(actor, permission)(one)),
    );
}
