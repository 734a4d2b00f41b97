import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { date, fen, id } from './contract/fields.ts';

/** How many documents, and what they come to with tax. */
const sums = z.object({ count: z.int(), amountFen: fen });
/** Today, and the month so far; null for whoever may not read such documents. */
const both = z.object({ today: sums, month: sums }).nullable();
const sold = z.object({ id, name: z.string(), netFen: fen, shareBp: z.int().nullable() });
export type SoldProduct = z.output<typeof sold>;
const fallen = z.object({ id, name: z.string(), netFen: fen, beforeFen: fen });
export type FallenCustomer = z.output<typeof fallen>;

export const overview = {
  read: endpoint({
    method: 'GET',
    path: '/analysis/overview',
    access: ['salesOrders.read', 'deliveries.read', 'receivables.read', 'cash.read', 'stock.read'],
    since: 1,
    summary:
      'How business goes today and this month, each figure that the reader may see, of what he may open',
    response: z.object({
      today: date,
      month: z.object({ from: date, to: date }),
      orders: both,
      deliveries: both,
      receipts: both,
      /** What customers owe beyond its day; null for whom that is hidden, as are the two below. */
      overdueFen: fen.nullable(),
      cashFen: fen.nullable(),
      stockFen: fen.nullable(),
      /** Of this month, net of tax: the first and the last of those that were sold. */
      best: z.array(sold).nullable(),
      worst: z.array(sold).nullable(),
      /** The same days of the month before. */
      before: z.object({ from: date, to: date }),
      /** Who bought most this month, and who fell most against those days. */
      bestCustomers: z.array(sold).nullable(),
      fallenCustomers: z.array(fallen).nullable(),
      /** Whether some of it is of a part of the customers alone. */
      partial: z.boolean(),
    }),
  }),
};
