import { sql, type ExpressionBuilder, type Insertable } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { inScope } from '../scope.ts';

export type NamedNote = Awaited<ReturnType<ReturnType<typeof named>['execute']>>[number];

/** What the customer of a note paid since it was written, by the day that was promised. */
const paidSince = sql<number>`(
  select coalesce(sum(receipt.amount_fen), 0) from receipt
  where receipt.customer_id = note.customer_id and receipt.state = 'confirmed'
    and receipt.confirmed_at > note.made_at
    and receipt.business_date between note.noted_on and note.promised_on)`;

/** What the customer of a note owes now, less every credit. */
const owed = sql<number>`(
  select coalesce(sum(item.open_fen), 0) from ar_item as item
  where item.party_kind = 'customer' and item.party_id = note.customer_id)`;

/** Notes of customers whose account the actor reads. */
const seen = (db: Reader, actor: Actor) =>
  db
    .selectFrom('collection_note as note')
    .innerJoin('customer', 'customer.id', 'note.customer_id')
    .where((eb) => inScope(actor, 'receivables.read')(eb as never));

const named = (db: Reader, actor: Actor) =>
  seen(db, actor)
    .innerJoin('user as maker', 'maker.id', 'note.made_by')
    .leftJoin('user as owner', 'owner.id', 'customer.owner_id')
    .leftJoin('contact', 'contact.id', 'note.contact_id')
    .selectAll('note')
    .select(['customer.name as customer_name', 'customer.owner_id', 'owner.name as owner_name'])
    .select(['maker.name as maker_name', 'contact.name as contact_name'])
    .select([paidSince.as('paid_fen'), owed.as('owed_fen')]);

/** A page of the notes of a customer, the newest first. */
export async function notesOfCustomer(
  db: Reader,
  actor: Actor,
  { customerId, after, limit }: { customerId: number; after: number | null; limit: number },
): Promise<NamedNote[]> {
  let query = named(db, actor).where('note.customer_id', '=', customerId);
  if (after !== null) query = query.where('note.id', '<', after);
  return await query.orderBy('note.id', 'desc').limit(limit).execute();
}

/** Of these customers the notes that stand, the newest first. */
export async function standingNotes(
  db: Reader,
  actor: Actor,
  customerIds: readonly number[],
): Promise<NamedNote[]> {
  if (customerIds.length === 0) return [];
  return await named(db, actor)
    .where('note.customer_id', 'in', customerIds)
    .where('note.withdrawn_at', 'is', null)
    .orderBy('note.id', 'desc')
    .execute();
}

export async function noteInScope(
  db: Reader,
  actor: Actor,
  id: number,
): Promise<NamedNote | undefined> {
  return await named(db, actor).where('note.id', '=', id).executeTakeFirst();
}

type Notes = ExpressionBuilder<DB & { note: DB['collection_note'] }, 'note'>;

/** Promises that stand, no newer one beside them. */
const isNewest = (eb: Notes) =>
  eb.not(
    eb.exists(
      eb
        .selectFrom('collection_note as later')
        .select('later.id')
        .whereRef('later.customer_id', '=', 'note.customer_id')
        .whereRef('later.id', '>', 'note.id')
        .where('later.promised_on', 'is not', null)
        .where('later.withdrawn_at', 'is', null),
    ),
  );

interface DueQuestion {
  today: string;
  ownerId?: number | undefined;
}

function due(db: Reader, actor: Actor, { today, ownerId }: DueQuestion) {
  let query = seen(db, actor)
    .where('note.promised_on', '<=', today)
    .where('note.withdrawn_at', 'is', null)
    .where((eb) => isNewest(eb as never))
    .where(sql<boolean>`${paidSince} < coalesce(note.promised_fen, 1)`)
    .where(sql<boolean>`${owed} > 0`);
  if (ownerId !== undefined) query = query.where('customer.owner_id', '=', ownerId);
  return query;
}

/** Promises that are due today or were broken, and what is owed still; the one promised first. */
export async function duePromises(
  db: Reader,
  actor: Actor,
  question: DueQuestion,
  limit: number,
): Promise<NamedNote[]> {
  const ids = due(db, actor, question)
    .select('note.id')
    .orderBy('note.promised_on')
    .orderBy('note.id')
    .limit(limit);
  return await named(db, actor)
    .where('note.id', 'in', (await ids.execute()).map(({ id }) => id).concat(0))
    .orderBy('note.promised_on')
    .orderBy('note.id')
    .execute();
}

/** How many they are, counted no further than a cap. */
export async function countDuePromises(
  db: Reader,
  actor: Actor,
  question: DueQuestion,
  cap: number,
): Promise<number> {
  const { n } = await db
    .selectFrom(due(db, actor, question).select('note.id').limit(cap).as('some'))
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}

export async function insertNote(
  tx: Tx,
  row: Omit<Insertable<DB['collection_note']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'collection_note', { ...row, version: 1 }, 'id');
}

/** Whether it still stood in that version. */
export async function withdrawNote(
  tx: Tx,
  { id, version }: { id: number; version: number },
  at: number,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('collection_note')
    .set({ withdrawn_at: at, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
