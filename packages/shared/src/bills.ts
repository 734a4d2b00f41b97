import { z } from 'zod';
import { languages } from './auth.ts';
import {
  billKinds,
  billMoves,
  billSides,
  billSteps,
  issuedStates,
  receivedStates,
} from './bill-rules.ts';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  fen,
  flagParam,
  id,
  idPath,
  instant,
  looseText,
  nameRef,
  optionalText,
  pageOf,
  pageQuery,
  requiredText,
  several,
  version,
} from './contract/fields.ts';
import { exportFormats } from './export-formats.ts';
import { MOST_FEN } from './most-fen.ts';

const range = z.int().min(1).max(MOST_FEN).nullable().default(null);

/** A bill as it is written on a receipt or a payment; its amount is the document's. */
export const billBody = z.object({
  kind: z.enum(billKinds),
  /** Number of the bill, of an electronic one 30 digits. */
  no: requiredText(40),
  /** Range of the part of a bill that can be split: each of its units is one fen. */
  subFrom: range,
  subTo: range,
  /** Who drew it, and who pays it. */
  drawer: requiredText(120),
  acceptor: requiredText(120),
  issuedOn: date,
  dueOn: date,
  transferable: z.boolean().default(true),
});
export type BillBody = z.input<typeof billBody>;

const states = z.enum(['draft', ...receivedStates, ...issuedStates]);
/** A bill on the document by which it came or went. */
export const billOnDoc = z.object({
  id,
  side: z.enum(billSides),
  state: states,
  kind: z.enum(billKinds),
  no: z.string(),
  subFrom: z.int().nullable(),
  subTo: z.int().nullable(),
  drawer: z.string(),
  acceptor: z.string(),
  issuedOn: date,
  dueOn: date,
  transferable: z.boolean(),
});
export type BillOnDoc = z.output<typeof billOnDoc>;

const docRef = z.object({ id, no: z.string() });
const row = billOnDoc.extend({
  version,
  amountFen: fen,
  /** Who gave it to us; null for an issued one. */
  customer: nameRef.nullable(),
  /** To whom it was issued or endorsed; null where nobody, or where the reader may not know. */
  supplier: nameRef.nullable(),
});
export type BillRow = z.output<typeof row>;

const step = z.object({
  id,
  kind: z.enum(billSteps),
  from: states,
  to: states,
  docNo: z.string(),
  businessDate: date,
  account: nameRef.nullable(),
  feeFen: fen,
  note: z.string(),
  reversal: z.boolean(),
  by: nameRef,
  at: instant,
});
export type BillStep = z.output<typeof step>;

export const bill = row.extend({
  /** By which it came; null where the reader may not open it. */
  receipt: docRef.nullable(),
  /** By which it went, issued or endorsed; null where none did or the reader may not open it. */
  payment: docRef.nullable(),
  /** Everything that became of it, the newest first. */
  steps: z.array(step),
  /** What the reader may do now. */
  moves: z.array(z.enum(billMoves)),
  /** The last move of its own may be taken back. */
  mayUndo: z.boolean(),
  /** A part of it may be split off. */
  maySplit: z.boolean(),
  /** It is such a part, and may go back to the one beside it. */
  mayJoin: z.boolean(),
});
export type Bill = z.output<typeof bill>;

const sums = {
  count: z.int().nullable(),
  /** Of all that are counted; only with `count`. */
  amountFen: fen.nullable(),
};
const filters = {
  q: looseText(60).optional(),
  dueFrom: date.optional(),
  dueTo: date.optional(),
};
const files = { format: z.enum(exportFormats), lang: z.enum(languages) };
export const receivedBillExport = z.object({
  ...filters,
  state: z.array(z.enum(receivedStates)).optional(),
  ...files,
});
export const issuedBillExport = z.object({
  ...filters,
  state: z.array(z.enum(issuedStates)).optional(),
  ...files,
});

