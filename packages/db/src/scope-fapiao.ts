import type { Permission } from '@xinhang/shared/permissions.ts';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Actor } from './actor.ts';
import type { DB } from './schema/database.ts';
import { inScope } from './scope.ts';

/** The only door to fapiao: those to customers whose owner of today is in reach, as orders. */
export function fapiaoInScope(
  actor: Actor,
  permission: Permission = 'fapiao.read',
): (eb: ExpressionBuilder<DB, 'fapiao'>) => Expression<SqlBool> {
  const reach = actor.reach.get(permission);
  if (!reach) return (eb) => eb.lit(false);
  if (reach.all) return (eb) => eb.lit(true);
  return (eb) =>
    eb(
      'fapiao.customer_id',
      'in',
      eb
        .selectFrom('customer')
        .select('customer.id')
        .where((one) => inScope(actor, permission)(one)),
    );
}
