import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  done,
  id,
  idParam,
  idPath,
  instant,
  looseText,
  nameRef,
  requiredText,
  version,
} from './contract/fields.ts';
import { chanceGrades } from './customers.ts';
import { achieved, achievementSpans, goods, targetMetrics } from './performance.ts';
import { taskStates } from './tasks.ts';

/** `locked`: approved, and read by the department; begun anew it is a draft until it is approved. */
export const salesPlanStates = ['draft', 'submitted', 'locked'] as const;

/** Which customers the strategy aims at: those that have one of the values of each list. */
const segmentFields = {
  name: requiredText(60),
  /** Empty: any. */
  industries: z.array(looseText(60)).max(30),
  regions: z.array(looseText(60)).max(30),
  grades: z.array(z.enum(chanceGrades)).max(chanceGrades.length),
};
export const segment = z.object(segmentFields);
export type Segment = z.output<typeof segment>;

const row = {
  id,
  version,
  dept: nameRef,
  span: z.enum(achievementSpans),
  /** Business dates, both included. */
  from: date,
  to: date,
  state: z.enum(salesPlanStates),
  madeBy: nameRef,
  madeAt: instant,
  lockedAt: instant.nullable(),
  /** Null where nobody had to approve it. */
  lockedBy: nameRef.nullable(),
};
export const salesPlanRow = z.object(row);
export type SalesPlanRow = z.output<typeof salesPlanRow>;

export const salesPlan = z.object({
  ...row,
  strategy: z.string(),
  segments: z.array(
    z.object({
      ...segmentFields,
      /** Customers in it now that the caller may open, capped; null for who may open none. */
      customers: z.int().nullable(),
    }),
  ),
  /** Instructions that were given for it, the one due first at the top. */
  actions: z.array(
    z.object({
      id,
      to: nameRef,
      text: z.string(),
      dueOn: date.nullable(),
      state: z.enum(taskStates),
      /** What was said when it was done; empty but for who gave and who did it. */
      note: z.string(),
    }),
  ),
  can: z.object({
    update: z.boolean(),
    submit: z.boolean(),
    reopen: z.boolean(),
    act: z.boolean(),
  }),
});
export type SalesPlan = z.output<typeof salesPlan>;

const list = endpoint({
  method: 'GET',
  path: '/sales-plans',
  access: 'performance.read',
  since: 1,
  summary: 'Sales plans of a year: of departments one may open, and those that hold above oneself',
  query: z.object({
    year: z.coerce.number().int().min(2000).max(2999).optional(),
    deptId: idParam.optional(),
  }),
  response: z.object({
    rows: z.array(salesPlanRow),
    /** Departments for which the caller may make one. */
    depts: z.array(nameRef),
  }),
});
const get = endpoint({
  method: 'GET',
  path: '/sales-plans/:id',
  access: 'performance.read',
  since: 1,
  summary: 'One sales plan: strategy, segments with their customers, actions',
  params: idPath,
  response: salesPlan,
});
const figures = endpoint({
  method: 'GET',
  path: '/sales-plans/:id/figures',
  access: 'performance.read',
  since: 1,
  summary:
    'What the department of a plan is to reach in its period and what it reached, by every measure ' +
    'of which a target holds; nothing for who may not open its results',
  params: idPath,
  response: z.object({
    workdays: z.object({ gone: z.int(), all: z.int() }),
    rows: z.array(achieved.extend({ metric: z.enum(targetMetrics), goods: goods.nullable() })),
  }),
});
const create = endpoint({
  method: 'POST',
  path: '/sales-plans',
  access: 'targets.update',
  since: 1,
  summary: 'Begin the plan of a department for a month, a quarter or a year; one each',
  body: z.object({
    deptId: id,
    span: z.enum(achievementSpans),
    /** A business date inside the period. */
    on: date,
  }),
  response: salesPlan,
  status: 201,
  problems: ['not-found', 'already-exists'],
});
const save = endpoint({
  method: 'PUT',
  path: '/sales-plans/:id',
  access: 'targets.update',
  since: 1,
  summary: 'Write the strategy and the segments of a draft',
  params: idPath,
  body: z.object({
    version,
    strategy: looseText(10_000),
    segments: z.array(segment).max(20),
  }),
  response: salesPlan,
  problems: ['version-conflict', 'state-refused'],
});
const submit = endpoint({
  method: 'POST',
  path: '/sales-plans/:id/submit',
  access: 'targets.update',
  since: 1,
  summary: 'Ask for approval; it holds at once where nobody has to decide',
  params: idPath,
  body: z.object({ version }),
  response: salesPlan,
  problems: ['version-conflict', 'state-refused'],
});
const reopen = endpoint({
  method: 'POST',
  path: '/sales-plans/:id/reopen',
  access: 'targets.update',
  since: 1,
  summary: 'Make a plan that holds a draft again, to be approved anew',
  params: idPath,
  body: z.object({ version }),
  response: salesPlan,
  problems: ['version-conflict', 'state-refused'],
});
const discard = endpoint({
  method: 'POST',
  path: '/sales-plans/:id/discard',
  access: 'targets.update',
  since: 1,
  summary: 'Throw away a draft for which nothing was given to do',
  params: idPath,
  body: z.object({ version }),
  response: done,
  problems: ['version-conflict', 'state-refused'],
});
const act = endpoint({
  method: 'POST',
  path: '/sales-plans/:id/actions',
  access: 'tasks.create',
  since: 1,
  summary: 'Give somebody an action of the plan, as an instruction',
  params: idPath,
  body: z.object({ toId: id, text: requiredText(2000), dueOn: date.nullable() }),
  response: salesPlan,
  status: 201,
  problems: ['forbidden'],
});

export const salesPlans = { list, get, figures, create, save, submit, reopen, discard, act };
