import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  done,
  fen,
  flagParam,
  id,
  idParam,
  idPath,
  looseText,
  optionalText,
  pageOf,
  pageQuery,
  patchText,
  requiredText,
  several,
  version,
} from './contract/fields.ts';
import { languages } from './auth.ts';
import { exportFormats } from './export-formats.ts';
import { exportDeviations, listDeviations } from './price-deviations.ts';
import { priceBases } from './price-resolver.ts';
import { salesOrderStates } from './sales-order-rules.ts';
import {
  MOST_ORDER_LINES,
  openOrderLine,
  orderCheck,
  orderCustomer,
  orderLineFacts,
  salesLineBody,
  salesOrder,
  salesOrderRow,
  salesShare,
} from './sales-orders.ts';

const lines = z.array(salesLineBody).max(MOST_ORDER_LINES);
const shares = z.array(salesShare).max(20);

const list = endpoint({
  method: 'GET',
  path: '/sales-orders',
  access: 'salesOrders.read',
  since: 1,
  summary: 'Orders of customers the reader sees, the newest first',
  query: z.object({
    ...pageQuery,
    state: several(z.enum(salesOrderStates)),
    customerId: idParam.optional(),
    /** Who has a share. */
    userId: idParam.optional(),
    productId: idParam.optional(),
    /** Of the number, the customer's number or the note. */
    q: looseText(60).optional(),
    from: date.optional(),
    to: date.optional(),
    /** Something open was to be there before today. */
    overdue: flagParam.optional(),
    count: flagParam.optional(),
  }),
  response: pageOf(salesOrderRow).extend({
    /** With tax, of all that are counted; only with `count`. */
    grossFen: fen.nullable(),
  }),
});

const get = endpoint({
  method: 'GET',
  path: '/sales-orders/:id',
  access: 'salesOrders.read',
  since: 1,
  summary: 'An order with its lines',
  params: idPath,
  response: salesOrder,
});

const check = endpoint({
  method: 'GET',
  path: '/sales-orders/:id/check',
  access: 'salesOrders.read',
  since: 1,
  summary: 'What stands against confirming an order now: prices, gifts, amount, credit',
  params: idPath,
  response: orderCheck,
});

const customer = endpoint({
  method: 'GET',
  path: '/customers/:id/order-facts',
  access: ['salesOrders.update', 'quotations.update'],
  since: 1,
  summary:
    'What an order for a customer, or a quotation, begins with: terms, places, level, credit, the last order',
  params: idPath,
  response: orderCustomer,
});

const lineFacts = endpoint({
  method: 'GET',
  path: '/customers/:id/order-line-facts',
  access: ['salesOrders.update', 'quotations.update'],
  since: 1,
  summary: 'Price by the rules, floor, last price, units and what is available, of many lines',
  params: idPath,
  query: z.object({
    /** Today unless said. */
    on: date.optional(),
    /** `product:unit:quantity in 1/10,000`, a line each. */
    line: several(z.string().regex(/^[1-9]\d{0,14}:[1-9]\d{0,14}:\d{1,13}$/)),
  }),
  response: z.object({ rows: z.array(orderLineFacts) }),
  // A product or unit that is none.
  problems: ['not-found', 'field-refused'],
});

const facts = {
  contactId: id.nullable(),
  dealId: id.nullable(),
  requiredDate: date.nullable(),
  termId: id.nullable(),
  warehouseId: id.nullable(),
  addressId: id.nullable(),
  titleId: id.nullable(),
};

const create = endpoint({
  method: 'POST',
  path: '/sales-orders',
  access: 'salesOrders.update',
  since: 1,
  summary: 'Draft an order; what is not said comes from the customer',
  body: z.object({
    customerId: id,
    businessDate: date,
    basis: z.enum(priceBases).default('gross'),
    ...(Object.fromEntries(
      Object.entries(facts).map(([name, field]) => [name, field.optional()]),
    ) as { [K in keyof typeof facts]: z.ZodOptional<(typeof facts)[K]> }),
    customerOrderNo: optionalText(60),
    payer: optionalText(100),
    note: optionalText(500),
    /** Absent: all of it the owner's of the customer. */
    shares: shares.optional(),
    lines,
  }),
  response: salesOrder,
  status: 201,
  problems: ['not-found', 'customer-archived'],
});

const update = endpoint({
  method: 'PATCH',
  path: '/sales-orders/:id',
  access: 'salesOrders.update',
  since: 1,
  summary: 'Change a draft; lines and shares are given whole',
  params: idPath,
  body: z.object({
    version,
    businessDate: date.optional(),
    basis: z.enum(priceBases).optional(),
    contactId: id.nullable().optional(),
    dealId: id.nullable().optional(),
    requiredDate: date.nullable().optional(),
    termId: id.nullable().optional(),
    warehouseId: id.nullable().optional(),
    addressId: id.nullable().optional(),
    titleId: id.nullable().optional(),
    customerOrderNo: patchText(60),
    payer: patchText(100),
    note: patchText(500),
    shares: shares.optional(),
    lines: lines.optional(),
  }),
  response: salesOrder,
  problems: ['version-conflict', 'state-refused', 'customer-archived'],
});

