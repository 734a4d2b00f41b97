import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { date, fen, id, instant, nameRef, requiredText, yearMonth } from './contract/fields.ts';

/** What closes apart: goods, what is owed both ways, and the vouchers of everything. */
export const periodAreas = ['stock', 'arap', 'finance'] as const;
export type PeriodArea = (typeof periodAreas)[number];

/** Why a month of an area cannot be closed now. */
export const closingObstacles = [
  /** Its last day has not passed. */
  'month-not-over',
  'month-closed',
  /** Another month comes first. */
  'month-not-next',
  /** Finance closes last. */
  'stock-open',
  'arap-open',
  /** What the doctor compares: balances, pools and pieces with the stock ledger. */
  'stock-books-differ',
  /** Open items with the ledgers of what is owed. */
  'open-items-differ',
  /** Receivables by vouchers and by their ledger. */
  'receivable-books-differ',
  /** Payables by vouchers and by their ledger. */
  'payable-books-differ',
  /** Money by vouchers and by the books of the accounts. */
  'cash-books-differ',
  'bills-books-differ',
  'vouchers-unbalanced',
] as const;
export type ClosingObstacle = (typeof closingObstacles)[number];

/** What stays as it is where the person who closes says so. */
export const closingLeft = [
  /** Goods went out before they came in: their cost is a guess (docs/decisions/0338). */
  'provisional-open',
] as const;

const area = z.enum(periodAreas);

const state = z.object({
  area,
  closed: z.boolean(),
  /** Who closed it; null of an open month, and of one that was closed by a setting. */
  by: nameRef.nullable(),
  at: instant.nullable(),
  /** Who opened it again the last time, and why; null where it is closed or never was. */
  reopenedBy: nameRef.nullable(),
  reopenedAt: instant.nullable(),
  reopenReason: z.string(),
  /** Whether it is its turn, whatever its books say; by the reader's rights. */
  mayClose: z.boolean(),
  mayReopen: z.boolean(),
});
export type PeriodState = z.output<typeof state>;

const month = z.object({
  month: yearMonth,
  /** Whether its last day has passed. */
  over: z.boolean(),
  /** In the order of `periodAreas`. */
  areas: z.array(state),
});
export type PeriodMonth = z.output<typeof month>;

const obstacle = z.object({
  code: z.enum(closingObstacles),
  /** How many are wrong, where they are counted. */
  count: z.int(),
  /** By how much two books differ. */
  amountFen: fen.nullable(),
  /** The month that comes first; empty where none does. */
  month: z.string(),
});
export type PeriodObstacle = z.output<typeof obstacle>;

const left = obstacle.extend({ code: z.enum(closingLeft) });
export type PeriodLeft = z.output<typeof left>;

const draft = z.object({
  docKind: z.string(),
  docId: id,
  businessDate: date,
  /** Customer, supplier or payer; empty of documents without one. */
  party: z.string(),
  madeBy: z.string(),
});
export type PeriodDraft = z.output<typeof draft>;

const one = { area, month: yearMonth };

export const periodClosings = {
  list: endpoint({
    method: 'GET',
    path: '/period-closings',
    access: 'periods.read',
    since: 1,
    summary: 'Months and how far each area is closed, the newest first',
    response: z.object({ rows: z.array(month) }),
  }),
  checks: endpoint({
    method: 'GET',
    path: '/period-closings/checks',
    access: 'periods.read',
    since: 1,
    summary: 'What stands in the way of closing a month: books that differ, drafts in scope',
    query: z.object(one),
    response: z.object({
      obstacles: z.array(obstacle),
      /** What the month is closed with where the person says so. */
      left: z.array(left),
      /** Dated in the month or before; those that the reader may open. */
      drafts: z.array(draft),
    }),
  }),
  close: endpoint({
    method: 'POST',
    path: '/period-closings/close',
    access: 'periods.close',
    since: 1,
    summary: 'Close a month of an area: nothing is posted on its days or before any more',
    body: z.object({
      ...one,
      /** Drafts stay; they are dated later before they can be confirmed. */
      leaveDrafts: z.boolean().default(false),
      /** So does what is not known yet; it is corrected in the month in which it is. */
      leaveOpen: z.boolean().default(false),
    }),
    response: z.object({ area, closedTo: date }),
    problems: ['period-not-closable'],
  }),
  reopen: endpoint({
    method: 'POST',
    path: '/period-closings/reopen',
    access: 'periods.reopen',
    since: 1,
    summary: 'Open the month of an area again that was closed last',
    body: z.object({ ...one, reason: requiredText(200) }),
    /** `closedTo` is empty where nothing is closed any more. */
    response: z.object({ area, closedTo: z.string() }),
  }),
};
