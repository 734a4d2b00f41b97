import type { Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

export type EnrolmentRecord = Selectable<DB['enrolment']>;
export type ProgressRecord = Selectable<DB['lesson_progress']>;

export interface EnrolmentFilter {
  /** Of these people; absent: of everybody. */
  userIds?: readonly number[] | undefined;
  courseId?: number | undefined;
  /** Due before this business date and not finished. */
  overdueOn?: string | undefined;
  /** Without those who left. */
  staying?: boolean | undefined;
  /** Not finished. */
  open?: boolean | undefined;
}

const named = (db: Reader) =>
  db
    .selectFrom('enrolment')
    .innerJoin('course', 'course.id', 'enrolment.course_id')
    .innerJoin('user', 'user.id', 'enrolment.user_id')
    .leftJoin('learning_path', 'learning_path.id', 'enrolment.path_id')
    .selectAll('enrolment')
    .select([
      'course.title as course_title',
      'course.exam_id',
      'user.name as user_name',
      'learning_path.name as path_name',
    ])
    .where('enrolment.withdrawn_at', 'is', null);
export type NamedEnrolment = Awaited<ReturnType<ReturnType<typeof named>['execute']>>[number];

/** Courses that people are to take or took, those due first at the top. */
export async function listEnrolments(
  db: Reader,
  { userIds, courseId, overdueOn, staying, open }: EnrolmentFilter,
  limit?: number,
): Promise<NamedEnrolment[]> {
  if (userIds?.length === 0) return [];
  let query = named(db);
  if (userIds) query = query.where('enrolment.user_id', 'in', userIds);
  if (courseId !== undefined) query = query.where('enrolment.course_id', '=', courseId);
  if (open || overdueOn !== undefined) query = query.where('enrolment.finished_at', 'is', null);
  if (overdueOn !== undefined) query = query.where('enrolment.due_on', '<', overdueOn);
  if (staying) query = query.where('user.state', '!=', 'left');
  query = query.orderBy('enrolment.due_on').orderBy('enrolment.id');
  return await (limit === undefined ? query : query.limit(limit)).execute();
}

export async function countEnrolments(
  db: Reader,
  { userIds, overdueOn, staying }: EnrolmentFilter,
): Promise<number> {
  if (userIds?.length === 0) return 0;
  let query = db
    .selectFrom('enrolment')
    .innerJoin('user', 'user.id', 'enrolment.user_id')
    .where('withdrawn_at', 'is', null)
    .where('finished_at', 'is', null);
  if (userIds) query = query.where('user_id', 'in', userIds);
  if (overdueOn !== undefined) query = query.where('due_on', '<', overdueOn);
  if (staying) query = query.where('user.state', '!=', 'left');
  const row = await query
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

export async function enrolmentById(db: Reader, id: number): Promise<NamedEnrolment | undefined> {
  return await named(db).where('enrolment.id', '=', id).executeTakeFirst();
}

/** Whether this person is to take the course, or took it. */
export async function enrolmentOf(
  db: Reader,
  userId: number,
  courseId: number,
): Promise<NamedEnrolment | undefined> {
  return await named(db)
    .where('enrolment.user_id', '=', userId)
    .where('enrolment.course_id', '=', courseId)
    .executeTakeFirst();
}

/**
 * Enrols somebody, once for each course: one who was enrolled before stays as he is, one who was
 * taken out comes in again. Answers whether anything is new.
 */
export async function enrol(
  tx: Tx,
  row: Omit<EnrolmentRecord, 'id' | 'finished_at' | 'finished_on' | 'withdrawn_at'>,
  again: boolean,
): Promise<boolean> {
  const made = await tx
    .insertInto('enrolment')
    .values({ ...row, finished_at: null, finished_on: null, withdrawn_at: null })
    .onConflict((conflict) => conflict.columns(['user_id', 'course_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made) return true;
  // What somebody was let off by hand, no rule gives him again.
  if (!again) return false;
  const { path_id, rule_id, by_id, assigned_on, due_on, at } = row;
  const back = await tx
    .updateTable('enrolment')
    .set({ path_id, rule_id, by_id, assigned_on, due_on, at, withdrawn_at: null })
    .where('user_id', '=', row.user_id)
    .where('course_id', '=', row.course_id)
    .where('withdrawn_at', 'is not', null)
    .executeTakeFirst();
  return Number(back.numUpdatedRows) === 1;
}

export async function updateEnrolment(
  tx: Tx,
  id: number,
  changes: Updateable<Omit<DB['enrolment'], 'id'>>,
): Promise<void> {
  await tx.updateTable('enrolment').set(changes).where('id', '=', id).execute();
}

/** How far these enrolments are, lesson by lesson. */
export async function progressOf(
  db: Reader,
  enrolmentIds: readonly number[],
): Promise<ProgressRecord[]> {
  if (enrolmentIds.length === 0) return [];
  return await db
    .selectFrom('lesson_progress')
    .selectAll()
    .where('enrolment_id', 'in', enrolmentIds)
    .execute();
}

/** Lessons that a person finished at these moments (UTC ms: from and before). */
export async function finishedLessons(
  db: Reader,
  userId: number,
  { since, before }: { since: number; before: number },
): Promise<number> {
  const { n } = await db
    .selectFrom('lesson_progress')
    .innerJoin('enrolment', 'enrolment.id', 'lesson_progress.enrolment_id')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('enrolment.user_id', '=', userId)
    .where('lesson_progress.finished_at', '>=', since)
    .where('lesson_progress.finished_at', '<', before)
    .executeTakeFirstOrThrow();
  return Number(n);
}

export async function putProgress(tx: Tx, row: ProgressRecord): Promise<void> {
  const { finished_at, by_id, minutes } = row;
  await tx
    .insertInto('lesson_progress')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['enrolment_id', 'lesson_id']).doUpdateSet({ finished_at, by_id, minutes }),
    )
    .execute();
}

export async function removeProgress(tx: Tx, enrolmentId: number, lessonId: number): Promise<void> {
  await tx
    .deleteFrom('lesson_progress')
    .where('enrolment_id', '=', enrolmentId)
    .where('lesson_id', '=', lessonId)
    .execute();
}
