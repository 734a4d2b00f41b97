import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { holdLock, type Holder } from '@xinhang/db/sqlite/lock.ts';
import { openSqlite, openSqliteBeside } from '@xinhang/db/sqlite/open.ts';
import { dataCommand } from '@xinhang/server/commands/command.ts';
import { runDataCommand } from '@xinhang/server/commands/run.ts';
import { findDataDirectory, openDataDirectory } from '@xinhang/server/ops/paths.ts';
import { afterEach, expect, test, vi } from 'vitest';
import { machineAt } from '../helpers/machine.ts';
import { startServer, xinhang, type ServerProcess } from '../helpers/server-process.ts';

// Each start loads the whole program, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const directories: string[] = [];
const servers: ServerProcess[] = [];
function newDirectory(name = ''): string {
  const directory = join(mkdtempSync(join(tmpdir(), 'xinhang-one-')), name);
  directories.push(directory);
  return directory;
}
async function started(data: string): Promise<ServerProcess> {
  const server = await startServer(data);
  servers.push(server);
  return server;
}
afterEach(async () => {
  for (const server of servers.splice(0)) await server.end('SIGKILL');
  for (const directory of directories.splice(0))
    rmSync(directory, { recursive: true, force: true });
});

const me: Holder = {
  pid: process.pid,
  host: 'here',
  since: 1,
  what: 'a test',
  version: '0',
  socket: null,
  secret: null,
};

test('a directory has one holder, who can be read, and who leaves nothing behind', () => {
  const file = join(openDataDirectory(newDirectory()).root, 'lock');
  const mine = holdLock(file, me);
  expect(mine).toHaveProperty('release');
  expect(holdLock(file, { ...me, what: 'another' })).toEqual({ heldBy: me });
  if ('release' in mine) mine.release();
  expect(holdLock(file, { ...me, what: 'another' })).toHaveProperty('release');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a command waits for nobody: it says who is there', async () => {
  const paths = openDataDirectory(newDirectory());
  await (await openSqlite(paths.database, 0)).close();
  const mine = holdLock(paths.lock, me);
  const machine = machineAt(Date.UTC(2026, 10, 24));
  const call = { words: [], options: {}, data: paths.root, json: true, machine };
  const done: string[] = [];
  const command = (mode: 'reads' | 'writes' | 'offline') =>
    dataCommand({
      usage: mode,
      summary: '',
      mode,
      parse: () => null,
      run: async (place) => {
        const users = await place.db.read.selectFrom('user').select('id').execute();
        if (mode === 'reads') {
          await expect(place.write(() => Promise.resolve())).rejects.toThrow(/for reading/);
        }
        done.push(`${mode} ${users.length}`);
      },
      show: () => '',
    });
  await expect(runDataCommand('x', command('writes'), call)).rejects.toThrow(
    `is in use: a test (process ${process.pid} on here, since 1970`,
  );
  await expect(runDataCommand('x', command('offline'), call)).rejects.toThrow(
    /"x" works only while nobody else does, and there is a test/,
  );
  await runDataCommand('x', command('reads'), { ...call, json: false });
  expect(done).toEqual(['reads 0']);
  if ('release' in mine) mine.release();
  await runDataCommand('x', command('offline'), { ...call, json: false });
  await runDataCommand('x', command('writes'), { ...call, json: false });
  expect(done).toEqual(['reads 0', 'offline 0', 'writes 0']);
});

test('a second server is refused and told who is there; after a kill the next starts at once', async () => {
  const data = newDirectory();
  const first = await started(data);
  const refused = xinhang(data, 'start', '--port', '0');
  expect(refused).toMatchObject({ status: 1, stdout: '' });
  expect(refused.stderr).toContain(
    `is in use: server (process ${first.child.pid} on ${hostname()}, since 20`,
  );
  // It is the hold that refuses, not what stands in the file: a copy of it stops nobody.
  const other = openDataDirectory(newDirectory());
  copyFileSync(join(data, 'lock'), other.lock);
  expect(holdLock(other.lock, me)).toHaveProperty('release');

  expect(await first.end('SIGKILL')).toBe('SIGKILL');
  expect(existsSync(join(data, 'server.sock'))).toBe(true);
  const next = await started(data);
  expect(next.password).toBeNull();
  expect(await next.end('SIGTERM')).toBe(0);
  expect(existsSync(join(data, 'server.sock'))).toBe(false);
});

test('a port that is taken is named, the process ends, and the first password is not lost', async () => {
  const first = await started(newDirectory());
  const data = newDirectory();
  const refused = xinhang(data, 'start', '--port', new URL(first.url).port);
  expect(refused).toMatchObject({ status: 1, stdout: '' });
  expect(refused.stderr).toContain('is in use by another program');
  expect(refused.stderr).toMatch(/First login: admin {3}one-time password: \S+/);
  expect((await started(data)).password).toBeNull();
});

