import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  flagParam,
  idParam,
  looseText,
  nameRef,
  pageOf,
  pageQuery,
} from './contract/fields.ts';
import { stockProduct } from './stock-product.ts';

const asked = {
  ...pageQuery,
  /** Words of the product, or a part of the number. */
  q: looseText(100).optional(),
  productId: idParam.optional(),
  locationId: idParam.optional(),
};

export const lyingBatch = z.object({
  product: stockProduct,
  batch: z.string(),
  place: nameRef,
  qtyE4: z.int(),
  /** Business days on which the first of it came to this place, and on which some moved last. */
  cameOn: date.nullable(),
  movedOn: date.nullable(),
});
export type LyingBatch = z.output<typeof lyingBatch>;

const batches = endpoint({
  method: 'GET',
  path: '/stock/batches',
  access: 'stock.read',
  since: 1,
  summary: 'Batches that lie in places of the company, by product, number and place',
  query: z.object(asked),
  response: pageOf(lyingBatch),
});

export const serialPiece = z.object({
  product: stockProduct,
  serial: z.string(),
  batch: z.string(),
  /** Where it is now; outside of the company as well, once it left. */
  place: nameRef.extend({ kind: z.string() }),
  /** Business days on which it came into the books, and on which it moved last. */
  cameOn: date.nullable(),
  movedOn: date.nullable(),
});
export type SerialPiece = z.output<typeof serialPiece>;

const serials = endpoint({
  method: 'GET',
  path: '/stock/serials',
  access: 'stock.read',
  since: 1,
  summary: 'Pieces with numbers that lie in places of the company, or also those that left it',
  query: z.object({ ...asked, gone: flagParam.optional() }),
  response: pageOf(serialPiece),
});

export const stockPieces = { batches, serials };
