import { deviationSides } from '@xinhang/shared/price-deviations.ts';
import { z } from 'zod';

const text = z.coerce.string().min(1).max(100).optional().catch(undefined);
const id = z.int().positive().optional().catch(undefined);
const day = z.iso.date().optional().catch(undefined);

/** Filters of the list as they stand in the address; what is not understood is left out. */
export const deviationSearch = z.object({
  q: text,
  userId: id,
  productId: id,
  customerId: id,
  side: z.enum(deviationSides).optional().catch(undefined),
  from: day,
  to: day,
});
export type DeviationSearch = z.output<typeof deviationSearch>;
