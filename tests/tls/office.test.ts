import { randomUUID, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { startServer, xinhang, type ServerProcess } from '../helpers/server-process.ts';
import { askingDevice, askTls, codeOf, handshake } from '../helpers/tls.ts';

vi.setConfig({ testTimeout: 600_000 });
const root = mkdtempSync(join(tmpdir(), 'xinhang-office-'));
const data = join(root, 'data');
const servers: ServerProcess[] = [];
/** Of the company in `data`, printed once. */
let firstPassword = '';
afterAll(async () => {
  for (const server of servers) await server.end('SIGKILL');
  rmSync(root, { recursive: true, force: true });
});

const network = ['--tls-host', '127.0.0.1', '--tls-port', '0'];

async function started(at: string, args: readonly string[] = network) {
  const server = await startServer(at, { args });
  servers.push(server);
  const said = server.said();
  return {
    server,
    encrypted: /For the network: (https:\S+)/.exec(said)?.[1] ?? '',
    shown: /Authority: SHA-256 (\S+)/.exec(said)?.[1],
  };
}

/** Runs a command that must succeed and answers what it says. */
function told<T>(at: string, ...argv: string[]): T {
  const { status, stdout, stderr } = xinhang(at, ...argv, '--json');
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout) as T;
}
const fingerprintIn = (at: string) => told<{ fingerprint: string }>(at, 'ca', 'show').fingerprint;

test('a new office has its own authority, and serves the network with it beside this machine', async () => {
  const { server, encrypted, shown: announced } = await started(data);
  firstPassword = server.password!;
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:/);
  expect(statSync(join(data, 'keys/authority.pem')).mode & 0o777).toBe(0o600);
  const file = join(root, 'office.crt');
  const exported = xinhang(data, 'ca', 'export', file);
  expect(exported).toMatchObject({ status: 0, stderr: '' });
  const ca = readFileSync(file, 'utf8');
  expect(ca).not.toContain('PRIVATE');
  expect(new X509Certificate(ca).fingerprint256).toBe(announced);
  expect(exported.stdout).toContain(announced);
  // A file that is there is somebody's.
  expect(xinhang(data, 'ca', 'export', file).status).toBe(1);
  expect(xinhang(data, 'ca', 'export').stdout.trim()).toBe(ca.trim());

  expect((await askTls(`${encrypted}/api/v1/health`, { ca })).json).toMatchObject({ ok: true });
  const { port } = new URL(encrypted);
  const shown = async () => {
    const socket = await handshake({ port: Number(port), host: '127.0.0.1', ca });
    const { fingerprint256 } = socket.getPeerCertificate();
    socket.destroy();
    return fingerprint256;
  };
  const before = await shown();
  const renewed = xinhang(data, 'ca', 'renew');
  expect(renewed).toMatchObject({ status: 0, stderr: '' });
  expect(renewed.stdout).toContain(announced);
  expect(await shown()).not.toBe(before);
  expect(await server.end()).toBe(0);
});

test('the authority comes back with the recovery key, and only with it', async () => {
  const { recoveryKey } = told<{ recoveryKey: string }>(data, 'backup', '--new-recovery-key');
  const { file, directory } = told<{ file: string; directory: string }>(data, 'backup');
  const backup = join(directory, file);
  const bytes = readFileSync(backup);
  expect(bytes.includes('PRIVATE KEY')).toBe(false);
  const ca = xinhang(data, 'ca', 'export').stdout;
  const home = fingerprintIn(data);

  const without = join(root, 'without');
  expect(xinhang(without, 'restore', backup, '--yes').status).toBe(0);
  expect(fingerprintIn(without)).not.toBe(home);

  const fresh = join(root, 'fresh');
  const back = xinhang(fresh, 'restore', backup, '--yes', '--recovery-key', recoveryKey);
  expect(back).toMatchObject({ status: 0 });
  expect(fingerprintIn(fresh)).toBe(home);
  const { server, encrypted } = await started(fresh);
  // What every machine of the office was told before the disk broke.
  expect((await askTls(`${encrypted}/api/v1/health`, { ca })).status).toBe(200);
  await server.end();
  const stranger = await started(without);
  expect(await codeOf(askTls(`${stranger.encrypted}/api/v1/health`, { ca }))).toBe(
    'SELF_SIGNED_CERT_IN_CHAIN',
  );
  await stranger.server.end();
});

test('a port that is taken is named, and nothing stays open', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const free = ['--port', '0'];
  const taken = xinhang(data, 'start', ...free, '--tls-host', '127.0.0.1', '--tls-port', `${port}`);
  expect(taken).toMatchObject({ status: 1, stdout: '' });
  expect(taken.stderr).toContain(`127.0.0.1:${port} is in use by another program`);
  other.close();
  const demo = xinhang(join(root, 'demo'), 'start', '--demo', ...free, '--tls-host', '127.0.0.1');
  expect(demo).toMatchObject({ status: 2, stdout: '' });
  expect(demo.stderr).toContain('refuses to be on the network');
});

test('an address that the machine does not have is named, and the others are served', async () => {
  const hosts = '198.51.100.7,127.0.0.1';
  const { server, encrypted } = await started(data, ['--tls-host', hosts, '--tls-port', '0']);
  expect(server.said()).toContain('until this machine has the address: 198.51.100.7');
  const ca = xinhang(data, 'ca', 'export').stdout;
  expect((await askTls(`${encrypted}/api/v1/health`, { ca })).json).toMatchObject({ ok: true });
  await server.end();
});

