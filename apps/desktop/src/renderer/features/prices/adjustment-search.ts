import { adjustmentStates } from '@xinhang/shared/price-adjustment-rules.ts';
import { z } from 'zod';

/** Filters as they stand in the address; what is not understood is left out. */
export const adjustmentSearch = z.object({
  q: z.coerce.string().min(1).max(60).optional().catch(undefined),
  state: z.array(z.enum(adjustmentStates)).optional().catch(undefined),
});
export type AdjustmentSearch = z.output<typeof adjustmentSearch>;
