import { z } from 'zod';
import { deciders } from './approvals.ts';
import { creditLimit } from './credit-limit.ts';
import { date, fen, id, instant, nameRef, optionalText, version } from './contract/fields.ts';
import { priceBases } from './price-resolver.ts';
import { unitPriceE4 } from './products.ts';
import { salesLineKinds, salesOrderStates, stopReasons } from './sales-order-rules.ts';
import { lastPrice } from './prices.ts';
import { stockProduct } from './stock.ts';
import { partNumbers } from './customer-products.ts';

export const MOST_ORDER_LINES = 500;

/** More than an order is ever about; below it products with prices stay whole numbers. */
const qty = z.int().min(0).max(1e12);
const bp = z.int().min(0).max(10_000);

/** A line as it is written. */
export const salesLineBody = z.object({
  /** The line there was. */
  id: id.optional(),
  kind: z.enum(salesLineKinds).default('goods'),
  /** Freight and services may be words alone. */
  productId: id.nullable().default(null),
  /** The base unit where it is not said. */
  unitId: id.nullable().default(null),
  text: optionalText(200),
  /** In 1/10,000 of the unit; null: not known yet. */
  qtyE4: qty.nullable(),
  /** Of one of the unit, in the basis of the order; null: what the rules say. */
  priceE4: unitPriceE4.nullable().default(null),
  discountBp: bp.default(0),
  /** Of the product where it is not said. */
  taxBp: bp.optional(),
  requiredDate: date.nullable().default(null),
  promisedDate: date.nullable().default(null),
  /** Why the price is another than the rules say. */
  deviation: optionalText(200),
  /** The supplier ships it straight to the customer; as it was where it is not said. */
  dropShip: z.boolean().optional(),
  note: optionalText(200),
});
export type SalesLineBody = z.input<typeof salesLineBody>;

export const salesOrderLine = z.object({
  id,
  kind: z.enum(salesLineKinds),
  product: stockProduct.nullable(),
  unit: nameRef.nullable(),
  text: z.string(),
  qtyE4: qty.nullable(),
  /** The same of the base unit, as are all quantities below. */
  baseQtyE4: z.int().nullable(),
  priceE4: unitPriceE4.nullable(),
  discountBp: bp,
  taxBp: bp,
  netFen: fen,
  taxFen: fen,
  grossFen: fen,
  /** What the rules said when it was written, in the basis of the order. */
  resolvedE4: unitPriceE4.nullable(),
  /** Least price of one of the unit without tax. */
  floorNetE4: unitPriceE4.nullable(),
  belowFloor: z.boolean(),
  deviation: z.string(),
  deviatedBy: nameRef.nullable(),
  requiredDate: date.nullable(),
  originalRequiredDate: date.nullable(),
  promisedDate: date.nullable(),
  deliveredE4: z.int(),
  returnedE4: z.int(),
  replaceE4: z.int(),
  cancelledE4: z.int(),
  openE4: z.int(),
  reservedE4: z.int(),
  closeReason: z.string(),
  /** The supplier ships it straight to the customer. */
  dropShip: z.boolean(),
  note: z.string(),
});
export type SalesOrderLine = z.output<typeof salesOrderLine>;

const head = {
  id,
  version,
  /** Empty until it is confirmed. */
  no: z.string(),
  state: z.enum(salesOrderStates),
  customer: nameRef,
  businessDate: date,
  requiredDate: date.nullable(),
  customerOrderNo: z.string(),
  netFen: fen,
  taxFen: fen,
  grossFen: fen,
  lineCount: z.int(),
  note: z.string(),
  /** Why it was sent back, or made void. */
  reason: z.string(),
  madeBy: nameRef,
  madeAt: instant,
  confirmedBy: nameRef.nullable(),
  confirmedAt: instant.nullable(),
};
export const salesOrderRow = z.object({
  ...head,
  /** Whose result it is, the biggest share first. */
  people: z.array(nameRef),
  /** With tax, of what is not delivered yet; 0 before it is confirmed. */
  openFen: fen,
  /** Of open lines the earliest day; null: none is asked for. */
  dueOn: date.nullable(),
});
export type SalesOrderRow = z.output<typeof salesOrderRow>;

export const salesShare = z.object({ userId: id, shareBp: z.int().min(1).max(10_000) });

/** How a customer stands; null for whom credit is hidden. */
export const creditFigures = z.object({
  ...creditLimit,
  exposureFen: fen,
  openFen: fen,
  undeliveredFen: fen,
  /** Bills of theirs that are not collected yet, or not due where they were passed on. */
  billFen: fen,
  advanceFen: fen,
  overdueFen: fen,
  overdueDays: z.int(),
  /** What this order adds. */
  addFen: fen,
});
export type CreditFigures = z.output<typeof creditFigures>;

