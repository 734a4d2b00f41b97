import { attemptById, attemptsAt, updateAttempt } from '@xinhang/db/repositories/attempts.ts';
import { examById } from '@xinhang/db/repositories/exams.ts';
import type { Attempt } from '@xinhang/shared/attempts.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { conflict } from '../../http/conflict.ts';
import type { WriteContext } from '../../http/context.ts';
import { describeAttempt, mayMarkOf } from './attempt-view.ts';
import { mayForgive } from './standing.ts';

/** The last try of somebody in reach, who has none left and did not pass, counts no more. */
export async function forgiveAttempt(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<Attempt> {
  const row = await attemptById(ctx.tx, id);
  if (!row || row.state === 'open' || !mayMarkOf(ctx, row.user_id)) throw problem('not-found');
  if (version !== row.version) throw conflict(row.version, {}, {});
  const exam = (await examById(ctx.tx, row.exam_id))!;
  if (!mayForgive(exam, row, await attemptsAt(ctx.tx, row.user_id, exam.id))) {
    throw problem('state-refused');
  }
  if (!(await updateAttempt(ctx.tx, row, { forgiven: 1 }))) throw problem('version-conflict');
  const after = { userId: row.user_id, examId: row.exam_id, no: row.no };
  await ctx.audit({ action: 'exams.forgive', entity: 'attempt', entityId: id, after });
  const audience = [row.user_id, ctx.actor.userId];
  await ctx.emit({ entity: 'attempt', id, version: row.version + 1, audience });
  const about = { entity: 'attempt', id };
  const route = `/training/exams/${row.exam_id}`;
  await ctx.notify([row.user_id], { kind: 'exam-again', about, route });
  return await describeAttempt(ctx, id);
}
