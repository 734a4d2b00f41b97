import { chanceGrades, customerSorts, customerStages } from '@xinhang/shared/customers.ts';
import { valueGrades } from '@xinhang/shared/value-grades.ts';
import { z } from 'zod';

const date = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .optional()
  .catch(undefined);
const ids = z.array(z.int().positive()).optional().catch(undefined);
const words = z.array(z.string()).optional().catch(undefined);

/** Filters of the list as they stand in the address; what is not understood is left out. */
export const customerListSearch = z.object({
  q: z.coerce.string().min(1).max(100).optional().catch(undefined),
  view: z.enum(['mine', 'team', 'all', 'pool']).optional().catch(undefined),
  stage: z.array(z.enum(customerStages)).optional().catch(undefined),
  chanceGrade: z.array(z.enum(chanceGrades)).optional().catch(undefined),
  valueGrade: z.array(z.enum(valueGrades)).optional().catch(undefined),
  ownerId: ids,
  deptId: ids,
  tagId: ids,
  registeredById: ids,
  createdFrom: date,
  createdTo: date,
  industry: words,
  region: words,
  source: words,
  nextFollowFrom: date,
  nextFollowTo: date,
  idleDays: z.int().min(1).optional().catch(undefined),
  overdue: z.literal(true).optional().catch(undefined),
  archived: z.boolean().optional().catch(undefined),
  sort: z.enum(customerSorts).optional().catch(undefined),
  dir: z.enum(['asc', 'desc']).optional().catch(undefined),
  /** The form for a new customer stands over the list. */
  new: z.literal(true).optional().catch(undefined),
});
export type CustomerListSearch = z.output<typeof customerListSearch>;

const arrangement = new Set(['view', 'sort', 'dir', 'new']);

/** How many filters narrow the list, beside whose rows it shows. */
export function filterCount(search: CustomerListSearch): number {
  return Object.entries(search).filter(
    ([key, value]) => value !== undefined && !arrangement.has(key),
  ).length;
}

/** Without what says nothing, so that the address stays short. */
export function tidy(search: CustomerListSearch): CustomerListSearch {
  return Object.fromEntries(
    Object.entries(search).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  );
}
