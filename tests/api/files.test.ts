import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cleanFileName, typeOfFile } from '@xinhang/server/ops/file-names.ts';
import { storedFile } from '@xinhang/server/ops/paths.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let alice: string;
let customerId: number;
let keys = 0;
beforeEach(async () => {
  company = await startCompany();
  alice = await company.login('alice');
  customerId = await customer(alice, '杭州客户');
});
afterEach(async () => {
  vi.useRealTimers();
  await company.stop();
});

async function customer(token: string, name: string) {
  const created = await company.call(token, 'POST', '/customers', { name });
  return created.json.id as number;
}

async function upload(
  token: string,
  name: string,
  bytes: Buffer | string,
  more: { to?: number; query?: string; type?: string; key?: string } = {},
) {
  const answer = await company.app.inject({
    method: 'POST',
    url: `/api/v1/customers/${more.to ?? customerId}/files?name=${encodeURIComponent(name)}${more.query ?? ''}`,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': more.type ?? 'application/octet-stream',
      'idempotency-key': more.key ?? `file-key-${(keys += 1)}`,
    },
    payload: Buffer.from(bytes),
  });
  return { status: answer.statusCode, json: answer.json() };
}

const download = async (token: string, id: number) =>
  await company.app.inject({
    url: `/api/v1/files/${id}`,
    headers: { authorization: `Bearer ${token}` },
  });

const stored = () =>
  readdirSync(company.paths.files, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
const leftovers = () => readdirSync(company.paths.tmp);

const list = async (token: string, id = customerId) =>
  await company.call(token, 'GET', `/customers/${id}/files`);

test('a file comes back byte by byte, kept once whatever its name', async () => {
  const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => at % 251));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const first = await upload(alice, '../../合同.PDF', bytes);
  const second = await upload(alice, 'again.bin', bytes);
  expect(first).toMatchObject({
    status: 201,
    json: { name: '合同.PDF', mime: 'application/pdf', size: 300_000, sha256 },
  });
  expect(stored()).toEqual([sha256]);
  expect(leftovers()).toEqual([]);
  const answer = await download(alice, first.json.id);
  expect(answer.rawPayload.equals(bytes)).toBe(true);
  expect(answer.headers['content-disposition']).toMatch(/^attachment; .*%E5%90%88%E5%90%8C\.PDF$/);
  const names = (await list(alice)).json.rows.map((row: { name: string }) => row.name);
  expect(names).toEqual(['again.bin', '合同.PDF']);
  expect((await download(alice, second.json.id)).headers['content-type']).toBe(
    'application/octet-stream',
  );
});

test('nothing that a browser could run is served as what it is', () => {
  for (const name of ['x.html', 'x.svg', 'x.xml', 'x.js', 'x.xhtml', 'x', 'x.htm ']) {
    expect(typeOfFile(cleanFileName(name))).toBe('application/octet-stream');
  }
  expect(typeOfFile('x.PNG')).toBe('image/png');
});

test.each([
  ['C:\\Users\\王\\报价.xlsx', '报价.xlsx'],
  ['a/b/../c.txt', 'c.txt'],
  ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
  ['a\r\nb\u0000.txt', 'ab.txt'],
  ['con.txt', '_con.txt'],
  ['what?*.doc', 'what__.doc'],
  ['..', 'file'],
  [`${'长'.repeat(300)}.docx`, `${'长'.repeat(115)}.docx`],
])('the name %j is kept as %j', (name, kept) => {
  expect(cleanFileName(name)).toBe(kept);
});

test('a file is as visible as the customer it hangs on', async () => {
  const { json: file } = await upload(alice, 'secret.txt', 'alice only');
  const bob = await company.login('bob');
  const none = await download(bob, file.id + 99);
  for (const token of [bob, await company.login('buyer')]) {
    const answer = await download(token, file.id);
    expect([answer.statusCode, answer.body.includes('alice only')]).toEqual([
      token === bob ? 404 : 403,
      false,
    ]);
  }
  const denied = await download(bob, file.id);
  expect(denied.json()).toEqual({ ...none.json(), instance: denied.json().instance });
  expect((await list(bob)).status).toBe(404);
  const before = stored();
  expect((await upload(bob, 'x.txt', 'from bob')).status).toBe(404);
  expect(stored()).toEqual(before);
  const removed = await company.call(bob, 'DELETE', `/files/${file.id}`);
  expect(removed.status).toBe(404);
  expect((await download(await company.login('manager'), file.id)).body).toBe('alice only');
});

