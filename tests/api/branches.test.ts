import { randomBytes } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { insertSession } from '@xinhang/db/repositories/sessions.ts';
import { readSettings } from '@xinhang/db/repositories/settings.ts';
import { branch as command } from '@xinhang/server/commands/branch.ts';
import type { DataCommand } from '@xinhang/server/commands/command.ts';
import { networksBy, tunnelsOf } from '@xinhang/server/http/networks.ts';
import { liesIn, nextAddress, overlap, tidyRange } from '@xinhang/server/ops/tunnel/addresses.ts';
import { makeTunnelKeys, officeTunnelKeys } from '@xinhang/server/ops/tunnel/keys.ts';
import { qrText } from '@xinhang/server/ops/tunnel/qr-text.ts';
import type { Branch } from '@xinhang/shared/branches.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { placeOf } from '../helpers/place.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let admin: string;
beforeAll(async () => {
  company = await startCompany();
  await company.app.ready();
  admin = await company.login('admin');
});
afterAll(async () => {
  await company.stop();
});

interface Made {
  branch: Branch;
  fileName: string;
  config: string;
}
const code = (answer: { json: unknown }) => (answer.json as { code?: string } | null)?.code;
const fields = (answer: { json: unknown }) =>
  (answer.json as { errors?: { pointer: string; code: string }[] }).errors;
const add = (body: object) => company.call(admin, 'POST', '/branches', body);
async function made(name: string, more: object = {}): Promise<Made> {
  const answer = await add({ name, ...more });
  expect(answer.status, answer.text).toBe(201);
  return answer.json as Made;
}
const revoke = (id: number, version: number) =>
  company.call(admin, 'POST', `/branches/${id}/revoke`, { version });
const list = async () =>
  (await company.call(admin, 'GET', '/branches')).json as {
    rows: Branch[];
    office: { endpoint: string; address: string; url: string | null; listens: boolean };
    hints: { linux: string[]; windows: string[] };
  };
async function set(values: object) {
  const { version } = (await company.call(admin, 'GET', '/settings')).json as { version: number };
  return await company.call(admin, 'PATCH', '/settings', { version, values });
}
const officeFile = () => join(company.paths.keys, 'xinhang.conf');
const office = () => readFileSync(officeFile(), 'utf8');
const network = async (remote: string) => {
  const { values } = await readSettings(company.db.read);
  const find = networksBy(values, await tunnelsOf(company.db.read, values));
  return find({ encrypted: true, remote, local: '192.0.2.1' });
};
const lineOf = (text: string, key: string) =>
  [...text.matchAll(new RegExp(`^${key} = (.*)$`, 'gm'))].map(([, value]) => value);

test('without an address of the office on the internet there is no branch', async () => {
  expect(code(await add({ name: '广州' }))).toBe('branches-unset');
  for (const bad of ['vpn', 'vpn:0', 'vpn:70000', 'a b:1', 'vpn.example.com:51820\nPostUp = x']) {
    expect(fields(await set({ 'branches.endpoint': bad }))).toEqual([
      { pointer: '/values/branches.endpoint', code: 'endpoint' },
    ]);
  }
  for (const bad of ['10.77.0.0/8', '10.77.0.0/30', '10.77.0.0', 'fd00::/64']) {
    expect((await set({ 'branches.range': bad })).status).toBe(400);
  }
  expect((await set({ 'branches.endpoint': 'vpn.example.com:51820' })).status).toBe(200);
});

