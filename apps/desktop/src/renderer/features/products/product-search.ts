import { productKinds, productSorts } from '@xinhang/shared/products.ts';
import { z } from 'zod';

const yes = z.literal(true).optional().catch(undefined);

/** Filters of the list as they stand in the address; what is not understood is left out. */
export const productSearch = z.object({
  q: z.coerce.string().min(1).max(100).optional().catch(undefined),
  categoryId: z.int().positive().optional().catch(undefined),
  kind: z.array(z.enum(productKinds)).optional().catch(undefined),
  /** With those out of use, and they alone. */
  off: yes,
  sort: z.enum(productSorts).optional().catch(undefined),
  dir: z.enum(['asc', 'desc']).optional().catch(undefined),
  /** The form for a new product stands over the list. */
  new: yes,
});
export type ProductSearch = z.output<typeof productSearch>;

const arrangement = new Set(['sort', 'dir', 'new']);

/** How many filters narrow the list. */
export const filterCount = (search: object): number =>
  Object.entries(search).filter(([key, value]) => value !== undefined && !arrangement.has(key))
    .length;

/** Without what says nothing, so that the address stays short. */
export const tidy = (search: ProductSearch): ProductSearch =>
  Object.fromEntries(
    Object.entries(search).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  );
