import type { Selectable, Updateable } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader, Tx } from '../database.ts';
import type { Position } from '../keyset.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { contactsShown, inScope } from '../scope.ts';

export type PromiseRecord = Selectable<DB['promise']>;
export type NamedPromise = PromiseRecord & {
  customer_name: string;
  owner_id: number | null;
  archived_at: number | null;
  contact_name: string | null;
  by_name: string;
};

export interface PromiseFilter {
  ownerIds?: readonly number[] | undefined;
  customerId?: number | undefined;
  contactId?: number | undefined;
  states?: readonly string[] | undefined;
  /** Business date, included. */
  dueTo?: string | undefined;
  /** Of customers that are not put away. */
  live?: boolean | undefined;
}

/** Promises to customers whose follow-ups the actor reads and whose contacts are shown. */
function promised(db: Reader, actor: Actor, filter: PromiseFilter) {
  let query = db
    .selectFrom('promise')
    .crossJoin('customer')
    .whereRef('customer.id', '=', 'promise.customer_id')
    .where((eb) => inScope(actor, 'followUps.read')(eb as never))
    .where((eb) => contactsShown(eb as never));
  const { ownerIds, customerId, contactId, states, dueTo } = filter;
  if (ownerIds !== undefined) query = query.where('customer.owner_id', 'in', ownerIds);
  if (customerId !== undefined) query = query.where('promise.customer_id', '=', customerId);
  if (contactId !== undefined) query = query.where('promise.contact_id', '=', contactId);
  if (states !== undefined) query = query.where('promise.state', 'in', states);
  if (dueTo !== undefined) query = query.where('promise.due_on', '<=', dueTo);
  if (filter.live) query = query.where('customer.archived_at', 'is', null);
  return query;
}

const named = (query: ReturnType<typeof promised>) =>
  query
    .innerJoin('user as promiser', 'promiser.id', 'promise.by_user_id')
    .leftJoin('contact', 'contact.id', 'promise.contact_id')
    .selectAll('promise')
    .select([
      'customer.name as customer_name',
      'customer.owner_id',
      'customer.archived_at',
      'contact.name as contact_name',
      'promiser.name as by_name',
    ]);

/** A page of them, the one due first at the top. */
export async function listPromises(
  db: Reader,
  actor: Actor,
  filter: PromiseFilter,
  { after, limit }: { after: Position | null; limit: number },
): Promise<NamedPromise[]> {
  let query = promised(db, actor, filter);
  if (after) {
    const due = String(after.value);
    query = query.where((eb) =>
      eb.or([
        eb('promise.due_on', '>', due),
        eb.and([eb('promise.due_on', '=', due), eb('promise.id', '>', after.id)]),
      ]),
    );
  }
  return await named(query).orderBy('promise.due_on').orderBy('promise.id').limit(limit).execute();
}

/** One promise if the actor may read it. */
export async function findPromise(
  db: Reader,
  actor: Actor,
  id: number,
): Promise<NamedPromise | undefined> {
  return await named(promised(db, actor, {}))
    .where('promise.id', '=', id)
    .executeTakeFirst();
}

/** How many there are, counted no further than `cap`. */
export async function countPromises(
  db: Reader,
  actor: Actor,
  filter: PromiseFilter,
  cap: number,
): Promise<number> {
  const some = promised(db, actor, filter).select('promise.id').limit(cap).as('some');
  const { n } = await db
    .selectFrom(some)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}

export async function insertPromise(
  tx: Tx,
  promise: Omit<PromiseRecord, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'promise', { ...promise, version: 1 }, 'id');
}

/** Changes a promise of exactly this version; undefined when somebody was faster. */
export async function updatePromise(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['promise'], 'id' | 'version'>>,
): Promise<PromiseRecord | undefined> {
  return await tx
    .updateTable('promise')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}
