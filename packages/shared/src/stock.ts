import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  fen,
  flagParam,
  id,
  idParam,
  instant,
  looseText,
  nameRef,
  pageOf,
  pageQuery,
  several,
} from './contract/fields.ts';
import { exportFormats } from './export-formats.ts';
import { languages } from './auth.ts';
import { stockPieces } from './stock-pieces.ts';
import { stockProduct } from './stock-product.ts';
import { stockProvisional } from './stock-provisional.ts';
import { stockSummary } from './stock-summary.ts';

export { stockProduct, type StockProductRef } from './stock-product.ts';

/** Quantity in 1/10,000 of the base unit; less than nothing where something went. */
const qtyE4 = z.int();
const priceE4 = z.int();

export const stockLevels = ['below', 'within', 'above'] as const;

export const onHandRow = z.object({
  product: stockProduct,
  category: nameRef.nullable(),
  active: z.boolean(),
  /** In all places of the company. */
  onHandE4: qtyE4,
  reservedE4: qtyE4,
  /** In the warehouses that are sold from, less what is reserved there. */
  availableE4: qtyE4,
  minQtyE4: qtyE4.nullable(),
  maxQtyE4: qtyE4.nullable(),
  level: z.enum(stockLevels),
  places: z.array(z.object({ locationId: id, qtyE4, reservedE4: qtyE4 })),
  /** Average cost of one base unit; null where there is nothing, and for whom cost is hidden. */
  averageE4: priceE4.nullable(),
  valueFen: fen.nullable(),
});
export type OnHandRow = z.output<typeof onHandRow>;

const onHandQuery = {
  productId: idParam.optional(),
  /** Words of code, name, spec and pinyin, or a barcode. */
  q: looseText(100).optional(),
  categoryId: idParam.optional(),
  /** What lies there. */
  locationId: idParam.optional(),
  level: several(z.enum(stockLevels)),
  /** Also products of which there is nothing. */
  empty: flagParam.optional(),
};

const onHand = endpoint({
  method: 'GET',
  path: '/stock',
  access: 'stock.read',
  since: 1,
  summary: 'What there is of each product and where, by code; value for those who may see cost',
  query: z.object({ ...pageQuery, ...onHandQuery, count: flagParam.optional() }),
  response: pageOf(onHandRow).extend({
    /** Of all rows that were asked for; with `count` alone, and for those who may see cost. */
    amountFen: fen.nullable(),
    costHidden: z.boolean(),
  }),
});

const availableRow = z.object({
  product: stockProduct,
  availableE4: qtyE4,
  /** By warehouse, those with something. */
  places: z.array(z.object({ location: nameRef, availableE4: qtyE4 })),
});
export type AvailableRow = z.output<typeof availableRow>;

const available = endpoint({
  method: 'GET',
  path: '/stock/available',
  access: ['stock.available', 'stock.read'],
  since: 1,
  summary:
    'What may be promised of each product in use, by code: no reserve, no value, no movement',
  query: z.object({
    ...pageQuery,
    q: looseText(100).optional(),
    categoryId: idParam.optional(),
    productId: idParam.optional(),
  }),
  response: pageOf(availableRow),
});

/** What moves stock; the name of a document in the ledger. */
export const stockDocKinds = [
  'otherIn',
  'otherOut',
  'transfer',
  'count',
  'assembly',
  'disassembly',
] as const;
/** The same with the documents of other areas. */
export const stockMoveKinds = [
  ...stockDocKinds,
  'delivery',
  'salesReturn',
  'receiptNote',
  'purchaseReturn',
  'loan',
  'loanReturn',
  'costCorrection',
] as const;
export type StockMoveKind = (typeof stockMoveKinds)[number];

const place = z.object({ id, name: z.string(), kind: z.string() });

export const stockMovement = z.object({
  /** Its place in the order of posting. */
  id,
  postedAt: instant,
  businessDate: date,
  product: stockProduct,
  from: place,
  to: place,
  batch: z.string(),
  serial: z.string(),
  /** How much moved. */
  qtyE4,
  /** What it added to the place that was asked for, else to the company. */
  changeE4: qtyE4,
  /** After it, of that place or the company; of one product alone. */
  balanceE4: qtyE4.nullable(),
  /** What the company gained or lost; null for whom cost is hidden. */
  valueFen: fen.nullable(),
  doc: z.object({ kind: z.enum(stockMoveKinds), id, no: z.string() }),
  /** It takes back another row, or another takes it back. */
  reversal: z.boolean(),
  reversed: z.boolean(),
  /** More went out than there was: its cost is a guess (`open`), or was one (`known`). */
  provisional: z.enum(['open', 'known']).nullable(),
  by: z.string(),
});
export type StockMovement = z.output<typeof stockMovement>;

const ledgerQuery = {
  productId: idParam.optional(),
  locationId: idParam.optional(),
  from: date.optional(),
  to: date.optional(),
  kind: several(z.enum(stockMoveKinds)),
  batch: looseText(60).optional(),
  serial: looseText(60).optional(),
};

const ledger = endpoint({
  method: 'GET',
  path: '/stock/ledger',
  access: 'stock.read',
  since: 1,
  summary: 'Movements, the last posted first; of one product with the running balance',
  query: z.object({ ...pageQuery, ...ledgerQuery }),
  response: pageOf(stockMovement),
});

/** What a line of a document must know of its product. */
export const lineFacts = z.object({
  productId: id,
  tracksBatch: z.boolean(),
  tracksSerial: z.boolean(),
  /** In the place that was asked for, else in all of the company. */
  onHandE4: qtyE4,
  averageE4: priceE4.nullable(),
  /** Of that place, those of which there is something, in the order in which they came. */
  batches: z.array(z.object({ batch: z.string(), qtyE4 })),
  /** The base unit first. */
  units: z.array(z.object({ unit: nameRef, num: z.int(), den: z.int() })),
});
export type LineFacts = z.output<typeof lineFacts>;

const facts = endpoint({
  method: 'GET',
  path: '/stock/line-facts',
  access: 'stock.read',
  since: 1,
  summary: 'What lines of a document must know of these products',
  query: z.object({ productId: several(idParam), locationId: idParam.optional() }),
  response: z.object({ rows: z.array(lineFacts) }),
});

export const stockExports = [
  'onHand',
  'ledger',
  'batches',
  'serials',
  'provisional',
  'summary',
] as const;
export const stockExport = z.object({
  what: z.enum(stockExports),
  /** As the list has them. */
  q: looseText(100).optional(),
  categoryId: id.optional(),
  locationId: id.optional(),
  level: z.array(z.enum(stockLevels)).optional(),
  /** Also products of which there is nothing. */
  empty: z.boolean().optional(),
  productId: id.optional(),
  kind: z.array(z.enum(stockMoveKinds)).optional(),
  from: date.optional(),
  to: date.optional(),
  batch: looseText(60).optional(),
  serial: looseText(60).optional(),
  /** Also pieces that left the company. */
  gone: z.boolean().optional(),
  /** Also provisional costs that are known by now. */
  all: z.boolean().optional(),
  format: z.enum(exportFormats),
  lang: z.enum(languages),
});

const exportRows = endpoint({
  method: 'POST',
  path: '/stock/export',
  access: 'stock.read',
  since: 1,
  confirm: 'sometimes',
  summary: 'What there is, or the movements, as a file; a job',
  body: stockExport,
  response: z.object({ jobId: id }),
  status: 202,
  problems: ['export-too-large'],
});

export const stock = {
  onHand,
  available,
  ledger,
  facts,
  ...stockPieces,
  ...stockProvisional,
  ...stockSummary,
  export: exportRows,
};
