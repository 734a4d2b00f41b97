import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  fen,
  id,
  idParam,
  idPath,
  instant,
  nameRef,
  optionalText,
  pageOf,
  pageQuery,
  requiredText,
  version,
} from './contract/fields.ts';
import { MOST_FEN } from './most-fen.ts';
import { receiptMethods } from './receipts.ts';
import { supplierRef } from './supplier-ref.ts';

/** What both kinds of refunds say of themselves. */
const head = {
  id,
  version,
  no: z.string(),
  state: z.enum(['confirmed', 'reversed']),
  account: nameRef,
  businessDate: date,
  method: z.enum(receiptMethods),
  amountFen: fen,
  note: z.string(),
  madeBy: nameRef,
  madeAt: instant,
  reversalReason: z.string(),
  mayReverse: z.boolean(),
};
const customerRefund = z.object({ ...head, customer: nameRef });
export type CustomerRefund = z.output<typeof customerRefund>;
const supplierRefund = z.object({ ...head, supplier: supplierRef });
export type SupplierRefund = z.output<typeof supplierRefund>;

const body = {
  accountId: id,
  businessDate: date,
  method: z.enum(receiptMethods).default('transfer'),
  note: optionalText(500),
  /** Credits of the party that are given back: advances, returns, corrections. */
  lines: z
    .array(z.object({ itemId: id, amountFen: z.int().min(1).max(MOST_FEN) }))
    .min(1)
    .max(200),
};
const reversal = z.object({ version, reason: requiredText(200) });

export const customerRefunds = {
  list: endpoint({
    method: 'GET',
    path: '/customer-refunds',
    access: 'receivables.read',
    since: 1,
    summary: 'Money that went back to customers in scope, the newest first',
    query: z.object({ ...pageQuery, customerId: idParam.optional() }),
    response: pageOf(customerRefund),
  }),
  create: endpoint({
    method: 'POST',
    path: '/customer-refunds',
    access: 'receipts.manage',
    since: 1,
    summary:
      'Pay advances or credits back to a customer, at once, with a number; it lessens what was received',
    body: z.object({ customerId: id, ...body }),
    response: customerRefund,
    status: 201,
  }),
  reverse: endpoint({
    method: 'POST',
    path: '/customer-refunds/:id/reverse',
    access: 'receipts.manage',
    since: 1,
    summary: 'Take a refund to a customer back, today: its credits are open again',
    params: idPath,
    body: reversal,
    response: customerRefund,
    problems: ['version-conflict', 'state-refused'],
  }),
};

export const supplierRefunds = {
  list: endpoint({
    method: 'GET',
    path: '/supplier-refunds',
    access: 'payables.read',
    since: 1,
    summary: 'Money that came back from suppliers, the newest first',
    query: z.object({ ...pageQuery, supplierId: idParam.optional() }),
    response: pageOf(supplierRefund),
  }),
  create: endpoint({
    method: 'POST',
    path: '/supplier-refunds',
    access: 'payments.manage',
    since: 1,
    summary: 'Take advances or credits back from a supplier as money, at once, with a number',
    body: z.object({ supplierId: id, ...body }),
    response: supplierRefund,
    status: 201,
  }),
  reverse: endpoint({
    method: 'POST',
    path: '/supplier-refunds/:id/reverse',
    access: 'payments.manage',
    since: 1,
    summary: 'Take a refund of a supplier back, today: its credits are open again',
    params: idPath,
    body: reversal,
    response: supplierRefund,
    problems: ['version-conflict', 'state-refused'],
  }),
};
