import { addView, viewCapOf, viewsOn } from '@xinhang/db/repositories/pool-reach.ts';
import { poolOnly } from '@xinhang/db/scope.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { runCommand } from '../../http/command.ts';
import type { ReadContext } from '../../http/context.ts';
import type { EventHub } from '../../http/events.ts';
import { todayOf } from '../../http/today.ts';

/**
 * Whoever sees a customer only through the pool opens no more of its pages on one business date
 * than the pool allows; a page that was opened today is opened again as often as one likes.
 */
export async function countView(
  ctx: ReadContext,
  hub: EventHub,
  row: { id: number; pool_id: number | null },
): Promise<void> {
  const { actor, db } = ctx;
  if (row.pool_id === null || actor.viewAsBy !== null || !poolOnly(actor, row)) return;
  const max = await viewCapOf(db, row.pool_id);
  if (max === null) return;
  const date = await todayOf(ctx);
  const view = { userId: actor.userId, poolId: row.pool_id, customerId: row.id, date };
  await runCommand(ctx.deps.db, hub, async (tx) => {
    const { seen, count } = await viewsOn(tx, view);
    if (seen) return;
    if (count >= max) throw problem('pool-views-used', { params: { max } });
    await addView(tx, {
      user_id: view.userId,
      on_date: date,
      customer_id: view.customerId,
      pool_id: view.poolId,
    });
  });
}
