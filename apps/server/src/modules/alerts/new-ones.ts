import { insertAlert, newestAlerts, type AlertRecord } from '@xinhang/db/repositories/alerts.ts';
import { customersToWatch, dealsToWatch } from '@xinhang/db/repositories/alert-watch.ts';
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
import type { ResultRow } from '../../jobs/kind.ts';
import { BLOCK, record, told, type Night } from './judging.ts';
import { toWatched, toWatchedDeals } from './watch.ts';

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

/** The next block of customers that are watched: an alert for each that a rule finds. */
export async function customers(night: Night, after: number) {
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

/** The next block of deals: at most one alert of each kind. */
export async function deals(night: Night, after: number) {
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
