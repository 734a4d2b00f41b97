import {
  insertReview,
  reviewById,
  reviewsOf,
  updateReview,
  type ReviewRecord,
} from '@xinhang/db/repositories/reviews.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { Review } from '@xinhang/shared/reviews.ts';
import type { WriteContext } from '../../http/context.ts';
import type { NamedFollowUp } from '../activities/service.ts';
import { childAudience, findCustomer } from '../customers/service.ts';
import { toReview } from './mapper.ts';
import { tellThread, writeMessage } from './messages.ts';
import { mayReview } from './policy.ts';
import { needRecord } from './records.ts';

export type SetBody = EndpointInput<typeof api.reviews.set>['body'];

/** What a reviewer says after this change of what he said before: something, and a question in words. */
export function wantedReview(
  before: Pick<ReviewRecord, 'rating' | 'comment' | 'asks'> | undefined,
  body: SetBody,
) {
  const wanted = {
    rating: body.rating === undefined ? (before?.rating ?? null) : body.rating,
    comment: body.comment ?? before?.comment ?? '',
    asks: (body.asks ?? before?.asks === 1) ? 1 : 0,
  };
  if (wanted.rating === null && wanted.comment === '')
    throw fieldRefused('/rating', 'says-nothing');
  if (wanted.asks === 1 && wanted.comment === '') throw fieldRefused('/comment', 'required');
  return wanted;
}

/** Audit, and news for those who see the follow-up. */
async function recordReview(
  ctx: WriteContext,
  action: string,
  record: NamedFollowUp,
  before: object | null,
  after: ReviewRecord,
): Promise<void> {
  const customerId = record.customer_id;
  await ctx.audit({ action, entity: 'review', entityId: after.id, customerId, before, after });
  await tellRecord(ctx, record);
}

/** News that something was said of a follow-up. */
async function tellRecord(ctx: WriteContext, record: NamedFollowUp): Promise<void> {
  const { id, version, customer_id: customerId } = record;
  const customer = await findCustomer(ctx.tx, ctx.actor, 'followUps.read', customerId);
  const audience = await childAudience(ctx.tx, customer);
  await ctx.emit({ entity: 'followUp', id, version, customerId, audience });
}

/** The author hears of a review; of one that he has not read yet only that it asks him now. */
async function tellAuthor(
  ctx: WriteContext,
  record: NamedFollowUp,
  before: ReviewRecord | undefined,
  after: ReviewRecord,
): Promise<void> {
  const asked = after.asks === 1 && before?.asks !== 1;
  if (before && before.acknowledged_at === null && !asked) return;
  await ctx.notify([record.author_id], {
    kind: after.asks === 1 ? 'review-asked' : 'review-given',
    about: { entity: 'followUp', id: record.id },
    route: `/reviews/${record.id}`,
  });
}

/**
 * Says what the actor thinks of a follow-up. There is one review of each reviewer: what is given
 * replaces what he said before, and has to be read anew by its author.
 */
export async function setReview(
  ctx: WriteContext,
  followUpId: number,
  body: SetBody,
): Promise<Review> {
  const { tx, actor, now } = ctx;
  const record = await needRecord(ctx, followUpId);
  if (!mayReview(actor, record.author_id)) throw problem('forbidden');
  const before = (await reviewsOf(tx, [followUpId])).find(
    (row) => row.reviewer_id === actor.userId,
  );
  const said = { ...wantedReview(before, body), at: now, acknowledged_at: null };
  const after = before
    ? await updateReview(tx, before, said)
    : await insertReview(tx, {
        follow_up_id: followUpId,
        author_id: record.author_id,
        reviewer_id: actor.userId,
        ...said,
      });
  if (!after) throw problem('version-conflict');
  await recordReview(ctx, 'reviews.set', record, before ?? null, after);
  await tellAuthor(ctx, record, before, after);
  return toReview({ ...after, reviewer_name: actor.name });
}

/** The author has read a review, and answers what it asks in the thread of the follow-up. */
export async function acknowledgeReview(
  ctx: WriteContext,
  id: number,
  answer: string | undefined,
): Promise<Review> {
  const { tx, actor, now } = ctx;
  const before = await reviewById(tx, id);
  if (!before) throw problem('not-found');
  const record = await needRecord(ctx, before.follow_up_id);
  if (before.author_id !== actor.userId) throw problem('forbidden');
  if (before.asks === 1 && answer === undefined && before.acknowledged_at === null) {
    throw fieldRefused('/answer', 'required');
  }
  const after =
    before.acknowledged_at === null
      ? await updateReview(tx, before, { acknowledged_at: now })
      : before;
  if (!after) throw problem('version-conflict');
  await recordReview(ctx, 'reviews.acknowledge', record, before, after);
  if (answer !== undefined) {
    const about = { kind: 'followUp', id: record.id } as const;
    await writeMessage(ctx, about, answer);
    await tellThread(ctx, about, [before.reviewer_id], 'review-answered');
  }
  return toReview({ ...after, reviewer_name: before.reviewer_name });
}
