import { z } from 'zod';
import { salesModels } from './company.ts';
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
  requiredText,
  several,
  version,
} from './contract/fields.ts';
import { chanceGrades } from './customers.ts';
import { valueGrades } from './value-grades.ts';

export const careKinds = ['call', 'visit', 'greeting', 'gift'] as const;
/** What makes care due: so many days since the last, a day of every year, the end of a contract. */
export const careTriggers = [
  'interval',
  'birthday',
  'festival',
  'firstDeal',
  'contractEnd',
] as const;
export const careStates = ['open', 'done', 'skipped'] as const;

const shape = {
  name: requiredText(60),
  kind: z.enum(careKinds),
  /** What is to be done, in words. */
  what: requiredText(300),
  trigger: z.enum(careTriggers),
  /** Days since the last care by this plan; of `interval` alone, which it chooses where it is changed. */
  everyDays: z.int().min(1).max(730).nullable(),
  /** Name of a festival of the settings; of `festival` alone, which it chooses where it is changed. */
  festival: requiredText(20).nullable(),
  /** Days before the day on which it appears. */
  leadDays: z.int().min(0).max(60),
  /** Customers with one of these grades; empty: any. */
  grades: z.array(z.enum(chanceGrades)).max(chanceGrades.length),
  /** Customers worth one of these grades; empty: any. */
  valueGrades: z.array(z.enum(valueGrades)).max(valueGrades.length),
  /** Customers of one of these sales models; empty: any. */
  models: z.array(z.enum(salesModels)).max(salesModels.length),
  /** Customers with one of these tags; empty: any. */
  tagIds: z.array(id).max(20),
};

/** A rule of care for customers that somebody owns. */
export const carePlan = z.object({ id, version, ...shape, active: z.boolean() });
export type CarePlan = z.output<typeof carePlan>;

const listPlans = endpoint({
  method: 'GET',
  path: '/care-plans',
  access: 'followUps.read',
  since: 1,
  summary: 'Rules of care: what is done for which customers, and when',
  response: z.object({ rows: z.array(carePlan) }),
});

const createPlan = endpoint({
  method: 'POST',
  path: '/care-plans',
  access: 'care.manage',
  since: 1,
  summary: 'Add a rule of care; the next night puts what it asks on the desks of the owners',
  body: z.object({
    ...shape,
    everyDays: shape.everyDays.default(null),
    festival: shape.festival.default(null),
    leadDays: shape.leadDays.default(3),
    grades: shape.grades.default([]),
    valueGrades: shape.valueGrades.default([]),
    models: shape.models.default([]),
    tagIds: shape.tagIds.default([]),
  }),
  response: carePlan,
  status: 201,
});

const updatePlan = endpoint({
  method: 'PATCH',
  path: '/care-plans/:id',
  access: 'care.manage',
  since: 1,
  summary: 'Change a rule of care or switch it off; what it asked and nobody did is given up then',
  params: idPath,
  body: z.object({
    version,
    name: shape.name.optional(),
    kind: shape.kind.optional(),
    what: shape.what.optional(),
    trigger: shape.trigger.optional(),
    everyDays: shape.everyDays.optional(),
    festival: shape.festival.optional(),
    leadDays: shape.leadDays.optional(),
    grades: shape.grades.optional(),
    valueGrades: shape.valueGrades.optional(),
    models: shape.models.optional(),
    tagIds: shape.tagIds.optional(),
    active: z.boolean().optional(),
  }),
  response: carePlan,
  problems: ['version-conflict'],
});

/** One thing to do for one customer; it is the work of whoever owns the customer. */
export const careItem = z.object({
  id,
  version,
  plan: nameRef,
  kind: z.enum(careKinds),
  what: z.string(),
  trigger: z.enum(careTriggers),
  festival: z.string().nullable(),
  customer: nameRef,
  owner: nameRef.nullable(),
  /** Whose birthday it is. */
  contact: nameRef.nullable(),
  dueOn: date,
  state: z.enum(careStates),
  /** The follow-up that did it. */
  followUpId: id.nullable(),
  closedBy: nameRef.nullable(),
  closedAt: instant.nullable(),
  /** What was done, or why it was skipped. */
  note: z.string(),
  /** Whether the reader may do or skip it. */
  mayAct: z.boolean(),
});
export type CareItem = z.output<typeof careItem>;

const listItems = endpoint({
  method: 'GET',
  path: '/care-items',
  access: 'followUps.read',
  since: 1,
  summary: 'Care of customers whose follow-ups the caller may read, the one due first at the top',
  query: z.object({
    ...pageQuery,
    ownerId: several(idParam),
    /** Only of the people in the departments that the caller heads. */
    team: flagParam.optional(),
    kind: several(z.enum(careKinds)),
    customerId: idParam.optional(),
    /** Those that are done or skipped, instead of the open ones. */
    closed: flagParam.optional(),
    /** Due before today and open. */
    overdue: flagParam.optional(),
    count: flagParam.optional(),
  }),
  response: pageOf(careItem),
});

const doItem = endpoint({
  method: 'POST',
  path: '/care-items/:id/done',
  access: 'followUps.create',
  since: 1,
  summary: 'It is done without a talk to log; with one, the follow-up names it instead',
  params: idPath,
  body: z.object({ note: optionalText(500) }),
  response: careItem,
  problems: ['state-refused'],
});

const skipItem = endpoint({
  method: 'POST',
  path: '/care-items/:id/skip',
  access: 'followUps.create',
  since: 1,
  summary: 'It is left out this time, for a reason',
  params: idPath,
  body: z.object({ reason: requiredText(500) }),
  response: careItem,
  problems: ['state-refused'],
});

export const carePlans = { list: listPlans, create: createPlan, update: updatePlan };
export const careItems = { list: listItems, done: doItem, skip: skipItem };
