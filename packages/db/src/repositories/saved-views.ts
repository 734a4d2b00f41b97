import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

export type SavedViewRecord = Selectable<DB['saved_view']>;

/** One person's views of a page in the order in which they were saved. */
export async function savedViews(
  db: Reader,
  userId: number,
  page: string,
): Promise<SavedViewRecord[]> {
  return await db
    .selectFrom('saved_view')
    .selectAll()
    .where('user_id', '=', userId)
    .where('page', '=', page)
    .orderBy('id')
    .execute();
}

/** The view, if it is this person's. */
export async function ownSavedView(
  db: Reader,
  userId: number,
  id: number,
): Promise<SavedViewRecord | undefined> {
  return await db
    .selectFrom('saved_view')
    .selectAll()
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirst();
}

export async function insertSavedView(
  tx: Tx,
  view: Omit<Insertable<DB['saved_view']>, 'id' | 'version'>,
): Promise<SavedViewRecord> {
  return await tx
    .insertInto('saved_view')
    .values({ ...view, version: 1 })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Changes a view of exactly this version; undefined when another window was faster. */
export async function updateSavedView(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<DB['saved_view']>,
): Promise<SavedViewRecord | undefined> {
  return await tx
    .updateTable('saved_view')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

export async function removeSavedView(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('saved_view').where('id', '=', id).execute();
}
