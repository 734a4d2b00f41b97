import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { id, idPath, instant, nameRef, optionalText } from './contract/fields.ts';
import { stockProduct } from './stock.ts';

export const MOST_PARTS = 100;
/** Of the base unit, in 1/10,000. */
const qtyE4 = z.int().min(1).max(1e12);

/** What a product is put together from. */
export const productBill = z.object({
  product: stockProduct,
  /** 0 before anybody said so. */
  version: z.int().min(0),
  /** The parts are those of so much of the product. */
  makesE4: qtyE4,
  note: z.string(),
  parts: z.array(z.object({ part: stockProduct, qtyE4, note: z.string() })),
  changedBy: nameRef.nullable(),
  changedAt: instant.nullable(),
  /** Products that this one is a part of, by code. */
  partOf: z.array(stockProduct),
});
export type ProductBill = z.output<typeof productBill>;

const get = endpoint({
  method: 'GET',
  path: '/products/:id/bill',
  access: 'products.read',
  since: 1,
  summary: 'What a product is put together from, and what it is a part of',
  params: idPath,
  response: productBill,
});

const set = endpoint({
  method: 'PUT',
  path: '/products/:id/bill',
  access: 'products.update',
  since: 1,
  summary: 'Say what a product is put together from, the parts given whole; none: it has no parts',
  params: idPath,
  body: z.object({
    version: z.int().min(0),
    makesE4: qtyE4,
    note: optionalText(200),
    parts: z.array(z.object({ partId: id, qtyE4, note: optionalText(200) })).max(MOST_PARTS),
  }),
  response: productBill,
  problems: ['version-conflict'],
});

export const productBills = { get, set };
