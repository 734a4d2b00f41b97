import { listFollowUps } from '@xinhang/db/repositories/follow-ups.ts';
import type { FollowUp } from '@xinhang/shared/activities.ts';
import type { ReadContext } from '../../http/context.ts';
import { describeFollowUps } from './describe.ts';

/** The last follow-ups that a person wrote, of those that the reader may open; newest first. */
export async function lastTalksBy(
  ctx: ReadContext,
  authorId: number,
  limit: number,
): Promise<FollowUp[]> {
  const page = { authorIds: [authorId], after: null, limit };
  const rows = await listFollowUps(ctx.db, ctx.actor, page);
  return await describeFollowUps(ctx, rows);
}