/** What stands against confirming: shown on the panel that stops it, and before. */
export const orderCheck = z.object({
  reasons: z.array(z.enum(stopReasons)),
  /** Places of lines whose price is below the floor, from 0. */
  below: z.array(z.int()),
  /** What is given away, in basis points of what is sold, and how much may be. */
  giftsBp: z.int(),
  giftsMaxBp: z.int(),
  credit: creditFigures.nullable(),
  /** Said where something stands against it. */
  deciders: deciders.optional(),
});
export type OrderCheck = z.output<typeof orderCheck>;

export const salesOrder = z.object({
  ...head,
  openFen: fen,
  contact: nameRef.nullable(),
  deal: nameRef.nullable(),
  /** What it was made from, for whoever reads that. */
  quotation: nameRef.nullable(),
  /** What it was called off from, for whoever reads that. */
  contract: nameRef.nullable(),
  term: nameRef.nullable(),
  warehouse: nameRef.nullable(),
  addressId: id.nullable(),
  shipTo: z
    .object({
      receiver: z.string(),
      /** Masked or absent as phones are shown to the reader. */
      phone: z.string().nullable(),
      address: z.string(),
      carrier: z.string(),
      freightPayer: z.string(),
    })
    .nullable(),
  titleId: id.nullable(),
  title: z.object({ title: z.string(), taxNo: z.string() }).nullable(),
  payer: z.string(),
  basis: z.enum(priceBases),
  shares: z.array(z.object({ user: nameRef, shareBp: bp })),
  askReason: z.string(),
  reasons: z.array(z.enum(stopReasons)),
  creditUntil: date.nullable(),
  /** For whoever may open it. */
  approvalId: id.nullable(),
  /** With whom its approval lies now. */
  waitsFor: z.array(nameRef),
  lines: z.array(salesOrderLine),
  partNumbers,
  /** How often it was changed since it was confirmed, and how far the change is that is open. */
  changes: z.object({
    applied: z.int(),
    open: z.enum(['draft', 'submitted', 'approving']).nullable(),
  }),
  /** What the reader may do now. */
  can: z.object({
    update: z.boolean(),
    confirm: z.boolean(),
    sendBack: z.boolean(),
    close: z.boolean(),
    change: z.boolean(),
    void: z.boolean(),
    dropShip: z.boolean(),
  }),
});
export type SalesOrder = z.output<typeof salesOrder>;

/** A line that somebody waits for, without a price: for the warehouse. */
export const openOrderLine = z.object({
  id,
  orderId: id,
  orderNo: z.string(),
  customer: nameRef,
  kind: z.enum(salesLineKinds),
  product: stockProduct,
  warehouse: nameRef.nullable(),
  requiredDate: date.nullable(),
  promisedDate: date.nullable(),
  /** Of the base unit. */
  qtyE4: z.int(),
  deliveredE4: z.int(),
  openE4: z.int(),
  reservedE4: z.int(),
});
export type OpenOrderLine = z.output<typeof openOrderLine>;

/** What an order takes from its customer, and what may be chosen instead. */
export const orderCustomer = z.object({
  customer: nameRef,
  owner: nameRef.nullable(),
  term: nameRef.nullable(),
  terms: z.array(nameRef),
  level: nameRef.nullable(),
  warehouse: nameRef.nullable(),
  contacts: z.array(nameRef),
  addresses: z.array(z.object({ id, text: z.string() })),
  titles: z.array(nameRef),
  /** Null for whom credit is hidden. */
  credit: creditFigures.nullable(),
  /** The newest that was confirmed. */
  lastOrder: z.object({ id, no: z.string(), businessDate: date }).nullable(),
});
export type OrderCustomer = z.output<typeof orderCustomer>;

/** What the writer of a line must know of it. */
export const orderLineFacts = z.object({
  productId: id,
  unitId: id,
  qtyE4: z.int(),
  price: z
    .object({
      netE4: unitPriceE4,
      grossE4: unitPriceE4,
      floorNetE4: unitPriceE4.nullable(),
      scope: z.string(),
    })
    .nullable(),
  last: lastPrice.nullable(),
  /** Of the base unit, in warehouses that are sold from; null for whom that is hidden. */
  availableE4: z.int().nullable(),
  units: z.array(z.object({ unit: nameRef, num: z.int(), den: z.int() })),
  taxBp: bp,
  tracksBatch: z.boolean(),
  tracksSerial: z.boolean(),
});
export type OrderLineFacts = z.output<typeof orderLineFacts>;