test('a branch gets its end with a key of its own, and the office its other end', async () => {
  const { branch, config, fileName } = await made('广州分公司');
  expect(fileName).toMatch(/^xinhang-\d+\.conf$/);
  expect(branch).toMatchObject({
    name: '广州分公司',
    address: '10.77.0.2',
    lan: [],
    mtu: 1420,
    madeBy: { name: 'admin' },
    revokedAt: null,
    lastSeenAt: null,
  });
  const own = officeTunnelKeys(company.paths, () => Buffer.alloc(0));
  expect(lineOf(config, 'PublicKey')).toEqual([own.publicKey]);
  expect(lineOf(config, 'Address')).toEqual(['10.77.0.2/32']);
  expect(lineOf(config, 'AllowedIPs')).toEqual(['10.77.0.1/32']);
  expect(lineOf(config, 'Endpoint')).toEqual(['vpn.example.com:51820']);
  expect(lineOf(config, 'PersistentKeepalive')).toEqual(['25']);
  expect(lineOf(config, 'MTU')).toEqual(['1420']);
  await vi.waitFor(() => expect(office()).toContain(branch.publicKey));
  expect(lineOf(office(), 'AllowedIPs')).toEqual(['10.77.0.2/32']);
  expect(lineOf(office(), 'ListenPort')).toEqual(['51820']);
  expect(lineOf(office(), 'Address')).toEqual(['10.77.0.1/24']);
  for (const file of [officeFile(), join(company.paths.keys, 'tunnel.key')]) {
    expect(statSync(file).mode & 0o777).toBe(0o600);
  }
  // The branch's private key is in its own file and in no other place.
  const [secret = ''] = lineOf(config, 'PrivateKey');
  expect(secret).toMatch(/^[A-Za-z0-9+/]{43}=$/);
  expect(office()).not.toContain(secret);
  const everything = await company.db.read.selectFrom('audit_event').selectAll().execute();
  const rows = await company.db.read.selectFrom('branch').selectAll().execute();
  const keys = await company.db.read.selectFrom('idempotency_key').selectAll().execute();
  const kept = JSON.stringify([everything, rows, keys]);
  expect(everything.map(({ action }) => action)).toContain('branches.create');
  expect(kept).toContain(branch.publicKey);
  expect(kept).not.toContain(secret);
});

test('a name is a name, whatever it holds: no order to WireGuard gets in by it', async () => {
  const { branch, config } = await made('坏\nPostUp = touch /tmp/x\r[Peer]\u2028Table = off');
  await vi.waitFor(() => expect(office()).toContain(branch.publicKey));
  for (const text of [config, office()]) {
    expect(lineOf(text, 'PostUp')).toEqual([]);
    expect(lineOf(text, 'Table')).toEqual([]);
    expect(text).toContain('PostUp = touch');
    const orders = text
      .split(/[\n\r\u2028]/)
      .filter((line) => line !== '' && !line.startsWith('#'));
    for (const line of orders) expect(line).toMatch(/^(\[(Interface|Peer)\]|[A-Za-z]+ = \S.*)$/);
  }
  await revoke(branch.id, 1);
});

test('the narrowest line decides for the office; ranges stay apart', async () => {
  const wide = await made('上海', { lan: ['192.168.30.7/24'], pppoe: true });
  expect(wide.branch).toMatchObject({ lan: ['192.168.30.0/24'], mtu: 1280 });
  await vi.waitFor(() => expect(lineOf(office(), 'MTU')).toEqual(['1280']));
  expect(lineOf(office(), 'AllowedIPs')).toContain(`${wide.branch.address}/32, 192.168.30.0/24`);
  // It is reached through the tunnel, and reaches the office's address alone.
  expect(lineOf(wide.config, 'AllowedIPs')).toEqual(['10.77.0.1/32']);
  const taken = [{ pointer: '/lan/0', code: 'range-taken' }];
  for (const lan of ['192.168.30.128/25', '192.168.0.0/16', '10.77.0.0/28']) {
    expect([lan, fields(await add({ name: 'x', lan: [lan] }))]).toEqual([lan, taken]);
  }
  const [{ name } = { name: '' }] = (await list()).rows.filter((row) => row.revokedAt === null);
  expect(fields(await add({ name }))).toEqual([{ pointer: '/name', code: 'name-taken' }]);
  expect(fields(await add({ name: 'x', lan: ['10.1.0.0/16', '10.1.2.0/24'] }))).toEqual([
    { pointer: '/lan/1', code: 'range-taken' },
  ]);
});

