import { alertsRan, anyAlertWork, putAlertRun } from '@xinhang/db/repositories/alert-rules.ts';
import {
  insertAlert,
  newestAlerts,
  openAlertsAfter,
  updateAlert,
  type AlertRecord,
} from '@xinhang/db/repositories/alerts.ts';
import {
  customersToWatch,
  dealsToWatch,
  watchedCustomer,
  watchedDeal,
} from '@xinhang/db/repositories/alert-watch.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import {
  comesBack,
  dayAfter,
  judgeCustomer,
  judgeDeal,
  rulesFor,
  type Cause,
  type RuleInForce,
} from '@xinhang/shared/alert-judge.ts';
import { alertKinds, type AlertKind } from '@xinhang/shared/alerts.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import { isQuiet } from '@xinhang/shared/recycling.ts';
import type { WorkCalendar } from '@xinhang/shared/work-calendar.ts';
import { z } from 'zod';
import type { WriteContext } from '../../http/context.ts';
import type { ScheduleKind } from '../../jobs/clockwork.ts';
import type { JobKind, JobRun, ResultRow } from '../../jobs/kind.ts';
import { listJobRows, workCalendar } from '../system/service.ts';
import { Chains } from './chain.ts';
import { rulesInForce } from './rules.ts';
import { toWatched, toWatchedDeals } from './watch.ts';

const BLOCK = 100;
const MOST = 10 * BLOCK;
const PAGE = 1000;
/** Rules look so far back and ahead. */
const CALENDAR_DAYS = 800;
const FAR = Number.MAX_SAFE_INTEGER;

const phases = ['open', 'customers', 'deals', 'tell'] as const;
interface Point {
  phase: (typeof phases)[number];
  /** Rows of the phase up to this id are done. */
  after: number;
}

/** What a step of the night judges by. */
interface Night {
  ctx: WriteContext;
  date: string;
  zone: string;
  calendar: WorkCalendar;
  rules: RuleInForce[];
  chains: Chains;
  /** Nothing opens and nothing escalates: no working day, or one of the first after a holiday. */
  quiet: boolean;
}

async function nightOf(ctx: WriteContext, date: string): Promise<Night> {
  const from = addDays(date, -CALENDAR_DAYS);
  const calendar = await workCalendar(ctx.tx, from, addDays(date, CALENDAR_DAYS));
  return {
    ctx,
    date,
    zone: (await company(ctx.tx))!.time_zone,
    calendar,
    rules: await rulesInForce(ctx.tx),
    chains: new Chains(ctx.tx),
    quiet: isQuiet(date, calendar),
  };
}

async function record(
  night: Night,
  action: string,
  before: AlertRecord | null,
  after: AlertRecord,
  audience: number[],
): Promise<void> {
  const { ctx } = night;
  const customerId = after.customer_id;
  await ctx.audit({ action, entity: 'alert', entityId: after.id, customerId, before, after });
  await ctx.emit({ entity: 'alert', id: after.id, version: after.version, audience });
}

const told = (userId: number, alertId: number, outcome: 'opened' | 'escalated'): ResultRow => ({
  ref: String(alertId),
  label: '',
  outcome,
  params: { userId },
});

/** Somebody owns the row, and one of the rules that hold for him still finds the cause of the alert. */
async function stillSo(night: Night, alert: AlertRecord) {
  const { ctx, date, rules, calendar, zone, chains } = night;
  const judged = async (ownerId: number, judge: (rule: RuleInForce) => Cause | null) => {
    const of = rulesFor(rules, alert.kind as AlertKind, await chains.pathOf(ownerId));
    const rule = of.find((one) => {
      // What is open stays so when its rule was switched off and on.
      const cause = judge({ ...one, sinceOn: '' });
      return cause !== null && (cause.key === alert.cause || one.kind === 'dealSlipped');
    });
    return rule && { rule, ownerId };
  };
  if (alert.customer_id !== null) {
    const row = await watchedCustomer(ctx.tx, alert.customer_id);
    if (!row) return undefined;
    const customer = toWatched(row, zone);
    return await judged(row.owner_id, (rule) => judgeCustomer(rule, customer, date, calendar));
  }
  const row = await watchedDeal(ctx.tx, alert.deal_id!);
  if (!row) return undefined;
  const deal = (await toWatchedDeals(ctx.tx, [row], zone)).get(row.id)!;
  return await judged(row.owner_id, (rule) => judgeDeal(rule, deal, date, calendar));
}

const toldHeads = ({ head_id, above_id }: AlertRecord) =>
  [head_id, above_id].flatMap((id) => id ?? []);

