import type { Reader } from '@xinhang/db/database.ts';
import { NO_DATE } from '@xinhang/db/no-date.ts';
import {
  partsOfDeal,
  setCheck,
  setDealPart,
  updateDeal,
  type DealRecord,
} from '@xinhang/db/repositories/deals.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import { gateItems, stages } from '@xinhang/db/repositories/pipelines.ts';
import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import { customerById } from '../customers/service.ts';
import { achieve, creditedTo, takeBack } from './achieve.ts';
import { needDeal, needDealOwner, needOpenDeal, recordDeal, tellDealOwner } from './access.ts';
import { dealConflict } from './change.ts';
import { tellOfDeal } from './events.ts';
import {
  askToMove,
  endWaiting,
  flowOnTheWay,
  refuseWaiting,
  type Targets,
} from './gate-approval.ts';
import { missingOnTheWay } from './gates.ts';
import { passedShares } from './shares.ts';
import { refuseUnready, type Closing } from './winning.ts';

type Api = typeof api.deals;
type Body<K extends keyof Api> = EndpointInput<Api[K]>['body'];

/** For so many days what ended already may be entered afterwards. */
const LATE_DAYS = 365;

const reasonNeeded = () =>
  problem('reason-needed', { errors: [{ pointer: '/reason', code: 'reason-needed' }] });

/**
 * Moves a deal to another stage: forward through the gates, back with a reason (S28, S90). Where a
 * gate wants an approval, the deal waits for it where it is.
 */
export async function moveDeal(
  http: Targets,
  ctx: WriteContext,
  id: number,
  body: Body<'move'>,
): Promise<DealRecord> {
  const { tx, actor, now } = ctx;
  const before = await needOpenDeal(tx, actor, 'deals.update', id);
  const { version, stageId, reason } = body;
  await refuseWaiting(tx, id);
  if (version !== before.version) throw await dealConflict(ctx, before, { stageId });
  const own = (await stages(tx)).filter((stage) => stage.pipeline_id === before.pipeline_id);
  const place = (stage: number) => own.findIndex((one) => one.id === stage);
  if (place(stageId) < 0) throw fieldRefused('/stageId', 'unknown-stage');
  if (stageId === before.stage_id) return before;
  const back = place(stageId) < place(before.stage_id);
  if (back && reason === '') throw reasonNeeded();
  if (!back) {
    const doors = { stages: own, gates: await gateItems(tx) };
    const way = { from: before.stage_id, to: stageId };
    const missing = missingOnTheWay(doors, way, before, await partsOfDeal(tx, id));
    if (missing.length > 0) throw problem('gate-not-passed', { data: { missing } });
    const flowId = await flowOnTheWay(tx, own, way);
    if (flowId !== null) {
      const asked = await askToMove(http, ctx, before, { flowId, to: stageId });
      if (!asked) throw await dealConflict(ctx, before, { stageId });
      return asked;
    }
  }
  const row = await updateDeal(tx, { id, version }, { stage_id: stageId, stage_since: now });
  if (!row) throw await dealConflict(ctx, before, { stageId });
  const [from, to] = [String(before.stage_id), String(stageId)];
  await tellOfDeal(ctx, id, { kind: 'stage', from, to, reason, back });
  await recordDeal(ctx, 'deals.move', before, row);
  return row;
}

/** Takes back what waits for an approval; the deal stays where it is. */
export async function withdrawMove(
  http: Targets,
  ctx: WriteContext,
  id: number,
  { reason }: Body<'withdrawMove'>,
): Promise<DealRecord> {
  const row = await needOpenDeal(ctx.tx, ctx.actor, 'deals.update', id);
  if (!(await endWaiting(http, ctx, id, reason))) throw problem('state-refused');
  return row;
}

/** Ticks a check of a gate of the deal's pipeline, or takes it back. */
export async function checkDeal(
  ctx: WriteContext,
  id: number,
  body: Body<'check'>,
): Promise<DealRecord> {
  const { tx, actor } = ctx;
  const before = await needOpenDeal(tx, actor, 'deals.update', id);
  const { version, checkId, on } = body;
  if (version !== before.version) throw await dealConflict(ctx, before, {});
  const own = new Set(
    (await stages(tx)).flatMap((stage) =>
      stage.pipeline_id === before.pipeline_id ? stage.id : [],
    ),
  );
  const item = (await gateItems(tx)).find((one) => one.id === checkId && one.field === null);
  if (!item || !own.has(item.stage_id)) throw fieldRefused('/checkId', 'unknown-check');
  const row = await updateDeal(tx, { id, version }, {});
  if (!row) throw await dealConflict(ctx, before, {});
  const check = { deal_id: id, gate_item_id: checkId, by_user_id: actor.userId, at: ctx.now };
  await setCheck(tx, check, on);
  const told = { check: item.title };
  await recordDeal(ctx, 'deals.check', { ...before, ...told, on: !on }, { ...row, ...told, on });
  return row;
}

/**
 * Ends a deal: won with customer, amount, date and what its pipeline asks for; lost and void with a
 * reason (S29). What waited for an approval is taken back.
 */
