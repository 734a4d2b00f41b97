import { alertRules } from '@xinhang/db/repositories/alert-rules.ts';
import { listAlerts } from '@xinhang/db/repositories/alerts.ts';
import { holdersOf } from '@xinhang/db/repositories/rights.ts';
import { putWeeklyRun } from '@xinhang/db/repositories/weekly-reports.ts';
import { workCalendar } from '@xinhang/db/repositories/calendar.ts';
import { addDays, businessDate, startOfDay, weekday } from '@xinhang/shared/business-date.ts';
import { addWorkdays } from '@xinhang/shared/work-calendar.ts';
import type { Actor } from '@xinhang/db/actor.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import { nobody, type WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { alertJob } from '../modules/alerts/night.ts';
import { handleAlert } from '../modules/alerts/handle.ts';
import { changeRule } from '../modules/alerts/rules.ts';
import { deliverTo } from '../modules/weekly/deliver.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

const HOUR_MS = 3_600_000;
/** Working days ago on which the rules looked, the last today: the first ones went up by then. */
const NIGHTS = [9, 6, 3, 0];
const WEEKS = 3;
const notes = [
  '已经打电话，客户下周给答复。',
  '客户换了负责人，重新约了见面。',
  '和客户改了时间，等样机到货。',
];

/** Alerts that are open, escalated and handled, and the weekly reports of the last weeks. */
export async function makeAlerts(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  now: number,
): Promise<void> {
  const today = businessDate(now, DEMO_ZONE);
  const act = async <T>(who: Actor, at: number, work: (ctx: WriteContext) => Promise<T>) =>
    await runCommand(deps.db, hub, async (_tx, as) => await work(as(demoContext(deps, who, at))));
  const administrator = await actorFor(deps.db.read, cast, 'baixiaoyu');
  const calendar = await workCalendar(deps.db.read, addDays(today, -60), today);
  const first = startOfDay(addWorkdays(today, -NIGHTS[0]!, calendar), DEMO_ZONE);
  for (const { id, version } of await alertRules(deps.db.read)) {
    await act(
      administrator,
      first,
      async (ctx) => await changeRule(ctx, id, { version, active: true }),
    );
  }
  for (const ago of NIGHTS) {
    const date = addWorkdays(today, -ago, calendar);
    const at = Math.min(startOfDay(date, DEMO_ZONE) + 6.5 * HOUR_MS, now);
    await alertJob.run({
      id: 0,
      input: { date },
      point: null,
      async step(work) {
        await act(nobody, at, async (ctx) => await work(ctx, { over: () => false }));
      },
      look: () => Promise.reject(new Error('the night of the demo reads inside its steps')),
      saveFile: () => Promise.reject(new Error('the night of the demo writes no file')),
    });
  }
  await handleSome(deps, cast, act, now);
  await deliver(deps, act, today);
}

type Act = <T>(who: Actor, at: number, work: (ctx: WriteContext) => Promise<T>) => Promise<T>;

/** Of each seller's own the oldest one that he said something about. */
async function handleSome(deps: Deps, cast: Cast, act: Act, now: number): Promise<void> {
  let at = 0;
  for (const login of cast.users.keys()) {
    const actor = await actorFor(deps.db.read, cast, login);
    const filter = { whose: 'mine', closed: false, ownerId: actor.userId } as const;
    const own = await listAlerts(deps.db.read, actor, filter, { after: null, limit: 50 });
    const oldest = own.at(-1);
    if (!oldest || own.length < 3) continue;
    const note = notes[(at += 1) % notes.length]!;
    await act(actor, now - 20 * HOUR_MS, async (ctx) => await handleAlert(ctx, oldest.id, note));
  }
}

/** As each Monday delivered them. */
async function deliver(deps: Deps, act: Act, today: string): Promise<void> {
  const monday = addDays(today, 1 - weekday(today));
  for (let ago = WEEKS; ago >= 1; ago -= 1) {
    const from = addDays(monday, -7 * ago);
    const at = startOfDay(addDays(from, 7), DEMO_ZONE) + 8 * HOUR_MS;
    if (at > deps.now()) continue;
    for (const userId of await holdersOf(deps.db.read, 'weeklyReports.receive')) {
      await act(
        nobody,
        at,
        async (ctx) => await deliverTo(ctx, userId, { from, to: addDays(from, 6) }),
      );
    }
    await act(nobody, at, async (ctx) => await putWeeklyRun(ctx.tx, { from_on: from, at }));
  }
}
