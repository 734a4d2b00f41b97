import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type CourseRecord = Selectable<DB['course']>;
export type LessonRecord = Selectable<DB['lesson']>;
export type PathRecord = Selectable<DB['learning_path']>;
export type StepRecord = Selectable<DB['path_step']>;
export type RuleRecord = Selectable<DB['training_rule']>;

export async function allCourses(db: Reader): Promise<CourseRecord[]> {
  return await db.selectFrom('course').selectAll().orderBy('id').execute();
}

export async function courseById(db: Reader, id: number): Promise<CourseRecord | undefined> {
  return await db.selectFrom('course').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Lessons of these courses that are in them now, in order. */
export async function lessonsOf(db: Reader, courseIds: readonly number[]): Promise<LessonRecord[]> {
  if (courseIds.length === 0) return [];
  return await db
    .selectFrom('lesson')
    .selectAll()
    .where('course_id', 'in', courseIds)
    .where('removed_at', 'is', null)
    .orderBy('sort')
    .orderBy('id')
    .execute();
}

export async function lessonById(db: Reader, id: number): Promise<LessonRecord | undefined> {
  return await db
    .selectFrom('lesson')
    .selectAll()
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
}

/** Courses in whose lessons a file is. */
export async function coursesWithFile(db: Reader, fileId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('lesson')
    .select('course_id')
    .where('file_id', '=', fileId)
    .where('removed_at', 'is', null)
    .execute();
  return rows.map((row) => row.course_id);
}

/** Classroom sessions that a person gives, from a business date on. */
export async function sessionsGivenBy(
  db: Reader,
  trainerId: number,
  from: string,
): Promise<LessonRecord[]> {
  return await db
    .selectFrom('lesson')
    .selectAll()
    .where('trainer_id', '=', trainerId)
    .where('on_date', '>=', from)
    .where('removed_at', 'is', null)
    .orderBy('on_date')
    .orderBy('id')
    .execute();
}

export async function insertCourse(
  tx: Tx,
  row: Omit<CourseRecord, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'course', { ...row, version: 1 }, 'id');
}

/** Changes a course of exactly this version; undefined when somebody was faster. */
export async function updateCourse(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['course'], 'id' | 'version'>>,
): Promise<CourseRecord | undefined> {
  return await tx
    .updateTable('course')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

export async function insertLesson(tx: Tx, row: Insertable<DB['lesson']>): Promise<number> {
  return await insertNumbered(tx, 'lesson', row, 'id');
}

export async function changeLesson(
  tx: Tx,
  id: number,
  changes: Updateable<Omit<DB['lesson'], 'id'>>,
): Promise<void> {
  await tx.updateTable('lesson').set(changes).where('id', '=', id).execute();
}

export async function allPaths(db: Reader): Promise<PathRecord[]> {
  return await db.selectFrom('learning_path').selectAll().orderBy('id').execute();
}

export async function allSteps(db: Reader): Promise<StepRecord[]> {
  return await db.selectFrom('path_step').selectAll().orderBy('path_id').orderBy('sort').execute();
}

export async function insertPath(tx: Tx, row: Omit<PathRecord, 'id' | 'version'>): Promise<number> {
  return await insertNumbered(tx, 'learning_path', { ...row, version: 1 }, 'id');
}

/** Changes a path of exactly this version; undefined when somebody was faster. */
export async function updatePath(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['learning_path'], 'id' | 'version'>>,
): Promise<PathRecord | undefined> {
  return await tx
    .updateTable('learning_path')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

export async function setSteps(
  tx: Tx,
  pathId: number,
  steps: readonly { courseId: number; days: number }[],
): Promise<void> {
  await tx.deleteFrom('path_step').where('path_id', '=', pathId).execute();
  if (steps.length === 0) return;
  const rows = steps.map(({ courseId, days }, sort) => ({
    path_id: pathId,
    sort,
    course_id: courseId,
    days,
  }));
  await tx.insertInto('path_step').values(rows).execute();
}

export async function allRules(db: Reader): Promise<RuleRecord[]> {
  return await db.selectFrom('training_rule').selectAll().orderBy('id').execute();
}

export async function insertRule(tx: Tx, row: Omit<RuleRecord, 'id' | 'version'>): Promise<number> {
  return await insertNumbered(tx, 'training_rule', { ...row, version: 1 }, 'id');
}

/** Changes a rule of exactly this version; undefined when somebody was faster. */
export async function updateRule(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['training_rule'], 'id' | 'version'>>,
): Promise<RuleRecord | undefined> {
  return await tx
    .updateTable('training_rule')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}
