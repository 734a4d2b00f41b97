import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { date, fen, flagParam, id, idPath, nameRef } from './contract/fields.ts';
import { stockProduct } from './stock.ts';

export const tradingSpans = ['month', 'quarter', 'year'] as const;
export type TradingSpan = (typeof tradingSpans)[number];
/** How many periods back: two years by month, three by quarter, five by year. */
export const tradingPeriods = { month: 24, quarter: 12, year: 5 } as const;

const figures = {
  /** With tax, of orders that were confirmed; null for whom orders of the customer are hidden. */
  orderedFen: fen.nullable(),
  orders: z.int().nullable(),
  /** Net of tax: what went out, what came back, and the rest. */
  soldFen: fen,
  returnedFen: fen,
  netFen: fen,
  /** Of `netFen`: from before the company kept its books here. */
  importedFen: fen,
  /** Of what went out; null where nothing did. */
  returnBp: z.int().nullable(),
  /** Of base units, whatever they are. */
  qtyE4: z.int(),
  /** Null for whom cost is hidden, and where goods have none. */
  marginFen: fen.nullable(),
  /** These three null for whom receivables of the customer are hidden. */
  receivedFen: fen.nullable(),
  /** Of what fell due in that time and until today: paid by its day. */
  onTimeBp: z.int().nullable(),
  /** From the document to the money, by amount. */
  payDays: z.int().nullable(),
};
const row = z.object({ from: date, to: date, ...figures });
export type TradingPeriod = z.output<typeof row>;
export type TradingFigures = Omit<TradingPeriod, 'from' | 'to'>;

export const tradingHistory = {
  ofCustomer: endpoint({
    method: 'GET',
    path: '/customers/:id/trading-history',
    access: 'deliveries.read',
    since: 1,
    summary:
      'What a customer ordered, got, sent back and paid, and how, by month, quarter or year, the newest first',
    params: idPath,
    query: z.object({
      span: z.enum(tradingSpans).default('month'),
      /** With what was sold before the company kept its books here. */
      imported: flagParam.optional(),
    }),
    response: z.object({
      customer: nameRef,
      /** Periods in which something happened, the present one always. */
      rows: z.array(row),
      /** Of the whole time that the rows are of. */
      totals: row,
      lastOrder: z.object({ id, no: z.string(), date }).nullable(),
      /** What is bought most in that time. */
      products: z.array(
        z.object({
          product: stockProduct,
          netFen: fen,
          qtyE4: z.int(),
          shareBp: z.int().nullable(),
          lastOn: date.nullable(),
        }),
      ),
      costHidden: z.boolean(),
      ordersHidden: z.boolean(),
      moneyHidden: z.boolean(),
    }),
  }),
};
