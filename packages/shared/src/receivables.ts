import { z } from 'zod';
import { languages } from './auth.ts';
import { exportFormats } from './export-formats.ts';
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
  requiredText,
  version,
} from './contract/fields.ts';
import { creditLimit } from './credit-limit.ts';
import { MOST_FEN } from './most-fen.ts';

/** Days past due, of what is left once every credit paid the oldest: up to 30, 60, 90, and more. */
export const ageingDays = [30, 60, 90] as const;
/** Corrections without goods; `opening` stands for a document of the books before these. */
export const arAdjustmentKinds = ['opening', 'writeOff', 'rebate', 'other'] as const;
export type ArAdjustmentKind = (typeof arAdjustmentKinds)[number];

/** Of a customer that owes, or of a supplier that is owed. */
export const agedSums = {
  /** What is owed less every credit; below 0: more was paid than is owed. */
  balanceFen: fen,
  /** Not due yet. */
  currentFen: fen,
  /** Past due by up to 30, 60, 90 days, and by more. */
  agedFen: z.array(fen).length(ageingDays.length + 1),
  overdueFen: fen,
  /** Paid in advance and not used. */
  advanceFen: fen,
};

export const receivableRow = z.object({
  customer: nameRef,
  owner: nameRef.nullable(),
  ...agedSums,
  /** Days since the oldest of it; 0: nothing is overdue. */
  overdueDays: z.int(),
});
export type ReceivableRow = z.output<typeof receivableRow>;
const listed = receivableRow.extend({
  /** With tax: delivered and on no fapiao; null for whom fapiao are not shown. */
  uninvoicedFen: fen.nullable(),
});
export type ListedReceivable = z.output<typeof listed>;

/** A row of the account of one party. */
export const accountItem = z.object({
  id,
  kind: z.string(),
  docKind: z.string(),
  docId: id,
  docNo: z.string(),
  businessDate: date,
  dueDate: date,
  /** Above 0 is owed; below 0 a payment or a credit. */
  amountFen: fen,
  openFen: fen,
  /** Of the party, after this row. */
  balanceFen: fen,
  reversal: z.boolean(),
});
export type ReceivableItem = z.output<typeof accountItem>;

export const accountAllocation = z.object({
  id,
  businessDate: date,
  owedNo: z.string(),
  paidNo: z.string(),
  amountFen: fen,
  /** Whether the reader may take it back. */
  mayTakeBack: z.boolean(),
});
export type ReceivableAllocation = z.output<typeof accountAllocation>;

const adjustment = z.object({
  id,
  version,
  no: z.string(),
  state: z.enum(['confirmed', 'reversed']),
  kind: z.enum(arAdjustmentKinds),
  customer: nameRef,
  oldNo: z.string(),
  businessDate: date,
  dueDate: date,
  amountFen: fen,
  note: z.string(),
  madeBy: nameRef,
  madeAt: instant,
  reversalReason: z.string(),
  mayReverse: z.boolean(),
});
export type ArAdjustment = z.output<typeof adjustment>;

export const statementExport = z.object({
  customerId: id,
  from: date.optional(),
  to: date.optional(),
  format: z.enum(exportFormats),
  lang: z.enum(languages),
});

export const receivableExport = z.object({
  on: date.optional(),
  ownerId: id.optional(),
  overdue: z.boolean().optional(),
  q: looseText(60).optional(),
  format: z.enum(exportFormats),
  lang: z.enum(languages),
});

const access = 'receivables.read' as const;

export const receivables = {
  list: endpoint({
    method: 'GET',
    path: '/receivables',
    access,
    since: 1,
    summary: 'What customers in scope owe, by age, on any day; the longest overdue first',
    query: z.object({
      ...pageQuery,
      /** Business date; absent: today. */
      on: date.optional(),
      ownerId: idParam.optional(),
      overdue: flagParam.optional(),
      /** Of the name. */
      q: looseText(60).optional(),
    }),
    response: pageOf(listed).extend({ totals: z.object(agedSums) }),
  }),
  export: endpoint({
    method: 'POST',
    path: '/receivables/export',
    access,
    since: 1,
    confirm: 'sometimes',
    summary: 'What customers in scope owe by age, as a file; a job',
    body: receivableExport,
    response: z.object({ jobId: id }),
    status: 202,
    problems: ['export-too-large'],
  }),
  ofCustomer: endpoint({
    method: 'GET',
    path: '/customers/:id/receivables',
    access,
    since: 1,
    summary: 'What a customer owes: sums, limit, and every row of the ledger with its balance',
    params: idPath,
    query: z.object({ from: date.optional(), to: date.optional() }),
    response: z.object({
      customer: nameRef,
      standing: receivableRow.omit({ customer: true, owner: true }).extend({
        /** Null as well where it is hidden from the reader. */
        ...creditLimit,
        limitHidden: z.boolean(),
      }),
      /** Before the first row. */
      openingFen: fen,
      items: z.array(accountItem),
      allocations: z.array(accountAllocation),
      /** What the reader may do. */
      maySettle: z.boolean(),
    }),
  }),
  statement: endpoint({
    method: 'POST',
    path: '/receivables/statement',
    access,
    since: 1,
    confirm: 'sometimes',
    summary: 'The statement of a customer for a time, as a file; a job',
    body: statementExport,
    response: z.object({ jobId: id }),
    status: 202,
    problems: ['export-too-large'],
  }),
  settle: endpoint({
    method: 'POST',
    path: '/receivables/settle',
    access: 'receipts.manage',
    since: 1,
    summary: 'Use a credit or an advance of a customer for something that is owed',
    body: z.object({ owedId: id, paidId: id, amountFen: z.int().min(1).max(MOST_FEN) }),
    response: done,
  }),
  unsettle: endpoint({
    method: 'POST',
    path: '/receivables/unsettle',
    access: 'receipts.manage',
    since: 1,
    summary: 'Take a settlement back: both sides are open again',
    body: z.object({ allocationId: id }),
    response: done,
    problems: ['state-refused'],
  }),
  adjustments: endpoint({
    method: 'GET',
    path: '/ar-adjustments',
    access,
    since: 1,
    summary: 'Old documents, rebates and debts written off of customers in scope, the newest first',
    query: z.object({ ...pageQuery, customerId: idParam.optional() }),
    response: pageOf(adjustment),
  }),
  adjust: endpoint({
    method: 'POST',
    path: '/ar-adjustments',
    access: 'receivables.adjust',
    since: 1,
    summary: 'Post what a customer owes more or less without goods; at once, with a number',
    body: z.object({
      kind: z.enum(arAdjustmentKinds),
      customerId: id,
      /** Number of the old document. */
      oldNo: optionalText(60),
      businessDate: date,
      /** Absent: the business date. */
      dueDate: date.nullable().default(null),
      /** Above 0 the customer owes more; an opening below 0 was paid in advance. */
      amountFen: z
        .int()
        .min(-MOST_FEN)
        .max(MOST_FEN)
        .refine((value) => value !== 0, 'not-zero'),
      note: optionalText(500),
    }),
    response: adjustment,
    status: 201,
  }),
  reverseAdjustment: endpoint({
    method: 'POST',
    path: '/ar-adjustments/:id/reverse',
    access: 'receivables.adjust',
    since: 1,
    summary: 'Take a correction back by the opposite rows',
    params: idPath,
    body: z.object({ version, reason: requiredText(200) }),
    response: adjustment,
    problems: ['version-conflict', 'state-refused', 'still-allocated'],
  }),
};
