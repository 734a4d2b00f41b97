import { z } from 'zod';

const id = z.int().positive().optional().catch(undefined);
const day = z.iso.date().optional().catch(undefined);

/** Filters of the list as they stand in the address; what is not understood is left out. */
export const marketSearch = z.object({
  q: z.coerce.string().min(1).max(100).optional().catch(undefined),
  productId: id,
  competitorId: id,
  region: z.string().min(1).max(60).optional().catch(undefined),
  from: day,
  to: day,
  new: z.literal(true).optional().catch(undefined),
  /** With `new`: the follow-up that the price was heard in. */
  followUpId: id,
});
export type MarketSearch = z.output<typeof marketSearch>;
