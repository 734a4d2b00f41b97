import { may, reaches } from '@xinhang/db/actor.ts';
import {
  courseById,
  lessonById,
  lessonsOf,
  sessionsGivenBy,
  type LessonRecord,
} from '@xinhang/db/repositories/courses.ts';
import {
  enrolmentById,
  listEnrolments,
  progressOf,
  putProgress,
  removeProgress,
  updateEnrolment,
  type NamedEnrolment,
} from '@xinhang/db/repositories/enrolments.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { Attendance, Enrolment } from '@xinhang/shared/training-work.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import { userNames } from '../org/service.ts';
import { minutesOf } from './hours.ts';

/** Sessions that were given not longer ago than this are shown to their trainer. */
const SHOWN_DAYS = 60;

/** Enrolments with how far each is; whose they may be is the caller's. */
export async function describeEnrolments(
  ctx: ReadContext,
  rows: readonly NamedEnrolment[],
): Promise<Enrolment[]> {
  const today = await todayOf(ctx);
  const courseIds = [...new Set(rows.map((row) => row.course_id))];
  const lessons = Map.groupBy(await lessonsOf(ctx.db, courseIds), (one) => one.course_id);
  const progress = Map.groupBy(
    await progressOf(
      ctx.db,
      rows.map((row) => row.id),
    ),
    (one) => one.enrolment_id,
  );
  return rows.map((row): Enrolment => {
    const all = lessons.get(row.course_id) ?? [];
    const done = new Set(
      (progress.get(row.id) ?? []).flatMap((one) =>
        one.finished_at === null ? [] : one.lesson_id,
      ),
    );
    const session = all
      .filter((one) => one.kind === 'session' && !done.has(one.id) && one.on_date! >= today)
      .toSorted((a, b) => a.on_date!.localeCompare(b.on_date!))[0];
    return {
      id: row.id,
      person: { id: row.user_id, name: row.user_name },
      course: { id: row.course_id, name: row.course_title },
      exam: row.exam_id === null ? null : { id: row.exam_id, name: row.course_title },
      path: row.path_id === null ? null : { id: row.path_id, name: row.path_name ?? '' },
      assignedOn: row.assigned_on,
      dueOn: row.due_on,
      lessons: all.length,
      finished: all.filter((one) => done.has(one.id)).length,
      nextSession: session ? { on: session.on_date!, place: session.place } : null,
      finishedAt: row.finished_at,
      overdue: row.finished_at === null && row.due_on < today,
    };
  });
}

/** What the actor learns, and the sessions that he gives. */
export async function ownTraining(ctx: ReadContext) {
  const { userId } = ctx.actor;
  const rows = await listEnrolments(ctx.db, { userIds: [userId] });
  const today = await todayOf(ctx);
  const since = addDays(today, -SHOWN_DAYS);
  const sessions = [];
  for (const one of await sessionsGivenBy(ctx.db, userId, since)) {
    const course = await courseById(ctx.db, one.course_id);
    if (course?.active !== 1) continue;
    sessions.push({
      lessonId: one.id,
      title: one.title,
      course: { id: course.id, name: course.title },
      on: one.on_date!,
      place: one.place,
    });
  }
  const year = { from: `${today.slice(0, 4)}-01-01` };
  const minutesThisYear = (await minutesOf(ctx, [userId], year)).get(userId)!;
  return { rows: await describeEnrolments(ctx, rows), minutesThisYear, sessions };
}

/** A course is finished with its last lesson, and is not when one of them is taken back. */
export async function settle(ctx: WriteContext, row: NamedEnrolment): Promise<void> {
  const lessons = await lessonsOf(ctx.tx, [row.course_id]);
  const done = new Set(
    (await progressOf(ctx.tx, [row.id])).flatMap((one) =>
      one.finished_at === null ? [] : one.lesson_id,
    ),
  );
  const finished = lessons.length > 0 && lessons.every((one) => done.has(one.id));
  if (finished === (row.finished_at !== null)) return;
  const finishedOn = finished ? await todayOf(ctx) : null;
  const changes = { finished_at: finished ? ctx.now : null, finished_on: finishedOn };
  await updateEnrolment(ctx.tx, row.id, changes);
  const action = finished ? 'training.finish' : 'training.reopen';
  const after = { userId: row.user_id, courseId: row.course_id };
  await ctx.audit({ action, entity: 'enrolment', entityId: row.id, after });
}

export async function tell(ctx: WriteContext, userId: number): Promise<void> {
  const audience = [userId];
  await ctx.emit({ entity: 'enrolment', id: userId, version: ctx.now, audience });
}

/** Lessons were taken out: whoever finished all that is left has finished the course. */
export async function settleCourse(ctx: WriteContext, courseId: number): Promise<void> {
  for (const row of await listEnrolments(ctx.tx, { courseId, open: true })) {
    await settle(ctx, row);
    await tell(ctx, row.user_id);
  }
}

