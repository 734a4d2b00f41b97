import { z } from 'zod';
import { nameRef } from './contract/fields.ts';

/** A supplier as documents name it. */
export const supplierRef = nameRef.extend({ code: z.string() });
export type SupplierRef = z.output<typeof supplierRef>;
