import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { date, fen, id, idPath, instant, nameRef, pageOf, pageQuery } from './contract/fields.ts';

/** What one person did in a week; `before`: in the week before. */
const activity = z.object({
  calls: z.int(),
  visits: z.int(),
  followUps: z.int(),
  newCustomers: z.int(),
});
export type WeekActivity = z.output<typeof activity>;

export const reportRow = z.object({
  person: nameRef,
  now: activity,
  before: activity,
  planned: z.int(),
  kept: z.int(),
  won: z.int(),
  wonFen: fen,
  /** Reports of before they were told have none. */
  orderedFen: fen.default(0),
  deliveredFen: fen.default(0),
  receivedFen: fen.default(0),
  lost: z.int(),
  /** Times a deal went to another stage, by this person's hand. */
  moved: z.int(),
  /** Open deals that stand in their stage longer than it allows. */
  stuck: z.int(),
  alertsOpen: z.int(),
  alertsEscalated: z.int(),
  logsMissing: z.int(),
});
export type ReportRow = z.output<typeof reportRow>;

/** As it was delivered: names and figures of that moment, and of what the reader could open then. */
export const weeklyReport = z.object({
  id,
  from: date,
  to: date,
  madeAt: instant,
  rows: z.array(reportRow),
});
export type WeeklyReport = z.output<typeof weeklyReport>;

const list = endpoint({
  method: 'GET',
  path: '/weekly-reports',
  access: 'weeklyReports.receive',
  since: 1,
  summary: 'Weekly reports that were delivered to the caller, newest first',
  query: z.object(pageQuery),
  response: pageOf(
    z.object({
      id,
      from: date,
      to: date,
      madeAt: instant,
      people: z.int(),
      followUps: z.int(),
      won: z.int(),
    }),
  ),
});

const get = endpoint({
  method: 'GET',
  path: '/weekly-reports/:id',
  access: 'weeklyReports.receive',
  since: 1,
  summary: 'A report as it was delivered to the caller',
  params: idPath,
  response: weeklyReport,
});

export const weeklyReports = { list, get };