/** The row is somebody else's now: its days and its way up begin anew with him. */
async function passOn(
  night: Night,
  alert: AlertRecord,
  rule: RuleInForce,
  ownerId: number,
): Promise<ResultRow[]> {
  const { ctx, date, calendar, chains } = night;
  const after = await updateAlert(ctx.tx, alert, {
    asked_id: ownerId,
    head_id: null,
    head_on: null,
    above_id: null,
    above_on: null,
    next_on: rule.headDays === null ? null : dayAfter(rule, date, rule.headDays, calendar),
  });
  if (!after) return [];
  const owner = (await chains.reads(ownerId, alert)) ? [ownerId] : [];
  await record(night, 'alerts.pass', alert, after, [...owner, ...toldHeads(alert)]);
  return owner.map((userId) => told(userId, alert.id, 'opened'));
}

/** Nobody acted in time: the next head hears of it. */
async function goUp(
  night: Night,
  alert: AlertRecord,
  rule: RuleInForce,
  ownerId: number,
): Promise<ResultRow[]> {
  const { ctx, date, calendar, chains } = night;
  const toHead = alert.head_id === null;
  const known = toldHeads(alert);
  const head = await chains.next(ownerId, alert, known);
  const further =
    toHead && head !== null && rule.aboveDays !== null
      ? dayAfter(rule, date, rule.aboveDays, calendar)
      : null;
  const changes = {
    next_on: further,
    ...(head !== null && toHead && { head_id: head, head_on: date }),
    ...(head !== null && !toHead && { above_id: head, above_on: date }),
  };
  const after = await updateAlert(ctx.tx, alert, changes);
  if (!after || head === null) return [];
  await record(night, 'alerts.escalate', alert, after, [ownerId, head, ...known]);
  return [told(head, alert.id, 'escalated')];
}

/** Closes what is over, begins anew with a new owner, and sends on what nobody handled in time. */
async function lookAt(night: Night, alert: AlertRecord): Promise<ResultRow[]> {
  const { ctx, date } = night;
  const holds = await stillSo(night, alert);
  if (!holds) {
    const closed = { state: 'resolved', closed_at: ctx.now, closed_on: date, next_on: null };
    const after = await updateAlert(ctx.tx, alert, closed);
    if (after) await record(night, 'alerts.resolve', alert, after, toldHeads(alert));
    return [];
  }
  if (night.quiet) return [];
  const { rule, ownerId } = holds;
  if (alert.asked_id !== ownerId) return await passOn(night, alert, rule, ownerId);
  if (alert.next_on === null || alert.next_on > date) return [];
  return await goUp(night, alert, rule, ownerId);
}

/** Opens an alert, unless one is open or the same cause was told of already. */
async function open(
  night: Night,
  rule: RuleInForce,
  about: { customer_id: number | null; deal_id: number | null },
  { key, baseAt, days }: Cause,
  ownerId: number,
  last: AlertRecord | undefined,
): Promise<ResultRow[]> {
  const { ctx, date, calendar, chains } = night;
  if (last?.state === 'open') return [];
  if (last?.cause === key) {
    if (!comesBack.has(rule.kind) || last.closed_on === null) return [];
    if (dayAfter(rule, last.closed_on, rule.days, calendar) > date) return [];
  }
  // Whoever may not read it is told of nothing; his head still is.
  const owner = (await chains.reads(ownerId, about)) ? [ownerId] : [];
  const row = {
    rule_id: rule.id,
    kind: rule.kind,
    ...about,
    cause: key,
    base_at: baseAt,
    days,
    opened_on: date,
    asked_id: ownerId,
    state: 'open',
    head_id: null,
    head_on: null,
    above_id: null,
    above_on: null,
    next_on: rule.headDays === null ? null : dayAfter(rule, date, rule.headDays, calendar),
    handled_by: null,
    closed_at: null,
    closed_on: null,
    note: '',
  };
  const id = await insertAlert(ctx.tx, row);
  await record(night, 'alerts.open', null, { ...row, id, version: 1 }, owner);
  return owner.map((userId) => told(userId, id, 'opened'));
}

const lastOf = (alerts: readonly AlertRecord[], about: 'customer_id' | 'deal_id') => {
  const by = new Map(alerts.map((alert) => [`${alert[about]}/${alert.kind}`, alert]));
  return (id: number, kind: AlertKind) => by.get(`${id}/${kind}`);
};

async function customers(night: Night, after: number) {
  const { ctx, zone, date, calendar, rules, chains } = night;
  const rows = await customersToWatch(ctx.tx, after, BLOCK);
  const last = lastOf(
    await newestAlerts(
      ctx.tx,
      'customer_id',
      rows.map((row) => row.id),
    ),
    'customer_id',
  );
  const results: ResultRow[] = [];
  for (const row of rows) {
    const customer = toWatched(row, zone);
    for (const rule of rulesFor(rules, 'customerIdle', await chains.pathOf(row.owner_id))) {
      const cause = judgeCustomer(rule, customer, date, calendar);
      if (!cause) continue;
      const about = { customer_id: row.id, deal_id: null };
      results.push(
        ...(await open(night, rule, about, cause, row.owner_id, last(row.id, rule.kind))),
      );
      break;
    }
  }
  return { rows, results };
}

