import type { Permission } from '@xinhang/shared/permissions.ts';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { may, type Actor } from './actor.ts';
import type { DB } from './schema/database.ts';
import { inScope } from './scope.ts';

type CustomerIdExpression = ExpressionBuilder<DB, 'customer'>;

/**
 * The only door to deliveries and returns, as a condition on their customer: whoever works in the
 * warehouse sees all of them, without prices; others those of customers whose owner of today is in
 * reach (docs/decisions/0235).
 */
export function deliveryInScope(
  actor: Actor,
  permission: Permission,
): (eb: CustomerIdExpression) => Expression<SqlBool> {
  if (permission === 'deliveries.read' && may(actor, 'deliveries.manage')) {
    return (eb) => eb.lit(true);
  }
  return inScope(actor, permission);
}
