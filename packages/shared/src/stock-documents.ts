import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  done,
  fen,
  id,
  idParam,
  idPath,
  instant,
  looseText,
  nameRef,
  optionalText,
  pageOf,
  pageQuery,
  patchText,
  requiredText,
  several,
  version,
} from './contract/fields.ts';
import { stockDocKinds, stockProduct } from './stock.ts';

export type StockDocKind = (typeof stockDocKinds)[number];
/** A transfer in two steps is dispatched until it is received. */
export const stockDocStates = ['draft', 'dispatched', 'confirmed', 'reversed'] as const;
export type StockDocState = (typeof stockDocStates)[number];

/** Why goods come in or go out without a purchase or a sale. */
export const inReasons = ['opening', 'gift', 'returned', 'other'] as const;
export const outReasons = ['scrap', 'ownUse', 'sample', 'other'] as const;
export const stockReasons = [
  'opening',
  'gift',
  'returned',
  'scrap',
  'ownUse',
  'sample',
  'other',
] as const;
export type StockReason = (typeof stockReasons)[number];

export const MOST_LINES = 500;
/** Pieces of one line that have numbers. */
const MOST_SERIALS = 200;

/** More than a document is ever about; below it products with prices stay whole numbers. */
const qty = z.int().min(0).max(1e12);
const price = z.int().min(0).max(1e12);

/** Kinds whose parts become a whole, or whose whole becomes parts. */
export const madeKinds = ['assembly', 'disassembly'] as const;
export type MadeKind = (typeof madeKinds)[number];
export const isMade = (kind: string): kind is MadeKind =>
  (madeKinds as readonly string[]).includes(kind);

/** Against which what an assembly costs besides its parts may stand. */
export const extraAccounts = [
  'otherPayable',
  'adminExpense',
  'sellingExpense',
  'otherExpense',
] as const;
export type ExtraAccount = (typeof extraAccounts)[number];

const lineBody = z.object({
  /** The line there was, so that what its writer may not see stays. */
  id: id.optional(),
  productId: id,
  /** The base unit, or one of the product’s others. */
  unitId: id,
  /** In 1/10,000 of that unit; of a count what was counted. Null: not known yet. */
  qtyE4: qty.nullable(),
  /** Cost of one of that unit, in 1/10,000 yuan; null: at the average. */
  priceE4: price.nullable().default(null),
  batch: optionalText(60),
  serials: z.array(requiredText(60)).max(MOST_SERIALS).default([]),
  note: optionalText(200),
});
export type StockLineBody = z.input<typeof lineBody>;

/** What is put together or taken apart; the lines are its parts. */
const wholeBody = z.object({
  productId: id,
  /** Of the base unit; null: not known yet. */
  qtyE4: qty.nullable(),
  batch: optionalText(60),
  serials: z.array(requiredText(60)).max(MOST_SERIALS).default([]),
});
/** Labour and the like: what it costs besides the parts. Kept for those who may see cost. */
const extraBody = z.object({
  amountFen: z.int().min(0).max(1e13),
  account: z.enum(extraAccounts).nullable().default(null),
});

export const stockLine = z.object({
  id,
  product: stockProduct,
  unit: nameRef,
  qtyE4: qty.nullable(),
  /** The same of the base unit. */
  baseQtyE4: z.int().nullable(),
  /** Null as well for whom cost is hidden. */
  priceE4: price.nullable(),
  /** What it was posted with; null of a draft, and for whom cost is hidden. */
  valueFen: fen.nullable(),
  batch: z.string(),
  serials: z.array(z.string()),
  tracksBatch: z.boolean(),
  tracksSerial: z.boolean(),
  /** Of a count: what the ledger said when it was frozen. */
  bookE4: z.int().nullable(),
  /** Of a transfer that was received, of the base unit. */
  receivedE4: z.int().nullable(),
  note: z.string(),
});
export type StockLine = z.output<typeof stockLine>;

const head = {
  id,
  version,
  kind: z.enum(stockDocKinds),
  /** Empty until it is confirmed. */
  no: z.string(),
  state: z.enum(stockDocStates),
  businessDate: date,
  from: nameRef.nullable(),
  to: nameRef.nullable(),
  reason: z.string(),
  twoStep: z.boolean(),
  note: z.string(),
  /** What is put together or taken apart, in its base unit. */
  whole: z
    .object({
      product: stockProduct,
      qtyE4: z.int().nullable(),
      batch: z.string(),
      serials: z.array(z.string()),
      tracksBatch: z.boolean(),
      tracksSerial: z.boolean(),
    })
    .nullable(),
  lineCount: z.int(),
  madeBy: nameRef,
  madeAt: instant,
  confirmedBy: nameRef.nullable(),
  confirmedAt: instant.nullable(),
};
export const stockDocRow = z.object(head);
export type StockDocRow = z.output<typeof stockDocRow>;

