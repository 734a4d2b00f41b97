import { issuedStates, receivedStates } from '@xinhang/shared/bill-rules.ts';
import { z } from 'zod';

/** Filters as they stand in the address; what is not understood is left out. */
export const billSearch = z.object({
  q: z.coerce.string().min(1).max(60).optional().catch(undefined),
  state: z
    .array(z.enum([...receivedStates, ...issuedStates]))
    .optional()
    .catch(undefined),
  dueFrom: z.iso.date().optional().catch(undefined),
  dueTo: z.iso.date().optional().catch(undefined),
});
export type BillSearch = z.output<typeof billSearch>;
