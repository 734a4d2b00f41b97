import type { Permission } from '@xinhang/shared/permissions.ts';
import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely';
import { may, peopleOf, type Actor } from './actor.ts';
import type { DB } from './schema/database.ts';
import type { Within } from './search-index.ts';

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

/** Whose rows a list asks for; the arms hold it, so that none is walked in vain. */
export interface Narrowing {
  /** `mine`: owned by me; `team`: by the people I head; `all`: by somebody; `pool`: by nobody. */
  view?: 'mine' | 'team' | 'all' | 'pool' | undefined;
  ownerIds?: readonly number[] | undefined;
  /** The owners in one arm, for a walk through an index that knows no owner. */
  together?: boolean | undefined;
}

/** Owners that are asked for by name, null where all are. */
function ownersAsked(actor: Actor, { view, ownerIds }: Narrowing): number[] | null {
  if (view === 'pool') return ownerIds ? [] : null;
  const people = peopleOf(actor, view);
  if (people) return people.filter((id) => ownerIds?.includes(id) ?? true);
  return ownerIds ? [...new Set(ownerIds)] : null;
}

/**
 * The only door to customers: own, subtree and principals' (resolved in the actor's reach),
 * collaborator, and the pool. Arms are disjoint, so a page may be merged from them, each walking
 * its own index; together they are what the actor sees. Nothing granted means no arm. Of a customer in the pool
 * nobody sees contacts, and whoever does not see everything no follow-ups, as a collaborator neither.
 */
export function customerArms(
  actor: Actor,
  permission: Permission,
  within: Narrowing = {},
): ScopeArm[] {
  const reach = actor.reach.get(permission);
  if (!reach) return [];
  const asked = ownersAsked(actor, within);
  if (reach.all && !asked) return [wholeCompany(within.view)];
  const reached = asked?.filter((id) => reach.all || reach.ownerIds.includes(id));
  const owners = within.view === 'pool' ? [] : (reached ?? reach.ownerIds);
  const arms: ScopeArm[] =
    owners.length > (within.together ? 1 : MAX_OWNER_ARMS)
      ? [(eb) => eb('customer.owner_id', 'in', owners)]
      : owners.map((owner) => (eb) => eb('customer.owner_id', '=', owner));
  if (!reach.all) arms.push(...borrowedArms(actor, permission, within));
  return arms;
}

function wholeCompany(view: Narrowing['view']): ScopeArm {
  if (view === undefined) return (eb) => eb.lit(true);
  return (eb) => eb(view === 'pool' ? 'customer.pool_id' : 'customer.owner_id', 'is not', null);
}

/** Customers of the pool, in the words of its own indexes. */
const inPool: ScopeArm = (eb) => eb('customer.pool_id', 'is not', null);

/**
 * The same customers, says the table, read from every index that has the owner; the plus keeps planners
 * from beginning there.
 */
const ownerless: ScopeArm = () => sql<SqlBool>`+customer.owner_id is null`;

/** What is seen without an owner in reach: as a collaborator, and in the pool. */
function borrowedArms(
  actor: Actor,
  permission: Permission,
  within: Narrowing,
  pooledArm = inPool,
): ScopeArm[] {
  const read = permission === 'customers.read';
  const pool = read && may(actor, 'pool.read');
  const asked = ownersAsked(actor, within);
  const reached = actor.reach.get(permission)?.ownerIds ?? [];
  const owned = within.view !== 'pool' && asked?.length !== 0;
  const pooled = (within.view === undefined || within.view === 'pool') && asked === null;
  const arms: ScopeArm[] = [];
  if (read || permission.startsWith('followUps.')) {
    const ways: ScopeArm[] = [];
    if (owned) ways.push((eb) => ownedByOthers(eb, reached, asked));
    if (pooled && read && !pool) ways.push(ownerless);
    if (ways.length > 0) {
      arms.push((eb) => {
        const helped = eb('customer.id', 'in', helping(actor.userId)(eb));
        return eb.and([eb.or(ways.map((way) => way(eb))), helped]);
      });
    }
  }
  if (pooled && pool) arms.push(pooledArm);
  return arms;
}

/** Owned by somebody who is not reached, and who is among those asked for. */
function ownedByOthers(
  eb: CustomerExpression,
  reached: readonly number[],
  asked: readonly number[] | null,
): Expression<SqlBool> {
  if (asked) {
    const others = asked.filter((id) => !reached.includes(id));
    return others.length > 0 ? eb('customer.owner_id', 'in', others) : eb.lit(false);
  }
  return reached.length > 0
    ? eb('customer.owner_id', 'not in', reached)
    : eb('customer.owner_id', 'is not', null);
}

/** The same as one condition, for counts and single rows. */
export function inScope(actor: Actor, permission: Permission): ScopeArm {
  const reach = actor.reach.get(permission);
  if (!reach) return (eb) => eb.lit(false);
  if (reach.all) return (eb) => eb.lit(true);
  const arms = borrowedArms(actor, permission, {}, ownerless);
  const owners = [...reach.ownerIds];
  if (owners.length > 0) arms.unshift((eb) => eb('customer.owner_id', 'in', owners));
  return (eb) => (arms.length === 0 ? eb.lit(false) : eb.or(arms.map((arm) => arm(eb))));
}

/**
 * Whether contact data of this customer is masked: in the pool, for everybody, until somebody owns
 * it (docs/decisions/0096). Contact data are its contacts, phones, addresses, tax number, and
 * ship-to addresses and invoice titles.
 */
export function contactsMasked(customer: { pool_id: number | null }): boolean {
  return customer.pool_id !== null;
}

/**
 * The same as a condition: customers whose contacts are shown. Whoever has an owner is in no pool, says
 * the table, and indexes have the owner.
 */
export const contactsShown: ScopeArm = () => sql<SqlBool>`+customer.owner_id is not null`;

/** Whether the actor sees this customer only because it lies in the pool: nothing that hangs on it is shown. */
export function poolOnly(actor: Actor, customer: { pool_id: number | null }): boolean {
  return customer.pool_id !== null && !actor.reach.get('customers.read')?.all;
}

/** The same as a condition: customers whose follow-ups and files an actor who reads such may see. */
export function hangingShown(actor: Actor): ScopeArm {
  const all = actor.reach.get('customers.read')?.all === true;
  return (eb) => (all ? eb.lit(true) : contactsShown(eb));
}

/**
 * Whose customers an actor sees, as the search index knows them; undefined where that is no help.
 * Narrows a search so that it walks no hits of others; holds no scope.
 */
export function withinReach(actor: Actor, permission: Permission): Within | undefined {
  const reach = actor.reach.get(permission);
  if (!reach || reach.all || reach.ownerIds.length > MAX_OWNER_ARMS) return undefined;
  const pool = permission === 'customers.read' && may(actor, 'pool.read');
  return { ownerIds: reach.ownerIds, collaboratorIds: [actor.userId], pool };
}
