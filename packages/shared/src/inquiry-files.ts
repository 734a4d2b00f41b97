import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { done, idPath, requiredText } from './contract/fields.ts';
import { fileRow } from './customer-work.ts';

/** On which side of the wall a file was attached. */
export const inquiryFileSides = ['sales', 'buyer'] as const;
export type InquiryFileSide = (typeof inquiryFileSides)[number];

const inquiryFile = fileRow.extend({
  side: z.enum(inquiryFileSides),
  /** Of the buyer: whether sales sees it. */
  released: z.boolean(),
});
export type InquiryFile = z.output<typeof inquiryFile>;

const seen = [
  'quotations.read',
  'quotations.update',
  'purchaseOrders.read',
  'prices.update',
] as const;
const writes = ['quotations.update', 'purchaseOrders.update'] as const;

const list = endpoint({
  method: 'GET',
  path: '/price-inquiries/:id/files',
  access: seen,
  since: 1,
  summary: 'Files of an inquiry that the side of the reader sees, the newest first',
  params: idPath,
  response: z.object({
    rows: z.array(inquiryFile),
    /** On which sides the reader may attach and take off. */
    can: z.object({ sales: z.boolean(), buyer: z.boolean() }),
  }),
});

const upload = endpoint({
  method: 'POST',
  path: '/price-inquiries/:id/files',
  kind: 'upload',
  access: writes,
  since: 1,
  summary: 'Attach a file: of sales, which both sides see, or of the buyer, which sales does not',
  params: idPath,
  query: z.object({ name: requiredText(200), side: z.enum(inquiryFileSides) }),
  response: inquiryFile,
  status: 201,
  problems: ['file-too-large', 'storage-full'],
});

const download = endpoint({
  method: 'GET',
  path: '/inquiry-files/:id',
  kind: 'download',
  access: seen,
  since: 1,
  summary: 'The bytes of a file of an inquiry, streamed, for whoever sees it',
  params: idPath,
  response: z.unknown(),
});

const release = endpoint({
  method: 'POST',
  path: '/inquiry-files/:id/release',
  access: 'purchaseOrders.update',
  since: 1,
  summary: 'Show a file of the buyer to sales, or not any more',
  params: idPath,
  body: z.object({ released: z.boolean() }),
  response: inquiryFile,
});

const remove = endpoint({
  method: 'DELETE',
  path: '/inquiry-files/:id',
  access: writes,
  since: 1,
  summary: 'Take a file of the own side off an inquiry',
  params: idPath,
  response: done,
});

export const inquiryFiles = { list, upload, download, release, remove };
