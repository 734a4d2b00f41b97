import { z } from 'zod';
import { billBody, billOnDoc } from './bills.ts';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  done,
  fen,
  flagParam,
  id,
  idParam,
  idPath,
  instant,
  looseText,
  nameRef,
  optionalText,
  pageOf,
  pageQuery,
  patchText,
  requiredText,
  several,
  version,
} from './contract/fields.ts';

export const receiptStates = ['draft', 'confirmed', 'reversed'] as const;
export type ReceiptState = (typeof receiptStates)[number];
export const receiptMethods = ['transfer', 'cash', 'wechat', 'alipay', 'cheque', 'other'] as const;
export type ReceiptMethod = (typeof receiptMethods)[number];
/** How what is owed is settled: a bill is no money yet, and lies in no account. */
export const settlingMethods = [...receiptMethods, 'bill'] as const;
export type SettlingMethod = (typeof settlingMethods)[number];

/** More than a receipt is ever about. */
const MOST_FEN = 100_000_000_000_00;
const MOST_LINES = 500;
const money = z.int().min(0).max(MOST_FEN);

/** What a receipt or a payment settles of one row that is owed. */
const lineBody = z.object({
  /** The row of the ledger that is owed. */
  itemId: id,
  /** Fen that are paid. */
  amountFen: money,
  /** Fen that are let off besides. */
  discountFen: money.default(0),
});
export type ReceiptLineBody = z.input<typeof lineBody>;
/** What a receipt or a payment settles, given whole. */
export const settlingLines = z.array(lineBody).max(MOST_LINES);

/** A row that is owed, and what is settled of it. */
export const settledLine = z.object({
  itemId: id,
  /** Of the row: an opening and a correction have documents of one kind. */
  kind: z.string(),
  docKind: z.string(),
  docNo: z.string(),
  businessDate: date,
  dueDate: date,
  /** As it was posted. */
  owedFen: fen,
  /** Still open; of a draft before it is confirmed. */
  openFen: fen,
  amountFen: fen,
  discountFen: fen,
});
export type ReceiptLine = z.output<typeof settledLine>;

/** What was settled of a row and was taken back since, by hand or with the whole document. */
export const takenBackLine = z.object({
  /** Of the settlement. */
  id,
  kind: z.string(),
  docKind: z.string(),
  docNo: z.string(),
  dueDate: date,
  amountFen: fen,
  /** Let off, not paid. */
  discount: z.boolean(),
  settledOn: date,
  takenBackOn: date,
});
export type TakenBackLine = z.output<typeof takenBackLine>;

const head = {
  id,
  version,
  /** Empty until it is confirmed. */
  no: z.string(),
  state: z.enum(receiptStates),
  /** Null: nobody knows yet who paid. */
  customer: nameRef.nullable(),
  payer: z.string(),
  /** Null: it is a bill. */
  account: nameRef.nullable(),
  bill: billOnDoc.nullable(),
  businessDate: date,
  method: z.enum(settlingMethods),
  amountFen: fen,
  feeFen: fen,
  note: z.string(),
  madeBy: nameRef,
  madeAt: instant,
  confirmedBy: nameRef.nullable(),
  confirmedAt: instant.nullable(),
};
export const receiptRow = z.object(head);
export type ReceiptRow = z.output<typeof receiptRow>;
export const receipt = z.object({
  ...head,
  lines: z.array(settledLine),
  takenBack: z.array(takenBackLine),
  /** Paid in advance: not used for anything yet. */
  restFen: fen,
  reversedBy: nameRef.nullable(),
  reversedAt: instant.nullable(),
  reversalReason: z.string(),
  /** What the reader may do now. */
  mayEdit: z.boolean(),
  mayReverse: z.boolean(),
  mayClaim: z.boolean(),
});
export type Receipt = z.output<typeof receipt>;

const amountFen = z.int().min(1).max(MOST_FEN);
const access = 'receipts.manage' as const;

