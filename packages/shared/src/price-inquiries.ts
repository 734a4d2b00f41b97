import { z } from 'zod';
import { languages } from './auth.ts';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  flagParam,
  id,
  idPath,
  instant,
  looseText,
  nameRef,
  optionalText,
  pageOf,
  pageQuery,
  requiredText,
  several,
  version,
} from './contract/fields.ts';
import { exportFormats } from './export-formats.ts';
import { priceBases } from './price-resolver.ts';
import { unitPriceE4 } from './products.ts';

/**
 * `open` waits for the buyer, `answered` for an offer, `priced` for whoever asked; `declined`: the
 * buyer cannot get it; `used`: the offer stands in a quotation.
 */
export const priceInquiryStates = [
  'open',
  'answered',
  'priced',
  'declined',
  'used',
  'withdrawn',
] as const;
export type PriceInquiryState = (typeof priceInquiryStates)[number];

export const MOST_INQUIRY_LINES = 50;
const qtyE4 = z.int().min(1).max(1e12);

/**
 * One thing that was asked for. Of the buyer's side whoever sells sees no supplier and no cost, of
 * the seller's side whoever buys sees no price and no quotation, and nobody a customer.
 */
export const priceInquiry = z.object({
  id,
  version,
  /** Lines that were asked together have one. */
  no: z.string(),
  state: z.enum(priceInquiryStates),
  /** The answer holds no more: its last day is over. */
  expired: z.boolean(),
  asker: nameRef,
  /** Of the asker when it was asked. */
  dept: nameRef,
  businessDate: date,
  /** Null: no product yet, as `text` describes it. */
  product: z.object({ id, code: z.string(), name: z.string(), spec: z.string() }).nullable(),
  text: z.string(),
  spec: z.string(),
  unit: z.string(),
  unitId: id.nullable(),
  qtyE4,
  wantedDate: date.nullable(),
  note: z.string(),
  /** The answer, which both sides see: days, the least quantity, the last day on which it holds. */
  leadDays: z.int().nullable(),
  minQtyE4: z.int().nullable(),
  validTo: date.nullable(),
  answerNote: z.string(),
  declineReason: z.string(),
  answeredAt: instant.nullable(),
  /** For whoever reads suppliers. */
  supplier: nameRef.nullable(),
  /** Of one unit, 1/10,000 yuan; for whoever buys or makes offers, and sees cost. */
  costE4: unitPriceE4.nullable(),
  costBasis: z.enum(priceBases).nullable(),
  /** Whether the answer was written among the prices of the supplier; null: not shown. */
  costKept: z.boolean().nullable(),
  /** For the asker and for whoever makes offers. */
  floorE4: unitPriceE4.nullable(),
  offerE4: unitPriceE4.nullable(),
  offerBasis: z.enum(priceBases).nullable(),
  /** The quotation into which the offer was taken; for the asker. */
  quotationId: id.nullable(),
  /** The same of a sales order. */
  salesOrderId: id.nullable(),
  madeAt: instant,
  /** What the reader may do now. */
  can: z.object({
    withdraw: z.boolean(),
    answer: z.boolean(),
    price: z.boolean(),
    use: z.boolean(),
    keepCost: z.boolean(),
    askAgain: z.boolean(),
  }),
});
export type PriceInquiry = z.output<typeof priceInquiry>;

const line = z.object({
  productId: id.nullable().default(null),
  /** Where no product is named. */
  text: optionalText(200),
  spec: optionalText(200),
  /** The base unit where it is not said; of a product alone. */
  unitId: id.nullable().default(null),
  /** Where no product is named. */
  unitText: optionalText(20),
  qtyE4,
  wantedDate: date.nullable().default(null),
  note: optionalText(500),
});

const ask = 'quotations.update' as const;
const seen = ['quotations.read', ask, 'purchaseOrders.read', 'prices.update'] as const;
const stale = ['version-conflict', 'state-refused'] as const;

const list = endpoint({
  method: 'GET',
  path: '/price-inquiries',
  access: seen,
  since: 1,
  summary:
    'What was asked, newest first: own lines, those of the people below, all for who buys or prices',
  query: z.object({
    ...pageQuery,
    state: several(z.enum(priceInquiryStates)),
    /** Own ones alone. */
    mine: flagParam.optional(),
    /** Of the number, the thing or who asks; of nothing that one side alone sees. */
    q: looseText(60).optional(),
  }),
  response: pageOf(priceInquiry),
});

const get = endpoint({
  method: 'GET',
  path: '/price-inquiries/:id',
  access: seen,
  since: 1,
  summary: 'One thing that was asked for, as far as the side of the reader sees it',
  params: idPath,
  response: priceInquiry,
});

