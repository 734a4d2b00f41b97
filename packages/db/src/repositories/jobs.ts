import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { remembered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type JobRecord = Selectable<DB['job']>;
export type JobRowRecord = Selectable<DB['job_row']>;

/** Rows per INSERT, well below the engines' limit of bound parameters. */
const ROWS_AT_ONCE = 500;

export async function insertJob(tx: Tx, job: Insertable<DB['job']>): Promise<JobRecord> {
  return await tx.insertInto('job').values(job).returningAll().executeTakeFirstOrThrow();
}

export async function jobById(db: Reader, id: number): Promise<JobRecord | undefined> {
  const [row] = await remembered(db, { key: 'jobById', values: { id } }, (values) =>
    db.selectFrom('job').selectAll().where('id', '=', values.id),
  );
  return row;
}

/** Jobs of this kind that wait or run. */
export async function openJobs(db: Reader, kind: string): Promise<JobRecord[]> {
  return await db
    .selectFrom('job')
    .selectAll()
    .where('kind', '=', kind)
    .where('state', 'in', ['queued', 'running'])
    .orderBy('id')
    .execute();
}

/** Whether a job of this kind waits or runs. */
export async function anyOpenJob(db: Reader, kind: string): Promise<boolean> {
  const row = await db
    .selectFrom('job')
    .select('id')
    .where('kind', '=', kind)
    .where('state', 'in', ['queued', 'running'])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function jobsByIds(db: Reader, ids: readonly number[]): Promise<JobRecord[]> {
  if (ids.length === 0) return [];
  return await db.selectFrom('job').selectAll().where('id', 'in', ids).execute();
}

/** Changes a job and raises its version. */
export async function updateJob(
  tx: Tx,
  id: number,
  changes: Omit<Updateable<DB['job']>, 'version'>,
): Promise<JobRecord> {
  return await tx
    .updateTable('job')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Newest first; of one person, or of everybody. */
export function listJobs(
  db: Reader,
  page: { createdBy: number | null; before: number | null; limit: number },
): Promise<JobRecord[]> {
  let query = db.selectFrom('job').selectAll();
  if (page.createdBy !== null) query = query.where('created_by', '=', page.createdBy);
  if (page.before !== null) query = query.where('id', '<', page.before);
  return query.orderBy('id', 'desc').limit(page.limit).execute();
}

export function jobsInState(db: Reader, state: string, limit: number): Promise<JobRecord[]> {
  return db
    .selectFrom('job')
    .selectAll()
    .where('state', '=', state)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/**
 * The jobs that run or wait, those that run first, oldest first. One read: between two, the one that
 * waits may begin and be in neither answer.
 */
export function jobsUnderway(db: Reader, limit: number): Promise<JobRecord[]> {
  return db
    .selectFrom('job')
    .selectAll()
    .where('state', 'in', ['running', 'queued'])
    .orderBy((eb) => eb.case().when('state', '=', 'running').then(0).else(1).end())
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** The newest job of a kind that stands so. */
export async function newestJob(
  db: Reader,
  kind: string,
  state: string,
): Promise<JobRecord | undefined> {
  return await db
    .selectFrom('job')
    .selectAll()
    .where('kind', '=', kind)
    .where('state', '=', state)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/**
 * Jobs that failed since an instant, newest first: of one person, and of the clock (`clock`), or
 * of everybody (`person` null).
 */
export async function failedJobs(
  db: Reader,
  of: { person: number | null; clock: boolean; since: number; limit: number },
): Promise<JobRecord[]> {
  const { person, clock } = of;
  let query = db
    .selectFrom('job')
    .selectAll()
    .where('state', '=', 'failed')
    .where('finished_at', '>=', of.since);
  if (person !== null) {
    query = query.where((eb) =>
      eb.or([eb('created_by', '=', person), ...(clock ? [eb('created_by', 'is', null)] : [])]),
    );
  }
  return await query.orderBy('finished_at', 'desc').orderBy('id', 'desc').limit(of.limit).execute();
}

export async function insertJobRows(tx: Tx, rows: readonly JobRowRecord[]): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    await tx
      .insertInto('job_row')
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .execute();
  }
}

export function listJobRows(
  db: Reader,
  page: {
    jobId: number;
    outcomes: readonly string[] | undefined;
    after: number | null;
    limit: number;
  },
): Promise<JobRowRecord[]> {
  let query = db.selectFrom('job_row').selectAll().where('job_id', '=', page.jobId);
  if (page.outcomes) query = query.where('outcome', 'in', page.outcomes);
  if (page.after !== null) query = query.where('seq', '>', page.after);
  return query.orderBy('seq').limit(page.limit).execute();
}
