import { z } from 'zod';
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

/** What a column of an imported file may become; the screens name them in the person's language. */
export const importTargets = [
  'name',
  'shortName',
  'industry',
  'region',
  'city',
  'address',
  'source',
  'stage',
  'chanceGrade',
  'phone',
  'website',
  'taxNo',
  'note',
  'owner',
  'tags',
  'externalNo',
  'createdAt',
  'contactName',
  'contactDept',
  'contactPost',
  'contactPhone',
  'contactPhone2',
  'contactWechat',
  'contactEmail',
  'contactBirthday',
  'contactNote',
  'followUpAt',
  'followUpAuthor',
  'followUpText',
  'nextFollowOn',
] as const;
export type ImportTarget = (typeof importTargets)[number];

export const importStates = ['uploaded', 'checked', 'imported', 'undone'] as const;
export const importVerdicts = ['create', 'addContact', 'duplicate', 'same', 'invalid'] as const;

export const importBatch = z.object({
  id,
  fileName: z.string(),
  state: z.enum(importStates),
  rows: z.int(),
  header: z.array(z.string()),
  /** First rows of the file, for the eye. */
  sample: z.array(z.array(z.string())),
  /** Target by column index; null leaves a column out. */
  mapping: z.array(z.enum(importTargets).nullable()),
  /** Custom field key by column index, for columns mapped to a field of the administrator. */
  counts: z.record(z.string(), z.int()),
  jobId: id.nullable(),
  by: nameRef.nullable(),
  at: instant,
  undoable: z.boolean(),
});
export type ImportBatch = z.output<typeof importBatch>;

const upload = endpoint({
  method: 'POST',
  path: '/imports',
  access: 'customers.import',
  since: 1,
  summary:
    'Send an xlsx, xls or CSV file (UTF-8 or GB18030); answers its columns and a guess of the mapping',
  kind: 'upload',
  query: z.object({ name: requiredText(200) }),
  response: importBatch,
  status: 201,
  problems: ['sheet-unreadable', 'sheet-too-large', 'sheet-empty', 'sheet-password'],
});
const list = endpoint({
  method: 'GET',
  path: '/imports',
  access: 'customers.import',
  since: 1,
  summary: 'Earlier imports',
  query: z.object(pageQuery),
  response: pageOf(importBatch),
});
const get = endpoint({
  method: 'GET',
  path: '/imports/:id',
  access: 'customers.import',
  since: 1,
  summary: 'One import',
  params: idPath,
  response: importBatch,
});
const options = {
  mapping: z.array(z.enum(importTargets).nullable()).max(200),
  /** Rows whose owner is unknown or empty: to the pool, or to the person importing. */
  ownerless: z.enum(['pool', 'me']).default('pool'),
  /** Rows that resemble an existing customer: leave out, or add their contact to it. */
  duplicates: z.enum(['skip', 'addContact']).default('skip'),
};
const check = endpoint({
  method: 'POST',
  path: '/imports/:id/check',
  access: 'customers.import',
  since: 1,
  summary: 'Dry run: a verdict and a reason for each row, nothing is written',
  params: idPath,
  body: z.object(options),
  response: z.object({ jobId: id }),
  status: 202,
  problems: ['mapping-incomplete'],
});
const importRow = z.object({
  row: z.int(),
  verdict: z.string(),
  code: z.string(),
  params: z.record(z.string(), z.unknown()),
  /** Name in the file; what it resembles is masked for rows out of scope. */
  label: z.string(),
});
const listRows = endpoint({
  method: 'GET',
  path: '/imports/:id/rows',
  access: 'customers.import',
  since: 1,
  summary: 'Verdicts of the dry run or the import, row by row',
  params: idPath,
  query: z.object({ ...pageQuery, verdict: several(z.enum(importVerdicts)) }),
  response: pageOf(importRow),
});
const run = endpoint({
  method: 'POST',
  path: '/imports/:id/run',
  access: 'customers.import',
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
  access: 'customers.import',
  since: 1,
  summary: 'The rows that were left out with their reasons, to mend and drop in again (xlsx)',
  kind: 'download',
  params: idPath,
  response: z.unknown(),
});
const undo = endpoint({
  method: 'POST',
  path: '/imports/:id/undo',
  access: 'customers.import',
  since: 1,
  summary: 'Take a whole import back; customers worked on since are kept and listed',
  params: idPath,
  response: z.object({ jobId: id }),
  status: 202,
  problems: ['state-refused'],
});

export const imports = { upload, list, get, check, listRows, run, errorFile, undo };
