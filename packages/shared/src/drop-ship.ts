import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  flagParam,
  id,
  idParam,
  idPath,
  nameRef,
  optionalText,
  pageOf,
  pageQuery,
  requiredText,
  version,
} from './contract/fields.ts';
import { MOST_PURCHASE_LINES, purchaseOrder, shipTo } from './purchase-orders.ts';
import { MOST_ORDER_LINES, salesOrder } from './sales-orders.ts';
import { stockProduct } from './stock.ts';

/** What a supplier is to ship straight to a customer and nobody ordered yet: no customer, no price. */
export const dropShipLine = z.object({
  /** Of the sales order. */
  lineId: id,
  product: stockProduct,
  /** Of the base unit. */
  openE4: z.int(),
  wantedOn: date.nullable(),
  /** Null: the order has none; then nothing can be ordered for it. */
  shipTo: shipTo.nullable(),
  /** The supplier whom one would ask first; null: nobody is known to have it. */
  supplier: nameRef.nullable(),
});
export type DropShipLine = z.output<typeof dropShipLine>;

/** In what an order to a supplier is another than its sales order wants by now. */
export const dropShipDifferences = ['cut', 'shipTo', 'late'] as const;

/** What is on order and was changed since by the side that sells: no customer, no price. */
export const changedDropShip = z.object({
  /** Of the order to the supplier. */
  lineId: id,
  orderId: id,
  orderNo: z.string(),
  supplier: nameRef,
  product: stockProduct,
  differs: z.array(z.enum(dropShipDifferences)).min(1),
  /** Of the base unit: what the supplier is to ship yet, and what is wanted of it. */
  orderedE4: z.int(),
  wantedE4: z.int(),
  comingOn: date.nullable(),
  wantedOn: date.nullable(),
  /** Where it is to go by now; null: nowhere. */
  shipTo: shipTo.nullable(),
});
export type ChangedDropShip = z.output<typeof changedDropShip>;

/** What a shipment of a supplier was posted as; either both have numbers, or none has. */
export const dropShipment = z.object({
  receiptNote: z.object({ id, no: z.string() }),
  delivery: z.object({ id, no: z.string() }),
});
export type DropShipment = z.output<typeof dropShipment>;

const posts = ['version-conflict', 'state-refused', 'stock-short', 'delivery-stopped'] as const;

export const dropShipments = {
  mark: endpoint({
    method: 'POST',
    path: '/sales-orders/:id/drop-ship',
    access: ['salesOrders.update', 'salesOrders.confirm'],
    since: 1,
    summary: 'Have lines shipped by the supplier straight to the customer, or not any more',
    params: idPath,
    body: z.object({
      version,
      lineIds: z.array(id).min(1).max(MOST_ORDER_LINES),
      dropShip: z.boolean(),
    }),
    response: salesOrder,
    problems: ['version-conflict', 'state-refused', 'customer-archived', 'stock-short'],
  }),
  wanted: endpoint({
    method: 'GET',
    path: '/drop-ship-lines',
    access: 'purchaseOrders.update',
    since: 1,
    summary: 'What suppliers are to ship straight to customers and nobody ordered yet',
    query: z.object({ ...pageQuery, productId: idParam.optional(), count: flagParam.optional() }),
    response: pageOf(dropShipLine),
  }),
  changed: endpoint({
    method: 'GET',
    path: '/drop-ship-lines/changed',
    access: 'purchaseOrders.update',
    since: 1,
    summary: 'What is on order and is wanted otherwise by now: less, elsewhere, or earlier',
    query: z.object({ orderId: idParam.optional() }),
    response: z.object({ rows: z.array(changedDropShip) }),
  }),
  moveShipTo: endpoint({
    method: 'POST',
    path: '/purchase-orders/:id/ship-to',
    access: 'purchaseOrders.update',
    since: 1,
    summary: 'Have it shipped where the sales order sends it by now',
    params: idPath,
    body: z.object({ version }),
    response: purchaseOrder,
    problems: ['version-conflict', 'state-refused'],
  }),
  order: endpoint({
    method: 'POST',
    path: '/purchase-orders/drop-ship',
    access: 'purchaseOrders.update',
    since: 1,
    summary: 'Draft an order to each of these suppliers for each place to which they ship',
    body: z.object({
      businessDate: date,
      lines: z
        .array(
          z.object({
            lineId: id,
            supplierId: id,
            /** Of the base unit. */
            qtyE4: z.int().min(1).max(1e12),
          }),
        )
        .min(1)
        .max(MOST_PURCHASE_LINES),
    }),
    response: z.object({ rows: z.array(z.object({ id, supplier: nameRef, lineCount: z.int() })) }),
    status: 201,
  }),
  ship: endpoint({
    method: 'POST',
    path: '/purchase-orders/:id/ship',
    access: 'receiptNotes.manage',
    since: 1,
    summary:
      'The supplier shipped straight to the customer: receipt and delivery at once. `hold`: drafts of ' +
      'both, until the delivery is released',
    params: idPath,
    body: z.object({
      businessDate: date,
      supplierNoteNo: optionalText(60),
      carrier: optionalText(80),
      trackingNo: optionalText(80),
      note: optionalText(500),
      hold: z.boolean().default(false),
      lines: z
        .array(
          z.object({
            orderLineId: id,
            /** Of the base unit. */
            qtyE4: z.int().min(1).max(1e12),
            batch: optionalText(60),
            serials: z.array(requiredText(60)).max(200).default([]),
          }),
        )
        .min(1)
        .max(MOST_PURCHASE_LINES),
    }),
    response: dropShipment,
    status: 201,
    problems: [...posts, 'customer-archived'],
  }),
  post: endpoint({
    method: 'POST',
    path: '/receipt-notes/:id/ship',
    access: 'receiptNotes.manage',
    since: 1,
    summary: 'Post a shipment that was held: receipt and delivery at once',
    params: idPath,
    body: z.object({ version }),
    response: dropShipment,
    problems: posts,
  }),
  reverse: endpoint({
    method: 'POST',
    path: '/receipt-notes/:id/ship/reverse',
    access: 'receiptNotes.reverse',
    since: 1,
    summary: 'Take a shipment back as a whole: the delivery first, then the receipt',
    params: idPath,
    body: z.object({ version, reason: requiredText(200) }),
    response: dropShipment,
    problems: [
      'version-conflict',
      'state-refused',
      'stock-short',
      'still-allocated',
      'still-invoiced',
    ],
  }),
};
