import type { Permission } from '@xinhang/shared/permissions.ts';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { may, type Actor } from './actor.ts';
import type { DB } from './schema/database.ts';

type DealExpression = ExpressionBuilder<DB, 'deal'>;
/** One of the disjoint ways in which an actor comes to see a deal. */
export type DealArm = (eb: DealExpression) => Expression<SqlBool>;

/** Customers of these owners: whoever reaches the owner of a customer sees all its deals. */
const customersOf = (eb: DealExpression, owners: readonly number[]) =>
  eb.selectFrom('customer').select('customer.id').where('customer.owner_id', 'in', owners);

/** Deals of which this person has a share. */
const sharedWith = (eb: DealExpression, userId: number) =>
  eb.selectFrom('deal_share').select('deal_share.deal_id').where('deal_share.user_id', '=', userId);

/**
 * The only door to deals: those of an owner in reach, then those of customers of an owner in reach
 * (reading rights move with the customer), and for reading those of which the person has a share.
 * Arms are disjoint; together they are what the actor sees. Nothing granted means no arm.
 */
export function dealArms(actor: Actor, permission: Permission): DealArm[] {
  const reach = actor.reach.get(permission);
  if (!reach) return [];
  if (reach.all) return [(eb) => eb.lit(true)];
  const owners = reach.ownerIds;
  const notOwned = (eb: DealExpression) => eb('deal.owner_id', 'not in', owners);
  const arms: DealArm[] = [
    (eb) => eb('deal.owner_id', 'in', owners),
    (eb) => eb.and([notOwned(eb), eb('deal.customer_id', 'in', customersOf(eb, owners))]),
  ];
  if (permission === 'deals.read') {
    arms.push((eb) =>
      eb.and([
        notOwned(eb),
        eb.or([
          eb('deal.customer_id', 'is', null),
          eb('deal.customer_id', 'not in', customersOf(eb, owners)),
        ]),
        eb('deal.id', 'in', sharedWith(eb, actor.userId)),
      ]),
    );
  }
  return arms;
}

/** The same as one condition, for counts, sums and single rows. */
export function dealInScope(actor: Actor, permission: Permission): DealArm {
  const reach = actor.reach.get(permission);
  if (!reach) return (eb) => eb.lit(false);
  if (reach.all) return (eb) => eb.lit(true);
  const owners = reach.ownerIds;
  return (eb) =>
    eb.or([
      eb('deal.owner_id', 'in', owners),
      eb('deal.customer_id', 'in', customersOf(eb, owners)),
      ...(permission === 'deals.read' && may(actor, permission)
        ? [eb('deal.id', 'in', sharedWith(eb, actor.userId))]
        : []),
    ]);
}
