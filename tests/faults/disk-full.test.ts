import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findDataDirectory } from '@xinhang/server/ops/paths.ts';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { startServer, xinhang, type ServerProcess } from '../helpers/server-process.ts';
import { inspect } from './office.ts';

const root = mkdtempSync(join(tmpdir(), 'xinhang-full-'));
const mount = (...argv: string[]) => spawnSync('mount', argv).status === 0;
const smallDisk = () => mount('-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', root);
const unmount = () => void spawnSync('umount', [root]);
/** Only root may mount, and not in every container. */
const mountable = smallDisk();
unmount();
if (!mountable) console.log('A full disk is not tried out: a small file system cannot be mounted.');

beforeEach(() => void (mountable && smallDisk()));

let server: ServerProcess | undefined;
let token = '';
afterEach(async () => {
  await server?.end('SIGKILL');
  server = undefined;
  unmount();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function send(path: string, key: string, body: object) {
  const answer = await fetch(`${server!.url}/api/v1${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': key,
      'x-xinhang-token': 'bearer',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
}

async function login(): Promise<void> {
  const one = { login: 'admin', password: server!.password };
  token = String((await send('/auth/login', 'login-000', one)).json['token']);
  const change = { current: server!.password, next: 'a battery of horses' };
  expect((await send('/auth/password', 'change-000', change)).status).toBe(200);
}

async function read(path: string): Promise<Response> {
  const headers = { authorization: `Bearer ${token}` };
  return await fetch(`${server!.url}/api/v1${path}`, { headers });
}

/** Takes what room is left. */
function fill(file: string): void {
  const handle = openSync(file, 'w');
  try {
    for (;;) writeSync(handle, Buffer.alloc(65_536, 1));
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOSPC' });
  } finally {
    closeSync(handle);
  }
}

test.skipIf(!mountable)(
  'a full disk refuses what is saved, goes on reading, and takes it once there is room',
  async () => {
    const data = join(root, 'data');
    server = await startServer(data);
    await login();
    const acknowledged = new Set<number>();
    const register = async (n: number) => {
      const body = { name: `客户 ${n}`, duplicateReason: 'test' };
      const { status, json } = await send('/customers', `register-${n}`, body);
      if (status === 201) acknowledged.add(Number(json['id']));
      return { status, code: json['code'] };
    };
    for (let n = 0; n < 20; n += 1) {
      expect(await register(n)).toMatchObject({ status: 201 });
    }

    const stream = await fetch(`${server.url}/api/v1/events`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const events = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    const ballast = join(root, 'ballast');
    fill(ballast);
    const refused: number[] = [];
    for (let n = 20; n < 600 && refused.length < 10; n += 1) {
      const { status, code } = await register(n);
      if (status === 201) continue;
      expect([status, code]).toEqual([507, 'storage-full']);
      refused.push(n);
      const list = await read('/customers?count=true');
      expect(list.status).toBe(200);
      expect(((await list.json()) as { count: number }).count).toBe(acknowledged.size);
    }
    expect(refused).toHaveLength(10);
    // Everybody who is logged in is told, and the administrator once it is over.
    const heard: string[] = [];
    while (!heard.join('').includes('event: disk')) heard.push((await events.read()).value ?? '');
    expect(heard.join('')).toContain('{"state":"full"}');

    rmSync(ballast);
    for (const n of refused) expect((await register(n)).status).toBe(201);
    while (!heard.join('').includes('{"state":"well"}')) heard.push((await events.read()).value!);
    await expect
      .poll(async () => await (await read('/notifications')).text(), { timeout: 60_000 })
      .toContain('writes-refused');
    await server.end('SIGKILL');
    const left = inspect(findDataDirectory(data).database);
    expect([left.integrity, left.torn]).toEqual(['ok', []]);
    expect(left.customers).toEqual(acknowledged);
  },
);

test.skipIf(!mountable)('a directory that cannot be written is named, and nothing starts', () => {
  const data = join(root, 'data');
  expect(xinhang(data, 'init').status).toBe(0);
  expect(mount('-o', 'remount,ro', root)).toBe(true);
  expect(statfsSync(root).bavail).toBeGreaterThan(0);
  const { status, stdout, stderr } = xinhang(data, 'start', '--port', '0');
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain(`${data} cannot be written`);
});
