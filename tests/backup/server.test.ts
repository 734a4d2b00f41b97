import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test, vi } from 'vitest';
import { entry, startServer, xinhang, type ServerProcess } from '../helpers/server-process.ts';

vi.setConfig({ testTimeout: 600_000 });
const root = mkdtempSync(join(tmpdir(), 'xinhang-restore-'));
const data = join(root, 'data');
const servers: ServerProcess[] = [];
afterAll(async () => {
  for (const server of servers) await server.end('SIGKILL');
  rmSync(root, { recursive: true, force: true });
});

const PASSWORD = 'a battery of horses';
let counter = 0;

async function started(at: string): Promise<ServerProcess> {
  const server = await startServer(at);
  servers.push(server);
  return server;
}

async function call(server: ServerProcess, token: string, path: string, body?: object) {
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      'idempotency-key': `restore-${(counter += 1)}`,
      'x-xinhang-token': 'bearer',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, json: (await answer.json()) as never };
}

async function login(server: ServerProcess, password = PASSWORD): Promise<string> {
  const answer = await call(server, '', '/auth/login', { login: 'admin', password });
  expect(answer.status).toBe(200);
  return (answer.json as { token: string }).token;
}

/** The status of a request; null while the server exchanges its data and takes no connection. */
async function answers(server: ServerProcess, token: string): Promise<number | null> {
  return await call(server, token, '/auth/me').then(
    ({ status }) => status,
    () => null,
  );
}

async function names(server: ServerProcess, token: string): Promise<string[]> {
  const { rows } = (await call(server, token, '/customers')).json as { rows: { name: string }[] };
  return rows.map(({ name }) => name).toSorted();
}

/** The command beside the server, which goes on answering meanwhile. */
async function beside(...argv: string[]) {
  const child = spawn(process.execPath, [entry, ...argv, '--data', data, '--json']);
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, out, err };
}

let file = '';
let recoveryKey = '';

