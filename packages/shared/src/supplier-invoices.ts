import { z } from 'zod';
import { accountKeys } from './accounts.ts';
import { languages } from './auth.ts';
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
  yearMonth,
} from './contract/fields.ts';
import { exportFormats } from './export-formats.ts';
import { fapiaoKinds } from './fapiao-rules.ts';
import { priceBases } from './price-resolver.ts';

export const supplierInvoiceStates = ['draft', 'confirmed', 'reversed'] as const;
export type SupplierInvoiceState = (typeof supplierInvoiceStates)[number];

/** What an invoice is for; a red one takes back another. */
export const supplierInvoicePurposes = ['goods', 'expense', 'red'] as const;
export type SupplierInvoicePurpose = (typeof supplierInvoicePurposes)[number];

const MOST_FEN = 100_000_000_000_00;
const MOST_LINES = 500;
const docRef = z.object({ id, no: z.string() });
const money = z.int().min(0).max(MOST_FEN);

const head = {
  id,
  version,
  state: z.enum(supplierInvoiceStates),
  purpose: z.enum(supplierInvoicePurposes),
  kind: z.enum(fapiaoKinds),
  code: z.string(),
  /** As the supplier gave it; empty of a draft alone. */
  number: z.string(),
  businessDate: date,
  supplier: nameRef,
  /** Whether its tax is input tax. */
  deductible: z.boolean(),
  /** Month in which its tax was certified (勾选); null: not yet. */
  certifiedMonth: yearMonth.nullable(),
  /** When all of it is due; null: by the terms. */
  dueDate: date.nullable(),
  /** Below 0 of a red one. */
  netFen: fen,
  taxFen: fen,
  grossFen: fen,
  /** With tax: what the receipts had been taken to come to. */
  estimateFen: fen,
  lineCount: z.int(),
  note: z.string(),
  madeBy: nameRef,
  madeAt: instant,
  confirmedBy: nameRef.nullable(),
  confirmedAt: instant.nullable(),
};
export const supplierInvoiceRow = z.object(head);
export type SupplierInvoiceRow = z.output<typeof supplierInvoiceRow>;

const goods = {
  receiptLineId: id,
  receipt: docRef,
  order: docRef,
  receivedOn: date,
  code: z.string(),
  name: z.string(),
  spec: z.string(),
  unit: z.string(),
  taxBp: z.int(),
  /** Which side its price is of: parts come to that price. */
  basis: z.enum(priceBases),
};

/** What red ones took back of a line: not above 0. */
const taken = { redNetFen: fen, redTaxFen: fen };

export const supplierInvoice = z.object({
  ...head,
  lines: z.array(
    z.object({
      id,
      ...goods,
      qtyE4: z.int(),
      netFen: fen,
      taxFen: fen,
      /** What the receipt had been taken to come to. */
      estimateNetFen: fen,
      estimateTaxFen: fen,
      /** How much it could be instead. */
      mostE4: z.int(),
      ...taken,
    }),
  ),
  /** Of an expense, and of a red one. */
  charges: z.array(
    z.object({
      id,
      name: z.string(),
      category: nameRef.nullable(),
      account: z.enum(accountKeys),
      netFen: fen,
      taxFen: fen,
      ...taken,
    }),
  ),
  /** What this takes back, and by what it was taken back. */
  redOf: docRef.nullable(),
  reds: z.array(docRef.extend({ grossFen: fen })),
  /** Of a red one: what came is without an invoice again. */
  reopens: z.boolean(),
  reversedBy: nameRef.nullable(),
  reversedAt: instant.nullable(),
  reversalReason: z.string(),
  can: z.object({
    update: z.boolean(),
    certify: z.boolean(),
    reverse: z.boolean(),
    red: z.boolean(),
  }),
});
export type SupplierInvoice = z.output<typeof supplierInvoice>;

/** A line that came and has no invoice yet, and what it was taken to come to. */
const open = z.object({ ...goods, openE4: z.int(), netFen: fen, taxFen: fen, grossFen: fen });
export type ReceivedLine = z.output<typeof open>;

const lineBody = z.object({
  receiptLineId: id,
  qtyE4: z.int().min(1).max(1e12),
  /** As the invoice says; absent: as the receipt was taken to come to. */
  netFen: money.optional(),
  taxFen: money.optional(),
});
export type SupplierInvoiceLineBody = z.output<typeof lineBody>;
const lines = z.array(lineBody).min(1).max(MOST_LINES);

const chargeBody = z.object({
  /** Of expenses or other payments. */
  categoryId: id,
  name: requiredText(100),
  netFen: money,
  taxFen: money,
});
export type ChargeBody = z.output<typeof chargeBody>;
const charges = z.array(chargeBody).max(100);

/** So much of a line is taken back. */
const redLine = z.object({ lineId: id, netFen: money, taxFen: money });

const filter = {
  supplierId: idParam.optional(),
  /** Tax that is not certified yet. */
  uncertified: flagParam.optional(),
  /** Of the number, the code, the supplier or the note. */
  q: looseText(60).optional(),
  from: date.optional(),
  to: date.optional(),
};

export const supplierInvoiceExport = z.object({
  state: z.array(z.enum(supplierInvoiceStates)).optional(),
  supplierId: id.optional(),
  uncertified: z.boolean().optional(),
  q: looseText(60).optional(),
  from: date.optional(),
  to: date.optional(),
  format: z.enum(exportFormats),
  lang: z.enum(languages),
});

const uninvoiced = z.object({
  supplier: nameRef,
  /** With tax, of what came and has no invoice. */
  uninvoicedFen: fen,
  receiptCount: z.int(),
  /** Day of the oldest of these receipts. */
  oldestOn: date,
});
export type UninvoicedSupplier = z.output<typeof uninvoiced>;

