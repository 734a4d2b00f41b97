import { allEndpoints } from '@xinhang/shared/contract/api.ts';
import { urlOf } from '@xinhang/shared/contract/client.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { PASSWORD } from '../helpers/password.ts';
import { startCompany } from '../helpers/server.ts';

/** What asks for the password again, said a second time: the contract alone must not decide it. */
const always = [
  'org.createUser',
  'org.resetPassword',
  'org.createRole',
  'org.updateRole',
  'org.deleteRole',
  'grants.confirm',
  'handovers.run',
  'handovers.revert',
  'backups.restore',
  'backups.restoreForeign',
  'backups.copy',
  'backups.makeRecoveryKey',
  'backups.setEncryption',
  'devices.makeFile',
  'devices.approve',
  'branches.create',
  'server.setBackupDirectory',
  'server.setHosts',
  'messageProviders.set',
];
const sometimes = [
  'org.updateUser',
  'customerWork.exportList',
  'campaigns.exportList',
  'settings.update',
  'appraisals.exportResults',
  'attempts.exportExamResults',
  'trainingWork.exportResults',
  'quotations.export',
  'contracts.export',
  'salesOrders.export',
  'salesOrders.exportDeviations',
  'stock.export',
  'suppliers.export',
  'purchaseOrders.export',
  'priceInquiries.export',
  'marketPrices.export',
  'products.export',
  'priceAdjustments.export',
  'vouchers.export',
  'receivables.statement',
  'payables.statement',
  'payables.export',
  'receivables.export',
  'statements.export',
  'statements.file',
  'supplierStatements.export',
  'supplierStatements.file',
  'bills.exportReceived',
  'bills.exportIssued',
  'payments.export',
  'cashTransfers.export',
  'cashBook.export',
  'productSales.export',
  'otherCash.export',
  'expenseClaims.export',
  'fapiao.export',
  'supplierInvoices.export',
  'deals.exportList',
  'system.exportAudit',
];
const MINUTE = 60_000;

let company: Awaited<ReturnType<typeof startCompany>>;
/** An owner whose password was said longer ago than counts. */
let boss: string;
beforeAll(async () => {
  company = await startCompany();
  await company.app.ready();
});
afterAll(async () => {
  await company.stop();
});
beforeEach(async () => {
  boss = await company.login('boss');
  company.clock.now += 5 * MINUTE;
});

const code = (answer: { json: unknown }) => (answer.json as { code?: string } | null)?.code;
const confirm = (password = PASSWORD) => company.call(boss, 'POST', '/auth/confirm', { password });
const role = (key?: string) =>
  company.call(
    boss,
    'POST',
    '/roles',
    { name: `角色${company.clock.now}` },
    key === undefined ? {} : { 'idempotency-key': key },
  );
async function set(values: object) {
  const { version } = (await company.call(boss, 'GET', '/settings')).json as { version: number };
  return await company.call(boss, 'PATCH', '/settings', { version, values });
}
const actions = async () =>
  (await company.db.read.selectFrom('audit_event').select('action').orderBy('id').execute()).map(
    ({ action }) => action,
  );

test('exactly these ask for it', () => {
  const found = (kind: string) =>
    allEndpoints().flatMap(({ name, endpoint }) => (endpoint.confirm === kind ? [name] : []));
  expect(found('always').toSorted()).toEqual(always.toSorted());
  expect(found('sometimes').toSorted()).toEqual(sometimes.toSorted());
});

test('a session left open gets none of them, and nothing is written', async () => {
  const before = await actions();
  for (const { name, endpoint } of allEndpoints()) {
    if (endpoint.confirm !== 'always') continue;
    const path = urlOf(endpoint, { params: { id: 1, channel: 'sms' } }).replace('/api/v1', '');
    const answer = await company.call(boss, endpoint.method, path, {});
    expect([name, answer.status, code(answer)]).toEqual([name, 403, 'password-needed']);
  }
  expect(await actions()).toEqual(before);
  // The rest of the day goes on.
  expect((await company.call(boss, 'GET', '/roles')).status).toBe(200);
  const customer = { name: `深圳${company.clock.now}有限公司` };
  expect((await company.call(boss, 'POST', '/customers', customer)).status).toBe(201);
});

test('the password opens them for five minutes, for this session alone', async () => {
  const other = boss;
  boss = await company.login('boss');
  company.clock.now += 5 * MINUTE;
  const key = `confirm-key-${company.clock.now}`;
  expect(code(await role(key))).toBe('password-needed');
  expect((await confirm()).status).toBe(200);
  // The same intention as before, under the key that was refused.
  const made = await role(key);
  expect(made.status, made.text).toBe(201);
  expect(await actions()).toContain('auth.confirm');
  company.clock.now += 5 * MINUTE - 1;
  expect((await role()).status).toBe(201);
  expect(code(await company.call(other, 'POST', '/roles', {}))).toBe('password-needed');
  company.clock.now += 1;
  expect(code(await role())).toBe('password-needed');
  // Whoever may not at all is told that, and not asked for a password first.
  const alice = await company.login('alice');
  company.clock.now += 5 * MINUTE;
  expect(code(await company.call(alice, 'POST', '/roles', {}))).toBe('forbidden');
});