async function deals(night: Night, after: number) {
  const { ctx, zone, date, calendar, rules, chains } = night;
  const rows = await dealsToWatch(ctx.tx, after, BLOCK);
  const last = lastOf(
    await newestAlerts(
      ctx.tx,
      'deal_id',
      rows.map((row) => row.id),
    ),
    'deal_id',
  );
  const watched = await toWatchedDeals(ctx.tx, rows, zone);
  const results: ResultRow[] = [];
  for (const row of rows) {
    const path = await chains.pathOf(row.owner_id);
    for (const kind of alertKinds) {
      for (const rule of rulesFor(rules, kind, path)) {
        const cause = judgeDeal(rule, watched.get(row.id)!, date, calendar);
        if (!cause) continue;
        const about = { customer_id: null, deal_id: row.id };
        results.push(...(await open(night, rule, about, cause, row.owner_id, last(row.id, kind))));
        break;
      }
    }
  }
  return { rows, results };
}

async function openOnes(night: Night, after: number) {
  const rows = await openAlertsAfter(night.ctx.tx, after, BLOCK);
  const results: ResultRow[] = [];
  for (const row of rows) results.push(...(await lookAt(night, row)));
  return { rows, results };
}

/** Each person hears once how many there are. */
async function tell(job: JobRun<unknown, Point>, date: string): Promise<void> {
  await job.step(async (ctx) => {
    const counts = { opened: new Map<number, number>(), escalated: new Map<number, number>() };
    for (let after = 0; ;) {
      const page = { jobId: job.id, outcomes: ['opened', 'escalated'], after, limit: PAGE };
      const rows = await listJobRows(ctx.tx, page);
      for (const { outcome, params } of rows) {
        const { userId } = z.object({ userId: z.int() }).parse(JSON.parse(params));
        const of = counts[outcome as 'opened'];
        of.set(userId, (of.get(userId) ?? 0) + 1);
      }
      if (rows.length < PAGE) break;
      after = rows.at(-1)!.seq;
    }
    for (const [outcome, people] of Object.entries(counts)) {
      for (const [userId, count] of people) {
        const kind = outcome === 'opened' ? 'alerts-opened' : 'alerts-escalated';
        await ctx.notify([userId], { kind, params: { count }, route: '/alerts' });
      }
    }
    await putAlertRun(ctx.tx, { date, at: ctx.now });
    return { point: { phase: 'tell', after: FAR } };
  });
}

/** Whether any rule in force asks for the walk. */
const wanted = ({ rules }: Night, phase: 'customers' | 'deals') =>
  rules.some((rule) => rule.active && (rule.kind === 'customerIdle') === (phase === 'customers'));

const walks = { open: openOnes, customers, deals } as const;

const dated = z.object({ date: z.string() });

/** Looks at all that is watched; after a kill it goes on where it was, and tells nobody twice. */
export const alertJob: JobKind<z.output<typeof dated>, Point> = {
  kind: 'alerts.night',
  input: dated,
  needs: () => null,
  resumable: true,
  async run(job) {
    const { date } = job.input;
    let point: Point = job.point ?? { phase: 'open', after: 0 };
    while (point.phase !== 'tell') {
      const { phase } = point;
      const walk = walks[phase];
      let next: Point = point;
      await job.step(async (ctx, slice) => {
        const night = await nightOf(ctx, date);
        const rows: ResultRow[] = [];
        let done = 0;
        let at = point.after;
        let more = phase === 'open' || (!night.quiet && wanted(night, phase));
        while (more && done < MOST) {
          const found = await walk(night, at);
          rows.push(...found.results);
          done += found.rows.length;
          at = found.rows.at(-1)?.id ?? at;
          more = found.rows.length === BLOCK;
          if (slice.over()) break;
        }
        next = more
          ? { phase, after: at }
          : { phase: phases[phases.indexOf(phase) + 1]!, after: 0 };
        return { done, rows, point: next };
      });
      point = next;
    }
    if (point.after !== FAR) await tell(job, date);
  },
};

/** Every morning; after the server was off, once for the newest date: the rest follows from dates. */
export const alertSchedule: ScheduleKind = {
  key: 'alerts',
  at: '06:30',
  catchUp: 'newest',
  waitAfterFailure: 600_000,
  job: alertJob as JobKind<{ date: string }, never>,
  isDone: async (db, _now, date) => !(await anyAlertWork(db)) || (await alertsRan(db, date)),
};
