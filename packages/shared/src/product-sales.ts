import { z } from 'zod';
import { languages } from './auth.ts';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  fen,
  flagParam,
  id,
  idParam,
  idPath,
  looseText,
  nameRef,
  pageOf,
  pageQuery,
} from './contract/fields.ts';
import { exportFormats } from './export-formats.ts';
import { salesClasses, salesMeasures } from './sales-ranking.ts';
import { stockProduct } from './stock.ts';

/** The two ends: what sells, and what lies there. */
export const productSides = ['best', 'slow'] as const;
export type ProductSide = (typeof productSides)[number];
/** Rows of a page at most; a file has all. */
export const MOST_PRODUCTS = 200;
/** Days that stock may last before it is slow. */
export const SLOW_DAYS = 180;

const narrowed = {
  /** Business dates, both included; without them all there is. */
  from: date.optional(),
  to: date.optional(),
  /** With all below it. */
  categoryId: idParam.optional(),
  /** Of the customer. */
  region: looseText(60).optional(),
  customerId: idParam.optional(),
  /** Customers that this person owns today. */
  ownerId: idParam.optional(),
  /** Customers that people of this department own today, or of one below it. */
  deptId: idParam.optional(),
  /** With what was sold before the company kept its books here. */
  imported: flagParam.optional(),
};
const asked = {
  ...narrowed,
  side: z.enum(productSides).default('best'),
  by: z.enum(salesMeasures).default('net'),
  /** Slow: stock lasts longer, or nothing was sold. */
  slowDays: z.coerce.number().int().min(1).max(9999).default(SLOW_DAYS),
};

/** Net of tax, of deliveries less what came back. */
const figures = {
  netFen: fen,
  qtyE4: z.int(),
  /** Of `netFen`: sold before the company kept its books here. */
  importedFen: fen,
  /** Both null for whom cost is hidden, and where goods have none. */
  costFen: fen.nullable(),
  marginFen: fen.nullable(),
};

const row = z.object({
  product: stockProduct,
  category: nameRef.nullable(),
  active: z.boolean(),
  ...figures,
  /** These three null of what was not sold. */
  rank: z.int().nullable(),
  shareBp: z.int().nullable(),
  class: z.enum(salesClasses).nullable(),
  /** In all places of the company; null for whom stock is hidden, and of a service. */
  heldE4: z.int().nullable(),
  /** What that cost; null for whom cost is hidden. */
  heldFen: fen.nullable(),
  /** Days that it lasts at this pace; null: nothing goes. */
  stockDays: z.int().nullable(),
  lastSoldOn: date.nullable(),
});
export type ProductSales = z.output<typeof row>;

const line = z.object({
  /** Of the line among those of all kinds. */
  id: z.int(),
  /** `imported`: of the books before; `docId` is the line itself then. */
  kind: z.enum(['delivery', 'return', 'imported']),
  docId: id,
  no: z.string(),
  date,
  customer: nameRef,
  /** Less than nothing where it came back. */
  ...figures,
});
export type SalesLine = z.output<typeof line>;

export const productSalesExport = z.object({
  ...asked,
  categoryId: id.optional(),
  customerId: id.optional(),
  ownerId: id.optional(),
  deptId: id.optional(),
  imported: z.boolean().default(false),
  slowDays: z.int().min(1).max(9999).default(SLOW_DAYS),
  format: z.enum(exportFormats),
  lang: z.enum(languages),
});

const access = 'deliveries.read' as const;

export const productSales = {
  list: endpoint({
    method: 'GET',
    path: '/analysis/products',
    access,
    since: 1,
    summary:
      'What was sold of each product to customers in scope: rank, share, class and days of stock; or what lies there and does not sell',
    query: z.object(asked),
    response: z.object({
      rows: z.array(row),
      /** How many there are in all; the rows are the first of them. */
      count: z.int(),
      /** Of all products that were sold, whichever are shown. */
      totals: z.object({
        ...figures,
        products: z.int(),
        classes: z.record(z.enum(salesClasses), z.int()),
        /** Of what is slow; null unless that is asked for, and for whom cost is hidden. */
        slowFen: fen.nullable(),
        /** Sold before, of what is in no catalogue: no row has it, and no other sum. */
        unlistedFen: fen,
      }),
      /** Days that the pace is taken of. */
      days: z.int(),
      /** Whether the reader reaches a part of the customers alone. */
      partial: z.boolean(),
      costHidden: z.boolean(),
      stockHidden: z.boolean(),
    }),
    problems: ['field-refused'],
  }),
  lines: endpoint({
    method: 'GET',
    path: '/analysis/products/:id/lines',
    access,
    since: 1,
    summary: 'The lines of deliveries and returns behind the figure of a product, the newest first',
    params: idPath,
    query: z.object({ ...narrowed, ...pageQuery }),
    response: pageOf(line).extend({
      product: stockProduct,
      /** Of all lines, whatever page. */
      totals: z.object({ ...figures, lines: z.int() }),
    }),
  }),
  export: endpoint({
    method: 'POST',
    path: '/analysis/products/export',
    access,
    since: 1,
    confirm: 'sometimes',
    summary: 'Products by what was sold of them, or what lies there, as a file; a job',
    body: productSalesExport,
    response: z.object({ jobId: id }),
    status: 202,
    problems: ['export-too-large'],
  }),
};
