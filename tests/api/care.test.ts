import type { DeskBlock, FollowUp } from '@xinhang/shared/activities.ts';
import type { CareItem, CarePlan } from '@xinhang/shared/care.ts';
import type { Customer } from '@xinhang/shared/customers.ts';
import type { CustomerValue } from '@xinhang/shared/customer-value.ts';
import type { Deal } from '@xinhang/shared/deals.ts';
import type { CustomerPromise, Gift } from '@xinhang/shared/gifts.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let tokens = new Map<string, string>();
type Refusal = { code: string; errors?: { pointer: string; code: string }[] };
async function call<T = Refusal>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH' | 'PUT',
  path: string,
  body?: object,
) {
  if (!tokens.has(who)) tokens.set(who, await company.login(who));
  return (await company.call(tokens.get(who)!, method, path, body)) as { status: number; json: T };
}
/** Turns the clock to a moment of the company's zone. */
function turnTo(local: string) {
  company.clock.now = Date.parse(`${local}+08:00`);
  tokens = new Map();
}
async function night(local: string) {
  turnTo(local);
  await company.app.clockwork.tick();
  await company.app.jobs.idle();
}
const refusal = ({ status, json }: { status: number; json: Refusal }) => [
  status,
  json.errors?.[0]?.pointer ?? json.code,
  json.errors?.[0]?.code,
];
const items = async (who: string, query = '') =>
  (await call<{ rows: CareItem[] }>(who, 'GET', `/care-items?${query}`)).json.rows;
const block = async (who: string, kind: DeskBlock['kind'], whose = 'mine') =>
  (await call<{ blocks: DeskBlock[] }>(who, 'GET', `/desk?whose=${whose}`)).json.blocks.find(
    (one) => one.kind === kind,
  );

const customers: Record<string, number> = {};
const contacts: Record<string, number> = {};
async function register(who: string, name: string, contact?: object, more: object = {}) {
  const body = { name, duplicateReason: '不同', ...(contact && { contact }), ...more };
  const { status, json } = await call<{ id: number }>(who, 'POST', '/customers', body);
  expect([name, status]).toEqual([name, 201]);
  customers[name] = json.id;
  const { rows } = (
    await call<{ rows: { id: number }[] }>(who, 'GET', `/customers/${json.id}/contacts`)
  ).json;
  if (rows[0]) contacts[name] = rows[0].id;
}
async function plan(body: object) {
  const full = { name: '规则', kind: 'call', what: '问候', trigger: 'interval', ...body };
  return await call<CarePlan & Refusal>('boss', 'POST', '/care-plans', full);
}

beforeAll(async () => {
  company = await startCompany();
  // Backups are long, and none of what is asked here.
  await company.db.transaction(async (tx) => {
    const off = { version: 1, enabled: 0, at: '12:30', last_done_on: null, job_id: null };
    await tx
      .insertInto('schedule')
      .values({ ...off, key: 'backup' })
      .execute();
  });
  turnTo('2026-11-24T09:00');
  const born = { calendar: 'solar', month: 11, day: 26, year: 1980 };
  await register('alice', '甲方公司', { name: '陈经理', birthday: born });
  await register('bob', '乙方公司', { name: '李经理' });
});
afterAll(async () => {
  await company.stop();
});