const discard = endpoint({
  method: 'POST',
  path: '/sales-orders/:id/discard',
  access: 'salesOrders.update',
  since: 1,
  summary: 'Throw a draft away',
  params: idPath,
  body: z.object({ version }),
  response: done,
  problems: ['version-conflict', 'state-refused', 'customer-archived'],
});

const submit = endpoint({
  method: 'POST',
  path: '/sales-orders/:id/submit',
  access: 'salesOrders.update',
  since: 1,
  summary:
    'Hand an order in: it waits for whoever confirms, or for the approval that its prices, gifts, ' +
    'amount or credit need; approved, it is confirmed',
  params: idPath,
  body: z.object({
    version,
    /** Why it is to be approved; asked for where something stands against it. */
    reason: optionalText(500),
    /** Up to which day its deliveries may go over the credit as well. */
    creditUntil: date.nullable().default(null),
  }),
  response: salesOrder,
  problems: ['version-conflict', 'state-refused', 'customer-archived', 'stock-short'],
});

const confirm = endpoint({
  method: 'POST',
  path: '/sales-orders/:id/confirm',
  access: 'salesOrders.confirm',
  since: 1,
  summary:
    'Confirm an order: it gets its number, reserves, counts as result and against the credit. ' +
    '`order-stopped` carries what stands against it',
  params: idPath,
  body: z.object({ version }),
  response: salesOrder,
  problems: [
    'version-conflict',
    'state-refused',
    'customer-archived',
    'order-stopped',
    'stock-short',
  ],
});

const sendBack = endpoint({
  method: 'POST',
  path: '/sales-orders/:id/send-back',
  access: ['salesOrders.update', 'salesOrders.confirm'],
  since: 1,
  summary: 'Make a draft again of what was handed in; an approval that runs is withdrawn',
  params: idPath,
  body: z.object({ version, reason: optionalText(200) }),
  response: salesOrder,
  problems: ['version-conflict', 'state-refused', 'customer-archived'],
});

const close = endpoint({
  method: 'POST',
  path: '/sales-orders/:id/close',
  access: 'salesOrders.confirm',
  since: 1,
  summary: 'Wait no more for what is open of lines: it is released and counts no more',
  params: idPath,
  body: z.object({
    version,
    /** Absent: all lines with something open. */
    lineIds: z.array(id).max(MOST_ORDER_LINES).optional(),
    reason: requiredText(200),
  }),
  response: salesOrder,
  problems: ['version-conflict', 'state-refused'],
});

const makeVoid = endpoint({
  method: 'POST',
  path: '/sales-orders/:id/void',
  access: 'salesOrders.void',
  since: 1,
  summary: 'Take back a confirmed order of which nothing was delivered; it keeps its number',
  params: idPath,
  body: z.object({ version, reason: requiredText(200) }),
  response: salesOrder,
  problems: ['version-conflict', 'state-refused', 'change-open', 'still-invoiced'],
});

const openLines = endpoint({
  method: 'GET',
  path: '/sales-order-lines/open',
  access: ['salesOrders.open', 'salesOrders.read'],
  since: 1,
  summary: 'Lines with something open, without prices, in the order of the day they are asked for',
  query: z.object({
    ...pageQuery,
    customerId: idParam.optional(),
    productId: idParam.optional(),
    warehouseId: idParam.optional(),
    /** Asked for up to this day. */
    to: date.optional(),
  }),
  response: pageOf(openOrderLine),
});

export const salesOrderExport = z.object({
  /** A row for each order, or for each line of one. */
  what: z.enum(['orders', 'lines']),
  /** As the list has them. */
  q: looseText(60).optional(),
  state: z.array(z.enum(salesOrderStates)).max(10).optional(),
  customerId: id.optional(),
  userId: id.optional(),
  from: date.optional(),
  to: date.optional(),
  overdue: z.boolean().optional(),
  format: z.enum(exportFormats),
  lang: z.enum(languages),
});

const exportOrders = endpoint({
  method: 'POST',
  path: '/sales-orders/export',
  access: 'salesOrders.export',
  since: 1,
  confirm: 'sometimes',
  summary: 'Orders, or their lines, as a file; a job',
  body: salesOrderExport,
  response: z.object({ jobId: id }),
  status: 202,
  problems: ['export-too-large'],
});

export const salesOrders = {
  list,
  get,
  check,
  customer,
  lineFacts,
  create,
  update,
  discard,
  submit,
  confirm,
  sendBack,
  close,
  makeVoid,
  openLines,
  deviations: listDeviations,
  exportDeviations,
  export: exportOrders,
};
