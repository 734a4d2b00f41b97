import type { Selectable } from 'kysely';
import type { Reader } from '../database.ts';
import type { DB } from '../schema/database.ts';

export type ChangeRecord = Selectable<DB['change_event']>;

/** Numbers of the oldest change that is kept and of the newest; null where there is none. */
export async function keptChanges(db: Reader): Promise<{ oldest: number; newest: number } | null> {
  const row = await db
    .selectFrom('change_event')
    .select((eb) => [eb.fn.min('seq').as('oldest'), eb.fn.max('seq').as('newest')])
    .executeTakeFirst();
  return row?.newest ? { oldest: Number(row.oldest), newest: Number(row.newest) } : null;
}

/** Changes after a number in order. */
export async function changesAfter(
  db: Reader,
  seq: number,
  limit: number,
): Promise<ChangeRecord[]> {
  return await db
    .selectFrom('change_event')
    .selectAll()
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit)
    .execute();
}
