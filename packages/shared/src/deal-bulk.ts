import { z } from 'zod';
import { languages } from './auth.ts';
import { endpoint } from './contract/endpoint.ts';
import { date, id, idPath, optionalText, requiredText, version } from './contract/fields.ts';
import { dealFilter, dealSorts } from './deals.ts';
import { exportFormats } from './export-formats.ts';

/** What can be done with many deals at once; each is judged as on its own page. */
export const dealAction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('assign'), ownerId: id, note: optionalText(200) }),
  /** Null: no date. */
  z.object({ kind: z.literal('expectedOn'), expectedOn: date.nullable() }),
  /** Back needs a reason; a gate may refuse it, or ask for an approval. */
  z.object({ kind: z.literal('stage'), stageId: id, reason: optionalText(200) }),
  /** Winning needs an amount and a customer each, and is done on the page. */
  z.object({
    kind: z.literal('close'),
    outcome: z.enum(['lost', 'void']),
    reason: requiredText(60),
    note: optionalText(500),
  }),
]);
export type DealAction = z.output<typeof dealAction>;

/** At most so many at once. */
export const BULK_DEALS = 5000;

const bulk = endpoint({
  method: 'POST',
  path: '/deals/bulk',
  access: ['deals.update', 'deals.assign'],
  since: 1,
  summary: 'One action on chosen deals, or on all that a filter shows, as a job with a result each',
  body: z.object({
    ids: z.array(id).min(1).max(BULK_DEALS).optional(),
    /** Instead of `ids`: what the list shows with it, as it stands when the action begins. */
    filter: dealFilter.optional(),
    /** As seen, in the order of `ids`: a row changed since is refused. Absent: as it stands. */
    versions: z.array(version).max(BULK_DEALS).optional(),
    action: dealAction,
  }),
  response: z.object({ jobId: id }),
  status: 202,
  problems: ['sees-no-deals'],
});

const undoBulk = endpoint({
  method: 'POST',
  path: '/deals/bulk/:id/undo',
  access: ['deals.update', 'deals.assign'],
  since: 1,
  summary: 'Take an own bulk action back as a job; deals changed since are kept and listed',
  params: idPath,
  response: z.object({ jobId: id }),
  status: 202,
  problems: ['state-refused'],
});

/** Columns of an exported list; `deal-words.ts` has their headers. */
export const dealColumns = [
  'name',
  'customer',
  'owner',
  'pipeline',
  'stage',
  'waiting',
  'state',
  'amount',
  'chance',
  'expectedOn',
  'firstExpectedOn',
  'daysInStage',
  'source',
  'products',
  'shares',
  'competitors',
  'closedOn',
  'closeReason',
  'closeNote',
  'grade',
  'note',
  'externalNo',
  'createdAt',
] as const;
export type DealColumn = (typeof dealColumns)[number];

const exportList = endpoint({
  method: 'POST',
  path: '/deals/export',
  access: 'deals.export',
  since: 1,
  confirm: 'sometimes',
  summary: 'The list as a file, as a job; only what the caller may see, formula-safe, audited',
  body: z.object({
    filter: dealFilter.default({}),
    /** Chosen rows instead of the filter. */
    ids: z.array(id).max(BULK_DEALS).optional(),
    sort: z.enum(dealSorts).default('expectedOn'),
    dir: z.enum(['asc', 'desc']).default('asc'),
    columns: z.array(z.enum(dealColumns)).min(1).max(60),
    format: z.enum(exportFormats),
    lang: z.enum(languages).default('zh-CN'),
  }),
  response: z.object({ jobId: id }),
  status: 202,
});

export const dealBulk = { bulk, undoBulk, exportList };
