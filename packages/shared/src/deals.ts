import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  done,
  fen,
  flagParam,
  id,
  idParam,
  idPath,
  instant,
  looseText,
  nameRef,
  optionalText,
  pageOf,
  pageQuery,
  patchText,
  requiredText,
  several,
  version,
} from './contract/fields.ts';
import { chance, gateItem } from './pipelines.ts';

/** `void`: it was none, a double or a slip; it counts nowhere. */
export const dealStates = ['open', 'won', 'lost', 'void'] as const;
export const dealOutcomes = ['won', 'lost', 'void'] as const;
export const contactRoles = ['decision', 'use', 'technical', 'purchasing', 'other'] as const;
export const contactAttitudes = ['support', 'neutral', 'against'] as const;
export const influences = ['high', 'medium', 'low'] as const;
export const dealSorts = [
  'expectedOn',
  'amount',
  'createdAt',
  'stageSince',
  'name',
  'closedOn',
] as const;

const amount = fen.min(0).max(Number.MAX_SAFE_INTEGER);
/** Quantity in 1/10,000 of the unit. */
const qtyE4 = z.int().min(1).max(1e13);
/** Unit price in 1/10,000 yuan. */
const priceE4 = z.int().min(0).max(1e13);
/** Part of a whole in basis points; the parts of a deal sum to 10,000. */
const shareBp = z.int().min(1).max(10_000);

export const dealCan = z.object({ update: z.boolean(), assign: z.boolean(), close: z.boolean() });

/** One row of a list or a card of a board. */
export const dealRow = z.object({
  id,
  version,
  name: z.string(),
  state: z.enum(dealStates),
  /** Name only: an owner of a deal need not see the customer itself. Null while there is none. */
  customer: nameRef.nullable(),
  /** Whether the caller may open the customer. */
  customerOpen: z.boolean(),
  owner: nameRef,
  pipelineId: id,
  stage: nameRef,
  /** Of the deal, else of its stage; 100 when won, 0 when lost. */
  chance,
  /** Null: not known yet. */
  amountFen: amount.nullable(),
  expectedOn: date.nullable(),
  closedOn: date.nullable(),
  lostReason: z.string(),
  source: z.string(),
  stageSince: instant,
  createdAt: instant,
  /** Open, and longer in its stage than the stage allows. */
  stuck: z.boolean(),
  can: dealCan,
});
export type DealRow = z.output<typeof dealRow>;

export const dealLine = z.object({
  product: requiredText(120),
  qtyE4,
  priceE4,
});
export const dealShare = z.object({ user: nameRef, shareBp });
export const dealContact = z.object({
  contact: nameRef,
  role: z.enum(contactRoles),
  attitude: z.enum(contactAttitudes),
  influence: z.enum(influences),
});
export const dealCompetitor = z.object({
  competitor: nameRef,
  /** What they offer, as far as it is known. */
  priceFen: amount.nullable(),
  note: z.string(),
});

/** What happened to a deal, newest first. */
export const dealEvent = z.object({
  id,
  kind: z.enum([
    'created',
    'stage',
    'amount',
    'expected',
    'owner',
    'customer',
    'closed',
    'reopened',
  ]),
  at: instant,
  by: nameRef.nullable(),
  /** Names of stages and people, amounts in fen, dates, outcomes; empty where there was none. */
  from: z.string(),
  to: z.string(),
  reason: z.string(),
  /** A stage before the one it stood in. */
  back: z.boolean(),
});
export type DealEvent = z.output<typeof dealEvent>;

/** How long it stood in a stage, and since when it stands where it is. */
export const stageTime = z.object({
  stageId: id,
  name: z.string(),
  since: instant,
  until: instant.nullable(),
});

/** What the next stages ask for, and whether it is there. */
export const gateCheck = z.object({ stageId: id, item: gateItem, met: z.boolean() });

export const deal = dealRow.extend({
  /** Of its own; null takes the stage's. */
  ownChance: chance.nullable(),
  note: z.string(),
  externalNo: z.string(),
  closeNote: z.string(),
  /** Expected date when it was first set. */
  firstExpectedOn: date.nullable(),
  createdBy: nameRef.nullable(),
  lines: z.array(dealLine.extend({ amountFen: amount })),
  shares: z.array(dealShare),
  /** Empty for whoever may not see the contacts of the customer. */
  contacts: z.array(dealContact),
  competitors: z.array(dealCompetitor),
  stageTimes: z.array(stageTime),
  gates: z.array(gateCheck),
  events: z.array(dealEvent),
});
export type Deal = z.output<typeof deal>;

