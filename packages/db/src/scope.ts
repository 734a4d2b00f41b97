import type { Permission } from '@xinhang/shared/permissions.ts';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { may, type Actor } from './actor.ts';
import type { DB } from './schema/database.ts';

type CustomerExpression = ExpressionBuilder<DB, 'customer'>;
/** One of the disjoint ways in which an actor comes to see a customer. */
export type ScopeArm = (eb: CustomerExpression) => Expression<SqlBool>;

/** Above this many owners one condition replaces an arm per owner. */
const MAX_OWNER_ARMS = 60;

/** Customers on which this person collaborates, pooled ones among them. */
const helping = (userId: number) => (eb: CustomerExpression) =>
  eb
    .selectFrom('customer_collaborator')
    .select('customer_collaborator.customer_id')
    .where('customer_collaborator.user_id', '=', userId);

/**
 * The only door to customers: own, subtree and principals' (resolved in the actor's reach),
 * collaborator, and the pool. Arms are disjoint, so a page may be merged from them, each walking
 * its own index; together they are what the actor sees. Nothing granted means no arm. Of a customer in the pool,
 * whoever does not see everything sees no contacts and no follow-ups, as a collaborator neither.
 */
export function customerArms(actor: Actor, permission: Permission): ScopeArm[] {
  const reach = actor.reach.get(permission);
  if (!reach) return [];
  if (reach.all) return [(eb) => eb.lit(true)];
  const owners = [...reach.ownerIds];
  const arms: ScopeArm[] =
    owners.length > MAX_OWNER_ARMS
      ? [(eb) => eb('customer.owner_id', 'in', owners)]
      : owners.map((owner) => (eb) => eb('customer.owner_id', '=', owner));
  const read = permission === 'customers.read';
  const helps = helping(actor.userId);
  if (read || permission.startsWith('followUps.')) {
    arms.push((eb) => {
      const others = eb('customer.owner_id', 'not in', owners);
      const pooled = eb('customer.owner_id', 'is', null);
      return eb.and([read ? eb.or([pooled, others]) : others, eb('customer.id', 'in', helps(eb))]);
    });
  }
  if (read && may(actor, 'pool.read')) {
    arms.push((eb) =>
      eb.and([eb('customer.pool_id', 'is not', null), eb('customer.id', 'not in', helps(eb))]),
    );
  }
  return arms;
}

/** The arms as one condition, for counts and single rows. */
export function inScope(actor: Actor, permission: Permission): ScopeArm {
  const arms = customerArms(actor, permission);
  return (eb) => (arms.length === 0 ? eb.lit(false) : eb.or(arms.map((arm) => arm(eb))));
}

/** Whether the actor sees this customer only because it lies in the pool: contacts are masked. */
export function poolOnly(actor: Actor, customer: { pool_id: number | null }): boolean {
  return customer.pool_id !== null && !actor.reach.get('customers.read')?.all;
}

/** The same as a condition: customers whose contacts the actor may read. */
export function contactsShown(actor: Actor): ScopeArm {
  const all = actor.reach.get('customers.read')?.all === true;
  return (eb) => (all ? eb.lit(true) : eb('customer.pool_id', 'is', null));
}
