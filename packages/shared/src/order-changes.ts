import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  done,
  fen,
  id,
  idPath,
  instant,
  nameRef,
  optionalText,
  patchText,
  requiredText,
  version,
} from './contract/fields.ts';
import { quotationLine } from './quotations.ts';
import { stopReasons } from './sales-order-rules.ts';
import { MOST_ORDER_LINES, salesLineBody } from './sales-orders.ts';

/** Drafted, handed in to whoever confirms, waiting for an approval, and done. */
export const orderChangeStates = ['draft', 'submitted', 'approving', 'applied'] as const;
export type OrderChangeState = (typeof orderChangeStates)[number];

/** A line on one side of a change. */
export const changeLine = quotationLine.omit({ id: true }).extend({
  /** Line of the order; null: it is added. */
  lineId: id.nullable(),
  requiredDate: date.nullable(),
  promisedDate: date.nullable(),
  /** The supplier ships it straight to the customer. */
  dropShip: z.boolean(),
});
export type ChangeLine = z.output<typeof changeLine>;

/** An order as it was before a change, or will be after it. */
export const changeSide = z.object({
  requiredDate: date.nullable(),
  customerOrderNo: z.string(),
  payer: z.string(),
  note: z.string(),
  term: nameRef.nullable(),
  /** Where it is kept, and goes from. */
  warehouse: nameRef.nullable(),
  addressId: id.nullable(),
  /** Masked or absent as those of the customer are to the reader. */
  shipTo: z
    .object({ receiver: z.string(), phone: z.string().nullable(), address: z.string() })
    .nullable(),
  netFen: fen,
  taxFen: fen,
  grossFen: fen,
  lines: z.array(changeLine),
});
export type ChangeSide = z.output<typeof changeSide>;

export const orderChange = z.object({
  id,
  version,
  orderId: id,
  /** Which change of its order it was, from 1; null until it is applied. */
  no: z.int().positive().nullable(),
  state: z.enum(orderChangeStates),
  /** Why the order is changed. */
  reason: z.string(),
  /** Why it was sent back, or not approved. */
  backReason: z.string(),
  reasons: z.array(z.enum(stopReasons)),
  creditUntil: date.nullable(),
  /** For whoever may open it. */
  approvalId: id.nullable(),
  /** With whom its approval lies now. */
  waitsFor: z.array(nameRef),
  madeBy: nameRef,
  madeAt: instant,
  appliedBy: nameRef.nullable(),
  appliedAt: instant.nullable(),
  before: changeSide,
  after: changeSide,
  /** What the reader may do now. */
  can: z.object({ update: z.boolean(), apply: z.boolean(), sendBack: z.boolean() }),
});
export type OrderChange = z.output<typeof orderChange>;

const facts = {
  requiredDate: date.nullable().optional(),
  customerOrderNo: patchText(60),
  payer: patchText(100),
  note: patchText(500),
  termId: id.nullable().optional(),
  addressId: id.nullable().optional(),
  /** What is kept of the order is kept there then; null is refused. */
  warehouseId: id.nullable().optional(),
};
/**
 * All lines of the order in its order, each with its id, and those that are added. A line of which
 * nothing went out is taken away by the quantity 0.
 */
const lines = z.array(salesLineBody).max(MOST_ORDER_LINES);
const stale = ['version-conflict', 'state-refused', 'customer-archived'] as const;

export const orderChanges = {
  list: endpoint({
    method: 'GET',
    path: '/sales-orders/:id/changes',
    access: 'salesOrders.read',
    since: 1,
    summary: 'Changes of a confirmed order, before and after, the newest first',
    params: idPath,
    response: z.object({ rows: z.array(orderChange) }),
  }),
  create: endpoint({
    method: 'POST',
    path: '/sales-orders/:id/changes',
    access: 'salesOrders.update',
    since: 1,
    summary: 'Draft a change of a confirmed order; one at a time',
    params: idPath,
    body: z.object({ reason: requiredText(200), ...facts, lines }),
    response: orderChange,
    status: 201,
    problems: ['state-refused', 'change-open', 'customer-archived'],
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/order-changes/:id',
    access: 'salesOrders.update',
    since: 1,
    summary: 'Write a draft of a change anew; lines are given whole',
    params: idPath,
    body: z.object({ version, reason: patchText(200), ...facts, lines: lines.optional() }),
    response: orderChange,
    problems: stale,
  }),
  discard: endpoint({
    method: 'POST',
    path: '/order-changes/:id/discard',
    access: 'salesOrders.update',
    since: 1,
    summary: 'Throw a draft of a change away',
    params: idPath,
    body: z.object({ version }),
    response: done,
    problems: stale,
  }),
  submit: endpoint({
    method: 'POST',
    path: '/order-changes/:id/submit',
    access: 'salesOrders.update',
    since: 1,
    summary:
      'Hand a change in: it is applied by whoever confirms, or waits for the approval that its ' +
      'prices, gifts, amount or credit need. Without a reason `order-stopped` carries what stands against it',
    params: idPath,
    body: z.object({
      version,
      /** Why it is to be approved; asked for where something stands against it. */
      askReason: optionalText(500),
      /** Up to which day deliveries of the order may go over the credit as well. */
      creditUntil: date.nullable().default(null),
    }),
    response: orderChange,
    problems: [...stale, 'order-stopped', 'stock-short'],
  }),
  apply: endpoint({
    method: 'POST',
    path: '/order-changes/:id/apply',
    access: 'salesOrders.confirm',
    since: 1,
    summary:
      'Change the order: amounts, reservation, exposure and result. `order-stopped` carries what stands against it',
    params: idPath,
    body: z.object({ version }),
    response: orderChange,
    problems: [...stale, 'order-stopped', 'stock-short'],
  }),
  sendBack: endpoint({
    method: 'POST',
    path: '/order-changes/:id/send-back',
    access: ['salesOrders.update', 'salesOrders.confirm'],
    since: 1,
    summary: 'Make a draft again of what was handed in; an approval that runs is withdrawn',
    params: idPath,
    body: z.object({ version, reason: optionalText(200) }),
    response: orderChange,
    problems: stale,
  }),
};
