import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  done,
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
import { priceBases } from './price-resolver.ts';
import { stockProduct } from './stock.ts';

/** From `draft` to `out`; `done` once all of it came back or was sold. */
export const loanStates = ['draft', 'out', 'done', 'reversed'] as const;
export type LoanState = (typeof loanStates)[number];

export const MOST_LOAN_LINES = 100;
/** In 1/10,000. */
const qtyE4 = z.int().min(1).max(1e12);
const serials = z.array(requiredText(60)).max(200);

const lineBody = z.object({
  /** A line that is there already. */
  id: id.optional(),
  productId: id,
  unitId: id,
  /** Of that unit; asked for when the loan is confirmed. */
  qtyE4: qtyE4.nullable().default(null),
  batch: optionalText(60),
  serials: serials.default([]),
  note: optionalText(200),
});
export type LoanLineBody = z.input<typeof lineBody>;
const lines = z.array(lineBody).max(MOST_LOAN_LINES);

export const loanLine = z.object({
  id,
  product: stockProduct,
  unit: nameRef,
  qtyE4: z.int().nullable(),
  /** Of the base unit, as are the quantities below. */
  baseQtyE4: z.int().nullable(),
  returnedE4: z.int(),
  soldE4: z.int(),
  /** Still with the customer. */
  outE4: z.int(),
  tracksBatch: z.boolean(),
  tracksSerial: z.boolean(),
  batch: z.string(),
  serials: z.array(z.string()),
  /** Those of them that are still with the customer. */
  outSerials: z.array(z.string()),
  note: z.string(),
});
export type LoanLine = z.output<typeof loanLine>;

/** What came back of a loan, or was sold of it. */
export const loanReturn = z.object({
  id,
  version,
  no: z.string(),
  businessDate: date,
  note: z.string(),
  /** By which it was sold; null where it came back. */
  order: z.object({ id, no: z.string() }).nullable(),
  delivery: z.object({ id, no: z.string() }).nullable(),
  lines: z.array(z.object({ loanLineId: id, qtyE4: z.int(), serials: z.array(z.string()) })),
  madeBy: nameRef,
  madeAt: instant,
  reversed: z.boolean(),
  mayReverse: z.boolean(),
});
export type LoanReturn = z.output<typeof loanReturn>;

const head = {
  id,
  version,
  /** Empty until it is confirmed. */
  no: z.string(),
  state: z.enum(loanStates),
  customer: nameRef,
  warehouse: nameRef.nullable(),
  businessDate: date,
  /** By when it is to come back. */
  dueOn: date,
  /** Some of it is out beyond that day. */
  overdue: z.boolean(),
  purpose: z.string(),
  note: z.string(),
  lineCount: z.int(),
  madeBy: nameRef,
  madeAt: instant,
  confirmedBy: nameRef.nullable(),
  confirmedAt: instant.nullable(),
};
export const loanRow = z.object(head);
export type LoanRow = z.output<typeof loanRow>;
export const loan = z.object({
  ...head,
  lines: z.array(loanLine),
  returns: z.array(loanReturn),
  reversedBy: nameRef.nullable(),
  reversedAt: instant.nullable(),
  reversalReason: z.string(),
  can: z.object({
    update: z.boolean(),
    confirm: z.boolean(),
    extend: z.boolean(),
    takeBack: z.boolean(),
    sell: z.boolean(),
    reverse: z.boolean(),
  }),
});
export type Loan = z.output<typeof loan>;

const seen = ['deliveries.read', 'deliveries.manage'] as const;
const stale = ['version-conflict', 'state-refused'] as const;
const part = z.object({ loanLineId: id, qtyE4, serials: serials.default([]) });

