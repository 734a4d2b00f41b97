import { may } from '@xinhang/db/actor.ts';
import { articleTitles } from '@xinhang/db/repositories/articles.ts';
import {
  allCourses,
  courseById,
  insertCourse,
  lessonsOf,
  updateCourse as changeCourse,
  type CourseRecord,
  type LessonRecord,
} from '@xinhang/db/repositories/courses.ts';
import { enrolmentOf, listEnrolments, progressOf } from '@xinhang/db/repositories/enrolments.ts';
import { allExams } from '@xinhang/db/repositories/exams.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { RichDoc } from '@xinhang/shared/rich-text.ts';
import type { Course, CourseRow, Lesson } from '@xinhang/shared/training.ts';
import { conflict } from '../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import type { OwnedKind } from '../../registry/owned.ts';
import { userNames } from '../org/service.ts';
import { filesBy } from './describe.ts';
import { setLessons } from './lessons.ts';
import { takeOverPasses } from './passing.ts';
import { readerOf } from './reader.ts';
import { settleCourse } from './study.ts';

type Create = EndpointInput<typeof api.training.createCourse>['body'];
type Update = EndpointInput<typeof api.training.updateCourse>['body'];

const keeps = (ctx: Pick<ReadContext, 'actor'>) => may(ctx.actor, 'training.manage');
const leads = (ctx: Pick<ReadContext, 'actor'>) => may(ctx.actor, 'training.lead');

/** Who keeps or leads training sees every course; others those that they take or teach. */
export async function seesCourse(ctx: ReadContext, courseId: number): Promise<boolean> {
  if (keeps(ctx) || leads(ctx)) return true;
  if (await enrolmentOf(ctx.db, ctx.actor.userId, courseId)) return true;
  const lessons = await lessonsOf(ctx.db, [courseId]);
  return lessons.some((one) => one.trainer_id === ctx.actor.userId);
}

/** Courses, as other modules speak of them. */
export const ownedCourse: OwnedKind = {
  kind: 'course',
  async names(ctx, ids) {
    const found = new Map<number, string>();
    for (const { id, title } of await allCourses(ctx.db)) {
      if (ids.includes(id) && (await seesCourse(ctx, id))) found.set(id, title);
    }
    return found;
  },
};

const toRow = (row: CourseRecord, lessons: number): CourseRow => ({
  id: row.id,
  version: row.version,
  title: row.title,
  note: row.note,
  active: row.active === 1,
  lessons,
  examId: row.exam_id,
});

/** Every course; for who does not keep them those that can be assigned. */
export async function listCourses(ctx: ReadContext): Promise<CourseRow[]> {
  const rows = (await allCourses(ctx.db)).filter((row) => keeps(ctx) || row.active === 1);
  const lessons = Map.groupBy(
    await lessonsOf(
      ctx.db,
      rows.map((row) => row.id),
    ),
    (one) => one.course_id,
  );
  return rows.map((row) => toRow(row, lessons.get(row.id)?.length ?? 0));
}

async function describeLessons(
  ctx: ReadContext,
  lessons: readonly LessonRecord[],
  enrolmentId: number | null,
): Promise<Lesson[]> {
  const { db } = ctx;
  const of = <T>(pick: (one: LessonRecord) => T | null) =>
    lessons.flatMap((one) => pick(one) ?? []) as T[];
  const titles = await articleTitles(
    db,
    await readerOf(ctx),
    of((one) => one.article_id),
  );
  const names = await userNames(
    db,
    of((one) => one.trainer_id),
  );
  const files = new Map(
    (
      await filesBy(
        db,
        of((one) => one.file_id),
      )
    ).map((file) => [file.id, file]),
  );
  const examIds = of((one) => one.exam_id);
  const exams = new Map(
    (examIds.length === 0 ? [] : await allExams(db)).map(({ id, title }) => [id, title]),
  );
  const done = new Map(
    (enrolmentId === null ? [] : await progressOf(db, [enrolmentId])).map((row) => [
      row.lesson_id,
      row,
    ]),
  );
  return lessons.map((one): Lesson => {
    const progress = done.get(one.id);
    const title = one.article_id === null ? undefined : titles.get(one.article_id);
    return {
      id: one.id,
      kind: one.kind,
      title: one.title,
      article: title === undefined ? null : { id: one.article_id!, name: title },
      body: one.body === null ? null : (JSON.parse(one.body) as RichDoc),
      file: files.get(one.file_id ?? 0) ?? null,
      exam: one.exam_id === null ? null : { id: one.exam_id, name: exams.get(one.exam_id) ?? '' },
      on: one.on_date,
      place: one.place,
      minutes: one.minutes,
      trainer:
        one.trainer_id === null
          ? null
          : { id: one.trainer_id, name: names.get(one.trainer_id) ?? '' },
      state:
        enrolmentId === null
          ? null
          : progress === undefined
            ? 'open'
            : progress.finished_at === null
              ? 'started'
              : 'finished',
    };
  });
}

