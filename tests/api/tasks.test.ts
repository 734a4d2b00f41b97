import type { DeskBlock } from '@xinhang/shared/activities.ts';
import type { Notification } from '@xinhang/shared/system.ts';
import type { Task } from '@xinhang/shared/tasks.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
const people = ['alice', 'bob', 'manager', 'boss', 'admin'];
type Refusal = { code: string; errors?: { pointer: string; code: string }[] };
async function call<T = Refusal>(who: string, method: 'GET' | 'POST', path: string, body?: object) {
  return (await company.call(tokens[who]!, method, path, body)) as { status: number; json: T };
}
const logIn = async () => {
  for (const name of people) tokens[name] = await company.login(name);
};
let own: number;
let others: number;
const give = async (who: string, to: string, body: object = {}) =>
  await call<Task & Refusal>(who, 'POST', '/tasks', {
    toId: company.users[to],
    text: '本周内拜访',
    ...body,
  });
const box = async (who: string, query: string) =>
  (await call<{ rows: Task[]; count: number }>(who, 'GET', `/tasks?count=1&${query}`)).json;
const told = async (who: string) =>
  (await call<{ rows: Notification[] }>(who, 'GET', '/notifications?show=unseen')).json.rows.map(
    (row) => [row.kind, row.route, row.params['name']],
  );
const block = async (who: string, kind: string) =>
  (await call<{ blocks: DeskBlock[] }>(who, 'GET', '/desk')).json.blocks.find(
    (one) => one.kind === kind,
  );
const pointers = ({ json }: { json: Refusal }) =>
  json.errors?.map((one) => [one.pointer, one.code]);

beforeAll(async () => {
  company = await startCompany();
  await logIn();
  const register = async (who: string, name: string) =>
    (await call<{ id: number }>(who, 'POST', '/customers', { name })).json.id;
  own = await register('alice', '甲方公司');
  others = await register('bob', '乙方公司');
});
afterAll(async () => {
  await company.stop();
});

test('an instruction is given, acknowledged and done with words, and both are told', async () => {
  const about = { kind: 'customer', id: own };
  const { status, json: given } = await give('manager', 'alice', { dueOn: '2026-11-27', about });
  expect([status, given.state, given.about?.name, given.dueOn]).toEqual([
    201,
    'given',
    '甲方公司',
    '2026-11-27',
  ]);
  expect(await told('alice')).toEqual([['task-given', '/tasks', '本周内拜访']]);
  expect((await block('alice', 'tasksReceived'))?.tasks?.map((one) => one.id)).toEqual([given.id]);
  const path = `/tasks/${given.id}`;
  expect((await call('manager', 'POST', `${path}/acknowledge`)).status).toBe(403);
  expect((await call('bob', 'POST', `${path}/acknowledge`)).status).toBe(404);
  const read = await call<Task>('alice', 'POST', `${path}/acknowledge`);
  expect([read.json.state, read.json.acknowledgedAt]).toEqual(['acknowledged', company.clock.now]);
  expect((await call('alice', 'POST', `${path}/acknowledge`)).json.code).toBe('state-refused');
  expect((await call('alice', 'POST', `${path}/done`, { note: '  ' })).status).toBe(400);
  const done = await call<Task>('alice', 'POST', `${path}/done`, { note: '见到了王总' });
  expect([done.json.state, done.json.note]).toEqual(['done', '见到了王总']);
  expect(await told('manager')).toEqual([['task-done', '/tasks', '本周内拜访']]);
  expect(await block('alice', 'tasksReceived')).toBeUndefined();
  for (const who of ['alice', 'manager']) {
    const query = `box=${who === 'alice' ? 'received' : 'given'}`;
    expect((await box(who, query)).count).toBe(0);
    expect((await box(who, `${query}&closed=1`)).rows.map((row) => row.id)).toEqual([given.id]);
  }
});

test('one instructs whom one leads, about what both can open', async () => {
  expect((await give('alice', 'bob')).status).toBe(403);
  for (const to of ['bob', 'manager']) {
    expect(pointers(await give('manager', to))).toEqual([['/toId', 'person-out-of-reach']]);
  }
  expect(pointers(await give('manager', 'alice', { dueOn: '2026-11-01' }))).toEqual([
    ['/dueOn', 'before-today'],
  ]);
  // A slip of the century is told, also where the instruction is an action of a plan.
  expect(pointers(await give('manager', 'alice', { dueOn: '2126-12-01' }))).toEqual([
    ['/dueOn', 'too-far-ahead'],
  ]);
  const theirs = { about: { kind: 'customer', id: others } };
  expect((await give('manager', 'alice', theirs)).status).toBe(404);
  expect(pointers(await give('boss', 'alice', theirs))).toEqual([['/about', 'cannot-read-it']]);
  const back = (await give('boss', 'bob', theirs)).json;
  expect((await call('bob', 'POST', `/tasks/${back.id}/withdraw`)).status).toBe(403);
  expect((await call('boss', 'POST', `/tasks/${back.id}/withdraw`)).status).toBe(200);
  expect((await told('bob')).map(([kind]) => kind)).toEqual(['task-withdrawn', 'task-given']);
  expect((await call('bob', 'POST', `/tasks/${back.id}/done`, { note: 'x' })).json.code).toBe(
    'state-refused',
  );
});

test('the one due first stands at the top, and what is overdue on both desks', async () => {
  const ids: number[] = [];
  for (const dueOn of [null, '2026-11-26', '2026-11-25']) {
    ids.push((await give('manager', 'alice', { dueOn })).json.id);
  }
  const [never, later, soon] = ids;
  expect((await box('alice', '')).rows.map((row) => row.id)).toEqual([soon, later, never]);
  const page = await call<{ rows: Task[]; next: string }>('alice', 'GET', '/tasks?limit=2');
  const rest = await box('alice', `limit=2&cursor=${page.json.next}`);
  expect([...page.json.rows, ...rest.rows].map((row) => row.id)).toEqual([soon, later, never]);
  expect(await block('manager', 'tasksOverdue')).toBeUndefined();
  company.clock.now = Date.UTC(2026, 10, 26, 2);
  await logIn();
  expect((await block('manager', 'tasksOverdue'))?.tasks?.map((one) => one.id)).toEqual([soon]);
  expect((await block('alice', 'tasksReceived'))?.count).toBe(3);
  // Of a customer that the reader sees no more the task tells no name.
  const about = { kind: 'customer', id: own };
  const told = (await give('manager', 'alice', { about })).json;
  const { version } = (await call<{ version: number }>('boss', 'GET', `/customers/${own}`)).json;
  const assign = { version, ownerId: company.users['bob'] };
  await call('boss', 'POST', `/customers/${own}/assign`, assign);
  const seen = (await box('manager', 'box=given')).rows.find((row) => row.id === told.id);
  expect([seen?.text, seen?.about, seen?.to.id]).toEqual([
    '本周内拜访',
    null,
    company.users['bob'],
  ]);
  expect((await box('alice', '')).rows.map((row) => row.id)).not.toContain(told.id);
});
