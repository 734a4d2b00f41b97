import { z } from 'zod';
import { date, fen, id, instant, nameRef, version } from './contract/fields.ts';
import { priceBases } from './price-resolver.ts';
import { unitPriceE4 } from './products.ts';
import { quotationStates, quotationStops } from './quotation-rules.ts';
import { orderCheck, salesOrderLine } from './sales-orders.ts';
import { partNumbers } from './customer-products.ts';

/** A line of a quotation: one of an order of which nothing has happened yet. */
export const quotationLine = salesOrderLine.omit({
  requiredDate: true,
  originalRequiredDate: true,
  promisedDate: true,
  deliveredE4: true,
  returnedE4: true,
  replaceE4: true,
  cancelledE4: true,
  openE4: true,
  reservedE4: true,
  closeReason: true,
  dropShip: true,
});
export type QuotationLine = z.output<typeof quotationLine>;

const head = {
  id,
  version,
  /** Empty until it is handed in; later versions keep it. */
  no: z.string(),
  /** Which version of the offer this is, from 1. */
  revision: z.int().positive(),
  state: z.enum(quotationStates),
  customer: nameRef,
  businessDate: date,
  /** The last day on which it can be accepted. */
  validTo: date,
  netFen: fen,
  taxFen: fen,
  grossFen: fen,
  lineCount: z.int(),
  note: z.string(),
  /** Why it was sent back, or was not accepted. */
  reason: z.string(),
  madeBy: nameRef,
  madeAt: instant,
  sentAt: instant.nullable(),
  /** When the customer accepted or refused. */
  decidedAt: instant.nullable(),
};
export const quotationRow = z.object(head);
export type QuotationRow = z.output<typeof quotationRow>;

export const quotationCheck = orderCheck
  .pick({ below: true, giftsBp: true, giftsMaxBp: true, deciders: true })
  .extend({ reasons: z.array(z.enum(quotationStops)) });
export type QuotationCheck = z.output<typeof quotationCheck>;

export const quotation = z.object({
  ...head,
  contact: nameRef.nullable(),
  deal: nameRef.nullable(),
  term: nameRef.nullable(),
  /** When it can be delivered, in words. */
  leadTime: z.string(),
  basis: z.enum(priceBases),
  askReason: z.string(),
  reasons: z.array(z.enum(quotationStops)),
  /** For whoever may open it. */
  approvalId: id.nullable(),
  /** With whom its approval lies now. */
  waitsFor: z.array(nameRef),
  /** Orders made from it that the reader may open. */
  orders: z.array(nameRef),
  lines: z.array(quotationLine),
  partNumbers,
  /** What the reader may do now. */
  can: z.object({
    update: z.boolean(),
    discard: z.boolean(),
    sendBack: z.boolean(),
    send: z.boolean(),
    decide: z.boolean(),
    revise: z.boolean(),
    order: z.boolean(),
    /** No contract was made from it yet. */
    contract: z.boolean(),
  }),
});
export type Quotation = z.output<typeof quotation>;

/** What was offered once, as it was then; nothing changes it. */
export const quotationVersion = z.object({
  revision: z.int().positive(),
  businessDate: date,
  validTo: date,
  /** Null: it was never sent. */
  sentAt: instant.nullable(),
  termName: z.string(),
  leadTime: z.string(),
  note: z.string(),
  netFen: fen,
  taxFen: fen,
  grossFen: fen,
  lines: z.array(
    z.object({
      productId: id.nullable(),
      code: z.string(),
      name: z.string(),
      unit: z.string(),
      qtyE4: z.int().nullable(),
      priceE4: unitPriceE4.nullable(),
      discountBp: z.int(),
      grossFen: fen,
    }),
  ),
});
export type QuotationVersion = z.output<typeof quotationVersion>;