test('plans of care are set by whoever leads sales, and say what they need', async () => {
  // Customers without a model of their own go by that of the department, or the company.
  const made = await plan({ everyDays: 7, what: '打电话问候', models: ['dev'] });
  await plan({ everyDays: 7, what: '老客户回访', models: ['retain'] });
  expect([made.status, made.json.active]).toEqual([201, true]);
  expect(refusal(await plan({}))).toEqual([422, '/everyDays', 'required']);
  expect(refusal(await plan({ trigger: 'birthday', everyDays: 3 }))).toEqual([
    422,
    '/everyDays',
    'not-with-this-trigger',
  ]);
  expect(refusal(await plan({ trigger: 'festival' }))).toEqual([422, '/festival', 'required']);
  expect(refusal(await plan({ trigger: 'festival', festival: '没有的节' }))).toEqual([
    422,
    '/festival',
    'unknown-festival',
  ]);
  expect(refusal(await plan({ everyDays: 3, tagIds: [999] }))).toEqual([
    422,
    '/tagIds/0',
    'unknown-tag',
  ]);
  const body = { name: 'x', kind: 'call', what: 'x', trigger: 'interval', everyDays: 1 };
  expect((await call('alice', 'POST', '/care-plans', body)).status).toBe(403);
  expect((await call('buyer', 'GET', '/care-plans')).status).toBe(403);
  const path = `/care-plans/${made.json.id}`;
  expect((await call('boss', 'PATCH', path, { version: 9, name: 'x' })).status).toBe(409);
  const same = await call<CarePlan>('boss', 'PATCH', path, { version: 1, name: '规则' });
  expect(same.json.version).toBe(1);
  await plan({ trigger: 'birthday', kind: 'greeting', what: '生日祝福' });
});

test('the night asks once, also after days of standstill; done, skipped and lapsed', async () => {
  await night('2026-11-25T05:00');
  expect((await items('alice')).map((row) => [row.what, row.dueOn, row.contact?.name])).toEqual([
    ['生日祝福', '2026-11-26', '陈经理'],
  ]);
  expect(await items('bob')).toEqual([]);
  // Registered on the 24th, each seven days: due on 1 December, three days ahead of it.
  await night('2026-11-28T05:00');
  await company.app.clockwork.tick();
  await company.app.jobs.idle();
  const two = await items('alice');
  expect(two.map((row) => [row.what, row.dueOn])).toEqual([
    ['生日祝福', '2026-11-26'],
    ['打电话问候', '2026-12-01'],
  ]);
  expect((await items('alice', 'overdue=1')).map((row) => row.what)).toEqual(['生日祝福']);
  expect((await items('manager', 'kind=call')).map((row) => row.customer.name)).toEqual([
    '甲方公司',
  ]);
  expect((await block('alice', 'careDue'))?.items.map((row) => row.note)).toEqual(['生日祝福']);

  // A talk that names it does it; another's customer has no such care.
  const call_ = two[1]!;
  const log = async (body: object) =>
    await call<FollowUp & Refusal>('alice', 'POST', '/follow-ups', { content: '聊过', ...body });
  const elsewhere = { customerId: customers['甲方公司'], careItemId: 999_999 };
  expect(refusal(await log(elsewhere))).toEqual([422, '/careItemId', 'not-of-this-customer']);
  const talk = await log({ customerId: customers['甲方公司'], careItemId: call_.id });
  expect(talk.status).toBe(201);
  expect((await items('alice', 'closed=1')).map((row) => [row.state, row.followUpId])).toEqual([
    ['done', talk.json.id],
  ]);
  const again = await log({ customerId: customers['甲方公司'], careItemId: call_.id });
  expect(again.json.code).toBe('state-refused');

  // Without a talk: done with a word, or left out for a reason.
  const [greeting] = two;
  const skip = `/care-items/${greeting!.id}/skip`;
  expect((await call('bob', 'POST', skip, { reason: '没必要' })).status).toBe(404);
  expect((await call('alice', 'POST', skip, { reason: '' })).status).toBe(400);
  const skipped = await call<CareItem>('alice', 'POST', skip, { reason: '人在国外' });
  expect([skipped.status, skipped.json.state, skipped.json.note]).toEqual([
    200,
    'skipped',
    '人在国外',
  ]);
  expect((await call('alice', 'POST', skip, { reason: '再' })).json.code).toBe('state-refused');
  // The next one counts from what was done; the birthday comes next year only.
  await night('2026-11-30T05:00');
  expect((await items('alice')).map((row) => row.dueOn)).toEqual([]);
  await night('2026-12-04T05:00');
  expect((await items('alice')).map((row) => row.dueOn)).toEqual(['2026-12-05']);

  // Care goes with the customer, and what nobody owns is nobody's work.
  const path = `/customers/${customers['甲方公司']}`;
  const { version } = (await call<{ version: number }>('boss', 'GET', path)).json;
  const assign = { version, ownerId: company.users['bob'], note: '换人' };
  const given = await call('boss', 'POST', `/customers/${customers['甲方公司']}/assign`, assign);
  expect(given.status).toBe(200);
  expect(await items('alice')).toEqual([]);
  expect((await items('bob')).map((row) => [row.customer.name, row.owner?.name])).toContainEqual([
    '甲方公司',
    'bob',
  ]);
  await company.db.transaction(async (tx) => {
    const row = tx.updateTable('customer').where('id', '=', customers['甲方公司']!);
    const pool = await tx.selectFrom('pool').select('id').executeTakeFirstOrThrow();
    await row.set({ owner_id: null, pool_id: pool.id }).execute();
  });
  expect((await items('boss')).some((row) => row.customer.name === '甲方公司')).toBe(false);
  await night('2026-12-05T05:00');
  const states = await company.db.read
    .selectFrom('care_item')
    .select('state')
    .where('customer_id', '=', customers['甲方公司']!)
    .orderBy('id')
    .execute();
  expect(states.map(({ state }) => state)).toEqual(['skipped', 'done', 'lapsed']);
});