export async function closeDeal(
  http: Closing,
  ctx: WriteContext,
  id: number,
  body: Body<'close'>,
): Promise<DealRecord> {
  const { tx, actor } = ctx;
  const before = await needOpenDeal(tx, actor, 'deals.update', id);
  const { version, outcome, reason, note } = body;
  const today = await todayOf(ctx);
  const closedOn = body.closedOn ?? today;
  const amount = body.amountFen ?? before.amount_fen;
  if (version !== before.version) {
    throw await dealConflict(ctx, before, { amountFen: body.amountFen });
  }
  if (closedOn > today) throw fieldRefused('/closedOn', 'in-the-future');
  const earliest = addDays(
    businessDate(before.created_at, (await company(tx))!.time_zone),
    -LATE_DAYS,
  );
  if (closedOn < earliest) throw fieldRefused('/closedOn', 'too-early', { from: earliest });
  if (outcome === 'won') await refuseUnready(http, ctx, { ...before, amount_fen: amount });
  else if (reason === '') throw reasonNeeded();
  const customer =
    before.customer_id === null ? undefined : await customerById(tx, before.customer_id);
  const row = await updateDeal(
    tx,
    { id, version },
    {
      state: outcome,
      closed_on: closedOn,
      close_reason: reason,
      close_note: note,
      amount_fen: amount,
      grade: customer?.chance_grade ?? null,
      credited_to: await creditedTo(tx, before),
    },
  );
  if (!row) throw await dealConflict(ctx, before, {});
  if (outcome === 'won') await achieve(ctx, row);
  await tellOfDeal(ctx, id, { kind: 'closed', from: String(before.stage_id), to: outcome, reason });
  await recordDeal(ctx, 'deals.close', before, row);
  await endWaiting(http, ctx, id, reason);
  return row;
}

/** The stage to go on in: where it stood, or, when that was taken out, the nearest one before it. */
async function stageAgain(tx: Reader, deal: DealRecord): Promise<number> {
  const all = await stages(tx, { all: true });
  const stood = all.find((stage) => stage.id === deal.stage_id)!;
  if (stood.active === 1) return stood.id;
  const own = all.filter((one) => one.pipeline_id === deal.pipeline_id && one.active === 1);
  return (own.findLast((one) => one.position < stood.position) ?? own[0]!).id;
}

/** Goes on with an ended deal in the stage where it stood, or before it when that is no more. */
export async function reopenDeal(
  ctx: WriteContext,
  id: number,
  { version, reason }: Body<'reopen'>,
): Promise<DealRecord> {
  const { tx, actor, now } = ctx;
  const before = await needDeal(tx, actor, 'deals.update', id);
  if (before.state === 'open') throw problem('deal-open');
  const stageId = await stageAgain(tx, before);
  const row = await updateDeal(
    tx,
    { id, version },
    {
      state: 'open',
      closed_on: NO_DATE,
      close_reason: '',
      close_note: '',
      grade: null,
      credited_to: null,
      stage_id: stageId,
      stage_since: now,
    },
  );
  if (!row) throw await dealConflict(ctx, before, {});
  if (before.state === 'won') await takeBack(ctx, id);
  const stood = String(before.stage_id);
  await tellOfDeal(ctx, id, { kind: 'reopened', from: before.state, to: stood, reason });
  if (stageId !== before.stage_id) {
    const to = String(stageId);
    await tellOfDeal(ctx, id, { kind: 'stage', from: stood, to, reason, back: true });
  }
  await recordDeal(ctx, 'deals.reopen', before, row);
  return row;
}

/** Gives a deal to another owner. Shares of an open one go with it; those of an ended one stay. */
export async function assignDeal(
  ctx: WriteContext,
  id: number,
  { version, ownerId, note }: Body<'assign'>,
  /** Where many are given at once, their owner hears of all together. */
  { quiet = false } = {},
): Promise<void> {
  const { tx, actor } = ctx;
  const before = await needDeal(tx, actor, 'deals.assign', id);
  await needDealOwner(tx, actor, ownerId);
  if (version !== before.version) throw await dealConflict(ctx, before, { ownerId });
  const credited = before.credited_to ?? before.owner_id;
  const row = await updateDeal(
    tx,
    { id, version },
    {
      owner_id: ownerId,
      ...(before.state !== 'open' && { credited_to: credited === ownerId ? null : credited }),
    },
  );
  if (!row) throw await dealConflict(ctx, before, { ownerId });
  if (row.state === 'open') await passShare(ctx, id, before.owner_id, ownerId);
  const [from, to] = [String(before.owner_id), String(ownerId)];
  if (from !== to) await tellOfDeal(ctx, id, { kind: 'owner', from, to, reason: note });
  await recordDeal(ctx, 'deals.assign', before, row);
  if (!quiet) await tellDealOwner(ctx, before, row);
}

async function passShare(ctx: WriteContext, id: number, from: number, to: number): Promise<void> {
  const { shares } = await partsOfDeal(ctx.tx, id);
  const held = shares.map((share) => ({ user_id: share.id, share_bp: share.share_bp }));
  const rows = passedShares(id, held, from, to).map(({ deal_id: _deal, ...share }) => share);
  await setDealPart(ctx.tx, 'deal_share', id, rows);
}
