import { may } from '@xinhang/db/actor.ts';
import { lastOpeningDay } from '@xinhang/db/repositories/opening-days.ts';
import { baseCounts } from '@xinhang/db/repositories/openings.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { goingLiveSteps, type GoingLive, type TotalKey } from '@xinhang/shared/going-live.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { conflict } from '../../http/conflict.ts';
import { factsSpan } from '../facts/service.ts';
import { goingLive, putGoingLive, type GoingLiveRecord } from '../ledgers/service.ts';
import { userNames } from '../org/service.ts';
import { openingTotals, seesTotal, totalName } from './totals.ts';

type Old = Record<string, number>;
const oldOf = (row: GoingLiveRecord | undefined): Old => JSON.parse(row?.old_totals ?? '{}') as Old;

/** How far it is, as far as the reader may see it. */
export async function describe(ctx: ReadContext): Promise<GoingLive> {
  const { db, actor } = ctx;
  const row = await goingLive(db);
  const { totals, counts, equity } = await openingTotals(db);
  const salesFacts = (await factsSpan(db)).count;
  const all = { ...(await baseCounts(db)), ...counts, salesFacts };
  const old = oldOf(row);
  const people = [row?.started_by, row?.reopened_by].flatMap((one) => one ?? []);
  const names = await userNames(db, people);
  const named = (id: number | null | undefined) => (id ? { id, name: names.get(id) ?? '' } : null);
  const keeps = actor.viewAsBy === null && may(actor, 'periods.close');
  const state = (row?.state ?? 'none') as GoingLive['state'];
  return {
    version: row?.version ?? 0,
    state,
    date: row?.go_live_date ?? null,
    steps: goingLiveSteps.map((key) => ({ key, count: all[key] })),
    totals: totals
      .filter(({ key }) => seesTotal(actor, key))
      .map((total) => ({
        ...total,
        old: old[totalName(total.key, total.account?.id ?? null)] ?? null,
      })),
    equity: may(actor, 'vouchers.read') ? equity : null,
    differenceReason: row?.difference_reason ?? '',
    startedBy: named(row?.started_by),
    startedAt: row?.started_at ?? null,
    reopenedBy: named(row?.reopened_by),
    reopenedAt: row?.reopened_at ?? null,
    reopenReason: row?.reopen_reason ?? '',
    mayPrepare: keeps && state !== 'live',
    mayStart: keeps && state === 'preparing',
    mayReopen: actor.viewAsBy === null && may(actor, 'system.owner') && state === 'live',
  };
}

/** The row in one of these states and exactly this version. */
async function need(
  ctx: WriteContext,
  version: number,
  states: readonly GoingLive['state'][],
): Promise<GoingLiveRecord | undefined> {
  const row = await goingLive(ctx.tx);
  if (!states.includes((row?.state ?? 'none') as GoingLive['state']))
    throw problem('state-refused');
  if ((row?.version ?? 0) !== version) throw await stale(ctx);
  return row;
}

async function stale(ctx: WriteContext) {
  const now = await describe(ctx);
  return conflict(now.version, now, {});
}

/** Writes, leaves it in the audit and tells the screens. */
async function put(
  ctx: WriteContext,
  action: string,
  before: GoingLiveRecord | undefined,
  changes: Parameters<typeof putGoingLive>[2],
): Promise<GoingLive> {
  if (!(await putGoingLive(ctx.tx, before?.version ?? 0, changes))) throw await stale(ctx);
  const after = (await goingLive(ctx.tx))!;
  const told = (row: GoingLiveRecord | undefined) =>
    row && { ...row, old_totals: JSON.parse(row.old_totals) as object };
  await ctx.audit({
    action,
    entity: 'goingLive',
    entityId: 1,
    before: told(before) ?? null,
    after: told(after) ?? null,
  });
  await ctx.emit({ entity: 'goingLive', id: 1, version: after.version, audience: [] });
  return await describe(ctx);
}

type Api = typeof api.goingLive;

export async function setDate(
  ctx: WriteContext,
  { version, date }: EndpointInput<Api['setDate']>['body'],
): Promise<GoingLive> {
  const row = await need(ctx, version, ['none', 'preparing']);
  // What was sold from then on has documents: a figure would count it twice.
  const { lastOn } = await factsSpan(ctx.tx);
  if (lastOn !== null && lastOn >= date) throw fieldRefused('/date', 'facts-after', { on: lastOn });
  // An opening says what there was as the first day began: dated on that day or later, it would stand
  // among the business of these books and no day before them would hold what they begin with.
  const last = await lastOpeningDay(ctx.tx);
  if (last !== null && last >= date) throw fieldRefused('/date', 'openings-after', { on: last });
  return await put(ctx, 'goingLive.setDate', row, { go_live_date: date });
}

export async function setTotals(
  ctx: WriteContext,
  { version, totals }: EndpointInput<Api['setTotals']>['body'],
): Promise<GoingLive> {
  const row = await need(ctx, version, ['preparing']);
  const old = oldOf(row);
  for (const [at, { key, accountId, old: amount }] of totals.entries()) {
    if (!seesTotal(ctx.actor, key)) throw problem('forbidden');
    if ((key === 'cash') !== (accountId !== null)) {
      throw fieldRefused(`/totals/${at}/accountId`, 'unknown-account');
    }
    const name = totalName(key, accountId);
    if (amount === null) delete old[name];
    else old[name] = amount;
  }
  return await put(ctx, 'goingLive.setTotals', row, { old_totals: JSON.stringify(old) });
}

/** Closes the openings; whoever begins though sums differ, or were not compared, says why. */
export async function start(
  ctx: WriteContext,
  { version, reason }: EndpointInput<Api['start']>['body'],
): Promise<GoingLive> {
  const row = await need(ctx, version, ['preparing']);
  const old = oldOf(row);
  const { totals, equity } = await openingTotals(ctx.tx);
  // A sum that nobody said counts as nought: a kind that the company does not have needs no word.
  const differ = totals.filter(
    ({ key, account, now }) => (old[totalName(key as TotalKey, account?.id ?? null)] ?? 0) !== now,
  );
  const odd = differ.length + (equity.openingsFen === equity.vouchersFen ? 0 : 1);
  if (odd > 0 && reason === '') throw fieldRefused('/reason', 'totals-differ', { count: odd });
  return await put(ctx, 'goingLive.start', row, {
    state: 'live',
    difference_reason: odd > 0 ? reason : '',
    started_by: ctx.actor.userId,
    started_at: ctx.now,
  });
}

export async function reopen(
  ctx: WriteContext,
  { version, reason }: EndpointInput<Api['reopen']>['body'],
): Promise<GoingLive> {
  const row = await need(ctx, version, ['live']);
  return await put(ctx, 'goingLive.reopen', row, {
    state: 'preparing',
    reopened_by: ctx.actor.userId,
    reopened_at: ctx.now,
    reopen_reason: reason,
  });
}
