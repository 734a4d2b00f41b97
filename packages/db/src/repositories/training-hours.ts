import type { Reader } from '../database.ts';

/**
 * What people took part in within these days, with the minutes: a session on its day, other lessons
 * when they were finished. What was taken out of a course, or from whom, was learned all the same.
 */
export async function learnedIn(
  db: Reader,
  userIds: readonly number[],
  span: {
    from?: string | undefined;
    to?: string | undefined;
    since?: number | undefined;
    before?: number | undefined;
  },
) {
  if (userIds.length === 0) return [];
  return await db
    .selectFrom('lesson_progress')
    .innerJoin('enrolment', 'enrolment.id', 'lesson_progress.enrolment_id')
    .innerJoin('lesson', 'lesson.id', 'lesson_progress.lesson_id')
    .innerJoin('course', 'course.id', 'lesson.course_id')
    .where('enrolment.user_id', 'in', userIds)
    .where('lesson_progress.finished_at', 'is not', null)
    .where((eb) =>
      eb.or([
        eb.and([
          eb('lesson.on_date', 'is not', null),
          ...(span.from === undefined ? [] : [eb('lesson.on_date', '>=', span.from)]),
          ...(span.to === undefined ? [] : [eb('lesson.on_date', '<=', span.to)]),
        ]),
        eb.and([
          eb('lesson.on_date', 'is', null),
          ...(span.since === undefined
            ? []
            : [eb('lesson_progress.finished_at', '>=', span.since)]),
          ...(span.before === undefined
            ? []
            : [eb('lesson_progress.finished_at', '<', span.before)]),
        ]),
      ]),
    )
    .where((eb) => eb.fn.coalesce('lesson_progress.minutes', 'lesson.minutes'), '>', 0)
    .select([
      'enrolment.user_id',
      'course.id as course_id',
      'course.title as course_title',
      'lesson.id as lesson_id',
      'lesson.title as lesson_title',
      'lesson.kind',
      'lesson.on_date',
      'lesson.minutes as planned',
      'lesson_progress.finished_at',
    ])
    .select((eb) => eb.fn.coalesce('lesson_progress.minutes', 'lesson.minutes').as('minutes'))
    .execute();
}
export type Learned = Awaited<ReturnType<typeof learnedIn>>[number];