/** Whoever reads either side; which bills he sees is told by their side. */
export const billReaders = ['receivables.read', 'payables.read'] as const;
const writers = ['receipts.manage', 'payments.manage'] as const;
const job = {
  response: z.object({ jobId: id }),
  status: 202,
  problems: ['export-too-large'],
} as const;

export const bills = {
  received: endpoint({
    method: 'GET',
    path: '/bills-received',
    access: 'receivables.read',
    since: 1,
    summary: 'Bills that customers in scope gave, the one due first first',
    query: z.object({
      ...pageQuery,
      ...filters,
      state: several(z.enum(receivedStates)),
      transferable: flagParam.optional(),
      count: flagParam.optional(),
    }),
    response: pageOf(row).extend(sums),
  }),
  issued: endpoint({
    method: 'GET',
    path: '/bills-issued',
    access: 'payables.read',
    since: 1,
    summary: 'Bills that suppliers were given, the one due first first',
    query: z.object({
      ...pageQuery,
      ...filters,
      state: several(z.enum(issuedStates)),
      count: flagParam.optional(),
    }),
    response: pageOf(row).extend(sums),
  }),
  get: endpoint({
    method: 'GET',
    path: '/bills/:id',
    access: billReaders,
    since: 1,
    summary: 'A bill with all that became of it',
    params: idPath,
    response: bill,
  }),
  move: endpoint({
    method: 'POST',
    path: '/bills/:id/moves',
    access: writers,
    since: 1,
    summary:
      'Collect, discount or pay a bill, or say that it was dishonoured. Received ones ask for receipts.manage, issued and endorsed ones for payments.manage',
    params: idPath,
    body: z.object({
      version,
      kind: z.enum(billMoves),
      businessDate: date,
      /** Where money comes in or goes; null where none does. */
      accountId: id.nullable().default(null),
      /** Interest of a discount, else what the bank takes. */
      feeFen: z.int().min(0).max(MOST_FEN).default(0),
      note: optionalText(200),
    }),
    response: bill,
    problems: ['version-conflict', 'state-refused'],
  }),
  undo: endpoint({
    method: 'POST',
    path: '/bills/:id/undo',
    access: writers,
    since: 1,
    summary:
      'Take the last move of a bill back, today. What a receipt or a payment did is taken back there',
    params: idPath,
    body: z.object({ version, reason: requiredText(200) }),
    response: bill,
    problems: ['version-conflict', 'state-refused', 'still-allocated'],
  }),
  split: endpoint({
    method: 'POST',
    path: '/bills/:id/split',
    access: 'receipts.manage',
    since: 1,
    summary:
      'Split so much off a held bill that has a range, to be endorsed, discounted or kept by itself; answers the part',
    params: idPath,
    body: z.object({ version, amountFen: z.int().min(1).max(MOST_FEN) }),
    response: bill,
    status: 201,
    problems: ['version-conflict', 'state-refused'],
  }),
  join: endpoint({
    method: 'POST',
    path: '/bills/:id/join',
    access: 'receipts.manage',
    since: 1,
    summary: 'Put a part that was split off back to the one beside it; answers that one',
    params: idPath,
    body: z.object({ version }),
    response: bill,
    problems: ['version-conflict', 'state-refused'],
  }),
  exportReceived: endpoint({
    method: 'POST',
    path: '/bills-received/export',
    access: 'receivables.read',
    since: 1,
    confirm: 'sometimes',
    summary: 'Bills of customers in scope as a file; a job',
    body: receivedBillExport,
    ...job,
  }),
  exportIssued: endpoint({
    method: 'POST',
    path: '/bills-issued/export',
    access: 'payables.read',
    since: 1,
    confirm: 'sometimes',
    summary: 'Bills that suppliers were given as a file; a job',
    body: issuedBillExport,
    ...job,
  }),
};

/** Bills that are due soon, on the desk. */
export const dueBill = z.object({
  id,
  side: z.enum(billSides),
  no: z.string(),
  acceptor: z.string(),
  dueOn: date,
  amountFen: fen,
});
export type DueBill = z.output<typeof dueBill>;
