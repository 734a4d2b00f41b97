import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  fen,
  flagParam,
  id,
  idPath,
  instant,
  nameRef,
  optionalText,
  pageOf,
  pageQuery,
  patchText,
  requiredText,
  version,
} from './contract/fields.ts';
import { MOST_FEN } from './most-fen.ts';

export const cashAccountKinds = ['cash', 'bank', 'wallet'] as const;
export type CashAccountKind = (typeof cashAccountKinds)[number];
/** Documents that move money. */
export const cashDocKinds = [
  'receipt',
  'payment',
  'cashTransfer',
  'cashOpening',
  'otherIncome',
  'otherPayment',
  'expenseClaim',
  'customerRefund',
  'supplierRefund',
  'billCollection',
  'billDiscount',
  'billDishonour',
  'billPayment',
] as const;
export type CashDocKind = (typeof cashDocKinds)[number];

const sort = z.int().min(0).max(9999);
const opening = z.object({
  id,
  version,
  no: z.string(),
  businessDate: date,
  amountFen: fen,
  note: z.string(),
  by: nameRef,
});
const account = z.object({
  id,
  version,
  name: z.string(),
  kind: z.enum(cashAccountKinds),
  bankName: z.string(),
  bankNo: z.string(),
  sort: z.int(),
  active: z.boolean(),
  /** What lies there now; null for whoever only picks an account. */
  balanceFen: fen.nullable(),
  /** What lay there as the books began; null where nothing was said, or to whoever only picks. */
  opening: opening.nullable(),
});
export type CashAccount = z.output<typeof account>;

export const cashMovement = z.object({
  id,
  businessDate: date,
  docKind: z.enum(cashDocKinds),
  docId: id,
  docNo: z.string(),
  /** Above 0 came in. */
  amountFen: fen,
  /** After this row, in the order of posting. */
  balanceFen: fen,
  /** Who paid or was paid; empty where the reader may not know. */
  party: z.string(),
  note: z.string(),
  reversal: z.boolean(),
  by: nameRef,
  at: instant,
});
export type CashMovement = z.output<typeof cashMovement>;

/** Whoever reads the books of money, and whoever names an account on a document. */
export const cashPickers = [
  'cash.read',
  'receipts.manage',
  'payments.manage',
  'expenses.pay',
] as const;

const fields = {
  bankName: optionalText(80),
  bankNo: optionalText(40),
  sort: sort.default(0),
};

export const cashAccounts = {
  list: endpoint({
    method: 'GET',
    path: '/cash-accounts',
    access: [...cashPickers, 'roles.manage'],
    since: 1,
    summary: 'Accounts in reach, in which money lies; what lies there for whoever reads it',
    query: z.object({
      /** The others as well, by their names alone: to whoever moves money or makes roles. */
      names: flagParam.optional(),
    }),
    response: z.object({
      rows: z.array(account),
      /** Whether the reader may add one: nobody whose right is narrowed to some. */
      mayAdd: z.boolean(),
    }),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cash-accounts',
    access: 'cash.manage',
    since: 1,
    summary: 'Add an account of money; it begins empty',
    body: z.object({ name: requiredText(40), kind: z.enum(cashAccountKinds), ...fields }),
    response: account,
    status: 201,
    problems: ['already-exists'],
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/cash-accounts/:id',
    access: 'cash.manage',
    since: 1,
    summary: 'Change an account of money, or put it out of use; its kind stays',
    params: idPath,
    body: z.object({
      version,
      name: requiredText(40).optional(),
      bankName: patchText(80),
      bankNo: patchText(40),
      sort: sort.optional(),
      active: z.boolean().optional(),
    }),
    response: account,
    problems: ['version-conflict', 'already-exists'],
  }),
  open: endpoint({
    method: 'POST',
    path: '/cash-accounts/:id/opening',
    access: 'cash.manage',
    since: 1,
    summary: 'Say what lay in an account as the books began; once, on or before its first movement',
    params: idPath,
    body: z.object({
      businessDate: date,
      /** Below 0: an overdraft. */
      amountFen: z
        .int()
        .min(-MOST_FEN)
        .max(MOST_FEN)
        .refine((amount) => amount !== 0, { params: { rule: 'not-zero' } }),
      note: optionalText(500),
    }),
    response: account,
    problems: ['already-exists'],
  }),
  reverseOpening: endpoint({
    method: 'POST',
    path: '/cash-accounts/:id/reverse-opening',
    access: 'cash.manage',
    since: 1,
    summary: 'Take back what was said to lie there as the books began; another may be said then',
    params: idPath,
    body: z.object({ version, reason: requiredText(200) }),
    response: account,
    problems: ['version-conflict', 'state-refused'],
  }),
  journal: endpoint({
    method: 'GET',
    path: '/cash-accounts/:id/journal',
    access: 'cash.read',
    since: 1,
    summary: 'How the money of an account moved, the newest first',
    params: idPath,
    query: z.object({ ...pageQuery, from: date.optional(), to: date.optional() }),
    response: pageOf(cashMovement),
  }),
};
