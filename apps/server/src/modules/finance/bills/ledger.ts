import {
  billById,
  insertBillStep,
  lastStep,
  updateBill,
  type BillRecord,
  type BillStepRecord,
} from '@xinhang/db/repositories/bills.ts';
import type { BillState, BillStepKind } from '@xinhang/shared/bill-rules.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import type { MoneyDoc } from '../../ledgers/service.ts';

/** Writes what became of a bill: the only way in which its state changes. */
export async function stepBill(
  ctx: WriteContext,
  bill: BillRecord,
  what: {
    kind: BillStepKind;
    to: BillState;
    doc: MoneyDoc;
    businessDate: string;
    accountId?: number | null;
    feeFen?: number;
    note?: string;
  },
): Promise<void> {
  const last = await lastStep(ctx.tx, bill.id);
  // What happens to it happens in its order.
  if (last && what.businessDate < last.business_date) {
    throw fieldRefused('/businessDate', 'before-bill', { date: last.business_date });
  }
  await insertBillStep(ctx.tx, {
    bill_id: bill.id,
    kind: what.kind,
    from_state: bill.state,
    to_state: what.to,
    doc_kind: what.doc.kind,
    doc_id: what.doc.id,
    doc_no: what.doc.no,
    business_date: what.businessDate,
    account_id: what.accountId ?? null,
    fee_fen: what.feeFen ?? 0,
    note: what.note ?? '',
    reversal_of: null,
    posted_by: ctx.actor.userId,
    posted_at: ctx.now,
  });
  if (!(await updateBill(ctx.tx, bill, { state: what.to }))) throw stale(bill);
}

/** The step that a document made, where it is the last that stands; a later one must go first. */
export async function ownLastStep(
  ctx: WriteContext,
  bill: BillRecord,
  doc: { kind: string; id: number },
): Promise<BillStepRecord> {
  const last = await lastStep(ctx.tx, bill.id);
  if (!last || last.doc_kind !== doc.kind || last.doc_id !== doc.id) {
    throw fieldRefused('/bill', 'bill-moved', { no: bill.no });
  }
  return last;
}

/** Takes a step back, today but never before its own day. */
export async function unstepBill(
  ctx: WriteContext,
  bill: BillRecord,
  { id, ...row }: BillStepRecord,
  { today, reason, to }: { today: string; reason: string; to?: BillState },
): Promise<void> {
  const back = to ?? (row.from_state as BillState);
  await insertBillStep(ctx.tx, {
    ...row,
    from_state: row.to_state,
    to_state: back,
    business_date: today < row.business_date ? row.business_date : today,
    note: reason,
    reversal_of: id,
    posted_by: ctx.actor.userId,
    posted_at: ctx.now,
  });
  if (!(await updateBill(ctx.tx, bill, { state: back }))) throw stale(bill);
}

/** A bill that a document names; it is there as long as the document is. */
export async function needBill(ctx: WriteContext, id: number): Promise<BillRecord> {
  const bill = await billById(ctx.tx, id);
  if (!bill) throw problem('not-found');
  return bill;
}
