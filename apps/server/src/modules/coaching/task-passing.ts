import { openTasksAbout } from '@xinhang/db/repositories/task-estate.ts';
import { taskById, taskTexts } from '@xinhang/db/repositories/tasks.ts';
import type { CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import { NO_DATE } from '@xinhang/db/no-date.ts';
import type { WriteContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import type { OwnedKind, Passed } from '../../registry/owned.ts';
import { userById } from '../org/service.ts';
import { remindOf } from '../system/service.ts';
import { taskEstate } from './estate.ts';
import { change, tell } from './tasks.ts';

/** Characters of a task that stand for its name. */
const NAME_LENGTH = 40;

/** Tasks, as lower modules speak of them: seen by who gave and who received them. */
export const ownedTask: OwnedKind = {
  kind: 'task',
  async names(ctx, ids) {
    const texts = await taskTexts(ctx.db, ctx.actor.userId, ids);
    return new Map([...texts].map(([id, text]) => [id, text.slice(0, NAME_LENGTH)]));
  },
  estate: taskEstate,
  customerPassed: passTasks,
  goesOn: goOnWithTasks,
  async reminds(ctx, id) {
    const row = await taskById(ctx.db, id);
    if (!row || row.closed === 1) return null;
    return { userIds: [row.to_user_id], notice: 'task-due', route: '/tasks' };
  },
};

/**
 * What the former owner of a customer was told to do with it its new owner is told; with one in the
 * pool nothing can be done, and who told it hears of that.
 */
async function passTasks(ctx: WriteContext, { customer, from }: Passed): Promise<number[]> {
  const { owner_id: to } = customer;
  if (to !== null && from === null) return [];
  const ids = await openTasksAbout(ctx.tx, customer.id, to === null ? null : from);
  for (const id of ids) {
    const before = (await taskById(ctx.tx, id))!;
    if (to !== null) {
      if (to !== ctx.actor.userId) await tell(ctx, to, 'task-given', id);
      const changes = { to_user_id: to, state: 'given', acknowledged_at: null };
      await change(ctx, 'tasks.pass', before, changes);
      continue;
    }
    for (const one of new Set([before.from_user_id, before.to_user_id])) {
      if (one !== ctx.actor.userId) await tell(ctx, one, 'task-ended', id);
    }
    const changes = { state: 'withdrawn', closed: 1, closed_at: ctx.now };
    await change(ctx, 'tasks.withdraw', before, changes);
  }
  return ids;
}

/** The customer is back from the pool: what was withdrawn there is to be done again. */
async function goOnWithTasks(
  ctx: WriteContext,
  _customer: CustomerRecord,
  ids: readonly number[],
): Promise<void> {
  for (const id of ids) {
    const before = await taskById(ctx.tx, id);
    if (before?.state !== 'withdrawn') continue;
    if ((await userById(ctx.tx, before.to_user_id))?.state === 'left') continue;
    const { due_on: on, due_time: time, acknowledged_at: at } = before;
    const state = at === null ? 'given' : 'acknowledged';
    await change(ctx, 'tasks.reopen', before, { state, closed: 0, closed_at: null });
    if (time !== null && on !== NO_DATE && on >= (await todayOf(ctx))) {
      await remindOf(ctx, { kind: 'task', id }, { on, time });
    }
    if (before.to_user_id !== ctx.actor.userId)
      await tell(ctx, before.to_user_id, 'task-given', id);
  }
}
