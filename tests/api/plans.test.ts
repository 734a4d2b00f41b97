import type { DeskBlock, FollowUp } from '@xinhang/shared/activities.ts';
import type { Plan } from '@xinhang/shared/plans.ts';
import type { Notification } from '@xinhang/shared/system.ts';
import type { WorkloadRow } from '@xinhang/shared/workload.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
const people = ['alice', 'bob', 'manager', 'boss', 'buyer'];
type Refusal = { code: string; errors?: { pointer: string; code: string }[] };
async function call<T = Refusal>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: object,
) {
  return (await company.call(tokens[who]!, method, path, body)) as { status: number; json: T };
}
const pointers = ({ json }: { json: Refusal }) =>
  json.errors?.map((one) => [one.pointer, one.code]);
let own: number;
let others: number;
const plan = async (who: string, body: object = {}) =>
  await call<Plan & Refusal>(who, 'POST', '/plans', {
    customerId: own,
    purpose: '带样品',
    dueOn: '2026-11-25',
    ...body,
  });
const list = async (who: string, query = '') =>
  (await call<{ rows: Plan[] }>(who, 'GET', `/plans?${query}`)).json.rows;
const log = async (who: string, body: object) =>
  await call<FollowUp & Refusal>(who, 'POST', '/follow-ups', {
    customerId: own,
    content: '去过了',
    type: 'visit',
    ...body,
  });
const block = async (who: string) =>
  (await call<{ blocks: DeskBlock[] }>(who, 'GET', '/desk')).json.blocks.find(
    (one) => one.kind === 'plansDue',
  );
async function on(ms: number) {
  company.clock.now = ms;
  for (const name of people) tokens[name] = await company.login(name);
}

beforeAll(async () => {
  company = await startCompany();
  await on(company.clock.now);
  const register = async (who: string, name: string) =>
    (await call<{ id: number }>(who, 'POST', '/customers', { name })).json.id;
  own = await register('alice', '甲方公司');
  others = await register('bob', '乙方公司');
});
afterAll(async () => {
  await company.stop();
});

test('a plan is made, changed, and done by the follow-up that names it', async () => {
  const { status, json: made } = await plan('alice');
  expect([status, made.state, made.kind, made.own]).toEqual([201, 'planned', 'visit', true]);
  expect((await list('manager')).map((row) => [row.id, row.own])).toEqual([[made.id, false]]);
  expect(await list('bob')).toEqual([]);
  expect((await call('buyer', 'GET', '/plans')).status).toBe(403);
  const path = `/plans/${made.id}`;
  const moved = { version: 1, dueOn: '2026-11-26', purpose: '带样品和报价' };
  const changed = (await call<Plan>('alice', 'PATCH', path, moved)).json;
  expect(changed).toMatchObject({ version: 2, dueOn: '2026-11-26', purpose: '带样品和报价' });
  const late = await call('alice', 'PATCH', path, { version: 1, purpose: 'x' });
  expect([late.status, late.json.code]).toEqual([409, 'version-conflict']);
  expect((await call('manager', 'PATCH', path, { version: 2, purpose: 'x' })).status).toBe(403);
  expect((await call('bob', 'POST', `${path}/cancel`)).status).toBe(404);

  expect(pointers(await log('alice', { customerId: own, planId: 999_999 }))).toEqual([
    ['/planId', 'not-of-this-customer'],
  ]);
  expect(pointers(await log('manager', { planId: made.id }))).toEqual([
    ['/planId', 'not-of-this-customer'],
  ]);
  const done = (await log('alice', { planId: made.id })).json;
  const [row] = await list('alice');
  expect([row?.state, row?.followUpId]).toEqual(['done', done.id]);
  const again = await log('alice', { planId: made.id });
  expect([again.status, again.json.code]).toEqual([409, 'state-refused']);
  expect((await call('alice', 'POST', `${path}/cancel`)).json.code).toBe('state-refused');
});

