import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { done, idPath, requiredText } from './contract/fields.ts';
import { fileRow } from './customer-work.ts';

const list = endpoint({
  method: 'GET',
  path: '/deals/:id/files',
  access: 'deals.read',
  since: 1,
  summary: 'Files of a deal, the newest first',
  params: idPath,
  response: z.object({ rows: z.array(fileRow) }),
});

const upload = endpoint({
  method: 'POST',
  path: '/deals/:id/files',
  kind: 'upload',
  access: 'deals.update',
  since: 1,
  summary: 'Attach a file to a deal, ended or not; the body is its bytes, streamed',
  params: idPath,
  query: z.object({ name: requiredText(200) }),
  response: fileRow,
  status: 201,
  problems: ['file-too-large', 'storage-full'],
});

const download = endpoint({
  method: 'GET',
  path: '/deal-files/:id',
  kind: 'download',
  access: 'deals.read',
  since: 1,
  summary: 'The bytes of a file of a deal, streamed; as visible as the deal',
  params: idPath,
  response: z.unknown(),
});

const remove = endpoint({
  method: 'DELETE',
  path: '/deal-files/:id',
  access: 'deals.update',
  since: 1,
  summary: 'Take a file off a deal; its bytes stay until nothing refers to them',
  params: idPath,
  response: done,
});

export const dealFiles = { list, upload, download, remove };