test('whoever may not read the personal file hears of no birthday', async () => {
  turnTo('2026-12-05T09:00');
  const born = { calendar: 'lunar', month: 11, day: 1 };
  await register('alice', '寿星公司', { name: '寿星', birthday: born });
  await night('2026-12-08T05:00');
  const birthdays = async (who: string) =>
    (await items(who)).filter((row) => row.trigger === 'birthday').length;
  expect(await birthdays('alice')).toBe(1);
  // The first of the eleventh lunar month of 2026 is 9 December; the desk shows it days before.
  expect(
    (await block('alice', 'birthdays'))?.items.map((row) => [row.on, row.contactName]),
  ).toEqual([['2026-12-09', '寿星']]);
  await company.db.transaction(async (tx) => {
    await tx
      .updateTable('role')
      .set({ personal_view: 'hide' })
      .where('key', '=', 'salesperson')
      .execute();
    await tx
      .updateTable('company')
      .set((eb) => ({ org_revision: eb('org_revision', '+', 1) }))
      .execute();
  });
  expect(await birthdays('alice')).toBe(0);
  expect(await block('alice', 'birthdays')).toBeUndefined();
});

test('gifts: the cost is for who gave it, the owner and his heads', async () => {
  turnTo('2026-12-08T09:00');
  const customerId = customers['寿星公司']!;
  const gift = { customerId, contactId: contacts['寿星公司'], what: '茶叶', on: '2026-12-08' };
  const made = await call<Gift & Refusal>('alice', 'POST', '/gifts', { ...gift, costFen: 28_800 });
  expect([made.status, made.json.costFen, made.json.contact?.name]).toEqual([201, 28_800, '寿星']);
  expect(refusal(await call('alice', 'POST', '/gifts', { ...gift, on: '2026-12-09' }))).toEqual([
    422,
    '/on',
    'after-today',
  ]);
  const strange = { ...gift, contactId: contacts['乙方公司'] };
  expect(refusal(await call('alice', 'POST', '/gifts', strange))).toEqual([
    422,
    '/contactId',
    'not-of-this-customer',
  ]);
  expect((await call('bob', 'POST', '/gifts', gift)).status).toBe(404);
  const seen = async (who: string) =>
    (await call<{ rows: Gift[] }>(who, 'GET', '/gifts')).json.rows.map((row) => row.costFen);
  expect(await seen('manager')).toEqual([28_800]);
  expect(await seen('bob')).toEqual([]);
  await company.db.transaction(async (tx) => {
    await tx
      .insertInto('customer_collaborator')
      .values({ customer_id: customerId, user_id: company.users['bob']! })
      .execute();
  });
  const [hidden] = (await call<{ rows: Gift[] }>('bob', 'GET', '/gifts')).json.rows;
  expect([hidden?.costFen, hidden?.costHidden]).toEqual([null, true]);
  const path = `/gifts/${made.json.id}`;
  expect((await call('manager', 'PATCH', path, { version: 1, what: 'x' })).status).toBe(403);
  const changed = await call<Gift>('alice', 'PATCH', path, { version: 1, costFen: 30_000 });
  expect([changed.json.costFen, changed.json.version]).toEqual([30_000, 2]);
  const audit = await company.db.read
    .selectFrom('audit_event')
    .select('after')
    .where('entity', '=', 'gift')
    .execute();
  expect(JSON.stringify(audit)).not.toContain('28800');
});

