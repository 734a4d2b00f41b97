import { z } from 'zod';
import { languages } from './auth.ts';
import { cashAccountKinds } from './cash-accounts.ts';
import { billSides } from './bill-rules.ts';
import { endpoint } from './contract/endpoint.ts';
import { date, fen, id, nameRef } from './contract/fields.ts';
import { exportFormats } from './export-formats.ts';

const sums = {
  /** What lay there at the end of the day before. */
  openingFen: fen,
  inFen: fen,
  /** Above 0. */
  outFen: fen,
  closingFen: fen,
};
const row = z.object({ account: nameRef, kind: z.enum(cashAccountKinds), ...sums });
export type CashBookRow = z.output<typeof row>;
const totals = z.object(sums);
export type CashBookSums = z.output<typeof totals>;

/** Without a beginning the month of the end, without an end today. */
const span = { from: date.optional(), to: date.optional() };

export const cashBookExport = z.object({
  ...span,
  /** Its movements, each a row; absent: every account, a row for each. */
  accountId: id.optional(),
  format: z.enum(exportFormats),
  lang: z.enum(languages),
});

export const cashBook = {
  read: endpoint({
    method: 'GET',
    path: '/cash-book',
    access: 'cash.read',
    since: 1,
    summary:
      'What lay in each account of money before, came and went between two days, and lay after',
    query: z.object(span),
    response: z.object({
      from: date,
      to: date,
      rows: z.array(row),
      totals,
      /** What bills come to that are held, and that are to be paid: no money yet, in no total. */
      bills: z.array(z.object({ side: z.enum(billSides), sums: totals })),
    }),
  }),
  export: endpoint({
    method: 'POST',
    path: '/cash-book/export',
    access: 'cash.read',
    since: 1,
    confirm: 'sometimes',
    summary: 'The day book of all accounts, or of one with its movements, as a file; a job',
    body: cashBookExport,
    response: z.object({ jobId: id }),
    status: 202,
    problems: ['export-too-large'],
  }),
};
