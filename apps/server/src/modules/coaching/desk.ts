import { may } from '@xinhang/db/actor.ts';
import {
  countQueue,
  countReceived,
  queuePage,
  receivedReviews,
} from '@xinhang/db/repositories/reviews.ts';
import type { DeskItem, FollowUp } from '@xinhang/shared/activities.ts';
import type { ReadContext } from '../../http/context.ts';
import type { DeskSource } from '../../registry/boot.ts';
import { deskLine } from '../customers/service.ts';
import { describeFollowUps, followUpsByIds } from '../activities/service.ts';
import { daysToReview } from './queue.ts';

/** Characters of a text that a line shows. */
const TEXT_LENGTH = 200;

const line = (followUp: FollowUp, more: Partial<DeskItem>): DeskItem =>
  deskLine({
    customerId: followUp.customer.id,
    customerName: followUp.customer.name,
    ownerName: followUp.author.name,
    lastFollowAt: followUp.at,
    lastText: followUp.content.slice(0, TEXT_LENGTH),
    recordId: followUp.id,
    snoozeId: followUp.id,
    ...more,
  });

async function talks(ctx: ReadContext, ids: readonly number[]): Promise<Map<number, FollowUp>> {
  const rows = await followUpsByIds(ctx.db, ctx.actor, ids);
  const described = await describeFollowUps(ctx, [...rows.values()]);
  return new Map(described.map((followUp) => [followUp.id, followUp]));
}

/** What the own people wrote since the last working day and nobody has reviewed. */
export const reviewsDue: DeskSource = {
  kind: 'reviewsDue',
  async build(ctx, { today, zone, limit, cap }) {
    if (!may(ctx.actor, 'reviews.create')) return null;
    const filter = { ...(await daysToReview(ctx, today, zone)).span, open: true };
    const found = await queuePage(ctx.db, ctx.actor, filter, {
      after: null,
      limit,
    });
    if (found.length === 0) return null;
    const ids = found.map((row) => row.id);
    const byId = await talks(ctx, ids);
    return {
      count: await countQueue(ctx.db, ctx.actor, filter, cap),
      items: ids.map((id) => line(byId.get(id)!, {})),
      jobs: [],
    };
  },
};

/** What was said of own records and is not acknowledged. */
export const reviewsReceived: DeskSource = {
  kind: 'reviewsReceived',
  async build(ctx, { limit, cap }) {
    if (!may(ctx.actor, 'followUps.read')) return null;
    const open = { open: true, seen: true };
    const page = { before: null, limit };
    const found = await receivedReviews(ctx.db, ctx.actor, open, page);
    if (found.length === 0) return null;
    const byId = await talks(
      ctx,
      found.map((row) => row.follow_up_id),
    );
    return {
      count: await countReceived(ctx.db, ctx.actor, open, cap),
      items: found.map((row) =>
        line(byId.get(row.follow_up_id)!, {
          ownerName: row.reviewer_name,
          ...(row.asks === 0 && { unread: { id: row.id, version: row.version } }),
          note: ['★'.repeat(row.rating ?? 0), row.comment.slice(0, TEXT_LENGTH)]
            .filter(Boolean)
            .join(' '),
        }),
      ),
      jobs: [],
    };
  },
};
