import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { date, nameRef } from './contract/fields.ts';

export const workloadSpans = ['day', 'week', 'month'] as const;
export type WorkloadSpan = (typeof workloadSpans)[number];

/** What one person did in a span, counted from the records that the reader may open. */
export const workloadRow = z.object({
  person: nameRef,
  calls: z.int(),
  visits: z.int(),
  /** Follow-ups that were neither. */
  others: z.int(),
  /** All of the three. */
  followUps: z.int(),
  /** Registered by hand; what an import brought counts for nobody. */
  newCustomers: z.int(),
  /** Given by this person. */
  reviews: z.int(),
  /** Plans of the span that were not given up, and how many of these were done. */
  planned: z.int(),
  kept: z.int(),
  /** Follow-ups on each of the days. */
  perDay: z.array(z.int()),
});
export type WorkloadRow = z.output<typeof workloadRow>;

const get = endpoint({
  method: 'GET',
  path: '/workload',
  access: 'followUps.read',
  since: 1,
  summary: 'What people in reach did on a day, in a week or in a month, counted from their records',
  query: z.object({
    span: z.enum(workloadSpans).default('day'),
    /** A business date inside the span; absent: today. */
    on: date.optional(),
  }),
  response: z.object({
    /** Business dates, both included; a week begins on Monday. */
    from: date,
    to: date,
    days: z.array(z.object({ date, workday: z.boolean() })),
    /** By name; those too who may log and did not. */
    rows: z.array(workloadRow),
  }),
});

export const workload = { get };
