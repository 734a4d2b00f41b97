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
import { supplierRef } from './supplier-ref.ts';
import { unitPriceE4 } from './products.ts';
import { receiptNoteStates, receivedWays } from './purchase-order-rules.ts';
import { MOST_PURCHASE_LINES } from './purchase-orders.ts';
import { stockProduct } from './stock.ts';

const lineBody = z.object({
  orderLineId: id,
  /** Of the base unit, in 1/10,000. */
  qtyE4: z.int().min(1).max(1e12),
  batch: optionalText(60),
  serials: z.array(requiredText(60)).max(200).default([]),
  /** Of a service: whether it is part of what these goods cost; as ordered where it is not said. */
  spread: z.boolean().optional(),
  note: optionalText(200),
});
export type ReceiptNoteLineBody = z.input<typeof lineBody>;
const lines = z.array(lineBody).min(1).max(MOST_PURCHASE_LINES);

export const receiptNoteLine = z.object({
  id,
  orderLineId: id,
  orderId: id,
  orderNo: z.string(),
  product: stockProduct,
  /** What becomes of it: only goods lie in stock. */
  way: z.enum(receivedWays),
  /** Of the base unit, as are all quantities. */
  qtyE4: z.int(),
  /** The unit in which it was ordered, and the quantity in it. */
  unit: nameRef,
  unitQtyE4: z.int(),
  /** What of the order line is open. */
  openE4: z.int(),
  /** What of it went back to the supplier. */
  returnedE4: z.int(),
  batch: z.string(),
  serials: z.array(z.string()),
  tracksBatch: z.boolean(),
  tracksSerial: z.boolean(),
  /** Of one of the unit in which it was ordered; these five null for whom cost is hidden. */
  priceE4: unitPriceE4.nullable(),
  netFen: fen.nullable(),
  taxFen: fen.nullable(),
  grossFen: fen.nullable(),
  /** What the goods are worth in stock, and the freight in that; null of a draft and of services. */
  costFen: fen.nullable(),
  spreadFen: fen.nullable(),
  note: z.string(),
});
export type ReceiptNoteLine = z.output<typeof receiptNoteLine>;

const head = {
  id,
  version,
  /** Empty until it is confirmed. */
  no: z.string(),
  state: z.enum(receiptNoteStates),
  supplier: supplierRef,
  warehouse: nameRef.nullable(),
  businessDate: date,
  /** Of the paper that came with the goods. */
  supplierNoteNo: z.string(),
  /** Shipped straight to a customer: posted, and taken back, with its delivery. */
  dropShip: z.boolean(),
  note: z.string(),
  lineCount: z.int(),
  /** With tax; null for whom cost is hidden. */
  grossFen: fen.nullable(),
  madeBy: nameRef,
  madeAt: instant,
  confirmedBy: nameRef.nullable(),
  confirmedAt: instant.nullable(),
};
export const receiptNoteRow = z.object(head);
export type ReceiptNoteRow = z.output<typeof receiptNoteRow>;

export const receiptNote = z.object({
  ...head,
  netFen: fen.nullable(),
  taxFen: fen.nullable(),
  costHidden: z.boolean(),
  lines: z.array(receiptNoteLine),
  reversedBy: nameRef.nullable(),
  reversedAt: instant.nullable(),
  reversalReason: z.string(),
  /** What the reader may do now. */
  can: z.object({
    update: z.boolean(),
    ship: z.boolean(),
    reverse: z.boolean(),
    return: z.boolean(),
  }),
});
export type ReceiptNote = z.output<typeof receiptNote>;

const seen = ['purchaseOrders.read', 'receiptNotes.manage'] as const;
const manage = 'receiptNotes.manage' as const;
const stale = ['version-conflict', 'state-refused'] as const;

export const receiptNotes = {
  list: endpoint({
    method: 'GET',
    path: '/receipt-notes',
    access: seen,
    since: 1,
    summary: 'What came in from suppliers, the newest first',
    query: z.object({
      ...pageQuery,
      state: several(z.enum(receiptNoteStates)),
      supplierId: idParam.optional(),
      orderId: idParam.optional(),
      warehouseId: idParam.optional(),
      /** Of the number, the supplier's number, the supplier or the note. */
      q: looseText(60).optional(),
      from: date.optional(),
      to: date.optional(),
    }),
    response: pageOf(receiptNoteRow),
  }),
  get: endpoint({
    method: 'GET',
    path: '/receipt-notes/:id',
    access: seen,
    since: 1,
    summary: 'A receipt of goods with its lines',
    params: idPath,
    response: receiptNote,
  }),
  create: endpoint({
    method: 'POST',
    path: '/receipt-notes',
    access: manage,
    since: 1,
    summary: 'Draft a receipt of lines of one supplier’s orders',
    body: z.object({
      businessDate: date,
      /** The warehouse of the first order where it is not said. */
      warehouseId: id.nullable().default(null),
      supplierNoteNo: optionalText(60),
      note: optionalText(500),
      lines,
    }),
    response: receiptNote,
    status: 201,
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/receipt-notes/:id',
    access: manage,
    since: 1,
    summary: 'Change a draft, whose lines are given whole; of a confirmed one its notes',
    params: idPath,
    body: z.object({
      version,
      businessDate: date.optional(),
      warehouseId: id.nullable().optional(),
      supplierNoteNo: patchText(60),
      note: patchText(500),
      lines: lines.optional(),
    }),
    response: receiptNote,
    problems: stale,
  }),
  discard: endpoint({
    method: 'POST',
    path: '/receipt-notes/:id/discard',
    access: manage,
    since: 1,
    summary: 'Throw a draft away',
    params: idPath,
    body: z.object({ version }),
    response: done,
    problems: stale,
  }),
  confirm: endpoint({
    method: 'POST',
    path: '/receipt-notes/:id/confirm',
    access: manage,
    since: 1,
    summary: 'Confirm a draft: number, goods in at cost, payable by the terms, orders further',
    params: idPath,
    body: z.object({ version }),
    response: receiptNote,
    problems: [...stale, 'stock-short'],
  }),
  reverse: endpoint({
    method: 'POST',
    path: '/receipt-notes/:id/reverse',
    access: 'receiptNotes.reverse',
    since: 1,
    summary: 'Take a confirmed receipt back by the opposite rows, posted today',
    params: idPath,
    body: z.object({ version, reason: requiredText(200) }),
    response: receiptNote,
    problems: [...stale, 'stock-short', 'still-allocated', 'still-invoiced'],
  }),
};
