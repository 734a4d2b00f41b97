import { reaches } from '@xinhang/db/actor.ts';
import { finishedBetween } from '@xinhang/db/repositories/attempts.ts';
import type { ReadContext } from '../../http/context.ts';
import { minutesOf } from './hours.ts';
import { trainingScores } from './results.ts';

/** What a person learned within business dates, for himself and for those who lead him; else null. */
export async function trainingOf(
  ctx: ReadContext,
  userId: number,
  { from, to }: { from: string; to: string },
) {
  const { actor, db } = ctx;
  if (userId !== actor.userId && !reaches(actor, 'training.lead', userId)) return null;
  const score = (await trainingScores(ctx, [userId], { from, to })).get(userId)!;
  const attempts = await finishedBetween(db, userId, { from, to });
  return {
    ...score,
    minutes: (await minutesOf(ctx, [userId], { from, to })).get(userId)!,
    exams: attempts.toReversed().map((row) => ({
      attemptId: row.id,
      exam: { id: row.exam_id, name: row.exam_title },
      on: row.closed_on!,
      percentBp: row.percent_bp!,
      passed: row.passed === 1,
    })),
  };
}
