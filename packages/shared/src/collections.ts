import { z } from 'zod';
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
  requiredText,
  version,
} from './contract/fields.ts';
import { MOST_FEN } from './most-fen.ts';
import { receivableRow } from './receivables.ts';

/** How somebody who owes was spoken to. */
export const collectionWays = ['call', 'visit', 'wechat', 'letter', 'other'] as const;
export type CollectionWay = (typeof collectionWays)[number];

/** Of a promise to pay: its day is still to come, it is today, it was kept, or it was not. */
export const promiseStates = ['open', 'today', 'kept', 'broken'] as const;
export type PromiseState = (typeof promiseStates)[number];

const paymentPromise = z.object({
  on: date,
  /** Null: no amount was named. */
  fen: fen.nullable(),
  /** What came since it was given, by its day. */
  paidFen: fen,
  state: z.enum(promiseStates),
});
export type PaymentPromise = z.output<typeof paymentPromise>;

const note = z.object({
  id,
  version,
  customer: nameRef,
  notedOn: date,
  at: instant,
  by: nameRef,
  way: z.enum(collectionWays),
  contact: nameRef.nullable(),
  result: z.string(),
  promise: paymentPromise.nullable(),
  /** Documents that it was about; none: all that is overdue. */
  docs: z.array(z.object({ itemId: id, no: z.string() })),
  /** When it was taken back; it stays to be read. */
  withdrawnAt: instant.nullable(),
  mayWithdraw: z.boolean(),
});
export type CollectionNote = z.output<typeof note>;

const row = receivableRow.extend({
  lastNote: note.nullable(),
  /** The newest promise that was given. */
  promise: paymentPromise.nullable(),
  /** How many promises were not kept. */
  broken: z.int(),
});
export type CollectionRow = z.output<typeof row>;

/** A promise to pay that is due, as the desk shows it. */
export const promisedPayment = z.object({
  /** Of the note. */
  id,
  customer: nameRef,
  owner: nameRef.nullable(),
  ...paymentPromise.shape,
});
export type PromisedPayment = z.output<typeof promisedPayment>;

/** Which of those that owe too long: whose promise is due, was broken, or who gave none. */
export const collectionFilters = ['today', 'broken', 'none'] as const;

const access = 'receivables.read' as const;

export const collections = {
  list: endpoint({
    method: 'GET',
    path: '/collections',
    access,
    since: 1,
    summary:
      'Customers in scope that owe too long, the longest first, with what was last said and promised',
    query: z.object({
      ...pageQuery,
      ownerId: idParam.optional(),
      promise: z.enum(collectionFilters).optional(),
      /** Of the name. */
      q: looseText(60).optional(),
    }),
    response: pageOf(row).extend({ totals: z.object({ overdueFen: fen, customers: z.int() }) }),
  }),
  notes: endpoint({
    method: 'GET',
    path: '/customers/:id/collection-notes',
    access,
    since: 1,
    summary: 'What was said with a customer about what it owes, the newest first',
    params: idPath,
    query: z.object(pageQuery),
    response: pageOf(note),
  }),
  add: endpoint({
    method: 'POST',
    path: '/customers/:id/collection-notes',
    access,
    since: 1,
    summary: 'Note what a customer said about what it owes, and when it promised to pay how much',
    params: idPath,
    body: z.object({
      way: z.enum(collectionWays).default('call'),
      contactId: id.nullable().default(null),
      result: requiredText(500),
      promisedOn: date.nullable().default(null),
      promisedFen: z.int().min(1).max(MOST_FEN).nullable().default(null),
      /** Rows of the ledger that it was about. */
      itemIds: z.array(id).max(50).default([]),
    }),
    response: note,
    status: 201,
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/collection-notes/:id/withdraw',
    access,
    since: 1,
    summary: 'Take an own note back: it stays to be read, its promise counts no more',
    params: idPath,
    body: z.object({ version }),
    response: note,
    problems: ['version-conflict', 'state-refused'],
  }),
};
