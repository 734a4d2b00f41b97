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
  nameRef,
  optionalText,
  pageOf,
  pageQuery,
  patchText,
  requiredText,
  several,
  version,
} from './contract/fields.ts';
import { fapiaoKinds, fapiaoStates } from './fapiao-rules.ts';
import {
  earlyLine,
  fapiao,
  fapiaoExport,
  fapiaoLineBody,
  fapiaoRow,
  fapiaoSums,
  invoiceableLine,
  uninvoicedRow,
} from './fapiao.ts';
import { noFapiaoApi } from './no-fapiao.ts';

const MOST_LINES = 500;
const lines = z.array(fapiaoLineBody).min(1).max(MOST_LINES);

const buyerBody = z.object({
  title: requiredText(120),
  taxNo: optionalText(30),
  bank: optionalText(120),
  account: optionalText(40),
  address: optionalText(200),
  phone: optionalText(60),
});
const buyerPatch = z.object({
  title: requiredText(120).optional(),
  taxNo: patchText(30),
  bank: patchText(120),
  account: patchText(40),
  address: patchText(200),
  phone: patchText(60),
});

const filter = {
  customerId: idParam.optional(),
  /** Of the number, the code, the title, the customer or the note. */
  q: looseText(60).optional(),
  from: date.optional(),
  to: date.optional(),
};

const access = 'fapiao.manage' as const;
const reads = 'fapiao.read' as const;
const number = requiredText(40);

