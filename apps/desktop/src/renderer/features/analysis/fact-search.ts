import { z } from 'zod';
import { day, id } from './analysis-search.ts';

const name = z.coerce.string().min(1).max(200).optional().catch(undefined);

/** Which past sales are listed, as it stands in the address. */
export const factSearch = z.object({
  from: day,
  to: day,
  customerId: id,
  /** Names, so that filters can be read at once. */
  customerName: name,
  productId: id,
  productName: name,
  importId: id,
  unlisted: z.literal(true).optional().catch(undefined),
});
export type FactSearch = z.output<typeof factSearch>;
