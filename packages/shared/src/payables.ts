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
  requiredText,
  version,
} from './contract/fields.ts';
import { MOST_FEN } from './most-fen.ts';
import { exportFormats } from './export-formats.ts';
import { supplierRef } from './supplier-ref.ts';
import { accountAllocation, accountItem, agedSums } from './receivables.ts';

/**
 * Corrections without goods; `opening` stands for a document of the books before these, `claim` for
 * what a carrier is asked for, `claimDropped` for what of it is given up.
 */
export const apAdjustmentKinds = [
  'opening',
  'priceDifference',
  'writeOff',
  'claim',
  'claimDropped',
  'other',
] as const;
export type ApAdjustmentKind = (typeof apAdjustmentKinds)[number];

const row = z.object({
  supplier: supplierRef,
  buyer: nameRef,
  ...agedSums,
  /** Days since the oldest of it; 0: nothing is overdue. */
  overdueDays: z.int(),
});
export type PayableRow = z.output<typeof row>;

const adjustment = z.object({
  id,
  version,
  no: z.string(),
  state: z.enum(['confirmed', 'reversed']),
  kind: z.enum(apAdjustmentKinds),
  supplier: nameRef,
  /** Number of the old document; of a claim what it is for. */
  oldNo: z.string(),
  businessDate: date,
  dueDate: date,
  amountFen: fen,
  /** Of a claim that stands: what of it is neither paid nor set against anything. */
  openFen: fen.nullable(),
  note: z.string(),
  madeBy: nameRef,
  madeAt: instant,
  reversalReason: z.string(),
  mayReverse: z.boolean(),
});
export type ApAdjustment = z.output<typeof adjustment>;

const asFile = { format: z.enum(exportFormats), lang: z.enum(languages) };
export const payableExport = z.object({
  on: date.optional(),
  buyerId: id.optional(),
  overdue: z.boolean().optional(),
  q: looseText(60).optional(),
  ...asFile,
});
/** What a supplier is to be paid soon, as the desk shows it. */
export const duePayable = z.object({
  /** Of the supplier. */
  id,
  name: z.string(),
  /** When the first of it falls due. */
  dueOn: date,
  /** Due by the last of the next days, overdue included. */
  dueFen: fen,
  overdueFen: fen,
});
export type DuePayable = z.output<typeof duePayable>;

export const supplierStatement = z.object({
  supplierId: id,
  from: date.optional(),
  to: date.optional(),
  ...asFile,
});

const access = 'payables.read' as const;

export const payables = {
  list: endpoint({
    method: 'GET',
    path: '/payables',
    access,
    since: 1,
    summary: 'What is owed to suppliers, by age, on any day; the longest overdue first',
    query: z.object({
      ...pageQuery,
      /** Business date; absent: today. */
      on: date.optional(),
      buyerId: idParam.optional(),
      overdue: flagParam.optional(),
      /** Of the name. */
      q: looseText(60).optional(),
    }),
    response: pageOf(row).extend({ totals: z.object(agedSums) }),
  }),
  export: endpoint({
    method: 'POST',
    path: '/payables/export',
    access,
    since: 1,
    confirm: 'sometimes',
    summary: 'What is owed to suppliers by age, as a file; a job',
    body: payableExport,
    response: z.object({ jobId: id }),
    status: 202,
    problems: ['export-too-large'],
  }),
  ofSupplier: endpoint({
    method: 'GET',
    path: '/suppliers/:id/payables',
    access,
    since: 1,
    summary: 'What is owed to a supplier: sums, and every row of the ledger with its balance',
    params: idPath,
    query: z.object({ from: date.optional(), to: date.optional() }),
    response: z.object({
      supplier: supplierRef,
      standing: row.omit({ supplier: true, buyer: true }),
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
    path: '/payables/statement',
    access,
    since: 1,
    confirm: 'sometimes',
    summary: 'The account of a supplier for a time, as a file; a job',
    body: supplierStatement,
    response: z.object({ jobId: id }),
    status: 202,
    problems: ['export-too-large'],
  }),
  settle: endpoint({
    method: 'POST',
    path: '/payables/settle',
    access: 'payments.manage',
    since: 1,
    summary: 'Use a credit of a supplier, or an advance to it, for something that is owed',
    body: z.object({ owedId: id, paidId: id, amountFen: z.int().min(1).max(MOST_FEN) }),
    response: done,
  }),
  unsettle: endpoint({
    method: 'POST',
    path: '/payables/unsettle',
    access: 'payments.manage',
    since: 1,
    summary: 'Take a settlement back: both sides are open again',
    body: z.object({ allocationId: id }),
    response: done,
    problems: ['state-refused'],
  }),
  adjustments: endpoint({
    method: 'GET',
    path: '/ap-adjustments',
    access,
    since: 1,
    summary:
      'Old documents, price differences and other corrections of suppliers, the newest first',
    query: z.object({
      ...pageQuery,
      supplierId: idParam.optional(),
      /** Claims alone of which something is open. */
      claims: flagParam.optional(),
    }),
    response: pageOf(adjustment),
  }),
  adjust: endpoint({
    method: 'POST',
    path: '/ap-adjustments',
    access: 'payables.adjust',
    since: 1,
    summary: 'Post what is owed to a supplier more or less without goods; at once, with a number',
    body: z.object({
      kind: z.enum(apAdjustmentKinds),
      supplierId: id,
      /** Number of the old document; of a claim that of the return or delivery it is for. */
      oldNo: optionalText(60),
      businessDate: date,
      /** Absent: the business date. */
      dueDate: date.nullable().default(null),
      /** Above 0 more is owed; an opening below 0 was paid in advance. */
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
    path: '/ap-adjustments/:id/reverse',
    access: 'payables.adjust',
    since: 1,
    summary: 'Take a correction back by the opposite rows',
    params: idPath,
    body: z.object({ version, reason: requiredText(200) }),
    response: adjustment,
    problems: ['version-conflict', 'state-refused', 'still-allocated'],
  }),
};
