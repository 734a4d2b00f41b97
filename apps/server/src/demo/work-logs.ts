import { may, type Actor } from '@xinhang/db/actor.ts';
import { listLogs, reviewsOfLogs } from '@xinhang/db/repositories/work-logs.ts';
import { addDays, businessDate, startOfDay, weekday } from '@xinhang/shared/business-date.ts';
import type { LogKind } from '@xinhang/shared/work-logs.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { EventHub } from '../http/events.ts';
import { suggestedRows } from '../modules/coaching/logs/lines.ts';
import { logClock, periodOf } from '../modules/coaching/logs/period.ts';
import { acknowledgeLogReview, setLogReview } from '../modules/coaching/logs/review.ts';
import { createLog } from '../modules/coaching/logs/write.ts';
import { Dice } from './dice.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';
import { leaver } from './staff.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Logs of the last so many days; the last few wait for their reader. */
const FIRST_DAY = 24;
const UNREVIEWED_DAYS = 4;

const results = [
  '老客户报价都确认了，月底前能下单。',
  '新样品客户满意，等技术部门试装。',
  '两家约了下周见面，一家没有打通。',
  '合同已经寄出，催了付款条件。',
];
const problems = ['交期比对手长一周，客户有意见。', '客户换了采购，要重新认识人。', '', '', ''];
const helps = ['请经理一起去谈一次价格。', '需要技术部门出一份选型说明。', '', '', '', ''];
const plans = [
  '打十个电话\n把样品寄出去',
  '拜访开发区两家新客户',
  '整理报价\n约客户来看样机',
  '催合同回传',
];
const comments: readonly (readonly [rating: number, comment: string, asks: boolean])[] = [
  [4, '计划做到了，继续。', false],
  [3, '结果写得太笼统，写清楚金额和时间。', false],
  [5, '', false],
  [3, '没打通的那家今天联系上了吗？', true],
];

/** Weeks of logs: most on time, some late, some missing; the older ones reviewed. */
export async function makeLogs(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  { seed, now }: { seed: number; now: number },
): Promise<void> {
  const dice = new Dice(seed + 5);
  const today = businessDate(now, DEMO_ZONE);
  const first = periodOf('week', addDays(today, -FIRST_DAY)).from;
  const clock = await logClock(deps.db.read, { from: first, to: today });
  for (const login of cast.users.keys()) {
    const actor = await actorFor(deps.db.read, cast, login);
    if (!may(actor, 'workLogs.create') || login === leaver.login) continue;
    for (const kind of ['day', 'week'] as const) {
      for (const period of clock.periods(kind, { from: first, to: addDays(today, -1) })) {
        if (period.to >= today || dice.chance(0.12)) continue;
        const late = dice.chance(0.1);
        const due = clock.dueAt(period);
        const evening = startOfDay(period.to, DEMO_ZONE) + (17 + dice.int(0, 3)) * HOUR_MS;
        const at = late ? due + dice.int(1, 6) * HOUR_MS : evening;
        if (at < now) await writeOne({ deps, hub, actor, dice }, kind, period.from, at);
      }
    }
  }
  await reviewThem(deps, hub, cast, { dice, today });
}

async function writeOne(
  { deps, hub, actor, dice }: { deps: Deps; hub: EventHub; actor: Actor; dice: Dice },
  kind: LogKind,
  from: string,
  at: number,
): Promise<void> {
  const words = {
    results: dice.pick(results),
    problems: dice.pick(problems),
    help: dice.pick(helps),
    next: dice.pick(plans),
  };
  const did = dice.chance(0.6);
  await runCommand(deps.db, hub, async (_tx, as) => {
    const ctx = as(demoContext(deps, actor, at));
    const period = periodOf(kind, from);
    const { since } = (await logClock(ctx.db, period)).instants(period);
    const lines = (await suggestedRows(ctx, kind, period, since, null)).slice(0, 6).map((row) => ({
      text: row.text,
      about:
        row.plan_id !== null
          ? ({ kind: 'plan', id: row.plan_id } as const)
          : row.customer_id !== null
            ? ({ kind: 'customer', id: row.customer_id } as const)
            : row.task_id !== null
              ? ({ kind: 'task', id: row.task_id } as const)
              : null,
      done: did,
    }));
    await createLog(ctx, { kind, on: from, ...words, lines, submit: true });
  });
}

/** Heads of teams read what their people submitted, a few days behind. */
async function reviewThem(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  { dice, today }: { dice: Dice; today: string },
): Promise<void> {
  const logins = new Map([...cast.users].map(([login, id]) => [id, login]));
  const to = addDays(today, -UNREVIEWED_DAYS - (weekday(today) === 1 ? 2 : 0));
  for (const login of cast.users.keys()) {
    const actor = await actorFor(deps.db.read, cast, login);
    const reach = actor.reach.get('workLogs.review');
    if (!reach || reach.all) continue;
    const filter = { authorIds: reach.ownerIds, notBy: actor.userId, states: ['submitted'], to };
    for (const log of await listLogs(deps.db.read, filter, { after: null, limit: 200 })) {
      if (dice.chance(0.15)) continue;
      const [rating, comment, asks] = dice.pick(comments);
      const at = log.submitted_at! + 15 * HOUR_MS;
      const act = async (
        who: Actor,
        when: number,
        work: (ctx: Parameters<typeof setLogReview>[0]) => Promise<unknown>,
      ) =>
        await runCommand(
          deps.db,
          hub,
          async (_tx, as) => await work(as(demoContext(deps, who, when))),
        );
      await act(
        actor,
        at,
        async (ctx) => await setLogReview(ctx, log.id, { rating, comment, asks }),
      );
      if (dice.chance(0.2)) continue;
      const [review] = await reviewsOfLogs(deps.db.read, [log.id]);
      const author = await actorFor(deps.db.read, cast, logins.get(log.author_id)!);
      const answer = asks ? '联系上了，约在下周二。' : undefined;
      await act(
        author,
        Math.min(at + 2 * HOUR_MS, at + DAY_MS),
        async (ctx) =>
          await acknowledgeLogReview(ctx, review!.id, {
            version: review!.version,
            ...(answer && { answer }),
          }),
      );
    }
  }
}
