import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  done,
  flagParam,
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
import { dropCauses } from './pools.ts';

/** Why somebody may not claim a customer, in the order in which it is looked at. */
export const claimRefusals = [
  'pool-not-yours',
  'claim-cooling',
  'claims-used',
  'holding-full',
] as const;

const claim = endpoint({
  method: 'POST',
  path: '/customers/:id/claim',
  access: 'pool.read',
  since: 1,
  summary: 'Take a customer out of the pool; of several at once one gets it, the others learn who',
  params: idPath,
  response: done,
  problems: [...claimRefusals, 'already-claimed', 'customer-archived'],
});

const giveBack = endpoint({
  method: 'POST',
  path: '/customers/:id/give-back',
  access: 'customers.update',
  since: 1,
  summary: 'Give an own customer back to the pool, with a reason',
  params: idPath,
  body: z.object({ version, reason: requiredText(200) }),
  response: done,
  problems: ['version-conflict', 'customer-archived', 'customer-locked'],
});

const setLock = endpoint({
  method: 'PUT',
  path: '/customers/:id/lock',
  access: 'customers.assign',
  since: 1,
  summary: 'Keep a customer from dropping into the pool, or take the lock off with null',
  params: idPath,
  body: z.object({
    version,
    lock: z
      .object({
        reason: requiredText(200),
        /** Last date of the lock; null until it is taken off. */
        untilOn: date.nullable(),
      })
      .nullable(),
  }),
  response: done,
  problems: ['version-conflict', 'customer-archived'],
});

const drop = z.object({
  /** In the first hours of this date it drops, unless something is done. */
  on: date,
  /** From this date on the owner is warned. */
  warnOn: date,
  cause: z.enum(dropCauses),
  days: z.int(),
  /** `days` are working days. */
  workdays: z.boolean(),
});
export type DropForecast = z.output<typeof drop>;

const standing = endpoint({
  method: 'GET',
  path: '/customers/:id/standing',
  access: 'customers.read',
  since: 1,
  summary: 'How a customer stands towards the pool: when it drops, its lock, whether one may claim',
  params: idPath,
  response: z.object({
    /** The pool it lies in. */
    pool: nameRef.nullable(),
    lock: z
      .object({
        reason: z.string(),
        untilOn: date.nullable(),
        by: nameRef,
        at: instant,
      })
      .nullable(),
    /** When it drops as things are; null where no rule holds. */
    drop: drop.nullable(),
    /** Of a customer in the pool: why the caller may not claim it; null where he may. */
    claimRefusal: z
      .object({
        code: z.enum([...claimRefusals, 'forbidden']),
        params: z.record(z.string(), z.union([z.string(), z.number()])),
      })
      .nullable(),
  }),
  problems: ['pool-views-used'],
});

export const forecastRow = z.object({
  customer: nameRef,
  chanceGrade: z.string().nullable(),
  owner: nameRef,
  pool: nameRef,
  lastFollowAt: instant.nullable(),
  drop,
});
export type ForecastRow = z.output<typeof forecastRow>;

/** How far ahead the forecast looks beyond the warning days of each rule. */
export const FORECAST_DAYS = 7;

const forecast = endpoint({
  method: 'GET',
  path: '/pool-forecast',
  access: 'customers.read',
  since: 1,
  summary: 'Dry run: which customers of the caller’s reach drop by when, by which rule',
  query: z.object({
    ...pageQuery,
    /** Drops on this date or before; absent: every one that is known. */
    until: date.optional(),
    ownerId: several(idParam),
    ruleId: several(idParam),
    /** Only of the people in the departments that the caller heads. */
    team: flagParam.optional(),
    /** Own customers alone. */
    mine: flagParam.optional(),
    count: flagParam.optional(),
  }),
  response: pageOf(forecastRow),
});

export const poolWork = { claim, giveBack, setLock, standing, forecast };
