import { z } from 'zod';
import { languages } from './auth.ts';
import { billBody, billOnDoc } from './bills.ts';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  done,
  fen,
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
import { MOST_FEN } from './most-fen.ts';
import { exportFormats } from './export-formats.ts';
import { settledLine, settlingLines, settlingMethods, takenBackLine } from './receipts.ts';
import { supplierRef } from './supplier-ref.ts';

export const paymentStates = ['draft', 'confirmed', 'reversed'] as const;
export type PaymentState = (typeof paymentStates)[number];

const money = z.int().min(0).max(MOST_FEN);

const head = {
  id,
  version,
  /** Empty until it is confirmed. */
  no: z.string(),
  state: z.enum(paymentStates),
  supplier: supplierRef,
  /** Null: it is paid by a bill. */
  account: nameRef.nullable(),
  /** One that is endorsed to the supplier, or issued for it. */
  bill: billOnDoc.nullable(),
  businessDate: date,
  method: z.enum(settlingMethods),
  /** What the supplier gets. */
  amountFen: fen,
  /** What the bank takes besides. */
  feeFen: fen,
  note: z.string(),
  madeBy: nameRef,
  madeAt: instant,
  confirmedBy: nameRef.nullable(),
  confirmedAt: instant.nullable(),
};
export const paymentRow = z.object(head);
export type PaymentRow = z.output<typeof paymentRow>;
export const payment = z.object({
  ...head,
  /** Where the money goes: as the supplier has it now, of a confirmed one as it was then. */
  payeeBank: z.string(),
  payeeAccount: z.string(),
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
});
export type Payment = z.output<typeof payment>;

const amountFen = z.int().min(1).max(MOST_FEN);
const access = 'payments.manage' as const;

const filters = {
  supplierId: idParam.optional(),
  accountId: idParam.optional(),
  /** Of the number, the supplier or the note. */
  q: looseText(60).optional(),
  from: date.optional(),
  to: date.optional(),
};

export const paymentExport = z.object({
  state: z.array(z.enum(paymentStates)).optional(),
  supplierId: id.optional(),
  accountId: id.optional(),
  q: looseText(60).optional(),
  from: date.optional(),
  to: date.optional(),
  format: z.enum(exportFormats),
  lang: z.enum(languages),
});

export const payments = {
  list: endpoint({
    method: 'GET',
    path: '/payments',
    access: 'payables.read',
    since: 1,
    summary: 'Payments to suppliers, the newest first',
    query: z.object({ ...pageQuery, state: several(z.enum(paymentStates)), ...filters }),
    response: pageOf(paymentRow),
  }),
  get: endpoint({
    method: 'GET',
    path: '/payments/:id',
    access: 'payables.read',
    since: 1,
    summary: 'A payment with what it settles',
    params: idPath,
    response: payment,
  }),
  proposal: endpoint({
    method: 'GET',
    path: '/suppliers/:id/payment-proposal',
    access,
    since: 1,
    summary: 'What is owed to a supplier, the oldest due first, and how an amount would settle it',
    params: idPath,
    query: z.object({ amountFen: z.coerce.number().int().min(0).max(MOST_FEN).default(0) }),
    response: z.object({
      rows: z.array(settledLine),
      restFen: fen,
      /** Where the money would go. */
      payeeBank: z.string(),
      payeeAccount: z.string(),
    }),
  }),
  create: endpoint({
    method: 'POST',
    path: '/payments',
    access,
    since: 1,
    summary: 'Draft a payment',
    body: z.object({
      supplierId: id,
      /** Null for a bill, and for nothing else. */
      accountId: id.nullable(),
      /** A bill that is held and endorsed to the supplier; else `bill` is issued. */
      billId: id.nullable().default(null),
      bill: billBody.nullable().default(null),
      businessDate: date,
      method: z.enum(settlingMethods).default('transfer'),
      amountFen,
      feeFen: money.default(0),
      note: optionalText(500),
      lines: settlingLines.default([]),
    }),
    response: payment,
    status: 201,
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/payments/:id',
    access,
    since: 1,
    summary: 'Change a draft; what it settles is given whole',
    params: idPath,
    body: z.object({
      version,
      supplierId: id.optional(),
      accountId: id.nullable().optional(),
      billId: id.nullable().optional(),
      bill: billBody.nullable().optional(),
      businessDate: date.optional(),
      method: z.enum(settlingMethods).optional(),
      amountFen: amountFen.optional(),
      feeFen: money.optional(),
      note: patchText(500),
      lines: settlingLines.optional(),
    }),
    response: payment,
    problems: ['version-conflict', 'state-refused'],
  }),
  discard: endpoint({
    method: 'POST',
    path: '/payments/:id/discard',
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
    path: '/payments/:id/confirm',
    access,
    since: 1,
    summary:
      'Confirm a draft: it gets its number, the money leaves the account, what it settles is settled and the rest is an advance to the supplier',
    params: idPath,
    body: z.object({ version }),
    response: payment,
    problems: ['version-conflict', 'state-refused'],
  }),
  reverse: endpoint({
    method: 'POST',
    path: '/payments/:id/reverse',
    access,
    since: 1,
    summary:
      'Take a confirmed payment back: what it settled is owed again, and the money is back in the account, today',
    params: idPath,
    body: z.object({
      version,
      reason: requiredText(200),
      /** What the asker knows to be refunded of it, which is owed again from then on. */
      refundedFen: fen.default(0),
    }),
    response: payment,
    problems: ['version-conflict', 'state-refused'],
  }),
  export: endpoint({
    method: 'POST',
    path: '/payments/export',
    access: 'payables.read',
    since: 1,
    confirm: 'sometimes',
    summary: 'Payments as a file; a job',
    body: paymentExport,
    response: z.object({ jobId: id }),
    status: 202,
    problems: ['export-too-large'],
  }),
};
