import { z } from 'zod';

/** Whose plans of which week the page shows, as it stands in the address. */
export const planSearch = z.object({
  whose: z.enum(['mine', 'team', 'all']).optional().catch(undefined),
  /** Of one person in reach. */
  personId: z.int().positive().optional().catch(undefined),
  /** A business date inside the week. */
  on: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d$/)
    .optional()
    .catch(undefined),
});
export type PlanSearch = z.output<typeof planSearch>;
