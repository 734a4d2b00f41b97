import { NO_DATE } from '@xinhang/db/no-date.ts';
import type { Actor } from '@xinhang/db/actor.ts';
import type { Tx } from '@xinhang/db/database.ts';
import { partsOfDeal, type DealRecord } from '@xinhang/db/repositories/deals.ts';
import { stages } from '@xinhang/db/repositories/pipelines.ts';
import type { DealAction } from '@xinhang/shared/deal-bulk.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { z } from 'zod';
import type { WriteContext } from '../../http/context.ts';
import { needDeal, needDealOwner, needOpenDeal } from './access.ts';
import { changeDeal } from './change.ts';
import { endWaiting, type Targets } from './gate-approval.ts';
import { assignDeal, closeDeal, moveDeal } from './move.ts';
import { giveBack, openAgain, putBack, redate } from './restore.ts';
import type { Closing } from './winning.ts';

/** What takes one row back: the version it must still have, and what it was before. */
export const undoStep = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('assign'),
    version: z.int(),
    ownerId: z.int(),
    /** Of an open one, whose shares went along. */
    shares: z.array(z.object({ user_id: z.int(), share_bp: z.int() })),
  }),
  z.object({
    kind: z.literal('expectedOn'),
    version: z.int(),
    expectedOn: z.string(),
    firstExpectedOn: z.string(),
  }),
  z.object({
    kind: z.literal('stage'),
    version: z.int(),
    stageId: z.int(),
    stageSince: z.int(),
  }),
  /** An approval was asked for; it is withdrawn. */
  z.object({ kind: z.literal('ask'), version: z.int() }),
  z.object({ kind: z.literal('close'), version: z.int() }),
]);
export type UndoStep = z.output<typeof undoStep>;

export function permissionOf(action: DealAction): Permission {
  return action.kind === 'assign' ? 'deals.assign' : 'deals.update';
}

/** Refuses at once what would be refused for every row. */
export async function checkAction(tx: Tx, actor: Actor, action: DealAction): Promise<void> {
  if (action.kind === 'assign')
    await needDealOwner(tx, actor, action.ownerId, { at: '/action/ownerId' });
  if (action.kind !== 'stage') return;
  if (!(await stages(tx)).some((stage) => stage.id === action.stageId)) {
    throw fieldRefused('/action/stageId', 'unknown-stage');
  }
}

/**
 * One action on one deal, by the same rules as on its page. Null when there was nothing to do, else
 * how to take it back. Throws the problem that refuses it.
 */
export async function actOn(
  http: Closing,
  ctx: WriteContext,
  id: number,
  seen: number | undefined,
  action: DealAction,
): Promise<UndoStep | null> {
  const need = action.kind === 'assign' ? needDeal : needOpenDeal;
  const before = await need(ctx.tx, ctx.actor, permissionOf(action), id);
  const { version } = before;
  if (seen !== undefined && seen !== version) throw problem('version-conflict');
  switch (action.kind) {
    case 'assign': {
      if (before.owner_id === action.ownerId) return null;
      const shares = before.state === 'open' ? await sharesOf(ctx, id) : [];
      const { ownerId, note } = action;
      await assignDeal(ctx, id, { version, ownerId, note }, { quiet: true });
      return { kind: 'assign', version: version + 1, ownerId: before.owner_id, shares };
    }
    case 'expectedOn': {
      if (before.expected_on === (action.expectedOn ?? NO_DATE)) return null;
      const row = await changeDeal(ctx, id, { version, expectedOn: action.expectedOn });
      const { expected_on: expectedOn, first_expected_on: firstExpectedOn } = before;
      return { kind: 'expectedOn', version: row.version, expectedOn, firstExpectedOn };
    }
    case 'stage':
      return await moveOne(http, ctx, before, action);
    case 'close': {
      const { outcome, reason, note } = action;
      const row = await closeDeal(http, ctx, id, { version, outcome, reason, note });
      return { kind: 'close', version: row.version };
    }
  }
}

async function moveOne(
  http: Targets,
  ctx: WriteContext,
  before: DealRecord,
  { stageId, reason }: Extract<DealAction, { kind: 'stage' }>,
): Promise<UndoStep | null> {
  const { id, version } = before;
  if (before.stage_id === stageId) return null;
  const row = await moveDeal(http, ctx, id, { version, stageId, reason });
  if (row.stage_id !== stageId) return { kind: 'ask', version: row.version };
  const { stage_id: was, stage_since: stageSince } = before;
  return { kind: 'stage', version: row.version, stageId: was, stageSince };
}

async function sharesOf(ctx: WriteContext, id: number) {
  const { shares } = await partsOfDeal(ctx.tx, id);
  return shares.map((share) => ({ user_id: share.id, share_bp: share.share_bp }));
}

/** Takes one deal back to what it was, where nothing was changed since. */
export async function takeBack(
  http: Targets,
  ctx: WriteContext,
  id: number,
  step: UndoStep,
): Promise<void> {
  const permission = step.kind === 'assign' ? 'deals.assign' : 'deals.update';
  const row = await needDeal(ctx.tx, ctx.actor, permission, id);
  if (row.version !== step.version) throw problem('version-conflict');
  switch (step.kind) {
    case 'assign':
      return await giveBack(ctx, row, step);
    case 'expectedOn':
      return await redate(ctx, row, step);
    case 'stage':
      return await putBack(ctx, row, step);
    case 'ask':
      if (!(await endWaiting(http, ctx, id, ''))) throw problem('version-conflict');
      return;
    case 'close':
      return await openAgain(ctx, row);
  }
}
