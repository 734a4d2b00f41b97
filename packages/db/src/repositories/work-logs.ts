import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { Position } from '../keyset.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type WorkLogRecord = Selectable<DB['work_log']>;
export type NamedWorkLog = WorkLogRecord & {
  author_name: string;
  dept_id: number;
  dept_name: string;
};
export type LogLineRecord = Selectable<DB['work_log_line']>;
export type LogReviewRecord = Selectable<DB['work_log_review']>;
type NamedLogReview = LogReviewRecord & { reviewer_name: string };

export interface LogFilter {
  /** Whose; absent: everybody's. */
  authorIds?: readonly number[] | undefined;
  /** Not by this person. */
  notBy?: number | undefined;
  kind?: string | undefined;
  /** Of the first day, business dates, both included. */
  from?: string | undefined;
  to?: string | undefined;
  /** Path of a department, with all below. */
  deptPath?: string | undefined;
  states?: readonly string[] | undefined;
  late?: boolean | undefined;
  /** With a review that the author has not acknowledged. */
  unread?: boolean | undefined;
}

function narrowed(db: Reader, filter: LogFilter) {
  let query = db
    .selectFrom('work_log')
    .innerJoin('user as author', 'author.id', 'work_log.author_id')
    .innerJoin('dept', 'dept.id', 'author.dept_id');
  const { authorIds, notBy, kind, from, to, deptPath, states, late, unread } = filter;
  if (authorIds !== undefined) query = query.where('work_log.author_id', 'in', authorIds);
  if (notBy !== undefined) query = query.where('work_log.author_id', '!=', notBy);
  if (kind !== undefined) query = query.where('work_log.kind', '=', kind);
  if (from !== undefined) query = query.where('work_log.from_on', '>=', from);
  if (to !== undefined) query = query.where('work_log.from_on', '<=', to);
  if (deptPath !== undefined) query = query.where('dept.path', 'like', `${deptPath}%`);
  if (states !== undefined) query = query.where('work_log.state', 'in', states);
  if (late === true) {
    query = query.where((eb) =>
      eb.or([eb('work_log.late', '=', 1), eb('work_log.edited_late', '=', 1)]),
    );
  }
  if (unread === true) {
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('work_log_review')
          .select('work_log_review.id')
          .whereRef('work_log_review.log_id', '=', 'work_log.id')
          .whereRef('work_log_review.author_id', '=', 'work_log.author_id')
          .where('work_log_review.acknowledged_at', 'is', null),
      ),
    );
  }
  return query;
}

const named = (query: ReturnType<typeof narrowed>) =>
  query
    .selectAll('work_log')
    .select(['author.name as author_name', 'dept.id as dept_id', 'dept.name as dept_name']);

/** A page of logs, newest period first. */
export async function listLogs(
  db: Reader,
  filter: LogFilter,
  { after, limit }: { after: Position | null; limit: number },
): Promise<NamedWorkLog[]> {
  let query = narrowed(db, filter);
  if (after) {
    const from = String(after.value);
    query = query.where((eb) =>
      eb.or([
        eb('work_log.from_on', '<', from),
        eb.and([eb('work_log.from_on', '=', from), eb('work_log.id', '<', after.id)]),
      ]),
    );
  }
  return await named(query)
    .orderBy('work_log.from_on', 'desc')
    .orderBy('work_log.id', 'desc')
    .limit(limit)
    .execute();
}

/** How many there are, counted no further than `cap`. */
export async function countLogs(db: Reader, filter: LogFilter, cap: number): Promise<number> {
  const some = narrowed(db, filter).select('work_log.id').limit(cap).as('some');
  const { n } = await db
    .selectFrom(some)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}

export async function logById(db: Reader, id: number): Promise<NamedWorkLog | undefined> {
  return await named(narrowed(db, {})).where('work_log.id', '=', id).executeTakeFirst();
}

