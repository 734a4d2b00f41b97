import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
beforeAll(async () => {
  company = await startCompany();
  for (const name of Object.keys(company.users)) tokens[name] = await company.login(name);
});
afterAll(async () => {
  await company.stop();
});

const MINUTE = 60_000;
const call = async (
  who: string,
  method: 'GET' | 'POST' | 'PATCH' | 'PUT',
  path: string,
  body?: object,
) => await company.call(tokens[who]!, method, path, body);
async function register(name: string, who = 'alice') {
  return (await call(who, 'POST', '/customers', { name })).json.id as number;
}
const log = async (customerId: number, fields: object = {}, who = 'alice') =>
  (await call(who, 'POST', '/follow-ups', { customerId, content: '电话', ...fields })).json as {
    id: number;
    version: number;
    at: number;
  };
const correct = async (id: number, body: object, who = 'alice') =>
  await call(who, 'PATCH', `/follow-ups/${id}`, body);
async function nextOf(id: number) {
  const { json } = await call('alice', 'GET', `/customers/${id}`);
  return { next: json.nextFollowOn as string | null, last: json.lastFollowAt as number };
}

test('the author corrects a follow-up inside the window; afterwards it is sealed', async () => {
  const customer = await register('更正公司');
  const { id, at } = await log(customer, { nextOn: '2026-12-01', result: '有意向' });
  const until = at + 30 * MINUTE;
  company.clock.now = until - 1;
  const changed = await correct(id, { version: 1, content: ' 上门拜访 ', type: 'visit' });
  expect(changed.status).toBe(200);
  expect(changed.json).toMatchObject({
    id,
    version: 2,
    content: '上门拜访',
    type: 'visit',
    result: '有意向',
    nextOn: '2026-12-01',
    author: { name: 'alice' },
    at,
    editableUntil: until,
  });
  const listed = async (who: string) =>
    (await call(who, 'GET', `/follow-ups?customerId=${customer}`)).json.rows[0] as object;
  expect(await listed('alice')).toMatchObject({ content: '上门拜访', editableUntil: until });
  expect(await listed('manager')).toMatchObject({ content: '上门拜访', editableUntil: null });
  company.clock.now = until;
  const late = await correct(id, { version: 2, content: '太晚' });
  expect([late.status, late.json.code]).toEqual([409, 'edit-window-closed']);
  expect(await listed('alice')).toMatchObject({ content: '上门拜访', editableUntil: null });
});

test('the window is as long as the setting says, and may be closed', async () => {
  const customer = await register('窗口公司');
  const window = async (minutes: number) => {
    const { version } = (await call('admin', 'GET', '/settings')).json as { version: number };
    const values = { 'followUps.editMinutes': minutes };
    await call('admin', 'PATCH', '/settings', { version, values });
  };
  const { id } = await log(customer);
  await window(0);
  const closed = await correct(id, { version: 1, content: 'x' });
  expect(closed.json.code).toBe('edit-window-closed');
  await window(60);
  company.clock.now += 59 * MINUTE;
  expect((await correct(id, { version: 1, content: 'y' })).status).toBe(200);
  await window(30);
});

test('nobody but the author corrects it, and who does not see it does not find it', async () => {
  const customer = await register('他人公司');
  const { id } = await log(customer);
  const byHead = await correct(id, { version: 1, content: 'x' }, 'boss');
  expect([byHead.status, byHead.json.code]).toEqual([403, 'forbidden']);
  const stranger = await correct(id, { version: 1, content: 'x' }, 'bob');
  const nothing = await correct(999_999, { version: 1, content: 'x' }, 'bob');
  expect([stranger.status, nothing.status]).toEqual([404, 404]);
  // Given away meanwhile: it is no longer the author's to see.
  const { json } = await call('boss', 'GET', `/customers/${customer}`);
  await call('boss', 'POST', `/customers/${customer}/assign`, {
    version: json.version,
    ownerId: company.users['bob'],
  });
  expect((await correct(id, { version: 1, content: 'x' })).status).toBe(404);
});

