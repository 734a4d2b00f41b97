import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  fen,
  flagParam,
  idParam,
  looseText,
  nameRef,
  pageOf,
  pageQuery,
} from './contract/fields.ts';
import { stockProduct } from './stock-product.ts';

/** A quantity of the base unit in 1/10,000, and what it cost. */
const stand = z.object({
  qtyE4: z.int(),
  /** Null for whom cost is hidden, and of some places alone: goods cost the company one average. */
  valueFen: fen.nullable(),
});
const sums = {
  /** Before the first day. */
  opening: stand,
  /**
   * What came into the places that are summed, and what went out; goods that move between them do
   * neither. What takes back a document stands with it, as less.
   */
  in: stand,
  out: stand,
  /** At the end of the last day: opening and in, less out. */
  closing: stand,
};

export const stockSummaryRow = z.object({
  product: stockProduct,
  category: nameRef.nullable(),
  active: z.boolean(),
  ...sums,
});
export type StockSummaryRow = z.output<typeof stockSummaryRow>;

const summary = endpoint({
  method: 'GET',
  path: '/stock/summary',
  access: 'stock.read',
  since: 1,
  summary:
    'What there was of each product, what came, what went and what was left between two days, by code; value of the whole company for those who may see cost',
  query: z.object({
    ...pageQuery,
    /** Words of code, name, spec and pinyin, or a barcode. */
    q: looseText(100).optional(),
    categoryId: idParam.optional(),
    /** Of this place alone. */
    locationId: idParam.optional(),
    /** Business dates, both included; without them from the beginning, or until now. */
    from: date.optional(),
    to: date.optional(),
    count: flagParam.optional(),
  }),
  response: pageOf(stockSummaryRow).extend({
    /** Of all rows that were asked for; with `count` alone, and where there are values. */
    totals: z.object({ openingFen: fen, inFen: fen, outFen: fen, closingFen: fen }).nullable(),
    costHidden: z.boolean(),
    /** Whether rows have values: of all places, and for those who may see cost. */
    valued: z.boolean(),
  }),
});

export const stockSummary = { summary };
