import { z } from 'zod';
import { deciders } from './approvals.ts';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  done,
  fen,
  flagParam,
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
import {
  boardBuckets,
  delayCauses,
  deliveryStates,
  deliveryStops,
  shortDisposals,
} from './delivery-rules.ts';
import { unitPriceE4 } from './products.ts';
import { priceBases } from './price-resolver.ts';
import { salesLineKinds } from './sales-order-rules.ts';
import { creditFigures, openOrderLine } from './sales-orders.ts';
import { stockProduct } from './stock.ts';
import { partNumbers } from './customer-products.ts';

export const MOST_DELIVERY_LINES = 500;
/** Of the base unit, in 1/10,000. */
const qty = z.int().min(1).max(1e12);
const serials = z.array(requiredText(60)).max(200).default([]);

const lineBody = z.object({
  orderLineId: id,
  qtyE4: qty,
  batch: optionalText(60),
  serials,
  note: optionalText(200),
});
export type DeliveryLineBody = z.input<typeof lineBody>;
const lines = z.array(lineBody).min(1).max(MOST_DELIVERY_LINES);

const parts = z.object({ netFen: fen, taxFen: fen });
/** How far a line of an order is; what a part of it comes to follows from it. */
const lineProgress = z.object({
  basis: z.enum(priceBases),
  ofE4: z.int(),
  doneE4: z.int(),
  cancelledE4: z.int(),
  whole: parts,
  posted: parts,
  cancelled: parts,
});

export const deliveryLine = z.object({
  id,
  orderLineId: id,
  orderId: id,
  orderNo: z.string(),
  customerOrderNo: z.string(),
  kind: z.enum(salesLineKinds),
  /** Null of what is words alone. */
  product: stockProduct.nullable(),
  text: z.string(),
  /** Of the base unit, as are all quantities. */
  qtyE4: z.int(),
  /** The unit in which it was ordered, and the quantity in it. */
  unit: nameRef.nullable(),
  unitQtyE4: z.int(),
  /** What of the order line is open, this delivery left out. */
  openE4: z.int(),
  returnedE4: z.int(),
  requiredDate: date.nullable(),
  batch: z.string(),
  serials: z.array(z.string()),
  tracksBatch: z.boolean(),
  tracksSerial: z.boolean(),
  /** Of one of the unit in which it was ordered; these four null for whom prices are hidden. */
  priceE4: unitPriceE4.nullable(),
  netFen: fen.nullable(),
  taxFen: fen.nullable(),
  grossFen: fen.nullable(),
  /** Null for whom prices are hidden, and of one that is posted. */
  ofOrder: lineProgress.nullable(),
  /** Null for whom cost is hidden, and of a draft. */
  costFen: fen.nullable(),
  /** It is not known yet: more went out than there was. */
  costProvisional: z.boolean(),
  note: z.string(),
});
export type DeliveryLine = z.output<typeof deliveryLine>;

const head = {
  id,
  version,
  /** Empty until it is confirmed. */
  no: z.string(),
  state: z.enum(deliveryStates),
  customer: nameRef,
  warehouse: nameRef.nullable(),
  businessDate: date,
  carrier: z.string(),
  trackingNo: z.string(),
  note: z.string(),
  lineCount: z.int(),
  /** With tax; null for whom prices are hidden. */
  grossFen: fen.nullable(),
  /** Days after the first for which a line of it was asked at first; 0: in time, or not sent. */
  lateDays: z.int(),
  signedOn: date.nullable(),
  madeBy: nameRef,
  madeAt: instant,
  confirmedBy: nameRef.nullable(),
  confirmedAt: instant.nullable(),
};
export const deliveryRow = z.object(head);
export type DeliveryRow = z.output<typeof deliveryRow>;

