import {
  cashTransferInReach,
  deleteCashTransfer,
  insertCashTransfer,
  updateCashTransfer,
  type NamedTransfer,
} from '@xinhang/db/repositories/cash-transfers.ts';
import { reachesAccount } from '@xinhang/db/scope-cash.ts';
import type { CashTransfer } from '@xinhang/shared/cash-transfers.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';
import { firstEntity } from '../../ledgers/service.ts';
import { needCashAccount } from '../cash-accounts.ts';
import { draftedBy, headOf, inState } from '../cash-docs.ts';

type Body<K extends 'create' | 'update'> = EndpointInput<(typeof api.cashTransfers)[K]>['body'];

export const toTransfer = (ctx: ReadContext, row: NamedTransfer): CashTransfer => ({
  ...headOf(
    row,
    ctx.actor.viewAsBy === null && reachesAccount(ctx.actor, 'cash.move', row.from_id),
  ),
  from: { id: row.from_id, name: row.from_name },
  to: { id: row.to_id, name: row.to_name },
  feeFen: row.fee_fen,
});

/** As the audit tells it. */
export const toldTransfer = (row: NamedTransfer): object => ({
  version: row.version,
  no: row.no,
  state: row.state,
  fromAccount: row.from_name,
  toAccount: row.to_name,
  businessDate: row.business_date,
  amountFen: row.amount_fen,
  feeFen: row.fee_fen,
  note: row.note,
  reversalReason: row.reversal_reason,
});

/** Audit and news of a change, for whoever reads the books of money. */
export async function recordTransfer(
  ctx: WriteContext,
  action: string,
  id: number,
  before: NamedTransfer | null,
): Promise<NamedTransfer | undefined> {
  const after = await cashTransferInReach(ctx.tx, ctx.actor, id);
  await ctx.audit({
    action,
    entity: 'cashTransfer',
    entityId: id,
    before: before && toldTransfer(before),
    after: after ? toldTransfer(after) : null,
  });
  await ctx.emit({ entity: 'cashTransfer', id, version: after?.version ?? 0, audience: [] });
  return after;
}

/** One that the actor sees, in that state and version: written by whoever moves the side that pays. */
export async function needTransfer(
  ctx: WriteContext,
  id: number,
  version: number,
  state: 'draft' | 'confirmed',
): Promise<NamedTransfer> {
  const row = await cashTransferInReach(ctx.tx, ctx.actor, id);
  if (row && !reachesAccount(ctx.actor, 'cash.move', row.from_id)) throw problem('forbidden');
  return inState(row, version, state);
}

/** Both in use, and two of them; those that stood there before may stay. */
async function checkAccounts(
  ctx: WriteContext,
  { fromId, toId }: { fromId: number; toId: number },
  before: NamedTransfer | null,
): Promise<void> {
  await needCashAccount(ctx, fromId, {
    permission: 'cash.move',
    before: before?.from_id ?? null,
    pointer: '/fromId',
  });
  // Whoever gives money away may give it into any account.
  await needCashAccount(ctx, toId, {
    permission: null,
    before: before?.to_id ?? null,
    pointer: '/toId',
  });
  if (fromId === toId) throw fieldRefused('/toId', 'same-account');
}

export async function createTransfer(
  ctx: WriteContext,
  body: Body<'create'>,
): Promise<NamedTransfer> {
  await checkAccounts(ctx, body, null);
  const id = await insertCashTransfer(ctx.tx, {
    ...draftedBy(ctx),
    entity_id: (await firstEntity(ctx.tx))!,
    from_id: body.fromId,
    to_id: body.toId,
    business_date: body.businessDate,
    amount_fen: body.amountFen,
    fee_fen: body.feeFen,
    note: body.note,
  });
  return (await recordTransfer(ctx, 'cashTransfers.create', id, null))!;
}

export async function changeTransfer(
  ctx: WriteContext,
  id: number,
  { version, ...body }: Body<'update'>,
): Promise<NamedTransfer> {
  const row = await needTransfer(ctx, id, version, 'draft');
  const wanted = { fromId: body.fromId ?? row.from_id, toId: body.toId ?? row.to_id };
  await checkAccounts(ctx, wanted, row);
  const done = await updateCashTransfer(ctx.tx, row, {
    from_id: wanted.fromId,
    to_id: wanted.toId,
    business_date: body.businessDate ?? row.business_date,
    amount_fen: body.amountFen ?? row.amount_fen,
    fee_fen: body.feeFen ?? row.fee_fen,
    note: body.note ?? row.note,
  });
  if (!done) throw stale(row);
  return (await recordTransfer(ctx, 'cashTransfers.update', id, row))!;
}

export async function discardTransfer(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<void> {
  const row = await needTransfer(ctx, id, version, 'draft');
  await deleteCashTransfer(ctx.tx, id);
  await recordTransfer(ctx, 'cashTransfers.discard', id, row);
}
