import {
  insertOpeningBill,
  openingBillOf,
  openingOfBill,
} from '@xinhang/db/repositories/opening-bills.ts';
import { paymentInReach } from '@xinhang/db/repositories/payments.ts';
import { receiptInScope } from '@xinhang/db/repositories/receipts.ts';
import { apAdjustmentById } from '@xinhang/db/repositories/ap-adjustments.ts';
import { adjustmentInScope } from '@xinhang/db/repositories/ar-adjustments.ts';
import { standingState, type BillSide } from '@xinhang/shared/bill-rules.ts';
import type { BillBody } from '@xinhang/shared/bills.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../../http/context.ts';
import { asOpening, standingMoneyRows } from '../../ledgers/service.ts';
import { adjustPayable, undoApAdjustment } from '../payables/adjust.ts';
import { confirmPayment, undoPayment } from '../payments/confirm.ts';
import { createPayment } from '../payments/drafts.ts';
import { confirmReceipt, undoReceipt } from '../receipts/confirm.ts';
import { createReceipt } from '../receipts/drafts.ts';
import { adjust, undoAdjustment } from '../receivables/adjust.ts';

export interface OpeningBill {
  side: BillSide;
  /** The customer who gave it, or the supplier to whom it was issued. */
  partyId: number;
  businessDate: string;
  amountFen: number;
  bill: BillBody;
  note: string;
}

export { openingBillOf };

/**
 * Enters a bill that was open as the books began: what the party owed for it against the equity of
 * the beginning, settled at once by the bill. So it stands among the bills like any other, and who
 * gave it owes it again if nobody pays.
 */
export async function openBill(
  given: WriteContext,
  { side, partyId, businessDate, amountFen, bill, note }: OpeningBill,
): Promise<number> {
  if (bill.issuedOn > businessDate) {
    throw fieldRefused('/bill/issuedOn', 'not-before-going-live');
  }
  const ctx = await asOpening(given, businessDate);
  const owed = {
    kind: 'opening',
    businessDate,
    dueDate: null,
    amountFen,
    oldNo: bill.no,
    note,
  } as const;
  const paid = {
    method: 'bill',
    accountId: null,
    businessDate,
    amountFen,
    feeFen: 0,
    note,
  } as const;
  const settling = async (ledger: 'ar' | 'ap', kind: string, id: number) => {
    const [row] = await standingMoneyRows(ctx.tx, ledger, { kind, id });
    return [{ itemId: row!.id, amountFen, discountFen: 0 }];
  };
  const written = {
    ...bill,
    subFrom: bill.subFrom ?? null,
    subTo: bill.subTo ?? null,
    transferable: bill.transferable ?? true,
  };
  if (side === 'received') {
    const { id } = await adjust(given, { ...owed, customerId: partyId });
    const lines = await settling('ar', 'arAdjustment', id);
    const draft = await createReceipt(ctx, {
      ...paid,
      customerId: partyId,
      payer: '',
      bill: written,
      lines,
    });
    const done = await confirmReceipt(ctx, draft.id, draft.version);
    return await keep(ctx, { billId: done.bill_id!, adjustmentId: id, docId: done.id, amountFen });
  }
  const { id } = await adjustPayable(given, { ...owed, supplierId: partyId });
  const lines = await settling('ap', 'apAdjustment', id);
  const draft = await createPayment(ctx, {
    ...paid,
    supplierId: partyId,
    bill: written,
    billId: null,
    lines,
  });
  const done = await confirmPayment(ctx, draft.id, draft.version);
  return await keep(ctx, { billId: done.bill_id!, adjustmentId: id, docId: done.id, amountFen });
}

async function keep(
  { tx }: WriteContext,
  of: { billId: number; adjustmentId: number; docId: number; amountFen: number },
): Promise<number> {
  await insertOpeningBill(tx, {
    bill_id: of.billId,
    adjustment_id: of.adjustmentId,
    doc_id: of.docId,
    amount_fen: of.amountFen,
  });
  return of.billId;
}

/** Takes one back of which nothing became, on its own day; whether it was. */
export async function undoOpenBill(
  given: WriteContext,
  billId: number,
  reason: string,
): Promise<boolean> {
  const row = await openingOfBill(given.tx, billId);
  if (!row || row.state !== standingState[row.side as BillSide]) return false;
  const { doc_id: docId, adjustment_id: adjustmentId } = row;
  if (row.side === 'received') {
    const receipt = await receiptInScope(given.tx, given.actor, docId);
    if (!receipt) return false;
    const ctx = await asOpening(given, receipt.business_date);
    await undoReceipt(ctx, docId, { version: receipt.version, reason });
    const { version } = (await adjustmentInScope(given.tx, given.actor, adjustmentId))!;
    await undoAdjustment(ctx, adjustmentId, { version, reason });
    return true;
  }
  const payment = await paymentInReach(given.tx, given.actor, docId);
  if (!payment) return false;
  const ctx = await asOpening(given, payment.business_date);
  await undoPayment(ctx, docId, { version: payment.version, reason });
  const { version } = (await apAdjustmentById(given.tx, adjustmentId))!;
  await undoApAdjustment(ctx, adjustmentId, { version, reason });
  return true;
}
