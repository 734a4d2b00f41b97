import { z } from 'zod';
import { languages } from './auth.ts';
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
import { fileRow } from './customer-work.ts';
import { exportFormats } from './export-formats.ts';
import { MOST_FEN } from './most-fen.ts';

export const expenseStates = ['draft', 'approving', 'approved', 'paid'] as const;
export type ExpenseState = (typeof expenseStates)[number];

const MOST_LINES = 100;

const line = z.object({
  id,
  category: nameRef,
  /** The day on which it was spent. */
  spentOn: date,
  amountFen: fen,
  note: z.string(),
  /** For whom it was spent; null for nobody, and where the reader may not see the customer. */
  customer: nameRef.nullable(),
});
export type ExpenseLine = z.output<typeof line>;

const head = {
  id,
  version,
  /** Empty until it is handed in for the first time. */
  no: z.string(),
  state: z.enum(expenseStates),
  /** Whose money it was. */
  person: nameRef,
  /** What it was spent for, in a few words. */
  title: z.string(),
  amountFen: fen,
  madeAt: instant,
  submittedAt: instant.nullable(),
  /** Why it came back, the last time. */
  reason: z.string(),
  paidOn: date.nullable(),
};
const row = z.object(head);
export type ExpenseRow = z.output<typeof row>;

const claim = z.object({
  ...head,
  lines: z.array(line),
  files: z.array(fileRow),
  approvalId: id.nullable(),
  account: nameRef.nullable(),
  paidBy: nameRef.nullable(),
  /** What the reader may do now. */
  mayEdit: z.boolean(),
  mayWithdraw: z.boolean(),
  mayPay: z.boolean(),
  mayTakeBack: z.boolean(),
});
export type ExpenseClaim = z.output<typeof claim>;

const lines = z
  .array(
    z.object({
      categoryId: id,
      spentOn: date,
      amountFen: z.int().min(1).max(MOST_FEN),
      note: optionalText(200),
      customerId: id.nullable().default(null),
    }),
  )
  .max(MOST_LINES);

const ofCustomer = z.object({
  claimId: id,
  no: z.string(),
  state: z.enum(expenseStates),
  person: nameRef,
  category: z.string(),
  spentOn: date,
  amountFen: fen,
  note: z.string(),
});
export type CustomerExpense = z.output<typeof ofCustomer>;

const writes = 'expenses.create' as const;
const pays = 'expenses.pay' as const;
const moved = { params: idPath, response: claim } as const;
const problems = ['version-conflict', 'state-refused'] as const;

const filters = {
  state: z.array(z.enum(expenseStates)).optional(),
  personId: id.optional(),
  /** Of the number, the title or the person. */
  q: looseText(60).optional(),
  /** Handed in from and to. */
  from: date.optional(),
  to: date.optional(),
};

export const expenseExport = z.object({
  ...filters,
  /** The reader's own alone. */
  mine: z.boolean().optional(),
  format: z.enum(exportFormats),
  lang: z.enum(languages),
});

export const expenseClaims = {
  list: endpoint({
    method: 'GET',
    path: '/expense-claims',
    access: 'expenses.read',
    since: 1,
    summary:
      'Claims of the people in reach, the newest first; drafts are seen by their person alone',
    query: z.object({
      ...pageQuery,
      ...filters,
      state: several(z.enum(expenseStates)),
      personId: idParam.optional(),
      mine: flagParam.optional(),
    }),
    response: pageOf(row),
  }),
  get: endpoint({
    method: 'GET',
    path: '/expense-claims/:id',
    access: 'expenses.read',
    since: 1,
    summary: 'A claim with its lines and files',
    ...moved,
  }),
  create: endpoint({
    method: 'POST',
    path: '/expense-claims',
    access: writes,
    since: 1,
    summary: 'Draft a claim of what one spent for the company',
    body: z.object({ title: optionalText(80), lines: lines.default([]) }),
    response: claim,
    status: 201,
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/expense-claims/:id',
    access: writes,
    since: 1,
    summary: 'Change an own draft; its lines are given whole',
    ...moved,
    body: z.object({ version, title: patchText(80), lines: lines.optional() }),
    problems: [...problems],
  }),
  discard: endpoint({
    method: 'POST',
    path: '/expense-claims/:id/discard',
    access: writes,
    since: 1,
    summary: 'Throw an own draft away that was never handed in',
    params: idPath,
    body: z.object({ version }),
    response: done,
    problems: [...problems],
  }),
  submit: endpoint({
    method: 'POST',
    path: '/expense-claims/:id/submit',
    access: writes,
    since: 1,
    summary: 'Hand an own draft in: it gets its number, and is approved by the flow of its kind',
    ...moved,
    body: z.object({ version }),
    problems: [...problems],
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/expense-claims/:id/withdraw',
    access: writes,
    since: 1,
    summary: 'Take an own claim back that waits for approval: it is a draft again',
    ...moved,
    body: z.object({ version }),
    problems: [...problems],
  }),
  sendBack: endpoint({
    method: 'POST',
    path: '/expense-claims/:id/send-back',
    access: pays,
    since: 1,
    summary: 'Send an approved claim back to its person instead of paying it, with a reason',
    ...moved,
    body: z.object({ version, reason: requiredText(200) }),
    problems: [...problems],
  }),
  pay: endpoint({
    method: 'POST',
    path: '/expense-claims/:id/pay',
    access: pays,
    since: 1,
    summary: 'Pay an approved claim whole from an account of money',
    ...moved,
    body: z.object({ version, accountId: id, paidOn: date }),
    problems: [...problems],
  }),
  unpay: endpoint({
    method: 'POST',
    path: '/expense-claims/:id/unpay',
    access: pays,
    since: 1,
    summary: 'Take the payment of a claim back, today: it waits for payment again',
    ...moved,
    body: z.object({ version, reason: requiredText(200) }),
    problems: [...problems],
  }),
  upload: endpoint({
    method: 'POST',
    path: '/expense-claims/:id/files',
    kind: 'upload',
    access: writes,
    since: 1,
    summary: 'Attach a receipt to an own draft; the body is its bytes, streamed',
    params: idPath,
    query: z.object({ name: requiredText(200) }),
    response: fileRow,
    status: 201,
    problems: ['file-too-large', 'storage-full', 'state-refused'],
  }),
  download: endpoint({
    method: 'GET',
    path: '/expense-files/:id',
    kind: 'download',
    access: 'expenses.read',
    since: 1,
    summary: 'The bytes of a file of a claim, streamed; as visible as the claim',
    params: idPath,
    response: z.unknown(),
  }),
  removeFile: endpoint({
    method: 'DELETE',
    path: '/expense-files/:id',
    access: writes,
    since: 1,
    summary: 'Take a file off an own draft',
    params: idPath,
    response: done,
    problems: ['state-refused'],
  }),
  ofCustomer: endpoint({
    method: 'GET',
    path: '/customers/:id/expenses',
    access: 'expenses.read',
    since: 1,
    summary: 'What was spent for a customer by the people in reach, handed in, the newest first',
    params: idPath,
    response: z.object({
      rows: z.array(ofCustomer),
      /** Of all that were approved or paid, whether shown or not. */
      approvedFen: fen,
    }),
  }),
  export: endpoint({
    method: 'POST',
    path: '/expense-claims/export',
    access: 'expenses.read',
    since: 1,
    confirm: 'sometimes',
    summary: 'Claims as a file, a row for each line; a job',
    body: expenseExport,
    response: z.object({ jobId: id }),
    status: 202,
    problems: ['export-too-large'],
  }),
};
