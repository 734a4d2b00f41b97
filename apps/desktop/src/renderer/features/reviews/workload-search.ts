import { workloadSpans } from '@xinhang/shared/workload.ts';
import { z } from 'zod';

/** Which span the page of the workload shows, as it stands in the address. */
export const workloadSearch = z.object({
  span: z.enum(workloadSpans).optional().catch(undefined),
  on: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d$/)
    .optional()
    .catch(undefined),
});
export type WorkloadSearch = z.output<typeof workloadSearch>;
