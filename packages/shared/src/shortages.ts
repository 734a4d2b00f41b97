import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { date, flagParam, id, looseText, nameRef, pageOf, pageQuery } from './contract/fields.ts';
import { priceBases } from './price-resolver.ts';
import { unitPriceE4 } from './products.ts';
import { stockProduct } from './stock.ts';

/** Where something is best bought, and how much of it at once. */
export const supplierProposal = z.object({
  supplier: nameRef,
  priceId: id,
  unit: nameRef,
  /** Of one of the unit; null for whom cost is hidden. */
  priceE4: unitPriceE4.nullable(),
  basis: z.enum(priceBases),
  /** Whole units. */
  qtyE4: z.int(),
});
export type SupplierProposal = z.output<typeof supplierProposal>;

/** A product of which there is too little, and where it is best bought. */
export const shortage = z.object({
  product: stockProduct,
  /** Of the base unit in 1/10,000, as everything here but `proposal`. */
  minQtyE4: z.int(),
  /** What may be promised: in warehouses that are sold from, less what is reserved. */
  availableE4: z.int(),
  reservedE4: z.int(),
  /** Confirmed orders to suppliers that did not come yet. */
  onOrderE4: z.int(),
  /** Minimum less what is available and what is on its way. */
  shortE4: z.int(),
  /** When the first open order of a customer wants it: for an order, not for whom nor at what price. */
  dueOn: date.nullable(),
  /** The price in force that costs least for that quantity; null where nobody states one. */
  proposal: supplierProposal.nullable(),
});
export type Shortage = z.output<typeof shortage>;

const list = endpoint({
  method: 'GET',
  path: '/shortages',
  access: 'suppliers.read',
  since: 1,
  summary:
    'Goods in use of which less is there and on its way than their minimum; needs stock.read',
  query: z.object({ ...pageQuery, q: looseText(100).optional(), count: flagParam.optional() }),
  response: pageOf(shortage),
});

export const shortages = { list };
