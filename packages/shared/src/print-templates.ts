import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  done,
  id,
  idParam,
  idPath,
  instant,
  nameRef,
  optionalText,
  requiredText,
  version,
} from './contract/fields.ts';
import { printKindNames } from './print-kinds.ts';

/**
 * A4 standing or lying, and continuous paper of 241 mm by its fold: whole (280 mm), half, third.
 */
export const printPapers = [
  'a4',
  'a4-landscape',
  'continuous-280',
  'continuous-140',
  'continuous-93',
] as const;
export type PrintPaper = (typeof printPapers)[number];

const key = z.string().regex(/^[a-zA-Z]{1,30}$/);

export const printLayout = z.object({
  title: requiredText(40),
  /** Below the title: address, phone, whatever stands on the company's paper. */
  subtitle: optionalText(200),
  paper: z.enum(printPapers),
  /** Names of the copies. */
  copies: z.array(requiredText(20)).min(1).max(6),
  /** All copies at one stroke, through carbon paper; else a print for each. */
  carbon: z.boolean(),
  /** Fields above the lines, in their order. */
  head: z.array(key).max(20),
  /** An empty title: as the kind calls it. */
  columns: z
    .array(z.object({ key, title: optionalText(20), width: z.int().min(4).max(100) }))
    .min(1)
    .max(20),
  /** Who signs. */
  foot: z.array(requiredText(20)).max(8),
  /** Below the sums, on the last page. */
  note: optionalText(500),
  prices: z.boolean(),
  /** Sums of each page, where there are several. */
  subtotals: z.boolean(),
  /** The sum in capitals: 人民币大写. */
  capitals: z.boolean(),
  /** How often it was printed. */
  counts: z.boolean(),
  /** In points. */
  fontSize: z.int().min(7).max(14),
});
export type PrintLayout = z.output<typeof printLayout>;

export const printTemplate = z.object({
  id,
  version,
  kind: z.enum(printKindNames),
  name: z.string(),
  /** Offered first. */
  standard: z.boolean(),
  layout: printLayout,
});
export type PrintTemplate = z.output<typeof printTemplate>;

/** Who may print anything; which kind is asked of the one who prints. */
const prints = [
  'stock.read',
  'quotations.read',
  'contracts.read',
  'salesOrders.read',
  'deliveries.read',
  'deliveries.manage',
  'receivables.read',
  'payables.read',
  'purchaseOrders.read',
  'receiptNotes.manage',
  'expenses.read',
] as const;

const list = endpoint({
  method: 'GET',
  path: '/print-templates',
  access: 'session',
  since: 1,
  summary: 'The company’s own templates for paper, by kind and name',
  response: z.object({ rows: z.array(printTemplate) }),
});

const create = endpoint({
  method: 'POST',
  path: '/print-templates',
  access: 'system.settings',
  since: 1,
  summary: 'Add a template; a standard one takes the place of the one there was',
  body: z.object({
    kind: z.enum(printKindNames),
    name: requiredText(40),
    standard: z.boolean().default(false),
    layout: printLayout,
  }),
  response: printTemplate,
  status: 201,
  problems: ['already-exists'],
});

const update = endpoint({
  method: 'PATCH',
  path: '/print-templates/:id',
  access: 'system.settings',
  since: 1,
  summary: 'Change a template; its layout is given whole',
  params: idPath,
  body: z.object({
    version,
    name: requiredText(40).optional(),
    standard: z.boolean().optional(),
    layout: printLayout.optional(),
  }),
  response: printTemplate,
  problems: ['version-conflict', 'already-exists'],
});

const remove = endpoint({
  method: 'POST',
  path: '/print-templates/:id/remove',
  access: 'system.settings',
  since: 1,
  summary: 'Throw a template away',
  params: idPath,
  body: z.object({ version }),
  response: done,
  problems: ['version-conflict'],
});

const printed = z.object({
  count: z.int(),
  /** The last ones first, ten at most. */
  last: z.array(z.object({ by: nameRef, at: instant, template: z.string() })),
});
export type Printed = z.output<typeof printed>;

const counted = endpoint({
  method: 'GET',
  path: '/prints/:kind/:docId',
  access: prints,
  since: 1,
  summary: 'How often a document was printed, and by whom',
  params: z.object({ kind: z.enum(printKindNames), docId: idParam }),
  response: printed,
});

const record = endpoint({
  method: 'POST',
  path: '/prints',
  access: prints,
  since: 1,
  summary: 'Count a print of a document that the reader may read, before it goes to the printer',
  body: z.object({ kind: z.enum(printKindNames), docId: id, template: requiredText(40) }),
  response: printed,
});

export const printTemplates = { list, create, update, remove };
export const printRuns = { counted, record };
