import { z } from 'zod';
import { languages } from './auth.ts';
import { date, fen, id, instant, looseText, nameRef, version } from './contract/fields.ts';
import { exportFormats } from './export-formats.ts';
import { fapiaoKinds, fapiaoStates } from './fapiao-rules.ts';

const docRef = z.object({ id, no: z.string() });

export const fapiaoSums = { netFen: fen, taxFen: fen, grossFen: fen };

const head = {
  id,
  version,
  state: z.enum(fapiaoStates),
  kind: z.enum(fapiaoKinds),
  /** Empty of those without one: digital fapiao have a number alone. */
  code: z.string(),
  /** Empty until it is known; not of one that was issued. */
  number: z.string(),
  businessDate: date,
  customer: nameRef,
  /** Whom it is made out to. */
  title: z.string(),
  ...fapiaoSums,
  lineCount: z.int(),
  /** A red one: what it takes back. */
  redOf: docRef.nullable(),
  /** Its number, also where that one is not kept here; empty of others. */
  redOfNo: z.string(),
  note: z.string(),
  madeBy: nameRef,
  madeAt: instant,
  issuedBy: nameRef.nullable(),
  issuedAt: instant.nullable(),
};
export const fapiaoRow = z.object(head);
export type FapiaoRow = z.output<typeof fapiaoRow>;

const buyer = z.object({
  title: z.string(),
  taxNo: z.string(),
  bank: z.string(),
  account: z.string(),
  address: z.string(),
  phone: z.string(),
});
export type FapiaoBuyer = z.output<typeof buyer>;

const goods = {
  orderLineId: id,
  order: docRef,
  /** Null: made out before the goods went. */
  delivery: docRef.nullable(),
  deliveryLineId: id.nullable(),
  code: z.string(),
  /** As fapiao name it. */
  name: z.string(),
  spec: z.string(),
  unit: z.string(),
  taxBp: z.int(),
};

const line = z.object({
  id,
  ...goods,
  /** Both null of what takes back a return without a delivery; then that is named. */
  orderLineId: id.nullable(),
  order: docRef.nullable(),
  return: docRef.nullable(),
  /** Of the base unit; below 0 of a red one. */
  qtyE4: z.int(),
  ...fapiaoSums,
  /** What red ones took back of it. */
  redE4: z.int(),
  /** How much it could be instead, as things are. */
  mostE4: z.int(),
});
export type FapiaoLine = z.output<typeof line>;

export const fapiao = z.object({
  ...head,
  /** Null while the customer lies in the pool. */
  buyer: buyer.nullable(),
  lines: z.array(line),
  /** By rate; `reckonedFen` is the tax of the sum, from which that of the lines differs by fen. */
  rates: z.array(z.object({ taxBp: z.int(), netFen: fen, taxFen: fen, reckonedFen: fen })),
  /** Red ones that take back some of it, the oldest first. */
  reds: z.array(z.object({ id, no: z.string(), businessDate: date, grossFen: fen })),
  redReason: z.string(),
  /** What the reader may do now. */
  can: z.object({
    update: z.boolean(),
    issue: z.boolean(),
    red: z.boolean(),
    correct: z.boolean(),
  }),
});
export type Fapiao = z.output<typeof fapiao>;

/** A line that a fapiao may be made out for, and what it would come to. */
export const invoiceableLine = z.object({
  ...goods,
  businessDate: date,
  /** What there is of it, and what no fapiao is registered for. */
  qtyE4: z.int(),
  openE4: z.int(),
  qtyDecimals: z.int(),
  ...fapiaoSums,
});
export type InvoiceableLine = z.output<typeof invoiceableLine>;

export const fapiaoExport = z.object({
  /** `notNeeded`: delivered lines that want none; of the filters `q` and `customerId` hold. */
  what: z.enum(['fapiao', 'lines', 'notNeeded']),
  state: z.array(z.enum(fapiaoStates)).optional(),
  kind: z.array(z.enum(fapiaoKinds)).optional(),
  customerId: id.optional(),
  q: looseText(60).optional(),
  from: date.optional(),
  to: date.optional(),
  format: z.enum(exportFormats),
  lang: z.enum(languages),
});

export const uninvoicedRow = z.object({
  customer: nameRef,
  owner: nameRef.nullable(),
  /** With tax: delivered and not invoiced; invoiced and not delivered. */
  uninvoicedFen: fen,
  earlyFen: fen,
  orderCount: z.int(),
  /** Business date of the oldest of these orders. */
  oldestOn: date,
});
export type UninvoicedRow = z.output<typeof uninvoicedRow>;

export const earlyLine = z.object({
  /** Null of what came back without a delivery and has no red fapiao; then its return is named. */
  orderLineId: id.nullable(),
  order: docRef.nullable(),
  returnLineId: id.nullable(),
  return: docRef.nullable(),
  /** Why it came back. */
  reason: z.string(),
  businessDate: date,
  customer: nameRef,
  code: z.string(),
  name: z.string(),
  unit: z.string(),
  qtyDecimals: z.int(),
  invoicedE4: z.int(),
  deliveredE4: z.int(),
  /** With tax, of what is invoiced and not there. */
  earlyFen: fen,
});
export type EarlyLine = z.output<typeof earlyLine>;

/** What a line of a fapiao is for, as it is written. */
export const fapiaoLineBody = z.object({
  orderLineId: id,
  /** Null: before it is delivered. */
  deliveryLineId: id.nullable().default(null),
  qtyE4: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
});
export type FapiaoLineBody = z.output<typeof fapiaoLineBody>;
