import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

export type GrantRequestRecord = Selectable<DB['grant_request']>;

export async function insertGrantRequest(
  tx: Tx,
  request: Omit<Insertable<DB['grant_request']>, 'id' | 'version'>,
): Promise<GrantRequestRecord> {
  return await tx
    .insertInto('grant_request')
    .values({ ...request, version: 1 })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function grantRequestById(
  db: Reader,
  id: number,
): Promise<GrantRequestRecord | undefined> {
  return await db.selectFrom('grant_request').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function grantRequestsByIds(
  db: Reader,
  ids: readonly number[],
): Promise<GrantRequestRecord[]> {
  return await db.selectFrom('grant_request').selectAll().where('id', 'in', ids).execute();
}

/** Newest first; of one person, or of everybody; `openAt`: those alone that wait at this moment. */
export async function listGrantRequests(
  db: Reader,
  page: { askedBy: number | null; openAt: number | null; before: number | null; limit: number },
): Promise<GrantRequestRecord[]> {
  const { askedBy, openAt, before, limit } = page;
  let query = db.selectFrom('grant_request').selectAll();
  if (askedBy !== null) query = query.where('asked_by', '=', askedBy);
  if (openAt !== null) query = query.where('state', '=', 'open').where('expires_at', '>', openAt);
  if (before !== null) query = query.where('id', '<', before);
  return await query.orderBy('id', 'desc').limit(limit).execute();
}

/** Open ones by which the same person asked the same of the same row. */
export async function sameGrantRequests(
  db: Reader,
  like: { askedBy: number; command: string; targetId: number },
): Promise<GrantRequestRecord[]> {
  return await db
    .selectFrom('grant_request')
    .selectAll()
    .where('asked_by', '=', like.askedBy)
    .where('command', '=', like.command)
    .where('target_id', '=', like.targetId)
    .where('state', '=', 'open')
    .execute();
}

/** Changes a request of exactly this version; undefined where it has another. */
export async function changeGrantRequest(
  tx: Tx,
  at: { id: number; version: number },
  changes: Updateable<DB['grant_request']>,
): Promise<GrantRequestRecord | undefined> {
  return await tx
    .updateTable('grant_request')
    .set({ ...changes, version: at.version + 1 })
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .returningAll()
    .executeTakeFirst();
}
