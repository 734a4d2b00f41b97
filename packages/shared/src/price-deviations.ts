import { z } from 'zod';
import { languages } from './auth.ts';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  fen,
  flagParam,
  id,
  idParam,
  looseText,
  nameRef,
  pageOf,
  pageQuery,
} from './contract/fields.ts';
import { exportFormats } from './export-formats.ts';
import { priceBases } from './price-resolver.ts';
import { salesOrderStates } from './sales-order-rules.ts';

/** Below or above what the rules said. */
export const deviationSides = ['below', 'above'] as const;

/** A line of a numbered order that was sold at another price than the rules said. */
export const priceDeviation = z.object({
  /** Of the line. */
  id,
  order: z.object({ id, no: z.string(), state: z.enum(salesOrderStates), businessDate: date }),
  customer: nameRef,
  product: z.object({ id, code: z.string(), name: z.string(), spec: z.string() }).nullable(),
  text: z.string(),
  unit: nameRef.nullable(),
  /** Of the unit. */
  qtyE4: z.int(),
  /** What the prices below are with: tax or not. */
  basis: z.enum(priceBases),
  /** What the rules said, of one of the unit. */
  resolvedE4: z.int(),
  priceE4: z.int(),
  discountBp: z.int(),
  /** What the line comes to, less what it would have come to. */
  differenceFen: fen,
  belowFloor: z.boolean(),
  /** Who wrote this price last. */
  by: nameRef,
  reason: z.string(),
});
export type PriceDeviation = z.output<typeof priceDeviation>;

const filters = {
  /** Part of the order’s number, of the customer, of the product or of the reason. */
  q: looseText(100).optional(),
  customerId: idParam.optional(),
  productId: idParam.optional(),
  /** Who wrote the price. */
  userId: idParam.optional(),
  side: z.enum(deviationSides).optional(),
  /** Business dates of the order. */
  from: date.optional(),
  to: date.optional(),
};

export const listDeviations = endpoint({
  method: 'GET',
  path: '/sales-order-lines/deviations',
  access: 'salesOrders.read',
  since: 1,
  summary: 'Lines sold at another price than the rules said, by whom and why, newest orders first',
  query: z.object({ ...pageQuery, ...filters, count: flagParam.optional() }),
  response: pageOf(priceDeviation),
});

export const deviationExport = z.object({
  ...filters,
  customerId: id.optional(),
  productId: id.optional(),
  userId: id.optional(),
  format: z.enum(exportFormats),
  lang: z.enum(languages),
});

export const exportDeviations = endpoint({
  method: 'POST',
  path: '/sales-order-lines/deviations/export',
  access: 'salesOrders.read',
  since: 1,
  confirm: 'sometimes',
  summary: 'Lines sold at another price than the rules said as a file; a job',
  body: deviationExport,
  response: z.object({ jobId: id }),
  status: 202,
  problems: ['export-too-large'],
});
