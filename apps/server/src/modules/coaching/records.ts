import { messageCounts } from '@xinhang/db/repositories/messages.ts';
import { reviewsOf } from '@xinhang/db/repositories/reviews.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { Reviewed } from '@xinhang/shared/reviews.ts';
import type { ReadContext } from '../../http/context.ts';
import { describeFollowUps, followUpsByIds, type NamedFollowUp } from '../activities/service.ts';
import { toReview } from './mapper.ts';
import { mayReview } from './policy.ts';

/** The follow-up if the actor may read it; one out of scope does not exist (404). */
export async function needRecord(ctx: ReadContext, id: number): Promise<NamedFollowUp> {
  const row = (await followUpsByIds(ctx.db, ctx.actor, [id])).get(id);
  if (!row) throw problem('not-found');
  return row;
}

/** Follow-ups with what was said of them, in the order of these ids; what is not seen is left out. */
export async function describeRecords(
  ctx: ReadContext,
  ids: readonly number[],
): Promise<Reviewed[]> {
  const found = await followUpsByIds(ctx.db, ctx.actor, ids);
  const rows = ids.flatMap((id) => found.get(id) ?? []);
  const reviews = Map.groupBy(await reviewsOf(ctx.db, ids), (row) => row.follow_up_id);
  const messages = await messageCounts(ctx.db, 'followUp', ids);
  return (await describeFollowUps(ctx, rows)).map((followUp) => ({
    followUp,
    reviews: (reviews.get(followUp.id) ?? []).map(toReview),
    messages: messages.get(followUp.id) ?? 0,
    mayReview: mayReview(ctx.actor, followUp.author.id),
  }));
}
