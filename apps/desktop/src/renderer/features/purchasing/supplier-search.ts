import { supplierSorts } from '@xinhang/shared/suppliers.ts';
import { z } from 'zod';

const yes = z.literal(true).optional().catch(undefined);

/** Filters of the list as they stand in the address; what is not understood is left out. */
export const supplierSearch = z.object({
  q: z.coerce.string().min(1).max(100).optional().catch(undefined),
  /** Those alone that the person keeps. */
  mine: yes,
  /** Those out of use, and they alone. */
  off: yes,
  sort: z.enum(supplierSorts).optional().catch(undefined),
  dir: z.enum(['asc', 'desc']).optional().catch(undefined),
  /** The form for a new supplier stands over the list. */
  new: yes,
});
export type SupplierSearch = z.output<typeof supplierSearch>;

const arrangement = new Set(['sort', 'dir', 'new']);

/** How many filters narrow the list. */
export const filterCount = (search: SupplierSearch): number =>
  Object.entries(search).filter(([key, value]) => value !== undefined && !arrangement.has(key))
    .length;