export const fapiaoApi = {
  ...noFapiaoApi,
  list: endpoint({
    method: 'GET',
    path: '/fapiao',
    access: reads,
    since: 1,
    summary: 'Fapiao to customers the reader sees, the newest first',
    query: z.object({
      ...pageQuery,
      ...filter,
      state: several(z.enum(fapiaoStates)),
      kind: several(z.enum(fapiaoKinds)),
      count: flagParam.optional(),
    }),
    response: pageOf(fapiaoRow).extend({
      /** Of all that are counted; only with `count`. */
      totals: z.object(fapiaoSums).nullable(),
    }),
  }),
  get: endpoint({
    method: 'GET',
    path: '/fapiao/:id',
    access: reads,
    since: 1,
    summary: 'A fapiao with its lines, its tax by rate and the red ones against it',
    params: idPath,
    response: fapiao,
  }),
  ofCustomer: endpoint({
    method: 'GET',
    path: '/customers/:id/invoicing',
    access: reads,
    since: 1,
    summary:
      'What a customer may be invoiced for: delivered lines, and lines still to be delivered',
    params: idPath,
    response: z.object({
      customer: nameRef,
      uninvoicedFen: fen,
      earlyFen: fen,
      /** Delivered, the oldest first. */
      delivered: z.array(invoiceableLine),
      /** Ordered and not delivered. */
      ordered: z.array(invoiceableLine),
      /** Whether there is more than what is shown. */
      more: z.boolean(),
    }),
  }),
  uninvoiced: endpoint({
    method: 'GET',
    path: '/uninvoiced-customers',
    access: reads,
    since: 1,
    summary: 'What was delivered and not invoiced, by customer, the most first',
    query: z.object({ ...pageQuery, q: looseText(60).optional() }),
    response: pageOf(uninvoicedRow).extend({
      totals: z.object({ uninvoicedFen: fen, earlyFen: fen }),
    }),
  }),
  early: endpoint({
    method: 'GET',
    path: '/undelivered-fapiao-lines',
    access: reads,
    since: 1,
    summary:
      'Order lines invoiced and not delivered, or given back since, and what came back without a delivery and has no red fapiao: the oldest first',
    query: z.object({ ...pageQuery, customerId: idParam.optional() }),
    response: pageOf(earlyLine).extend({ totals: z.object({ earlyFen: fen }) }),
  }),
  create: endpoint({
    method: 'POST',
    path: '/fapiao',
    access,
    since: 1,
    summary: 'Register a fapiao for lines of one customer; they count as invoiced from then on',
    body: z.object({
      customerId: id,
      kind: z.enum(fapiaoKinds).default('digitalSpecial'),
      code: optionalText(20),
      number: optionalText(40),
      businessDate: date,
      /** Absent: the title of the order, else the first one of the customer. */
      buyer: buyerBody.optional(),
      note: optionalText(500),
      lines,
    }),
    response: fapiao,
    status: 201,
    problems: ['customer-archived'],
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/fapiao/:id',
    access,
    since: 1,
    summary: 'Change a registered fapiao; lines are given whole',
    params: idPath,
    body: z.object({
      version,
      kind: z.enum(fapiaoKinds).optional(),
      code: patchText(20),
      number: patchText(40),
      businessDate: date.optional(),
      buyer: buyerPatch.optional(),
      note: patchText(500),
      lines: lines.optional(),
    }),
    response: fapiao,
    problems: ['version-conflict', 'state-refused'],
  }),
  correct: endpoint({
    method: 'POST',
    path: '/fapiao/:id/correct',
    access,
    since: 1,
    summary:
      'Write the number of a fapiao that was issued as it truly is; a red one of returns may say another blue one',
    params: idPath,
    body: z.object({
      version,
      code: optionalText(20),
      number,
      redOfNo: number.optional(),
    }),
    response: fapiao,
    problems: ['version-conflict', 'state-refused'],
  }),
  discard: endpoint({
    method: 'POST',
    path: '/fapiao/:id/discard',
    access,
    since: 1,
    summary: 'Throw a registered fapiao away: its lines may be invoiced again',
    params: idPath,
    body: z.object({ version }),
    response: done,
    problems: ['version-conflict', 'state-refused'],
  }),
  issue: endpoint({
    method: 'POST',
    path: '/fapiao/:id/issue',
    access,
    since: 1,
    summary:
      'Note that a fapiao was issued: its tax is output tax now, and what falls due from the fapiao counts from its date',
    params: idPath,
    body: z.object({ version }),
    response: fapiao,
    problems: ['version-conflict', 'state-refused'],
  }),
  red: endpoint({
    method: 'POST',
    path: '/fapiao/:id/red',
    access,
    since: 1,
    summary:
      'Take an issued fapiao back by a red one: all that is left of it, or so much of its lines; answers the red one',
    params: idPath,
    body: z.object({
      version,
      code: optionalText(20),
      number,
      businessDate: date,
      reason: requiredText(200),
      /** Absent: all of it. */
      lines: z
        .array(z.object({ lineId: id, qtyE4: z.int().min(1).max(Number.MAX_SAFE_INTEGER) }))
        .min(1)
        .max(MOST_LINES)
        .optional(),
    }),
    response: fapiao,
    status: 201,
    problems: ['version-conflict', 'state-refused'],
  }),
  redOfReturns: endpoint({
    method: 'POST',
    path: '/fapiao/red-of-returns',
    access,
    since: 1,
    summary:
      'Issue a red fapiao for lines of returns without a delivery of one customer; the number of what it takes back is said by hand',
    body: z.object({
      customerId: id,
      kind: z.enum(fapiaoKinds).default('digitalSpecial'),
      code: optionalText(20),
      number,
      businessDate: date,
      redOfNo: number,
      reason: requiredText(200),
      /** Absent: the first title of the customer. */
      buyer: buyerBody.optional(),
      returnLineIds: z.array(id).min(1).max(MOST_LINES),
    }),
    response: fapiao,
    status: 201,
    problems: ['customer-archived', 'state-refused'],
  }),
  export: endpoint({
    method: 'POST',
    path: '/fapiao/export',
    access: reads,
    since: 1,
    confirm: 'sometimes',
    summary: 'Fapiao, their lines, or delivered lines that want none, as a file; a job',
    body: fapiaoExport,
    response: z.object({ jobId: id }),
    status: 202,
    problems: ['export-too-large'],
  }),
};
