import type { Bill } from '@xinhang/shared/bills.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { Payment } from '@xinhang/shared/payments.ts';
import type { ReceiptLine, SettlingMethod } from '@xinhang/shared/receipts.ts';
import { billBodyOf, billDraftOf, emptyBill, type BillDraft } from './bill-draft.ts';
import { partsOf, type Part } from './receipt-draft.ts';

/** A payment as it is written. */
export interface PaymentDraft {
  supplier: NameRef | null;
  accountId: number | null;
  businessDate: string;
  method: SettlingMethod;
  /** A held bill that is endorsed; null: one is issued, of which this stands on it. */
  billId: number | null;
  bill: BillDraft;
  amountFen: number | null;
  feeFen: number | null;
  note: string;
  /** What of each row; null: the oldest first, as the server proposes it. */
  parts: readonly Part[] | null;
}

/** What a payment by a held bill is begun with: it is passed on whole. */
export type EndorsedBill = Pick<Bill, 'id' | 'amountFen'>;

export const emptyPayment = (
  businessDate: string,
  supplier: NameRef | null,
  bill: EndorsedBill | null,
): PaymentDraft => ({
  supplier,
  accountId: null,
  businessDate,
  method: bill ? 'bill' : 'transfer',
  billId: bill?.id ?? null,
  bill: emptyBill,
  amountFen: bill?.amountFen ?? null,
  feeFen: null,
  note: '',
  parts: null,
});

export const draftOf = (doc: Payment): PaymentDraft => ({
  supplier: doc.supplier,
  accountId: doc.account?.id ?? null,
  businessDate: doc.businessDate,
  method: doc.method,
  billId: doc.bill?.side === 'received' ? doc.bill.id : null,
  bill: doc.bill?.side === 'issued' ? billDraftOf(doc.bill) : emptyBill,
  amountFen: doc.amountFen,
  feeFen: doc.feeFen,
  note: doc.note,
  parts: partsOf(doc.lines),
});

/** The part of a draft that the server takes. */
export const bodyOf = (draft: PaymentDraft, lines: readonly ReceiptLine[]) => ({
  supplierId: draft.supplier!.id,
  accountId: draft.method === 'bill' ? null : draft.accountId,
  businessDate: draft.businessDate,
  method: draft.method,
  amountFen: draft.amountFen!,
  billId: draft.method === 'bill' ? draft.billId : null,
  bill: draft.method === 'bill' && draft.billId === null ? billBodyOf(draft.bill) : null,
  feeFen: draft.method === 'bill' ? 0 : (draft.feeFen ?? 0),
  note: draft.note.trim(),
  lines: partsOf(lines),
});
