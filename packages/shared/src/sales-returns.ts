import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  done,
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
  several,
  version,
} from './contract/fields.ts';
import { returnDisposals } from './delivery-rules.ts';
import { salesLineKinds } from './sales-order-rules.ts';
import { stockProduct } from './stock.ts';

export const returnStates = ['draft', 'confirmed', 'reversed'] as const;
export type ReturnState = (typeof returnStates)[number];

const lineBody = z.object({
  deliveryLineId: id,
  /** Of the base unit, in 1/10,000. */
  qtyE4: z.int().min(1).max(1e12),
  serials: z.array(requiredText(60)).max(200).default([]),
  note: optionalText(200),
});
export type ReturnLineBody = z.input<typeof lineBody>;

const line = z.object({
  id,
  deliveryLineId: id,
  kind: z.enum(salesLineKinds),
  product: stockProduct.nullable(),
  text: z.string(),
  qtyE4: z.int(),
  batch: z.string(),
  serials: z.array(z.string()),
  /** Null for whom prices are hidden. */
  grossFen: fen.nullable(),
  note: z.string(),
});

const head = {
  id,
  version,
  /** Empty until it is confirmed. */
  no: z.string(),
  state: z.enum(returnStates),
  customer: nameRef,
  delivery: z.object({ id, no: z.string() }),
  warehouse: nameRef.nullable(),
  businessDate: date,
  reason: z.string(),
  disposal: z.enum(returnDisposals),
  note: z.string(),
  lineCount: z.int(),
  /** With tax, what the customer is credited; null for whom prices are hidden. */
  grossFen: fen.nullable(),
  madeBy: nameRef,
  madeAt: instant,
  confirmedBy: nameRef.nullable(),
  confirmedAt: instant.nullable(),
};
export const salesReturnRow = z.object(head);
export type SalesReturnRow = z.output<typeof salesReturnRow>;
export const salesReturn = z.object({
  ...head,
  lines: z.array(line),
  reversedBy: nameRef.nullable(),
  reversedAt: instant.nullable(),
  reversalReason: z.string(),
  can: z.object({ confirm: z.boolean(), reverse: z.boolean() }),
});
export type SalesReturn = z.output<typeof salesReturn>;

const seen = ['deliveries.read', 'deliveries.manage'] as const;
const stale = ['version-conflict', 'state-refused'] as const;

export const salesReturns = {
  list: endpoint({
    method: 'GET',
    path: '/sales-returns',
    access: seen,
    since: 1,
    summary: 'What customers sent back, the newest first',
    query: z.object({
      ...pageQuery,
      state: several(z.enum(returnStates)),
      customerId: idParam.optional(),
      deliveryId: idParam.optional(),
    }),
    response: pageOf(salesReturnRow),
  }),
  get: endpoint({
    method: 'GET',
    path: '/sales-returns/:id',
    access: seen,
    since: 1,
    summary: 'A return with its lines',
    params: idPath,
    response: salesReturn,
  }),
  create: endpoint({
    method: 'POST',
    path: '/sales-returns',
    access: 'deliveries.manage',
    since: 1,
    summary: 'Draft a return of lines of one delivery',
    body: z.object({
      deliveryId: id,
      businessDate: date,
      /** The warehouse it went from where it is not said. */
      warehouseId: id.nullable().default(null),
      reason: requiredText(200),
      disposal: z.enum(returnDisposals),
      note: optionalText(500),
      lines: z.array(lineBody).min(1).max(500),
    }),
    response: salesReturn,
    status: 201,
    problems: ['state-refused'],
  }),
  discard: endpoint({
    method: 'POST',
    path: '/sales-returns/:id/discard',
    access: 'deliveries.manage',
    since: 1,
    summary: 'Throw a draft away',
    params: idPath,
    body: z.object({ version }),
    response: done,
    problems: stale,
  }),
  confirm: endpoint({
    method: 'POST',
    path: '/sales-returns/:id/confirm',
    access: 'deliveries.manage',
    since: 1,
    summary:
      'Confirm a draft: number, goods in at their first cost, credit to the customer, result back',
    params: idPath,
    body: z.object({ version }),
    response: salesReturn,
    problems: [...stale, 'stock-short'],
  }),
  reverse: endpoint({
    method: 'POST',
    path: '/sales-returns/:id/reverse',
    access: 'deliveries.reverse',
    since: 1,
    summary: 'Take a confirmed return back by the opposite rows, posted today',
    params: idPath,
    body: z.object({ version, reason: requiredText(200) }),
    response: salesReturn,
    problems: [...stale, 'stock-short', 'still-allocated'],
  }),
};
