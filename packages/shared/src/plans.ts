import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  flagParam,
  id,
  idParam,
  idPath,
  nameRef,
  pageOf,
  pageQuery,
  requiredText,
  several,
  timeOfDay,
  version,
} from './contract/fields.ts';

export const planKinds = ['visit', 'call', 'other'] as const;
export const planStates = ['planned', 'done', 'cancelled'] as const;

/** What somebody means to do with a customer on a day. */
export const plan = z.object({
  id,
  version,
  person: nameRef,
  /** A colleague who goes along. */
  companion: nameRef.nullable(),
  customer: nameRef,
  /** For those who may read it. */
  deal: nameRef.nullable(),
  kind: z.enum(planKinds),
  purpose: z.string(),
  dueOn: date,
  /** Its people are reminded then. */
  dueTime: timeOfDay.nullable(),
  state: z.enum(planStates),
  /** The follow-up that did it. */
  followUpId: id.nullable(),
  /** Who had it on a day that passed without it, before it was handed on: in whose figures it is. */
  missed: z.object({ by: nameRef, on: date }).nullable(),
  /** Whether the reader may change, cancel or do it. */
  own: z.boolean(),
});
export type Plan = z.output<typeof plan>;

const list = endpoint({
  method: 'GET',
  path: '/plans',
  access: 'followUps.read',
  since: 1,
  summary: 'Plans on customers whose follow-ups the caller may read, earliest first',
  query: z.object({
    ...pageQuery,
    /** Business dates, both included. */
    from: date.optional(),
    to: date.optional(),
    personId: several(idParam),
    /** Only of the people in the departments that the caller heads. */
    team: flagParam.optional(),
    customerId: idParam.optional(),
    state: several(z.enum(planStates)),
  }),
  response: pageOf(plan),
});

const create = endpoint({
  method: 'POST',
  path: '/plans',
  access: 'followUps.create',
  since: 1,
  summary: 'Plan something of one’s own with a customer; who goes along is told',
  body: z.object({
    customerId: id,
    dealId: id.nullable().optional(),
    kind: z.enum(planKinds).default('visit'),
    purpose: requiredText(500),
    /** Not before today. */
    dueOn: date,
    dueTime: timeOfDay.nullable().optional(),
    companionId: id.nullable().optional(),
  }),
  response: plan,
  status: 201,
  problems: ['customer-archived'],
});

const update = endpoint({
  method: 'PATCH',
  path: '/plans/:id',
  access: 'followUps.create',
  since: 1,
  summary: 'Change an own plan that is still open',
  params: idPath,
  body: z.object({
    version,
    kind: z.enum(planKinds).optional(),
    purpose: requiredText(500).optional(),
    /** Not before today, unless it is the one that stands there. */
    dueOn: date.optional(),
    dueTime: timeOfDay.nullable().optional(),
  }),
  response: plan,
  problems: ['version-conflict', 'state-refused', 'customer-archived'],
});

const cancel = endpoint({
  method: 'POST',
  path: '/plans/:id/cancel',
  access: 'followUps.create',
  since: 1,
  summary: 'Give up an own plan that is still open',
  params: idPath,
  response: plan,
  problems: ['state-refused', 'customer-archived'],
});

export const plans = { list, create, update, cancel };
