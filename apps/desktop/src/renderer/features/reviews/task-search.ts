import { z } from 'zod';

/** Which instructions the page shows, as it stands in the address. */
export const taskSearch = z.object({
  box: z.enum(['received', 'given']).optional().catch(undefined),
  closed: z.boolean().optional().catch(undefined),
});
export type TaskSearch = z.output<typeof taskSearch>;
