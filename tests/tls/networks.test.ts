import { networksBy } from '@xinhang/server/http/networks.ts';
import { readAuthority } from '@xinhang/server/ops/tls/office-keys.ts';
import { addressRanges, parseRange, privateRanges } from '@xinhang/shared/networks.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { outer } from '../helpers/outer.ts';
import { PASSWORD } from '../helpers/password.ts';
import { startCompany } from '../helpers/server.ts';
import { askTls, enrolled, type TestDevice } from '../helpers/tls.ts';

const online = outer !== undefined;

let company: Awaited<ReturnType<typeof startCompany>>;
let base: string;
let inside: string;
let ca: string;
let admin: string;
let machine: TestDevice;
/** Everybody sits at the same machine, which was let in. */
const tls = () => ({ ca, key: machine.key, cert: machine.cert });
beforeAll(async () => {
  company = await startCompany();
  // Certificates are judged by the clock of the machine.
  company.clock.now = Date.now();
  await company.app.listen({ host: '127.0.0.1', port: 0 });
  const hosts = ['127.0.0.1', ...(outer ? [outer] : [])];
  const order = { hosts, port: 0, names: () => hosts };
  [inside = '', base = ''] = await company.app.tls.open(company.app, order);
  ca = readAuthority(company.paths)!.certificate.toString();
  admin = await company.login('admin');
  machine = await enrolled(company.call, admin, '总机');
  const path = `/devices/${machine.id}/approve`;
  await company.call(admin, 'POST', path, { version: 1, userId: null });
});
afterAll(async () => {
  await company.stop();
});

type Settings = Record<string, unknown>;
async function set(values: Settings, token = admin) {
  const { version } = (await company.call(admin, 'GET', '/settings')).json as { version: number };
  return await company.call(token, 'PATCH', '/settings', { version, values });
}
const as = { office: 'network.lanRanges', tunnel: 'network.vpnRanges' } as const;
/** Where the calls to `base` come from, from now on. */
async function comesFrom(where: keyof typeof as | 'nowhere', more: Settings = {}) {
  const ranges = { [as.office]: [] as string[], [as.tunnel]: [] as string[] };
  if (where !== 'nowhere') ranges[as[where]] = [`${outer}/32`];
  expect((await set({ ...ranges, ...more })).status).toBe(200);
}
beforeEach(async () => {
  admin = await company.login('admin');
  await comesFrom('office', {
    'network.lanAccess': 'password',
    'network.vpnAccess': 'device',
    'network.elsewhereAccess': 'refused',
  });
});

const ask = (path: string, token?: string, body?: object, at = base) =>
  askTls(`${at}/api/v1${path}`, tls(), {
    ...(token !== undefined && { token }),
    ...(body && { body }),
    headers: { 'x-xinhang-token': 'bearer' },
  });
const enter = (login: string, at = base) =>
  ask('/auth/login', undefined, { login, password: PASSWORD }, at);
async function loggedIn(login: string, at = base): Promise<string> {
  const answer = await enter(login, at);
  expect(answer.status).toBe(200);
  return (answer.json as { token: string }).token;
}
const status = async (token: string, at = base) =>
  (await ask('/auth/me', token, undefined, at)).status;

test('a range is an address with or without bits, and the address that was called', () => {
  expect(parseRange('10.8.0.0/24')).toEqual({ from: '10.8.0.0/24', at: null });
  expect(parseRange(' fd00::2@fd00::1 ')).toEqual({ from: 'fd00::2', at: 'fd00::1' });
  const wrong = [
    '',
    '10.8.0.0/33',
    '10.8.0',
    'office',
    '10.8.0.0/24@',
    '1.2.3.4@a',
    '1.2.3.4@1.1.1.1@2',
  ];
  for (const text of wrong) expect([text, parseRange(text)]).toEqual([text, null]);
  expect(addressRanges.safeParse(['10.0.0.0/8', 'x']).success).toBe(false);
});

