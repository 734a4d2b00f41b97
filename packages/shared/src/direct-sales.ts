import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { date, fen, id, optionalText, requiredText } from './contract/fields.ts';
import { priceBases } from './price-resolver.ts';
import { receiptMethods } from './receipts.ts';
import { MOST_ORDER_LINES, salesLineBody } from './sales-orders.ts';

/** A line of an order that goes out at once, with what the warehouse must know of it. */
const line = salesLineBody
  .omit({ id: true, requiredDate: true, promisedDate: true, dropShip: true })
  .extend({
    batch: optionalText(60),
    serials: z.array(requiredText(60)).max(200).default([]),
  });
export type DirectSaleLine = z.input<typeof line>;

const made = z.object({ id, no: z.string() });
export const directSale = z.object({
  order: made,
  delivery: made,
  /** Null: nothing was paid, all of it is owed. */
  receipt: made.nullable(),
  grossFen: fen,
  /** Of what was paid, what this sale took; the rest is an advance. */
  settledFen: fen,
});
export type DirectSale = z.output<typeof directSale>;

export const directSales = {
  create: endpoint({
    method: 'POST',
    path: '/direct-sales',
    access: 'deliveries.manage',
    since: 1,
    summary:
      'Sell at once: order, delivery and receipt together, each by its own rules and rights, or ' +
      'none of them',
    body: z.object({
      customerId: id,
      businessDate: date,
      basis: z.enum(priceBases).default('gross'),
      warehouseId: id.nullable().default(null),
      note: optionalText(500),
      carrier: optionalText(80),
      lines: z.array(line).min(1).max(MOST_ORDER_LINES),
      /** With tax, in fen; 0: all of it is owed. */
      amountFen: z.int().min(0).max(100_000_000_000_00).default(0),
      /** Where the money lies; asked for where something was paid. */
      accountId: id.nullable().default(null),
      method: z.enum(receiptMethods).default('cash'),
    }),
    response: directSale,
    status: 201,
    problems: [
      'not-found',
      'customer-archived',
      'state-refused',
      'order-stopped',
      'delivery-stopped',
      'stock-short',
    ],
  }),
};
