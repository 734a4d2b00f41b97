import { hasPassed } from '@xinhang/db/repositories/attempts.ts';
import {
  enrolmentById,
  progressOf,
  putProgress,
  removeProgress,
} from '@xinhang/db/repositories/enrolments.ts';
import { examLessonsOf } from '@xinhang/db/repositories/exams.ts';
import type { WriteContext } from '../../http/context.ts';
import { settle, tell } from './study.ts';

/** An exam is done, as a lesson, by whoever passed it; by nobody else, and by nobody any more. */
export async function settleExam(ctx: WriteContext, userId: number, examId: number): Promise<void> {
  const passed = await hasPassed(ctx.tx, userId, examId);
  for (const lesson of await examLessonsOf(ctx.tx, { userId, examId })) {
    await settleLesson(ctx, userId, lesson, passed);
  }
}

/** Exams of a course that the person passed before are done with his enrolment. */
export async function takeOverPasses(
  ctx: WriteContext,
  userId: number,
  courseId: number,
): Promise<void> {
  for (const lesson of await examLessonsOf(ctx.tx, { userId, courseId })) {
    if (await hasPassed(ctx.tx, userId, lesson.exam_id!)) {
      await settleLesson(ctx, userId, lesson, true);
    }
  }
}

async function settleLesson(
  ctx: WriteContext,
  userId: number,
  {
    enrolment_id: enrolmentId,
    lesson_id: lessonId,
    minutes,
  }: { enrolment_id: number; lesson_id: number; minutes: number | null },
  passed: boolean,
): Promise<void> {
  const { tx, now } = ctx;
  const done = (await progressOf(tx, [enrolmentId])).some((one) => one.lesson_id === lessonId);
  if (done === passed) return;
  if (passed) {
    await putProgress(tx, {
      enrolment_id: enrolmentId,
      lesson_id: lessonId,
      started_at: now,
      finished_at: now,
      by_id: userId,
      minutes,
    });
  } else await removeProgress(tx, enrolmentId, lessonId);
  await settle(ctx, (await enrolmentById(tx, enrolmentId))!);
  await tell(ctx, userId);
}
