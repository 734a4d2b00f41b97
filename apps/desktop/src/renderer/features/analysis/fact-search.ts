import { z } from 'zod';

const id = z.int().positive().optional().catch(undefined);
const day = z.iso.date().optional().catch(undefined);
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
