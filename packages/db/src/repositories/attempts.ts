import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { Position } from '../keyset.ts';
import type { DB } from '../schema/database.ts';

export type AttemptRecord = Selectable<DB['exam_attempt']>;
export type AnswerRecord = Selectable<DB['exam_answer']>;

const named = (db: Reader) =>
  db
    .selectFrom('exam_attempt')
    .innerJoin('exam', 'exam.id', 'exam_attempt.exam_id')
    .innerJoin('user', 'user.id', 'exam_attempt.user_id')
    .innerJoin('dept', 'dept.id', 'user.dept_id')
    .leftJoin('user as marker', 'marker.id', 'exam_attempt.marked_by')
    .selectAll('exam_attempt')
    .select([
      'exam.title as exam_title',
      'user.name as user_name',
      'dept.name as dept_name',
      'marker.name as marker_name',
    ]);
export type NamedAttempt = Awaited<ReturnType<ReturnType<typeof named>['execute']>>[number];

export async function attemptById(db: Reader, id: number): Promise<NamedAttempt | undefined> {
  return await named(db).where('exam_attempt.id', '=', id).executeTakeFirst();
}

export async function attemptsByIds(db: Reader, ids: readonly number[]): Promise<NamedAttempt[]> {
  return ids.length === 0 ? [] : await named(db).where('exam_attempt.id', 'in', ids).execute();
}

/** Attempts of a person at an exam, oldest first. */
export async function attemptsAt(
  db: Reader,
  userId: number,
  examId: number,
): Promise<NamedAttempt[]> {
  return await named(db)
    .where('exam_attempt.user_id', '=', userId)
    .where('exam_attempt.exam_id', '=', examId)
    .orderBy('exam_attempt.no')
    .execute();
}

export interface AttemptFilter {
  /** Of these people. */
  userIds: readonly number[];
  examIds?: readonly number[] | undefined;
  /** Business dates of the end, both included. */
  from?: string | undefined;
  to?: string | undefined;
}

/** Attempts that are over, the last one first. */
export async function listAttempts(
  db: Reader,
  { userIds, examIds, from, to }: AttemptFilter,
  { after, limit }: { after: Position | null; limit: number },
): Promise<NamedAttempt[]> {
  if (userIds.length === 0 || examIds?.length === 0) return [];
  let query = named(db)
    .where('exam_attempt.state', '<>', 'open')
    .where('exam_attempt.user_id', 'in', userIds);
  if (examIds) query = query.where('exam_attempt.exam_id', 'in', examIds);
  if (from !== undefined) query = query.where('exam_attempt.closed_on', '>=', from);
  if (to !== undefined) query = query.where('exam_attempt.closed_on', '<=', to);
  if (after) {
    const at = Number(after.value);
    query = query.where((eb) =>
      eb.or([
        eb('exam_attempt.closed_at', '<', at),
        eb.and([eb('exam_attempt.closed_at', '=', at), eb('exam_attempt.id', '<', after.id)]),
      ]),
    );
  }
  return await query
    .orderBy('exam_attempt.closed_at', 'desc')
    .orderBy('exam_attempt.id', 'desc')
    .limit(limit)
    .execute();
}

/** Whose texts wait to be marked. */
interface Waiting {
  /** Null: everybody's. */
  userIds: readonly number[] | null;
  /** Left out: nobody marks himself. */
  notUserId: number;
}

/** Attempts that wait to be marked, oldest first. */
export async function attemptsToMark(
  db: Reader,
  { userIds, notUserId }: Waiting,
  limit: number,
): Promise<NamedAttempt[]> {
  if (userIds?.length === 0) return [];
  let query = named(db)
    .where('exam_attempt.state', '=', sql.lit('marking'))
    .where('exam_attempt.user_id', '<>', notUserId);
  if (userIds) query = query.where('exam_attempt.user_id', 'in', userIds);
  return await query
    .orderBy('exam_attempt.closed_at')
    .orderBy('exam_attempt.id')
    .limit(limit)
    .execute();
}

export async function countToMark(
  db: Reader,
  { userIds, notUserId }: Waiting,
  cap: number,
): Promise<number> {
  if (userIds?.length === 0) return 0;
  let query = db
    .selectFrom('exam_attempt')
    .select('id')
    .where('state', '=', sql.lit('marking'))
    .where('user_id', '<>', notUserId);
  if (userIds) query = query.where('user_id', 'in', userIds);
  const { n } = await db
    .selectFrom(query.limit(cap).as('some'))
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}

