import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { date, idParam, nameRef } from './contract/fields.ts';
import { performanceMetrics } from './performance.ts';
import type { PeriodSpan } from './periods.ts';

export const rankingSpans = ['day', 'week', 'month', 'quarter'] as const satisfies PeriodSpan[];

export const rankingRow = z.object({
  /** The same for the same value; the next one counts on. */
  rank: z.int(),
  person: nameRef,
  dept: z.string(),
  /** Fen or a count; null where the company does not publish amounts. */
  value: z.int().nullable(),
  /** Of the first, in basis points; null with the value. */
  ofFirstBp: z.int().nullable(),
  mine: z.boolean(),
  /** He does not work here any more. */
  left: z.boolean(),
});
export type RankingRow = z.output<typeof rankingRow>;

const get = endpoint({
  method: 'GET',
  path: '/ranking',
  access: 'ranking.read',
  since: 1,
  summary:
    'The published ranking of a department or the company: names, ranks and, by setting, amounts, of everybody in it, whoever may open what lies behind',
  query: z.object({
    metric: z.enum(performanceMetrics).default('won'),
    span: z.enum(rankingSpans).default('month'),
    /** A business date inside the span; absent: today. */
    on: date.optional(),
    /** Absent: the company where it is published, else the caller's own department. */
    deptId: idParam.optional(),
  }),
  response: z.object({
    /** Business dates, both included. */
    from: date,
    to: date,
    dept: nameRef,
    /** Departments whose ranking the caller may look at, the highest first. */
    depts: z.array(nameRef),
    /** Best first; those without a result are not in it, the caller always is where he belongs. */
    rows: z.array(rankingRow),
    /** How many of the department have a result. */
    ranked: z.int(),
  }),
  problems: ['not-found'],
});

export const ranking = { get };
