import { dealSorts, dealStates } from '@xinhang/shared/deals.ts';
import { z } from 'zod';

const date = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .optional()
  .catch(undefined);
const id = z.int().positive().optional().catch(undefined);
const ids = z.array(z.int().positive()).optional().catch(undefined);
const text = z.coerce.string().min(1).max(100).optional().catch(undefined);
const texts = z.array(z.string()).optional().catch(undefined);
const view = z.enum(['mine', 'team', 'all']).optional().catch(undefined);
const yes = z.literal(true).optional().catch(undefined);

/** Filters of the list as they stand in the address; what is not understood is left out. */
export const dealListSearch = z.object({
  q: text,
  view,
  /** Absent: those that are open. */
  state: z.array(z.enum(dealStates)).optional().catch(undefined),
  pipelineId: id,
  stageId: ids,
  ownerId: ids,
  deptId: ids,
  customerId: id,
  source: texts,
  grade: texts,
  reason: texts,
  competitorId: id,
  expectedFrom: date,
  expectedTo: date,
  closedFrom: date,
  closedTo: date,
  stuck: yes,
  late: yes,
  waiting: yes,
  sort: z.enum(dealSorts).optional().catch(undefined),
  dir: z.enum(['asc', 'desc']).optional().catch(undefined),
  /** The form for a new deal stands over the list. */
  new: yes,
});
export type DealListSearch = z.output<typeof dealListSearch>;

/** What a board shows, as it stands in the address. */
export const boardSearch = z.object({
  pipelineId: id,
  q: text,
  view,
  ownerId: ids,
  deptId: ids,
  new: yes,
});
export type BoardSearch = z.output<typeof boardSearch>;

const arrangement = new Set(['view', 'sort', 'dir', 'new']);

/** How many filters narrow the list, beside whose rows it shows. */
export function filterCount(search: object): number {
  return Object.entries(search).filter(
    ([key, value]) => value !== undefined && !arrangement.has(key),
  ).length;
}

/** Without what says nothing, so that the address stays short. */
export function tidy<T extends object>(search: T): T {
  return Object.fromEntries(
    Object.entries(search).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  ) as T;
}
