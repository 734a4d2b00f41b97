import { foundedAt } from '@xinhang/db/repositories/company.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import type { Reader } from '@xinhang/db/database.ts';
import {
  deliveredTo,
  insertReport,
  putWeeklyRun,
  weekDelivered,
} from '@xinhang/db/repositories/weekly-reports.ts';
import { addDays, daysBetween, weekday } from '@xinhang/shared/business-date.ts';
import { z } from 'zod';
import type { WriteContext } from '../../http/context.ts';
import type { ScheduleKind } from '../../jobs/clockwork.ts';
import type { JobKind } from '../../jobs/kind.ts';
import { holdersOf, loadActor } from '../org/service.ts';
import { reportRows } from './report.ts';

const DAY_MS = 86_400_000;

/** The week whose report is due on a business date: the last whole one before the newest due day. */
async function weekDue(
  db: Reader,
  date: string,
): Promise<{ from: string; to: string; on: string }> {
  const due = Number(await readSetting(db, 'weeklyReports.weekday'));
  const on = addDays(date, -((weekday(date) - due + 7) % 7));
  const from = addDays(on, 1 - weekday(on) - 7);
  return { from, to: addDays(from, 6), on };
}

/** Makes the report of one person and delivers it; nobody gets one of a week twice. */
export async function deliverTo(
  ctx: WriteContext,
  userId: number,
  week: { from: string; to: string },
): Promise<number | null> {
  const actor = await loadActor(ctx.tx, userId);
  if (!actor?.reach.has('weeklyReports.receive')) return null;
  const rows = await reportRows({ ...ctx, actor }, week);
  if (rows.length === 0) return null;
  const id = await insertReport(ctx.tx, {
    recipient_id: userId,
    from_on: week.from,
    to_on: week.to,
    made_at: ctx.now,
    rows: JSON.stringify(rows),
  });
  await ctx.audit({
    action: 'weeklyReports.deliver',
    entity: 'weeklyReport',
    entityId: id,
    // Not the figures: they are kept where they are read, by whom they were delivered to.
    after: { userId, from: week.from, to: week.to },
  });
  await ctx.notify([userId], {
    kind: 'weekly-report',
    about: { entity: 'weeklyReport', id },
    route: `/weekly-reports/${id}`,
  });
  return id;
}

const dated = z.object({ date: z.string() });
interface Point {
  done: boolean;
}

/** One person after the other, each in a transaction of its own; after a kill the rest. */
const weeklyJob: JobKind<z.output<typeof dated>, Point> = {
  kind: 'weekly.deliver',
  input: dated,
  needs: () => null,
  resumable: true,
  async run(job) {
    if (job.point?.done) return;
    const first = await job.look();
    const week = await weekDue(first.db, job.input.date);
    const has = await deliveredTo(first.db, week.from);
    const waiting = (await holdersOf(first.db, 'weeklyReports.receive')).filter(
      (id) => !has.has(id),
    );
    for (const userId of waiting) {
      await job.step(async (ctx) => {
        const id = await deliverTo(ctx, userId, week);
        return { done: id === null ? 0 : 1, point: { done: false } };
      });
    }
    await job.step(async (ctx) => {
      await putWeeklyRun(ctx.tx, { from_on: week.from, at: ctx.now });
      return { point: { done: true } };
    });
  },
};

/** On the set day of the week; after the server was off, the newest week's alone, and once. */
export const weeklySchedule: ScheduleKind = {
  key: 'weekly-reports',
  at: '08:00',
  catchUp: 'newest',
  waitAfterFailure: 600_000,
  job: weeklyJob as JobKind<{ date: string }, never>,
  async isDone(db, _now, date, since) {
    const week = await weekDue(db, date);
    // A company that was not there yet on that day has nothing to report.
    const young = (await foundedAt(db)) > since - daysBetween(week.on, date) * DAY_MS;
    return young || (await weekDelivered(db, week.from));
  },
};
