import { openAlertsAfter, updateAlert, type AlertRecord } from '@xinhang/db/repositories/alerts.ts';
import { watchedCustomer, watchedDeal } from '@xinhang/db/repositories/alert-watch.ts';
import {
  dayAfter,
  judgeCustomer,
  judgeDeal,
  rulesFor,
  type Cause,
  type RuleInForce,
} from '@xinhang/shared/alert-judge.ts';
import type { AlertKind } from '@xinhang/shared/alerts.ts';
import type { ResultRow } from '../../jobs/kind.ts';
import { BLOCK, record, told, type Night } from './judging.ts';
import { toWatched, toWatchedDeals } from './watch.ts';

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

/** The next block of open alerts: each goes on, goes up, or is over. */
export async function openOnes(night: Night, after: number) {
  const rows = await openAlertsAfter(night.ctx.tx, after, BLOCK);
  const results: ResultRow[] = [];
  for (const row of rows) results.push(...(await lookAt(night, row)));
  return { rows, results };
}