test('promises come to the desk when they are due, and end kept or broken', async () => {
  const customerId = customers['寿星公司']!;
  const body = { customerId, text: '元旦前送样品', dueOn: '2026-12-10' };
  const made = await call<CustomerPromise & Refusal>('alice', 'POST', '/promises', body);
  expect([made.status, made.json.state, made.json.mayAct]).toEqual([201, 'open', true]);
  const past = { ...body, dueOn: '2026-12-07' };
  expect(refusal(await call('alice', 'POST', '/promises', past))).toEqual([
    422,
    '/dueOn',
    'before-today',
  ]);
  const far = { ...body, dueOn: '2126-12-10' };
  expect(refusal(await call('alice', 'POST', '/promises', far))).toEqual([
    422,
    '/dueOn',
    'too-far-ahead',
  ]);
  expect(await block('alice', 'promisesDue')).toBeUndefined();
  const path = `/promises/${made.json.id}`;
  const moved = { version: 1, dueOn: '2026-12-08' };
  expect((await call<CustomerPromise>('alice', 'PATCH', path, moved)).json.dueOn).toBe(
    '2026-12-08',
  );
  expect((await block('alice', 'promisesDue'))?.items[0]).toMatchObject({
    note: '元旦前送样品',
    promiseId: made.json.id,
  });
  expect(refusal(await call('alice', 'POST', `${path}/settle`, { kept: false }))).toEqual([
    422,
    '/note',
    'required',
  ]);
  const kept = await call<CustomerPromise>('alice', 'POST', `${path}/settle`, { kept: true });
  expect(kept.json.state).toBe('kept');
  expect((await call('alice', 'POST', `${path}/settle`, { kept: true })).json.code).toBe(
    'state-refused',
  );
  expect((await call('buyer', 'GET', '/promises')).status).toBe(403);
});

test('all of one contact on one page', async () => {
  interface Relation {
    contact: { name: string };
    rows: { kind: string; text: string; on: string }[];
    costFen: number | null;
  }
  const customerId = customers['寿星公司']!;
  const contactId = contacts['寿星公司']!;
  const talk = { customerId, contactId, content: '聊了家常' };
  await call('alice', 'POST', '/follow-ups', talk);
  await call('alice', 'POST', '/promises', {
    customerId,
    contactId,
    text: '送对联',
    dueOn: '2026-12-20',
  });
  const path = `/contacts/${contactId}/relation`;
  const { json } = await call<Relation>('manager', 'GET', path);
  expect(json.rows.map((row) => [row.kind, row.on, row.text])).toEqual([
    ['promise', '2026-12-20', '送对联'],
    ['care', '2026-12-09', '生日祝福'],
    ['followUp', '2026-12-08', '聊了家常'],
    ['gift', '2026-12-08', '茶叶'],
  ]);
  expect(json.costFen).toBe(30_000);
  // A collaborator without the personal file: neither birthday nor cost.
  const helped = (await call<Relation>('bob', 'GET', path)).json;
  expect(helped.rows.map((row) => row.kind)).toEqual(['promise', 'followUp', 'gift']);
  expect(helped.costFen).toBeNull();
  expect((await call('buyer', 'GET', path)).status).toBe(403);
  expect((await call('bob', 'GET', `/contacts/${contacts['甲方公司']}/relation`)).status).toBe(404);
});