const create = endpoint({
  method: 'POST',
  path: '/price-inquiries',
  access: ask,
  since: 1,
  summary: 'Ask the buyers what things cost and when they come; several lines get one number',
  body: z.object({ lines: z.array(line).min(1).max(MOST_INQUIRY_LINES) }),
  response: z.object({ no: z.string(), rows: z.array(priceInquiry) }),
  status: 201,
});

const withdraw = endpoint({
  method: 'POST',
  path: '/price-inquiries/:id/withdraw',
  access: ask,
  since: 1,
  summary: 'Ask no more for what was not taken yet: by whoever asked',
  params: idPath,
  body: z.object({ version }),
  response: priceInquiry,
  problems: stale,
});

const answer = endpoint({
  method: 'POST',
  path: '/price-inquiries/:id/answer',
  access: 'purchaseOrders.update',
  since: 1,
  summary:
    'Answer what it costs and when it comes; an offer that was made of an earlier answer falls',
  params: idPath,
  body: z.object({
    version,
    supplierId: id,
    costE4: unitPriceE4,
    costBasis: z.enum(priceBases).default('gross'),
    leadDays: z.int().min(0).max(999),
    minQtyE4: z.int().min(0).max(1e12).default(0),
    validTo: date,
    /** Which product it is, where none was named; its base unit then counts. */
    productId: id.nullable().default(null),
    /** Both sides read it. */
    note: optionalText(500),
  }),
  response: priceInquiry,
  problems: stale,
});

const decline = endpoint({
  method: 'POST',
  path: '/price-inquiries/:id/decline',
  access: 'purchaseOrders.update',
  since: 1,
  summary: 'Answer that it cannot be had, and why',
  params: idPath,
  body: z.object({ version, reason: requiredText(200) }),
  response: priceInquiry,
  problems: stale,
});

const price = endpoint({
  method: 'POST',
  path: '/price-inquiries/:id/price',
  access: 'prices.update',
  since: 1,
  summary: 'Make the offer of an answer, and its floor: by whoever makes prices and sees cost',
  params: idPath,
  body: z.object({
    version,
    offerE4: unitPriceE4,
    floorE4: unitPriceE4.nullable().default(null),
    basis: z.enum(priceBases).default('gross'),
  }),
  response: priceInquiry,
  problems: stale,
});

const use = endpoint({
  method: 'POST',
  path: '/price-inquiries/:id/use',
  access: ask,
  since: 1,
  summary: 'Take an own offer into a draft of a quotation: its price, and when it can be delivered',
  params: idPath,
  body: z.object({
    version,
    quotationId: id,
    quotationVersion: version,
    /** When it can be delivered, in the words of the reader. */
    leadTime: optionalText(100),
  }),
  response: priceInquiry,
  problems: ['version-conflict', 'state-refused', 'customer-archived'],
});

const useInOrder = endpoint({
  method: 'POST',
  path: '/price-inquiries/:id/use-in-order',
  access: ask,
  since: 1,
  summary:
    'Take an own offer into a draft of a sales order: its price, and when it can be delivered',
  params: idPath,
  body: z.object({
    version,
    orderId: id,
    orderVersion: version,
    /** When it can be delivered, in the words of the reader. */
    leadTime: optionalText(100),
  }),
  response: priceInquiry,
  problems: ['version-conflict', 'state-refused', 'customer-archived'],
});

const keepCost = endpoint({
  method: 'POST',
  path: '/price-inquiries/:id/keep-cost',
  access: 'suppliers.update',
  since: 1,
  summary: 'Write an answer among the prices of its supplier; once',
  params: idPath,
  body: z.object({ version }),
  response: priceInquiry,
  problems: stale,
});

export const inquiriesExport = z.object({
  /** As the list has them. */
  state: z.array(z.enum(priceInquiryStates)).max(10).optional(),
  mine: z.boolean().optional(),
  q: looseText(60).optional(),
  format: z.enum(exportFormats),
  lang: z.enum(languages),
});

const exportInquiries = endpoint({
  method: 'POST',
  path: '/price-inquiries/export',
  access: seen,
  since: 1,
  confirm: 'sometimes',
  summary: 'What the list of inquiries shows, as a file: of each side what it sees; a job',
  body: inquiriesExport,
  response: z.object({ jobId: id }),
  status: 202,
  problems: ['export-too-large'],
});

export const priceInquiries = {
  list,
  get,
  create,
  withdraw,
  answer,
  decline,
  price,
  use,
  useInOrder,
  keepCost,
  export: exportInquiries,
};
