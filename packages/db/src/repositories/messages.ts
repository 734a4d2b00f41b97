import type { MessageKind } from '@xinhang/shared/messages.ts';
import type { Insertable, Selectable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { entriesOf } from './merges.ts';

export interface Subject {
  kind: MessageKind;
  id: number;
}

/** What is said of an entry that became part of a customer is said of the customer. */
async function idsOf(db: Reader, { kind, id }: Subject): Promise<number[]> {
  return kind === 'customer' ? await entriesOf(db, id) : [id];
}

/** The thread of something that the caller found through scope, newest first. */
export async function messagesOf(
  db: Reader,
  about: Subject,
  { before, limit }: { before: number | null; limit: number },
): Promise<(Selectable<DB['message']> & { author_name: string })[]> {
  let query = db
    .selectFrom('message')
    .innerJoin('user', 'user.id', 'message.author_id')
    .selectAll('message')
    .select('user.name as author_name')
    .where('about_kind', '=', about.kind)
    .where('about_id', 'in', await idsOf(db, about));
  if (before !== null) query = query.where('message.id', '<', before);
  return await query.orderBy('message.id', 'desc').limit(limit).execute();
}

/** How many messages the threads of things have that the caller found through scope. */
export async function messageCounts(
  db: Reader,
  kind: MessageKind,
  ids: readonly number[],
): Promise<Map<number, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('message')
    .select(['about_id', (eb) => eb.fn.countAll<number>().as('n')])
    .where('about_kind', '=', kind)
    .where('about_id', 'in', ids)
    .groupBy('about_id')
    .execute();
  return new Map(rows.map((row) => [row.about_id, Number(row.n)]));
}

/** Who wrote in a thread. */
export async function writersOf(db: Reader, about: Subject): Promise<number[]> {
  const rows = await db
    .selectFrom('message')
    .select('author_id')
    .distinct()
    .where('about_kind', '=', about.kind)
    .where('about_id', 'in', await idsOf(db, about))
    .execute();
  return rows.map((row) => row.author_id);
}

export async function insertMessage(
  tx: Tx,
  message: Omit<Insertable<DB['message']>, 'id'>,
): Promise<number> {
  return await insertNumbered(tx, 'message', message, 'id');
}
