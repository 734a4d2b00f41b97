import type { ApprovalState } from '@xinhang/shared/approvals.ts';
import type { Insertable, Selectable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

export type RequestRecord = Selectable<DB['request']>;
export type RequestFileRecord = Selectable<DB['request_file']>;

export async function insertRequest(
  tx: Tx,
  row: Omit<Insertable<DB['request']>, 'id' | 'version' | 'state'>,
): Promise<RequestRecord> {
  return await tx
    .insertInto('request')
    .values({ ...row, version: 1, state: 'pending' })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function requestsByIds(db: Reader, ids: readonly number[]): Promise<RequestRecord[]> {
  if (ids.length === 0) return [];
  return await db.selectFrom('request').selectAll().where('id', 'in', ids).execute();
}

/** Ends a request that is pending; false where it was ended before. */
export async function endRequest(tx: Tx, id: number, state: ApprovalState): Promise<boolean> {
  const ended = await tx
    .updateTable('request')
    .set((eb) => ({ state, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .executeTakeFirst();
  return Number(ended.numUpdatedRows) === 1;
}

export async function insertRequestFile(
  tx: Tx,
  row: Omit<Insertable<DB['request_file']>, 'id' | 'request_id' | 'removed_at'>,
): Promise<RequestFileRecord> {
  return await tx
    .insertInto('request_file')
    .values({ ...row, request_id: null, removed_at: null })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** A file that was not taken off. */
export async function requestFileById(
  db: Reader,
  id: number,
): Promise<RequestFileRecord | undefined> {
  return await db
    .selectFrom('request_file')
    .selectAll()
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
}

export async function filesOfRequest(db: Reader, requestId: number): Promise<RequestFileRecord[]> {
  return await db
    .selectFrom('request_file')
    .selectAll()
    .where('request_id', '=', requestId)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute();
}

/** Hangs a draft of this person on a request; false where it is none. */
export async function hangRequestFile(
  tx: Tx,
  id: number,
  to: { requestId: number; uploadedBy: number },
): Promise<boolean> {
  const hung = await tx
    .updateTable('request_file')
    .set({ request_id: to.requestId })
    .where('id', '=', id)
    .where('uploaded_by', '=', to.uploadedBy)
    .where('request_id', 'is', null)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return Number(hung.numUpdatedRows) === 1;
}