export const delivery = z.object({
  ...head,
  netFen: fen.nullable(),
  taxFen: fen.nullable(),
  shipTo: z
    .object({ receiver: z.string(), phone: z.string().nullable(), address: z.string() })
    .nullable(),
  lines: z.array(deliveryLine),
  partNumbers,
  /** The supplier shipped it straight to the customer; posted and taken back with its receipt. */
  dropShip: z.boolean(),
  pricesHidden: z.boolean(),
  signedName: z.string(),
  signedNote: z.string(),
  releasedBy: nameRef.nullable(),
  releasedAt: instant.nullable(),
  releaseReason: z.string(),
  /** Last day of the release, also of one that is asked for; null: it ends with the document. */
  releaseUntil: date.nullable(),
  /** The approval that decides on its release now, and why it was asked for. */
  approvalId: id.nullable(),
  /** With whom its approval lies now. */
  waitsFor: z.array(nameRef),
  askReason: z.string(),
  reversedBy: nameRef.nullable(),
  reversedAt: instant.nullable(),
  reversalReason: z.string(),
  /** What the reader may do now. */
  can: z.object({
    update: z.boolean(),
    release: z.boolean(),
    askRelease: z.boolean(),
    withdrawRelease: z.boolean(),
    sign: z.boolean(),
    return: z.boolean(),
    reverse: z.boolean(),
  }),
});
export type Delivery = z.output<typeof delivery>;

/** Why a delivery is stopped, and how the customer stands; the figures null for whom credit is hidden. */
export const deliveryCheck = z.object({
  reasons: z.array(z.enum(deliveryStops)),
  credit: creditFigures.nullable(),
  /** Said where something stands against it. */
  deciders: deciders.optional(),
});
export type DeliveryCheck = z.output<typeof deliveryCheck>;

const delay = z.object({
  cause: z.enum(delayCauses),
  note: z.string(),
  by: nameRef,
  at: instant,
});
export type Delay = z.output<typeof delay>;

export const boardLine = openOrderLine.extend({
  bucket: z.enum(boardBuckets),
  /** Days since it was asked for; 0: it is not late. */
  lateDays: z.int(),
  /** What lies in the warehouse of the order now, whoever it is kept for; null where that is hidden. */
  onHandE4: z.int().nullable(),
  /** The supplier ships it: how much is ordered for it, and when that comes; null: we send it. */
  dropShip: z.object({ orderedE4: z.int(), comingOn: date.nullable() }).nullable(),
  delay: delay.nullable(),
  /** Of one that is late and of which nobody noted why: what its goods and orders for it say. */
  proposedCause: z.enum(delayCauses).nullable(),
});
export type BoardLine = z.output<typeof boardLine>;

const seen = ['deliveries.read', 'deliveries.manage'] as const;
const onBoard = ['salesOrders.read', 'salesOrders.open'] as const;
const manage = 'deliveries.manage' as const;
const stale = ['version-conflict', 'state-refused'] as const;