export const stockDocument = z.object({
  ...head,
  lines: z.array(stockLine),
  costHidden: z.boolean(),
  receivedBy: nameRef.nullable(),
  receivedAt: instant.nullable(),
  reversedBy: nameRef.nullable(),
  reversedAt: instant.nullable(),
  reversalReason: z.string(),
  /** What the whole was posted with; null of a draft, and for whom cost is hidden. */
  wholeValueFen: fen.nullable(),
  /** Null of other kinds, and for whom cost is hidden. */
  extra: z.object({ amountFen: fen, account: z.enum(extraAccounts).nullable() }).nullable(),
  /** What the reader may do now. */
  mayEdit: z.boolean(),
  mayReceive: z.boolean(),
  mayReverse: z.boolean(),
});
export type StockDocument = z.output<typeof stockDocument>;

const lines = z.array(lineBody).max(MOST_LINES);
const move = ['stock.move', 'stock.count'] as const;

const list = endpoint({
  method: 'GET',
  path: '/stock-documents',
  access: 'stock.read',
  since: 1,
  summary: 'Documents of the stock room, the newest first',
  query: z.object({
    ...pageQuery,
    kind: several(z.enum(stockDocKinds)),
    state: several(z.enum(stockDocStates)),
    locationId: idParam.optional(),
    /** Of the number or the note. */
    q: looseText(60).optional(),
    from: date.optional(),
    to: date.optional(),
  }),
  response: pageOf(stockDocRow),
});

const get = endpoint({
  method: 'GET',
  path: '/stock-documents/:id',
  access: 'stock.read',
  since: 1,
  summary: 'A document with its lines',
  params: idPath,
  response: stockDocument,
});

const create = endpoint({
  method: 'POST',
  path: '/stock-documents',
  access: 'stock.move',
  since: 1,
  summary: 'Draft a receipt, an issue, a transfer, an assembly or its opposite',
  body: z.object({
    kind: z.enum(['otherIn', 'otherOut', 'transfer', ...madeKinds]),
    businessDate: date,
    fromLocationId: id.nullable().default(null),
    toLocationId: id.nullable().default(null),
    reason: z.enum(stockReasons).nullable().default(null),
    twoStep: z.boolean().default(false),
    note: optionalText(500),
    whole: wholeBody.nullable().default(null),
    extra: extraBody.nullable().default(null),
    lines,
  }),
  response: stockDocument,
  status: 201,
});

const startCount = endpoint({
  method: 'POST',
  path: '/stock-counts',
  access: 'stock.count',
  since: 1,
  summary: 'Begin a count: what the ledger says of the place now is frozen beside what is counted',
  body: z.object({
    locationId: id,
    businessDate: date,
    /** What lies there, all of it or of one category; without it the count begins empty. */
    fill: z.boolean().default(true),
    categoryId: id.nullable().default(null),
    note: optionalText(500),
  }),
  response: stockDocument,
  status: 201,
});

const update = endpoint({
  method: 'PATCH',
  path: '/stock-documents/:id',
  access: move,
  since: 1,
  summary: 'Change a draft; lines are given whole. A count keeps its place and its frozen book',
  params: idPath,
  body: z.object({
    version,
    businessDate: date.optional(),
    fromLocationId: id.nullable().optional(),
    toLocationId: id.nullable().optional(),
    reason: z.enum(stockReasons).nullable().optional(),
    twoStep: z.boolean().optional(),
    note: patchText(500),
    whole: wholeBody.nullable().optional(),
    extra: extraBody.optional(),
    lines: lines.optional(),
  }),
  response: stockDocument,
  problems: ['version-conflict', 'state-refused'],
});

const discard = endpoint({
  method: 'POST',
  path: '/stock-documents/:id/discard',
  access: move,
  since: 1,
  summary: 'Throw a draft away',
  params: idPath,
  body: z.object({ version }),
  response: done,
  problems: ['version-conflict', 'state-refused'],
});

const confirm = endpoint({
  method: 'POST',
  path: '/stock-documents/:id/confirm',
  access: move,
  since: 1,
  summary:
    'Confirm a draft: it gets its number and moves stock at once. A transfer in two steps is dispatched',
  params: idPath,
  body: z.object({ version }),
  response: stockDocument,
  problems: ['version-conflict', 'state-refused', 'stock-short'],
});

const receive = endpoint({
  method: 'POST',
  path: '/stock-documents/:id/receive',
  access: 'stock.move',
  since: 1,
  summary: 'Receive what was dispatched; what is missing or too much goes to the losses',
  params: idPath,
  body: z.object({
    version,
    /** Absent lines came as they were sent; of the base unit. */
    lines: z.array(z.object({ id, receivedE4: qty })).max(MOST_LINES),
  }),
  response: stockDocument,
  problems: ['version-conflict', 'state-refused', 'stock-short'],
});

const reverse = endpoint({
  method: 'POST',
  path: '/stock-documents/:id/reverse',
  access: 'stock.reverse',
  since: 1,
  summary: 'Take a confirmed document back by the opposite rows, posted today',
  params: idPath,
  body: z.object({ version, reason: requiredText(200) }),
  response: stockDocument,
  problems: ['version-conflict', 'state-refused', 'stock-short'],
});

export const stockDocuments = {
  list,
  get,
  create,
  startCount,
  update,
  discard,
  confirm,
  receive,
  reverse,
};
