import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  flagParam,
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
import { gradesOrNone } from './pools.ts';

/**
 * What is watched: a customer or an open deal without activity for some days, a deal whose stage
 * was moved back, one whose expected date was moved later, one whose date passed without an end, one
 * in which a competitor came up, went, or changed the price.
 */
export const alertKinds = [
  'customerIdle',
  'dealIdle',
  'dealBack',
  'dealSlipped',
  'dealOverdue',
  'dealRival',
] as const;
export type AlertKind = (typeof alertKinds)[number];
/** `handled`: by somebody, with words; `resolved`: its cause is gone. */
export const alertStates = ['open', 'handled', 'resolved'] as const;

const days = z.int().min(1).max(365);
const ruleFields = {
  /** Chance grades it is about; of customers without activity alone. */
  grades: z.array(z.enum(gradesOrNone)).max(20),
  /** Stages it is about, none for all; of deals without activity alone. */
  stageIds: z.array(id).max(100),
  /** Days without activity, moved later, or past the date; of no meaning where a stage moved back. */
  days,
  /** So often moved later is enough, however few days; null: days alone. */
  times: z.int().min(1).max(50).nullable(),
  /** Days are working days. */
  workdays: z.boolean(),
  /** Days after which an open one goes to the head; null never. */
  headDays: days.nullable(),
  /** Days after that until it goes to the head above; null never. */
  aboveDays: days.nullable(),
  active: z.boolean(),
};

/** What makes an alert for people of a department, with all below; nearer rules of a kind go first. */
export const alertRule = z.object({
  id,
  version,
  /** Null: the whole company. */
  dept: nameRef.nullable(),
  kind: z.enum(alertKinds),
  ...ruleFields,
});
export type AlertRule = z.output<typeof alertRule>;

const listRules = endpoint({
  method: 'GET',
  path: '/alert-rules',
  access: 'system.settings',
  since: 1,
  summary: 'Rules of alerts, those switched off among them',
  response: z.object({ rows: z.array(alertRule) }),
});

const createRule = endpoint({
  method: 'POST',
  path: '/alert-rules',
  access: 'system.settings',
  since: 1,
  summary: 'Add a rule for a department, or the company',
  body: z.object({
    deptId: id.nullable(),
    kind: z.enum(alertKinds),
    grades: ruleFields.grades.default([]),
    stageIds: ruleFields.stageIds.default([]),
    days: ruleFields.days,
    times: ruleFields.times.default(null),
    workdays: ruleFields.workdays.default(true),
    headDays: ruleFields.headDays.default(3),
    aboveDays: ruleFields.aboveDays.default(3),
    active: ruleFields.active.default(true),
  }),
  response: alertRule,
  status: 201,
});

const updateRule = endpoint({
  method: 'PATCH',
  path: '/alert-rules/:id',
  access: 'system.settings',
  since: 1,
  summary: 'Change a rule or switch it off; what it opened is resolved in the night then',
  params: idPath,
  body: z.object({
    version,
    grades: ruleFields.grades.optional(),
    stageIds: ruleFields.stageIds.optional(),
    days: ruleFields.days.optional(),
    times: ruleFields.times.optional(),
    workdays: ruleFields.workdays.optional(),
    headDays: ruleFields.headDays.optional(),
    aboveDays: ruleFields.aboveDays.optional(),
    active: ruleFields.active.optional(),
  }),
  response: alertRule,
  problems: ['version-conflict'],
});

/** To whom it went, and when. */
const step = z.object({ person: nameRef, on: date });

export const alertRow = z.object({
  id,
  version,
  kind: z.enum(alertKinds),
  /** What it is about: one of the two. */
  customer: nameRef.nullable(),
  deal: nameRef.nullable(),
  /** Whoever is responsible now. */
  owner: nameRef,
  state: z.enum(alertStates),
  openedOn: date,
  /** Days without activity, moved later or past the date on the day it was opened. */
  days: z.int(),
  /** The head, then the head above. */
  chain: z.array(step),
  /** When it goes on, unless somebody acts; null where it does not. */
  nextOn: date.nullable(),
  handledBy: nameRef.nullable(),
  closedAt: instant.nullable(),
  note: z.string(),
  /** Whether it waits for the reader: as owner, or as one to whom it went. */
  mine: z.boolean(),
});
export type AlertRow = z.output<typeof alertRow>;

const list = endpoint({
  method: 'GET',
  path: '/alerts',
  access: ['followUps.read', 'deals.read'],
  since: 1,
  summary: 'Alerts about customers and deals that the caller reads, newest first',
  query: z.object({
    ...pageQuery,
    /** Those that wait for the caller, or all of people in reach. */
    whose: z.enum(['mine', 'team', 'all']).default('mine'),
    /** Handled or resolved ones instead of the open ones. */
    closed: flagParam.optional(),
    kind: several(z.enum(alertKinds)),
    ownerId: idParam.optional(),
    customerId: idParam.optional(),
    dealId: idParam.optional(),
    /** Only what went to a head. */
    escalated: flagParam.optional(),
    count: flagParam.optional(),
  }),
  response: pageOf(alertRow),
});

const handle = endpoint({
  method: 'POST',
  path: '/alerts/:id/handle',
  access: ['followUps.read', 'deals.read'],
  since: 1,
  summary: 'Say what was done about an open alert: its owner, or to whom it went',
  params: idPath,
  body: z.object({ note: requiredText(500) }),
  response: alertRow,
  problems: ['state-refused'],
});

export const alerts = { listRules, createRule, updateRule, list, handle };
