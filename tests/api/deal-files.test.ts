import { createHash } from 'node:crypto';
import { allReferredHashes } from '@xinhang/db/repositories/housekeeping.ts';
import type { FileRow } from '@xinhang/shared/customer-work.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
let dealId: number;

const call = async (who: string, method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) =>
  await company.call(tokens[who]!, method, path, body);
const bearer = (who: string) => ({ authorization: `Bearer ${tokens[who]}` });
async function send(who: string, name: string) {
  const answer = await company.app.inject({
    method: 'POST',
    url: `/api/v1/deals/${dealId}/files?name=${encodeURIComponent(name)}`,
    headers: {
      ...bearer(who),
      'content-type': 'application/octet-stream',
      'idempotency-key': `file-${who}-${name}`,
    },
    payload: Buffer.from(name),
  });
  return { status: answer.statusCode, json: answer.json() as FileRow };
}
const list = async (who: string) => {
  const { status, json } = await call(who, 'GET', `/deals/${dealId}/files`);
  return status === 200 ? (json.rows as FileRow[]).map((row) => row.name) : status;
};
const read = async (who: string, id: number) => {
  const url = `/api/v1/deal-files/${id}`;
  const { statusCode, body } = await company.app.inject({ url, headers: bearer(who) });
  return statusCode === 200 ? body : statusCode;
};

beforeAll(async () => {
  company = await startCompany();
  for (const name of Object.keys(company.users)) tokens[name] = await company.login(name);
  const { rows } = (await call('boss', 'GET', '/pipelines')).json as { rows: { id: number }[] };
  const share = (login: string, shareBp: number) => ({ userId: company.users[login]!, shareBp });
  // Nobody's customer yet: the files hang on the deal alone.
  const body = {
    name: '新线',
    pipelineId: rows[0]!.id,
    shares: [share('alice', 6000), share('bob', 4000)],
  };
  dealId = ((await call('alice', 'POST', '/deals', body)).json as { id: number }).id;
});
afterAll(async () => {
  await company.stop();
});

test('files of a deal are as visible as the deal, and added by whoever may change it', async () => {
  const sent = await send('alice', '报价.pdf');
  expect([sent.status, sent.json.name, sent.json.by?.name]).toEqual([201, '报价.pdf', 'alice']);
  await send('manager', '图纸.dwg');
  // Who has a share reads; who is neither, finds nothing.
  for (const who of ['alice', 'bob', 'manager', 'boss']) {
    expect([who, await list(who)]).toEqual([who, ['图纸.dwg', '报价.pdf']]);
    expect(await read(who, sent.json.id)).toBe('报价.pdf');
  }
  expect((await send('bob', 'x.txt')).status).toBe(403);
  expect((await call('bob', 'DELETE', `/deal-files/${sent.json.id}`)).status).toBe(403);
  expect([await list('buyer'), await read('buyer', sent.json.id)]).toEqual([403, 403]);
  await company.db.transaction((tx) => tx.deleteFrom('deal_share').execute());
  expect([await list('bob'), await read('bob', sent.json.id)]).toEqual([404, 404]);
  expect((await send('bob', 'x.txt')).status).toBe(404);
});

test('an ended deal takes files, and what is taken off goes from the store and the backups', async () => {
  const lost = { version: 1, outcome: 'lost', reason: '价格' };
  expect((await call('alice', 'POST', `/deals/${dealId}/close`, lost)).status).toBe(200);
  const { json } = await send('alice', '落标通知.pdf');
  expect(await list('alice')).toEqual(['落标通知.pdf', '图纸.dwg', '报价.pdf']);
  const hash = createHash('sha256').update('落标通知.pdf').digest('hex');
  const kept = async () => (await allReferredHashes(company.db.read)).includes(hash);
  expect(await kept()).toBe(true);
  expect((await call('alice', 'DELETE', `/deal-files/${json.id}`)).status).toBe(200);
  expect([await list('alice'), await read('alice', json.id), await kept()]).toEqual([
    ['图纸.dwg', '报价.pdf'],
    404,
    false,
  ]);
  const acts = await company.db.read
    .selectFrom('audit_event')
    .select('action')
    .where('action', 'in', ['deals.addFile', 'deals.removeFile'])
    .orderBy('id')
    .execute();
  expect(acts.map((one) => one.action)).toEqual([
    ...Array.from({ length: 3 }, () => 'deals.addFile'),
    'deals.removeFile',
  ]);
});
