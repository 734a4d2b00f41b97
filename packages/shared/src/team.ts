import { z } from 'zod';
import { followUp } from './activities.ts';
import { chanceGrades } from './customers.ts';
import { endpoint } from './contract/endpoint.ts';
import { date, id, idParam, idPath, nameRef } from './contract/fields.ts';
import { achievementSpans, performanceMetrics } from './performance.ts';

const count = z.int();
const measured = z.object({
  metric: z.enum(performanceMetrics),
  /** Fen or a count; null where nobody set one. */
  target: z.int().nullable(),
  actual: z.int(),
});

/**
 * The automatic figures of one person in a period, of what the reader may open: what scorecards,
 * appraisals and the watch list take. Amounts in fen.
 */
export const figures = z.object({
  /** One for each metric, in their order. */
  results: z.array(measured),
  /** Deals that ended in the period, as results of the person of the time. */
  won: count,
  lost: count,
  /** Won of those that ended, in basis points; null where none did. */
  winRateBp: z.int().nullable(),
  /** Plans of the period that were not given up, and how many of these were done. */
  planned: count,
  kept: count,
  /**
   * What customers that this person owns owe today, and what of it is past its due date; null for who
   * may read no receivables.
   */
  receivables: z.object({ openFen: z.int(), overdueFen: z.int() }).nullable(),
});
export type Figures = z.output<typeof figures>;

const periodQuery = {
  span: z.enum(achievementSpans).default('month'),
  /** A business date inside the span; absent: today. */
  on: date.optional(),
};
const period = {
  /** Business dates, both included. */
  from: date,
  to: date,
  /** Working days up to and with today, and all of them. */
  workdays: z.object({ gone: count, all: count }),
};

export const member = nameRef.extend({
  post: z.string(),
  dept: nameRef,
  hiredOn: date.nullable(),
});

const get = endpoint({
  method: 'GET',
  path: '/team/:id',
  access: 'performance.read',
  since: 1,
  summary: 'One colleague on one page: customers, activity, pipeline, target and result',
  params: idPath,
  query: z.object(periodQuery),
  response: z.object({
    ...period,
    person: member,
    figures,
    /** Customers owned now, of those the caller may open; null for who may read none. */
    customers: z
      .object({
        total: count,
        /** Not contacted for as long as their grade allows. */
        overdue: count,
        /** Best grade first; without one last. */
        byGrade: z.array(
          z.object({ grade: z.enum(chanceGrades).nullable(), count, overdue: count }),
        ),
      })
      .nullable(),
    /** Open deals now; null for who may read none. */
    pipeline: z
      .object({
        total: count,
        amountFen: z.int(),
        stages: z.array(
          z.object({
            pipeline: nameRef,
            stage: nameRef,
            count,
            amountFen: z.int(),
          }),
        ),
      })
      .nullable(),
    /** Why deals that ended in the period were lost, the most frequent first. */
    lostReasons: z.array(z.object({ reason: z.string(), count })),
    /** The last follow-ups that this person wrote; null for who may read none. */
    records: z.array(followUp).nullable(),
    /** What was learned in the period; null for who does not lead this person in training. */
    training: z
      .object({
        /** Courses and exams that were due or finished within it. */
        due: count,
        finished: count,
        overdue: count,
        /** Minutes of training in the period. */
        minutes: count,
        /** Attempts that ended within it and are marked, the last one first. */
        exams: z.array(
          z.object({
            attemptId: id,
            exam: nameRef,
            on: date,
            /** In 1/100 %. */
            percentBp: z.int(),
            passed: z.boolean(),
          }),
        ),
      })
      .nullable(),
  }),
  problems: ['not-found'],
});

const scorecards = endpoint({
  method: 'GET',
  path: '/scorecards',
  access: 'performance.read',
  since: 1,
  summary: 'The figures of everybody in reach beside each other',
  query: z.object({
    ...periodQuery,
    /** In these departments and below; absent: everybody in reach. */
    deptId: idParam.optional(),
  }),
  response: z.object({
    ...period,
    /** By department and name. */
    rows: z.array(
      z.object({
        person: member,
        figures,
        /** What was learned in the period; null for who does not lead this person in training. */
        training: z
          .object({
            /** Courses and exams that were due or finished within it. */
            due: count,
            finished: count,
            overdue: count,
            minutes: count,
            /** In 1/100 %, of the last try of each exam; null where none ended. */
            examBp: z.int().nullable(),
          })
          .nullable(),
      }),
    ),
    /** To narrow by. */
    depts: z.array(nameRef),
  }),
  problems: ['not-found'],
});

export const rampUpPerson = z.object({
  person: nameRef,
  hiredOn: date,
  firstWonOn: date.nullable(),
  /** From hiring to the first won deal; null where there is none yet. */
  days: count.nullable(),
});
const rampUp = endpoint({
  method: 'GET',
  path: '/ramp-up',
  access: 'performance.read',
  since: 1,
  summary:
    'Days from hiring to the first won deal, by the quarter of hiring, of people in reach who were hired since deals are known',
  response: z.object({
    /** The newest first. */
    cohorts: z.array(
      z.object({
        /** `2026-Q3`. */
        quarter: z.string(),
        people: z.array(rampUpPerson),
        /** Of those who won one; null where nobody did. */
        medianDays: count.nullable(),
      }),
    ),
    medianDays: count.nullable(),
    /** The month with which deals begin to be known, `YYYY-MM`; null where there is none yet. */
    knownSince: z.string().nullable(),
    /** People in reach who were hired before it: their first deal is not known, and they are left out. */
    hiredBefore: count,
  }),
});

export const team = { get, scorecards, rampUp };
export type TeamMember = z.output<typeof member>;