test('networks are told apart by both ends of a connection', () => {
  const find = networksBy({
    'network.lanRanges': [...privateRanges, '203.0.113.7@192.168.1.20'],
    'network.vpnRanges': ['10.8.0.0/24', 'fd08::/64', '192.168.5.0/24@10.8.0.1'],
  });
  const from = (remote: string, local = '192.168.1.20') => find({ encrypted: true, remote, local });
  expect(from('127.0.0.1')).toBe('loopback');
  expect(from('::1')).toBe('loopback');
  expect(from('::ffff:127.9.9.9')).toBe('loopback');
  expect(from('192.168.1.9')).toBe('lan');
  expect(from('::ffff:192.168.1.9')).toBe('lan');
  expect(from('fe80::1%eth0')).toBe('lan');
  // Private too, but the tunnel is asked first.
  expect(from('10.8.0.9')).toBe('vpn');
  expect(from('fd08::9')).toBe('vpn');
  expect(from('10.8.1.9')).toBe('lan');
  // Good only at the address that was named.
  expect(from('192.168.5.9', '10.8.0.1')).toBe('vpn');
  expect(from('192.168.5.9', '::ffff:10.8.0.1')).toBe('vpn');
  expect(from('192.168.5.9')).toBe('lan');
  expect(from('203.0.113.7')).toBe('lan');
  expect(from('203.0.113.7', '192.168.1.21')).toBe('elsewhere');
  for (const odd of ['8.8.8.8', '2001:db8::1', '::ffff:8.8.8.8', '::', '', 'x']) {
    expect([odd, from(odd)]).toEqual([odd, 'elsewhere']);
  }
});

test.skipIf(!online)('the connection says where somebody is, and no header does', async () => {
  const token = await loggedIn('alice');
  const rows = async (headers: Record<string, string> = {}) => {
    const path = `${base}/api/v1/auth/sessions`;
    const answer = await askTls(path, tls(), { token, headers });
    return (answer.json as { rows: { current: boolean; network: string; address: string }[] }).rows;
  };
  const forged = {
    'x-forwarded-for': '127.0.0.1',
    forwarded: 'for=127.0.0.1;proto=http',
    'x-real-ip': '127.0.0.1',
  };
  for (const headers of [{}, forged]) {
    const own = (await rows(headers)).find(({ current }) => current);
    expect(own).toMatchObject({ network: 'lan', address: outer });
  }
  await comesFrom('nowhere');
  expect((await askTls(`${base}/api/v1/health`, tls(), { headers: forged })).status).toBe(403);
});

test.skipIf(!online)(
  'from where nobody is let in nothing answers, not even the health',
  async () => {
    await comesFrom('nowhere');
    for (const path of ['/health', '/auth/me', '/customers', '/nothing']) {
      expect(await ask(path)).toMatchObject({ status: 403, json: { code: 'network-refused' } });
    }
    expect((await askTls(`${base}/api/handshake`, tls())).status).toBe(403);
    expect((await askTls(`${base}/`, tls())).status).toBe(403);
    expect((await enter('boss')).json).toMatchObject({ code: 'network-refused' });
    // This machine is let in, encrypted or not.
    expect((await enter('boss', inside)).status).toBe(200);
  },
);

test.skipIf(!online)('working from outside is a permission of the person', async () => {
  await comesFrom('tunnel');
  expect((await enter('alice')).json).toMatchObject({ code: 'remote-refused' });
  // Who does not know the password learns nothing of that.
  const guess = { login: 'alice', password: 'wrong' };
  expect((await ask('/auth/login', undefined, guess)).json).toMatchObject({ code: 'login-failed' });
  const boss = await loggedIn('boss');
  expect(await status(boss)).toBe(200);
  await company.db.transaction(async (tx) => {
    await tx.deleteFrom('role_grant').where('permission', '=', 'system.remote').execute();
    await tx
      .updateTable('company')
      .set((eb) => ({ org_revision: eb('org_revision', '+', 1) }))
      .execute();
  });
  expect(await status(boss)).toBe(401);
  await comesFrom('office');
  expect((await enter('boss')).status).toBe(200);
  await company.db.transaction(async (tx) => {
    await tx
      .insertInto('role_grant')
      .columns(['role_id', 'permission', 'scope', 'dept_ids'])
      .expression((eb) =>
        eb
          .selectFrom('role')
          .select((some) => [
            'role.id',
            some.val('system.remote').as('permission'),
            some.val('all').as('scope'),
            some.val('[]').as('dept_ids'),
          ])
          .where('key', '=', 'owner'),
      )
      .execute();
    await tx
      .updateTable('company')
      .set((eb) => ({ org_revision: eb('org_revision', '+', 1) }))
      .execute();
  });
});

