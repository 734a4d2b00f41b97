import { boardBuckets, deliveryStates } from '@xinhang/shared/delivery-rules.ts';
import { returnStates } from '@xinhang/shared/sales-returns.ts';
import { z } from 'zod';

const text = z.coerce.string().min(1).max(60).optional().catch(undefined);
const id = z.int().positive().optional().catch(undefined);
const day = z.iso.date().optional().catch(undefined);

/** Filters as they stand in the address; what is not understood is left out. */
export const boardSearch = z.object({
  bucket: z.enum(boardBuckets).optional().catch(undefined),
  q: text,
  warehouseId: id,
  mine: z.literal(true).optional().catch(undefined),
});
export type BoardSearch = z.output<typeof boardSearch>;

export const deliverySearch = z.object({
  q: text,
  state: z.array(z.enum(deliveryStates)).optional().catch(undefined),
  customerId: id,
  orderId: id,
  warehouseId: id,
  from: day,
  to: day,
  late: z.literal(true).optional().catch(undefined),
});
export type DeliverySearch = z.output<typeof deliverySearch>;

/** Whether it is to be printed at once. */
export const deliveryPageSearch = z.object({
  print: z.literal(true).optional().catch(undefined),
});
export type DeliveryPageSearch = z.output<typeof deliveryPageSearch>;

export const returnSearch = z.object({
  q: text,
  state: z.array(z.enum(returnStates)).optional().catch(undefined),
  deliveryId: id,
  from: day,
  to: day,
});
export type ReturnSearch = z.output<typeof returnSearch>;
