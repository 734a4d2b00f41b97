import type { Selectable, Updateable } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader, Tx } from '../database.ts';
import type { Position } from '../keyset.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { contactsShown, inScope } from '../scope.ts';

export type GiftRecord = Selectable<DB['gift']>;
export type NamedGift = GiftRecord & {
  customer_name: string;
  owner_id: number | null;
  contact_name: string | null;
  by_name: string;
};

export interface GiftFilter {
  customerId?: number | undefined;
  contactId?: number | undefined;
}

/** Gifts of customers whose follow-ups the actor reads and whose contacts are shown. */
function given(db: Reader, actor: Actor, { customerId, contactId }: GiftFilter) {
  let query = db
    .selectFrom('gift')
    .crossJoin('customer')
    .whereRef('customer.id', '=', 'gift.customer_id')
    .where((eb) => inScope(actor, 'followUps.read')(eb as never))
    .where((eb) => contactsShown(eb as never));
  if (customerId !== undefined) query = query.where('gift.customer_id', '=', customerId);
  if (contactId !== undefined) query = query.where('gift.contact_id', '=', contactId);
  return query;
}

const named = (query: ReturnType<typeof given>) =>
  query
    .innerJoin('user as giver', 'giver.id', 'gift.by_user_id')
    .leftJoin('contact', 'contact.id', 'gift.contact_id')
    .selectAll('gift')
    .select([
      'customer.name as customer_name',
      'customer.owner_id',
      'contact.name as contact_name',
      'giver.name as by_name',
    ]);

/** A page of them, newest first. */
export async function listGifts(
  db: Reader,
  actor: Actor,
  filter: GiftFilter,
  { after, limit }: { after: Position | null; limit: number },
): Promise<NamedGift[]> {
  let query = given(db, actor, filter);
  if (after) {
    const on = String(after.value);
    query = query.where((eb) =>
      eb.or([
        eb('gift.on', '<', on),
        eb.and([eb('gift.on', '=', on), eb('gift.id', '<', after.id)]),
      ]),
    );
  }
  return await named(query)
    .orderBy('gift.on', 'desc')
    .orderBy('gift.id', 'desc')
    .limit(limit)
    .execute();
}

/** One gift if the actor may read it. */
export async function findGift(
  db: Reader,
  actor: Actor,
  id: number,
): Promise<NamedGift | undefined> {
  return await named(given(db, actor, {}))
    .where('gift.id', '=', id)
    .executeTakeFirst();
}

export async function insertGift(
  tx: Tx,
  gift: Omit<GiftRecord, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'gift', { ...gift, version: 1 }, 'id');
}

/** Changes a gift of exactly this version; undefined when somebody was faster. */
export async function updateGift(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['gift'], 'id' | 'version'>>,
): Promise<GiftRecord | undefined> {
  return await tx
    .updateTable('gift')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}
