import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  fen,
  flagParam,
  id,
  idParam,
  nameRef,
  pageOf,
  pageQuery,
} from './contract/fields.ts';

const fact = z.object({
  id,
  date,
  /** Number of the document in the books before, and of its line; empty where the file said none. */
  oldNo: z.string(),
  lineNo: z.string(),
  customer: nameRef,
  /** Null: not in the catalogue. */
  product: z.object({ id, code: z.string(), name: z.string() }).nullable(),
  /** As the file names it. */
  code: z.string(),
  name: z.string(),
  /** The base unit; as the file has it where there is no product. */
  unit: z.string(),
  /** Less than nothing where it came back. */
  qtyE4: z.int(),
  qtyDecimals: z.int(),
  netFen: fen,
  /** Null for whom cost is hidden, and where the file says none. */
  costFen: fen.nullable(),
  salesperson: z.string(),
});
export type SalesFact = z.output<typeof fact>;

export const salesFacts = {
  list: endpoint({
    method: 'GET',
    path: '/sales-facts',
    access: 'salesOrders.read',
    since: 1,
    summary:
      'Lines that were sold before the company kept its books here, of customers in scope, the newest first',
    query: z.object({
      ...pageQuery,
      /** Business dates, both included. */
      from: date.optional(),
      to: date.optional(),
      customerId: idParam.optional(),
      productId: idParam.optional(),
      /** Of one import. */
      importId: idParam.optional(),
      /** Those alone that are of no product of the catalogue. */
      unlisted: flagParam.optional(),
    }),
    response: pageOf(fact).extend({
      /** Of all of them, whatever page. */
      totals: z.object({
        lines: z.int(),
        netFen: fen,
        /** Null for whom cost is hidden, and where a line has none. */
        costFen: fen.nullable(),
      }),
      costHidden: z.boolean(),
    }),
  }),
};