test('a stale window is shown both, and the audit says before and after', async () => {
  const customer = await register('冲突公司');
  const { id } = await log(customer);
  await correct(id, { version: 1, content: '第一次' });
  const stale = await correct(id, { version: 1, content: '第二次' });
  expect([stale.status, stale.json.code]).toEqual([409, 'version-conflict']);
  expect(stale.json.data).toEqual({
    version: 2,
    fields: [{ field: 'content', current: '第一次', yours: '第二次' }],
  });
  const row = await company.db.read
    .selectFrom('audit_event')
    .selectAll()
    .where('entity', '=', 'followUp')
    .where('entity_id', '=', id)
    .executeTakeFirstOrThrow();
  expect(row).toMatchObject({ action: 'followUps.update', customer_id: customer });
  expect(JSON.parse(row.before!)).toMatchObject({ content: '电话', version: 1 });
  expect(JSON.parse(row.after!)).toMatchObject({ content: '第一次', version: 2 });
});

test('the next date of the customer follows a corrected one, and nothing that came later', async () => {
  const customer = await register('日期公司');
  const first = await log(customer, { nextOn: '2026-12-01' });
  await correct(first.id, { version: 1, nextOn: '2026-12-05' });
  expect(await nextOf(customer)).toEqual({ next: '2026-12-05', last: first.at });
  company.clock.now += MINUTE;
  // A later talk that said nothing of the date: it still stands where it was set.
  const second = await log(customer);
  await correct(first.id, { version: 2, nextOn: '2026-12-06' });
  expect(await nextOf(customer)).toEqual({ next: '2026-12-06', last: second.at });
  company.clock.now += MINUTE;
  const third = await log(customer, { nextOn: '2026-12-20' });
  await correct(first.id, { version: 3, nextOn: '2026-12-07' });
  expect(await nextOf(customer)).toEqual({ next: '2026-12-20', last: third.at });
  await correct(third.id, { version: 1, nextOn: null });
  expect(await nextOf(customer)).toEqual({ next: null, last: third.at });
  // Another field alone leaves the date.
  await correct(first.id, { version: 4, content: '只改内容' });
  expect(await nextOf(customer)).toEqual({ next: null, last: third.at });
});

test('what was put away is not corrected', async () => {
  const customer = await register('归档公司');
  const { id } = await log(customer);
  const { json } = await call('boss', 'GET', `/customers/${customer}`);
  const body = { version: json.version, archived: true };
  await call('boss', 'POST', `/customers/${customer}/archive`, body);
  const answer = await correct(id, { version: 1, content: 'x' });
  expect([answer.status, answer.json.code]).toEqual([409, 'customer-archived']);
});

test('the next contact is today or later, also when a talk is corrected', async () => {
  const customer = await register('约在过去的客户');
  const zone = 8 * 60 * MINUTE;
  const day = (days: number) =>
    new Date(company.clock.now + zone + days * 24 * 60 * MINUTE).toISOString().slice(0, 10);
  const body = { customerId: customer, content: '电话沟通' };
  const refusal = ({ status, json }: Awaited<ReturnType<typeof call>>) => [
    status,
    json.errors[0].pointer,
    json.errors[0].code,
  ];
  const past = await call('alice', 'POST', '/follow-ups', { ...body, nextOn: day(-1) });
  expect(refusal(past)).toEqual([422, '/nextOn', 'before-today']);
  const far = await call('alice', 'POST', '/follow-ups', { ...body, nextOn: day(36_500) });
  expect(refusal(far)).toEqual([422, '/nextOn', 'too-far-ahead']);
  expect(await nextOf(customer)).toEqual({ next: null, last: null });
  const { id } = await log(customer, { nextOn: day(0) });
  const back = await correct(id, { version: 1, nextOn: day(-1) });
  expect(refusal(back)).toEqual([422, '/nextOn', 'before-today']);
  const late = await correct(id, { version: 1, nextOn: day(36_500) });
  expect(refusal(late)).toEqual([422, '/nextOn', 'too-far-ahead']);
  expect((await nextOf(customer)).next).toBe(day(0));
});
