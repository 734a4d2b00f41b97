import { z } from 'zod';
import { salesModels } from './company.ts';
import { endpoint } from './contract/endpoint.ts';
import { id, idPath, nameRef, optionalText, requiredText, version } from './contract/fields.ts';

/** What a deal must have before it enters a stage, beside checks that people tick. */
export const gateFields = [
  'customer',
  'amount',
  'expectedOn',
  'contact',
  'decisionMaker',
  'competitor',
  'line',
  'source',
] as const;

/** What proves that a deal was won: a confirmed order, a contract in force, a file of the deal. */
export const wonProofs = ['order', 'contract', 'file'] as const;
export type WonProof = (typeof wonProofs)[number];

/** One thing that is asked for at the door of a stage: a field of the deal, or a check to tick. */
export const gateItem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('field'), field: z.enum(gateFields) }),
  z.object({
    kind: z.literal('check'),
    /** Absent in a new one. */
    id: id.optional(),
    title: requiredText(100),
  }),
]);
export type GateItem = z.output<typeof gateItem>;

/** Chance of signing in percent. */
export const chance = z.int().min(0).max(100);

export const stage = z.object({
  id,
  name: z.string(),
  /** Chance that a deal has here unless its own is set. */
  chance,
  /** After so many days here a deal is stuck; null never. */
  stuckDays: z.int().nullable(),
  /** Asked before a deal enters it; null: nobody is. */
  approvalFlowId: id.nullable(),
  gate: z.array(gateItem),
});
export type Stage = z.output<typeof stage>;

/** What is missing where a deal cannot be won yet. */
export const winRefusal = z.object({
  /** Any one of them would do. */
  proofs: z.array(z.enum(wonProofs)),
  /** What gates of the stages that are left ask for. */
  missing: z.array(gateItem),
  /** Names of stages that are left and want an approval. */
  stages: z.array(z.string()),
});

export const pipeline = z.object({
  id,
  version,
  name: z.string(),
  /** For which sales model it is meant; null for any. */
  salesModel: z.enum(salesModels).nullable(),
  active: z.boolean(),
  sort: z.int(),
  /** Any one of these must be there before a deal is won; none: nothing is asked for. */
  wonNeeds: z.array(z.enum(wonProofs)),
  /** Winning passes the gates of all stages that are left. */
  wonGates: z.boolean(),
  /** In the order in which deals go through them. */
  stages: z.array(stage),
});
export type Pipeline = z.output<typeof pipeline>;

const stageInput = z.object({
  /** Absent in a new one. */
  id: id.optional(),
  name: requiredText(30),
  chance,
  stuckDays: z.int().min(1).max(3650).nullable().default(null),
  approvalFlowId: id.nullable().default(null),
  gate: z.array(gateItem).max(20).default([]),
});
export type StageInput = z.output<typeof stageInput>;
const wonNeeds = z.array(z.enum(wonProofs)).max(wonProofs.length);
const stages = z.array(stageInput).min(1).max(20);

const list = endpoint({
  method: 'GET',
  path: '/pipelines',
  access: ['deals.read', 'system.settings'],
  since: 1,
  summary: 'Pipelines with their stages and gates, those switched off among them',
  response: z.object({
    rows: z.array(pipeline),
    /** Flows in use that a stage may ask. */
    flows: z.array(nameRef),
  }),
});

const create = endpoint({
  method: 'POST',
  path: '/pipelines',
  access: 'system.settings',
  since: 1,
  summary: 'Add a pipeline with its stages',
  body: z.object({
    name: requiredText(30),
    salesModel: z.enum(salesModels).nullable().default(null),
    wonNeeds: wonNeeds.default([]),
    wonGates: z.boolean().default(false),
    stages,
  }),
  response: pipeline,
  status: 201,
  problems: ['already-exists'],
});

const update = endpoint({
  method: 'PATCH',
  path: '/pipelines/:id',
  access: 'system.settings',
  since: 1,
  summary: 'Change a pipeline; `stages` names all of them, and one with deals in it stays',
  params: idPath,
  body: z.object({
    version,
    name: requiredText(30).optional(),
    salesModel: z.enum(salesModels).nullable().optional(),
    active: z.boolean().optional(),
    sort: z.int().min(0).max(9999).optional(),
    wonNeeds: wonNeeds.optional(),
    wonGates: z.boolean().optional(),
    stages: stages.optional(),
  }),
  response: pipeline,
  problems: ['version-conflict', 'already-exists', 'in-use'],
});

export const competitor = z.object({
  id,
  version,
  name: z.string(),
  strengths: z.string(),
  weaknesses: z.string(),
  note: z.string(),
  active: z.boolean(),
  /** Deals of the caller's reach in which it was met, and how those ended. */
  met: z.int(),
  wonAgainst: z.int(),
  lostAgainst: z.int(),
});
export type Competitor = z.output<typeof competitor>;

const listCompetitors = endpoint({
  method: 'GET',
  path: '/competitors',
  access: 'deals.read',
  since: 1,
  summary: 'Competitors, and how the caller’s deals against each ended',
  response: z.object({ rows: z.array(competitor) }),
});

const createCompetitor = endpoint({
  method: 'POST',
  path: '/competitors',
  access: 'deals.update',
  since: 1,
  summary: 'Add a competitor',
  body: z.object({
    name: requiredText(60),
    strengths: optionalText(1000),
    weaknesses: optionalText(1000),
    note: optionalText(1000),
  }),
  response: competitor,
  status: 201,
  problems: ['already-exists'],
});

const updateCompetitor = endpoint({
  method: 'PATCH',
  path: '/competitors/:id',
  access: 'deals.update',
  since: 1,
  summary: 'Change what is known of a competitor, or switch it off',
  params: idPath,
  body: z.object({
    version,
    name: requiredText(60).optional(),
    strengths: z.string().max(1000).optional(),
    weaknesses: z.string().max(1000).optional(),
    note: z.string().max(1000).optional(),
    active: z.boolean().optional(),
  }),
  response: competitor,
  problems: ['version-conflict', 'already-exists'],
});

export const pipelines = {
  list,
  create,
  update,
  listCompetitors,
  createCompetitor,
  updateCompetitor,
};
