import type { BillKind } from '@xinhang/shared/bill-rules.ts';
import type { BillOnDoc } from '@xinhang/shared/bills.ts';

/** A bill as it is written on a receipt or a payment. */
export interface BillDraft {
  kind: BillKind;
  no: string;
  subFrom: string;
  subTo: string;
  drawer: string;
  acceptor: string;
  issuedOn: string | null;
  dueOn: string | null;
  transferable: boolean;
}

export const emptyBill: BillDraft = {
  kind: 'bank',
  no: '',
  subFrom: '',
  subTo: '',
  drawer: '',
  acceptor: '',
  issuedOn: null,
  dueOn: null,
  transferable: true,
};

export const billDraftOf = (bill: BillOnDoc): BillDraft => ({
  kind: bill.kind,
  no: bill.no,
  subFrom: String(bill.subFrom ?? ''),
  subTo: String(bill.subTo ?? ''),
  drawer: bill.drawer,
  acceptor: bill.acceptor,
  issuedOn: bill.issuedOn,
  dueOn: bill.dueOn,
  transferable: bill.transferable,
});

const rangeOf = (text: string): number | null => (text === '' ? null : Number(text));
const isRange = (text: string): boolean => /^[1-9]\d{0,14}$/.test(text);

/** Whether everything is there that a bill needs. */
export const isWholeBill = (bill: BillDraft): boolean =>
  [bill.no, bill.drawer, bill.acceptor].every((text) => text.trim() !== '') &&
  bill.issuedOn !== null &&
  bill.dueOn !== null &&
  [bill.subFrom, bill.subTo].every((text) => text === '' || isRange(text));

export const billBodyOf = (bill: BillDraft) => ({
  kind: bill.kind,
  no: bill.no.trim(),
  subFrom: rangeOf(bill.subFrom),
  subTo: rangeOf(bill.subTo),
  drawer: bill.drawer.trim(),
  acceptor: bill.acceptor.trim(),
  issuedOn: bill.issuedOn!,
  dueOn: bill.dueOn!,
  transferable: bill.transferable,
});