/** The actor has begun or finished a lesson of his own. */
export async function study(
  ctx: WriteContext,
  { id, lessonId }: { id: number; lessonId: number },
  finished: boolean,
): Promise<Enrolment> {
  const { tx, actor, now } = ctx;
  const row = await enrolmentById(tx, id);
  if (row?.user_id !== actor.userId) throw problem('not-found');
  const lesson = await lessonById(tx, lessonId);
  if (lesson?.course_id !== row.course_id) throw problem('not-found');
  // Who was there is said by who gave it, and an exam is done by passing it.
  if (lesson.kind === 'session' || lesson.kind === 'exam') throw problem('state-refused');
  const before = (await progressOf(tx, [id])).find((one) => one.lesson_id === lessonId);
  const done = before !== undefined && before.finished_at !== null;
  if (!done && (!before || finished)) {
    await putProgress(tx, {
      enrolment_id: id,
      lesson_id: lessonId,
      started_at: before?.started_at ?? now,
      finished_at: finished ? now : null,
      by_id: actor.userId,
      minutes: finished ? lesson.minutes : null,
    });
    await ctx.audit({
      action: finished ? 'training.finishLesson' : 'training.beginLesson',
      entity: 'enrolment',
      entityId: id,
      after: { lessonId },
    });
    await settle(ctx, row);
    await tell(ctx, actor.userId);
  }
  return (await describeEnrolments(ctx, [(await enrolmentById(tx, id))!]))[0]!;
}

/** A session with those of its people whom the actor may see; without any right to it: 404. */
async function needSession(ctx: ReadContext, lessonId: number) {
  const lesson = await lessonById(ctx.db, lessonId);
  const leads = may(ctx.actor, 'training.lead');
  const gives = lesson?.trainer_id === ctx.actor.userId;
  if (lesson?.kind !== 'session' || (!gives && !leads)) throw problem('not-found');
  const all = await listEnrolments(ctx.db, { courseId: lesson.course_id });
  const rows = all.filter((row) => gives || reaches(ctx.actor, 'training.lead', row.user_id));
  return { lesson, rows };
}

export async function attendanceOf(ctx: ReadContext, lessonId: number): Promise<Attendance> {
  const { lesson, rows } = await needSession(ctx, lessonId);
  return await describeAttendance(ctx, lesson, rows);
}

async function describeAttendance(
  ctx: ReadContext,
  lesson: LessonRecord,
  rows: readonly NamedEnrolment[],
): Promise<Attendance> {
  const course = (await courseById(ctx.db, lesson.course_id))!;
  const names = await userNames(ctx.db, [lesson.trainer_id!]);
  const ids = rows.map((row) => row.id);
  const there = new Map(
    (await progressOf(ctx.db, ids)).flatMap((one) =>
      one.lesson_id === lesson.id && one.finished_at !== null
        ? [[one.enrolment_id, one.minutes ?? lesson.minutes] as const]
        : [],
    ),
  );
  return {
    lesson: { id: lesson.id, name: lesson.title },
    course: { id: course.id, name: course.title },
    on: lesson.on_date!,
    place: lesson.place,
    trainer: { id: lesson.trainer_id!, name: names.get(lesson.trainer_id!) ?? '' },
    minutes: lesson.minutes,
    rows: rows
      .map((row) => ({
        person: { id: row.user_id, name: row.user_name },
        present: there.has(row.id),
        minutes: there.get(row.id) ?? null,
      }))
      .toSorted((a, b) => a.person.name.localeCompare(b.person.name, 'zh')),
  };
}

/** Records who was there, and who was not after all. */
export async function recordAttendance(
  ctx: WriteContext,
  lessonId: number,
  { present, absent, minutes }: EndpointInput<typeof api.trainingWork.setAttendance>['body'],
): Promise<Attendance> {
  const { lesson, rows } = await needSession(ctx, lessonId);
  if (lesson.on_date! > (await todayOf(ctx))) throw problem('state-refused');
  const byPerson = new Map(rows.map((row) => [row.user_id, row]));
  for (const [field, ids] of [
    ['present', present],
    ['absent', absent],
  ] as const) {
    const at = ids.findIndex((id) => !byPerson.has(id));
    if (at >= 0) throw fieldRefused(`/${field}/${at}`, 'person-out-of-reach');
  }
  const stranger = minutes.findIndex((one) => !present.includes(one.userId));
  if (stranger >= 0) throw fieldRefused(`/minutes/${stranger}/userId`, 'not-present');
  const said = new Map(minutes.map((one) => [one.userId, one.minutes]));
  const now = new Map(
    (await describeAttendance(ctx, lesson, rows)).rows.flatMap((row) =>
      row.present ? [[row.person.id, row.minutes] as const] : [],
    ),
  );
  for (const userId of new Set([...present, ...absent])) {
    const row = byPerson.get(userId)!;
    const here = present.includes(userId);
    // Who is not said to have stayed for another time was there as long as before, or as planned.
    const stayed = said.get(userId) ?? now.get(userId) ?? lesson.minutes;
    if (here === now.has(userId) && (!here || stayed === now.get(userId))) continue;
    if (here) {
      await putProgress(ctx.tx, {
        enrolment_id: row.id,
        lesson_id: lessonId,
        started_at: ctx.now,
        finished_at: ctx.now,
        by_id: ctx.actor.userId,
        minutes: stayed,
      });
    } else await removeProgress(ctx.tx, row.id, lessonId);
    await ctx.audit({
      action: 'training.setAttendance',
      entity: 'enrolment',
      entityId: row.id,
      after: { lessonId, userId, present: here, ...(here && { minutes: stayed }) },
    });
    await settle(ctx, row);
    await tell(ctx, userId);
  }
  return await attendanceOf(ctx, lessonId);
}
