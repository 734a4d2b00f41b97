import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { Payment } from '@xinhang/shared/payments.ts';
import type { ReceiptLine, ReceiptMethod } from '@xinhang/shared/receipts.ts';
import { partsOf, type Part } from './receipt-draft.ts';

/** A payment as it is written. */
export interface PaymentDraft {
  supplier: NameRef | null;
  accountId: number | null;
  businessDate: string;
  method: ReceiptMethod;
  amountFen: number | null;
  feeFen: number | null;
  note: string;
  /** What of each row; null: the oldest first, as the server proposes it. */
  parts: readonly Part[] | null;
}

export const emptyPayment = (businessDate: string, supplier: NameRef | null): PaymentDraft => ({
  supplier,
  accountId: null,
  businessDate,
  method: 'transfer',
  amountFen: null,
  feeFen: null,
  note: '',
  parts: null,
});

export const draftOf = (doc: Payment): PaymentDraft => ({
  supplier: doc.supplier,
  accountId: doc.account.id,
  businessDate: doc.businessDate,
  method: doc.method,
  amountFen: doc.amountFen,
  feeFen: doc.feeFen,
  note: doc.note,
  parts: partsOf(doc.lines),
});

/** The part of a draft that the server takes. */
export const bodyOf = (draft: PaymentDraft, lines: readonly ReceiptLine[]) => ({
  supplierId: draft.supplier!.id,
  accountId: draft.accountId!,
  businessDate: draft.businessDate,
  method: draft.method,
  amountFen: draft.amountFen!,
  feeFen: draft.feeFen ?? 0,
  note: draft.note.trim(),
  lines: partsOf(lines),
});