test('on a server without a screen the first browser is let in from the command line', async () => {
  const { server, encrypted } = await started(data);
  const ca = xinhang(data, 'ca', 'export').stdout;
  const to = join(root, 'first.p12');
  const made = xinhang(data, 'device', 'file', '管理员的浏览器', to, '--user', 'admin');
  expect(made).toMatchObject({ status: 0, stderr: '' });
  const passphrase = /password (\S+)/.exec(made.stdout)?.[1] ?? '';
  const pfx = readFileSync(to);
  expect(statSync(to).mode & 0o777).toBe(0o600);
  const own = async () =>
    (await askTls(`${encrypted}/api/v1/devices/current`, { ca, pfx, passphrase })).json;
  expect(await own()).toMatchObject({ state: 'approved', name: '管理员的浏览器' });
  expect(await codeOf(askTls(encrypted, { ca, pfx, passphrase: 'wrong' }))).not.toBe('none');

  const list = told<{ devices: { id: number; user: { name: string } }[] }>(data, 'device', 'list');
  const [listed] = list.devices;
  expect(listed!.user.name).toBe('管理员');
  expect(xinhang(data, 'device', 'approve', `${listed!.id}`).stdout).toContain('approved');
  expect(xinhang(data, 'device', 'revoke', `${listed!.id}`).stdout).toContain('revoked');
  expect(await own()).toMatchObject({ state: 'revoked' });
  expect(xinhang(data, 'device', 'approve', `${listed!.id}`).status).toBe(1);
  expect(xinhang(data, 'device', 'revoke', '999').status).toBe(1);
  expect(
    xinhang(data, 'device', 'file', 'x', join(root, 'x.p12'), '--user', 'nobody').stderr,
  ).toContain('no person with the login "nobody"');
  expect(xinhang(data, 'device', 'list', '--user', 'admin').status).toBe(2);

  // A desktop client gets its line the same way, and asks with it.
  const code = told<{ code: { texts: string[] } }>(data, 'device', 'code').code.texts[0]!;
  expect(code).toMatch(/^127\.0\.0\.1:\d+\/\d+-[A-Z2-7]{10}\/[0-9A-F]{32}$/);
  const { body } = askingDevice(code.split('/')[1]!, '前台电脑');
  const asked = await askTls(`${encrypted}/api/v1/devices/enrol`, { ca }, { body });
  expect(asked.status, asked.text).toBe(201);
  expect(await server.end()).toBe(0);
});

test('a stolen authority is replaced while the server runs, and nothing of the old one is left', async () => {
  const { server, encrypted } = await started(data);
  const old = xinhang(data, 'ca', 'export').stdout;
  const made = told<{ made: { file: string; password: string } }>(
    ...([data, 'device', 'file', '旧浏览器', join(root, 'old.p12')] as const),
  ).made;
  const own = { pfx: Buffer.from(made.file, 'base64'), passphrase: made.password };
  const state = async (ca: string) =>
    (await askTls(`${encrypted}/api/v1/devices/current`, { ca, ...own })).json;
  expect(await state(old)).toMatchObject({ state: 'approved' });
  const warned = xinhang(data, 'ca', 'replace');
  expect(warned).toMatchObject({ status: 2, stdout: '' });
  expect(warned.stderr).toContain('every device has to register anew');
  expect(await state(old)).toMatchObject({ state: 'approved' });
  const replaced = xinhang(data, 'ca', 'replace', '--yes');
  expect(replaced).toMatchObject({ status: 0, stderr: '' });
  expect(replaced.stdout).toContain('xinhang backup');
  const ca = xinhang(data, 'ca', 'export').stdout;
  expect(ca).not.toBe(old);
  expect(await codeOf(state(old))).not.toBe('none');
  // Its key is there and proves nothing any more.
  expect(await state(ca)).toMatchObject({ state: 'none' });
  const { devices } = told<{ devices: { state: string }[] }>(data, 'device', 'list');
  expect(new Set(devices.map((device) => device.state))).toEqual(new Set(['revoked']));
  expect(await server.end()).toBe(0);
});

test('without an address for the network there is no such door', async () => {
  const { server, encrypted } = await started(data, []);
  expect(encrypted).toBe('');
  const code = xinhang(data, 'device', 'code');
  expect(code.status).toBe(1);
  expect(code.stderr).toContain('start it with tls_host');
  expect(server.said()).not.toContain('https:');

  // Until somebody opens one from the screen: at once, and shut as soon.
  let token = '';
  const call = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${server.url}/api/v1${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
        'x-xinhang-token': 'bearer',
        ...(token && { authorization: `Bearer ${token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return (await answer.json()) as { token?: string; reachedAt?: string[]; code?: string };
  };
  const own = 'a password of my own';
  const login = { login: 'admin', password: firstPassword };
  token = (await call('POST', '/auth/login', login)).token!;
  await call('POST', '/auth/password', { current: firstPassword, next: own });
  token = (await call('POST', '/auth/login', { login: 'admin', password: own })).token ?? token;
  const reachedAt = async () => (await call('GET', '/server/places')).reachedAt ?? [];
  expect((await call('PUT', '/server/hosts', { hosts: ['127.0.0.1'] })).code).toBeUndefined();
  await expect.poll(reachedAt).toHaveLength(1);
  const [opened] = await reachedAt();
  const ca = xinhang(data, 'ca', 'export').stdout;
  const health = () => askTls(`https://${opened}/api/v1/health`, { ca });
  expect((await health()).json).toMatchObject({ ok: true });
  await call('PUT', '/server/hosts', { hosts: [] });
  await expect.poll(reachedAt).toEqual([]);
  expect(await codeOf(health())).toBe('ECONNREFUSED');
  expect(await server.end()).toBe(0);
});