test.skipIf(!online)('a session is good from the network that it was begun in', async () => {
  const office = await loggedIn('boss');
  const here = await loggedIn('boss', inside);
  expect(await status(office)).toBe(200);
  expect(await status(office, inside)).toBe(401);
  expect(await status(here)).toBe(401);
  await comesFrom('tunnel');
  expect(await status(office)).toBe(401);
});

test.skipIf(!online)('outside the office a session is shorter, idle and in all', async () => {
  const office = await loggedIn('boss');
  await comesFrom('tunnel');
  const away = await loggedIn('boss');
  company.clock.now += 30 * 60_000;
  expect(await status(away)).toBe(200);
  company.clock.now += 30 * 60_000 + 1;
  expect(await status(away)).toBe(401);
  admin = await company.login('admin');
  await comesFrom('office');
  // In the office half an hour of silence is nothing.
  expect(await status(office)).toBe(200);
  await comesFrom('tunnel');
  const long = await loggedIn('boss');
  for (let half = 0; half < 24; half += 1) {
    company.clock.now += 30 * 60_000;
    expect(await status(long)).toBe(200);
  }
  company.clock.now += 1;
  expect(await status(long)).toBe(401);
});

test.skipIf(!online)('nobody shuts the door behind himself', async () => {
  const { version } = (await company.call(admin, 'GET', '/settings')).json as { version: number };
  const there = await loggedIn('admin');
  const change = async (values: Settings) => {
    const answer = await askTls(`${base}/api/v1/settings`, tls(), {
      method: 'PATCH',
      token: there,
      body: { version, values },
    });
    return { status: answer.status, code: (answer.json as { code?: string }).code };
  };
  const refused = { status: 409, code: 'locks-you-out' };
  expect(await change({ 'network.lanAccess': 'refused' })).toEqual(refused);
  expect(await change({ 'network.lanRanges': ['10.9.9.0/24'] })).toEqual(refused);
  expect(await change({ 'network.vpnRanges': [`${outer}`] })).toEqual(refused);
  expect(await change({ 'network.lanRanges': [`${outer}@10.9.9.9`] })).toEqual(refused);
  expect(await status(there)).toBe(200);
  expect(await change({ 'network.lanRanges': [`${outer}@${outer}`] })).toMatchObject({
    status: 200,
  });
  expect(await status(there)).toBe(200);
  // From the machine itself everything may be shut: it is never locked out itself.
  expect((await set({ 'network.lanAccess': 'refused' })).status).toBe(200);
  expect((await ask('/health')).status).toBe(403);
});

test('addresses that are none are refused with their field', async () => {
  const answer = await set({ 'network.lanRanges': ['10.0.0.0/8', 'office'] });
  expect(answer).toMatchObject({
    status: 400,
    json: { errors: [{ pointer: '/values/network.lanRanges', code: 'range' }] },
  });
});

test.skipIf(!online)(
  'a changed rule ends streams, and those who may still come in come back',
  async () => {
    const token = await loggedIn('alice');
    const stream = askTls(`${base}/api/v1/events`, tls(), { token });
    while (!(await open())) await new Promise((resolve) => setTimeout(resolve, 10));
    await comesFrom('nowhere');
    expect((await stream).text).toContain('event: reset');
  },
);

/** Whether a stream of alice is open. */
async function open(): Promise<boolean> {
  let found = false;
  await company.app.hub.closeUnless(() => {
    found = true;
    return Promise.resolve(true);
  });
  return found;
}
