import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type ExamRecord = Selectable<DB['exam']>;
export type ExamItemRecord = Selectable<DB['exam_item']>;

const withCourse = (db: Reader) =>
  db
    .selectFrom('exam')
    .innerJoin('course', 'course.exam_id', 'exam.id')
    .selectAll('exam')
    .select('course.id as course_id');
/** With the course that stands for it. */
export type ExamWithCourse = Awaited<ReturnType<ReturnType<typeof withCourse>['execute']>>[number];

export async function allExams(db: Reader): Promise<ExamWithCourse[]> {
  return await withCourse(db).orderBy('exam.id').execute();
}

export async function examById(db: Reader, id: number): Promise<ExamWithCourse | undefined> {
  return await withCourse(db).where('exam.id', '=', id).executeTakeFirst();
}

export async function itemsOf(db: Reader, examIds: readonly number[]): Promise<ExamItemRecord[]> {
  if (examIds.length === 0) return [];
  return await db
    .selectFrom('exam_item')
    .selectAll()
    .where('exam_id', 'in', examIds)
    .orderBy('exam_id')
    .orderBy('sort')
    .execute();
}

/** Makes an exam; the caller makes the course that stands for it. */
export async function insertExam(tx: Tx, row: Omit<ExamRecord, 'id' | 'version'>): Promise<number> {
  return await insertNumbered(tx, 'exam', { ...row, version: 1 }, 'id');
}

/** Changes an exam of exactly this version; false when somebody was faster. */
export async function updateExam(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['exam'], 'id' | 'version'>>,
): Promise<boolean> {
  const done = await tx
    .updateTable('exam')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export async function setItems(
  tx: Tx,
  examId: number,
  rows: readonly Omit<Insertable<DB['exam_item']>, 'exam_id' | 'sort'>[],
): Promise<void> {
  await tx.deleteFrom('exam_item').where('exam_id', '=', examId).execute();
  const values = rows.map((row, sort) => ({ ...row, exam_id: examId, sort }));
  await tx.insertInto('exam_item').values(values).execute();
}

/** Courses in which an exam is a lesson now, its own among them. */
export async function coursesWithExam(db: Reader, examId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('lesson')
    .select('course_id')
    .where('exam_id', '=', examId)
    .where('removed_at', 'is', null)
    .execute();
  return rows.map((row) => row.course_id);
}

/** Lessons by which a person is to take an exam, each with the enrolment it belongs to. */
export async function examLessonsOf(
  db: Reader,
  { userId, examId, courseId }: { userId: number; examId?: number; courseId?: number },
) {
  let query = db
    .selectFrom('enrolment')
    .innerJoin('lesson', 'lesson.course_id', 'enrolment.course_id')
    .select([
      'enrolment.id as enrolment_id',
      'enrolment.due_on',
      'lesson.id as lesson_id',
      'lesson.exam_id',
      'lesson.minutes',
    ])
    .where('enrolment.user_id', '=', userId)
    .where('enrolment.withdrawn_at', 'is', null)
    .where('lesson.kind', '=', 'exam')
    .where('lesson.removed_at', 'is', null);
  if (examId !== undefined) query = query.where('lesson.exam_id', '=', examId);
  if (courseId !== undefined) query = query.where('lesson.course_id', '=', courseId);
  return await query.orderBy('enrolment.due_on').orderBy('enrolment.id').execute();
}
