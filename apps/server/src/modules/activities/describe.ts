import type { NamedFollowUp } from '@xinhang/db/repositories/follow-ups.ts';
import type { FollowUp } from '@xinhang/shared/activities.ts';
import type { ReadContext } from '../../http/context.ts';
import { editWindow } from '../customers/service.ts';
import { articlesUsed } from '../learning/service.ts';
import { filesByRow } from '../system/service.ts';
import { toFollowUp } from './mapper.ts';
import { dealsOf } from './of-deal.ts';
import { ownedFollowUp } from './owned.ts';

/** Follow-ups that the actor found through scope, as they are answered, in the same order. */
export async function describeFollowUps(
  ctx: ReadContext,
  rows: readonly NamedFollowUp[],
): Promise<FollowUp[]> {
  const ids = rows.map((row) => row.id);
  const files = await filesByRow(ctx.db, ownedFollowUp.kind, ids);
  const articles = await articlesUsed(ctx, ids);
  const open = await editWindow(ctx);
  const deal = await dealsOf(ctx, rows);
  return rows.map((row) =>
    toFollowUp(
      row,
      { id: row.customer_id, name: row.customer_name },
      deal(row.deal_id),
      { files: files.get(row.id) ?? [], articles: articles.get(row.id) ?? [] },
      open({ authorId: row.author_id, at: row.at }),
    ),
  );
}
