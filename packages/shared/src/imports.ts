import { z } from 'zod';
import { languages } from './auth.ts';
import { productReasonWords, type ProductReason } from './catalog-words.ts';
import { endpoint } from './contract/endpoint.ts';
import {
  id,
  idPath,
  instant,
  nameRef,
  pageOf,
  pageQuery,
  requiredText,
  several,
} from './contract/fields.ts';
import {
  importers,
  importKinds,
  importTargets,
  openingBillIssuedTargets,
  openingBillReceivedTargets,
  openingCashTargets,
  openingOrderTargets,
  openingPayableTargets,
  openingPurchaseTargets,
  openingReceivableTargets,
  openingStockTargets,
  priceListTargets,
  productTargets,
  salesFactTargets,
  supplierPriceTargets,
  supplierTargets,
} from './import-kinds.ts';
import { factReasonWords, type FactReason } from './fact-words.ts';
import { openingReasonWords, type OpeningReason } from './opening-words.ts';
import { tradeReasonWords, type TradeReason } from './trade-import-words.ts';

/**
 * A column becomes one of the targets of its kind; of customers also `custom:<key>`, a field that
 * the administrator added, and of products and prices `level:<id>`, the price of a level.
 */
export const importColumn = z.union([
  z.enum(importTargets),
  z.enum(productTargets),
  z.enum(supplierTargets),
  z.enum(supplierPriceTargets),
  z.enum(priceListTargets),
  z.enum(openingStockTargets),
  z.enum(openingReceivableTargets),
  z.enum(openingPayableTargets),
  z.enum(openingBillReceivedTargets),
  z.enum(openingBillIssuedTargets),
  z.enum(openingCashTargets),
  z.enum(openingOrderTargets),
  z.enum(openingPurchaseTargets),
  z.enum(salesFactTargets),
  z.templateLiteral(['custom:', z.string().min(1).max(40)]),
  z.templateLiteral(['level:', z.int().positive()]),
]);
export type ImportColumn = z.output<typeof importColumn>;

export const importStates = ['uploaded', 'checked', 'imported', 'undone'] as const;
/**
 * As it is shown: also what goes on at the moment, and `partial`, an import or an undo that ended
 * before its last row.
 */
export const shownImportStates = [
  ...importStates,
  'importing',
  'undoing',
  'discarding',
  'partial',
] as const;
/**
 * What becomes of a row. `create`: a new customer, or one more contact or follow-up of the new
 * customer above it. `similar`, in a dry run: a new customer too, with likely the name of one that
 * exists. `addContact`: its contact goes to a customer that exists. `update`: it changes a product
 * that exists. `duplicate` and
 * `invalid` are left out, and so is `empty`, a row without anything in it. `same`: an earlier import took this very row. After an import is taken
 * back, `undone` and `kept` (worked on since).
 */
export const importVerdicts = [
  'create',
  'similar',
  'addContact',
  'update',
  'duplicate',
  'same',
  'invalid',
  'empty',
  'undone',
  'kept',
] as const;
export type ImportVerdict = (typeof importVerdicts)[number];

/** Why a row has its verdict; `sheet-words.ts` says it in three languages. */
const customerReasons = [
  'new',
  'new-without-owner',
  'industry-like',
  'similar-name',
  'similar-in-file',
  'new-contact',
  'new-contact-alone',
  'imported-before',
  'nothing-new',
  'duplicate-name',
  'duplicate-phone',
  'duplicate-tax-no',
  'duplicate-external-no',
  'duplicate-in-file',
  'empty-row',
  'total-row',
  'zero-row',
  'quote-open',
  'bytes-broken',
  'cells-too-many',
  'cell-without-header',
  'name-missing',
  'contact-name-missing',
  'follow-up-date-missing',
  'follow-up-text-missing',
  'too-long',
  'phone-unreadable',
  'phone-rounded',
  'email-unreadable',
  'website-unreadable',
  'date-unreadable',
  'date-in-future',
  'stage-unknown',
  'grade-unknown',
  'owner-ambiguous',
  'owner-out-of-reach',
  'owner-sees-no-customers',
  'author-unknown',
  'author-ambiguous',
  'author-out-of-reach',
  'tag-unknown',
  'custom-refused',
  'custom-missing',
  'customer-above-left-out',
  'undone',
  'worked-on-since',
] as const;
export const importReasons = [
  ...customerReasons,
  ...(Object.keys(productReasonWords) as ProductReason[]),
  ...(Object.keys(tradeReasonWords) as TradeReason[]),
  ...(Object.keys(openingReasonWords) as OpeningReason[]),
  ...(Object.keys(factReasonWords) as FactReason[]),
] as const;
export type ImportReason = (typeof importReasons)[number];
export type CustomerReason = (typeof customerReasons)[number];

/** A plain string on the wire: the serializer writes no choice between two kinds of text. */
const shownColumn = z.string().nullable() as z.ZodType<ImportColumn | null>;

export const ownerlessChoices = ['pool', 'me'] as const;
export const duplicateChoices = ['skip', 'addContact'] as const;

export const importBatch = z.object({
  id,
  kind: z.enum(importKinds),
  fileName: z.string(),
  state: z.enum(shownImportStates),
  rows: z.int(),
  header: z.array(z.string()),
  /** First rows of the file, for the eye. */
  sample: z.array(z.array(z.string())),
  /** Target by column index; null leaves a column out. */
  mapping: z.array(shownColumn),
  ownerless: z.enum(ownerlessChoices),
  duplicates: z.enum(duplicateChoices),
  /** Rows by verdict. */
  counts: z.record(z.string(), z.int()),
  /**
   * What its good rows come to, of kinds that say it: `lines`, `qtyE4`, `netFen`, `costFen`,
   * `unlistedFen`; empty to whom the file is not shown.
   */
  sums: z.record(z.string(), z.int()),
  /** The newest job of this import: check, run or undo. */
  jobId: id.nullable(),
  by: nameRef.nullable(),
  at: instant,
  undoable: z.boolean(),
});
export type ImportBatch = z.output<typeof importBatch>;

