import { quotationStates } from '@xinhang/shared/quotation-rules.ts';
import { z } from 'zod';

const text = z.coerce.string().min(1).max(100).optional().catch(undefined);
const id = z.int().positive().optional().catch(undefined);
const day = z.iso.date().optional().catch(undefined);

/** Filters as they stand in the address; what is not understood is left out. */
export const quotationSearch = z.object({
  q: text,
  state: z.array(z.enum(quotationStates)).optional().catch(undefined),
  customerId: id,
  /** Name of that customer, so that the filter can be read at once. */
  customerName: text,
  dealId: id,
  from: day,
  to: day,
});
export type QuotationSearch = z.output<typeof quotationSearch>;

/** For whom a quotation is begun, for which deal, and from which other one. */
export const newQuotationSearch = z.object({ customerId: id, dealId: id, copy: id });
export type NewQuotationSearch = z.output<typeof newQuotationSearch>;
