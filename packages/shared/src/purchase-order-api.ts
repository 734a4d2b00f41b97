import { z } from 'zod';
import { languages } from './auth.ts';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  done,
  flagParam,
  id,
  idParam,
  idPath,
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
import { exportFormats } from './export-formats.ts';
import { priceBases } from './price-resolver.ts';
import { purchaseOrderStates } from './purchase-order-rules.ts';
import {
  incomingQuantity,
  MOST_PURCHASE_LINES,
  openPurchaseLine,
  purchaseLineBody,
  purchaseLineFacts,
  purchaseOrder,
  purchaseOrderRow,
} from './purchase-orders.ts';

const lines = z.array(purchaseLineBody).max(MOST_PURCHASE_LINES);
const stale = ['version-conflict', 'state-refused'] as const;

const list = endpoint({
  method: 'GET',
  path: '/purchase-orders',
  access: 'purchaseOrders.read',
  since: 1,
  summary: 'Orders to suppliers, the newest first',
  query: z.object({
    ...pageQuery,
    state: several(z.enum(purchaseOrderStates)),
    supplierId: idParam.optional(),
    productId: idParam.optional(),
    /** Of the number, the supplier's number, the supplier or the note. */
    q: looseText(60).optional(),
    from: date.optional(),
    to: date.optional(),
    /** Something open was to be there before today. */
    late: flagParam.optional(),
  }),
  response: pageOf(purchaseOrderRow),
});

const get = endpoint({
  method: 'GET',
  path: '/purchase-orders/:id',
  access: 'purchaseOrders.read',
  since: 1,
  summary: 'An order to a supplier with its lines',
  params: idPath,
  response: purchaseOrder,
});

const lineFacts = endpoint({
  method: 'GET',
  path: '/suppliers/:id/order-line-facts',
  access: 'purchaseOrders.update',
  since: 1,
  summary: 'What a supplier asks and asked, units, what is there and on its way, of many lines',
  params: idPath,
  query: z.object({
    /** Today unless said. */
    on: date.optional(),
    /** `product:unit:quantity in 1/10,000`, a line each. */
    line: several(z.string().regex(/^[1-9]\d{0,14}:[1-9]\d{0,14}:\d{1,13}$/)),
  }),
  response: z.object({ rows: z.array(purchaseLineFacts) }),
  // A supplier, product or unit that is none.
  problems: ['not-found', 'field-refused'],
});

const create = endpoint({
  method: 'POST',
  path: '/purchase-orders',
  access: 'purchaseOrders.update',
  since: 1,
  summary: 'Draft an order to a supplier; terms come from the supplier where they are not said',
  body: z.object({
    supplierId: id,
    businessDate: date,
    basis: z.enum(priceBases).default('gross'),
    expectedDate: date.nullable().default(null),
    termId: id.nullable().optional(),
    warehouseId: id.nullable().optional(),
    supplierOrderNo: optionalText(60),
    note: optionalText(500),
    lines,
  }),
  response: purchaseOrder,
  status: 201,
});

const update = endpoint({
  method: 'PATCH',
  path: '/purchase-orders/:id',
  access: 'purchaseOrders.update',
  since: 1,
  summary: 'Change a draft; lines are given whole',
  params: idPath,
  body: z.object({
    version,
    businessDate: date.optional(),
    basis: z.enum(priceBases).optional(),
    expectedDate: date.nullable().optional(),
    termId: id.nullable().optional(),
    warehouseId: id.nullable().optional(),
    supplierOrderNo: patchText(60),
    note: patchText(500),
    lines: lines.optional(),
  }),
  response: purchaseOrder,
  problems: stale,
});

const discard = endpoint({
  method: 'POST',
  path: '/purchase-orders/:id/discard',
  access: 'purchaseOrders.update',
  since: 1,
  summary: 'Throw a draft away',
  params: idPath,
  body: z.object({ version }),
  response: done,
  problems: stale,
});

const confirm = endpoint({
  method: 'POST',
  path: '/purchase-orders/:id/confirm',
  access: 'purchaseOrders.confirm',
  since: 1,
  summary: 'Confirm an order to a supplier: it gets its number, and what it is about is on its way',
  params: idPath,
  body: z.object({ version }),
  response: purchaseOrder,
  problems: stale,
});