test('a line is put off by one person until a time, and comes back by itself', async () => {
  turnTo('2026-12-20T09:00');
  const due = async (who: string, whose = 'mine') => await block(who, 'promisesDue', whose);
  const before = await due('alice');
  const [line] = before!.items;
  const snooze = { kind: 'promisesDue', id: line!.snoozeId };
  const until = company.clock.now + 3_600_000;
  expect((await call('alice', 'PUT', '/desk/snoozes', { ...snooze, until: 5 })).status).toBe(422);
  expect((await call('alice', 'PUT', '/desk/snoozes', { ...snooze, until })).status).toBe(200);
  expect(await due('alice')).toMatchObject({ count: before!.count - 1, asleep: 1, items: [] });
  expect((await due('manager', 'team'))?.items).toHaveLength(1);
  const { wakesAt } = (await call<{ wakesAt: number }>('alice', 'GET', '/desk')).json;
  expect(wakesAt).toBe(until);
  company.clock.now = until;
  expect((await due('alice'))?.items).toHaveLength(1);
  await call('alice', 'PUT', '/desk/snoozes', { ...snooze, until: until + 60_000 });
  expect((await due('alice'))?.items).toHaveLength(0);
  await call('alice', 'POST', '/desk/snoozes/wake', { kind: 'promisesDue' });
  expect((await due('alice'))?.items).toHaveLength(1);
});

test('festivals ahead stand on the desk, by the list of the company', async () => {
  const coming = async () =>
    (await block('alice', 'festivals'))?.festivals?.map(({ name, on }) => [name, on]);
  turnTo('2026-12-25T09:00');
  expect(await coming()).toEqual([['元旦', '2027-01-01']]);
  const { version } = (await call<{ version: number }>('admin', 'GET', '/settings')).json;
  const values = {
    'care.festivals': [{ name: '厂庆', calendar: 'solar', month: 12, day: 28 }],
  };
  expect((await call('admin', 'PATCH', '/settings', { version, values })).status).toBe(200);
  expect(await coming()).toEqual([['厂庆', '2026-12-28']]);
  expect(await block('buyer', 'festivals')).toBeUndefined();
});

test('what is open is given up when its reason is gone', async () => {
  turnTo('2027-01-04T09:00');
  await plan({ name: '重点客户', trigger: 'interval', everyDays: 1, grades: ['A'], what: '重点' });
  await register('alice', '改级公司', undefined, { chanceGrade: 'A' });
  await night('2027-01-06T05:00');
  const own = async () =>
    (await items('alice')).filter((row) => row.what === '重点').map((row) => row.customer.name);
  expect(await own()).toEqual(['改级公司']);
  const change = { version: 1, chanceGrade: 'D' };
  expect((await call('alice', 'PATCH', `/customers/${customers['改级公司']}`, change)).status).toBe(
    200,
  );
  await night('2027-01-07T05:00');
  expect(await own()).toEqual([]);
});

