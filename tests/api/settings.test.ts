import { readyFestivals } from '@xinhang/shared/festivals.ts';
import { privateRanges } from '@xinhang/shared/networks.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let admin: string;
let alice: string;
beforeAll(async () => {
  company = await startCompany();
});
afterAll(async () => {
  await company.stop();
});
beforeEach(async () => {
  company.clock.now += 1000;
  admin = await company.login('admin');
  alice = await company.login('alice');
});

interface State {
  version: number;
  values: Record<string, unknown>;
}
const get = async (token = admin) => (await company.call(token, 'GET', '/settings')).json as State;
async function set(values: Record<string, unknown>, token = admin, version?: number) {
  const body = { version: version ?? (await get()).version, values };
  return await company.call(token, 'PATCH', '/settings', body);
}
const lastAudit = async () =>
  await company.db.read
    .selectFrom('audit_event')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();

test('everybody reads the settings, with their defaults; only the right changes them', async () => {
  expect(await get(alice)).toEqual({
    version: 1,
    values: {
      'customers.duplicate': 'reason',
      'customers.similarName': 'reason',
      'customers.idleDaysA': 7,
      'customers.idleDaysB': 14,
      'customers.idleDaysC': 30,
      'customers.idleDaysD': 60,
      'customers.idleDays': 30,
      'customers.gradeA': '',
      'customers.gradeB': '',
      'customers.gradeC': '',
      'customers.gradeD': '',
      'customers.valueBy': 'off',
      'customers.valueMonths': 12,
      'customers.valueFromA': 500_000,
      'customers.valueFromB': 100_000,
      'followUps.editMinutes': 30,
      'workLogs.kinds': 'both',
      'workLogs.dueHour': 10,
      'weeklyReports.weekday': '1',
      'files.maxMegabytes': 50,
      'sessions.idleMinutes': 480,
      'setup.step': 'done',
      'sessions.absoluteHours': 24,
      'sessions.confirmMinutes': 5,
      'sessions.remoteIdleMinutes': 30,
      'sessions.remoteAbsoluteHours': 12,
      'network.lanRanges': privateRanges,
      'network.lanAccess': 'device',
      'network.vpnRanges': [],
      'network.vpnAccess': 'device',
      'network.elsewhereAccess': 'refused',
      'accounts.firstPasswordHours': 72,
      'branches.endpoint': '',
      'alerts.lastTo': 'directors',
      'campaigns.approvalAbove': 50,
      'campaigns.partPriceFen': 5,
      'campaigns.quietFrom': 21,
      'campaigns.quietTo': 8,
      'care.birthdayDays': 7,
      'care.festivalDays': 10,
      'care.festivals': readyFestivals,
      'branches.range': '10.77.0.0/24',
      'exports.confirmRows': 1000,
      'ranking.scope': 'company',
      'ranking.amounts': 'hide',
      'handovers.revertDays': 30,
      'appraisals.gradeA': 90,
      'appraisals.gradeB': 75,
      'appraisals.gradeC': 60,
      'appraisals.selfDays': 5,
      'appraisals.headDays': 5,
      'appraisals.confirmDays': 3,
      'watch.tells': 'yes',
      'exports.maxRows': 50_000,
      'statements.confirmDays': 7,
      'sales.quotationDays': 7,
      'sales.overdueDays': 0,
      'sales.creditDays': 0,
      'sales.approveFromYuan': 0,
      'finance.refundApproveFromYuan': 0,
      'sales.giftsPercent': 5,
      'sales.overDeliveryPercent': 0,
      'purchasing.overReceiptPercent': 0,
      'sales.beyondStock': 'open',
      'stock.negative': 'refuse',
    },
  });
  expect(await set({ 'customers.idleDays': 10 }, alice)).toMatchObject({ status: 403 });
});

test('a change is kept, raises the version and is audited with what was before', async () => {
  const { version } = await get();
  const changed = await set({ 'customers.idleDays': 10, 'exports.maxRows': 50_000 });
  expect(changed.status).toBe(200);
  expect(changed.json).toMatchObject({ values: { 'customers.idleDays': 10 } });
  expect((changed.json as State).version).toBeGreaterThan(version);
  expect(await get(alice)).toEqual(changed.json);
  const { action, entity, before, after } = await lastAudit();
  expect({ action, entity }).toEqual({ action: 'settings.update', entity: 'setting' });
  // What was sent and did not change is not a change.
  expect([before, after].map((text) => JSON.parse(text!) as unknown)).toEqual([
    { 'customers.idleDays': 30 },
    { 'customers.idleDays': 10 },
  ]);
});

test('every unknown key and every bad value is named, and nothing is kept', async () => {
  const before = await get();
  const answer = await set({
    'customers.idleDays': 20,
    'customers.idleDay': 20,
    'files.maxMegabytes': 0,
    'sessions.idleMinutes': '30',
    'customers.duplicate': null,
    toString: 1,
    'a/b~c': 1,
  });
  expect([answer.status, answer.json.code]).toEqual([400, 'validation-failed']);
  expect(answer.json.errors).toEqual([
    { pointer: '/values/customers.idleDay', code: 'unknown-setting' },
    { pointer: '/values/files.maxMegabytes', code: 'too_small' },
    { pointer: '/values/sessions.idleMinutes', code: 'invalid_type' },
    { pointer: '/values/customers.duplicate', code: 'invalid_value' },
    { pointer: '/values/toString', code: 'unknown-setting' },
    { pointer: '/values/a~1b~0c', code: 'unknown-setting' },
  ]);
  expect(await get()).toEqual(before);
});

test('who changes what somebody else changed meanwhile is shown both', async () => {
  const { version } = await get();
  await set({ 'followUps.editMinutes': 5 });
  const late = await set({ 'followUps.editMinutes': 15 }, admin, version);
  expect([late.status, late.json.code]).toEqual([409, 'version-conflict']);
  expect(late.json.data.fields).toEqual([
    { field: 'followUps.editMinutes', current: 5, yours: 15 },
  ]);
});

test('a session ends by the settings of this moment', async () => {
  const alive = async (token: string) => (await company.call(token, 'GET', '/auth/me')).status;
  await set({ 'sessions.idleMinutes': 10 });
  company.clock.now += 10 * 60_000;
  expect(await alive(alice)).toBe(200);
  company.clock.now += 10 * 60_000 + 1;
  expect(await alive(alice)).toBe(401);

  admin = await company.login('admin');
  await set({ 'sessions.idleMinutes': 1440, 'sessions.absoluteHours': 2 });
  const token = await company.login('alice');
  company.clock.now += 2 * 3_600_000;
  expect(await alive(token)).toBe(200);
  company.clock.now += 1;
  expect(await alive(token)).toBe(401);
  // And back: nobody remembers the shorter day.
  admin = await company.login('admin');
  await set({ 'sessions.absoluteHours': 24 });
  expect(await alive(token)).toBe(200);
});

test('a duplicate needs a reason, or is refused whatever the reason', async () => {
  const register = async (name: string) =>
    await company.call(alice, 'POST', '/customers', { name, duplicateReason: '另一家分店' });
  expect((await register('深圳华瑞科技有限公司')).status).toBe(201);
  expect((await register('深圳华瑞科技有限公司')).status).toBe(201);
  await set({ 'customers.duplicate': 'refuse' });
  const refused = await register('深圳华瑞科技有限公司');
  expect([refused.status, refused.json.code]).toEqual([409, 'duplicate-customer']);
  expect(refused.json.data.rule).toBe('refuse');
  await set({ 'customers.duplicate': 'reason' });
  expect((await register('深圳华瑞科技有限公司')).status).toBe(201);
});
