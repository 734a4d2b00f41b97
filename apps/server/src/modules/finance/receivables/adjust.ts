import { may } from '@xinhang/db/actor.ts';
import {
  adjustmentInScope,
  insertAdjustment,
  updateAdjustment,
  type NamedAdjustment,
} from '@xinhang/db/repositories/ar-adjustments.ts';
import type { AccountKey } from '@xinhang/shared/accounts.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { ArAdjustment, ArAdjustmentKind } from '@xinhang/shared/receivables.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';
import {
  asOpening,
  firstEntity,
  postMoney,
  postVoucher,
  reverseMoney,
  reverseVoucher,
} from '../../ledgers/service.ts';
import { dayOfUndoing } from '../opening-day.ts';
import { takeDocumentNo } from '../../system/service.ts';
import { needPayer } from '../receipts/drafts.ts';
import { stale } from '../../../http/conflict.ts';
import { news } from '../record.ts';

/** Of the numbers: the initials of 期初 and 调整. */
const prefixOf = (kind: ArAdjustmentKind) => (kind === 'opening' ? 'QC' : 'TZ');

/** Where the other side of a correction stands. */
const against: Readonly<Record<ArAdjustmentKind, AccountKey>> = {
  opening: 'equityOpening',
  writeOff: 'badDebt',
  rebate: 'salesDiscount',
  other: 'otherExpense',
};

export const toAdjustment = (ctx: ReadContext, row: NamedAdjustment): ArAdjustment => ({
  id: row.id,
  version: row.version,
  no: row.no,
  state: row.state as ArAdjustment['state'],
  kind: row.kind as ArAdjustmentKind,
  customer: { id: row.customer_id, name: row.customer_name },
  oldNo: row.old_no,
  businessDate: row.business_date,
  dueDate: row.due_date,
  amountFen: row.amount_fen,
  note: row.note,
  madeBy: { id: row.made_by, name: row.maker_name },
  madeAt: row.made_at,
  reversalReason: row.reversal_reason,
  mayReverse:
    ctx.actor.viewAsBy === null &&
    may(ctx.actor, 'receivables.adjust') &&
    row.state === 'confirmed',
});

async function record(
  ctx: WriteContext,
  action: string,
  id: number,
  before: ArAdjustment | null,
): Promise<ArAdjustment> {
  const row = (await adjustmentInScope(ctx.tx, ctx.actor, id))!;
  const after = toAdjustment(ctx, row);
  const { customer_id: customerId, version } = row;
  const said = { action, entity: 'arAdjustment', entityId: id, customerId };
  await ctx.audit({ ...said, before, after });
  await news(ctx, { entity: 'arAdjustment', id, version }, customerId);
  return after;
}

type Body = EndpointInput<typeof api.receivables.adjust>['body'];

/** An opening stands as the old document did; debts written off and rebates lessen what is owed. */
function checkAmount({ kind, amountFen, oldNo, note }: Body): void {
  if ((kind === 'writeOff' || kind === 'rebate') && amountFen > 0) {
    throw fieldRefused('/amountFen', 'must-lessen');
  }
  if (kind === 'opening' && oldNo === '') throw fieldRefused('/oldNo', 'required');
  if (kind !== 'opening' && note === '') throw fieldRefused('/note', 'reason-needed');
}

export async function adjust(given: WriteContext, body: Body): Promise<ArAdjustment> {
  checkAmount(body);
  const ctx = body.kind === 'opening' ? await asOpening(given, body.businessDate) : given;
  await needPayer(ctx, body.customerId);
  const { kind, customerId, businessDate, amountFen } = body;
  const dueDate = body.dueDate ?? businessDate;
  if (dueDate < businessDate) throw fieldRefused('/dueDate', 'before-business-date');
  const entityId = (await firstEntity(ctx.tx))!;
  const no = await takeDocumentNo(ctx, { entityId, prefix: prefixOf(kind), businessDate });
  const id = await insertAdjustment(ctx.tx, {
    no,
    state: 'confirmed',
    kind,
    entity_id: entityId,
    customer_id: customerId,
    old_no: body.oldNo,
    business_date: businessDate,
    due_date: dueDate,
    amount_fen: amountFen,
    note: body.note,
    reversal_reason: '',
    made_by: ctx.actor.userId,
    made_at: ctx.now,
    reversed_by: null,
    reversed_at: null,
  });
  const doc = { kind: 'arAdjustment', id, no };
  const inAdvance = kind === 'opening' && amountFen < 0;
  await postMoney(ctx, 'ar', {
    entityId,
    party: { kind: 'customer', id: customerId },
    kind: inAdvance ? 'advance' : kind === 'opening' ? 'opening' : 'adjustment',
    doc,
    businessDate,
    dues: [{ dueDate, amountFen }],
  });
  await postVoucher(ctx, {
    entityId,
    doc,
    businessDate,
    lines: [
      { account: inAdvance ? 'advanceReceived' : 'receivable', amountFen, customerId },
      { account: against[kind], amountFen: -amountFen },
    ],
  });
  return await record(ctx, 'receivables.adjust', id, null);
}

/** Takes a correction back, today; refused while something settles it. */
export async function undoAdjustment(
  ctx: WriteContext,
  id: number,
  { version, reason }: { version: number; reason: string },
): Promise<ArAdjustment> {
  const row = await adjustmentInScope(ctx.tx, ctx.actor, id);
  if (!row) throw problem('not-found');
  if (row.state !== 'confirmed') throw problem('state-refused');
  if (row.version !== version) throw stale(row);
  const before = toAdjustment(ctx, row);
  const today = await dayOfUndoing(ctx, row);
  const doc = { kind: 'arAdjustment', id, no: row.no };
  await reverseMoney(ctx, 'ar', doc, today);
  await reverseVoucher(ctx, doc, today);
  const done = await updateAdjustment(ctx.tx, row, {
    state: 'reversed',
    reversal_reason: reason,
    reversed_by: ctx.actor.userId,
    reversed_at: ctx.now,
  });
  if (!done) throw stale(row);
  return await record(ctx, 'receivables.reverseAdjustment', id, before);
}
