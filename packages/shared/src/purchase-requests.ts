import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  done,
  flagParam,
  id,
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
import { MOST_PURCHASE_LINES } from './purchase-orders.ts';
import { supplierProposal } from './shortages.ts';
import { stockProduct } from './stock.ts';

/** From `draft` by an approval, where there is a flow, to `approved`; `closed`: nobody buys the rest. */
export const purchaseRequestStates = ['draft', 'approving', 'approved', 'closed'] as const;
export type PurchaseRequestState = (typeof purchaseRequestStates)[number];

const lineBody = z.object({
  productId: id,
  /** The base unit where it is not said. */
  unitId: id.nullable().default(null),
  /** In 1/10,000 of the unit. */
  qtyE4: z.int().min(1).max(1e12),
  /** That of the request where it is not said. */
  neededDate: date.nullable().default(null),
  note: optionalText(200),
});
export type PurchaseRequestLineBody = z.input<typeof lineBody>;
const lines = z.array(lineBody).max(MOST_PURCHASE_LINES);

/** Nothing of it says from whom something is bought, or for how much. */
export const purchaseRequestLine = z.object({
  id,
  product: stockProduct,
  unit: nameRef,
  qtyE4: z.int(),
  /** The same of the base unit, as are all quantities below. */
  baseQtyE4: z.int(),
  neededDate: date.nullable(),
  /** Taken into orders, drafts of them as well. */
  orderedE4: z.int(),
  receivedE4: z.int(),
  cancelledE4: z.int(),
  openE4: z.int(),
  /** When the next of it is expected; null: nothing is on its way, or nobody knows. */
  comingOn: date.nullable(),
  closeReason: z.string(),
  note: z.string(),
});
export type PurchaseRequestLine = z.output<typeof purchaseRequestLine>;

const head = {
  id,
  version,
  /** Empty until it was handed in once. */
  no: z.string(),
  state: z.enum(purchaseRequestStates),
  requester: nameRef,
  /** Of the requester when it was written. */
  dept: nameRef,
  businessDate: date,
  neededDate: date.nullable(),
  reason: z.string(),
  note: z.string(),
  lineCount: z.int(),
  /** Lines of which something was not ordered yet; 0 unless it is approved. */
  openCount: z.int(),
  madeAt: instant,
};
export const purchaseRequestRow = z.object(head);
export type PurchaseRequestRow = z.output<typeof purchaseRequestRow>;

export const purchaseRequest = z.object({
  ...head,
  /** Why it came back. */
  refusal: z.string(),
  approvalId: id.nullable(),
  lines: z.array(purchaseRequestLine),
  /** What the reader may do now. */
  can: z.object({
    update: z.boolean(),
    discard: z.boolean(),
    withdraw: z.boolean(),
    close: z.boolean(),
    order: z.boolean(),
  }),
});
export type PurchaseRequest = z.output<typeof purchaseRequest>;

/** A line that is approved and not ordered, for whoever buys. */
export const openRequestLine = z.object({
  id,
  requestId: id,
  requestNo: z.string(),
  requester: nameRef,
  dept: z.string(),
  reason: z.string(),
  product: stockProduct,
  unit: nameRef,
  /** Of the base unit. */
  openE4: z.int(),
  neededDate: date.nullable(),
  note: z.string(),
  /** The cheapest price in force; null where nobody states one. */
  proposal: supplierProposal.nullable(),
});
export type OpenRequestLine = z.output<typeof openRequestLine>;

const create = 'purchaseRequests.create' as const;
const seen = [create, 'purchaseOrders.read'] as const;
const stale = ['version-conflict', 'state-refused'] as const;
const fields = {
  businessDate: date,
  neededDate: date.nullable().default(null),
  reason: optionalText(200),
  note: optionalText(500),
};

export const purchaseRequests = {
  list: endpoint({
    method: 'GET',
    path: '/purchase-requests',
    access: seen,
    since: 1,
    summary: 'Own requests, and for whoever reads orders those that were handed in, newest first',
    query: z.object({
      ...pageQuery,
      state: several(z.enum(purchaseRequestStates)),
      /** Own ones alone. */
      mine: flagParam.optional(),
      /** Approved, and not wholly ordered. */
      open: flagParam.optional(),
      /** Of the number, the reason, the requester or the department. */
      q: looseText(60).optional(),
    }),
    response: pageOf(purchaseRequestRow),
  }),
  get: endpoint({
    method: 'GET',
    path: '/purchase-requests/:id',
    access: seen,
    since: 1,
    summary: 'A request with its lines and how far they are, without supplier and price',
    params: idPath,
    response: purchaseRequest,
  }),
  create: endpoint({
    method: 'POST',
    path: '/purchase-requests',
    access: create,
    since: 1,
    summary: 'Draft a request for goods',
    body: z.object({ ...fields, lines }),
    response: purchaseRequest,
    status: 201,
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/purchase-requests/:id',
    access: create,
    since: 1,
    summary: 'Change an own draft; lines are given whole',
    params: idPath,
    body: z.object({
      version,
      businessDate: date.optional(),
      neededDate: date.nullable().optional(),
      reason: patchText(200),
      note: patchText(500),
      lines: lines.optional(),
    }),
    response: purchaseRequest,
    problems: stale,
  }),
  discard: endpoint({
    method: 'POST',
    path: '/purchase-requests/:id/discard',
    access: create,
    since: 1,
    summary: 'Throw an own draft away that was never handed in',
    params: idPath,
    body: z.object({ version }),
    response: done,
    problems: stale,
  }),
  submit: endpoint({
    method: 'POST',
    path: '/purchase-requests/:id/submit',
    access: create,
    since: 1,
    summary: 'Hand an own draft in: it gets its number, and is approved where there is a flow',
    params: idPath,
    body: z.object({ version }),
    response: purchaseRequest,
    problems: stale,
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/purchase-requests/:id/withdraw',
    access: create,
    since: 1,
    summary: 'Take an own request back that waits for its approval',
    params: idPath,
    body: z.object({ version }),
    response: purchaseRequest,
    problems: stale,
  }),
  close: endpoint({
    method: 'POST',
    path: '/purchase-requests/:id/close',
    access: [create, 'purchaseOrders.update'],
    since: 1,
    summary: 'Buy no more of what is open of lines: by the requester, or whoever buys',
    params: idPath,
    body: z.object({
      version,
      /** Absent: all lines with something open. */
      lineIds: z.array(id).max(MOST_PURCHASE_LINES).optional(),
      reason: requiredText(200),
    }),
    response: purchaseRequest,
    problems: stale,
  }),
  openLines: endpoint({
    method: 'GET',
    path: '/purchase-request-lines/open',
    access: 'purchaseOrders.read',
    since: 1,
    summary: 'Lines that are approved and not ordered, by the day they are needed',
    query: z.object({
      ...pageQuery,
      /** Of the number, the requester or the product. */
      q: looseText(60).optional(),
    }),
    response: pageOf(openRequestLine),
  }),
};