test('what comes through the tunnel is VPN by itself, and what was revoked is nobody’s', async () => {
  const { branch } = await made('深圳', { lan: ['192.168.40.0/24'] });
  expect(await network(branch.address)).toBe('vpn');
  expect(await network('192.168.40.9')).toBe('vpn');
  expect(await network('192.168.41.9')).toBe('lan');
  const answer = await revoke(branch.id, branch.version);
  expect(answer.json).toMatchObject({ id: branch.id, version: 2 });
  expect((answer.json as Branch).revokedAt).toBe(company.clock.now);
  // Also while the tunnel still runs: its addresses would be the office's by the private ranges.
  expect(await network(branch.address)).toBe('elsewhere');
  expect(await network('192.168.40.9')).toBe('elsewhere');
  await vi.waitFor(() => expect(office()).not.toContain(branch.publicKey));
  expect(code(await revoke(branch.id, 2))).toBe('state-refused');
  expect(code(await revoke(999, 1))).toBe('not-found');
  expect(code(await company.call(await company.login('alice'), 'GET', '/branches'))).toBe(
    'forbidden',
  );
  // The next one gets another address; the range belongs to somebody again.
  const again = await made('深圳', { lan: ['192.168.40.0/24'] });
  expect(again.branch.address).not.toBe(branch.address);
  expect(await network('192.168.40.9')).toBe('vpn');
  expect(await network(branch.address)).toBe('elsewhere');
});

test('the list says who works from there, and what to type at the server’s machine', async () => {
  const { rows } = await list();
  const shanghai = rows.find(({ name }) => name === '上海')!;
  await company.db.transaction(async (tx) => {
    const common = { userId: company.users['alice']!, client: '', deviceId: null } as const;
    const seen = (address: string, now: number, tokenHash: string) =>
      insertSession(tx, { ...common, network: 'vpn', address, now, tokenHash });
    await seen('192.168.30.9', shanghai.madeAt + 5000, 'b1');
    await seen(shanghai.address, shanghai.madeAt + 1000, 'b2');
    await seen('192.168.31.9', shanghai.madeAt + 9000, 'b3');
  });
  const found = await list();
  const again = found.rows.find(({ name }) => name === '上海')!;
  expect(again.lastSeenAt).toBe(shanghai.madeAt + 5000);
  const live = found.rows.map(({ revokedAt }) => revokedAt === null);
  expect(live).toEqual(live.toSorted((one, other) => Number(other) - Number(one)));
  expect(found.office).toMatchObject({ address: '10.77.0.1', url: null, listens: false });
  const order = { hosts: ['127.0.0.1'], port: 0, names: () => ['127.0.0.1'] };
  await company.app.tls.open(company.app, order);
  const { port } = company.app.tls;
  const { office: open, hints } = await list();
  expect(open).toMatchObject({ url: `https://10.77.0.1:${port}`, listens: false });
  expect(hints.linux.join('\n')).toContain(`iifname "xinhang" tcp dport ${port} accept`);
  expect(hints.linux.join('\n')).toContain('udp dport 51820 accept');
  expect(hints.windows.join('\n')).toContain(`-LocalPort 1-${port! - 1},${port! + 1}-65535`);
});

test('while branches are in use the range and the office’s address stay', async () => {
  for (const [key, value] of [
    ['branches.range', '10.78.0.0/24'],
    ['branches.endpoint', ''],
  ] as const) {
    expect(fields(await set({ [key]: value }))).toEqual([
      { pointer: `/values/${key}`, code: 'branches-inside' },
    ]);
  }
  expect((await set({ 'branches.endpoint': '[2001:db8::1]:443' })).status).toBe(200);
  await vi.waitFor(() => expect(lineOf(office(), 'ListenPort')).toEqual(['443']));
});

