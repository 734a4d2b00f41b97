import type { Selectable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

export type ScheduleRecord = Selectable<DB['schedule']>;

export async function scheduleByKey(db: Reader, key: string): Promise<ScheduleRecord | undefined> {
  return await db.selectFrom('schedule').selectAll().where('key', '=', key).executeTakeFirst();
}

export async function putSchedule(tx: Tx, row: ScheduleRecord): Promise<void> {
  await tx
    .insertInto('schedule')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute();
}
