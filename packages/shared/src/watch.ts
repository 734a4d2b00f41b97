import { z } from 'zod';
import { appraisalSpans } from './appraisal-rules.ts';
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
  requiredText,
  version,
} from './contract/fields.ts';

/** What a rule looks at: a figure that the office counts, or the score of the appraisal. */
export const watchBases = ['figure', 'score'] as const;

const bound = z.int().min(0).max(1_000_000_000_000);
export const watchRule = z.object({
  id,
  version,
  name: z.string(),
  /** Departments with all below; none: everybody. */
  deptIds: z.array(id),
  basis: z.enum(watchBases),
  /** Null for the score. */
  figure: z.string().nullable(),
  /** Of the figure; scores are in hundredths of a point. */
  unit: z.enum(figureUnits),
  span: z.enum(appraisalSpans),
  /** Worse than this, in the unit: less, or more where less is better. */
  bound: z.int(),
  /** In so many periods after one another. */
  periods: z.int(),
  active: z.boolean(),
});
export type WatchRule = z.output<typeof watchRule>;

const ruleFields = {
  name: requiredText(60),
  deptIds: z.array(id).max(100),
  bound,
  periods: z.int().min(1).max(12),
};

const listRules = endpoint({
  method: 'GET',
  path: '/watch/rules',
  access: 'appraisals.manage',
  since: 1,
  summary: 'By what rules people are proposed for the watch list',
  response: z.object({ rows: z.array(watchRule) }),
});

const createRule = endpoint({
  method: 'POST',
  path: '/watch/rules',
  access: 'appraisals.manage',
  since: 1,
  summary: 'A new rule; it looks at periods from the one that ends next on',
  body: z.object({
    ...ruleFields,
    basis: z.enum(watchBases),
    figure: z.string().max(40).nullable().default(null),
    span: z.enum(appraisalSpans),
  }),
  response: watchRule,
  status: 201,
  problems: ['already-exists'],
});

const updateRule = endpoint({
  method: 'PATCH',
  path: '/watch/rules/:id',
  access: 'appraisals.manage',
  since: 1,
  summary: 'Change a rule; what was proposed stays',
  params: idPath,
  body: z.object({
    version,
    name: ruleFields.name.optional(),
    deptIds: ruleFields.deptIds.optional(),
    bound: ruleFields.bound.optional(),
    periods: ruleFields.periods.optional(),
    active: z.boolean().optional(),
  }),
  response: watchRule,
  problems: ['version-conflict', 'already-exists'],
});

/** `asked`: the end of employment waits for an approval. */
export const watchStates = [
  'proposed',
  'watching',
  'asked',
  'dismissed',
  'lifted',
  'ended',
  'void',
] as const;
export type WatchState = (typeof watchStates)[number];
export const watchDecisions = ['watch', 'dismiss', 'lift', 'end'] as const;

export const watchRow = z.object({
  id,
  version,
  person: nameRef,
  dept: z.string(),
  post: z.string(),
  rule: z.string(),
  state: z.enum(watchStates),
  /** The last period that was worse than the rule allows. */
  period: z.string(),
  /** Watched until, or last day. */
  untilOn: date.nullable(),
  /** The time of watching is over: it is decided anew. */
  due: z.boolean(),
  madeAt: instant,
  mayDecide: z.boolean(),
});
export type WatchRow = z.output<typeof watchRow>;

export const watchCase = watchRow.extend({
  basis: z.enum(watchBases),
  figure: z.string().nullable(),
  unit: z.enum(figureUnits),
  bound: z.int(),
  /** What was found when it was proposed, oldest period first. */
  evidence: z.array(z.object({ period: z.string(), value: z.int() })),
  /** What was decided, oldest first. */
  steps: z.array(
    z.object({
      at: instant,
      by: nameRef.nullable(),
      decision: z.enum(watchDecisions),
      untilOn: date.nullable(),
      reason: z.string(),
      /** Instructions that were given with it. */
      measures: z.array(z.string()),
    }),
  ),
});
export type WatchCase = z.output<typeof watchCase>;

const list = endpoint({
  method: 'GET',
  path: '/watch',
  access: 'staff.decide',
  since: 1,
  summary: 'People in reach who are proposed or watched, newest first',
  query: z.object({
    ...pageQuery,
    /** Those that are over, instead. */
    closed: flagParam.optional(),
    count: flagParam.optional(),
  }),
  response: pageOf(watchRow),
});

const get = endpoint({
  method: 'GET',
  path: '/watch/:id',
  access: 'staff.decide',
  since: 1,
  summary: 'One case with what was found and decided',
  params: idPath,
  response: watchCase,
});

const decide = endpoint({
  method: 'POST',
  path: '/watch/:id/decide',
  access: 'staff.decide',
  since: 1,
  summary:
    'Watch until a day with measures as instructions, take no action, lift, or end employment (after approval where a flow is in use)',
  params: idPath,
  body: z.object({
    version,
    decision: z.enum(watchDecisions),
    /** Watched until, or last day: needed for these two. */
    untilOn: date.nullable().default(null),
    /** Needed for all but watching. */
    reason: optionalText(1000),
    measures: z
      .array(z.object({ text: requiredText(2000), dueOn: date.nullable().default(null) }))
      .max(10)
      .default([]),
  }),
  response: watchCase,
  problems: ['version-conflict', 'state-refused', 'forbidden', 'grant-not-held', 'last-owner'],
});

export const watchApi = { listRules, createRule, updateRule, list, get, decide };
