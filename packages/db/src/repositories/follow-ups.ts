import type { ExpressionBuilder, Insertable, JoinBuilder, Updateable } from 'kysely';
import type { Actor } from '../actor.ts';
import { cappedCount } from '../capped-count.ts';
import type { Reader, Tx } from '../database.ts';
import type { Position } from '../keyset.ts';
import type { DB } from '../schema/database.ts';
import { marksAmong } from '../marks.ts';
import { insertNumbered } from '../remembered.ts';
import { contactsShown, customerArms, inScope } from '../scope.ts';
import { dealInScope } from '../scope-deals.ts';

export interface FollowUpFilter {
  customerId?: number | undefined;
  /** With this contact; goes with its customer. */
  contactId?: number | undefined;
  /** Of this deal, as far as the actor may read it. */
  dealId?: number | undefined;
  authorIds?: readonly number[] | undefined;
  types?: readonly string[] | undefined;
  /** First instant and the one after the last, UTC ms. */
  since?: number | undefined;
  before?: number | undefined;
}

function narrowed(eb: ExpressionBuilder<DB, 'follow_up'>, actor: Actor, filter: FollowUpFilter) {
  const { customerId, contactId, dealId, authorIds, types, since, before } = filter;
  const parts = [];
  if (customerId !== undefined) parts.push(eb('follow_up.customer_id', '=', customerId));
  if (contactId !== undefined) parts.push(eb('follow_up.contact_id', '=', contactId));
  if (dealId !== undefined) {
    const readable = eb
      .selectFrom('deal')
      .select('deal.id')
      .where('deal.id', '=', dealId)
      .where(dealInScope(actor, 'deals.read') as never);
    // The number itself, so that the few talks of the deal are walked and not the customers.
    parts.push(eb('follow_up.deal_id', '=', dealId), eb('follow_up.deal_id', 'in', readable));
  }
  if (authorIds !== undefined) parts.push(eb('follow_up.author_id', 'in', authorIds));
  if (types !== undefined) parts.push(eb('follow_up.type', 'in', types));
  if (since !== undefined) parts.push(eb('follow_up.at', '>=', since));
  if (before !== undefined) parts.push(eb('follow_up.at', '<', before));
  return eb.and(parts);
}

function behind(eb: ExpressionBuilder<DB, 'follow_up'>, after: Position) {
  const at = Number(after.value);
  return eb.or([
    eb('follow_up.at', '<', at),
    eb.and([eb('follow_up.at', '=', at), eb('follow_up.id', '<', after.id)]),
  ]);
}

/** The contact that was spoken to, named where contacts of its customer are shown. */
const namedContact = (
  join: JoinBuilder<
    DB & Record<'author', DB['user']>,
    'customer' | 'follow_up' | 'author' | 'contact'
  >,
) => join.onRef('contact.id', '=', 'follow_up.contact_id').on((eb) => contactsShown(eb as never));

/** Follow-ups on customers that the actor's `followUps.read` reaches, with the names they bear. */
const named = (db: Reader, actor: Actor) =>
  db
    .selectFrom('customer')
    .innerJoin('follow_up', 'follow_up.customer_id', 'customer.id')
    .innerJoin('user as author', 'author.id', 'follow_up.author_id')
    .leftJoin('contact', namedContact)
    .selectAll('follow_up')
    .select([
      'customer.name as customer_name',
      'author.name as author_name',
      'contact.name as contact_name',
    ])
    .where((eb) => inScope(actor, 'followUps.read')(eb as never));
export type NamedFollowUp = Awaited<ReturnType<typeof listFollowUps>>[number];

/** A page of them, newest first. */
export async function listFollowUps(
  db: Reader,
  actor: Actor,
  page: FollowUpFilter & { after: Position | null; limit: number },
) {
  let query = named(db, actor).where((eb) => narrowed(eb as never, actor, page));
  const { after } = page;
  if (after) query = query.where((eb) => behind(eb as never, after));
  return await query
    .orderBy('follow_up.at', 'desc')
    .orderBy('follow_up.id', 'desc')
    .limit(page.limit)
    .execute();
}