export const dealFilter = z.object({
  /** Beginning of its name, or words of its customer. */
  q: patchText(100),
  state: several(z.enum(dealStates)),
  pipelineId: idParam.optional(),
  stageId: several(idParam),
  ownerId: several(idParam),
  /** Owners in these departments and all below. */
  deptId: several(idParam),
  customerId: idParam.optional(),
  source: several(looseText(60)),
  /** Chance grade that the customer had when it ended; empty for none. */
  grade: several(looseText(1)),
  /** Why it ended. */
  reason: several(looseText(60)),
  /** Met in it. */
  competitorId: idParam.optional(),
  expectedFrom: date.optional(),
  expectedTo: date.optional(),
  closedFrom: date.optional(),
  closedTo: date.optional(),
  /** Longer in its stage than the stage allows. */
  stuck: flagParam.optional(),
  /** Open, and the expected date has passed. */
  late: flagParam.optional(),
  /** `mine`: my own; `team`: all I may see. */
  view: z.enum(['mine', 'team']).optional(),
});
export type DealFilter = z.output<typeof dealFilter>;

const list = endpoint({
  method: 'GET',
  path: '/deals',
  access: 'deals.read',
  since: 1,
  summary: 'Deals the caller may see',
  query: dealFilter.extend({
    ...pageQuery,
    sort: z.enum(dealSorts).default('expectedOn'),
    dir: z.enum(['asc', 'desc']).default('asc'),
    count: flagParam.optional(),
  }),
  response: pageOf(dealRow).extend({
    /** Sum of what is known of all of them, where it is counted; null where it is not asked for. */
    amountFen: amount.nullable(),
  }),
});

const board = endpoint({
  method: 'GET',
  path: '/deals/board',
  access: 'deals.read',
  since: 1,
  summary: 'Open deals of a pipeline by stage: the first of each, how many, and what they bring',
  query: z.object({
    pipelineId: idParam,
    q: patchText(100),
    ownerId: several(idParam),
    deptId: several(idParam),
    view: z.enum(['mine', 'team']).optional(),
    /** Cards of each stage. */
    limit: z.coerce.number().int().min(1).max(100).default(30),
  }),
  response: z.object({
    columns: z.array(
      z.object({
        stageId: id,
        count: z.int(),
        amountFen: amount,
        /** Amounts by their chance, rounded to fen. */
        weightedFen: amount,
        rows: z.array(dealRow),
      }),
    ),
  }),
});

const get = endpoint({
  method: 'GET',
  path: '/deals/:id',
  access: 'deals.read',
  since: 1,
  summary: 'One deal with everything its page shows',
  params: idPath,
  response: deal,
});

const dealFields = {
  customerId: id.nullable().optional(),
  amountFen: amount.nullable().optional(),
  chance: chance.nullable().optional(),
  expectedOn: date.nullable().optional(),
  source: patchText(60),
  note: patchText(2000),
  lines: z.array(dealLine).max(200).optional(),
  /** Must sum to 10,000; absent in a new one: all of it is the owner's. */
  shares: z
    .array(z.object({ userId: id, shareBp }))
    .max(20)
    .optional(),
  contacts: z
    .array(
      z.object({
        contactId: id,
        role: z.enum(contactRoles),
        attitude: z.enum(contactAttitudes).default('neutral'),
        influence: z.enum(influences).default('medium'),
      }),
    )
    .max(50)
    .optional(),
  competitors: z
    .array(z.object({ competitorId: id, priceFen: amount.nullable(), note: optionalText(500) }))
    .max(20)
    .optional(),
};

const create = endpoint({
  method: 'POST',
  path: '/deals',
  access: 'deals.create',
  since: 1,
  summary: 'Open a deal; it stands in the first stage of its pipeline unless said',
  body: z.object({
    name: requiredText(120),
    ...dealFields,
    pipelineId: id,
    stageId: id.optional(),
    /** Absent: the caller. */
    ownerId: id.optional(),
  }),
  response: deal,
  status: 201,
  problems: ['customer-archived', 'gate-not-passed', 'sees-no-deals'],
});

