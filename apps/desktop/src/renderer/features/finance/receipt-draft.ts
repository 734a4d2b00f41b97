import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { Receipt, ReceiptLine, ReceiptMethod } from '@xinhang/shared/receipts.ts';

/** A receipt as it is written. */
export interface ReceiptDraft {
  customer: NameRef | null;
  payer: string;
  accountId: number | null;
  businessDate: string;
  method: ReceiptMethod;
  amountFen: number | null;
  feeFen: number | null;
  note: string;
  /** What of each row; null: the oldest first, as the server proposes it. */
  parts: ReadonlyMap<number, Part> | null;
}
export interface Part {
  amountFen: number | null;
  discountFen: number | null;
}

export function draftOf(
  doc: Receipt | null,
  begun: { today: string; customer: NameRef | null },
): ReceiptDraft {
  if (!doc) {
    return {
      customer: begun.customer,
      payer: '',
      accountId: null,
      businessDate: begun.today,
      method: 'transfer',
      amountFen: null,
      feeFen: null,
      note: '',
      parts: null,
    };
  }
  const { customer, payer, businessDate, method, amountFen, note } = doc;
  const parts = doc.lines.map((line) => [line.itemId, line] as const);
  return {
    customer,
    payer,
    accountId: doc.account.id,
    businessDate,
    method,
    amountFen,
    feeFen: doc.feeFen,
    note,
    parts: new Map(parts),
  };
}

/** Rows that are owed with what the draft settles of each. */
export const settledOf = (
  proposed: readonly ReceiptLine[],
  { parts }: Pick<ReceiptDraft, 'parts'>,
): ReceiptLine[] =>
  proposed.map((line) => {
    if (parts === null) return line;
    const part = parts.get(line.itemId);
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
  accountId: draft.accountId!,
  businessDate: draft.businessDate,
  method: draft.method,
  amountFen: draft.amountFen!,
  feeFen: draft.feeFen ?? 0,
  note: draft.note.trim(),
  lines: partsOf(lines),
});