test('the command makes, lists and revokes them too, in nobody’s name', async () => {
  const own = command as unknown as DataCommand<
    object,
    { branches: Branch[]; made: { config: string } | null; hints: object | null }
  >;
  const place = placeOf(company);
  const asked = { id: 0, name: '成都', to: '/nowhere', lan: [], pppoe: false };
  const endpoint = 'vpn2.example.com:5182';
  const { branches, made: file } = await own.run(place, { verb: 'add', ...asked, endpoint });
  expect(lineOf(file!.config, 'Endpoint')).toEqual([endpoint]);
  expect(lineOf(office(), 'ListenPort')).toEqual(['5182']);
  const [one] = branches;
  expect(one).toMatchObject({ name: '成都', madeBy: null });
  const listed = await own.run(place, { verb: 'list', ...asked, endpoint: null });
  expect(own.show(listed)).toMatch(/in use\t10\.77\.0\.\d+\t成都/);
  const gone = await own.run(place, { ...asked, verb: 'revoke', id: one!.id, endpoint: null });
  expect(own.show(gone)).toMatch(/revoked \d{4}-[\s\S]*systemctl restart wg-quick@xinhang/);
  expect(office()).not.toContain(one!.publicKey);
});

test('addresses are given in turn, and again only when none is left', () => {
  const given = (live: boolean, ...addresses: string[]) =>
    addresses.map((address) => ({ address, live }));
  expect(nextAddress('10.77.0.0/29', [])).toBe('10.77.0.2');
  expect(nextAddress('10.77.0.0/29', given(false, '10.77.0.2'))).toBe('10.77.0.3');
  const used = given(true, '10.77.0.3', '10.77.0.4', '10.77.0.5', '10.77.0.6');
  expect(nextAddress('10.77.0.0/29', [...used, ...given(false, '10.77.0.2')])).toBe('10.77.0.2');
  expect(nextAddress('10.77.0.0/29', [...used, ...given(true, '10.77.0.2')])).toBeNull();
  expect(nextAddress('10.77.255.240/28', [])).toBe('10.77.255.242');
  expect(tidyRange('172.16.9.200/20')).toBe('172.16.0.0/20');
  expect(overlap('10.0.0.0/8', '10.255.255.255')).toBe(true);
  expect(overlap('10.0.0.0/25', '10.0.0.128/25')).toBe(false);
  expect(liesIn('::ffff:10.77.0.9', ['10.77.0.0/24'])).toBe(true);
  expect(liesIn('no address', ['0.0.0.0/0'])).toBe(false);
});

test('keys have the form that WireGuard gives its own, and speak for 32 bytes of chance', () => {
  for (const byte of [0, 255, 0x5a]) {
    const { privateKey, publicKey } = makeTunnelKeys((bytes) => Buffer.alloc(bytes, byte));
    const secret = Buffer.from(privateKey, 'base64');
    expect([secret.length, secret[0]! & 7, secret[31]! & 192]).toEqual([32, 0, 64]);
    expect(Buffer.from(publicKey, 'base64')).toHaveLength(32);
    // Clamping is part of X25519 itself: done once more it changes nothing.
    expect(makeTunnelKeys(() => secret)).toEqual({ privateKey, publicKey });
  }
});

test('a key file that is none is named instead of replaced', () => {
  const file = join(company.paths.keys, 'tunnel.key');
  const before = readFileSync(file, 'utf8');
  writeFileSync(file, 'no key\n');
  expect(() => officeTunnelKeys(company.paths, randomBytes)).toThrow(/tunnel\.key is no key/);
  writeFileSync(file, before);
  expect(officeTunnelKeys(company.paths, randomBytes).privateKey).toBe(before.trim());
});

test('a code for the terminal is as wide as it is high, with a light margin', () => {
  const lines = qrText('[Interface]\nPrivateKey = x').split('\n');
  const width = lines[0]!.length;
  expect(lines.every((line) => line.length === width)).toBe(true);
  expect(Math.ceil(width / 2)).toBe(lines.length);
  expect(lines[0]).toBe('█'.repeat(width));
  expect(lines[2]!.slice(4, 11)).toMatch(/^ ▄▄▄▄▄ |^ ▀▀▀▀▀ /);
});
