import { outcomeKeys } from '@xinhang/shared/deal-figures.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import { z } from 'zod';

const date = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .optional()
  .catch(undefined);
const ids = z.array(z.int().positive()).optional().catch(undefined);

/** What is counted, as it stands in the address. */
export const outcomeSearch = z.object({
  by: z.enum(outcomeKeys).optional().catch(undefined),
  from: date,
  to: date,
  pipelineId: z.int().positive().optional().catch(undefined),
  ownerId: ids,
  deptId: ids,
});
export type OutcomeSearch = z.output<typeof outcomeSearch>;

/** The twelve months that end with this day. */
export function lastYear(today: string): { from: string; to: string } {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 12, 1)).toISOString().slice(0, 10);
  return { from: first, to: today };
}

/** First and last day of a month `YYYY-MM`. */
export function monthSpan(month: string): { from: string; to: string } {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const next = new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10);
  return { from: `${month}-01`, to: addDays(next, -1) };
}
