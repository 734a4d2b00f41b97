import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { id, idPath, requiredText, version } from './contract/fields.ts';
import { chanceGrades } from './customers.ts';
import type { SplitPlan } from './split.ts';

/**
 * What makes a customer drop: `lastFollowUp`, so many days since somebody talked to it or since it
 * came to its owner; `noDeal`, so many days with its owner and never a deal; `contractEnd`, so many
 * days since its last contract ended and no other one followed.
 */
export const dropCauses = ['lastFollowUp', 'noDeal', 'contractEnd'] as const;
export type DropCause = (typeof dropCauses)[number];

export const gradesOrNone = [...chanceGrades, 'none'] as const;
export type GradeOrNone = (typeof gradesOrNone)[number];

/**
 * Why a customer changed hands, as the rule read at that moment: the pool that it fell into or was
 * claimed from, what made it drop, by what rows were split among several colleagues.
 */
export interface PassedBy {
  pool?: string;
  cause?: DropCause;
  /** Separated by commas. */
  grades?: string;
  days?: number;
  /** Whether these are working days. */
  workdays?: boolean;
  split?: SplitPlan['by'];
}

const ruleFields = {
  cause: z.enum(dropCauses),
  /** Chance grades it is about; `none`: customers without one. */
  grades: z.array(z.enum(gradesOrNone)).min(1),
  days: z.int().min(1).max(3650),
  /** So many days before it the owner is warned; less than `days`. */
  warnDays: z.int().min(0).max(60),
  /** Not while a deal with the customer is open. */
  sparesOpenDeals: z.boolean(),
  active: z.boolean(),
};
export const poolRule = z.object({ id, ...ruleFields });
export type PoolRule = z.output<typeof poolRule>;
/** Absent `id`: a new rule. */
export const ruleInput = z.object({ id: id.optional(), ...ruleFields });
export type RuleInput = z.output<typeof ruleInput>;

const cap = z.int().min(1).max(100_000).nullable();

export const pool = z.object({
  id,
  version,
  name: z.string(),
  active: z.boolean(),
  /** Departments, with all below, whose customers fall into it and who claim; none: everybody. */
  deptIds: z.array(id),
  /** Days for which the last owner may not claim. */
  coolDownDays: z.int(),
  /** Per person and business date; null: no limit. */
  claimsPerDay: z.int().nullable(),
  /** Customers a person may hold and still claim. */
  holdCap: z.int().nullable(),
  /** Pages of pool customers a person may open on one business date. */
  viewsPerDay: z.int().nullable(),
  /** Days are working days. */
  workdays: z.boolean(),
  rules: z.array(poolRule),
});
export type Pool = z.output<typeof pool>;

const fields = {
  deptIds: z.array(id).max(100),
  coolDownDays: z.int().min(0).max(365),
  claimsPerDay: cap,
  holdCap: cap,
  viewsPerDay: cap,
  workdays: z.boolean(),
  rules: z.array(ruleInput).max(20),
};

const list = endpoint({
  method: 'GET',
  path: '/pools',
  access: ['pool.read', 'system.settings'],
  since: 1,
  summary: 'Public pools with their limits and rules, those switched off among them',
  response: z.object({ rows: z.array(pool) }),
});

const create = endpoint({
  method: 'POST',
  path: '/pools',
  access: 'system.settings',
  since: 1,
  summary: 'Add a pool',
  body: z.object({
    name: requiredText(30),
    active: z.boolean().default(true),
    deptIds: fields.deptIds.default([]),
    coolDownDays: fields.coolDownDays.default(0),
    claimsPerDay: fields.claimsPerDay.default(null),
    holdCap: fields.holdCap.default(null),
    viewsPerDay: fields.viewsPerDay.default(null),
    workdays: fields.workdays.default(false),
    rules: fields.rules.default([]),
  }),
  response: pool,
  status: 201,
  problems: ['already-exists'],
});

const update = endpoint({
  method: 'PATCH',
  path: '/pools/:id',
  access: 'system.settings',
  since: 1,
  summary: 'Change a pool; `rules` names all of them. One pool for everybody stays',
  params: idPath,
  body: z.object({
    version,
    name: requiredText(30).optional(),
    active: z.boolean().optional(),
    deptIds: fields.deptIds.optional(),
    coolDownDays: fields.coolDownDays.optional(),
    claimsPerDay: fields.claimsPerDay.optional(),
    holdCap: fields.holdCap.optional(),
    viewsPerDay: fields.viewsPerDay.optional(),
    workdays: fields.workdays.optional(),
    rules: fields.rules.optional(),
  }),
  response: pool,
  problems: ['version-conflict', 'already-exists'],
});

export const pools = { list, create, update };