test('what a customer is worth is reckoned at night, said by hand with a reason, and calls up care', async () => {
  turnTo('2027-01-07T09:00');
  await register('alice', '贵客公司');
  await register('alice', '小客公司');
  const { version } = (await call<{ version: number }>('admin', 'GET', '/settings')).json;
  const values = {
    'customers.valueBy': 'won',
    'customers.valueMonths': 6,
    'customers.valueFromA': 1000,
    'customers.valueFromB': 100,
  };
  expect((await call('admin', 'PATCH', '/settings', { version, values })).status).toBe(200);
  const pipelines = await call<{ rows: { id: number }[] }>('boss', 'GET', '/pipelines');
  const pipelineId = pipelines.json.rows[0]!.id;
  const win = async (name: string, amountFen: number) => {
    const body = { name, pipelineId, customerId: customers[name], amountFen };
    const { json } = await call<Deal>('alice', 'POST', '/deals', body);
    const close = { version: json.version, outcome: 'won' };
    return (await call<Deal>('boss', 'POST', `/deals/${json.id}/close`, close)).json;
  };
  const deal = await win('贵客公司', 100_000);
  await win('小客公司', 99_999);
  await plan({ everyDays: 1, valueGrades: ['A'], what: '贵客' });
  await night('2027-01-08T05:00');
  const graded = async (grade: string) =>
    (
      await call<{ rows: { name: string }[] }>('boss', 'GET', `/customers?valueGrade=${grade}`)
    ).json.rows.map((row) => row.name);
  expect([await graded('A'), await graded('B')]).toEqual([['贵客公司'], ['小客公司']]);
  const cared = async () =>
    (await items('alice')).filter((row) => row.what === '贵客').map((row) => row.customer.name);
  expect(await cared()).toEqual(['贵客公司']);
  const path = `/customers/${customers['贵客公司']}`;
  const value = async (who: string) =>
    (await call<CustomerValue>(who, 'GET', `${path}/value`)).json;
  const figures = { basis: 'won', from: '2026-07-08', to: '2027-01-07', amountFen: 100_000 };
  const first = await value('alice');
  expect(first).toMatchObject({ grade: 'A', byHand: false, ruleGrade: 'A', figures });
  expect(first.history).toMatchObject([{ from: null, to: 'A', byHand: false, by: null, figures }]);
  // The same night again changes nothing.
  await night('2027-01-08T05:30');
  expect((await value('alice')).history).toHaveLength(1);
  expect((await call('bob', 'GET', `${path}/value`)).status).toBe(404);

  const now = async () => (await call<Customer>('boss', 'GET', path)).json;
  const say = async (who: string, body: object) =>
    await call<CustomerValue & Refusal>(who, 'POST', `${path}/value`, {
      version: (await now()).version,
      ...body,
    });
  const byHand = { byHand: true, grade: 'C' };
  expect((await say('boss', byHand)).status).toBe(400);
  expect((await say('boss', { byHand: true, reason: '少了等级' })).status).toBe(400);
  expect((await say('bob', { ...byHand, reason: '不归我' })).status).toBe(403);
  expect((await say('boss', { ...byHand, reason: '旧的', version: 1 })).status).toBe(409);
  const said = (await say('boss', { ...byHand, reason: '付款太慢' })).json;
  expect(said).toMatchObject({ grade: 'C', byHand: true, ruleGrade: 'A', reason: '付款太慢' });
  // What was said stands through the night, and care by the grade is given up.
  await night('2027-01-09T05:00');
  expect(await value('boss')).toMatchObject({ grade: 'C', ruleGrade: 'A' });
  expect([(await now()).valueGrade, await cared()]).toEqual(['C', []]);
  const back = (await say('boss', { byHand: false, reason: '已按期付款' })).json;
  expect(back).toMatchObject({ grade: 'A', byHand: false, reason: '' });
  expect(back.history.map((row) => [row.from, row.to, row.by?.name ?? null, row.reason])).toEqual([
    ['C', 'A', 'boss', '已按期付款'],
    ['A', 'C', 'boss', '付款太慢'],
    [null, 'A', null, ''],
  ]);

  // What is taken back is worth nothing.
  const reopen = { version: deal.version, reason: '点错了' };
  await call('boss', 'POST', `/deals/${deal.id}/reopen`, reopen);
  await night('2027-01-11T05:00');
  expect(await value('boss')).toMatchObject({ grade: null, figures: { amountFen: 0 } });
  // What became part of it is worth what it was, and is graded no more by itself.
  const merging = `${path}/merge`;
  const other = customers['小客公司']!;
  const versions = [await now(), (await call<Customer>('boss', 'GET', `/customers/${other}`)).json];
  const merged = await call('boss', 'POST', merging, {
    otherId: other,
    version: versions[0]!.version,
    otherVersion: versions[1]!.version,
    take: [],
  });
  expect(merged.status).toBe(200);
  await night('2027-01-12T05:00');
  expect(await value('boss')).toMatchObject({ grade: 'B', figures: { amountFen: 99_999 } });
  // Whoever reads no deals is not told what was won.
  await company.db.transaction(async (tx) => {
    await tx.deleteFrom('role_grant').where('permission', '=', 'deals.read').execute();
    await tx.updateTable('company').set({ org_revision: 9999 }).execute();
  });
  expect((await value('alice')).figures).toMatchObject({ basis: 'won', amountFen: null });
});
