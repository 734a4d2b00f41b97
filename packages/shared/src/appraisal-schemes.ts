import { z } from 'zod';
import { appraisalSpans } from './appraisal-rules.ts';
import { endpoint } from './contract/endpoint.ts';
import { date, id, idPath, optionalText, requiredText, version } from './contract/fields.ts';

/** `fen` and `hundredths` (of a point) are shown divided, `bp` (1/100 %) as a rate. */
export const figureUnits = ['count', 'fen', 'bp', 'hundredths'] as const;
export type FigureUnit = (typeof figureUnits)[number];

/** A figure of a person that the office counts; its name is `figure.<key>` on the screens. */
export const figureFacts = z.object({
  key: z.string(),
  unit: z.enum(figureUnits),
  better: z.enum(['more', 'less']),
  /** Grows with the days: asked in proportion of whoever came within the period. */
  sums: z.boolean(),
  /** Only known of the moment at which it is counted, whatever days are asked. */
  momentary: z.boolean().optional(),
});
export type FigureFacts = z.output<typeof figureFacts>;

const bound = z.int().min(0).max(1_000_000_000_000);
const points = z.int().min(0).max(150);
/** In the unit of the figure. */
export const scoringRule = z.discriminatedUnion('rule', [
  z.object({ rule: z.literal('linear'), floor: bound, target: bound, cap: points.min(100) }),
  z.object({
    rule: z.literal('steps'),
    steps: z
      .array(z.object({ at: bound, score: points }))
      .min(1)
      .max(10),
  }),
]);

const measured = {
  /** Told apart within the scheme; a score belongs to it. */
  key: z.string().regex(/^[a-z][a-z0-9]{0,19}$/),
  name: requiredText(60),
  /** Percent; those of a scheme sum to 100. */
  weight: z.int().min(1).max(100),
};
/** Counted by the office, or scored by the person and the head. */
export const indicator = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('auto'),
    ...measured,
    figure: z.string().max(40),
    scoring: scoringRule,
  }),
  z.object({ kind: z.literal('manual'), ...measured, note: optionalText(500) }),
]);
export type Indicator = z.output<typeof indicator>;

export const scheme = z.object({
  id,
  version,
  name: z.string(),
  span: z.enum(appraisalSpans),
  /** Posts as they stand at the people; where departments are named too, both must hold. */
  posts: z.array(z.string()),
  deptIds: z.array(id),
  active: z.boolean(),
  indicators: z.array(indicator),
  /** Number of the version of its indicators. */
  edition: z.int(),
  /** The first period that is made by itself is the one that ends then or later. */
  sinceOn: date,
});
export type Scheme = z.output<typeof scheme>;

const schemeFields = {
  name: requiredText(60),
  posts: z.array(requiredText(60)).max(50),
  deptIds: z.array(id).max(100),
  indicators: z.array(indicator).min(1).max(20),
};

const catalogue = endpoint({
  method: 'GET',
  path: '/appraisals/figures',
  access: 'appraisals.manage',
  since: 1,
  summary: 'What indicators can be counted from, and the posts that people have',
  response: z.object({ figures: z.array(figureFacts), posts: z.array(z.string()) }),
});

const listSchemes = endpoint({
  method: 'GET',
  path: '/appraisals/schemes',
  access: 'appraisals.manage',
  since: 1,
  summary: 'Appraisal schemes with their indicators',
  response: z.object({ rows: z.array(scheme) }),
});

const createScheme = endpoint({
  method: 'POST',
  path: '/appraisals/schemes',
  access: 'appraisals.manage',
  since: 1,
  summary: 'A new scheme for posts or departments; sheets are made when a period is over',
  body: z.object({ ...schemeFields, span: z.enum(appraisalSpans) }),
  response: scheme,
  status: 201,
  problems: ['already-exists'],
});

const updateScheme = endpoint({
  method: 'PATCH',
  path: '/appraisals/schemes/:id',
  access: 'appraisals.manage',
  since: 1,
  summary: 'Change a scheme; sheets that were made keep the indicators they were made with',
  params: idPath,
  body: z.object({
    version,
    name: schemeFields.name.optional(),
    posts: schemeFields.posts.optional(),
    deptIds: schemeFields.deptIds.optional(),
    indicators: schemeFields.indicators.optional(),
    active: z.boolean().optional(),
  }),
  response: scheme,
  problems: ['version-conflict', 'already-exists'],
});

export const appraisalSchemes = { catalogue, listSchemes, createScheme, updateScheme };
