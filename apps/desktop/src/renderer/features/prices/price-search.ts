import { priceScopes } from '@xinhang/shared/price-resolver.ts';
import { priceRuleStates } from '@xinhang/shared/prices.ts';
import { z } from 'zod';

const id = z.int().positive().optional().catch(undefined);

/** Filters of the list as they stand in the address; what is not understood is left out. */
export const priceSearch = z.object({
  q: z.coerce.string().min(1).max(100).optional().catch(undefined),
  productId: id,
  customerId: id,
  levelId: id,
  scope: z.enum(priceScopes).optional().catch(undefined),
  /** Absent: those that count or will. */
  state: z.enum(priceRuleStates).optional().catch(undefined),
  new: z.literal(true).optional().catch(undefined),
});
export type PriceSearch = z.output<typeof priceSearch>;
