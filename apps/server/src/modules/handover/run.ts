import {
  auditHandedRows,
  type HandedKind,
  insertHandedRows,
  insertHandover,
  settleHandedRows,
  updateHandover,
  type HandoverRecord,
} from '@xinhang/db/repositories/handovers.ts';
import { readSettings } from '@xinhang/db/repositories/settings.ts';
import { may } from '@xinhang/db/actor.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { SortCount } from '@xinhang/shared/handovers.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { receiversOf, type SplitPlan } from '@xinhang/shared/split.ts';
import { personOf, type ReadContext, type WriteContext } from '../../http/context.ts';
import type { Http } from '../../http/implement.ts';
import type { HandedOver } from '../../registry/estate.ts';
import { changeState, holdersAmong, needMayTouch, userById, userNames } from '../org/service.ts';
import { countsIn, receiversIn, storedCounts } from './mapper.ts';
import { handingRight, mayHandOver, reachesAll } from './policy.ts';
import { needHandover, needLeaver } from './read.ts';
import { checkReceivers } from './receivers.ts';
import {
  allReceivers,
  assign,
  countsOf,
  countSorts,
  handedKinds,
  possessionsOf,
  type Handed,
} from './split.ts';

type RunBody = EndpointInput<typeof api.handovers.run>['body'];

type Kinds = Pick<Http, 'owned'>;

const DAY_MS = 86_400_000;

/** Who gets what by this plan, as things are now. */
export async function planned(http: Kinds, ctx: ReadContext, userId: number, plan: SplitPlan) {
  const possessions = await possessionsOf(http, ctx, userId);
  const needed = possessions
    .filter(({ rows }) => rows.length > 0)
    .flatMap(({ handing }) => handing.receiversNeed ?? []);
  await checkReceivers(ctx, userId, plan, needed);
  const handed = assign(possessions, plan);
  const names = await userNames(ctx.db, allReceivers(plan, handed));
  return { handed, counts: countsOf(plan, handed, names) };
}

/** What the person saw is what there is; else it is shown again before anything happens. */
function refuseStale(seen: readonly SortCount[], handed: readonly Handed[]): void {
  const now = countSorts(handed);
  const of = (counts: readonly SortCount[], sort: string) =>
    counts.find((one) => one.sort === sort)?.count ?? 0;
  const same =
    now.every(({ sort, count }) => of(seen, sort) === count) &&
    seen.every(({ sort, count }) => count === 0 || of(now, sort) === count);
  if (!same) throw problem('handover-stale', { data: { counts: now } });
}

/** Moves what is written down, kind by kind; whatever is not as it was read takes all of it back. */
async function hand(
  http: Kinds,
  ctx: WriteContext,
  handover: HandedOver,
  expected: ReadonlyMap<string, number>,
): Promise<Record<string, number>> {
  const marks: Record<string, number> = {};
  for (const { kind, handing } of handedKinds(http.owned)) {
    if (!expected.get(kind)) continue;
    const went = await handing.hand(ctx, handover);
    if (went !== expected.get(kind)) throw problem('handover-stale');
    marks[kind] = await handing.mark(ctx);
    const which = { kind: kind as HandedKind, back: handover.back };
    await auditHandedRows(ctx.tx, { id: handover.id, userId: handover.userId }, which, {
      at: ctx.now,
      actor_id: personOf(ctx.actor) || null,
      session_id: ctx.sessionId || null,
      request_id: ctx.requestId,
      address: ctx.address,
      action: handover.back ? 'handovers.revert' : 'handovers.run',
    });
  }
  return marks;
}

/** One word for all rows: everybody who sees rows of these people reads anew what is shown. */
async function tell(ctx: WriteContext, row: HandoverRecord, kind: 'handed-over' | 'handed-back') {
  const receivers = countsIn(row);
  const audience = [row.user_id, ...receivers.map(({ userId }) => userId)];
  await ctx.emit({ entity: 'handover', id: row.id, version: row.version, audience });
  for (const { userId, counts } of receivers) {
    if (userId === ctx.actor.userId || counts.length === 0) continue;
    const of = (...sorts: string[]) =>
      counts.reduce((sum, one) => sum + (sorts.includes(one.sort) ? one.count : 0), 0);
    const params = {
      customers: of('customers', 'customersArchived'),
      deals: of('dealsOpen', 'dealsEnded'),
      work: of('plans', 'tasks', 'campaigns'),
    };
    await ctx.notify([userId], {
      kind,
      params,
      about: { entity: 'user', id: row.user_id },
      route: '/customers?view=mine',
    });
  }
}

const perKind = (rows: readonly { kind: string }[]) =>
  new Map([...Map.groupBy(rows, (row) => row.kind)].map(([kind, list]) => [kind, list.length]));

/** Hands everything of a person over, in the transaction of the command, and ends the account. */
export async function runHandover(
  http: Http,
  ctx: WriteContext,
  body: RunBody,
): Promise<HandoverRecord> {
  const { leave, userId } = body;
  if (leave && !may(ctx.actor, 'org.manage')) {
    await needLeaver(ctx, userId);
    throw problem('forbidden', { params: { permission: 'org.manage' } });
  }
  const row = await handOver(http, ctx, body);
  if (leave) await changeState(http, ctx, userId, { ...leave, state: 'left' });
  return row;
}