export const deliveries = {
  board: endpoint({
    method: 'GET',
    path: '/delivery-board',
    access: onBoard,
    since: 1,
    summary:
      'Lines of orders that are open, by the day they are asked for, with what lies there now',
    query: z.object({
      bucket: z.enum(boardBuckets).optional(),
      customerId: idParam.optional(),
      warehouseId: idParam.optional(),
      /** Orders of which the reader has a share. */
      mine: flagParam.optional(),
      /** Of the order’s number, the customer or the product. */
      q: looseText(60).optional(),
    }),
    response: z.object({
      today: date,
      /** Lines of each part, whatever part is asked for. */
      counts: z.record(z.enum(boardBuckets), z.int()),
      rows: z.array(boardLine),
      /** Whether there are more than are shown. */
      more: z.boolean(),
    }),
  }),
  delay: endpoint({
    method: 'POST',
    path: '/sales-order-lines/:id/delay',
    access: ['salesOrders.update', 'deliveries.manage'],
    since: 1,
    summary: 'Note why an open line is late, or will be',
    params: idPath,
    body: z.object({ cause: z.enum(delayCauses), note: optionalText(200) }),
    response: delay,
    status: 201,
    problems: ['state-refused'],
  }),
  list: endpoint({
    method: 'GET',
    path: '/deliveries',
    access: seen,
    since: 1,
    summary: 'Deliveries, the newest first',
    query: z.object({
      ...pageQuery,
      state: several(z.enum(deliveryStates)),
      customerId: idParam.optional(),
      orderId: idParam.optional(),
      warehouseId: idParam.optional(),
      /** Of the number, the tracking number, the customer or the note. */
      q: looseText(60).optional(),
      from: date.optional(),
      to: date.optional(),
      /** Sent after the day for which a line of it was asked at first. */
      late: flagParam.optional(),
      count: flagParam.optional(),
    }),
    response: pageOf(deliveryRow).extend({
      /** With tax, of all that are counted; only with `count`, and for whom prices are shown. */
      grossFen: fen.nullable(),
    }),
  }),
  get: endpoint({
    method: 'GET',
    path: '/deliveries/:id',
    access: seen,
    since: 1,
    summary: 'A delivery with its lines',
    params: idPath,
    response: delivery,
  }),
  create: endpoint({
    method: 'POST',
    path: '/deliveries',
    access: manage,
    since: 1,
    summary: 'Draft a delivery of lines of one customer’s orders',
    body: z.object({
      businessDate: date,
      /** The warehouse of the first order where it is not said. */
      warehouseId: id.nullable().default(null),
      carrier: optionalText(80),
      trackingNo: optionalText(80),
      note: optionalText(500),
      lines,
    }),
    response: delivery,
    status: 201,
    problems: ['customer-archived'],
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/deliveries/:id',
    access: manage,
    since: 1,
    summary:
      'Change a draft, whose lines are given whole; of a confirmed one the carrier and the note',
    params: idPath,
    body: z.object({
      version,
      businessDate: date.optional(),
      warehouseId: id.nullable().optional(),
      carrier: patchText(80),
      trackingNo: patchText(80),
      note: patchText(500),
      lines: lines.optional(),
    }),
    response: delivery,
    problems: stale,
  }),
  discard: endpoint({
    method: 'POST',
    path: '/deliveries/:id/discard',
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
    path: '/deliveries/:id/confirm',
    access: manage,
    since: 1,
    summary:
      'Confirm a draft: number, goods out at cost, receivable by the terms, result, orders further',
    params: idPath,
    body: z.object({ version }),
    response: delivery,
    problems: [...stale, 'stock-short', 'delivery-stopped'],
  }),
  check: endpoint({
    method: 'GET',
    path: '/deliveries/:id/check',
    access: seen,
    since: 1,
    summary: 'Whether a draft would be stopped, and by what',
    params: idPath,
    response: deliveryCheck,
  }),
  release: endpoint({
    method: 'POST',
    path: '/deliveries/:id/release',
    access: 'customers.credit',
    since: 1,
    summary: 'Let a draft go although it is stopped, with the reason',
    params: idPath,
    body: z.object({ version, reason: requiredText(200) }),
    response: delivery,
    problems: stale,
  }),
  askRelease: endpoint({
    method: 'POST',
    path: '/deliveries/:id/ask-release',
    access: manage,
    since: 1,
    summary: 'Ask that a draft may go although it is stopped, up to a day if one is said',
    params: idPath,
    body: z.object({
      version,
      reason: requiredText(200),
      until: date.nullable().default(null),
    }),
    response: delivery,
    problems: stale,
  }),
  withdrawRelease: endpoint({
    method: 'POST',
    path: '/deliveries/:id/withdraw-release',
    access: manage,
    since: 1,
    summary: 'Ask for the release of a draft no more',
    params: idPath,
    body: z.object({ version }),
    response: delivery,
    problems: stale,
  }),
  sign: endpoint({
    method: 'POST',
    path: '/deliveries/:id/sign',
    access: manage,
    since: 1,
    summary: 'Note that the customer signed for it, when and who',
    params: idPath,
    body: z.object({
      version,
      signedOn: date,
      signedName: optionalText(60),
      signedNote: optionalText(200),
      /** What was signed for less than was sent: a return is drafted of the difference. */
      short: z
        .object({
          disposal: z.enum(shortDisposals),
          lines: z
            .array(
              z.object({
                deliveryLineId: id,
                /** Missing, of the base unit. */
                qtyE4: z.int().min(1).max(1e12),
                serials: z.array(requiredText(60)).max(200).default([]),
              }),
            )
            .min(1)
            .max(500),
        })
        .nullable()
        .default(null),
    }),
    response: delivery.extend({
      /** The draft of what was missing. */
      shortReturnId: id.nullable(),
    }),
    problems: stale,
  }),
  reverse: endpoint({
    method: 'POST',
    path: '/deliveries/:id/reverse',
    access: 'deliveries.reverse',
    since: 1,
    summary: 'Take a confirmed delivery back by the opposite rows, posted today',
    params: idPath,
    body: z.object({ version, reason: requiredText(200) }),
    response: delivery,
    problems: [...stale, 'stock-short', 'still-allocated', 'still-invoiced'],
  }),
};
