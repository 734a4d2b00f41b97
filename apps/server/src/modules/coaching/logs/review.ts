import {
  insertLogReview,
  logReviewById,
  reviewsOfLogs,
  updateLog,
  updateLogReview,
  type LogReviewRecord,
  type NamedWorkLog,
} from '@xinhang/db/repositories/work-logs.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { Review } from '@xinhang/shared/reviews.ts';
import { conflict } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { toReview } from '../mapper.ts';
import { tellThread, writeMessage } from '../messages.ts';
import { mayReviewLog } from '../policy.ts';
import { wantedReview, type AcknowledgeBody, type SetBody } from '../review.ts';
import { needLog } from './describe.ts';

async function record(
  ctx: WriteContext,
  action: string,
  log: NamedWorkLog,
  before: object | null,
  after: LogReviewRecord,
): Promise<void> {
  await ctx.audit({ action, entity: 'workLogReview', entityId: after.id, before, after });
  const { id, version, author_id: authorId } = log;
  await ctx.emit({ entity: 'workLog', id, version, audience: [authorId] });
}

/** Says what the actor thinks of a log, as of a follow-up; from then on it is closed to its author. */
export async function setLogReview(
  ctx: WriteContext,
  logId: number,
  body: SetBody,
): Promise<Review> {
  const { tx, actor, now } = ctx;
  const log = await needLog(ctx, logId);
  if (!mayReviewLog(actor, log)) throw problem('forbidden');
  const before = (await reviewsOfLogs(tx, [logId])).find((row) => row.reviewer_id === actor.userId);
  const said = { ...wantedReview(before, body), at: now, acknowledged_at: null };
  const after = before
    ? await updateLogReview(tx, before, said)
    : await insertLogReview(tx, {
        log_id: logId,
        author_id: log.author_id,
        reviewer_id: actor.userId,
        ...said,
      });
  if (!after) throw problem('version-conflict');
  if (log.state === 'submitted' && !(await updateLog(tx, log, { state: 'reviewed' }))) {
    throw problem('version-conflict');
  }
  await record(ctx, 'workLogs.setReview', log, before ?? null, after);
  const asked = after.asks === 1 && before?.asks !== 1;
  if (!before || before.acknowledged_at !== null || asked) {
    await ctx.notify([log.author_id], {
      kind: after.asks === 1 ? 'log-asked' : 'log-reviewed',
      about: { entity: 'workLog', id: logId },
      route: `/work-logs/${logId}`,
    });
  }
  return toReview({ ...after, reviewer_name: actor.name });
}

/** The author has read a review of a log, and answers what it asks in the thread of the log. */
export async function acknowledgeLogReview(
  ctx: WriteContext,
  id: number,
  { version, answer }: AcknowledgeBody,
): Promise<Review> {
  const { tx, actor, now } = ctx;
  const before = await logReviewById(tx, id);
  if (!before) throw problem('not-found');
  const log = await needLog(ctx, before.log_id);
  if (log.author_id !== actor.userId) throw problem('forbidden');
  if (version !== before.version) throw conflict(before.version, toReview(before), {});
  if (before.acknowledged_at !== null) throw problem('state-refused');
  if (before.asks === 1 && answer === undefined) throw fieldRefused('/answer', 'required');
  const after = await updateLogReview(tx, before, { acknowledged_at: now });
  if (!after) throw problem('version-conflict');
  await record(ctx, 'workLogs.acknowledge', log, before, after);
  if (answer !== undefined) {
    const about = { kind: 'workLog', id: log.id } as const;
    await writeMessage(ctx, about, answer);
    await tellThread(ctx, about, [before.reviewer_id], 'review-answered');
  }
  return toReview({ ...after, reviewer_name: before.reviewer_name });
}
