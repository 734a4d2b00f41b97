import { z } from 'zod';
import { figureUnits } from './appraisal-schemes.ts';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  flagParam,
  id,
  idPath,
  instant,
  nameRef,
  optionalText,
  pageOf,
  pageQuery,
  version,
} from './contract/fields.ts';

/** Calendar days before the end of probation on which its review falls due. */
export const PROBATION_NOTICE_DAYS = 14;

/** `asked`: decided, and waits for an approval; `void`: overtaken by other dates, or the person left. */
export const probationStates = [
  'open',
  'asked',
  'regularised',
  'extended',
  'ended',
  'void',
] as const;
export const probationDecisions = ['regularise', 'extend', 'end'] as const;

export const probationRow = z.object({
  id,
  version,
  person: nameRef,
  dept: z.string(),
  post: z.string(),
  hiredOn: date.nullable(),
  /** Last business date of the probation that is reviewed. */
  endsOn: date,
  state: z.enum(probationStates),
  decision: z.enum(probationDecisions).nullable(),
  /** Regular from, probation until, or last day: as decided. */
  on: date.nullable(),
  note: z.string(),
  decidedBy: nameRef.nullable(),
  decidedAt: instant.nullable(),
  /** Whether the reader may decide: of somebody else, in reach, while it is open. */
  mayDecide: z.boolean(),
});
export type ProbationRow = z.output<typeof probationRow>;

export const personFigure = z.object({
  key: z.string(),
  unit: z.enum(figureUnits),
  value: z.int().nullable(),
});

export const probation = probationRow.extend({
  /** Since hiring, or since there are records: now, and once it is decided as they were then. */
  figures: z.array(personFigure),
  /** Business dates that the figures count. */
  from: date,
  to: date,
});
export type Probation = z.output<typeof probation>;

const list = endpoint({
  method: 'GET',
  path: '/probation',
  access: 'staff.decide',
  since: 1,
  summary: 'Probation reviews of people in reach, the one that ends first at the top',
  query: z.object({
    ...pageQuery,
    /** Those that are decided or overtaken, instead of the open ones; the last end first. */
    closed: flagParam.optional(),
    count: flagParam.optional(),
  }),
  response: pageOf(probationRow),
});

const get = endpoint({
  method: 'GET',
  path: '/probation/:id',
  access: 'staff.decide',
  since: 1,
  summary: 'One probation review with the figures of the person',
  params: idPath,
  response: probation,
});

const decide = endpoint({
  method: 'POST',
  path: '/probation/:id/decide',
  access: 'staff.decide',
  since: 1,
  summary:
    'Regularise, extend, or end employment; at once, or after approval where a flow is in use. The person is told.',
  params: idPath,
  body: z.object({
    version,
    decision: z.enum(probationDecisions),
    /** Regular from, probation until, or last day. */
    on: date,
    /** Needed where it is extended or ended. */
    note: optionalText(1000),
  }),
  response: probation,
  problems: ['version-conflict', 'state-refused', 'forbidden', 'grant-not-held', 'last-owner'],
});

export const probationApi = { list, get, decide };
