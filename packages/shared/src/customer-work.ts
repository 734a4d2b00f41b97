import { z } from 'zod';
import { languages } from './auth.ts';
import { endpoint } from './contract/endpoint.ts';
import {
  done,
  flagParam,
  id,
  idParam,
  idPath,
  instant,
  nameRef,
  requiredText,
  several,
  version,
} from './contract/fields.ts';
import { exportFormats } from './export-formats.ts';
import { chanceGrades, customerFilter, customerSorts, customerStages } from './customers.ts';
import { splitPlan } from './split.ts';

/** What is done to one row. */
export const rowAction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('assign'), ownerId: id.nullable() }),
  z.object({ kind: z.literal('stage'), stage: z.enum(customerStages) }),
  z.object({ kind: z.literal('grade'), chanceGrade: z.enum(chanceGrades).nullable() }),
  z.object({ kind: z.literal('tag'), tagId: id, on: z.boolean() }),
  z.object({ kind: z.literal('archive'), archived: z.boolean() }),
]);
export const bulkAction = z.discriminatedUnion('kind', [
  ...rowAction.options,
  /** To several colleagues by a rule; each row is judged as if it were given to its one. */
  z.object({ kind: z.literal('distribute'), plan: splitPlan }),
]);

const bulk = endpoint({
  method: 'POST',
  path: '/customers/bulk',
  access: ['customers.update', 'customers.assign', 'customers.archive'],
  since: 1,
  summary: 'One action on many rows as a job with a result per row',
  body: z.object({
    ids: z.array(id).min(1).max(5000),
    /** As seen, in the order of `ids`: a row changed since is refused. Absent: as it stands. */
    versions: z.array(version).max(5000).optional(),
    action: bulkAction,
  }),
  response: z.object({ jobId: id }),
  status: 202,
});

const undoBulk = endpoint({
  method: 'POST',
  path: '/customers/bulk/:id/undo',
  access: ['customers.update', 'customers.assign', 'customers.archive'],
  since: 1,
  summary: 'Take an own bulk action back as a job; rows changed since are kept and listed',
  params: idPath,
  response: z.object({ jobId: id }),
  status: 202,
  problems: ['state-refused'],
});

export const splitFact = z.object({
  id,
  region: z.string(),
  industry: z.string(),
  /** Chance grade, or empty. */
  grade: z.string(),
});
const listSplitFacts = endpoint({
  method: 'GET',
  path: '/customers/split-facts',
  access: 'customers.assign',
  since: 1,
  summary: 'Of these customers the live ones that the caller may assign, with what a rule looks at',
  query: z.object({ id: several(idParam) }),
  response: z.object({ rows: z.array(splitFact) }),
});

/** Columns of an exported list, beside `custom:<key>`; `sheet-words.ts` has their headers. */
export const exportColumns = [
  'name',
  'shortName',
  'stage',
  'chanceGrade',
  'valueGrade',
  'industry',
  'region',
  'city',
  'address',
  'source',
  'owner',
  'pooled',
  'mainContact',
  'mainPhone',
  'phone',
  'website',
  'taxNo',
  'salesModel',
  'creditLimit',
  'temporaryLimit',
  'temporaryLimitTo',
  'tags',
  'note',
  'externalNo',
  'completeness',
  'lastFollowAt',
  'nextFollowOn',
  'createdAt',
  'stageSince',
] as const;
export type ExportColumn = (typeof exportColumns)[number];
export const exportColumn = z.union([
  z.enum(exportColumns),
  z.templateLiteral(['custom:', z.string().min(1).max(40)]),
]);
const exportList = endpoint({
  method: 'POST',
  path: '/customers/export',
  access: 'customers.export',
  since: 1,
  confirm: 'sometimes',
  summary: 'The list as a file, as a job; only what the caller may see, formula-safe, audited',
  body: z.object({
    filter: customerFilter.default({}),
    /** Chosen rows instead of the filter; of it only `archived` counts then. */
    ids: z.array(id).max(5000).optional(),
    sort: z.enum(customerSorts).default('lastFollowAt'),
    dir: z.enum(['asc', 'desc']).default('desc'),
    columns: z.array(exportColumn).min(1).max(60),
    format: z.enum(exportFormats),
    lang: z.enum(languages).default('zh-CN'),
  }),
  response: z.object({ jobId: id }),
  status: 202,
});

export const fileRow = z.object({
  id,
  name: z.string(),
  mime: z.string(),
  /** Bytes. */
  size: z.int(),
  sha256: z.string(),
  by: nameRef.nullable(),
  at: instant,
});
export type FileRow = z.output<typeof fileRow>;

const listFiles = endpoint({
  method: 'GET',
  path: '/customers/:id/files',
  access: 'customers.read',
  since: 1,
  summary: 'Attachments of a customer and of its follow-ups',
  params: idPath,
  response: z.object({ rows: z.array(fileRow) }),
});
const uploadFile = endpoint({
  method: 'POST',
  path: '/customers/:id/files',
  access: ['customers.update', 'followUps.create'],
  since: 1,
  summary: 'Attach a file; the body is its bytes, streamed',
  kind: 'upload',
  params: idPath,
  query: z.object({
    name: requiredText(200),
    /** For a follow-up that is being written: name it there in `fileIds` within a day. */
    draft: flagParam.optional(),
  }),
  response: fileRow,
  status: 201,
  problems: ['file-too-large', 'storage-full', 'customer-archived'],
});
const downloadFile = endpoint({
  method: 'GET',
  path: '/files/:id',
  access: 'customers.read',
  since: 1,
  summary: 'The bytes of an attachment, streamed; as visible as the row it hangs on',
  kind: 'download',
  params: idPath,
  response: z.unknown(),
});
const removeFile = endpoint({
  method: 'DELETE',
  path: '/files/:id',
  access: ['customers.update', 'followUps.create'],
  since: 1,
  summary: 'Take an attachment off; its bytes stay until nothing refers to them',
  params: idPath,
  response: done,
  problems: ['customer-archived', 'edit-window-closed'],
});

export const customerWork = { bulk, undoBulk, listSplitFacts, exportList };
export const files = {
  list: listFiles,
  upload: uploadFile,
  download: downloadFile,
  remove: removeFile,
};