test('one plans for a day to come, on customers on which one logs, with who sees them', async () => {
  expect(pointers(await plan('alice', { dueOn: '2026-11-01' }))).toEqual([
    ['/dueOn', 'before-today'],
  ]);
  expect(pointers(await plan('alice', { dueOn: '2126-12-01' }))).toEqual([
    ['/dueOn', 'too-far-ahead'],
  ]);
  expect((await plan('alice', { customerId: others })).status).toBe(404);
  const companion = (who: string) => ({ companionId: company.users[who] });
  expect(pointers(await plan('alice', companion('bob')))).toEqual([
    ['/companionId', 'cannot-read-it'],
  ]);
  const { json: made } = await plan('alice', companion('manager'));
  expect(made.companion?.name).toBe('manager');
  const unseen = '/notifications?show=unseen';
  const { rows } = (await call<{ rows: Notification[] }>('manager', 'GET', unseen)).json;
  expect(rows.map((row) => [row.kind, row.route])).toEqual([['plan-companion', '/plans']]);
  // Who goes along may log it.
  const done = await log('manager', { planId: made.id });
  expect(done.status).toBe(201);
});

test('what is due stands on the desk, and the workload says how much was kept', async () => {
  const { json: missed } = await plan('alice', { dueOn: '2026-11-24', kind: 'call' });
  const { json: given } = await plan('alice', { dueOn: '2026-11-24' });
  expect((await call('alice', 'POST', `/plans/${given.id}/cancel`)).status).toBe(200);
  await plan('alice', { dueOn: '2026-12-20' });
  await on(Date.UTC(2026, 10, 27, 2));
  const due = await block('alice');
  expect([due?.count, due?.items.map((item) => item.planId)]).toEqual([1, [missed.id]]);
  expect(await block('manager')).toBeUndefined();
  const week = '/workload?span=week&on=2026-11-27';
  const workload = (await call<{ rows: WorkloadRow[] }>('manager', 'GET', week)).json.rows;
  const alice = workload.find((row) => row.person.name === 'alice');
  // Two done, one missed; what was given up, and what lies in December, is not counted.
  expect([alice?.planned, alice?.kept]).toEqual([3, 2]);
  const page = await call<{ rows: Plan[]; next: string }>('alice', 'GET', '/plans?limit=3');
  const rest = await list('alice', `limit=50&cursor=${page.json.next}`);
  expect([...page.json.rows, ...rest].map((row) => row.dueOn)).toEqual(
    (await list('alice')).map((row) => row.dueOn),
  );
  expect(rest.at(-1)?.dueOn).toBe('2026-12-20');
});

test('what is planned with a customer that is put away waits until he is back', async () => {
  const { json: customer } = await call<{ id: number; version: number }>(
    'alice',
    'POST',
    '/customers',
    { name: '歇业公司', duplicateReason: '测' },
  );
  const { json: made } = await plan('alice', {
    customerId: customer.id,
    purpose: '复访',
    dueOn: '2026-12-03',
  });
  const purposes = async () => (await block('alice'))?.items.map((item) => item.note) ?? [];
  const planned = async () =>
    (await call<{ rows: WorkloadRow[] }>('alice', 'GET', '/workload?from=2026-12-01&to=2026-12-31'))
      .json.rows;
  const archive = async (archived: boolean) => {
    const { json } = await call<{ version: number }>('boss', 'GET', `/customers/${customer.id}`);
    const body = { version: json.version, archived };
    const path = `/customers/${customer.id}/archive`;
    expect((await call('boss', 'POST', path, body)).status).toBe(200);
  };
  await on(Date.UTC(2026, 11, 3, 2));
  expect(await purposes()).toContain('复访');
  const before = await planned();
  await archive(true);
  expect(await purposes()).not.toContain('复访');
  expect(await planned()).not.toEqual(before);
  await archive(false);
  expect(await purposes()).toContain('复访');
  expect(await planned()).toEqual(before);
  expect((await list('alice', `customerId=${customer.id}`)).map(({ id }) => id)).toEqual([made.id]);
});
