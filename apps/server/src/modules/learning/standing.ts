import { publishedOf, questionsByIds } from '@xinhang/db/repositories/questions.ts';
import { examLessonsOf, itemsOf, type ExamRecord } from '@xinhang/db/repositories/exams.ts';
import type { AttemptRecord } from '@xinhang/db/repositories/attempts.ts';
import type { StartRefusal } from '@xinhang/shared/exams.ts';
import type { ReadContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';

const HOUR_MS = 3_600_000;

export interface Standing {
  refusal: StartRefusal | null;
  /** UTC ms, of `waiting`. */
  nextAt: number | null;
  /** The first day on which a course with this exam is due. */
  dueOn: string | null;
}

/** Whether there is a question that could be asked. */
async function hasQuestions({ db }: Pick<ReadContext, 'db'>, examId: number): Promise<boolean> {
  const items = await itemsOf(db, [examId]);
  const ids = items.flatMap((item) => item.question_id ?? []);
  if ((await questionsByIds(db, ids)).some((row) => row.state === 'published')) return true;
  for (const { category_id: id } of items) {
    if (id !== null && (await publishedOf(db, id)).length > 0) return true;
  }
  return false;
}

/** Whether no try is left after these attempts. */
export const triesUsed = (
  exam: Pick<ExamRecord, 'tries'>,
  attempts: readonly Pick<AttemptRecord, 'forgiven'>[],
) => exam.tries !== null && attempts.filter((one) => one.forgiven === 0).length >= exam.tries;

/** Whether one more try may be given for this attempt: the last one, failed, with none left. */
export const mayForgive = (
  exam: Pick<ExamRecord, 'tries' | 'active'>,
  { id, state }: Pick<AttemptRecord, 'id' | 'state'>,
  attempts: readonly AttemptRecord[],
) =>
  exam.active === 1 &&
  state === 'done' &&
  attempts.at(-1)?.id === id &&
  !attempts.some((one) => one.passed === 1) &&
  triesUsed(exam, attempts);

/** Whether a person may begin an exam now, after these attempts of his (as they stand now). */
export async function standingOf(
  ctx: ReadContext,
  exam: ExamRecord,
  userId: number,
  attempts: readonly AttemptRecord[],
): Promise<Standing> {
  const lessons = await examLessonsOf(ctx.db, { userId, examId: exam.id });
  const dueOn = lessons[0]?.due_on ?? null;
  const say = (refusal: StartRefusal | null, nextAt: number | null = null): Standing => ({
    refusal,
    nextAt,
    dueOn,
  });
  if (attempts.some((one) => one.state === 'open')) return say(null);
  if (attempts.some((one) => one.passed === 1)) return say('passed');
  if (lessons.length === 0) return say('not-assigned');
  if (exam.active !== 1) return say('retired');
  if (attempts.some((one) => one.state === 'marking')) return say('marking');
  if (triesUsed(exam, attempts)) return say('tries-used');
  const today = await todayOf(ctx);
  if (exam.open_until !== null && today > exam.open_until) return say('too-late');
  if (exam.open_from !== null && today < exam.open_from) return say('too-early');
  const last = attempts.at(-1)?.closed_at ?? null;
  const nextAt = last === null ? 0 : last + exam.wait_hours * HOUR_MS;
  if (nextAt > ctx.now) return say('waiting', nextAt);
  return say((await hasQuestions(ctx, exam.id)) ? null : 'empty');
}
