import { z } from 'zod';
import { accountKeys } from './accounts.ts';
import { languages } from './auth.ts';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  fen,
  id,
  idParam,
  idPath,
  instant,
  looseText,
  nameRef,
  pageOf,
  pageQuery,
  flagParam,
  yearMonth,
} from './contract/fields.ts';
import { exportFormats } from './export-formats.ts';

const account = z.enum(accountKeys);
const sums = {
  /** Fen; both are 0 or more. */
  debitFen: fen,
  creditFen: fen,
};

const head = {
  id,
  businessDate: date,
  docKind: z.string(),
  docId: id,
  docNo: z.string(),
  /** It takes another back: the same lines the other way. */
  reversal: z.boolean(),
  by: nameRef,
  at: instant,
};
const row = z.object({
  ...head,
  /** Accounts with a debit and with a credit, each once, in the order of the lines. */
  debits: z.array(account),
  credits: z.array(account),
  /** Of the account that was asked for, else of the whole voucher. */
  ...sums,
});
export type VoucherRow = z.output<typeof row>;

export const voucherPartyKinds = ['customer', 'supplier', 'product', 'user', 'dept'] as const;
const party = z.object({
  kind: z.enum(voucherPartyKinds),
  id,
  /** Empty where the reader may not know it. */
  name: z.string(),
});
export type VoucherParty = z.output<typeof party>;

const line = z.object({ id, account, code: z.string(), ...sums, parties: z.array(party) });
export type VoucherLine = z.output<typeof line>;

const voucher = z.object({
  ...head,
  lines: z.array(line),
  ...sums,
  /** The voucher that it takes back; null where it takes none back. */
  reversalOf: id.nullable(),
  /** The voucher that takes it back; null while it stands. */
  reversedBy: id.nullable(),
});
export type Voucher = z.output<typeof voucher>;

const balance = z.object({
  account,
  code: z.string(),
  /** Before the first month; debit above 0, credit below. */
  openingFen: fen,
  ...sums,
  /** At the end of the last month. */
  closingFen: fen,
});
export type AccountBalance = z.output<typeof balance>;

/** Months, both included; absent: from the beginning, to the end. */
const months = { from: yearMonth.optional(), to: yearMonth.optional() };
const filter = {
  ...months,
  account: account.optional(),
  docKind: looseText(40).optional(),
  /** Of the document's number. */
  q: looseText(60).optional(),
};

export const voucherExport = z.object({
  what: z.enum(['vouchers', 'balances']),
  ...filter,
  format: z.enum(exportFormats),
  lang: z.enum(languages),
});

const access = 'vouchers.read' as const;

export const vouchers = {
  list: endpoint({
    method: 'GET',
    path: '/vouchers',
    access,
    since: 1,
    summary: 'Vouchers, the newest date first; for whoever is shown cost',
    query: z.object({
      ...pageQuery,
      ...filter,
      docId: idParam.optional(),
      /** Answers the sums of all of them. */
      totals: flagParam.optional(),
    }),
    response: pageOf(row).extend({ totals: z.object(sums).nullable() }),
  }),
  get: endpoint({
    method: 'GET',
    path: '/vouchers/:id',
    access,
    since: 1,
    summary: 'A voucher with its lines',
    params: idPath,
    response: voucher,
  }),
  balances: endpoint({
    method: 'GET',
    path: '/account-balances',
    access,
    since: 1,
    summary: 'What stood on each account before some months, moved in them, and stands after',
    query: z.object(months),
    response: z.object({ rows: z.array(balance) }),
  }),
  export: endpoint({
    method: 'POST',
    path: '/vouchers/export',
    access,
    since: 1,
    confirm: 'sometimes',
    summary: 'Vouchers by their lines, or balances of accounts, as a file; a job',
    body: voucherExport,
    response: z.object({ jobId: id }),
    status: 202,
    problems: ['export-too-large'],
  }),
};
