import { purchaseOrderStates, receiptNoteStates } from '@xinhang/shared/purchase-order-rules.ts';
import { purchaseRequestStates } from '@xinhang/shared/purchase-requests.ts';
import { purchaseReturnStates } from '@xinhang/shared/purchase-returns.ts';
import { z } from 'zod';

const text = z.coerce.string().min(1).max(60).optional().catch(undefined);
const id = z.int().positive().optional().catch(undefined);
const day = z.iso.date().optional().catch(undefined);

/** Filters as they stand in the address; what is not understood is left out. */
export const purchaseSearch = z.object({
  q: text,
  state: z.array(z.enum(purchaseOrderStates)).optional().catch(undefined),
  supplierId: id,
  from: day,
  to: day,
  late: z.literal(true).optional().catch(undefined),
});
export type PurchaseSearch = z.output<typeof purchaseSearch>;

/** To whom an order is begun, and from which other one. */
export const newPurchaseSearch = z.object({ supplierId: id, copy: id });
export type NewPurchaseSearch = z.output<typeof newPurchaseSearch>;

export const incomingSearch = z.object({ q: text, supplierId: id, warehouseId: id });
export type IncomingSearch = z.output<typeof incomingSearch>;

export const receiptNoteSearch = z.object({
  q: text,
  state: z.array(z.enum(receiptNoteStates)).optional().catch(undefined),
  orderId: id,
  supplierId: id,
  warehouseId: id,
  from: day,
  to: day,
});
export type ReceiptNoteSearch = z.output<typeof receiptNoteSearch>;

export const purchaseReturnSearch = z.object({
  q: text,
  state: z.array(z.enum(purchaseReturnStates)).optional().catch(undefined),
  supplierId: id,
  receiptNoteId: id,
  warehouseId: id,
  from: day,
  to: day,
});
export type PurchaseReturnSearch = z.output<typeof purchaseReturnSearch>;

/** To whom a return is begun. */
export const newPurchaseReturnSearch = z.object({ supplierId: id });
export type NewPurchaseReturnSearch = z.output<typeof newPurchaseReturnSearch>;

const yes = z.literal(true).optional().catch(undefined);

export const requestSearch = z.object({
  q: text,
  state: z.array(z.enum(purchaseRequestStates)).optional().catch(undefined),
  open: yes,
  mine: yes,
});
export type RequestSearch = z.output<typeof requestSearch>;

export const toOrderSearch = z.object({ q: text });
export type ToOrderSearch = z.output<typeof toOrderSearch>;
