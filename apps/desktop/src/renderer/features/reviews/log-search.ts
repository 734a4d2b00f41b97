import { logKinds } from '@xinhang/shared/work-logs.ts';
import { z } from 'zod';

const day = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .optional()
  .catch(undefined);
const kind = z.enum(logKinds).optional().catch(undefined);

/** What the page of work logs shows, as it stands in the address. */
export const logSearch = z.object({
  tab: z.enum(['mine', 'team', 'missing']).optional().catch(undefined),
  kind,
  from: day,
  to: day,
  authorId: z.int().positive().optional().catch(undefined),
  deptId: z.int().positive().optional().catch(undefined),
  state: z.enum(['draft', 'submitted', 'reviewed']).optional().catch(undefined),
  late: z.boolean().optional().catch(undefined),
  /** Own ones whose review is not acknowledged. */
  unread: z.boolean().optional().catch(undefined),
});
export type LogSearch = z.output<typeof logSearch>;

/** Which of the own logs is written. */
export const sheetSearch = z.object({ kind, on: day });
export type SheetSearch = z.output<typeof sheetSearch>;
