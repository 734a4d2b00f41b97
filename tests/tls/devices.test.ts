import { generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { issueDevice, makeAuthority } from '@xinhang/server/ops/tls/certificate.ts';
import { readAuthority, readServerPair, pemOf } from '@xinhang/server/ops/tls/office-keys.ts';
import type { Device } from '@xinhang/shared/devices.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { outer } from '../helpers/outer.ts';
import { PASSWORD } from '../helpers/password.ts';
import { startCompany } from '../helpers/server.ts';
import { askTls, enrolled, handshake, type TestDevice } from '../helpers/tls.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let base: string;
let ca: string;
let admin: string;
beforeAll(async () => {
  company = await startCompany();
  // Certificates are judged by the clock of the machine.
  company.clock.now = Date.now();
  await company.app.listen({ host: '127.0.0.1', port: 0 });
  const host = outer ?? '127.0.0.1';
  const order = { hosts: [host], port: 0, names: () => ['127.0.0.1', host] };
  [base = ''] = await company.app.tls.open(company.app, order);
  ca = readAuthority(company.paths)!.certificate.toString();
});
afterAll(async () => {
  await company.stop();
});

type Settings = Record<string, unknown>;
async function set(values: Settings) {
  const { version } = (await company.call(admin, 'GET', '/settings')).json as { version: number };
  const answer = await company.call(admin, 'PATCH', '/settings', { version, values });
  expect(answer.status, answer.text).toBe(200);
}
beforeEach(async () => {
  admin = await company.login('admin');
  await set({ 'network.lanRanges': [`${outer}`], 'network.lanAccess': 'device' });
});

const listed = async () =>
  ((await company.call(admin, 'GET', '/devices')).json as { rows: Device[] }).rows;
const one = async (id: number) => (await listed()).find((row) => row.id === id)!;
const asking = (name: string) => enrolled(company.call, admin, name);
async function decide(id: number, verb: 'approve' | 'revoke', more: object = {}) {
  const { version } = await one(id);
  return await company.call(admin, 'POST', `/devices/${id}/${verb}`, { version, ...more });
}
async function device(name: string, userId: number | null = null): Promise<TestDevice> {
  const made = await asking(name);
  expect((await decide(made.id, 'approve', { userId })).status).toBe(200);
  return made;
}

type Keys = Pick<TestDevice, 'key' | 'cert'> | null;
const ask = (keys: Keys, path: string, token?: string, body?: object) =>
  askTls(
    `${base}/api/v1${path}`,
    { ca, ...(keys && { key: keys.key, cert: keys.cert }) },
    {
      ...(token !== undefined && { token }),
      ...(body && { body }),
      headers: { 'x-xinhang-token': 'bearer' },
    },
  );
const enter = (keys: Keys, login = 'alice', password = PASSWORD) =>
  ask(keys, '/auth/login', undefined, { login, password });
const code = (answer: { json: unknown }) => (answer.json as { code?: string } | null)?.code;
async function loggedIn(keys: Keys, login = 'alice'): Promise<string> {
  const answer = await enter(keys, login);
  expect(answer.status, answer.text).toBe(200);
  return (answer.json as { token: string }).token;
}
const status = async (keys: Keys, token: string) => (await ask(keys, '/auth/me', token)).status;

describe.skipIf(outer === undefined)('coming in', () => {
  test('without a device of the office nobody gets to say a password', async () => {
    expect(code(await enter(null))).toBe('device-required');
    expect(code(await enter(null, 'alice', 'wrong'))).toBe('device-required');
    const own = await ask(null, '/devices/current');
    expect(own.json).toEqual({ state: 'none', name: null, needed: true });
  });

  test('one that waits does not; one that was let in does, and only it', async () => {
    const made = await asking('小王的电脑');
    expect(code(await enter(made))).toBe('device-pending');
    expect((await ask(made, '/devices/current')).json).toMatchObject({ state: 'pending' });
    await decide(made.id, 'approve', { userId: null });
    const token = await loggedIn(made);
    expect(await status(made, token)).toBe(200);
    // The token alone, or with another machine's key, is worth nothing.
    expect(await status(null, token)).toBe(401);
    expect(await status(await device('另一台'), token)).toBe(401);
    expect((await ask(made, '/devices/current')).json).toMatchObject({
      state: 'approved',
      name: '小王的电脑',
    });
  });

  test('a forged certificate with the right name is none', async () => {
    const made = await device('真电脑');
    const forger = await makeAuthority({ now: company.clock.now, random: randomBytes });
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const maker = { now: company.clock.now, random: randomBytes };
    const about = { commonName: '真电脑', publicKey };
    const token = await loggedIn(made);
    const forged = { key, cert: (await issueDevice(forger, about, maker)).toString() };
    expect(code(await enter(forged))).toBe('device-required');
    expect(await status(forged, token)).toBe(401);
    // By the right authority, but for nobody whom it knows.
    const unknown = {
      key,
      cert: (await issueDevice(readAuthority(company.paths)!, about, maker)).toString(),
    };
    expect(code(await enter(unknown))).toBe('device-required');
    // The server's own certificate is for servers.
    const server = readServerPair(company.paths)!;
    const borrowed = { key: pemOf(server), cert: server.certificate.toString() };
    expect(code(await enter(borrowed))).toBe('device-required');
  });

  test('a copied certificate without its key does not get through the handshake', async () => {
    const made = await device('被抄的电脑');
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    await expect(enter({ key, cert: made.cert })).rejects.toThrow(/key values mismatch/);
  });

  test('a certificate after its end, or before its time, is none', async () => {
    const made = await device('旧电脑');
    const authority = readAuthority(company.paths)!;
    const publicKey = new X509Certificate(made.cert).publicKey;
    const year = 366 * 86_400_000;
    for (const now of [Date.now() - 12 * year, Date.now() + year]) {
      const cert = await issueDevice(
        authority,
        { commonName: 'x', publicKey },
        { now, random: randomBytes },
      );
      expect(code(await enter({ key: made.key, cert: cert.toString() }))).toBe('device-required');
    }
    expect((await enter(made)).status).toBe(200);
  });

  test('a device of one person lets nobody else in', async () => {
    const made = await device('张三的笔记本', company.users['alice']!);
    expect((await enter(made, 'alice')).status).toBe(200);
    expect(code(await enter(made, 'bob'))).toBe('device-foreign');
    expect(code(await enter(made, 'bob', 'wrong'))).toBe('login-failed');
    const token = await loggedIn(made, 'alice');
    await decide(made.id, 'approve', { userId: company.users['bob']! });
    expect(await status(made, token)).toBe(401);
    expect((await enter(made, 'bob')).status).toBe(200);
  });

  test('a revoked one is out at the next request, and its stream at once', async () => {
    const made = await device('丢了的笔记本');
    const token = await loggedIn(made);
    const stream = ask(made, '/events', token);
    while ((await streams()) === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    expect((await decide(made.id, 'revoke')).status).toBe(200);
    // By the revocation itself: no clock ticks here that would look after streams.
    expect((await stream).text).toContain('event: reset');
    expect(await status(made, token)).toBe(401);
    expect(code(await enter(made))).toBe('device-revoked');
    // Also where no device is needed, and for good.
    await set({ 'network.lanAccess': 'password' });
    expect(code(await enter(made))).toBe('device-revoked');
    expect((await decide(made.id, 'approve', { userId: null })).json).toMatchObject({
      code: 'state-refused',
    });
    expect((await decide(made.id, 'revoke')).json).toMatchObject({ code: 'state-refused' });
  });

  test('a resumed TLS session is the device that it was, and is out when it is', async () => {
    const made = await device('断线的电脑');
    const url = new URL(base);
    const common = {
      host: url.hostname,
      port: Number(url.port),
      ca,
      key: made.key,
      cert: made.cert,
    };
    const first = await handshake(common);
    const session = once(first, 'session') as Promise<[Buffer]>;
    first.write('GET /api/v1/devices/current HTTP/1.1\r\nhost: x\r\n\r\n');
    const [ticket] = await session;
    const again = async () => {
      const socket = await handshake({ ...common, session: ticket });
      expect(socket.isSessionReused()).toBe(true);
      socket.write('GET /api/v1/devices/current HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
      let text = '';
      for await (const chunk of socket) text += String(chunk);
      return text;
    };
    expect(await again()).toContain('"state":"approved"');
    await decide(made.id, 'revoke');
    expect(await again()).toContain('"state":"revoked"');
    first.destroy();
  });

  test('where a password is enough, a session still keeps to the device it was begun on', async () => {
    await set({ 'network.lanAccess': 'password' });
    const made = await device('自愿的电脑');
    const bound = await loggedIn(made);
    const free = await loggedIn(null);
    expect([await status(made, bound), await status(null, bound)]).toEqual([200, 401]);
    expect(await status(null, free)).toBe(200);
    await set({ 'network.lanAccess': 'device' });
    expect([await status(made, bound), await status(null, free)]).toEqual([200, 401]);
  });

  test('who leaves the company takes no device along', async () => {
    const made = await device('离职者的笔记本', company.users['buyer']!);
    const token = await loggedIn(made, 'buyer');
    const path = `/users/${company.users['buyer']}`;
    const { version } = (await company.call(admin, 'GET', path)).json as { version: number };
    const left = await company.call(admin, 'POST', `${path}/state`, { version, state: 'left' });
    expect(left.status, left.text).toBe(200);
    expect(await status(made, token)).toBe(401);
    expect((await one(made.id)).state).toBe('revoked');
  });

  test('nobody turns away the machine he sits at, nor shuts the network to it', async () => {
    const made = await device('管理员的电脑');
    const token = await loggedIn(made, 'admin');
    const { version } = await one(made.id);
    const own = (verb: string, more: object = {}) =>
      ask(made, `/devices/${made.id}/${verb}`, token, { version, ...more });
    expect(code(await own('revoke'))).toBe('locks-you-out');
    expect(code(await own('approve', { userId: company.users['bob']! }))).toBe('locks-you-out');
    await set({ 'network.lanAccess': 'password' });
    const bare = await loggedIn(null, 'admin');
    const state = (await ask(null, '/settings', bare)).json as { version: number };
    const body = { version: state.version, values: { 'network.lanAccess': 'device' } };
    const change = (keys: Keys, by: string) =>
      askTls(`${base}/api/v1/settings`, { ca, ...keys }, { method: 'PATCH', token: by, body });
    expect(code(await change(null, bare))).toBe('locks-you-out');
    expect((await change(made, await loggedIn(made, 'admin'))).status).toBe(200);
  });

  test('when it was last used and from where is kept each minute', async () => {
    const made = await device('常用的电脑');
    await loggedIn(made);
    company.clock.now += 60_000;
    admin = await company.login('admin');
    const token = await loggedIn(made);
    await status(made, token);
    await company.clockwork.tick();
    expect(await one(made.id)).toMatchObject({ lastSeenAt: company.clock.now, lastAddress: outer });
  });
});

/** How many streams are open. */
async function streams(): Promise<number> {
  let count = 0;
  await company.app.hub.closeUnless(() => {
    count += 1;
    return Promise.resolve(true);
  });
  return count;
}
