import { z } from 'zod';
import { appraisalGrades, periodPattern } from './appraisal-rules.ts';
import { figureFacts, indicator } from './appraisal-schemes.ts';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  flagParam,
  id,
  idParam,
  idPath,
  instant,
  nameRef,
  optionalText,
  pageOf,
  pageQuery,
  patchText,
  requiredText,
  version,
} from './contract/fields.ts';
import { exportFormats } from './export-formats.ts';
import { languages } from './auth.ts';

/** `draft`: with the person; `submitted`: with the head; `scored`: to be confirmed by the person. */
export const sheetStates = ['draft', 'submitted', 'scored', 'closed', 'void'] as const;
export type SheetState = (typeof sheetStates)[number];

const hundredths = z.int();
export const sheetRow = z.object({
  id,
  version,
  person: nameRef,
  /** Of the person when the sheet was made. */
  dept: nameRef,
  post: z.string(),
  scheme: z.string(),
  period: z.string(),
  /** What is counted: the period, from the first day of whoever came within it. */
  from: date,
  to: date,
  state: z.enum(sheetStates),
  /** Business date by which whoever has it should be done; null once it is closed. */
  dueOn: date.nullable(),
  /** Hundredths of a point. */
  selfTotal: hundredths.nullable(),
  /** Hundredths of a point; there once the head has signed. */
  total: hundredths.nullable(),
  grade: z.enum(appraisalGrades).nullable(),
  /** The person does not agree, and says why. */
  objected: z.boolean(),
  own: z.boolean(),
  /** Whether the reader scores it: somebody else's, in reach. */
  mayScore: z.boolean(),
});
export type SheetRow = z.output<typeof sheetRow>;

/** A scoring rule as one shape: what the other kind of rule has is empty. */
export const askedRule = z.object({
  rule: z.enum(['linear', 'steps']),
  floor: z.int().nullable(),
  target: z.int().nullable(),
  cap: z.int().nullable(),
  steps: z.array(z.object({ at: z.int(), score: z.int() })),
});

export const sheetItem = z.object({
  indicator,
  /** Of what is counted: unit and direction; null where it is counted no more. */
  facts: figureFacts.nullable(),
  /** The rule as it is asked of this person, in proportion to the days. */
  asked: askedRule.nullable(),
  /** What was counted at `countedAt`; null: nothing to measure. */
  figure: z.int().nullable(),
  /** Hundredths of a point; of what is counted at once, else given. */
  selfScore: hundredths.nullable(),
  selfNote: z.string(),
  headScore: hundredths.nullable(),
  headNote: z.string(),
});

export const sheetVerbs = [
  'made',
  'counted',
  'submitted',
  'scored',
  'returned',
  'reopened',
  'confirmed',
  'objected',
  'voided',
] as const;

export const sheet = sheetRow.extend({
  items: z.array(sheetItem),
  /** When the figures were counted; they stay from the submission on. */
  countedAt: instant,
  /** Whoever scores it as things stand; null: nobody above. */
  head: nameRef.nullable(),
  comment: z.string(),
  objection: z.string(),
  steps: z.array(
    z.object({
      at: instant,
      verb: z.enum(sheetVerbs),
      by: nameRef.nullable(),
      text: z.string(),
    }),
  ),
});
export type Sheet = z.output<typeof sheet>;

export const sheetBoxes = ['own', 'todo', 'team'] as const;
const periodKey = z.string().regex(periodPattern);
const sheetFilter = {
  /** `own`: the caller's; `todo`: waits for the caller's score; `team`: of people in reach. */
  box: z.enum(sheetBoxes).default('own'),
  state: z.enum(sheetStates).optional(),
  period: periodKey.optional(),
  personId: idParam.optional(),
  /** Overdue. */
  late: flagParam.optional(),
};

const list = endpoint({
  method: 'GET',
  path: '/appraisals/sheets',
  access: 'session',
  since: 1,
  summary: 'Appraisal sheets: the own ones, or those of people in reach; newest period first',
  query: z.object({ ...pageQuery, ...sheetFilter, count: flagParam.optional() }),
  response: pageOf(sheetRow),
});

const get = endpoint({
  method: 'GET',
  path: '/appraisals/sheets/:id',
  access: 'session',
  since: 1,
  summary: 'One sheet with its indicators, scores and history',
  params: idPath,
  response: sheet,
});

