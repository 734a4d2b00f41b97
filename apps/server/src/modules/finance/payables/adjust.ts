import { may } from '@xinhang/db/actor.ts';
import {
  apAdjustmentById,
  insertApAdjustment,
  openOfClaims,
  standingClaim,
  updateApAdjustment,
  type NamedApAdjustment,
} from '@xinhang/db/repositories/ap-adjustments.ts';
import type { AccountKey } from '@xinhang/shared/accounts.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { ApAdjustment, ApAdjustmentKind } from '@xinhang/shared/payables.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';
import {
  asOpening,
  firstEntity,
  postMoney,
  postVoucher,
  reverseMoney,
  reverseVoucher,
  settle,
  unsettle,
} from '../../ledgers/service.ts';
import { dayOfUndoing } from '../opening-day.ts';
import { takeDocumentNo } from '../../system/service.ts';
import { needSupplier } from '../../purchasing/service.ts';

/** Of the numbers: the initials of 应付期初 and 应付调整. */
const prefixOf = (kind: ApAdjustmentKind) => (kind === 'opening' ? 'YFQC' : 'YFTZ');

/** Where the other side of a correction stands. */
const against: Readonly<Record<ApAdjustmentKind, AccountKey>> = {
  opening: 'equityOpening',
  priceDifference: 'purchaseVariance',
  writeOff: 'otherIncome',
  // Where the goods stand that were lost on the way (docs/decisions/0294, 0355).
  claim: 'stockLoss',
  claimDropped: 'stockLoss',
  other: 'otherExpense',
};

type Open = Awaited<ReturnType<typeof openOfClaims>>;

export const toApAdjustment = (
  ctx: ReadContext,
  row: NamedApAdjustment,
  open: Open,
): ApAdjustment => ({
  id: row.id,
  version: row.version,
  no: row.no,
  state: row.state as ApAdjustment['state'],
  kind: row.kind as ApAdjustmentKind,
  supplier: { id: row.supplier_id, name: row.supplier_name },
  oldNo: row.old_no,
  businessDate: row.business_date,
  dueDate: row.due_date,
  amountFen: row.amount_fen,
  openFen: open.get(row.id)?.openFen ?? null,
  note: row.note,
  madeBy: { id: row.made_by, name: row.maker_name },
  madeAt: row.made_at,
  reversalReason: row.reversal_reason,
  mayReverse:
    ctx.actor.viewAsBy === null && may(ctx.actor, 'payables.adjust') && row.state === 'confirmed',
});

async function record(
  ctx: WriteContext,
  action: string,
  id: number,
  before: ApAdjustment | null,
): Promise<ApAdjustment> {
  const row = (await apAdjustmentById(ctx.tx, id))!;
  const after = toApAdjustment(ctx, row, await openOfClaims(ctx.tx, [id]));
  await ctx.audit({ action, entity: 'apAdjustment', entityId: id, before, after });
  await ctx.emit({ entity: 'apAdjustment', id, version: row.version, audience: [] });
  return after;
}

/** Those that say the number of another document. */
const named: ReadonlySet<ApAdjustmentKind> = new Set(['opening', 'claim', 'claimDropped']);

type Body = EndpointInput<typeof api.payables.adjust>['body'];

/** An opening stands as the old document did; what is written off lessens what is owed. */
function checkAmount({ kind, amountFen, oldNo, note }: Body): void {
  const lessens = kind === 'writeOff' || kind === 'claim';
  if (lessens && amountFen > 0) throw fieldRefused('/amountFen', 'must-lessen');
  if (kind === 'claimDropped' && amountFen < 0) throw fieldRefused('/amountFen', 'invalid');
  if (named.has(kind) && oldNo === '') throw fieldRefused('/oldNo', 'required');
  if (kind !== 'opening' && note === '') throw fieldRefused('/note', 'reason-needed');
}

/** One claim on a supplier for a thing; what is given up is open of the one that stands. */
async function checkClaim(ctx: WriteContext, { kind, supplierId, oldNo, amountFen }: Body) {
  if (kind !== 'claim' && kind !== 'claimDropped') return null;
  const id = await standingClaim(ctx.tx, { supplierId, oldNo });
  if (kind === 'claim') {
    if (id !== undefined) throw fieldRefused('/oldNo', 'claimed-already');
    return null;
  }
  if (id === undefined) throw fieldRefused('/oldNo', 'unknown-claim');
  const open = (await openOfClaims(ctx.tx, [id])).get(id)!;
  const openFen = -open.openFen;
  if (amountFen > openFen) throw fieldRefused('/amountFen', 'above-claim', { openFen });
  return open;
}

export async function adjustPayable(given: WriteContext, body: Body): Promise<ApAdjustment> {
  checkAmount(body);
  const ctx = body.kind === 'opening' ? await asOpening(given, body.businessDate) : given;
  await needSupplier(ctx.tx, body.supplierId);
  const claim = await checkClaim(ctx, body);
  const { kind, supplierId, businessDate, amountFen } = body;
  const dueDate = body.dueDate ?? businessDate;
  if (dueDate < businessDate) throw fieldRefused('/dueDate', 'before-business-date');
  const entityId = (await firstEntity(ctx.tx))!;
  const no = await takeDocumentNo(ctx, { entityId, prefix: prefixOf(kind), businessDate });
  const id = await insertApAdjustment(ctx.tx, {
    no,
    state: 'confirmed',
    kind,
    entity_id: entityId,
    supplier_id: supplierId,
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
  const doc = { kind: 'apAdjustment', id, no };
  const inAdvance = kind === 'opening' && amountFen < 0;
  const [itemId] = await postMoney(ctx, 'ap', {
    entityId,
    party: { kind: 'supplier', id: supplierId },
    kind: inAdvance ? 'advance' : kind === 'opening' ? 'opening' : 'adjustment',
    doc,
    businessDate,
    dues: [{ dueDate, amountFen }],
  });
  if (claim) {
    const paid = { owedId: itemId!, paidId: claim.itemId, amountFen };
    await settle(ctx, 'ap', { ...paid, doc, businessDate });
  }
  await postVoucher(ctx, {
    entityId,
    doc,
    businessDate,
    lines: [
      { account: against[kind], amountFen },
      { account: inAdvance ? 'advancePaid' : 'payable', amountFen: -amountFen, supplierId },
    ],
  });
  return await record(ctx, 'payables.adjust', id, null);
}

/** Takes a correction back, today; refused while something settles it. */
export async function undoApAdjustment(
  ctx: WriteContext,
  id: number,
  { version, reason }: { version: number; reason: string },
): Promise<ApAdjustment> {
  const row = await apAdjustmentById(ctx.tx, id);
  if (!row) throw problem('not-found');
  if (row.state !== 'confirmed') throw problem('state-refused');
  if (row.version !== version) throw stale(row);
  const before = toApAdjustment(ctx, row, await openOfClaims(ctx.tx, [id]));
  const today = await dayOfUndoing(ctx, row);
  const doc = { kind: 'apAdjustment', id, no: row.no };
  // What was given up of a claim is asked for again.
  await unsettle(ctx, 'ap', doc, today);
  await reverseMoney(ctx, 'ap', doc, today);
  await reverseVoucher(ctx, doc, today);
  const done = await updateApAdjustment(ctx.tx, row, {
    state: 'reversed',
    reversal_reason: reason,
    reversed_by: ctx.actor.userId,
    reversed_at: ctx.now,
  });
  if (!done) throw stale(row);
  return await record(ctx, 'payables.reverseAdjustment', id, before);
}