const reads = 'supplierInvoices.read' as const;
const access = 'supplierInvoices.manage' as const;
const sums = z.object({ netFen: fen, taxFen: fen, grossFen: fen });

export const supplierInvoices = {
  list: endpoint({
    method: 'GET',
    path: '/supplier-invoices',
    access: reads,
    since: 1,
    summary: 'Invoices of suppliers, the newest first; only for whom cost is shown',
    query: z.object({
      ...pageQuery,
      ...filter,
      state: several(z.enum(supplierInvoiceStates)),
      count: flagParam.optional(),
    }),
    response: pageOf(supplierInvoiceRow).extend({ totals: sums.nullable() }),
  }),
  get: endpoint({
    method: 'GET',
    path: '/supplier-invoices/:id',
    access: reads,
    since: 1,
    summary: 'An invoice of a supplier with its lines; only for whom cost is shown',
    params: idPath,
    response: supplierInvoice,
  }),
  ofSupplier: endpoint({
    method: 'GET',
    path: '/suppliers/:id/uninvoiced',
    access: reads,
    since: 1,
    summary: 'What came from a supplier and has no invoice, the oldest first',
    params: idPath,
    response: z.object({ supplier: nameRef, rows: z.array(open), more: z.boolean() }),
  }),
  uninvoiced: endpoint({
    method: 'GET',
    path: '/uninvoiced-suppliers',
    access: reads,
    since: 1,
    summary: 'What came and has no invoice, by supplier, the most first',
    query: z.object({ ...pageQuery, q: looseText(60).optional() }),
    response: pageOf(uninvoiced).extend({ totals: z.object({ uninvoicedFen: fen }) }),
  }),
  create: endpoint({
    method: 'POST',
    path: '/supplier-invoices',
    access,
    since: 1,
    summary: 'Draft an invoice of a supplier: for goods that came, or for an expense',
    body: z.object({
      supplierId: id,
      kind: z.enum(fapiaoKinds).default('digitalSpecial'),
      code: optionalText(20),
      number: optionalText(40),
      businessDate: date,
      /** Absent: special ones of a supplier whose tax may be deducted. */
      deductible: z.boolean().optional(),
      /** Absent: by the terms of the orders, of an expense by those of the supplier. */
      dueDate: date.nullable().optional(),
      note: optionalText(500),
      /** One of the two. */
      lines: lines.optional(),
      charges: charges.optional(),
    }),
    response: supplierInvoice,
    status: 201,
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/supplier-invoices/:id',
    access,
    since: 1,
    summary: 'Change a draft; lines are given whole',
    params: idPath,
    body: z.object({
      version,
      kind: z.enum(fapiaoKinds).optional(),
      code: patchText(20),
      number: patchText(40),
      businessDate: date.optional(),
      deductible: z.boolean().optional(),
      dueDate: date.nullable().optional(),
      note: patchText(500),
      lines: lines.optional(),
      charges: charges.min(1).optional(),
    }),
    response: supplierInvoice,
    problems: ['version-conflict', 'state-refused', 'goods-went-back'],
  }),
  discard: endpoint({
    method: 'POST',
    path: '/supplier-invoices/:id/discard',
    access,
    since: 1,
    summary: 'Throw a draft away',
    params: idPath,
    body: z.object({ version }),
    response: done,
    problems: ['version-conflict', 'state-refused', 'goods-went-back'],
  }),
  confirm: endpoint({
    method: 'POST',
    path: '/supplier-invoices/:id/confirm',
    access,
    since: 1,
    summary:
      'Confirm a draft: what its receipts were taken to come to is taken back and owed as the invoice says, by the terms; the difference is purchase variance',
    params: idPath,
    body: z.object({ version }),
    response: supplierInvoice,
    problems: ['version-conflict', 'state-refused'],
  }),
  certify: endpoint({
    method: 'POST',
    path: '/supplier-invoices/:id/certify',
    access,
    since: 1,
    summary: 'Note in which month the tax of an invoice was certified; null takes that back',
    params: idPath,
    body: z.object({ version, month: yearMonth.nullable() }),
    response: supplierInvoice,
    problems: ['version-conflict', 'state-refused'],
  }),
  reverse: endpoint({
    method: 'POST',
    path: '/supplier-invoices/:id/reverse',
    access,
    since: 1,
    summary: 'Take a confirmed invoice back, today: its receipts are estimates again',
    params: idPath,
    body: z.object({ version, reason: requiredText(200) }),
    response: supplierInvoice,
    problems: [
      'version-conflict',
      'state-refused',
      'still-allocated',
      'still-invoiced',
      'goods-went-back',
    ],
  }),
  red: endpoint({
    method: 'POST',
    path: '/supplier-invoices/:id/red',
    access,
    since: 1,
    summary:
      'Take an invoice back by a red one, posted at once: without lines the whole, whose receipts have no invoice again, else so much of its lines',
    params: idPath,
    body: z.object({
      version,
      kind: z.enum(fapiaoKinds).optional(),
      code: optionalText(20),
      number: requiredText(40),
      businessDate: date,
      note: optionalText(500),
      lines: z.array(redLine).min(1).max(MOST_LINES).optional(),
    }),
    response: supplierInvoice,
    status: 201,
    problems: ['version-conflict', 'state-refused', 'goods-went-back'],
  }),
  export: endpoint({
    method: 'POST',
    path: '/supplier-invoices/export',
    access: reads,
    since: 1,
    confirm: 'sometimes',
    summary: 'Invoices of suppliers as a file; a job',
    body: supplierInvoiceExport,
    response: z.object({ jobId: id }),
    status: 202,
    problems: ['export-too-large'],
  }),
};