const update = endpoint({
  method: 'PATCH',
  path: '/deals/:id',
  access: 'deals.update',
  since: 1,
  summary: 'Change a deal: absent is unchanged, null clears; lists are given whole',
  params: idPath,
  body: z.object({ version, name: requiredText(120).optional(), ...dealFields }),
  response: deal,
  problems: ['version-conflict', 'deal-closed', 'customer-archived'],
});

const move = endpoint({
  method: 'POST',
  path: '/deals/:id/stage',
  access: 'deals.update',
  since: 1,
  summary: 'Move to another stage of its pipeline; forward through the gates, back with a reason',
  params: idPath,
  body: z.object({ version, stageId: id, reason: optionalText(200) }),
  response: deal,
  problems: ['version-conflict', 'deal-closed', 'gate-not-passed', 'reason-needed'],
});

const check = endpoint({
  method: 'POST',
  path: '/deals/:id/checks',
  access: 'deals.update',
  since: 1,
  summary: 'Tick a check of a gate, or take it back',
  params: idPath,
  body: z.object({ version, checkId: id, on: z.boolean() }),
  response: deal,
  problems: ['version-conflict', 'deal-closed'],
});

const close = endpoint({
  method: 'POST',
  path: '/deals/:id/close',
  access: 'deals.update',
  since: 1,
  summary: 'End a deal: won needs a customer, an amount and a date; lost and void a reason',
  params: idPath,
  body: z.object({
    version,
    outcome: z.enum(dealOutcomes),
    /** Not after today; absent: today. */
    closedOn: date.optional(),
    amountFen: amount.optional(),
    reason: optionalText(60),
    note: optionalText(500),
  }),
  response: deal,
  problems: ['version-conflict', 'deal-closed', 'deal-incomplete', 'reason-needed'],
});

const reopen = endpoint({
  method: 'POST',
  path: '/deals/:id/reopen',
  access: 'deals.update',
  since: 1,
  summary: 'Go on with an ended deal where it stood; the reason is kept',
  params: idPath,
  body: z.object({ version, reason: requiredText(200) }),
  response: deal,
  problems: ['version-conflict', 'deal-open'],
});

const assign = endpoint({
  method: 'POST',
  path: '/deals/:id/assign',
  access: 'deals.assign',
  since: 1,
  summary: 'Give to another owner; stage, history and the shares of an ended deal stay',
  params: idPath,
  body: z.object({ version, ownerId: id, note: optionalText(200) }),
  response: done,
  problems: ['version-conflict', 'sees-no-deals'],
});

/** By what ended deals are told apart. */
export const outcomeKeys = ['owner', 'source', 'grade', 'month', 'reason'] as const;

const outcomes = endpoint({
  method: 'GET',
  path: '/deals/outcomes',
  access: 'deals.read',
  since: 1,
  summary: 'Won and lost deals of a period by person, source, grade, month or reason (S29)',
  query: z.object({
    by: z.enum(outcomeKeys).default('owner'),
    /** Business dates on which they ended, both included. */
    from: date.optional(),
    to: date.optional(),
    pipelineId: idParam.optional(),
    ownerId: several(idParam),
    deptId: several(idParam),
  }),
  response: z.object({
    rows: z.array(
      z.object({
        /** Of a person, else the text itself: a month is `YYYY-MM`. */
        key: z.string(),
        name: z.string(),
        won: z.int(),
        lost: z.int(),
        wonFen: amount,
        /** Won of all that ended, in basis points; null where none did. */
        rateBp: z.int().nullable(),
      }),
    ),
  }),
});

const stageTimes = endpoint({
  method: 'GET',
  path: '/deals/stage-times',
  access: 'deals.read',
  since: 1,
  summary: 'How long deals stand in each stage of a pipeline, and how many are stuck there (S28)',
  query: z.object({ pipelineId: idParam, ownerId: several(idParam), deptId: several(idParam) }),
  response: z.object({
    rows: z.array(
      z.object({
        stage: nameRef,
        /** Open deals in it now, and those that stand there longer than it allows. */
        open: z.int(),
        stuck: z.int(),
        /** Stays that ended, and the days of their median; null where none did. */
        left: z.int(),
        medianDays: z.number().nullable(),
      }),
    ),
  }),
});

export const deals = {
  list,
  board,
  outcomes,
  stageTimes,
  get,
  create,
  update,
  move,
  check,
  close,
  reopen,
  assign,
};
