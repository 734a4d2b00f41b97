import { NO_DATE } from '@xinhang/db/no-date.ts';
import {
  insertMove,
  moveById,
  movesSeen,
  nameApproval,
  settleMove,
  waitingMoves,
} from '@xinhang/db/repositories/deal-moves.ts';
import {
  dealById,
  partsOfDeal,
  updateDeal,
  type DealRecord,
} from '@xinhang/db/repositories/deals.ts';
import { gateItems, stages, type StageRecord } from '@xinhang/db/repositories/pipelines.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import type { ApprovalTarget, ApprovalTargets } from '../../registry/approvals.ts';
import { activeFlows, callOff, startApproval } from '../system/service.ts';
import { recordDeal } from './access.ts';
import { tellOfDeal } from './events.ts';
import { missingOnTheWay } from './gates.ts';

export type Targets = { readonly approvals: ApprovalTargets };

/** The kind of what approvals are asked for: a move of a deal into another stage. */
export const DEAL_MOVE = 'dealMove';

/** Stages that are entered on the way from one to another, the last one included. */
const passed = (own: readonly StageRecord[], from: number | null, to: number) => {
  const place = (id: number | null) => own.findIndex((stage) => stage.id === id);
  return own.slice(place(from) + 1, place(to) + 1);
};

/** Stages on the way that name a flow that is in use. */
export async function stagesAsking(
  db: Reader,
  own: readonly StageRecord[],
  { from, to }: { from: number | null; to: number },
): Promise<StageRecord[]> {
  const asking = passed(own, from, to).filter((stage) => stage.approval_flow_id !== null);
  if (asking.length === 0) return [];
  const inUse = new Set((await activeFlows(db, DEAL_MOVE)).map((flow) => flow.id));
  return asking.filter((stage) => inUse.has(stage.approval_flow_id!));
}

/**
 * The flow that a move must ask; null where no stage on the way names one that is in use. Stages
 * that each want an approval are entered one by one.
 */
export async function flowOnTheWay(
  db: Reader,
  own: readonly StageRecord[],
  { from, to }: { from: number | null; to: number },
): Promise<number | null> {
  const [first, second] = await stagesAsking(db, own, { from, to });
  if (second) throw fieldRefused('/stageId', 'one-approval-at-a-time', { stage: first!.name });
  return first?.approval_flow_id ?? null;
}

/** Refuses what would change what is being decided on. */
export async function refuseWaiting(db: Reader, dealId: number): Promise<void> {
  if ((await waitingMoves(db, [dealId])).has(dealId)) throw problem('deal-waiting');
}

/** Asks for a move; the deal stays where it is until it is approved, which may be at once. */
export async function askToMove(
  http: Targets,
  ctx: WriteContext,
  before: DealRecord,
  { flowId, to }: { flowId: number; to: number },
): Promise<DealRecord | undefined> {
  const { tx, actor, now } = ctx;
  const { id, version } = before;
  // Whoever looked before is told of it by a conflict.
  const row = await updateDeal(tx, { id, version }, {});
  if (!row) return undefined;
  const [from, into] = [String(before.stage_id), String(to)];
  const move = await insertMove(tx, {
    deal_id: id,
    from_stage_id: before.stage_id,
    to_stage_id: to,
    by_user_id: actor.userId,
    at: now,
  });
  await tellOfDeal(ctx, id, { kind: 'asked', from, to: into, reason: '' });
  await recordDeal(ctx, 'deals.askMove', { ...before, waits_for: null }, { ...row, waits_for: to });
  const approval = await startApproval(http, ctx, {
    kind: DEAL_MOVE,
    subjectId: move.id,
    subjectVersion: 1,
    facts: { amountFen: before.amount_fen },
    changeSet: { dealId: id, stageId: to },
    flowId,
  });
  await nameApproval(tx, move.id, approval!.id);
  return (await dealById(tx, id))!;
}

/** Takes back what waits, by whoever looks after the deal now; nothing where nothing waits. */
export async function endWaiting(
  http: Targets,
  ctx: WriteContext,
  dealId: number,
  reason: string,
): Promise<boolean> {
  const move = (await waitingMoves(ctx.tx, [dealId])).get(dealId);
  if (!move) return false;
  await callOff(http, ctx, move.approval_id!, reason);
  return true;
}

/** The move as it was asked for; refused where the deal or the pipeline is no longer as it was. */
async function applyMove(ctx: WriteContext, moveId: number): Promise<void> {
  const { tx, now } = ctx;
  const move = await settleMove(tx, moveId, 'approved');
  const deal = move && (await dealById(tx, move.deal_id));
  if (!move || deal?.state !== 'open' || deal.stage_id !== move.from_stage_id) {
    throw problem('subject-changed');
  }
  const own = (await stages(tx)).filter((stage) => stage.pipeline_id === deal.pipeline_id);
  if (!own.some((stage) => stage.id === move.to_stage_id)) throw problem('subject-changed');
  const doors = { stages: own, gates: await gateItems(tx) };
  const way = { from: move.from_stage_id, to: move.to_stage_id };
  const missing = missingOnTheWay(doors, way, deal, await partsOfDeal(tx, deal.id));
  if (missing.length > 0) throw problem('subject-changed');
  const changes = { stage_id: move.to_stage_id, stage_since: now };
  const row = await updateDeal(tx, deal, changes);
  if (!row) throw problem('subject-changed');
  const [from, to] = [String(move.from_stage_id), String(move.to_stage_id)];
  // Whoever asked moved it; who let him stands in the approval.
  await tellOfDeal(ctx, deal.id, { kind: 'stage', from, to, reason: '', by: move.by_user_id });
  await recordDeal(ctx, 'deals.move', deal, row);
}

/** Names and figures of deals are shown to those alone who see the deal. */
export const dealMoveTarget: ApprovalTarget = {
  kind: DEAL_MOVE,
  fields: [{ name: 'amountFen', type: 'money' }],
  async look(ctx, ids) {
    const rows = await movesSeen(ctx.db, ctx.actor, ids);
    return new Map(
      rows.map((row) => [
        row.id,
        {
          title: row.name,
          amountFen: row.amount_fen,
          lines: [
            { name: 'dealMove', text: `${row.from_name} → ${row.to_name}`, fen: null },
            ...(row.customer_name === null
              ? []
              : [{ name: 'dealCustomer', text: row.customer_name, fen: null }]),
            ...(row.amount_fen === null
              ? []
              : [{ name: 'amountFen', text: null, fen: row.amount_fen }]),
            ...(row.expected_on === NO_DATE
              ? []
              : [{ name: 'dealExpected', text: row.expected_on, fen: null }]),
          ],
          route: `/deals/${row.deal_id}`,
        },
      ]),
    );
  },
  version: async (ctx, id) => ((await moveById(ctx.db, id))?.state === 'waiting' ? 1 : null),
  apply: async (ctx, { subjectId }) => await applyMove(ctx, subjectId),
  async discard(ctx, { subjectId, state, reason }) {
    const move = await settleMove(ctx.tx, subjectId, state);
    const deal = move && (await dealById(ctx.tx, move.deal_id));
    if (!move || !deal) return;
    const to = String(move.to_stage_id);
    await tellOfDeal(ctx, deal.id, { kind: 'refused', from: state, to, reason });
    const waits = { ...deal, waits_for: move.to_stage_id };
    await recordDeal(ctx, 'deals.refuseMove', waits, { ...deal, waits_for: null });
  },
};
