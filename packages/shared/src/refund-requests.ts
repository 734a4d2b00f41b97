import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  fen,
  id,
  idPath,
  instant,
  nameRef,
  optionalText,
  pageOf,
  pageQuery,
  several,
  version,
} from './contract/fields.ts';
import { MOST_FEN } from './most-fen.ts';
import { receiptMethods } from './receipts.ts';

/** `returned`: rejected or withdrawn, with the reason; it may be handed in again. */
export const refundRequestStates = ['approving', 'approved', 'returned', 'paid', 'void'] as const;
export type RefundRequestState = (typeof refundRequestStates)[number];

const request = z.object({
  id,
  version,
  state: z.enum(refundRequestStates),
  customer: nameRef,
  amountFen: fen,
  note: z.string(),
  /** Why it came back. */
  reason: z.string(),
  lines: z.array(
    z.object({
      itemId: id,
      kind: z.string(),
      docKind: z.string(),
      docNo: z.string(),
      businessDate: date,
      amountFen: fen,
    }),
  ),
  approvalId: id.nullable(),
  refund: z.object({ id, no: z.string() }).nullable(),
  madeBy: nameRef,
  madeAt: instant,
  /** What the reader may do now. */
  maySubmit: z.boolean(),
  mayWithdraw: z.boolean(),
  mayDiscard: z.boolean(),
  mayPay: z.boolean(),
});
export type RefundRequest = z.output<typeof request>;

const access = 'receipts.manage' as const;
const asked = {
  note: optionalText(500),
  /** Credits of the customer that go back: advances, returns, corrections. */
  lines: z
    .array(z.object({ itemId: id, amountFen: z.int().min(1).max(MOST_FEN) }))
    .min(1)
    .max(200),
};
const problems = ['version-conflict', 'state-refused'] as const;

export const refundRequests = {
  list: endpoint({
    method: 'GET',
    path: '/refund-requests',
    access: 'receivables.read',
    since: 1,
    summary: 'Refunds to customers in scope that were asked for, the newest first',
    query: z.object({ ...pageQuery, state: several(z.enum(refundRequestStates)) }),
    response: pageOf(request),
  }),
  create: endpoint({
    method: 'POST',
    path: '/refund-requests',
    access,
    since: 1,
    summary: 'Ask for a refund to a customer: it waits for its approval, and is paid after that',
    body: z.object({ customerId: id, ...asked }),
    response: request,
    status: 201,
  }),
  submit: endpoint({
    method: 'POST',
    path: '/refund-requests/:id/submit',
    access,
    since: 1,
    summary: 'Hand in again what came back, with what is asked for given whole; its maker does',
    params: idPath,
    body: z.object({ version, ...asked }),
    response: request,
    problems,
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/refund-requests/:id/withdraw',
    access,
    since: 1,
    summary: 'Take back a request that nobody decided on yet; its maker does',
    params: idPath,
    body: z.object({ version }),
    response: request,
    problems,
  }),
  discard: endpoint({
    method: 'POST',
    path: '/refund-requests/:id/discard',
    access,
    since: 1,
    summary: 'Give up a request that came back, or that was approved and not paid',
    params: idPath,
    body: z.object({ version }),
    response: request,
    problems,
  }),
  pay: endpoint({
    method: 'POST',
    path: '/refund-requests/:id/pay',
    access,
    since: 1,
    summary:
      'Pay an approved request: the refund gets its number, and is reversed as any other; then the request may be paid again',
    params: idPath,
    body: z.object({
      version,
      accountId: id,
      businessDate: date,
      method: z.enum(receiptMethods).default('transfer'),
    }),
    response: request,
    problems,
  }),
};
