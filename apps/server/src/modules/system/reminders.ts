import { company } from '@xinhang/db/repositories/company.ts';
import {
  dropReminder,
  moveReminder,
  putReminder,
  remindersDue,
  setTold,
} from '@xinhang/db/repositories/reminders.ts';
import type { WriteContext } from '../../http/context.ts';
import type { Watch } from '../../jobs/clockwork.ts';
import { instantOf } from '../../jobs/due.ts';
import type { OwnedKinds } from '../../registry/owned.ts';

const AT_ONCE = 500;

/**
 * Reminds the people of a row at its date and time of day in the company's zone; without a time, or
 * with one that is past, of nothing.
 */
export async function remindOf(
  ctx: WriteContext,
  { kind, id }: { kind: string; id: number },
  due: { on: string; time: string | null } | null,
): Promise<void> {
  await dropReminder(ctx.tx, kind, id);
  if (!due || due.time === null) return;
  const at = instantOf(due.on, due.time, (await company(ctx.tx))!.time_zone);
  if (at > ctx.now) await putReminder(ctx.tx, { kind, row_id: id, at });
}

/** Whoever put off what he is reminded of is reminded when it comes back. */
export async function putOffReminder(
  ctx: WriteContext,
  owned: OwnedKinds,
  { kind, id, until }: { kind: string; id: number; until: number },
): Promise<void> {
  const told = await owned.get(kind)?.reminds?.(ctx, id);
  if (!told?.userIds.includes(ctx.actor.userId)) return;
  await moveReminder(ctx.tx, { kind, row_id: id, at: until });
}

/** Tells people at the time of day of what they have to do; also after the server was off. */
export const reminding = (owned: OwnedKinds): Watch => ({
  isDue: async (db, now) => (await remindersDue(db, now, 1)).length > 0,
  async run(ctx) {
    for (const reminder of await remindersDue(ctx.tx, ctx.now, AT_ONCE)) {
      const { kind, row_id: id } = reminder;
      const told = await owned.get(kind)?.reminds?.(ctx, id);
      if (!told) {
        await dropReminder(ctx.tx, kind, id);
        continue;
      }
      await setTold(ctx.tx, reminder);
      const about = { entity: kind, id };
      await ctx.notify(told.userIds, { kind: told.notice, about, route: told.route });
    }
  },
});