/** A course in full; one that the actor neither takes, leads nor keeps does not exist (404). */
export async function describeCourse(ctx: ReadContext, id: number): Promise<Course> {
  const row = await courseById(ctx.db, id);
  if (!row || !(await seesCourse(ctx, id))) throw problem('not-found');
  const own = await enrolmentOf(ctx.db, ctx.actor.userId, id);
  const lessons = await lessonsOf(ctx.db, [id]);
  return {
    ...toRow(row, lessons.length),
    lessonList: await describeLessons(ctx, lessons, own?.id ?? null),
    enrolment: own ? { id: own.id, dueOn: own.due_on, finishedAt: own.finished_at } : null,
    mayEdit: keeps(ctx),
  };
}

/** A course with its lessons, as the audit keeps it. */
async function told(ctx: WriteContext, row: CourseRecord) {
  return { ...row, lessons: await lessonsOf(ctx.tx, [row.id]) };
}

async function record(
  ctx: WriteContext,
  action: string,
  before: object | null,
  row: CourseRecord,
): Promise<void> {
  const after = await told(ctx, row);
  await ctx.audit({ action, entity: 'course', entityId: row.id, before, after });
  await ctx.emit({ entity: 'course', id: row.id, version: row.version, audience: [] });
}

export async function createCourse(ctx: WriteContext, body: Create): Promise<Course> {
  const { title, note } = body;
  const id = await insertCourse(ctx.tx, { title, note, active: 1, at: ctx.now, exam_id: null });
  await setLessons(ctx, id, body.lessons);
  await record(ctx, 'training.createCourse', null, (await courseById(ctx.tx, id))!);
  return await describeCourse(ctx, id);
}

export async function updateCourse(ctx: WriteContext, id: number, body: Update): Promise<Course> {
  const before = await courseById(ctx.tx, id);
  // What stands for an exam is changed with the exam.
  if (!before || before.exam_id !== null) throw problem('not-found');
  const { version, lessons, ...wanted } = body;
  if (version !== before.version) {
    throw conflict(before.version, { ...toRow(before, 0), lessons: undefined }, wanted);
  }
  const old = await told(ctx, before);
  const changed = lessons ? await setLessons(ctx, id, lessons) : false;
  if (changed) await settleCourse(ctx, id);
  const columns = {
    title: body.title ?? before.title,
    note: body.note ?? before.note,
    active: (body.active ?? before.active === 1) ? 1 : 0,
  };
  const same =
    columns.title === before.title &&
    columns.note === before.note &&
    columns.active === before.active;
  if (!changed && same) return await describeCourse(ctx, id);
  const after = await changeCourse(ctx.tx, before, columns);
  if (!after) throw problem('version-conflict');
  await record(ctx, 'training.updateCourse', old, after);
  if (changed) await takeOverLater(ctx, id);
  return await describeCourse(ctx, id);
}

/** Who passed an exam before it came into the course has done it; a course that is finished stays so. */
async function takeOverLater(ctx: WriteContext, id: number): Promise<void> {
  if (!(await lessonsOf(ctx.tx, [id])).some((one) => one.kind === 'exam')) return;
  for (const row of await listEnrolments(ctx.tx, { courseId: id, open: true })) {
    await takeOverPasses(ctx, row.user_id, id);
  }
}