/** Attempts that are open and ended before this moment. */
export async function endedBefore(db: Reader, at: number, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('exam_attempt')
    .select('id')
    .where('state', '=', sql.lit('open'))
    .where('ends_at', '<', at)
    .orderBy('ends_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** Whether this person ever passed. */
export async function hasPassed(db: Reader, userId: number, examId: number): Promise<boolean> {
  const row = await db
    .selectFrom('exam_attempt')
    .select('id')
    .where('user_id', '=', userId)
    .where('exam_id', '=', examId)
    .where('passed', '=', 1)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Begins an attempt; undefined when another one is under way. */
export async function insertAttempt(
  tx: Tx,
  row: Omit<Insertable<DB['exam_attempt']>, 'id' | 'version'>,
): Promise<number | undefined> {
  const made = await tx
    .insertInto('exam_attempt')
    .values({ ...row, version: 1 })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return made?.id;
}

/** Changes an attempt of exactly this version; false when somebody was faster. */
export async function updateAttempt(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['exam_attempt'], 'id' | 'version'>>,
): Promise<boolean> {
  const done = await tx
    .updateTable('exam_attempt')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export async function insertAnswers(
  tx: Tx,
  rows: readonly Insertable<DB['exam_answer']>[],
): Promise<void> {
  for (const row of rows) await tx.insertInto('exam_answer').values(row).execute();
}

/** Answers of these attempts in the order in which they were asked. */
export async function answersOf(
  db: Reader,
  attemptIds: readonly number[],
): Promise<AnswerRecord[]> {
  if (attemptIds.length === 0) return [];
  return await db
    .selectFrom('exam_answer')
    .selectAll()
    .where('attempt_id', 'in', attemptIds)
    .orderBy('attempt_id')
    .orderBy('no')
    .execute();
}

/** Keeps an answer that goes on from this version; false when another was kept meanwhile. */
export async function putAnswer(
  tx: Tx,
  { attemptId, no, version }: { attemptId: number; no: number; version: number },
  changes: { chosen: string; text: string },
): Promise<boolean> {
  const done = await tx
    .updateTable('exam_answer')
    .set({ ...changes, version: version + 1 })
    .where('attempt_id', '=', attemptId)
    .where('no', '=', no)
    .where('version', '=', version)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export async function markAnswer(
  tx: Tx,
  { attemptId, no }: { attemptId: number; no: number },
  changes: { score: number | null; comment?: string },
): Promise<void> {
  await tx
    .updateTable('exam_answer')
    .set(changes)
    .where('attempt_id', '=', attemptId)
    .where('no', '=', no)
    .execute();
}

/** How often each question of an exam was asked of these people, and how well it was answered. */
export async function questionFigures(db: Reader, examId: number, userIds: readonly number[]) {
  if (userIds.length === 0) return [];
  const rows = await db
    .selectFrom('exam_answer')
    .innerJoin('exam_attempt', 'exam_attempt.id', 'exam_answer.attempt_id')
    .select('exam_answer.question_id')
    .select((eb) => [
      eb.fn.countAll<number>().as('asked'),
      eb.fn.sum<number>('exam_answer.score').as('score'),
      eb.fn.sum<number>('exam_answer.points').as('points'),
      eb.fn
        .sum<number>(
          eb
            .case()
            .when('exam_answer.score', '=', eb.ref('exam_answer.points'))
            .then(1)
            .else(0)
            .end(),
        )
        .as('right'),
    ])
    .where('exam_attempt.exam_id', '=', examId)
    .where('exam_attempt.state', '=', 'done')
    .where('exam_attempt.user_id', 'in', userIds)
    .groupBy('exam_answer.question_id')
    .execute();
  return rows.map((row) => ({
    questionId: row.question_id,
    asked: Number(row.asked),
    right: Number(row.right),
    score: Number(row.score),
    points: Number(row.points),
  }));
}

/** Results of an exam by these people, in 1/100 %. */
export async function finishedResults(db: Reader, examId: number, userIds: readonly number[]) {
  if (userIds.length === 0) return [];
  return await db
    .selectFrom('exam_attempt')
    .select(['percent_bp', 'passed'])
    .where('exam_id', '=', examId)
    .where('state', '=', 'done')
    .where('user_id', 'in', userIds)
    .execute();
}

/** Finished attempts of these people that ended within business dates, oldest first. */
export async function finishedBetween(
  db: Reader,
  userIds: readonly number[],
  { from, to }: { from: string; to: string },
): Promise<NamedAttempt[]> {
  if (userIds.length === 0) return [];
  return await named(db)
    .where('exam_attempt.user_id', 'in', userIds)
    .where('exam_attempt.closed_on', '>=', from)
    .where('exam_attempt.closed_on', '<=', to)
    .where('exam_attempt.state', '=', 'done')
    .orderBy('exam_attempt.closed_on')
    .orderBy('exam_attempt.id')
    .execute();
}