test('a server that runs is restored: same address, everybody told, the state before kept', async () => {
  const server = await started(data);
  const first = await login(server, server.password!);
  await call(server, first, '/auth/password', { current: server.password, next: PASSWORD });
  const token = await login(server);
  await call(server, token, '/customers', { name: '先来的客户' });
  const key = await beside('backup', '--new-recovery-key');
  recoveryKey = (JSON.parse(key.out) as { recoveryKey: string }).recoveryKey;
  const made = await beside('backup');
  expect(made.err).toContain('% serve');
  file = join(data, 'backups', (JSON.parse(made.out) as { file: string }).file);
  await call(server, token, '/customers', { name: '后来的客户' });

  const stream = await fetch(`${server.url}/api/v1/events`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const heard = stream.text();
  const asked = await beside('restore', file);
  expect(asked.status).toBe(1);
  expect(JSON.parse(asked.out)).toMatchObject({
    restored: false,
    difference: expect.arrayContaining([{ what: 'customers', now: 2, restored: 1 }]) as object,
  });
  expect(await names(server, token)).toEqual(['先来的客户', '后来的客户']);

  const restored = await beside('restore', file, '--yes');
  expect(restored).toMatchObject({ status: 0 });
  expect(await heard).toContain('event: stopping');
  expect((await call(server, token, '/customers')).status).toBe(401);
  const again = await login(server);
  expect(await names(server, again)).toEqual(['先来的客户']);
  const { rows } = (await call(server, again, '/notifications')).json as {
    rows: { kind: string }[];
  };
  expect(rows.map(({ kind }) => kind)).toContain('data-restored');

  // The state before is one restore away, this time from the screen: the job ends, then the server
  // switches, and whoever was logged in is not any more.
  const { before } = JSON.parse(restored.out) as { before: string };
  const confirm = before.slice(8, 16);
  const wrong = await call(server, again, '/backups/restore', { name: before, confirm: 'yes' });
  expect(wrong.status).toBe(422);
  const asking = await call(server, again, '/backups/restore', { name: before, confirm });
  expect(asking.status).toBe(202);
  const other = await call(server, again, '/backups/restore', { name: before, confirm });
  expect(other).toMatchObject({ status: 409, json: { code: 'backup-busy' } });
  const { jobId } = asking.json as { jobId: number };
  while ((await answers(server, again)) !== 401) {
    const { exitCode, signalCode } = server.child;
    expect({ exitCode, signalCode }, server.said()).toEqual({ exitCode: null, signalCode: null });
    const job = await call(server, again, `/jobs/${jobId}`).catch(() => null);
    if (job?.status === 200) expect(job.json).toMatchObject({ error: null });
    await pause(200);
  }
  expect(await names(server, await login(server))).toEqual(['先来的客户', '后来的客户']);
});

test('a server killed in a restore is wholly the old one or the new one', async () => {
  const [server] = servers.splice(0);
  for (const moment of ['restore.json', 'store-0004']) {
    const current = servers.at(-1) ?? server!;
    const before = readFileSync(join(data, 'current.json'), 'utf8');
    const running = beside('restore', file, '--yes', '--without-backup');
    let over = false;
    void running.then(() => (over = true));
    // On a busy machine the moment may pass unseen; then it is killed after the restore.
    while (!existsSync(join(data, moment)) && !over) await pause(1);
    expect(await current.end('SIGKILL')).toBe('SIGKILL');
    const { status } = await running;
    expect([0, 1]).toContain(status);
    const next = await started(data);
    const old = readFileSync(join(data, 'current.json'), 'utf8') === before;
    const expected = old ? ['先来的客户', '后来的客户'] : ['先来的客户'];
    expect(await names(next, await login(next))).toEqual(expected);
    expect(existsSync(join(data, 'restore.json'))).toBe(false);
  }
  await servers.at(-1)!.end();
  expect(xinhang(data, 'doctor').status).toBe(0);
});

test('on a fresh machine one command and the file bring back the company, and its keys', async () => {
  const fresh = join(root, 'fresh');
  const slip = recoveryKey.slice(0, -1) + (recoveryKey.endsWith('X') ? 'Y' : 'X');
  const refused = xinhang(fresh, 'restore', file, '--recovery-key', slip);
  expect(refused.status).toBe(1);
  const restored = xinhang(fresh, 'restore', file, '--recovery-key', recoveryKey.toLowerCase());
  expect(restored.stderr).not.toContain('xinhang:');
  expect(restored.status).toBe(0);
  expect(restored.stdout).toContain('own keys came back');
  const signing = (at: string) => readFileSync(join(at, 'keys', 'backup-signing.pem'), 'utf8');
  expect(signing(fresh)).toBe(signing(data));
  const server = await started(fresh);
  expect(await names(server, await login(server))).toEqual(['先来的客户']);
});

test('a database that is damaged is left alone, and the way back is named and works', async () => {
  const lost = join(root, 'fresh');
  for (const server of servers.splice(0)) await server.end();
  const made = xinhang(lost, 'backup', '--json');
  expect(made.status).toBe(0);
  const { file: name } = JSON.parse(made.stdout) as { file: string };
  const { store } = JSON.parse(readFileSync(join(lost, 'current.json'), 'utf8')) as {
    store: string;
  };
  const database = join(lost, store, 'xinhang.db');
  const garbage = Buffer.alloc(statSync(database).size, 0x5a);
  writeFileSync(database, garbage);
  const refused = xinhang(lost, 'start', '--port', '0');
  expect(refused).toMatchObject({ status: 1, stdout: '' });
  expect(refused.stderr).toContain('is damaged and was left as it is');
  expect(refused.stderr).toContain(`${name} --yes --without-backup`);
  expect(readFileSync(database)).toEqual(garbage);
  const back = xinhang(lost, 'restore', join(lost, 'backups', name), '--yes', '--without-backup');
  expect(back.status).toBe(0);
  const server = await started(lost);
  expect(await names(server, await login(server))).toEqual(['先来的客户']);
});