/** Of these those that the actor may read, by id. */
export async function followUpsByIds(
  db: Reader,
  actor: Actor,
  ids: readonly number[],
): Promise<Map<number, NamedFollowUp>> {
  if (ids.length === 0) return new Map();
  const rows = await named(db, actor).where('follow_up.id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Every `step`th of them behind `page.after`, looking no further than `page.limit`. */
export async function markFollowUps(
  db: Reader,
  actor: Actor,
  page: FollowUpFilter & { after: Position | null; limit: number },
  step: number,
): Promise<{ marks: Position[]; count: number }> {
  let hits = db
    .selectFrom('customer')
    .innerJoin('follow_up', 'follow_up.customer_id', 'customer.id')
    .select(['follow_up.at as value', 'follow_up.id as id'])
    .where((eb) => inScope(actor, 'followUps.read')(eb as never))
    .where((eb) => narrowed(eb as never, actor, page));
  const { after } = page;
  if (after) hits = hits.where((eb) => behind(eb as never, after));
  const walked = hits
    .orderBy('follow_up.at', 'desc')
    .orderBy('follow_up.id', 'desc')
    .limit(page.limit);
  const order = [
    ['value', 'desc'],
    ['id', 'desc'],
  ] as const;
  const { marks, count } = await marksAmong(db, walked, order, step);
  return { marks: marks.map(({ value, id }) => ({ value, id })), count };
}

/** How many there are, counted no further than `cap`; each arm of the scope walks its own index. */
export async function countFollowUps(
  db: Reader,
  actor: Actor,
  filter: FollowUpFilter,
  cap: number,
): Promise<number> {
  const arms = customerArms(actor, 'followUps.read').map((arm) =>
    db
      .selectFrom('customer')
      .innerJoin('follow_up', 'follow_up.customer_id', 'customer.id')
      .select('follow_up.id')
      .where((eb) => arm(eb as never))
      .where((eb) => narrowed(eb as never, actor, filter)),
  );
  const counted = await cappedCount(db, arms, cap)?.executeTakeFirstOrThrow();
  return Number(counted?.n ?? 0);
}

export async function followUpById(db: Reader, id: number) {
  return await db
    .selectFrom('follow_up')
    .innerJoin('customer', 'customer.id', 'follow_up.customer_id')
    .innerJoin('user as author', 'author.id', 'follow_up.author_id')
    .leftJoin('contact', namedContact)
    .selectAll('follow_up')
    .select(['author.name as author_name', 'contact.name as contact_name'])
    .where('follow_up.id', '=', id)
    .executeTakeFirst();
}

/** When a customer was spoken to and what was agreed for the next time, oldest first. */
export async function talksOf(db: Reader, customerId: number) {
  return await db
    .selectFrom('follow_up')
    .select(['at', 'next_on'])
    .where('customer_id', '=', customerId)
    .orderBy('at')
    .orderBy('id')
    .execute();
}

/** Next dates of the same customer's follow-ups after this one. */
export async function nextDatesAfter(
  db: Reader,
  followUp: { id: number; customer_id: number; at: number },
): Promise<(string | null)[]> {
  const rows = await db
    .selectFrom('follow_up')
    .select('next_on')
    .where('customer_id', '=', followUp.customer_id)
    .where('at', '>=', followUp.at)
    .where((eb) =>
      eb.or([
        eb('at', '>', followUp.at),
        eb.and([eb('at', '=', followUp.at), eb('id', '>', followUp.id)]),
      ]),
    )
    .execute();
  return rows.map((row) => row.next_on);
}

/** Changes a follow-up of exactly this version; undefined when another window was faster. */
export async function updateFollowUp(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Pick<DB['follow_up'], 'type' | 'content' | 'result' | 'next_on'>>,
) {
  return await tx
    .updateTable('follow_up')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

export async function insertFollowUp(
  tx: Tx,
  followUp: Omit<Insertable<DB['follow_up']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'follow_up', { ...followUp, version: 1 }, 'id');
}