export const receipts = {
  list: endpoint({
    method: 'GET',
    path: '/receipts',
    access: 'receivables.read',
    since: 1,
    summary:
      'Receipts of customers in scope, the newest first; unidentified ones for whoever enters receipts',
    query: z.object({
      ...pageQuery,
      state: several(z.enum(receiptStates)),
      customerId: idParam.optional(),
      accountId: idParam.optional(),
      /** Those of which nobody knows who paid. */
      unidentified: flagParam.optional(),
      /** Of the number, the payer or the note. */
      q: looseText(60).optional(),
      from: date.optional(),
      to: date.optional(),
      count: flagParam.optional(),
    }),
    response: pageOf(receiptRow).extend({
      /** Of all that are counted; only with `count`. */
      amountFen: fen.nullable(),
    }),
  }),
  get: endpoint({
    method: 'GET',
    path: '/receipts/:id',
    access: 'receivables.read',
    since: 1,
    summary: 'A receipt with what it settles',
    params: idPath,
    response: receipt,
  }),
  proposal: endpoint({
    method: 'GET',
    path: '/customers/:id/receipt-proposal',
    access,
    since: 1,
    summary: 'What a customer owes, the oldest due first, and how an amount would settle it',
    params: idPath,
    query: z.object({ amountFen: z.coerce.number().int().min(0).max(MOST_FEN).default(0) }),
    response: z.object({ rows: z.array(settledLine), restFen: fen }),
  }),
  create: endpoint({
    method: 'POST',
    path: '/receipts',
    access,
    since: 1,
    summary: 'Draft a receipt',
    body: z.object({
      customerId: id.nullable(),
      payer: optionalText(120),
      /** Null for a bill, and for nothing else. */
      accountId: id.nullable(),
      bill: billBody.nullable().default(null),
      businessDate: date,
      method: z.enum(settlingMethods).default('transfer'),
      amountFen,
      feeFen: money.default(0),
      note: optionalText(500),
      lines: settlingLines.default([]),
    }),
    response: receipt,
    status: 201,
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/receipts/:id',
    access,
    since: 1,
    summary: 'Change a draft; what it settles is given whole',
    params: idPath,
    body: z.object({
      version,
      customerId: id.nullable().optional(),
      payer: patchText(120),
      accountId: id.nullable().optional(),
      bill: billBody.nullable().optional(),
      businessDate: date.optional(),
      method: z.enum(settlingMethods).optional(),
      amountFen: amountFen.optional(),
      feeFen: money.optional(),
      note: patchText(500),
      lines: settlingLines.optional(),
    }),
    response: receipt,
    problems: ['version-conflict', 'state-refused'],
  }),
  discard: endpoint({
    method: 'POST',
    path: '/receipts/:id/discard',
    access,
    since: 1,
    summary: 'Throw a draft away',
    params: idPath,
    body: z.object({ version }),
    response: done,
    problems: ['version-conflict', 'state-refused'],
  }),
  confirm: endpoint({
    method: 'POST',
    path: '/receipts/:id/confirm',
    access,
    since: 1,
    summary:
      'Confirm a draft: it gets its number, the money comes in, what it settles is settled and the rest is an advance',
    params: idPath,
    body: z.object({ version }),
    response: receipt,
    problems: ['version-conflict', 'state-refused'],
  }),
  reverse: endpoint({
    method: 'POST',
    path: '/receipts/:id/reverse',
    access,
    since: 1,
    summary:
      'Take a confirmed receipt back: what it settled is owed again, and the money leaves the account, today',
    params: idPath,
    body: z.object({
      version,
      reason: requiredText(200),
      /** What the asker knows to be refunded of it, which is owed again from then on. */
      refundedFen: fen.default(0),
    }),
    response: receipt,
    problems: ['version-conflict', 'state-refused'],
  }),
  claim: endpoint({
    method: 'POST',
    path: '/receipts/:id/claim',
    access,
    since: 1,
    summary: 'Say who paid a receipt of which nobody knew: it becomes an advance of that customer',
    params: idPath,
    body: z.object({ version, customerId: id }),
    response: receipt,
    problems: ['version-conflict', 'state-refused'],
  }),
};
