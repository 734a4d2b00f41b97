import type { Selectable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

export type ScheduleRecord = Selectable<DB['schedule']>;

/** Schedules that were changed or have run, each with the state of its last job. */
export function scheduleRows(db: Reader): Promise<(ScheduleRecord & { state: string | null })[]> {
  return db
    .selectFrom('schedule')
    .leftJoin('job', 'job.id', 'schedule.job_id')
    .selectAll('schedule')
    .select('job.state as state')
    .execute();
}

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
