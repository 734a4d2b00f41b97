import type { Permission } from '@xinhang/shared/permissions.ts';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { may, type Actor } from './actor.ts';
import type { DB } from './schema/database.ts';
import { inScope } from './scope.ts';
import { placeInScope, placesReached } from './scope-places.ts';

type CustomerIdExpression = ExpressionBuilder<DB, 'customer'>;

/**
 * The only door to deliveries, returns and loans, as a condition on their customer and warehouse:
 * whoever works in the warehouse sees those of his warehouses, without prices; others those of
 * customers whose owner of today is in reach (docs/decisions/0235, 0324).
 */
export function deliveryInScope(
  actor: Actor,
  permission: Permission,
  table: 'delivery' | 'sales_return' | 'loan',
): (eb: CustomerIdExpression) => Expression<SqlBool> {
  const byCustomer = inScope(actor, permission);
  if (permission !== 'deliveries.read' || !may(actor, 'deliveries.manage')) return byCustomer;
  const places = placesReached(actor, 'deliveries.manage');
  if (places === null) return (eb) => eb.lit(true);
  return (eb) => eb.or([placeInScope(places, `${table}.warehouse_id`), byCustomer(eb)]);
}
