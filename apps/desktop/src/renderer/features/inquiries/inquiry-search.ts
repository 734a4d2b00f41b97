import { priceInquiryStates } from '@xinhang/shared/price-inquiries.ts';
import { z } from 'zod';

const yes = z.literal(true).optional().catch(undefined);

/** Filters as they stand in the address; what is not understood is left out. */
export const inquirySearch = z.object({
  q: z.coerce.string().min(1).max(60).optional().catch(undefined),
  state: z.array(z.enum(priceInquiryStates)).optional().catch(undefined),
  mine: yes,
  /** The one that is looked at. */
  id: z.int().positive().optional().catch(undefined),
  /** Something is asked anew. */
  new: yes,
});
export type InquirySearch = z.output<typeof inquirySearch>;
