import { may, reaches, type Actor } from '@xinhang/db/actor.ts';

/** What is given of customers and deals of this owner lies within the actor's rights. */
export const reachesAll = (actor: Actor, ownerId: number) =>
  reaches(actor, 'customers.assign', ownerId) && reaches(actor, 'deals.assign', ownerId);

/**
 * By which right somebody's rows are handed over: `reach` over the rows themselves, or `office`,
 * which looks after accounts and may do so for whoever leaves, without seeing a row; null for
 * neither.
 */
export function handingRight(actor: Actor, userId: number): 'reach' | 'office' | null {
  if (reachesAll(actor, userId)) return 'reach';
  return may(actor, 'org.manage') ? 'office' : null;
}

/** The office hands over for somebody who is on the way out, or goes by this very command. */
export const mayHandOver = (
  right: 'reach' | 'office',
  person: { state: string },
  leaves: boolean,
): boolean => right === 'reach' || leaves || person.state !== 'active';

/** Whose handovers somebody sees; null: everybody's. */
export function seenUsers(actor: Actor): readonly number[] | null {
  if (may(actor, 'org.manage')) return null;
  const [customers, deals] = [actor.reach.get('customers.assign'), actor.reach.get('deals.assign')];
  if (!customers || !deals) return [];
  if (customers.all) return deals.all ? null : deals.ownerIds;
  return deals.all
    ? customers.ownerIds
    : customers.ownerIds.filter((id) => deals.ownerIds.includes(id));
}
