import { once } from 'node:events';
import { connect } from 'node:net';
import { randomBytes } from 'node:crypto';
import { makeAuthority } from '@xinhang/server/ops/tls/certificate.ts';
import { TlsDoor } from '@xinhang/server/http/tls-door.ts';
import { readAuthority } from '@xinhang/server/ops/tls/office-keys.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSWORD } from '../helpers/password.ts';
import { startCompany } from '../helpers/server.ts';
import { askTls, codeOf, handshake } from '../helpers/tls.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let base: string;
let port: number;
let ca: string;
const names = ['localhost', '127.0.0.1'];
beforeAll(async () => {
  company = await startCompany();
  // Certificates are judged by the clock of the machine.
  company.clock.now = Date.now();
  await company.app.listen({ host: '127.0.0.1', port: 0 });
  const order = { hosts: ['127.0.0.1'], port: 0, names: () => names };
  [base = ''] = await company.app.tls.open(company.app, order);
  port = company.app.tls.port!;
  ca = readAuthority(company.paths)!.certificate.toString();
});
afterAll(async () => {
  await company.stop();
});

const health = () => `${base}/api/v1/health`;

test('whoever knows the authority is served, over TLS 1.3', async () => {
  expect(base).toBe(`https://127.0.0.1:${port}`);
  expect((await askTls(health(), { ca })).json).toMatchObject({ ok: true });
  const socket = await handshake({ port, host: '127.0.0.1', ca });
  expect(socket.getProtocol()).toBe('TLSv1.3');
  socket.destroy();
});

test('nobody else is: another authority, the public ones, another name, an older protocol', async () => {
  const other = await makeAuthority({ now: company.clock.now, random: randomBytes });
  const foreign = other.certificate.toString();
  const unknown = 'SELF_SIGNED_CERT_IN_CHAIN';
  expect(await codeOf(askTls(health(), { ca: foreign }))).toBe(unknown);
  expect(await codeOf(askTls(health(), {}))).toBe(unknown);
  expect(await codeOf(askTls(health(), { ca, servername: 'bank.example' }))).toBe(
    'ERR_TLS_CERT_ALTNAME_INVALID',
  );
  await expect(askTls(health(), { ca, maxVersion: 'TLSv1.2' })).rejects.toThrow(/protocol version/);
});

test('an address that the machine does not have keeps nobody from the others', async () => {
  const { paths, clock, app } = company;
  const deps = { paths, now: () => clock.now, random: randomBytes };
  const door = new TlsDoor(deps, app.log);
  const hosts = ['192.0.2.77', '127.0.0.1'];
  const addresses = await door.open(app, { hosts, port: 0, names: () => names });
  expect(addresses).toEqual([`https://127.0.0.1:${door.port}`]);
  expect(door.absent).toEqual(['192.0.2.77']);
  expect((await askTls(`${addresses[0]}/api/v1/health`, { ca })).json).toMatchObject({ ok: true });
  // A taken port is another matter.
  const taken = { hosts: ['127.0.0.1'], port: door.port!, names: () => names };
  await expect(new TlsDoor(deps, app.log).open(app, taken)).rejects.toThrow('EADDRINUSE');
  await door.stop();
});

test('words without encryption get no answer at this door', async () => {
  const socket = connect(port, '127.0.0.1');
  socket.write('GET /api/v1/health HTTP/1.1\r\nhost: x\r\n\r\n');
  let said = '';
  socket.on('data', (chunk: Buffer) => (said += chunk.toString('latin1')));
  socket.on('error', () => {});
  await once(socket, 'close');
  expect(said).not.toContain('HTTP/');
  // The door is still open for others.
  expect((await askTls(health(), { ca })).status).toBe(200);
});

test('a login is kept in a cookie that never leaves unencrypted', async () => {
  const body = { login: 'alice', password: PASSWORD };
  const origin = { origin: base };
  const answer = await askTls(`${base}/api/v1/auth/login`, { ca }, { body, headers: origin });
  expect(answer.status).toBe(200);
  const cookie = String(answer.headers['set-cookie']);
  expect(cookie).toMatch(/^__Host-xh_session=.*; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  const own = { cookie: cookie.split(';', 1)[0]! };
  const me = await askTls(`${base}/api/v1/auth/me`, { ca }, { headers: own });
  expect(me.json).toMatchObject({ user: { name: 'alice' } });
  // Under the name that a page without encryption could have set it is nobody's.
  const planted = { cookie: own.cookie.replace('__Host-', '') };
  expect((await askTls(`${base}/api/v1/auth/me`, { ca }, { headers: planted })).status).toBe(401);
  const insecure = await company.call(null, 'POST', '/auth/login', body);
  expect(insecure.status).toBe(200);
  // A name that browsers must not be bound to: they would refuse it for ever once the CA is lost.
  expect(answer.headers['strict-transport-security']).toBeUndefined();
});

test('what a connection may cost is the same here', async () => {
  const long = { 'x-long': 'x'.repeat(17_000) };
  const answer = await askTls(health(), { ca }, { headers: long });
  expect(answer).toMatchObject({ status: 431, json: { code: 'header-too-large' } });
  const large = { login: 'x'.repeat(300_000), password: 'x' };
  const refused = await askTls(`${base}/api/v1/auth/login`, { ca }, { body: large });
  expect(refused.status).toBe(413);
});

test('a connection that says nothing is cut during the handshake', async () => {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'close');
});

test('a new certificate is shown from the next connection on, and nobody is thrown out', async () => {
  const before = await handshake({ port, host: '127.0.0.1', ca });
  const old = before.getPeerCertificate().fingerprint256;
  names.push('10.8.0.1');
  expect(await company.app.tls.look()).toBe(true);
  const after = await handshake({ port, host: '127.0.0.1', ca });
  expect(after.getPeerCertificate().subjectaltname).toContain('10.8.0.1');
  expect(after.getPeerCertificate().fingerprint256).not.toBe(old);
  before.write('GET /api/v1/health HTTP/1.1\r\nhost: x\r\n\r\n');
  const [answer] = (await once(before, 'data')) as [Buffer];
  expect(answer.toString()).toContain('200 OK');
  // With nothing new to say it stays as it is.
  await company.app.tls.look();
  const same = await handshake({ port, host: '127.0.0.1', ca });
  expect(same.getPeerCertificate().fingerprint256).toBe(after.getPeerCertificate().fingerprint256);
  for (const socket of [before, after, same]) socket.destroy();
});
