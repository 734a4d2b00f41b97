import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  fen,
  id,
  idParam,
  idPath,
  instant,
  nameRef,
  requiredText,
} from './contract/fields.ts';
import { MOST_FEN } from './most-fen.ts';

/** Its first day is still to come, it holds, its last day is over, or somebody ended it before. */
export const temporaryLimitStates = ['coming', 'holds', 'over', 'ended'] as const;
export type TemporaryLimitState = (typeof temporaryLimitStates)[number];

/** How far ahead, in days, the last day may lie. */
export const TEMPORARY_LIMIT_DAYS = 365;

const temporaryLimit = z.object({
  id,
  limitFen: fen,
  /** Business dates, both included. */
  validFrom: date,
  validTo: date,
  reason: z.string(),
  by: nameRef,
  at: instant,
  state: z.enum(temporaryLimitStates),
  endedBy: nameRef.nullable(),
  endedAt: instant.nullable(),
});
export type TemporaryLimit = z.output<typeof temporaryLimit>;

/** One that ends or ended in these days, on the desk. */
export const endingLimit = z.object({ id, customer: nameRef, limitFen: fen, validTo: date });
export type EndingLimit = z.output<typeof endingLimit>;

export const temporaryLimits = {
  ofCustomer: endpoint({
    method: 'GET',
    path: '/customers/:id/temporary-limits',
    access: 'customers.read',
    since: 1,
    summary: 'The temporary limits of a customer, those that ended as well, the last day first',
    params: idPath,
    response: z.object({
      /** None where credit is hidden from the reader. */
      rows: z.array(temporaryLimit),
      hidden: z.boolean(),
      /** Whether the reader may give another, and end one. */
      mayGive: z.boolean(),
    }),
  }),
  give: endpoint({
    method: 'POST',
    path: '/customers/:id/temporary-limits',
    access: 'customers.credit',
    since: 1,
    summary: 'Give a customer a higher limit from one day to another; the standing one follows',
    params: idPath,
    body: z.object({
      limitFen: z.int().min(1).max(MOST_FEN),
      validFrom: date,
      validTo: date,
      reason: requiredText(200),
    }),
    response: temporaryLimit,
    status: 201,
    problems: ['customer-archived'],
  }),
  end: endpoint({
    method: 'POST',
    path: '/customers/:id/temporary-limits/:limitId/end',
    access: 'customers.credit',
    since: 1,
    summary: 'End a temporary limit before its day: the standing one holds at once',
    params: z.object({ id: idParam, limitId: idParam }),
    response: temporaryLimit,
    problems: ['customer-archived', 'state-refused'],
  }),
};
