import { z } from 'zod';

/** What the page of reviews shows, as it stands in the address. */
export const reviewSearch = z.object({
  tab: z.enum(['queue', 'logs', 'received']).optional().catch(undefined),
  day: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d$/)
    .optional()
    .catch(undefined),
  kind: z.enum(['day', 'week']).optional().catch(undefined),
  authorId: z.int().positive().optional().catch(undefined),
  /** Those too that are reviewed, or acknowledged. */
  all: z.boolean().optional().catch(undefined),
});
export type ReviewSearch = z.output<typeof reviewSearch>;
