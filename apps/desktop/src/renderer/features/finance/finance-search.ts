import { receiptStates } from '@xinhang/shared/receipts.ts';
import { z } from 'zod';

const text = z.coerce.string().min(1).max(60).optional().catch(undefined);
const id = z.int().positive().optional().catch(undefined);
const day = z.iso.date().optional().catch(undefined);
const yes = z.literal(true).optional().catch(undefined);

/** Filters as they stand in the address; what is not understood is left out. */
export const receivableSearch = z.object({ q: text, on: day, overdue: yes });
export type ReceivableSearch = z.output<typeof receivableSearch>;

export const accountSearch = z.object({ from: day, to: day });
export type AccountSearch = z.output<typeof accountSearch>;

export const receiptSearch = z.object({
  q: text,
  state: z.array(z.enum(receiptStates)).optional().catch(undefined),
  customerId: id,
  accountId: id,
  unidentified: yes,
});
export type ReceiptSearch = z.output<typeof receiptSearch>;

/** Whose receipt is begun. */
export const newReceiptSearch = z.object({ customerId: id, customerName: text });