test('how long it counts is a setting, which itself asks for it', async () => {
  expect(code(await set({ 'sessions.confirmMinutes': 60 }))).toBe('password-needed');
  await confirm();
  expect((await set({ 'sessions.confirmMinutes': 1 })).status).toBe(200);
  company.clock.now += MINUTE;
  expect(code(await role())).toBe('password-needed');
  await confirm();
  expect((await set({ 'sessions.confirmMinutes': 5 })).status).toBe(200);
});

test('settings of who gets in ask for it, and those of the trade do not', async () => {
  expect((await set({ 'customers.idleDays': 29 })).status).toBe(200);
  for (const values of [
    { 'network.lanAccess': 'password' },
    { 'sessions.idleMinutes': 60 },
    { 'branches.endpoint': 'vpn.example.com:1' },
    { 'accounts.firstPasswordHours': 1 },
    { 'exports.confirmRows': 200_000 },
    { 'customers.idleDays': 28, 'exports.maxRows': 200 },
  ]) {
    expect([values, code(await set(values))]).toEqual([values, 'password-needed']);
  }
  const { values } = (await company.call(boss, 'GET', '/settings')).json as {
    values: Record<string, unknown>;
  };
  expect(values).toMatchObject({ 'customers.idleDays': 29, 'network.lanAccess': 'device' });
});

test('the reach of a person asks for it, and his card does not', async () => {
  const path = `/users/${company.users['bob']}`;
  const known = async () =>
    (await company.call(boss, 'GET', path)).json as { version: number; roles: { id: number }[] };
  const change = async (body: object) =>
    await company.call(boss, 'PATCH', path, { version: (await known()).version, ...body });
  expect((await change({ post: '业务' })).status).toBe(200);
  expect(code(await change({ roleIds: [] }))).toBe('password-needed');
  expect(code(await change({ principalIds: [company.users['alice']] }))).toBe('password-needed');
  expect(code(await change({ deptId: 1 }))).toBe('password-needed');
  expect((await known()).roles).toHaveLength(1);
  await confirm();
  expect((await change({ principalIds: [company.users['alice']] })).status).toBe(200);
});

test('an export asks for it by its rows', async () => {
  const rows = (
    (await company.call(boss, 'GET', '/customers?count=true')).json as { count: number }
  ).count;
  expect(rows).toBeGreaterThan(0);
  const take = (more: object = {}) =>
    company.call(boss, 'POST', '/customers/export', { columns: ['name'], format: 'csv', ...more });
  await confirm();
  expect((await set({ 'exports.confirmRows': rows })).status).toBe(200);
  company.clock.now += 5 * MINUTE;
  expect((await take()).status).toBe(202);
  await confirm();
  expect((await set({ 'exports.confirmRows': rows - 1 })).status).toBe(200);
  company.clock.now += 5 * MINUTE;
  expect(code(await take())).toBe('password-needed');
  expect((await take({ ids: [1] })).status).toBe(rows > 1 ? 202 : 403);
  const many = Array.from({ length: rows }, (_one, at) => at + 1);
  expect(code(await take({ ids: many }))).toBe('password-needed');
  // The same twice is one.
  expect((await take({ ids: many.map(() => 1) })).status).toBe(rows > 1 ? 202 : 403);
  await confirm();
  expect((await take()).status).toBe(202);
  await company.jobs.idle();
});

test('no password stands in the database, in whatever form could be guessed quickly', async () => {
  await confirm();
  const keys = await company.db.read.selectFrom('idempotency_key').selectAll().execute();
  const hashes = new Set(keys.filter(({ endpoint }) => endpoint === 'POST /auth/confirm'));
  expect(hashes.size).toBeGreaterThan(1);
  expect(new Set([...hashes].map(({ body_hash: hash }) => hash)).size).toBe(1);
});

test('guesses are slowed down as those of a login, and stand in the audit', async () => {
  for (let guess = 0; guess < 5; guess += 1) {
    expect(code(await confirm(`wrong ${guess}`))).toBe('password-wrong');
  }
  expect((await actions()).filter((one) => one === 'auth.passwordRefused')).toHaveLength(5);
  expect(code(await confirm())).toBe('login-delayed');
  // One account, one count: neither way is an eleventh guess.
  await expect(company.login('boss')).rejects.toThrow('login-delayed');
  const next = 'another long phrase';
  const changed = () => company.call(boss, 'POST', '/auth/password', { current: PASSWORD, next });
  expect(code(await changed())).toBe('login-delayed');
  company.clock.now += 2000;
  expect((await confirm()).status).toBe(200);
  // The account begins afresh.
  expect(code(await confirm('wrong'))).toBe('password-wrong');
  expect((await confirm()).status).toBe(200);
});
