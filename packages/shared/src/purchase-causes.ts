import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { date, id, idPath } from './contract/fields.ts';
import { stockProduct } from './stock.ts';

/** What was ordered for a line of a sales order, from nobody in particular and without a price. */
export const lineSupply = z.object({
  /** Of the sales order. */
  lineId: id,
  product: stockProduct.pick({ id: true, code: true, name: true, spec: true }),
  /** Of the base unit, as is what came of it. */
  qtyE4: z.int(),
  receivedE4: z.int(),
  /** When the next of it is expected; null: all came, or nobody knows. */
  comingOn: date.nullable(),
});
export type LineSupply = z.output<typeof lineSupply>;

/** For what goods of an order to a supplier are: a day and a quantity, of no customer and no price. */
export const purchaseCause = z.object({
  id,
  product: lineSupply.shape.product,
  wantedOn: date.nullable(),
  qtyE4: z.int(),
  receivedE4: z.int(),
});
export type PurchaseCause = z.output<typeof purchaseCause>;

export const purchaseCauses = {
  supply: endpoint({
    method: 'GET',
    path: '/sales-orders/:id/supply',
    access: 'salesOrders.read',
    since: 1,
    summary: 'What was ordered for the lines of an order of a customer, what came, what comes when',
    params: idPath,
    response: z.object({ rows: z.array(lineSupply) }),
  }),
  causes: endpoint({
    method: 'GET',
    path: '/purchase-orders/:id/causes',
    access: 'purchaseOrders.read',
    since: 1,
    summary: 'For what the goods of an order to a supplier are: days and quantities alone',
    params: idPath,
    response: z.object({ rows: z.array(purchaseCause) }),
  }),
};
