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
import { MOST_PURCHASE_LINES } from './purchase-orders.ts';
import { stockProduct } from './stock.ts';

export const purchaseReturnStates = ['draft', 'confirmed', 'reversed'] as const;
export type PurchaseReturnState = (typeof purchaseReturnStates)[number];

const lineBody = z.object({
  /** Of a line of a receipt; null: goods of which nobody knows the receipt, by product and price. */
  receiptLineId: id.nullable().default(null),
  /** Of a line without a receipt alone, as is the price. */
  productId: id.nullable().default(null),
  /** Of the base unit, in 1/10,000. */
  qtyE4: z.int().min(1).max(1e12),
  /** Of one of the base unit, with tax; null: not known yet. */
  priceE4: unitPriceE4.nullable().default(null),
  /** Of the product, or the receipt, where it is not said. */
  taxBp: z.int().min(0).max(10_000).optional(),
  /** Of a receipt: as it came. */
  batch: optionalText(60),
  serials: z.array(requiredText(60)).max(200).default([]),
  note: optionalText(200),
});
export type PurchaseReturnLineBody = z.input<typeof lineBody>;
const lines = z.array(lineBody).min(1).max(MOST_PURCHASE_LINES);

export const purchaseReturnLine = z.object({
  id,
  receiptLineId: id.nullable(),
  receiptNoteId: id.nullable(),
  receiptNo: z.string(),
  product: stockProduct,
  /** Of the base unit, as are all quantities. */
  qtyE4: z.int(),
  /** What of the receipt did not go back yet; null without one. */
  leftE4: z.int().nullable(),
  batch: z.string(),
  serials: z.array(z.string()),
  tracksBatch: z.boolean(),
  tracksSerial: z.boolean(),
  taxBp: z.int(),
  /** Of one of the base unit, with tax; this and the amounts null for whom cost is hidden. */
  priceE4: unitPriceE4.nullable(),
  netFen: fen.nullable(),
  taxFen: fen.nullable(),
  grossFen: fen.nullable(),
  /** What the goods were worth in stock; null of a draft as well. */
  costFen: fen.nullable(),
  note: z.string(),
});
export type PurchaseReturnLine = z.output<typeof purchaseReturnLine>;

const head = {
  id,
  version,
  /** Empty until it is confirmed. */
  no: z.string(),
  state: z.enum(purchaseReturnStates),
  supplier: supplierRef,
  /** Where the goods lie that go back. */
  warehouse: nameRef.nullable(),
  businessDate: date,
  supplierReturnNo: z.string(),
  reason: z.string(),
  /** Whether as much is to come again; null as long as nobody said so. */
  replaces: z.boolean().nullable(),
  note: z.string(),
  lineCount: z.int(),
  /** With tax; null for whom cost is hidden. */
  grossFen: fen.nullable(),
  madeBy: nameRef,
  madeAt: instant,
  confirmedBy: nameRef.nullable(),
  confirmedAt: instant.nullable(),
};
export const purchaseReturnRow = z.object(head);
export type PurchaseReturnRow = z.output<typeof purchaseReturnRow>;

export const purchaseReturn = z.object({
  ...head,
  netFen: fen.nullable(),
  taxFen: fen.nullable(),
  costHidden: z.boolean(),
  lines: z.array(purchaseReturnLine),
  reversedBy: nameRef.nullable(),
  reversedAt: instant.nullable(),
  reversalReason: z.string(),
  /** What the reader may do now; `free`: write goods without a receipt. */
  can: z.object({
    update: z.boolean(),
    free: z.boolean(),
    confirm: z.boolean(),
    reverse: z.boolean(),
  }),
});
export type PurchaseReturn = z.output<typeof purchaseReturn>;

const seen = ['purchaseOrders.read', 'receiptNotes.manage'] as const;
const manage = 'receiptNotes.manage' as const;
const stale = ['version-conflict', 'state-refused'] as const;

export const purchaseReturns = {
  list: endpoint({
    method: 'GET',
    path: '/purchase-returns',
    access: seen,
    since: 1,
    summary: 'What went back to suppliers, the newest first',
    query: z.object({
      ...pageQuery,
      state: several(z.enum(purchaseReturnStates)),
      supplierId: idParam.optional(),
      receiptNoteId: idParam.optional(),
      warehouseId: idParam.optional(),
      /** Of the number, the supplier's number, the supplier or the reason. */
      q: looseText(60).optional(),
      from: date.optional(),
      to: date.optional(),
    }),
    response: pageOf(purchaseReturnRow),
  }),
  get: endpoint({
    method: 'GET',
    path: '/purchase-returns/:id',
    access: seen,
    since: 1,
    summary: 'A return to a supplier with its lines',
    params: idPath,
    response: purchaseReturn,
  }),
  create: endpoint({
    method: 'POST',
    path: '/purchase-returns',
    access: manage,
    since: 1,
    summary: 'Draft a return of what came from one supplier, or of goods without a receipt',
    body: z.object({
      /** That of the receipts where it is not said. */
      supplierId: id.nullable().default(null),
      businessDate: date,
      /** The warehouse of the first receipt where it is not said. */
      warehouseId: id.nullable().default(null),
      supplierReturnNo: optionalText(60),
      reason: optionalText(200),
      replaces: z.boolean().nullable().default(null),
      note: optionalText(500),
      lines,
    }),
    response: purchaseReturn,
    status: 201,
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/purchase-returns/:id',
    access: manage,
    since: 1,
    summary: 'Change a draft, whose lines are given whole; of a confirmed one its notes',
    params: idPath,
    body: z.object({
      version,
      businessDate: date.optional(),
      warehouseId: id.nullable().optional(),
      supplierReturnNo: patchText(60),
      reason: patchText(200),
      replaces: z.boolean().nullable().optional(),
      note: patchText(500),
      lines: lines.optional(),
    }),
    response: purchaseReturn,
    problems: stale,
  }),
  discard: endpoint({
    method: 'POST',
    path: '/purchase-returns/:id/discard',
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
    path: '/purchase-returns/:id/confirm',
    access: manage,
    since: 1,
    summary: 'Confirm a draft: number, goods out at cost, so much less owed, orders further',
    params: idPath,
    body: z.object({ version }),
    response: purchaseReturn,
    problems: [...stale, 'stock-short'],
  }),
  reverse: endpoint({
    method: 'POST',
    path: '/purchase-returns/:id/reverse',
    access: 'receiptNotes.reverse',
    since: 1,
    summary: 'Take a confirmed return back by the opposite rows, posted today',
    params: idPath,
    body: z.object({ version, reason: requiredText(200) }),
    response: purchaseReturn,
    problems: [...stale, 'stock-short', 'still-allocated'],
  }),
};
