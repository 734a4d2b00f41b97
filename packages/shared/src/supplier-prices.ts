import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  done,
  id,
  idParam,
  idPath,
  nameRef,
  optionalText,
  pageOf,
  pageQuery,
  patchText,
  version,
} from './contract/fields.ts';
import { priceBases } from './price-resolver.ts';
import { unitPriceE4 } from './products.ts';

const qtyE4 = z.int().min(0).max(1e13);

/** `current` holds today; `ended` is over; `coming` begins later. */
export const supplierPriceStates = ['current', 'ended', 'coming'] as const;

export const supplierPrice = z.object({
  id,
  version,
  supplier: nameRef,
  product: z.object({ id, code: z.string(), name: z.string(), spec: z.string() }),
  unit: nameRef,
  /** Of one of the unit, 1/10,000 yuan; null for whom cost is hidden. */
  priceE4: unitPriceE4.nullable(),
  basis: z.enum(priceBases),
  /** From so many of the unit on. */
  qtyFromE4: qtyE4,
  validFrom: date,
  validTo: date.nullable(),
  /** What the supplier calls the product. */
  partNo: z.string(),
  note: z.string(),
  state: z.enum(supplierPriceStates),
});
export type SupplierPrice = z.output<typeof supplierPrice>;

const listPrices = endpoint({
  method: 'GET',
  path: '/supplier-prices',
  access: 'suppliers.read',
  since: 1,
  summary: 'What suppliers ask, newest first: of a supplier, of a product, or both',
  query: z.object({
    ...pageQuery,
    supplierId: idParam.optional(),
    productId: idParam.optional(),
    state: z.enum(supplierPriceStates).optional(),
  }),
  response: pageOf(supplierPrice),
});

const createPrice = endpoint({
  method: 'POST',
  path: '/supplier-prices',
  access: 'suppliers.update',
  since: 1,
  summary: 'Write what a supplier asks for a product',
  body: z.object({
    supplierId: id,
    productId: id,
    /** The base unit where it is not said. */
    unitId: id.nullable().default(null),
    priceE4: unitPriceE4,
    basis: z.enum(priceBases).default('gross'),
    qtyFromE4: qtyE4.default(0),
    /** Today unless said. */
    validFrom: date.optional(),
    validTo: date.nullable().default(null),
    partNo: optionalText(60),
    note: optionalText(500),
  }),
  response: supplierPrice,
  status: 201,
});

const updatePrice = endpoint({
  method: 'PATCH',
  path: '/supplier-prices/:id',
  access: 'suppliers.update',
  since: 1,
  summary: 'Change a price; whose and of what it is stays',
  params: idPath,
  body: z.object({
    version,
    priceE4: unitPriceE4.optional(),
    basis: z.enum(priceBases).optional(),
    qtyFromE4: qtyE4.optional(),
    validFrom: date.optional(),
    validTo: date.nullable().optional(),
    partNo: patchText(60),
    note: patchText(500),
  }),
  response: supplierPrice,
  problems: ['version-conflict'],
});

const removePrice = endpoint({
  method: 'DELETE',
  path: '/supplier-prices/:id',
  access: 'suppliers.update',
  since: 1,
  summary: 'Throw a price away that was written by mistake; what is over gets a last day instead',
  params: idPath,
  response: done,
});

export const supplierPrices = {
  list: listPrices,
  create: createPrice,
  update: updatePrice,
  remove: removePrice,
};
