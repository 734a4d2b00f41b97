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
import { partNumbers } from './customer-products.ts';
import { freeDisposals, returnDisposals } from './delivery-rules.ts';
import { unitPriceE4 } from './products.ts';
import { salesLineKinds } from './sales-order-rules.ts';
import { stockProduct } from './stock.ts';

/** `approving` and `approved` are states of those alone of which nobody finds the delivery. */
export const returnStates = ['draft', 'approving', 'approved', 'confirmed', 'reversed'] as const;
export type ReturnState = (typeof returnStates)[number];

const lineBody = z.object({
  deliveryLineId: id,
  /** Of the base unit, in 1/10,000. */
  qtyE4: z.int().min(1).max(1e12),
  serials: z.array(requiredText(60)).max(200).default([]),
  note: optionalText(200),
});
export type ReturnLineBody = z.input<typeof lineBody>;

/** What comes back of which nobody finds the delivery. */
const freeLineBody = z.object({
  /** A line that is there already. */
  id: id.optional(),
  productId: id,
  unitId: id,
  /** Of that unit, in 1/10,000. */
  qtyE4: z.int().min(1).max(1e12),
  /** With tax, of one of that unit; not said: what the customer paid last, else what rules say. */
  priceE4: unitPriceE4.nullable().default(null),
  batch: optionalText(60),
  serials: z.array(requiredText(60)).max(200).default([]),
  note: optionalText(200),
});
export type FreeReturnLineBody = z.input<typeof freeLineBody>;
const freeLines = z.array(freeLineBody).min(1).max(200);

const line = z.object({
  id,
  /** Null where nobody finds the delivery; then unit, quantity of it and price are there. */
  deliveryLineId: id.nullable(),
  kind: z.enum(salesLineKinds),
  product: stockProduct.nullable(),
  text: z.string(),
  qtyE4: z.int(),
  batch: z.string(),
  serials: z.array(z.string()),
  unit: nameRef.nullable(),
  unitQtyE4: z.int().nullable(),
  /** With tax; null for whom prices are hidden, and of a line of a delivery. */
  priceE4: unitPriceE4.nullable(),
  tracksBatch: z.boolean(),
  tracksSerial: z.boolean(),
  /** Null for whom prices are hidden. */
  grossFen: fen.nullable(),
  note: z.string(),
});

const head = {
  id,
  version,
  /** Empty until it is confirmed. */
  no: z.string(),
  state: z.enum(returnStates),
  customer: nameRef,
  /** Null where nobody finds it. */
  delivery: z.object({ id, no: z.string() }).nullable(),
  warehouse: nameRef.nullable(),
  businessDate: date,
  reason: z.string(),
  disposal: z.enum(returnDisposals),
  note: z.string(),
  lineCount: z.int(),
  /** With tax, what the customer is credited; null for whom prices are hidden. */
  grossFen: fen.nullable(),
  madeBy: nameRef,
  madeAt: instant,
  confirmedBy: nameRef.nullable(),
  confirmedAt: instant.nullable(),
};
export const salesReturnRow = z.object(head);
export type SalesReturnRow = z.output<typeof salesReturnRow>;
export const salesReturn = z.object({
  ...head,
  lines: z.array(line),
  reversedBy: nameRef.nullable(),
  reversedAt: instant.nullable(),
  reversalReason: z.string(),
  /** Of the delivery: who carried it, who signed for it and when; for the carrier’s claim. */
  carried: z
    .object({
      carrier: z.string(),
      trackingNo: z.string(),
      signedOn: date.nullable(),
      signedName: z.string(),
    })
    .nullable(),
  /** What the customer calls the goods. */
  partNumbers,
  /** Why it was refused or sent back. */
  backReason: z.string(),
  can: z.object({
    update: z.boolean(),
    /** The same of one of a delivery, by whoever sends goods. */
    change: z.boolean(),
    submit: z.boolean(),
    sendBack: z.boolean(),
    discard: z.boolean(),
    confirm: z.boolean(),
    reverse: z.boolean(),
  }),
});
export type SalesReturn = z.output<typeof salesReturn>;

const seen = ['deliveries.read', 'deliveries.manage'] as const;
const stale = ['version-conflict', 'state-refused'] as const;