/** The same without the end of the account, which is told of where it follows. */
export async function handOver(
  http: Kinds,
  ctx: WriteContext,
  body: RunBody,
): Promise<HandoverRecord> {
  const { tx, actor, now } = ctx;
  const { userId, plan, shares, leave } = body;
  const { person, right } = await needLeaver(ctx, userId);
  if (!mayHandOver(right, person, leave !== undefined)) {
    throw problem('forbidden', { params: { permission: 'customers.assign' } });
  }
  if (right === 'office') await needMayTouch(ctx, userId);
  const { handed, counts } = await planned(http, ctx, userId, plan);
  refuseStale(body.seen, handed);
  if (handed.length === 0) throw problem('nothing-to-change');
  const { values } = await readSettings(tx);
  const note = body.note ?? '';
  const begun = await insertHandover(tx, {
    user_id: userId,
    plan: JSON.stringify(plan),
    counts: JSON.stringify(storedCounts(counts)),
    shares: shares ? 1 : 0,
    note,
    state: 'done',
    by_user_id: actor.userId,
    at: now,
    until: now + values['handovers.revertDays'] * DAY_MS,
    marks: '{}',
    reverted_by: null,
    reverted_at: null,
    went_back: 0,
    kept: 0,
  });
  await insertHandedRows(
    tx,
    handed.map(({ kind, id, sort, toId }) => ({
      handover_id: begun.id,
      kind,
      row_id: id,
      sort,
      to_id: toId,
      outcome: 'handed',
      code: '',
      was: null,
    })),
  );
  const split = receiversOf(plan).length > 1 ? plan.by : undefined;
  const handover = { id: begun.id, userId, note, shares, split, back: false };
  const marks = await hand(http, ctx, handover, perKind(handed));
  const row = await updateHandover(tx, begun.id, { marks: JSON.stringify(marks) });
  await ctx.audit({
    action: 'handovers.run',
    entity: 'handover',
    entityId: row.id,
    after: { user_id: userId, plan, counts: storedCounts(counts), shares, note },
  });
  await tell(ctx, row, 'handed-over');
  return row;
}

/** Gives back what did not change hands since; the rest is kept and named. */
export async function revertHandover(
  http: Http,
  ctx: WriteContext,
  id: number,
): Promise<HandoverRecord> {
  const { tx, actor, now } = ctx;
  const row = await needHandover(ctx, id);
  const right = handingRight(actor, row.user_id);
  const reached = receiversIn(row).every((one) => reachesAll(actor, one));
  if (!may(actor, 'org.manage') && !(right === 'reach' && reached)) {
    throw problem('forbidden', { params: { permission: 'customers.assign' } });
  }
  if (right === 'office') await needMayTouch(ctx, row.user_id);
  if (row.state !== 'done') throw problem('state-refused', { params: { state: row.state } });
  if (now > row.until) throw problem('handover-over');
  const marks = JSON.parse(row.marks) as Record<string, number>;
  const kinds = handedKinds(http.owned).filter(({ kind }) => marks[kind] !== undefined);
  await needOwnAgain(
    ctx,
    row.user_id,
    kinds.flatMap(({ handing }) => handing.receiversNeed ?? []),
  );
  const back = new Map<string, number>();
  let kept = 0;
  for (const { kind, handing } of kinds) {
    const stays = new Map<number, string>();
    for (const one of await handing.movedOn(ctx, id, marks[kind]!)) stays.set(one, 'changed-hands');
    for (const one of (await handing.ended?.(ctx, id)) ?? []) stays.set(one, 'ended');
    const settled = await settleHandedRows(tx, { handoverId: id, kind }, stays);
    back.set(kind, settled.back);
    kept += settled.kept;
  }
  const { user_id: userId, note } = row;
  await hand(http, ctx, { id, userId, note, shares: row.shares === 1, back: true }, back);
  const wentBack = [...back.values()].reduce((sum, count) => sum + count, 0);
  const after = await updateHandover(tx, id, {
    state: 'reverted',
    reverted_by: actor.userId,
    reverted_at: now,
    went_back: wentBack,
    kept,
  });
  await ctx.audit({
    action: 'handovers.revert',
    entity: 'handover',
    entityId: id,
    before: { state: row.state },
    after: { state: after.state, user_id: userId, wentBack, kept },
  });
  await tell(ctx, after, 'handed-back');
  return after;
}

async function needOwnAgain(
  ctx: WriteContext,
  userId: number,
  needed: readonly Parameters<typeof holdersAmong>[1][],
): Promise<void> {
  const person = await userById(ctx.tx, userId);
  let owns = person !== undefined && person.state !== 'left';
  for (const permission of needed) {
    owns &&= (await holdersAmong(ctx.tx, permission, [userId])).has(userId);
  }
  if (!owns) throw problem('cannot-own', { params: { name: person?.name ?? '' } });
}
