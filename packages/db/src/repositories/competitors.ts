import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

export type CompetitorRecord = Selectable<DB['competitor']>;

export async function competitors(db: Reader): Promise<CompetitorRecord[]> {
  return await db.selectFrom('competitor').selectAll().orderBy('name_key').execute();
}

export async function competitorById(
  db: Reader,
  id: number,
): Promise<CompetitorRecord | undefined> {
  return await db.selectFrom('competitor').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function competitorByKey(
  db: Reader,
  nameKey: string,
): Promise<CompetitorRecord | undefined> {
  return await db
    .selectFrom('competitor')
    .selectAll()
    .where('name_key', '=', nameKey)
    .executeTakeFirst();
}

export async function insertCompetitor(
  tx: Tx,
  row: Omit<Insertable<DB['competitor']>, 'id' | 'version' | 'active'>,
): Promise<CompetitorRecord> {
  return await tx
    .insertInto('competitor')
    .values({ ...row, version: 1, active: 1 })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Changes a competitor of exactly this version; undefined when somebody was faster. */
export async function updateCompetitor(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['competitor'], 'id' | 'version'>>,
): Promise<CompetitorRecord | undefined> {
  return await tx
    .updateTable('competitor')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}
