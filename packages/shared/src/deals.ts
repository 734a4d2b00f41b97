import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  fen,
  flagParam,
  id,
  idParam,
  idPath,
  instant,
  looseText,
  nameRef,
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

/** Fen; never below nothing. */
export const amount = fen.min(0).max(Number.MAX_SAFE_INTEGER);
/** Quantity in 1/10,000 of the unit. */
const qtyE4 = z.int().min(1).max(1e13);
/** Unit price in 1/10,000 yuan. */
const priceE4 = z.int().min(0).max(1e13);
/** Part of a whole in basis points; the parts of a deal sum to 10,000. */
export const shareBp = z.int().min(1).max(10_000);

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
  /** A move into a stage that waits for an approval; it goes on where it stands until then. */
  waiting: z
    .object({
      stage: nameRef,
      since: instant,
      /** Null where the caller may not open it. */
      approvalId: id.nullable(),
    })
    .nullable(),
  can: dealCan,
});
export type DealRow = z.output<typeof dealRow>;

export const dealLine = z.object({
  /** What it is called: free words, or the name of the product. */
  product: requiredText(120),
  /** The product of the company, and the unit in which it is counted (else the base unit). */
  productId: id.nullable().default(null),
  unitId: id.nullable().default(null),
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
    /** A move was asked for, and refused: `from` says whether it was rejected or withdrawn. */
    'asked',
    'refused',
    'amount',
    'expected',
    'owner',
    'customer',
    /** Competitors of the deal changed: their names before and after. */
    'competitor',
    /** Whose result it is changed: names with percentages, before and after. */
    'shares',
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
  lines: z.array(dealLine.extend({ amountFen: amount, unit: z.string() })),
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
  /** Open, and waiting for an approval. */
  waiting: flagParam.optional(),
  /** `mine`: my own; `team`: all I may see. */
  view: z.enum(['mine', 'team', 'all']).optional(),
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

const get = endpoint({
  method: 'GET',
  path: '/deals/:id',
  access: 'deals.read',
  since: 1,
  summary: 'One deal with everything its page shows',
  params: idPath,
  response: deal,
});

export const deals = { list, get };
