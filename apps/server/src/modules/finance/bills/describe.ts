import { may } from '@xinhang/db/actor.ts';
import {
  billById,
  billSteps,
  findBill,
  type BillRecord,
  type BillsOf,
  type NamedBill,
} from '@xinhang/db/repositories/bills.ts';
import { reachesAccount } from '@xinhang/db/scope-cash.ts';
import {
  billDocs,
  movesOf,
  type BillMove,
  type BillSide,
  type BillState,
  type BillStepKind,
} from '@xinhang/shared/bill-rules.ts';
import type { Bill, BillRow, BillStep } from '@xinhang/shared/bills.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ReadContext } from '../../../http/context.ts';
import { besideOf, maySplit } from './parts.ts';
import { toBillOnDoc } from './shown.ts';

/** As the audit tells it. */
export const told = (row: BillRecord) => ({
  version: row.version,
  state: row.state,
  side: row.side,
  kind: row.kind,
  no: row.no,
  acceptor: row.acceptor,
  amountFen: row.amount_fen,
  dueOn: row.due_on,
});

/** Bills of a side as this reader sees them. */
export const seenBy = (ctx: Pick<ReadContext, 'actor'>, side: BillSide): BillsOf => ({
  side,
  actor: ctx.actor,
});

/** A bill that the reader sees; others do not exist for him. */
export async function needSeen(ctx: ReadContext, id: number): Promise<NamedBill> {
  const bill = await billById(ctx.db, id);
  const reads = bill?.side === 'received' ? 'receivables.read' : 'payables.read';
  const found =
    bill && may(ctx.actor, reads)
      ? await findBill(ctx.db, seenBy(ctx, bill.side as BillSide), id)
      : undefined;
  if (!found) throw problem('not-found');
  return found;
}

/** Whose right it is; an endorsed bill that comes back makes a supplier owed again. */
export const mayMove = (ctx: Pick<ReadContext, 'actor'>, bill: NamedBill): boolean =>
  (bill.side === 'received'
    ? reachesAccount(ctx.actor, 'receipts.manage', null)
    : reachesAccount(ctx.actor, 'payments.manage', null)) &&
  (bill.side === 'issued' ||
    bill.payment_id === null ||
    reachesAccount(ctx.actor, 'payments.manage', null));

/** Suppliers are named to the buying side alone. */
export const toBillRow = (ctx: Pick<ReadContext, 'actor'>, row: NamedBill): BillRow => ({
  ...toBillOnDoc(row),
  version: row.version,
  amountFen: row.amount_fen,
  customer:
    row.customer_id === null ? null : { id: row.customer_id, name: row.customer_name ?? '' },
  supplier:
    row.supplier_id === null || !may(ctx.actor, 'payables.read')
      ? null
      : { id: row.supplier_id, name: row.supplier_name ?? '' },
});

/** One that may not be passed on is never discounted; one that is due may be on a day before. */
const movesNow = (row: NamedBill): BillMove[] =>
  movesOf(row.side as BillSide, row.state as BillState).filter(
    (kind) => kind !== 'discount' || row.transferable !== 0,
  );

export async function describeBill(ctx: ReadContext, id: number): Promise<Bill> {
  const row = await needSeen(ctx, id);
  const steps = await billSteps(ctx.db, id);
  const buys = may(ctx.actor, 'payables.read');
  const writes = ctx.actor.viewAsBy === null && mayMove(ctx, row);
  const taken = new Set(steps.map((one) => one.reversal_of));
  const last = steps.find((one) => one.reversal_of === null && !taken.has(one.id));
  const hidden = (kind: string) => kind === 'endorse' && !buys;
  return {
    ...toBillRow(ctx, row),
    receipt: row.receipt_id === null ? null : { id: row.receipt_id, no: row.receipt_no ?? '' },
    payment:
      row.payment_id === null || !buys ? null : { id: row.payment_id, no: row.payment_no ?? '' },
    steps: steps.map((one): BillStep => ({
      id: one.id,
      kind: one.kind as BillStepKind,
      from: one.from_state as BillState,
      to: one.to_state as BillState,
      docNo: hidden(one.kind) ? '' : one.doc_no,
      businessDate: one.business_date,
      account:
        one.account_id === null ? null : { id: one.account_id, name: one.account_name ?? '' },
      feeFen: one.fee_fen,
      note: one.note,
      reversal: one.reversal_of !== null,
      by: { id: one.posted_by, name: one.poster_name },
      at: one.posted_at,
    })),
    moves: writes ? movesNow(row) : [],
    mayUndo: writes && last !== undefined && last.kind in billDocs,
    maySplit: writes && (await maySplit(ctx, row)),
    mayJoin: writes && (await besideOf(ctx, row)) !== undefined,
  };
}
