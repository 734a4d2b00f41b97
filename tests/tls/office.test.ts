import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { startServer, xinhang, type ServerProcess } from '../helpers/server-process.ts';
import { askTls, codeOf, handshake } from '../helpers/tls.ts';

vi.setConfig({ testTimeout: 600_000 });
const root = mkdtempSync(join(tmpdir(), 'xinhang-office-'));
const data = join(root, 'data');
const servers: ServerProcess[] = [];
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
    told: /Authority: SHA-256 (\S+)/.exec(said)?.[1],
  };
}

const json = <T>(text: string) => JSON.parse(text) as T;
const fingerprintIn = (at: string) =>
  json<{ fingerprint: string }>(xinhang(at, 'ca', 'show', '--json').stdout).fingerprint;

test('a new office has its own authority, and serves the network with it beside this machine', async () => {
  const { server, encrypted, told } = await started(data);
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:/);
  expect(statSync(join(data, 'keys/authority.pem')).mode & 0o777).toBe(0o600);
  const file = join(root, 'office.crt');
  const exported = xinhang(data, 'ca', 'export', file);
  expect(exported).toMatchObject({ status: 0, stderr: '' });
  const ca = readFileSync(file, 'utf8');
  expect(ca).not.toContain('PRIVATE');
  expect(new X509Certificate(ca).fingerprint256).toBe(told);
  expect(exported.stdout).toContain(told);
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
  expect(renewed.stdout).toContain(told);
  expect(await shown()).not.toBe(before);
  expect(await server.end()).toBe(0);
});

test('the authority comes back with the recovery key, and only with it', async () => {
  const { recoveryKey } = json<{ recoveryKey: string }>(
    xinhang(data, 'backup', '--new-recovery-key', '--json').stdout,
  );
  const { file, directory } = json<{ file: string; directory: string }>(
    xinhang(data, 'backup', '--json').stdout,
  );
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

test('a port that is taken, or an address that is none, is named; nothing stays open', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const free = ['--port', '0'];
  const taken = xinhang(data, 'start', ...free, '--tls-host', '127.0.0.1', '--tls-port', `${port}`);
  expect(taken).toMatchObject({ status: 1, stdout: '' });
  expect(taken.stderr).toContain(`127.0.0.1:${port} is in use by another program`);
  other.close();
  const nowhere = xinhang(data, 'start', ...free, '--tls-host', '198.51.100.7');
  expect(nowhere).toMatchObject({ status: 1, stdout: '' });
  expect(nowhere.stderr).toContain('198.51.100.7');
  const demo = xinhang(join(root, 'demo'), 'start', '--demo', ...free, '--tls-host', '127.0.0.1');
  expect(demo).toMatchObject({ status: 2, stdout: '' });
  expect(demo.stderr).toContain('refuses to be on the network');
});

test('without an address for the network there is no such door', async () => {
  const { server, encrypted } = await started(data, []);
  expect(encrypted).toBe('');
  expect(server.said()).not.toContain('https:');
  expect(await server.end()).toBe(0);
});
