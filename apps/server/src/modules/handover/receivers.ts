import type { Reader } from '@xinhang/db/database.ts';
import { may, type Actor } from '@xinhang/db/actor.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { valueGivenTwice, type SplitPlan } from '@xinhang/shared/split.ts';
import { holdersAmong, userById } from '../org/service.ts';
import { reachesAll } from './policy.ts';

/** Each receiver once, with the place in the body where it was named first. */
function placesOf(plan: SplitPlan): Map<number, string> {
  const places = new Map<number, string>();
  for (const [at, { userId }] of plan.receivers.entries()) {
    if (!places.has(userId)) places.set(userId, `/plan/receivers/${at}/userId`);
  }
  if (plan.by !== 'share' && !places.has(plan.restId)) places.set(plan.restId, '/plan/restId');
  return places;
}

const blind = {
  'customers.read': 'sees-no-customers',
  'deals.read': 'sees-no-deals',
  'campaigns.create': 'writes-no-messages',
  'suppliers.read': 'sees-no-suppliers',
} as const;

/**
 * Refuses receivers who are not there (any more), whom the actor may not give rows to, or who would
 * not see what they own. The office gives to everybody but itself.
 */
export async function checkReceivers(
  { db, actor }: { db: Reader; actor: Actor },
  userId: number,
  plan: SplitPlan,
  needed: readonly Permission[],
): Promise<void> {
  const twice = valueGivenTwice(plan);
  if (twice >= 0) throw fieldRefused(`/plan/receivers/${twice}/value`, 'named-twice');
  const office = may(actor, 'org.manage');
  const full = reachesAll(actor, userId);
  for (const [id, pointer] of placesOf(plan)) {
    if (id === userId) throw fieldRefused(pointer, 'the-person-himself');
    const reached = full && (id === actor.userId || reachesAll(actor, id));
    if (!reached && !(office && id !== actor.userId)) {
      throw fieldRefused(pointer, 'owner-out-of-reach');
    }
    const person = await userById(db, id);
    if (person?.state !== 'active') throw fieldRefused(pointer, 'unknown-user');
    for (const permission of needed) {
      if ((await holdersAmong(db, permission, [id])).has(id)) continue;
      const code = blind[permission as keyof typeof blind];
      const params = { name: person.name };
      throw problem(code, { params, errors: [{ pointer, code, params }] });
    }
  }
}
