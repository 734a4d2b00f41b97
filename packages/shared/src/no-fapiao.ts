import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  fen,
  id,
  idParam,
  instant,
  looseText,
  nameRef,
  pageOf,
  pageQuery,
  requiredText,
} from './contract/fields.ts';

const docRef = z.object({ id, no: z.string() });
const sums = { netFen: fen, taxFen: fen, grossFen: fen };
const MOST_LINES = 500;
const access = 'fapiao.manage' as const;

/** What of a delivered line wants no fapiao; who said so, and why. */
export const noFapiaoLine = z.object({
  deliveryLineId: id,
  delivery: docRef,
  order: docRef,
  customer: nameRef,
  /** On which it was delivered. */
  businessDate: date,
  code: z.string(),
  name: z.string(),
  unit: z.string(),
  /** Of the base unit. */
  qtyE4: z.int(),
  ...sums,
  reason: z.string(),
  markedBy: nameRef,
  markedAt: instant,
});
export type NoFapiaoLine = z.output<typeof noFapiaoLine>;

const deliveryLineIds = z.array(id).min(1).max(MOST_LINES);

/** Endpoints of sales whose customer wants no fapiao. */
export const noFapiaoApi = {
  noFapiao: endpoint({
    method: 'POST',
    path: '/uninvoiced-lines/no-fapiao',
    access,
    since: 1,
    summary:
      'Say of delivered lines of one customer that no fapiao is wanted for what of them is on none',
    body: z.object({
      customerId: id,
      reason: requiredText(200),
      /** Absent: all of the customer's. */
      deliveryLineIds: deliveryLineIds.optional(),
      /** Of those alone that were delivered until this day. */
      to: date.optional(),
    }),
    /** How many lines were marked, and what they come to; `more`: the newest of very many were not. */
    response: z.object({ count: z.int(), grossFen: fen, more: z.boolean() }),
  }),
  notNeeded: endpoint({
    method: 'GET',
    path: '/no-fapiao-lines',
    access: 'fapiao.read',
    since: 1,
    summary: 'Delivered lines for which no fapiao is wanted, the last that were marked first',
    query: z.object({
      ...pageQuery,
      customerId: idParam.optional(),
      /** Of the customer or the reason. */
      q: looseText(60).optional(),
    }),
    response: pageOf(noFapiaoLine).extend({ totals: z.object(sums) }),
  }),
  neededAgain: endpoint({
    method: 'POST',
    path: '/no-fapiao-lines/needed-again',
    access,
    since: 1,
    summary: 'Say of marked lines of one customer that a fapiao is wanted after all',
    body: z.object({ customerId: id, deliveryLineIds }),
    response: z.object({ count: z.int(), grossFen: fen }),
  }),
};