test('a command that writes runs inside the server, and the sessions of the person end', async () => {
  const data = newDirectory();
  const server = await started(data);
  const send = (path: string, body: object, token?: string) =>
    fetch(`${server.url}/api/v1${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': `0192aaaa-${path}`,
        'x-xinhang-token': 'bearer',
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
  const login = (password: string) => send('/auth/login', { login: 'admin', password });
  const { token } = (await (await login(server.password!)).json()) as { token: string };
  const bearer = { headers: { authorization: `Bearer ${token}` } };
  expect((await fetch(`${server.url}/api/v1/events`, bearer)).status).toBe(403);
  const change = { current: server.password, next: 'a battery of horses' };
  expect((await send('/auth/password', change, token)).status).toBe(200);
  const stream = await fetch(`${server.url}/api/v1/events`, bearer);
  expect(stream.status).toBe(200);
  const streamEnded = stream.text();

  const reset = xinhang(data, 'user', 'reset-password', 'admin', '--json');
  expect(reset).toMatchObject({ status: 0, stderr: '' });
  const { password } = JSON.parse(reset.stdout) as { password: string };
  expect(await streamEnded).toContain('event: reset');
  expect((await login(change.next)).status).toBe(401);
  expect((await login(password)).status).toBe(200);
  expect((await fetch(`${server.url}/api/v1/auth/me`, bearer)).status).toBe(401);

  const db = await openSqliteBeside(openDataDirectory(data).database);
  const audit = await db.read
    .selectFrom('audit_event')
    .select(['actor_id', 'address'])
    .where('action', '=', 'org.resetPassword')
    .execute();
  await db.close();
  expect(audit).toEqual([{ actor_id: null, address: expect.stringContaining('@') as string }]);
});

test('whoever cannot read the lock is not heard, and neither is a command of another version', async () => {
  const data = newDirectory();
  await started(data);
  const socket = join(data, 'server.sock');
  expect(statSync(socket).mode & 0o777).toBe(0o600);
  const say = (line: string) =>
    new Promise<string>((resolve, reject) => {
      let got = '';
      connect(socket)
        .on('data', (chunk) => (got += chunk.toString()))
        .on('close', () => resolve(got))
        .on('error', reject)
        .end(`${line}\n`);
    });
  const lock = readFileSync(join(data, 'lock'), 'latin1');
  const holder = JSON.parse(/\{"pid".*?\}/.exec(lock)![0]) as Holder;
  const ask = {
    secret: holder.secret,
    version: holder.version,
    command: 'user',
    input: { verb: 'reset-password', login: 'nobody' },
    address: 'a@b',
  };
  expect(await say(JSON.stringify(ask))).toContain('no person with the login');
  expect(await say(JSON.stringify({ ...ask, secret: 'x'.repeat(43) }))).toContain('Not from here');
  const odd = { ...ask, input: { verb: 'promote', login: 'nobody' } };
  expect(await say(JSON.stringify(odd))).toContain('knows no');
  expect(await say(JSON.stringify({ ...ask, version: '9' }))).toContain('restart the server');
  expect(await say(JSON.stringify({ ...ask, command: 'start' }))).toContain('no command');
  expect(await say('{}')).toContain('This is no command');
  expect(await say('not JSON')).toContain('This is no command');
});

test('a directory too deep for a socket has it elsewhere, for its owner alone', async () => {
  const data = newDirectory(`${'很深的目录'.repeat(8)}/data`);
  await started(data);
  expect(existsSync(join(data, 'server.sock'))).toBe(false);
  const answer = xinhang(data, 'user', 'reset-password', 'nobody');
  expect(answer.stderr).toContain('no person with the login "nobody"');
});

test('a lost store is no new company, and a file that is no lock is named', () => {
  const lost = openDataDirectory(newDirectory());
  writeFileSync(lost.current, '{"store":"store-0007"}');
  expect(() => openDataDirectory(lost.root)).toThrow(/store-0007, which is not there/);
  writeFileSync(lost.current, '{"store":"../elsewhere"}');
  expect(() => openDataDirectory(lost.root)).toThrow(/names no store/);
  writeFileSync(lost.current, '{"store":"store-0001"}');
  expect(openDataDirectory(lost.root)).toEqual(lost);

  const strange = openDataDirectory(newDirectory());
  const text = 'not a lock, but long enough to be read as the header of a database'.repeat(9);
  writeFileSync(strange.lock, text);
  expect(() => holdLock(strange.lock, me)).toThrow(/is not a lock file of Xinhang/);

  const nothing = newDirectory('nothing');
  expect(() => findDataDirectory(nothing)).toThrow(/no data directory of Xinhang/);
  expect(existsSync(nothing)).toBe(false);
});