export const salesReturns = {
  list: endpoint({
    method: 'GET',
    path: '/sales-returns',
    access: seen,
    since: 1,
    summary: 'What customers sent back, the newest first',
    query: z.object({
      ...pageQuery,
      state: several(z.enum(returnStates)),
      customerId: idParam.optional(),
      deliveryId: idParam.optional(),
      /** Of the number, that of the delivery, the customer, the reason or the note. */
      q: looseText(60).optional(),
      from: date.optional(),
      to: date.optional(),
    }),
    response: pageOf(salesReturnRow),
  }),
  get: endpoint({
    method: 'GET',
    path: '/sales-returns/:id',
    access: seen,
    since: 1,
    summary: 'A return with its lines',
    params: idPath,
    response: salesReturn,
  }),
  create: endpoint({
    method: 'POST',
    path: '/sales-returns',
    access: 'deliveries.manage',
    since: 1,
    summary: 'Draft a return of lines of one delivery',
    body: z.object({
      deliveryId: id,
      businessDate: date,
      /** The warehouse it went from where it is not said. */
      warehouseId: id.nullable().default(null),
      reason: requiredText(200),
      disposal: z.enum(returnDisposals),
      note: optionalText(500),
      lines: z.array(lineBody).min(1).max(500),
    }),
    response: salesReturn,
    status: 201,
    problems: ['state-refused'],
  }),
  createFree: endpoint({
    method: 'POST',
    path: '/sales-returns/without-delivery',
    access: 'salesOrders.update',
    since: 1,
    summary: 'Draft a return of goods of which nobody finds the delivery; it asks for an approval',
    body: z.object({
      customerId: id,
      businessDate: date,
      /** The usual one where it is not said. */
      warehouseId: id.nullable().default(null),
      reason: requiredText(200),
      disposal: z.enum(freeDisposals),
      note: optionalText(500),
      lines: freeLines,
    }),
    response: salesReturn,
    status: 201,
    problems: ['customer-archived'],
  }),
  prices: endpoint({
    method: 'GET',
    path: '/customers/:id/return-prices',
    access: 'salesOrders.update',
    since: 1,
    summary:
      'What a line without a delivery is credited unless a price is said: as it was paid last, else as rules say',
    params: idPath,
    query: z.object({
      /** `product:unit:quantity in 1/10,000`, a line each. */
      line: several(z.string().regex(/^[1-9]\d{0,14}:[1-9]\d{0,14}:\d{1,13}$/)),
    }),
    response: z.object({
      rows: z.array(
        z.object({
          productId: id,
          unitId: id,
          qtyE4: z.int(),
          /** With tax, of one of that unit; null: it must be said. */
          priceE4: unitPriceE4.nullable(),
        }),
      ),
    }),
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/sales-returns/:id',
    access: 'salesOrders.update',
    since: 1,
    summary: 'Change a draft without a delivery; lines are given whole',
    params: idPath,
    body: z.object({
      version,
      businessDate: date.optional(),
      warehouseId: id.nullable().optional(),
      reason: requiredText(200).optional(),
      disposal: z.enum(freeDisposals).optional(),
      note: patchText(500),
      lines: freeLines.optional(),
    }),
    response: salesReturn,
    problems: stale,
  }),
  change: endpoint({
    method: 'PATCH',
    path: '/sales-returns/:id/of-delivery',
    access: 'deliveries.manage',
    since: 1,
    summary: 'Change a draft of what came back of a delivery; lines are given whole',
    params: idPath,
    body: z.object({
      version,
      businessDate: date.optional(),
      warehouseId: id.optional(),
      reason: requiredText(200).optional(),
      disposal: z.enum(returnDisposals).optional(),
      note: patchText(500),
      lines: z.array(lineBody).min(1).max(500).optional(),
    }),
    response: salesReturn,
    problems: stale,
  }),
  submit: endpoint({
    method: 'POST',
    path: '/sales-returns/:id/submit',
    access: 'salesOrders.update',
    since: 1,
    summary: 'Ask for the approval of a draft without a delivery; who may reverse need not ask',
    params: idPath,
    body: z.object({ version }),
    response: salesReturn,
    problems: stale,
  }),
  sendBack: endpoint({
    method: 'POST',
    path: '/sales-returns/:id/send-back',
    access: 'salesOrders.update',
    since: 1,
    summary: 'Make a draft again of what waits for its approval, or was approved',
    params: idPath,
    body: z.object({ version, reason: requiredText(200) }),
    response: salesReturn,
    problems: stale,
  }),
  discard: endpoint({
    method: 'POST',
    path: '/sales-returns/:id/discard',
    access: ['deliveries.manage', 'salesOrders.update'],
    since: 1,
    summary: 'Throw a draft away',
    params: idPath,
    body: z.object({ version }),
    response: done,
    problems: stale,
  }),
  confirm: endpoint({
    method: 'POST',
    path: '/sales-returns/:id/confirm',
    access: 'deliveries.manage',
    since: 1,
    summary:
      'Confirm a draft: number, goods in at their first cost (without a delivery: once approved, at ' +
      'the average of today), credit to the customer, result back',
    params: idPath,
    body: z.object({ version }),
    response: salesReturn,
    problems: [...stale, 'stock-short'],
  }),
  reverse: endpoint({
    method: 'POST',
    path: '/sales-returns/:id/reverse',
    access: 'deliveries.reverse',
    since: 1,
    summary: 'Take a confirmed return back by the opposite rows, posted today',
    params: idPath,
    body: z.object({ version, reason: requiredText(200) }),
    response: salesReturn,
    problems: [...stale, 'stock-short', 'still-allocated', 'still-invoiced'],
  }),
};
