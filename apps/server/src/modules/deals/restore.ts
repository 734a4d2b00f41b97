import { NO_DATE } from '@xinhang/db/no-date.ts';
import { setDealPart, updateDeal, type DealRecord } from '@xinhang/db/repositories/deals.ts';
import { stages } from '@xinhang/db/repositories/pipelines.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import { recordDeal } from './access.ts';
import { tellOfDeal } from './events.ts';
import { refuseWaiting } from './gate-approval.ts';
import { assignDeal } from './move.ts';

/**
 * What takes a bulk action back gives a deal the former state, and asks for no gate and no reason
 * (docs/decisions/0100); its history tells of both ways. The caller has found the deal in reach.
 */
async function set(
  ctx: WriteContext,
  before: DealRecord,
  changes: Parameters<typeof updateDeal>[2],
  action: string,
): Promise<void> {
  const row = await updateDeal(ctx.tx, before, changes);
  if (!row) throw problem('version-conflict');
  await recordDeal(ctx, action, before, row);
}

const needOpen = (row: DealRecord) => {
  if (row.state !== 'open') throw problem('deal-closed');
};

/** A stage that was taken out meanwhile takes no deal back. */
export async function putBack(
  ctx: WriteContext,
  row: DealRecord,
  { stageId, stageSince }: { stageId: number; stageSince: number },
): Promise<void> {
  needOpen(row);
  await refuseWaiting(ctx.tx, row.id);
  if (!(await stages(ctx.tx)).some((stage) => stage.id === stageId)) {
    throw problem('version-conflict');
  }
  const [from, to] = [String(row.stage_id), String(stageId)];
  await tellOfDeal(ctx, row.id, { kind: 'stage', from, to, reason: '' });
  await set(ctx, row, { stage_id: stageId, stage_since: stageSince }, 'deals.move');
}

export async function redate(
  ctx: WriteContext,
  row: DealRecord,
  { expectedOn, firstExpectedOn }: { expectedOn: string; firstExpectedOn: string },
): Promise<void> {
  needOpen(row);
  const text = (date: string) => (date === NO_DATE ? '' : date);
  const [from, to] = [text(row.expected_on), text(expectedOn)];
  await tellOfDeal(ctx, row.id, { kind: 'expected', from, to, reason: '' });
  const changes = { expected_on: expectedOn, first_expected_on: firstExpectedOn };
  await set(ctx, row, changes, 'deals.update');
}

/** Lost and void ones alone are ended in bulk: no result is taken back. */
export async function openAgain(ctx: WriteContext, row: DealRecord): Promise<void> {
  if (row.state !== 'lost' && row.state !== 'void') throw problem('version-conflict');
  if (!(await stages(ctx.tx)).some((stage) => stage.id === row.stage_id)) {
    throw problem('version-conflict');
  }
  const [from, to] = [row.state, String(row.stage_id)];
  await tellOfDeal(ctx, row.id, { kind: 'reopened', from, to, reason: '' });
  const ended = { closed_on: NO_DATE, close_reason: '', close_note: '', grade: null };
  await set(ctx, row, { ...ended, state: 'open', credited_to: null }, 'deals.reopen');
}

export async function giveBack(
  ctx: WriteContext,
  row: DealRecord,
  { ownerId, shares }: { ownerId: number; shares: { user_id: number; share_bp: number }[] },
): Promise<void> {
  await assignDeal(ctx, row.id, { version: row.version, ownerId, note: '' }, { quiet: true });
  if (shares.length > 0) await setDealPart(ctx.tx, 'deal_share', row.id, shares);
}