const make = endpoint({
  method: 'POST',
  path: '/appraisals/sheets',
  access: 'appraisals.manage',
  since: 1,
  summary: 'Make the sheets of a period that are missing, also of one that still runs',
  body: z.object({
    schemeId: id,
    period: periodKey,
    /** Absent: everybody whom the scheme is for. */
    personIds: z.array(id).min(1).max(200).optional(),
  }),
  response: z.object({ made: z.int() }),
});

const count = endpoint({
  method: 'POST',
  path: '/appraisals/sheets/:id/count',
  access: 'session',
  since: 1,
  summary: 'Count the figures of a sheet anew, until it is submitted',
  params: idPath,
  response: sheet,
  problems: ['state-refused', 'forbidden'],
});

const scoresOf = (who: string) =>
  z
    .array(
      z.object({
        key: z.string().max(20),
        /** Points, with at most one decimal: 87.5. */
        score: z.number().min(0).max(100).multipleOf(0.1).nullable(),
        note: optionalText(500),
      }),
    )
    .max(20)
    .describe(`What the ${who} gives to manual indicators`);

const fill = endpoint({
  method: 'POST',
  path: '/appraisals/sheets/:id/self',
  access: 'session',
  since: 1,
  summary: 'The own score; submitted, the figures stay as they are and it goes to the head',
  params: idPath,
  body: z.object({ version, scores: scoresOf('person'), submit: z.boolean() }),
  response: sheet,
  problems: ['version-conflict', 'state-refused', 'period-running', 'forbidden'],
});

const score = endpoint({
  method: 'POST',
  path: '/appraisals/sheets/:id/score',
  access: 'appraisals.score',
  since: 1,
  summary:
    'The score of the head, also of a sheet that is not handed in by its day; signed, it goes to the person, who confirms it',
  params: idPath,
  body: z.object({
    version,
    scores: scoresOf('head'),
    comment: patchText(1000),
    sign: z.boolean(),
  }),
  response: sheet,
  problems: ['version-conflict', 'state-refused', 'forbidden'],
});

const giveBack = endpoint({
  method: 'POST',
  path: '/appraisals/sheets/:id/return',
  access: 'appraisals.score',
  since: 1,
  summary:
    'With a reason: submitted, back to the person; signed and not confirmed or objected to, back to the head',
  params: idPath,
  body: z.object({ version, reason: requiredText(200) }),
  response: sheet,
  problems: ['version-conflict', 'state-refused', 'forbidden'],
});

const confirm = endpoint({
  method: 'POST',
  path: '/appraisals/sheets/:id/confirm',
  access: 'session',
  since: 1,
  summary: 'The person has read the score, and may add an objection; this closes the sheet',
  params: idPath,
  body: z.object({ version, objection: optionalText(1000) }),
  response: sheet,
  problems: ['version-conflict', 'state-refused', 'forbidden'],
});

export const resultRow = z.object({
  sheet: sheetRow,
  /** Of the period before, where there is one: hundredths of a point. */
  before: hundredths.nullable(),
});
export type ResultRow = z.output<typeof resultRow>;

const results = endpoint({
  method: 'GET',
  path: '/appraisals/results',
  access: 'appraisals.score',
  since: 1,
  summary: 'People in reach side by side for one period, and how grades spread over departments',
  query: z.object({
    /** Absent: the last one that has sheets. */
    period: periodKey.optional(),
  }),
  response: z.object({
    period: z.string().nullable(),
    /** Those that have sheets, newest first: 60 at most. */
    periods: z.array(z.string()),
    /** Best first, those without a score last: 2,000 at most. */
    rows: z.array(resultRow),
    depts: z.array(
      z.object({
        dept: nameRef,
        grades: z.object({ A: z.int(), B: z.int(), C: z.int(), D: z.int() }),
        open: z.int(),
      }),
    ),
  }),
});

export const appraisalExport = z.object({
  period: periodKey,
  format: z.enum(exportFormats),
  lang: z.enum(languages).default('zh-CN'),
});

const exportResults = endpoint({
  method: 'POST',
  path: '/appraisals/results/export',
  access: 'appraisals.score',
  since: 1,
  confirm: 'sometimes',
  summary: 'The results of a period as a file',
  body: appraisalExport,
  response: z.object({ jobId: id }),
  status: 202,
});

export const appraisals = {
  list,
  get,
  make,
  count,
  fill,
  score,
  giveBack,
  confirm,
  results,
  exportResults,
};