const close = endpoint({
  method: 'POST',
  path: '/purchase-orders/:id/close',
  access: 'purchaseOrders.confirm',
  since: 1,
  summary: 'Wait no more for what is open of lines',
  params: idPath,
  body: z.object({
    version,
    /** Absent: all lines with something open. */
    lineIds: z.array(id).max(MOST_PURCHASE_LINES).optional(),
    /** Instead of whole lines so much of each, of the base unit: the rest is still waited for. */
    parts: z
      .array(z.object({ lineId: id, qtyE4: z.int().min(1).max(1e12) }))
      .min(1)
      .max(MOST_PURCHASE_LINES)
      .optional(),
    reason: requiredText(200),
  }),
  response: purchaseOrder,
  problems: stale,
});

const makeVoid = endpoint({
  method: 'POST',
  path: '/purchase-orders/:id/void',
  access: 'purchaseOrders.confirm',
  since: 1,
  summary: 'Take back a confirmed order of which nothing came; it keeps its number',
  params: idPath,
  body: z.object({ version, reason: requiredText(200) }),
  response: purchaseOrder,
  problems: stale,
});

const moveDates = endpoint({
  method: 'POST',
  path: '/purchase-orders/:id/dates',
  access: 'purchaseOrders.confirm',
  since: 1,
  summary:
    'Note when open lines of a confirmed order come now; whoever asked for the goods is told',
  params: idPath,
  body: z.object({
    version,
    expectedDate: date,
    /** Absent: all lines with something open. */
    lineIds: z.array(id).max(MOST_PURCHASE_LINES).optional(),
  }),
  response: purchaseOrder,
  problems: stale,
});

const openLines = endpoint({
  method: 'GET',
  path: '/purchase-order-lines/open',
  access: ['receiptNotes.manage', 'purchaseOrders.read'],
  since: 1,
  summary: 'Lines that did not come yet, without prices, in the order of the day they are expected',
  query: z.object({
    ...pageQuery,
    supplierId: idParam.optional(),
    orderId: idParam.optional(),
    productId: idParam.optional(),
    warehouseId: idParam.optional(),
    /** What the supplier ships straight to a customer; else what comes to us. */
    dropShip: flagParam.optional(),
    /** Of the order's number, the supplier or the product. */
    q: looseText(60).optional(),
  }),
  response: pageOf(openPurchaseLine),
});

const incoming = endpoint({
  method: 'GET',
  path: '/products/:id/incoming',
  access: ['stock.available', 'stock.read'],
  since: 1,
  summary: 'How much of a product is on its way, by day, without supplier, order and price',
  params: idPath,
  response: z.object({ rows: z.array(incomingQuantity) }),
});

const fromShortages = endpoint({
  method: 'POST',
  path: '/purchase-orders/from-shortages',
  access: 'purchaseOrders.update',
  since: 1,
  summary: 'Draft an order to each of the suppliers of these products, short or asked for',
  body: z.object({
    businessDate: date,
    lines: z
      .array(
        z.object({
          supplierId: id,
          productId: id,
          unitId: id.nullable().default(null),
          qtyE4: z.int().min(1).max(1e12),
          /** The line of a request that it is for. */
          requestLineId: id.nullable().default(null),
        }),
      )
      .min(1)
      .max(MOST_PURCHASE_LINES),
  }),
  response: z.object({ rows: z.array(z.object({ id, supplier: nameRef, lineCount: z.int() })) }),
  status: 201,
});

export const purchaseOrderExport = z.object({
  /** A row for each order, or for each line of one. */
  what: z.enum(['orders', 'lines']),
  /** As the list has them. */
  q: looseText(60).optional(),
  state: z.array(z.enum(purchaseOrderStates)).max(10).optional(),
  supplierId: id.optional(),
  from: date.optional(),
  to: date.optional(),
  late: z.boolean().optional(),
  format: z.enum(exportFormats),
  lang: z.enum(languages),
});

const exportOrders = endpoint({
  method: 'POST',
  path: '/purchase-orders/export',
  access: 'purchaseOrders.read',
  since: 1,
  confirm: 'sometimes',
  summary: 'Orders to suppliers, or their lines, as a file; a job',
  body: purchaseOrderExport,
  response: z.object({ jobId: id }),
  status: 202,
  problems: ['export-too-large'],
});

export const purchaseOrders = {
  list,
  get,
  lineFacts,
  create,
  update,
  discard,
  confirm,
  close,
  makeVoid,
  moveDates,
  openLines,
  incoming,
  fromShortages,
  export: exportOrders,
};
