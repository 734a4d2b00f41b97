import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startServer, type ServerProcess } from '../helpers/server-process.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const PASSWORD = 'a battery of horses';
const BYTES = 24 * 1024 * 1024;

const data = mkdtempSync(join(tmpdir(), 'xinhang-overload-'));
let server: ServerProcess;
let token = '';
let fileId = 0;
let keys = 0;

const headers = () => ({
  authorization: `Bearer ${token}`,
  'idempotency-key': `overload-${(keys += 1)}`,
});

async function post<T>(path: string, body: object | Buffer): Promise<T> {
  const bytes = Buffer.isBuffer(body);
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    method: 'POST',
    headers: {
      ...headers(),
      'content-type': bytes ? 'application/octet-stream' : 'application/json',
      'x-xinhang-token': 'bearer',
    },
    body: bytes ? new Uint8Array(body) : JSON.stringify(body),
  });
  expect(answer.status).toBeLessThan(300);
  return (await answer.json()) as T;
}

beforeAll(async () => {
  server = await startServer(data);
  const first = { login: 'admin', password: server.password };
  ({ token } = await post<{ token: string }>('/auth/login', first));
  await post('/auth/password', { current: server.password, next: PASSWORD });
  const { id } = await post<{ id: number }>('/customers', { name: '深圳市大文件有限公司' });
  const upload = `/customers/${id}/files?name=a.bin`;
  ({ id: fileId } = await post<{ id: number }>(upload, Buffer.alloc(BYTES, 7)));
});
afterAll(async () => {
  server.child.kill('SIGCONT');
  await server.end('SIGKILL');
  rmSync(data, { recursive: true, force: true });
});

const ask = (path: string) =>
  fetch(`${server.url}/api${path}`, { headers: { authorization: `Bearer ${token}` } });

/** The process stands still and is let go on, as under a machine that has no time for it. */
async function freeze(ms: number): Promise<void> {
  server.child.kill('SIGSTOP');
  await pause(ms);
  server.child.kill('SIGCONT');
}

test('a server that stood still once refuses nobody', async () => {
  await freeze(2500);
  for (let at = 0; at < 20; at += 1) expect((await ask('/v1/auth/me')).status).toBe(200);
});

test('a server that cannot keep up refuses what is new, and ends what it has begun', async () => {
  const stop = new AbortController();
  const stream = await fetch(`${server.url}/api/v1/events`, {
    headers: { authorization: `Bearer ${token}` },
    signal: stop.signal,
  });
  const download = (await ask(`/v1/files/${fileId}`)).body!.getReader();
  const { hostname, port } = new URL(server.url);
  const sending = request({
    hostname,
    port,
    method: 'POST',
    path: '/api/v1/imports?name=b.csv',
    headers: { ...headers(), 'content-type': 'application/octet-stream' },
  });
  const uploaded = new Promise<number>((resolve, reject) => {
    sending.on('response', (answer) => resolve(answer.statusCode!)).on('error', reject);
  });
  sending.write('名称\n');

  let refused: Response | null = null;
  for (let at = 0; refused === null && at < 40; at += 1) {
    sending.write(`慢${at}${'字'.repeat(2000)}\n`);
    await freeze(1300);
    const answers = await Promise.all([ask('/v1/auth/me'), ask('/v1/customers')]);
    refused = answers.find((answer) => answer.status === 503) ?? null;
  }
  expect(refused?.headers.get('retry-after')).toBe('2');
  expect(refused?.headers.get('content-type')).toContain('application/problem+json');
  expect(await refused?.json()).toMatchObject({ code: 'overloaded', params: { seconds: 2 } });

  sending.end('末行\n');
  expect(await uploaded).toBe(201);
  let got = 0;
  for (let part = await download.read(); !part.done; part = await download.read()) {
    got += part.value.length;
  }
  expect(got).toBe(BYTES);
  await expect.poll(async () => (await ask('/v1/auth/me')).status).toBe(200);
  await post('/customers', { name: '杭州市之后有限公司' });
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  while (!heard.includes('event: change')) heard += (await reader.read()).value ?? '';
  stop.abort();
});
