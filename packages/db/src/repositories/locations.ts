import type { Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered, remembered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type LocationRecord = Selectable<DB['location']>;

/** Every place with the name of the person who holds it. */
export async function allLocations(
  db: Reader,
): Promise<(LocationRecord & { user_name: string | null })[]> {
  return await remembered(db, { key: 'allLocations', values: {} }, () =>
    db
      .selectFrom('location')
      .leftJoin('user', 'user.id', 'location.user_id')
      .selectAll('location')
      .select('user.name as user_name')
      .orderBy('location.id'),
  );
}

export async function locationByKey(
  db: Reader,
  nameKey: string,
): Promise<LocationRecord | undefined> {
  return await db
    .selectFrom('location')
    .selectAll()
    .where('name_key', '=', nameKey)
    .executeTakeFirst();
}

export async function insertLocation(
  tx: Tx,
  row: Omit<LocationRecord, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'location', { ...row, version: 1 }, 'id');
}

/** Changes a place of exactly this version; undefined when somebody was faster. */
export async function updateLocation(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['location'], 'id' | 'version'>>,
): Promise<LocationRecord | undefined> {
  return await tx
    .updateTable('location')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}
