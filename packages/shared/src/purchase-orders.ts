import { z } from 'zod';
import { date, fen, id, instant, nameRef, optionalText, version } from './contract/fields.ts';
import { supplierRef } from './supplier-ref.ts';
import { priceBases } from './price-resolver.ts';
import { productKinds, unitPriceE4 } from './products.ts';
import { purchaseOrderStates } from './purchase-order-rules.ts';
import { stockProduct } from './stock.ts';

export const MOST_PURCHASE_LINES = 500;

/** More than an order is ever about; below it products with prices stay whole numbers. */
const qty = z.int().min(0).max(1e12);
const bp = z.int().min(0).max(10_000);

/** A line as it is written. */
export const purchaseLineBody = z.object({
  /** The line there was. */
  id: id.optional(),
  productId: id,
  /** The base unit where it is not said. */
  unitId: id.nullable().default(null),
  /** In 1/10,000 of the unit; null: not known yet. */
  qtyE4: qty.nullable(),
  /** Of one of the unit, in the basis of the order; null: what the supplier asks. */
  priceE4: unitPriceE4.nullable().default(null),
  /** Of the product where it is not said. */
  taxBp: bp.optional(),
  expectedDate: date.nullable().default(null),
  /** Of a service: part of what the goods of its receipt cost, as freight is; else an expense. */
  spread: z.boolean().default(false),
  note: optionalText(200),
});
export type PurchaseLineBody = z.input<typeof purchaseLineBody>;

export const purchaseOrderLine = z.object({
  id,
  product: stockProduct,
  kind: z.enum(productKinds),
  /** Of a service: spread over the goods of its receipt. */
  spread: z.boolean(),
  unit: nameRef,
  qtyE4: qty.nullable(),
  /** The same of the base unit, as are all quantities below. */
  baseQtyE4: z.int().nullable(),
  /** Prices and amounts are null for whom cost is hidden. */
  priceE4: unitPriceE4.nullable(),
  /** What the supplier asked when it was written, in the basis of the order. */
  askedE4: unitPriceE4.nullable(),
  taxBp: bp,
  netFen: fen.nullable(),
  taxFen: fen.nullable(),
  grossFen: fen.nullable(),
  expectedDate: date.nullable(),
  receivedE4: z.int(),
  returnedE4: z.int(),
  cancelledE4: z.int(),
  openE4: z.int(),
  closeReason: z.string(),
  note: z.string(),
});
export type PurchaseOrderLine = z.output<typeof purchaseOrderLine>;

/** Where a supplier ships goods to that go straight to a customer: all that he is told of him. */
export const shipTo = z.object({ receiver: z.string(), phone: z.string(), address: z.string() });
export type ShipTo = z.output<typeof shipTo>;

const head = {
  id,
  version,
  /** Empty until it is confirmed. */
  no: z.string(),
  state: z.enum(purchaseOrderStates),
  supplier: supplierRef,
  businessDate: date,
  expectedDate: date.nullable(),
  supplierOrderNo: z.string(),
  warehouse: nameRef.nullable(),
  /** Null: the goods come to us. */
  shipTo: shipTo.nullable(),
  /** Amounts are null for whom cost is hidden. */
  netFen: fen.nullable(),
  taxFen: fen.nullable(),
  grossFen: fen.nullable(),
  /** With tax, of what did not come yet; 0 before it is confirmed. */
  openFen: fen.nullable(),
  lineCount: z.int(),
  note: z.string(),
  /** Why it is void. */
  reason: z.string(),
  madeBy: nameRef,
  madeAt: instant,
  confirmedBy: nameRef.nullable(),
  confirmedAt: instant.nullable(),
};
export const purchaseOrderRow = z.object({
  ...head,
  /** Of open lines the earliest day; null: none is known. */
  dueOn: date.nullable(),
});
export type PurchaseOrderRow = z.output<typeof purchaseOrderRow>;

export const purchaseOrder = z.object({
  ...head,
  term: nameRef.nullable(),
  basis: z.enum(priceBases),
  costHidden: z.boolean(),
  lines: z.array(purchaseOrderLine),
  /** What the reader may do now. */
  can: z.object({
    update: z.boolean(),
    confirm: z.boolean(),
    receive: z.boolean(),
    ship: z.boolean(),
    close: z.boolean(),
    void: z.boolean(),
  }),
});
export type PurchaseOrder = z.output<typeof purchaseOrder>;

/** A line that did not come yet, without a price: for whoever receives it. */
export const openPurchaseLine = z.object({
  id,
  orderId: id,
  orderNo: z.string(),
  supplier: nameRef,
  product: stockProduct,
  warehouse: nameRef.nullable(),
  expectedDate: date.nullable(),
  /** Of the base unit. */
  qtyE4: z.int(),
  receivedE4: z.int(),
  openE4: z.int(),
  tracksBatch: z.boolean(),
  tracksSerial: z.boolean(),
  /** Where the supplier ships it straight to; null: it comes to us. */
  shipTo: shipTo.nullable(),
});
export type OpenPurchaseLine = z.output<typeof openPurchaseLine>;

/** How much of a product comes on a day, from nobody in particular: for whoever sells it. */
export const incomingQuantity = z.object({
  /** Null: nobody knows when. */
  on: date.nullable(),
  /** Of the base unit. */
  qtyE4: z.int(),
});
export type IncomingQuantity = z.output<typeof incomingQuantity>;

/** What the writer of a line must know of it. */
export const purchaseLineFacts = z.object({
  productId: id,
  unitId: id,
  qtyE4: z.int(),
  /** What the supplier asks for one of the unit; null: nothing is known, or cost is hidden. */
  asked: z.object({ netE4: unitPriceE4, grossE4: unitPriceE4 }).nullable(),
  /** What was paid the last time for one of its unit; null as before. */
  last: z
    .object({
      priceE4: unitPriceE4,
      basis: z.enum(priceBases),
      unit: nameRef,
      on: date,
      orderId: id,
    })
    .nullable(),
  /** Of the base unit, in warehouses that are sold from; null for whom that is hidden. */
  availableE4: z.int().nullable(),
  /** Of the base unit, open in other orders. */
  onOrderE4: z.int(),
  units: z.array(z.object({ unit: nameRef, num: z.int(), den: z.int() })),
  taxBp: bp,
});
export type PurchaseLineFacts = z.output<typeof purchaseLineFacts>;