export const loans = {
  list: endpoint({
    method: 'GET',
    path: '/loans',
    access: seen,
    since: 1,
    summary: 'Goods that customers borrowed, the newest first; `overdue`: those due first',
    query: z.object({
      ...pageQuery,
      state: several(z.enum(loanStates)),
      customerId: idParam.optional(),
      q: looseText(60).optional(),
      /** Out beyond the day on which it was to come back. */
      overdue: flagParam.optional(),
      /** Of customers of the reader's own. */
      mine: flagParam.optional(),
    }),
    response: pageOf(loanRow),
  }),
  get: endpoint({
    method: 'GET',
    path: '/loans/:id',
    access: seen,
    since: 1,
    summary: 'A loan with its lines, and what came back or was sold of it',
    params: idPath,
    response: loan,
  }),
  create: endpoint({
    method: 'POST',
    path: '/loans',
    access: 'salesOrders.update',
    since: 1,
    summary: 'Draft a loan of goods to a customer',
    body: z.object({
      customerId: id,
      warehouseId: id.nullable().default(null),
      businessDate: date,
      dueOn: date,
      purpose: optionalText(200),
      note: optionalText(500),
      lines: lines.default([]),
    }),
    response: loan,
    status: 201,
    problems: ['customer-archived'],
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/loans/:id',
    access: 'salesOrders.update',
    since: 1,
    summary: 'Change a draft; lines are given whole',
    params: idPath,
    body: z.object({
      version,
      warehouseId: id.nullable().optional(),
      businessDate: date.optional(),
      dueOn: date.optional(),
      purpose: patchText(200),
      note: patchText(500),
      lines: lines.optional(),
    }),
    response: loan,
    problems: stale,
  }),
  discard: endpoint({
    method: 'POST',
    path: '/loans/:id/discard',
    access: 'salesOrders.update',
    since: 1,
    summary: 'Throw a draft away',
    params: idPath,
    body: z.object({ version }),
    response: done,
    problems: stale,
  }),
  confirm: endpoint({
    method: 'POST',
    path: '/loans/:id/confirm',
    access: 'deliveries.manage',
    since: 1,
    summary: 'Hand the goods out: number, and goods to the place of the customer, still our own',
    params: idPath,
    body: z.object({ version }),
    response: loan,
    problems: [...stale, 'stock-short', 'customer-archived'],
  }),
  extend: endpoint({
    method: 'POST',
    path: '/loans/:id/extend',
    access: 'salesOrders.update',
    since: 1,
    summary: 'Give the customer more time, with the reason',
    params: idPath,
    body: z.object({ version, dueOn: date, reason: requiredText(200) }),
    response: loan,
    problems: stale,
  }),
  takeBack: endpoint({
    method: 'POST',
    path: '/loans/:id/take-back',
    access: 'deliveries.manage',
    since: 1,
    summary: 'Take goods back from the customer, all of them or some',
    params: idPath,
    body: z.object({
      version,
      businessDate: date,
      /** The one that they came from where it is not said. */
      warehouseId: id.nullable().default(null),
      note: optionalText(200),
      lines: z.array(part).min(1).max(MOST_LOAN_LINES),
    }),
    response: loan,
    problems: [...stale, 'stock-short'],
  }),
  sell: endpoint({
    method: 'POST',
    path: '/loans/:id/sell',
    access: 'salesOrders.confirm',
    since: 1,
    summary:
      'Sell what the customer keeps: back to the warehouse, order and delivery at once, by the ' +
      'rules of each, or none of them',
    params: idPath,
    body: z.object({
      version,
      businessDate: date,
      basis: z.enum(priceBases).default('gross'),
      note: optionalText(200),
      lines: z
        .array(
          part.extend({
            /** Of the base unit, in 1/10,000 yuan; the price that holds where it is not said. */
            priceE4: z.int().min(0).max(1e14).nullable().default(null),
          }),
        )
        .min(1)
        .max(MOST_LOAN_LINES),
    }),
    response: loan,
    problems: [...stale, 'stock-short', 'customer-archived', 'order-stopped', 'delivery-stopped'],
  }),
  reverseReturn: endpoint({
    method: 'POST',
    path: '/loan-returns/:id/reverse',
    access: 'deliveries.reverse',
    since: 1,
    summary: 'Take back what was noted as come back, posted today; what was sold stays sold',
    params: idPath,
    body: z.object({ version, reason: requiredText(200) }),
    response: loan,
    problems: [...stale, 'stock-short'],
  }),
  reverse: endpoint({
    method: 'POST',
    path: '/loans/:id/reverse',
    access: 'deliveries.reverse',
    since: 1,
    summary: 'Take a loan back of which nothing came back yet, by the opposite rows, posted today',
    params: idPath,
    body: z.object({ version, reason: requiredText(200) }),
    response: loan,
    problems: [...stale, 'stock-short'],
  }),
};