const upload = endpoint({
  method: 'POST',
  path: '/imports',
  access: importers,
  since: 1,
  summary:
    'Send an xlsx, xls or CSV file (UTF-8 or GB18030); answers its columns and a guess of the mapping',
  kind: 'upload',
  query: z.object({ name: requiredText(200), kind: z.enum(importKinds).default('customers') }),
  response: importBatch,
  status: 201,
  problems: [
    'forbidden',
    'sheet-unreadable',
    'sheet-too-large',
    'sheet-empty',
    'sheet-without-columns',
    'sheet-password',
    'sheet-is-text',
  ],
});
const template = endpoint({
  method: 'GET',
  path: '/import-template',
  access: importers,
  since: 1,
  summary: 'An empty sheet with the headers of a kind (xlsx); those that are needed bear a star',
  kind: 'download',
  query: z.object({ kind: z.enum(importKinds), lang: z.enum(languages).default('zh-CN') }),
  response: z.unknown(),
  problems: ['forbidden'],
});
const list = endpoint({
  method: 'GET',
  path: '/imports',
  access: importers,
  since: 1,
  summary: 'Earlier imports of the kinds that the caller may import',
  query: z.object({ ...pageQuery, kind: several(z.enum(importKinds)) }),
  response: pageOf(importBatch),
});
const get = endpoint({
  method: 'GET',
  path: '/imports/:id',
  access: importers,
  since: 1,
  summary: 'One import',
  params: idPath,
  response: importBatch,
});
const options = {
  /** By column; columns past its end are left out. */
  mapping: z.array(importColumn.nullable()).max(500),
  /** Rows whose owner is unknown or empty: to the pool, or to the person importing. */
  ownerless: z.enum(ownerlessChoices).default('pool'),
  /** Rows that resemble an existing customer: leave out, or add their contact to it. */
  duplicates: z.enum(duplicateChoices).default('skip'),
};
const check = endpoint({
  method: 'POST',
  path: '/imports/:id/check',
  access: importers,
  since: 1,
  summary: 'Dry run: a verdict and a reason for each row, nothing is written',
  params: idPath,
  body: z.object(options),
  response: z.object({ jobId: id }),
  status: 202,
  problems: ['mapping-incomplete', 'state-refused'],
});
const importRow = z.object({
  /** Row of the file as a person counts, from 1 with the header. */
  row: z.int(),
  verdict: z.string(),
  /** One of `importReasons`. */
  code: z.string(),
  /**
   * What the words of the reason name: `field`, `value`, `max`, `row`, `name`, `owner`, `like`,
   * `fields`, `code`; in `also`
   * further reasons of the same row, each with its `code` and `params`.
   */
  params: z.record(z.string(), z.unknown()),
  /** Name in the file; empty for somebody without customers, such as an administrator. */
  label: z.string(),
  /** The customer it became or met, where the caller may open it. */
  customerId: id.nullable(),
  /** Of other kinds: what it became or met. */
  entityId: id.nullable(),
});
export type ImportRow = z.output<typeof importRow>;
const listRows = endpoint({
  method: 'GET',
  path: '/imports/:id/rows',
  access: importers,
  since: 1,
  summary: 'Verdicts of the dry run or the import, row by row',
  params: idPath,
  query: z.object({ ...pageQuery, verdict: several(z.enum(importVerdicts)) }),
  response: pageOf(importRow),
});
const listCustomers = endpoint({
  method: 'GET',
  path: '/imports/:id/customers',
  access: importers,
  since: 1,
  summary:
    'Customers that it made and that lie in the pool or with the caller, as far as the caller may assign them: at most 5,000',
  params: idPath,
  response: z.object({ ids: z.array(id) }),
});
const run = endpoint({
  method: 'POST',
  path: '/imports/:id/run',
  access: importers,
  since: 1,
  summary: 'Import what the dry run found good; the same checks run again inside',
  params: idPath,
  body: z.object(options),
  response: z.object({ jobId: id }),
  status: 202,
  problems: ['mapping-incomplete', 'state-refused'],
});
const errorFile = endpoint({
  method: 'GET',
  path: '/imports/:id/error-file',
  access: importers,
  since: 1,
  summary: 'The rows that were left out with their reasons, to mend and drop in again (xlsx)',
  kind: 'download',
  params: idPath,
  query: z.object({ lang: z.enum(languages).default('zh-CN') }),
  response: z.unknown(),
});
const undo = endpoint({
  method: 'POST',
  path: '/imports/:id/undo',
  access: importers,
  since: 1,
  summary: 'Take a whole import back; what somebody worked on since is kept and listed',
  params: idPath,
  response: z.object({ jobId: id }),
  status: 202,
  problems: ['state-refused', 'field-refused'],
});

const discard = endpoint({
  method: 'DELETE',
  path: '/imports/:id',
  access: importers,
  since: 1,
  summary: 'Throw away a file that was sent and not imported',
  params: idPath,
  response: z.object({ jobId: id }),
  status: 202,
  problems: ['state-refused'],
});

export const imports = {
  upload,
  template,
  list,
  get,
  check,
  listRows,
  listCustomers,
  run,
  errorFile,
  undo,
  discard,
};
