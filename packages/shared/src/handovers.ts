import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  id,
  idParam,
  idPath,
  instant,
  nameRef,
  pageOf,
  pageQuery,
  requiredText,
  several,
  version,
} from './contract/fields.ts';
import { userStates } from './people.ts';
import { splitKeys, splitPlan, splitQuery } from './split.ts';

/** Sorts of what a person has; each module counts its own. */
export const estateSorts = [
  'customers',
  'customersArchived',
  'dealsOpen',
  'dealsEnded',
  'plans',
  'tasks',
  'campaigns',
  'suppliers',
  'contracts',
  'followUpPlans',
  'approvals',
  'deptsHeaded',
  'mentees',
  'assistants',
] as const;
export type EstateSort = (typeof estateSorts)[number];

/**
 * What becomes of it: it is handed over, goes along with a customer, goes to the head above when
 * the account ends, or stays until it is changed in the organisation.
 */
export const estateFates = ['moves', 'follows', 'superior', 'stays'] as const;

const sortCount = z.object({ sort: z.enum(estateSorts), count: z.int() });
export type SortCount = z.output<typeof sortCount>;
const receiverCounts = z.object({ user: nameRef, counts: z.array(sortCount) });
export type ReceiverCounts = z.output<typeof receiverCounts>;

const handing = ['org.manage', 'customers.assign'] as const;

const estate = endpoint({
  method: 'GET',
  path: '/users/:id/estate',
  access: handing,
  since: 1,
  summary: 'What a person has, counted by sort, and by the values it may be split by',
  params: idPath,
  response: z.object({
    user: nameRef.extend({ version, state: z.enum(userStates) }),
    counts: z.array(sortCount.extend({ fate: z.enum(estateFates) })),
    groups: z.array(
      z.object({
        by: z.enum(splitKeys),
        /** Empty: rows without one. */
        value: z.string(),
        customers: z.int(),
        deals: z.int(),
      }),
    ),
    /** Whether the caller may hand it over now, or only together with the end of the account. */
    can: z.object({ handOver: z.boolean(), leave: z.boolean() }),
  }),
});
export type UserEstate = z.output<typeof estate.response>;

const preview = endpoint({
  method: 'GET',
  path: '/users/:id/estate/split',
  access: handing,
  since: 1,
  summary: 'What each receiver would get by a rule; nothing is written',
  params: idPath,
  query: z.object(splitQuery),
  response: z.object({ rows: z.array(receiverCounts) }),
  problems: [
    'field-refused',
    'sees-no-customers',
    'sees-no-deals',
    'writes-no-messages',
    'sees-no-suppliers',
  ],
});

export const handoverStates = ['done', 'reverted'] as const;
export const handover = z.object({
  id,
  user: nameRef,
  state: z.enum(handoverStates),
  by: nameRef.nullable(),
  at: instant,
  note: z.string(),
  rule: splitPlan,
  /** Whether shares of open deals went to the receivers, too. */
  shares: z.boolean(),
  receivers: z.array(receiverCounts),
  /** It can be taken back until then. */
  revertibleUntil: instant,
  revertedBy: nameRef.nullable(),
  revertedAt: instant.nullable(),
  /** Rows that went back, and that were kept because they changed hands since. */
  wentBack: z.int(),
  kept: z.int(),
  can: z.object({ revert: z.boolean() }),
});
export type Handover = z.output<typeof handover>;

const run = endpoint({
  method: 'POST',
  path: '/handovers',
  access: handing,
  since: 1,
  confirm: 'always',
  summary:
    'Hand over everything of a person in one transaction; stages, dates and history stay as they are',
  body: z.object({
    userId: id,
    plan: splitPlan,
    /** As the person saw them; others by now are asked about again. */
    seen: z.array(sortCount),
    shares: z.boolean().default(true),
    note: requiredText(200).optional(),
    /** Ends the account in the same transaction; needs `org.manage`. */
    leave: z.object({ version, leftOn: date.nullable().optional() }).optional(),
  }),
  response: handover,
  status: 201,
  problems: [
    'handover-stale',
    'sees-no-customers',
    'sees-no-deals',
    'writes-no-messages',
    'sees-no-suppliers',
    'grant-not-held',
    'last-owner',
    'state-refused',
    'version-conflict',
  ],
});

const list = endpoint({
  method: 'GET',
  path: '/handovers',
  access: handing,
  since: 1,
  summary: 'Handovers, newest first: all with org.manage, else those of people in reach',
  query: z.object({ ...pageQuery, userId: idParam.optional() }),
  response: pageOf(handover),
});
const get = endpoint({
  method: 'GET',
  path: '/handovers/:id',
  access: handing,
  since: 1,
  summary: 'Report of one handover, and how many of its rows the caller may not read',
  params: idPath,
  response: handover.extend({
    /** Rows counted for the receivers that `/handovers/:id/rows` does not list for the caller. */
    unseen: z.array(sortCount),
  }),
});
export type HandoverReport = z.output<typeof get.response>;

export const handedOutcomes = ['handed', 'back', 'kept'] as const;
const handedRow = z.object({
  kind: z.string(),
  id,
  sort: z.enum(estateSorts),
  name: z.string(),
  to: nameRef,
  outcome: z.enum(handedOutcomes),
  /** Why it was kept: `changed-hands`, or `ended` for what was done or given up since. */
  code: z.string(),
});
export type HandedRow = z.output<typeof handedRow>;
const listRows = endpoint({
  method: 'GET',
  path: '/handovers/:id/rows',
  access: handing,
  since: 1,
  summary: 'Rows of a handover that the caller may read',
  params: idPath,
  query: z.object({
    ...pageQuery,
    toId: idParam.optional(),
    outcome: several(z.enum(handedOutcomes)),
  }),
  response: pageOf(handedRow),
});

const revert = endpoint({
  method: 'POST',
  path: '/handovers/:id/revert',
  access: handing,
  since: 1,
  confirm: 'always',
  summary: 'Take a handover back: every row that did not change hands since',
  params: idPath,
  response: handover,
  problems: ['state-refused', 'handover-over', 'cannot-own', 'grant-not-held'],
});

export const handovers = { estate, preview, run, list, get, listRows, revert };
