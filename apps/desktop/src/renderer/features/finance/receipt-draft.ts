import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { Receipt, ReceiptLine, SettlingMethod } from '@xinhang/shared/receipts.ts';
import { billBodyOf, billDraftOf, emptyBill, type BillDraft } from './bill-draft.ts';

/** A receipt as it is written. */
export interface ReceiptDraft {
  customer: NameRef | null;
  payer: string;
  accountId: number | null;
  businessDate: string;
  method: SettlingMethod;
  /** What stands on the bill; counts where it is paid by one. */
  bill: BillDraft;
  amountFen: number | null;
  feeFen: number | null;
  note: string;
  /** What of each row; null: the oldest first, as the server proposes it. */
  parts: readonly Part[] | null;
}

/** What is settled of an open row. */
export interface Part {
  itemId: number;
  amountFen: number | null;
  discountFen: number | null;
}

export const emptyReceipt = (businessDate: string, customer: NameRef | null): ReceiptDraft => ({
  customer,
  payer: '',
  accountId: null,
  businessDate,
  method: 'transfer',
  bill: emptyBill,
  amountFen: null,
  feeFen: null,
  note: '',
  parts: null,
});

export const draftOf = (doc: Receipt): ReceiptDraft => ({
  customer: doc.customer,
  payer: doc.payer,
  accountId: doc.account?.id ?? null,
  businessDate: doc.businessDate,
  method: doc.method,
  bill: doc.bill ? billDraftOf(doc.bill) : emptyBill,
  amountFen: doc.amountFen,
  feeFen: doc.feeFen,
  note: doc.note,
  parts: partsOf(doc.lines),
});

/** Rows that are owed with what the draft settles of each. */
export const settledOf = (
  proposed: readonly ReceiptLine[],
  { parts }: Pick<ReceiptDraft, 'parts'>,
): ReceiptLine[] =>
  proposed.map((line) => {
    if (parts === null) return line;
    const part = parts.find((one) => one.itemId === line.itemId);
    return {
      ...line,
      amountFen: part?.amountFen ?? 0,
      discountFen: part?.discountFen ?? 0,
    };
  });

/** Lines as the server takes them; those that settle nothing are left out. */
export const partsOf = (lines: readonly ReceiptLine[]) =>
  lines
    .filter((line) => line.amountFen + line.discountFen > 0)
    .map(({ itemId, amountFen, discountFen }) => ({ itemId, amountFen, discountFen }));

/** The part of a draft that the server takes. */
export const bodyOf = (draft: ReceiptDraft, lines: readonly ReceiptLine[]) => ({
  customerId: draft.customer?.id ?? null,
  payer: draft.payer.trim(),
  accountId: draft.method === 'bill' ? null : draft.accountId,
  businessDate: draft.businessDate,
  method: draft.method,
  amountFen: draft.amountFen!,
  bill: draft.method === 'bill' ? billBodyOf(draft.bill) : null,
  feeFen: draft.method === 'bill' ? 0 : (draft.feeFen ?? 0),
  note: draft.note.trim(),
  lines: partsOf(lines),
});
