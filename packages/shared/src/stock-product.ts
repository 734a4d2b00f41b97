import { z } from 'zod';
import { id, nameRef } from './contract/fields.ts';

/** A product as rows about stock name it. */
export const stockProduct = z.object({
  id,
  code: z.string(),
  name: z.string(),
  spec: z.string(),
  /** The base unit. */
  unit: nameRef,
  qtyDecimals: z.int(),
});
export type StockProductRef = z.output<typeof stockProduct>;
