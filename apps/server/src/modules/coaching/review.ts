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
import { conflict } from '../../http/conflict.ts';
import type { WriteContext } from '../../http/context.ts';
import { followUpById, followUpsByIds, type NamedFollowUp } from '../activities/service.ts';
import { childAudience, customerById, findCustomer } from '../customers/service.ts';
import { loadActor } from '../org/service.ts';
import { toReview } from './mapper.ts';
import { tellThread, writeMessage } from './messages.ts';
import { mayReview } from './policy.ts';
import { needRecord } from './records.ts';

export type SetBody = EndpointInput<typeof api.reviews.set>['body'];
export type AcknowledgeBody = EndpointInput<typeof api.reviews.acknowledge>['body'];
type Talk = Pick<NamedFollowUp, 'id' | 'version' | 'customer_id'>;

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
  record: Talk,
  before: object | null,
  after: ReviewRecord,
): Promise<void> {
  const customerId = record.customer_id;
  await ctx.audit({ action, entity: 'review', entityId: after.id, customerId, before, after });
  await tellRecord(ctx, record);
}

/** News that something was said of a follow-up. */
async function tellRecord(ctx: WriteContext, record: Talk): Promise<void> {
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
  const author = await loadActor(ctx.tx, record.author_id);
  const sees = author && (await followUpsByIds(ctx.tx, author, [record.id])).has(record.id);
  await ctx.notify([record.author_id], {
    kind: after.asks === 1 ? 'review-asked' : 'review-given',
    ...(sees
      ? { about: { entity: 'followUp', id: record.id }, route: `/reviews/${record.id}` }
      : { route: '/reviews?tab=received' }),
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

/** Whoever wrote a follow-up may acknowledge what was said of it, also once he sees it no more. */
async function needReviewed(ctx: WriteContext, before: ReviewRecord) {
  const id = before.follow_up_id;
  const seen = (await followUpsByIds(ctx.db, ctx.actor, [id])).get(id);
  if (before.author_id !== ctx.actor.userId) throw problem(seen ? 'forbidden' : 'not-found');
  return { record: seen ?? (await followUpById(ctx.tx, id))!, seen: seen !== undefined };
}

/** The author has read a review, and answers what it asks in the thread of the follow-up. */
export async function acknowledgeReview(
  ctx: WriteContext,
  id: number,
  { version, answer }: AcknowledgeBody,
): Promise<Review> {
  const { tx, now } = ctx;
  const before = await reviewById(tx, id);
  if (!before) throw problem('not-found');
  const { record, seen } = await needReviewed(ctx, before);
  if (version !== before.version) throw conflict(before.version, toReview(before), {});
  if (before.acknowledged_at !== null) throw problem('state-refused');
  if (before.asks === 1 && answer === undefined) throw fieldRefused('/answer', 'required');
  const after = await updateReview(tx, before, { acknowledged_at: now });
  if (!after) throw problem('version-conflict');
  await recordReview(ctx, 'reviews.acknowledge', record, before, after);
  if (answer !== undefined) {
    const about = { kind: 'followUp', id: record.id } as const;
    const customer = await customerById(tx, record.customer_id);
    const found = {
      version: record.version,
      customerId: record.customer_id,
      audience: await childAudience(tx, customer),
    };
    await writeMessage(ctx, about, answer, seen ? undefined : found);
    await tellThread(ctx, about, [before.reviewer_id], 'review-answered');
  }
  return toReview({ ...after, reviewer_name: before.reviewer_name });
}