test('in the pool a customer shows no file', async () => {
  const { json: file } = await upload(alice, 'phones.txt', 'numbers');
  const boss = await company.login('boss');
  const { version } = (await company.call(boss, 'GET', `/customers/${customerId}`)).json;
  const body = { version, ownerId: null, note: '' };
  await company.call(boss, 'POST', `/customers/${customerId}/assign`, body);
  const bob = await company.login('bob');
  expect((await company.call(bob, 'GET', `/customers/${customerId}`)).status).toBe(200);
  expect((await list(bob)).json).toEqual({ rows: [] });
  expect((await download(bob, file.id)).statusCode).toBe(404);
  expect((await upload(bob, 'x', 'x')).status).toBe(403);
});

test('a follow-up takes the drafts that its author sent for it', async () => {
  const draft = await upload(alice, 'photo.jpg', 'jpeg', { query: '&draft=1' });
  expect((await list(alice)).json.rows).toEqual([]);
  const manager = await company.login('manager');
  expect((await download(manager, draft.json.id)).statusCode).toBe(404);
  const other = await customer(alice, '宁波客户');
  const elsewhere = await upload(alice, 'b.jpg', 'other', { to: other, query: '&draft=1' });
  const follow = async (token: string, fileIds: number[]) =>
    await company.call(token, 'POST', '/follow-ups', { customerId, content: '拜访', fileIds });
  for (const [token, ids] of [
    [alice, [draft.json.id, elsewhere.json.id]],
    [manager, [draft.json.id]],
  ] as const) {
    const refused = await follow(token, [...ids]);
    expect([refused.status, refused.json.errors[0].code]).toEqual([422, 'unknown-file']);
  }
  const made = await follow(alice, [draft.json.id]);
  expect(made.json.files).toMatchObject([{ id: draft.json.id, name: 'photo.jpg', size: 4 }]);
  const shown = await company.call(manager, 'GET', `/follow-ups?customerId=${customerId}`);
  expect(shown.json.rows[0].files).toMatchObject([{ name: 'photo.jpg' }]);
  expect((await download(manager, draft.json.id)).body).toBe('jpeg');
  expect((await list(manager)).json.rows).toMatchObject([{ name: 'photo.jpg' }]);

  const byManager = await company.call(manager, 'DELETE', `/files/${draft.json.id}`);
  expect(byManager.json.code).toBe('forbidden');
  company.clock.now += 30 * 60_000;
  const sealed = await company.call(alice, 'DELETE', `/files/${draft.json.id}`);
  expect(sealed.json.code).toBe('edit-window-closed');
});

test('a file that was taken off is gone for everybody', async () => {
  const { json: file } = await upload(alice, 'a.txt', 'a');
  expect((await company.call(alice, 'DELETE', `/files/${file.id}`)).json).toEqual({ ok: true });
  expect((await download(alice, file.id)).statusCode).toBe(404);
  expect((await list(alice)).json.rows).toEqual([]);
  expect((await company.call(alice, 'DELETE', `/files/${file.id}`)).status).toBe(404);
});

test('the same upload sent twice hangs one file', async () => {
  const first = await upload(alice, 'a.txt', 'same', { key: 'upload-key-1' });
  const again = await upload(alice, 'a.txt', 'same', { key: 'upload-key-1' });
  expect(again.json).toEqual(first.json);
  expect((await list(alice)).json.rows).toHaveLength(1);
  const other = await upload(alice, 'a.txt', 'different', { key: 'upload-key-1' });
  expect([other.status, other.json.code]).toEqual([422, 'idempotency-key-reused']);
});

