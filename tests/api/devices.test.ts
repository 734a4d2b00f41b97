import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { touchDevices } from '@xinhang/db/repositories/devices.ts';
import { insertSession } from '@xinhang/db/repositories/sessions.ts';
import { readAuthority } from '@xinhang/server/ops/tls/office-keys.ts';
import type { Device } from '@xinhang/shared/devices.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';
import { askingDevice, enrolled, newCode } from '../helpers/tls.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let base: string;
let ca: string;
let admin: string;
beforeAll(async () => {
  company = await startCompany();
  await company.app.ready();
  const order = { hosts: ['127.0.0.1'], port: 0, names: () => ['127.0.0.1'] };
  [base = ''] = await company.app.tls.open(company.app, order);
  ca = readAuthority(company.paths)!.certificate.toString();
  admin = await company.login('admin');
});
afterAll(async () => {
  await company.stop();
});

const listed = async () =>
  ((await company.call(admin, 'GET', '/devices')).json as { rows: Device[] }).rows;
const one = async (id: number) => (await listed()).find((row) => row.id === id)!;
const asking = (name: string) => enrolled(company.call, admin, name);
const code = (answer: { json: unknown }) => (answer.json as { code?: string } | null)?.code;

test('a device asks with a code and waits; those who may let it in are told', async () => {
  const made = await asking('前台电脑');
  const certificate = new X509Certificate(made.cert);
  expect(certificate.verify(readAuthority(company.paths)!.certificate.publicKey)).toBe(true);
  expect(await one(made.id)).toMatchObject({ name: '前台电脑', state: 'pending', user: null });
  const told = await company.call(admin, 'GET', '/notifications');
  expect((told.json as { rows: object[] }).rows[0]).toMatchObject({
    kind: 'device-asks',
    route: '/devices',
  });
  expect((await company.call(admin, 'GET', '/devices')).json).toMatchObject({
    addresses: [base.replace('https://', '')],
  });
});

test('what the person types names address, code and authority', async () => {
  const answer = await company.call(admin, 'POST', '/devices/codes', {});
  const { texts } = answer.json as { texts: string[] };
  const whom = new X509Certificate(ca).fingerprint256.replaceAll(':', '').slice(0, 32);
  expect(texts).toEqual([expect.stringMatching(new RegExp(`^.*/\\d+-[A-Z2-7]{10}/${whom}$`))]);
});

const enrol = (body: object) => company.call(null, 'POST', '/devices/enrol', body);
test('a code is good once, for ten minutes, and for five guesses', async () => {
  const used = await newCode(company.call, admin);
  expect((await enrol(askingDevice(used, 'a').body)).status).toBe(201);
  expect(code(await enrol(askingDevice(used, 'b').body))).toBe('enrolment-refused');

  const late = await newCode(company.call, admin);
  company.clock.now += 10 * 60_000;
  expect(code(await enrol(askingDevice(late, 'a').body))).toBe('enrolment-refused');
  admin = await company.login('admin');

  const guessed = await newCode(company.call, admin);
  const wrong = `${guessed.split('-')[0]}-${'A'.repeat(10)}`;
  for (let guess = 0; guess < 4; guess += 1) await enrol(askingDevice(wrong, 'a').body);
  const still = await newCode(company.call, admin);
  for (let guess = 0; guess < 5; guess += 1) {
    expect(code(await enrol(askingDevice(wrong, 'a').body))).toBe('enrolment-refused');
  }
  expect(code(await enrol(askingDevice(guessed, 'a').body))).toBe('enrolment-refused');
  expect((await enrol(askingDevice(still, 'a').body)).status).toBe(201);
  expect(code(await enrol(askingDevice('999999-AAAAAAAAAA', 'a').body))).toBe('enrolment-refused');
});

test('a key is taken with its own proof for this code and name, and once', async () => {
  const mine = await newCode(company.call, admin);
  const other = await newCode(company.call, admin);
  const { body } = askingDevice(mine, '电脑');
  const refused = [
    { ...body, name: '别的名字' },
    { ...body, code: other },
    { ...body, proof: askingDevice(mine, '电脑').body.proof },
    { ...body, proof: '' },
    { ...body, publicKey: Buffer.from('no key').toString('base64') },
  ];
  for (const one of refused) expect(code(await enrol(one))).toBe('device-key-refused');
  for (const curve of ['P-384', 'secp256k1']) {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: curve });
    const spki = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    expect(code(await enrol({ ...body, publicKey: spki }))).toBe('device-key-refused');
  }
  // None of that used the code up.
  expect((await enrol(body)).status).toBe(201);
  const again = askingDevice(other, '电脑').body;
  expect(code(await enrol({ ...body, code: other, proof: again.proof }))).toBe(
    'device-key-refused',
  );
});

test('those that wait stand first, then the newest; each change has its version', async () => {
  const first = await asking('甲');
  const second = await asking('乙');
  const path = (id: number, verb: string) => `/devices/${id}/${verb}`;
  const approve = (id: number, version: number) =>
    company.call(admin, 'POST', path(id, 'approve'), { version, userId: company.users['alice'] });
  expect((await approve(second.id, 1)).json).toMatchObject({
    state: 'approved',
    version: 2,
    user: { name: 'alice' },
  });
  expect(code(await approve(second.id, 1))).toBe('version-conflict');
  const ids = (await listed()).map(({ id }) => id);
  expect(ids.indexOf(first.id)).toBeLessThan(ids.indexOf(second.id));
  const revoked = await company.call(admin, 'POST', path(first.id, 'revoke'), { version: 1 });
  expect(revoked.json).toMatchObject({ state: 'revoked', version: 2 });
  const after = (await listed()).map(({ id }) => id);
  expect(after.indexOf(second.id)).toBeLessThan(after.indexOf(first.id));
});

test('when a device was last used follows its sessions and never goes back', async () => {
  const made = await asking('丙');
  await company.db.transaction(async (tx) => {
    const session = { userId: company.users['alice']!, client: '', network: 'lan' } as const;
    const more = { tokenHash: 'x', address: '10.0.0.7', deviceId: made.id, now: 1 };
    const id = await insertSession(tx, { ...session, ...more });
    await touchDevices(tx, [[id, 500]]);
    await touchDevices(tx, [[id, 400]]);
    // A session on no device.
    const bare = { ...session, ...more, tokenHash: 'y', deviceId: null };
    await touchDevices(tx, [[await insertSession(tx, bare), 900]]);
  });
  expect(await one(made.id)).toMatchObject({ lastSeenAt: 500, lastAddress: '10.0.0.7' });
});

test('every step leaves its row in the audit, and no secret in it', async () => {
  const made = await asking('留痕');
  const body = { name: '留痕的浏览器', userId: null };
  const file = await company.call(admin, 'POST', '/devices/files', body);
  expect(file.status).toBe(201);
  const { device, password } = file.json as { device: Device; password: string };
  const rows = await company.db.read
    .selectFrom('audit_event')
    .select(['action', 'entity_id', 'after'])
    .where('entity', '=', 'device')
    .orderBy('id', 'desc')
    .limit(3)
    .execute();
  expect(rows.map(({ action, entity_id: id }) => [action, id])).toEqual([
    ['devices.makeFile', device.id],
    ['devices.enrol', made.id],
    ['devices.makeCode', null],
  ]);
  const text = JSON.stringify(rows);
  expect(text).not.toContain(password);
  expect(text).not.toMatch(/[A-Z2-7]{10}|PRIVATE/);
});
