import type { Plan } from '@xinhang/shared/plans.ts';
import type { Task } from '@xinhang/shared/tasks.ts';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startCompany } from '../helpers/server.ts';

/* A customer changes hands: what its timeline says of the rule, and what becomes of open work. */

vi.setConfig({ testTimeout: 60_000 });

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
let users: Record<'alice' | 'bob' | 'manager' | 'boss', number>;
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH';

async function ok<T>(who: string, method: Method, path: string, body?: object) {
  const { status, json } = await company.call(tokens[who]!, method, path, body);
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(json)}`);
  return json as T;
}
beforeAll(async () => {
  company = await startCompany();
  for (const name of Object.keys(company.users)) tokens[name] = await company.login(name);
  users = company.users as typeof users;
});
afterAll(async () => {
  await company.stop();
});

let customer: { id: number; version: number };
let plan: Plan;
let task: Task;
let no = 0;
beforeEach(async () => {
  no += 1;
  const name = `转手公司${no}`;
  customer = await ok('alice', 'POST', '/customers', { name, duplicateReason: '测试' });
  const { id: customerId } = customer;
  const dueOn = '2026-12-04';
  plan = await ok('alice', 'POST', '/plans', {
    customerId,
    dueOn,
    purpose: '带样品',
    kind: 'visit',
    companionId: users.manager,
  });
  const about = { kind: 'customer', id: customerId };
  task = await ok('manager', 'POST', '/tasks', { toId: users.alice, text: '本周内拜访', about });
  await ok('alice', 'POST', `/tasks/${task.id}/acknowledge`);
});

const planNow = async () =>
  (await ok<{ rows: Plan[] }>('boss', 'GET', `/plans?customerId=${customer.id}`)).rows[0]!;
const taskNow = async () =>
  await company.db.read
    .selectFrom('task')
    .select(['to_user_id', 'state', 'closed', 'acknowledged_at'])
    .where('id', '=', task.id)
    .executeTakeFirstOrThrow();
interface Item {
  kind: string;
  data: Record<string, unknown>;
}
const lastChange = async (who = 'boss') =>
  (await ok<{ rows: Item[] }>(who, 'GET', `/customers/${customer.id}/timeline`)).rows.find(
    (row) => row.kind === 'owner',
  )!.data;
const notices = async (who: string) =>
  (await ok<{ rows: { kind: string }[] }>(who, 'GET', '/notifications')).rows.map(
    ({ kind }) => kind,
  );
const acts = async (action: string) =>
  (
    await company.db.read
      .selectFrom('audit_event')
      .select('entity_id')
      .where('action', '=', action)
      .execute()
  ).map((row) => row.entity_id);
async function assign(ownerId: number | null) {
  const { version } = await ok<{ version: number }>('boss', 'GET', `/customers/${customer.id}`);
  await ok('boss', 'POST', `/customers/${customer.id}/assign`, { version, ownerId, note: '' });
}

test('what the former owner meant to do with it is for the new owner to do', async () => {
  await assign(users.manager);
  // Nobody goes along with himself, and nobody acknowledged what he has not seen.
  expect(await planNow()).toMatchObject({
    person: { id: users.manager },
    companion: null,
    state: 'planned',
  });
  expect(await taskNow()).toMatchObject({
    to_user_id: users.manager,
    state: 'given',
    acknowledged_at: null,
  });
  expect(await notices('manager')).toEqual(
    expect.arrayContaining(['customer-assigned', 'task-given']),
  );
  expect(await lastChange()).toMatchObject({ reason: 'assign', to: 'manager', work: true });
  expect(await acts('plans.pass')).toContain(plan.id);
  expect(await acts('tasks.pass')).toContain(task.id);
});

test('plans of a colleague who helps stay with him', async () => {
  const path = `/customers/${customer.id}/collaborators`;
  await ok('boss', 'PUT', path, { version: customer.version, userIds: [users.bob] });
  const his = await ok<Plan>('bob', 'POST', '/plans', {
    customerId: customer.id,
    dueOn: '2026-12-05',
    purpose: '装机',
  });
  await assign(users.manager);
  const { rows } = await ok<{ rows: Plan[] }>('boss', 'GET', `/plans?customerId=${customer.id}`);
  expect(rows.find((one) => one.id === his.id)).toMatchObject({ person: { id: users.bob } });
});

test('many at once, split by a rule that the timeline names, and taken back', async () => {
  const byRule = {
    kind: 'distribute',
    plan: { by: 'region', receivers: [], restId: users.bob },
  };
  const { jobId } = await ok<{ jobId: number }>('boss', 'POST', '/customers/bulk', {
    ids: [customer.id],
    action: byRule,
  });
  await company.jobs.idle();
  expect(await planNow()).toMatchObject({ person: { id: users.bob } });
  expect(await lastChange()).toMatchObject({ reason: 'assign', split: 'region', work: true });
  await ok('boss', 'POST', `/customers/bulk/${jobId}/undo`);
  await company.jobs.idle();
  expect(await planNow()).toMatchObject({ person: { id: users.alice } });
  expect(await taskNow()).toMatchObject({ to_user_id: users.alice });
});

test('in the pool nobody does anything: plans and instructions end, and who gave them hears of it', async () => {
  const { version } = await ok<{ version: number }>('alice', 'GET', `/customers/${customer.id}`);
  await ok('alice', 'POST', `/customers/${customer.id}/give-back`, { version, reason: '没有需求' });
  expect((await planNow()).state).toBe('cancelled');
  expect(await taskNow()).toMatchObject({ state: 'withdrawn', closed: 1 });
  expect(await notices('manager')).toContain('task-ended');
  expect(await notices('alice')).not.toContain('task-ended');
  expect(await lastChange()).toMatchObject({ reason: 'return', to: null, work: true });
  const { pool } = await lastChange();
  expect(pool).toBe('公海');
  company.clock.now += 1000;
  await ok('bob', 'POST', `/customers/${customer.id}/claim`);
  expect(await lastChange('bob')).toMatchObject({ reason: 'claim', pool: '公海' });
  expect((await lastChange('bob'))['work']).toBeUndefined();
});

test('what ended in the pool goes on where the way into it is undone', async () => {
  const { jobId } = await ok<{ jobId: number }>('boss', 'POST', '/customers/bulk', {
    ids: [customer.id],
    action: { kind: 'assign', ownerId: null },
  });
  await company.jobs.idle();
  expect([(await planNow()).state, (await taskNow()).state]).toEqual(['cancelled', 'withdrawn']);
  expect(await lastChange()).not.toHaveProperty('ended');
  await ok('boss', 'POST', `/customers/bulk/${jobId}/undo`);
  await company.jobs.idle();
  expect(await planNow()).toMatchObject({ state: 'planned', person: { id: users.alice } });
  expect(await taskNow()).toMatchObject({
    to_user_id: users.alice,
    state: 'acknowledged',
    closed: 0,
  });
  expect(await acts('plans.reopen')).toEqual([plan.id]);
  expect(await acts('tasks.reopen')).toEqual([task.id]);
});

test('a night names the rule as it read then, whatever it says later', async () => {
  const [pool] = (await ok<{ rows: { id: number; version: number }[] }>('boss', 'GET', '/pools'))
    .rows;
  const rule = { cause: 'lastFollowUp', grades: ['A', 'none'], days: 9, warnDays: 1 };
  const more = { sparesOpenDeals: false, active: true };
  const changed = await ok<{ version: number; rules: { id: number }[] }>(
    'admin',
    'PATCH',
    `/pools/${pool!.id}`,
    { version: pool!.version, rules: [{ ...rule, ...more }] },
  );
  company.clock.now += 14 * 86_400_000;
  await company.clockwork.tick();
  await company.jobs.idle();
  for (const name of ['boss', 'admin', 'alice']) tokens[name] = await company.login(name);
  const { version, rules } = changed;
  await ok('admin', 'PATCH', `/pools/${pool!.id}`, {
    version,
    rules: [{ id: rules[0]!.id, ...rule, ...more, days: 99, cause: 'noDeal' }],
  });
  expect(await lastChange()).toMatchObject({
    reason: 'recycle',
    to: null,
    pool: '公海',
    cause: 'lastFollowUp',
    grades: 'A,none',
    days: 9,
    workdays: false,
    work: true,
  });
  expect((await planNow()).state).toBe('cancelled');
});