/** Of these logs those that are there, by id. */
export async function logsByIds(
  db: Reader,
  ids: readonly number[],
): Promise<Map<number, NamedWorkLog>> {
  if (ids.length === 0) return new Map();
  const rows = await named(narrowed(db, {})).where('work_log.id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** The log of one person, kind and period. */
export async function logOf(
  db: Reader,
  authorId: number,
  kind: string,
  from: string,
): Promise<NamedWorkLog | undefined> {
  return await named(
    narrowed(db, { authorIds: [authorId], kind, from, to: from }),
  ).executeTakeFirst();
}

/** The newest log of a person that began before a date. */
export async function logBefore(
  db: Reader,
  authorId: number,
  kind: string,
  before: string,
): Promise<NamedWorkLog | undefined> {
  return await named(narrowed(db, { authorIds: [authorId], kind }))
    .where('work_log.from_on', '<', before)
    .orderBy('work_log.from_on', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Those of these people, with their departments. */
export async function logWriters(db: Reader, userIds: readonly number[]) {
  if (userIds.length === 0) return [];
  return await db
    .selectFrom('user')
    .innerJoin('dept', 'dept.id', 'user.dept_id')
    .select([
      'user.id',
      'user.name',
      'user.hired_on',
      'dept.id as dept_id',
      'dept.name as dept_name',
      'dept.path as dept_path',
    ])
    .where('user.id', 'in', userIds)
    .orderBy('dept.path')
    .orderBy('user.py')
    .orderBy('user.id')
    .execute();
}

/** When these people came into the system (UTC ms), as far as the audit knows. */
export async function knownSince(
  db: Reader,
  userIds: readonly number[],
): Promise<Map<number, number>> {
  if (userIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('audit_event')
    .select('entity_id')
    .select((eb) => eb.fn.min('at').as('at'))
    .where('entity', '=', 'user')
    .where('entity_id', 'in', userIds)
    .groupBy('entity_id')
    .execute();
  return new Map(rows.map((row) => [row.entity_id!, Number(row.at)]));
}

/** Who submitted what of these first days: `author/from`. */
export async function submittedLogs(
  db: Reader,
  kind: string,
  { from, to }: { from: string; to: string },
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('work_log')
    .select(['author_id', 'from_on'])
    .where('kind', '=', kind)
    .where('from_on', '>=', from)
    .where('from_on', '<=', to)
    .where('state', '!=', 'draft')
    .execute();
  return new Set(rows.map((row) => `${row.author_id}/${row.from_on}`));
}

export async function insertLog(
  tx: Tx,
  log: Omit<WorkLogRecord, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'work_log', { ...log, version: 1 }, 'id');
}

/** Changes a log of exactly this version; undefined when somebody was faster. */
export async function updateLog(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['work_log'], 'id' | 'version'>>,
): Promise<WorkLogRecord | undefined> {
  return await tx
    .updateTable('work_log')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

/** What was planned on logs that the caller may read, in order. */
export async function linesOfLogs(db: Reader, logIds: readonly number[]): Promise<LogLineRecord[]> {
  if (logIds.length === 0) return [];
  return await db
    .selectFrom('work_log_line')
    .selectAll()
    .where('log_id', 'in', logIds)
    .orderBy('log_id')
    .orderBy('position')
    .execute();
}

/** Replaces the lines of a log. */
export async function setLogLines(
  tx: Tx,
  logId: number,
  lines: readonly Omit<Insertable<DB['work_log_line']>, 'id' | 'log_id' | 'position'>[],
): Promise<void> {
  await tx.deleteFrom('work_log_line').where('log_id', '=', logId).execute();
  if (lines.length === 0) return;
  const rows = lines.map((line, position) => ({ ...line, log_id: logId, position }));
  await tx.insertInto('work_log_line').values(rows).execute();
}

/** Reviews of logs that the caller may read, oldest first. */
export async function reviewsOfLogs(
  db: Reader,
  logIds: readonly number[],
): Promise<NamedLogReview[]> {
  if (logIds.length === 0) return [];
  return await db
    .selectFrom('work_log_review')
    .innerJoin('user', 'user.id', 'work_log_review.reviewer_id')
    .selectAll('work_log_review')
    .select('user.name as reviewer_name')
    .where('work_log_review.log_id', 'in', logIds)
    .orderBy('work_log_review.id')
    .execute();
}

export async function logReviewById(db: Reader, id: number): Promise<NamedLogReview | undefined> {
  return await db
    .selectFrom('work_log_review')
    .innerJoin('user', 'user.id', 'work_log_review.reviewer_id')
    .selectAll('work_log_review')
    .select('user.name as reviewer_name')
    .where('work_log_review.id', '=', id)
    .executeTakeFirst();
}

export async function insertLogReview(
  tx: Tx,
  review: Omit<LogReviewRecord, 'id' | 'version'>,
): Promise<LogReviewRecord> {
  const row = { ...review, version: 1 };
  return { ...row, id: await insertNumbered(tx, 'work_log_review', row, 'id') };
}

/** Changes a review of exactly this version; undefined when somebody was faster. */
export async function updateLogReview(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['work_log_review'], 'id' | 'version'>>,
): Promise<LogReviewRecord | undefined> {
  return await tx
    .updateTable('work_log_review')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}
