import type { Actor } from '../actor.ts';
import type { Reader } from '../database.ts';
import type { Position } from '../keyset.ts';
import { marksAmong } from '../marks.ts';
import { customerArms, type ScopeArm } from '../scope.ts';
import {
  armsOfWalk,
  hitsOf,
  narrowed,
  type CustomerConditions,
  type CustomerPage,
} from './customer-list.ts';

/**
 * Every `step`th place of the list behind `page.after`, and how many rows lie behind it, looking
 * no further than `page.limit` rows. The last place is the last row that was passed.
 */
export async function markCustomers(
  db: Reader,
  actor: Actor,
  conditions: CustomerConditions,
  page: CustomerPage,
  step: number,
): Promise<{ marks: Position[]; count: number }> {
  const arms = armsOfWalk(actor, conditions, page.sort);
  const hits = hitsOf(db, actor, arms, conditions, page);
  if (!hits) return { marks: [], count: 0 };
  const direction = page.descending ? 'desc' : 'asc';
  const order = [
    ['value', direction],
    ['id', direction],
  ] as const;
  const { marks, count } = await marksAmong(db, hits, order, step);
  return { marks: marks.map(({ value, id }) => ({ value, id })), count };
}

/** Where a contact stands in the list of all: its customer by the last talk, then itself. */
export interface ContactPlace {
  lastFollowAt: number;
  customerId: number;
  id: number;
}

/** The same of the contacts that are listed of the customers an actor sees. */
export async function markContacts(
  db: Reader,
  actor: Actor,
  page: { after: ContactPlace | null; limit: number },
  step: number,
): Promise<{ marks: ContactPlace[]; count: number }> {
  const filter = narrowed(actor, { archived: false, contactsShown: true });
  const { after, limit } = page;
  const branch = (arm: ScopeArm, at: number) => {
    let walked = db
      .selectFrom('customer')
      .innerJoin('contact', 'contact.customer_id', 'customer.id')
      .select([
        'contact.id as id',
        'customer.id as customerId',
        'customer.last_follow_at as lastFollowAt',
      ])
      .where('contact.left_at', 'is', null)
      .where((eb) => arm(eb as never))
      .where((eb) => filter(eb as never));
    if (after) {
      walked = walked
        .where('customer.last_follow_at', '<=', after.lastFollowAt)
        .where((eb) =>
          eb.or([
            eb('customer.last_follow_at', '<', after.lastFollowAt),
            eb('customer.id', '<', after.customerId),
            eb.and([eb('customer.id', '=', after.customerId), eb('contact.id', '>', after.id)]),
          ]),
        );
    }
    const some = walked
      .orderBy('customer.last_follow_at', 'desc')
      .orderBy('customer.id', 'desc')
      .orderBy('contact.id')
      .limit(limit);
    return db.selectFrom(some.as(`arm${at}`)).selectAll();
  };
  const [first, ...others] = customerArms(actor, 'customers.read').map(branch);
  if (!first) return { marks: [], count: 0 };
  let union = first;
  for (const other of others) union = union.unionAll(other);
  const hits = union
    .orderBy('lastFollowAt', 'desc')
    .orderBy('customerId', 'desc')
    .orderBy('id')
    .limit(limit);
  const order = [
    ['lastFollowAt', 'desc'],
    ['customerId', 'desc'],
    ['id', 'asc'],
  ] as const;
  return await marksAmong(db, hits, order, step);
}