test('what is too large, of another type or without a key leaves nothing', async () => {
  const setting = { key: 'files.maxMegabytes', value: '1' };
  await company.db.transaction(async (tx) => {
    await tx.insertInto('setting').values(setting).execute();
  });
  const large = await upload(alice, 'a.bin', Buffer.alloc(1024 * 1024 + 1));
  expect([large.status, large.json.code]).toEqual([413, 'file-too-large']);
  const typed = await upload(alice, 'a.json', '{}', { type: 'application/json' });
  expect([typed.status, typed.json.code]).toEqual([415, 'unsupported-media-type']);
  const keyless = await upload(alice, 'a.bin', 'x', { key: '' });
  expect([keyless.status, keyless.json.code]).toEqual([400, 'idempotency-key-missing']);
  const bytes = await company.call(alice, 'POST', '/customers', undefined, {
    'content-type': 'application/octet-stream',
  });
  expect(bytes.status).toBe(415);
  expect([stored(), leftovers()]).toEqual([[], []]);
  expect((await upload(alice, 'a.bin', Buffer.alloc(1024 * 1024))).status).toBe(201);
});

/** Starts an upload over a real socket without a length, so that the test feeds it. */
async function open(body: string) {
  const { app } = company;
  if (!app.server.listening) await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const sending = request({
    host: '127.0.0.1',
    port,
    method: 'POST',
    path: `/api/v1/customers/${customerId}/files?name=a.bin`,
    headers: {
      authorization: `Bearer ${alice}`,
      'content-type': 'application/octet-stream',
      'idempotency-key': `socket-key-${(keys += 1)}`,
    },
  });
  const ended = new Promise<string>((resolve) => {
    sending.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'));
    sending.on('response', (answer) => {
      answer.setEncoding('utf8');
      let text = '';
      answer.on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => resolve(text));
    });
  });
  sending.write(body);
  await vi.waitUntil(() => leftovers().length === 1, { timeout: 60_000 });
  return { sending, ended };
}

test('an upload that is broken off leaves nothing', async () => {
  const { sending, ended } = await open('half of it');
  sending.destroy();
  await ended;
  await vi.waitUntil(() => leftovers().length === 0, { timeout: 60_000 });
  expect(stored()).toEqual([]);
  expect((await list(alice)).json.rows).toEqual([]);
});

test('an upload grows too large while it is sent: the sender can read why', async () => {
  await company.db.transaction(async (tx) => {
    await tx.insertInto('setting').values({ key: 'files.maxMegabytes', value: '1' }).execute();
  });
  const { sending, ended } = await open('x');
  sending.end(Buffer.alloc(1024 * 1024));
  expect(JSON.parse(await ended)).toMatchObject({ code: 'file-too-large' });
  expect([stored(), leftovers()]).toEqual([[], []]);
});

test('an upload that trickles is cut, one that flows is not', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const slow = await open('x');
  vi.advanceTimersByTime(10_000);
  expect(await slow.ended).toBe('ECONNRESET');
  const fast = await open('x'.repeat(5000));
  await vi.waitUntil(() => leftovers().length === 1);
  vi.advanceTimersByTime(10_000);
  fast.sending.end('y');
  expect(JSON.parse(await fast.ended)).toMatchObject({ size: 5001 });
});

test('a file that changed on disk is reported, not served', async () => {
  const { json: file } = await upload(alice, 'a.txt', 'original');
  expect((await download(alice, file.id)).body).toBe('original');
  writeFileSync(storedFile(company.paths, file.sha256), 'tampered');
  const damaged = await download(alice, file.id);
  expect([damaged.statusCode, damaged.json().code]).toEqual([500, 'file-damaged']);
  rmSync(storedFile(company.paths, file.sha256));
  expect((await download(alice, file.id)).json().code).toBe('file-damaged');
});

const isRoot = process.getuid?.() === 0 && process.platform === 'linux';
test.skipIf(!isRoot)('a full disk is said, and room helps without a restart', async () => {
  const mount = (...args: string[]) => execFileSync('mount', args);
  mount('-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', company.paths.tmp);
  try {
    const announced = await upload(alice, 'a.bin', Buffer.alloc(3 * 1024 * 1024));
    expect([announced.status, announced.json.code]).toEqual([507, 'storage-full']);
    const { sending, ended } = await open('x');
    sending.end(Buffer.alloc(3 * 1024 * 1024));
    expect(JSON.parse(await ended)).toMatchObject({ code: 'storage-full' });
    expect([stored(), leftovers()]).toEqual([[], []]);
  } finally {
    execFileSync('umount', [company.paths.tmp]);
  }
  expect((await upload(alice, 'a.bin', 'now it fits')).status).toBe(201);
});
