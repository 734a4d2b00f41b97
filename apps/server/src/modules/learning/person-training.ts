import { reaches } from '@xinhang/db/actor.ts';
import { finishedBetween } from '@xinhang/db/repositories/attempts.ts';
import type { ReadContext } from '../../http/context.ts';
import { minutesOf } from './hours.ts';
import { trainingScores } from './results.ts';

/** In 1/100 %: of each exam the last of these attempts, oldest first; null without any. */
export function examAverage(
  attempts: readonly { exam_id: number; percent_bp: number | null }[],
): number | null {
  const last = [...new Map(attempts.map((one) => [one.exam_id, one.percent_bp!])).values()];
  return last.length === 0 ? null : Math.round(last.reduce((a, b) => a + b, 0) / last.length);
}

/**
 * What people learned within business dates, as a scorecard shows it: of those whom the actor leads
 * in training, and of himself; of the others nothing.
 */
export async function learnedInReach(
  ctx: Pick<ReadContext, 'db' | 'actor'>,
  userIds: readonly number[],
  period: { from: string; to: string },
) {
  const { actor, db } = ctx;
  const shown = userIds.filter((id) => id === actor.userId || reaches(actor, 'training.lead', id));
  const scores = await trainingScores(ctx, shown, period);
  const minutes = await minutesOf(ctx, shown, period);
  const attempts = Map.groupBy(await finishedBetween(db, shown, period), (one) => one.user_id);
  return new Map(
    shown.map((id) => [
      id,
      {
        ...scores.get(id)!,
        minutes: minutes.get(id)!,
        examBp: examAverage(attempts.get(id) ?? []),
      },
    ]),
  );
}

/** What a person learned within business dates, for himself and for those who lead him; else null. */
export async function trainingOf(
  ctx: ReadContext,
  userId: number,
  { from, to }: { from: string; to: string },
) {
  const { actor, db } = ctx;
  if (userId !== actor.userId && !reaches(actor, 'training.lead', userId)) return null;
  const score = (await trainingScores(ctx, [userId], { from, to })).get(userId)!;
  const attempts = await finishedBetween(db, [userId], { from, to });
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
