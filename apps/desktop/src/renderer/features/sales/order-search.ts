import { salesOrderStates } from '@xinhang/shared/sales-order-rules.ts';
import { z } from 'zod';

const text = z.coerce.string().min(1).max(100).optional().catch(undefined);
const id = z.int().positive().optional().catch(undefined);
const day = z.iso.date().optional().catch(undefined);

/** Filters as they stand in the address; what is not understood is left out. */
export const orderSearch = z.object({
  q: text,
  state: z.array(z.enum(salesOrderStates)).optional().catch(undefined),
  customerId: id,
  /** Name of that customer, so that the filter can be read at once. */
  customerName: text,
  userId: id,
  from: day,
  to: day,
  overdue: z.literal(true).optional().catch(undefined),
});
export type OrderSearch = z.output<typeof orderSearch>;

/** For whom an order is begun, of which deal, and from which other one. */
export const newOrderSearch = z.object({ customerId: id, dealId: id, copy: id });
export type NewOrderSearch = z.output<typeof newOrderSearch>;
