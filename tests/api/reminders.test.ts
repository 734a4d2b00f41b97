import type { Plan } from '@xinhang/shared/plans.ts';
import type { Notification } from '@xinhang/shared/system.ts';
import type { Task } from '@xinhang/shared/tasks.ts';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startCompany } from '../helpers/server.ts';

/* What is due at a time of day is told at that time, moves when it is put off, and ends with its work. */

vi.setConfig({ testTimeout: 60_000 });

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
let users: Record<'alice' | 'bob' | 'manager', number>;
let customerId: number;
const instant = (time: string) => Date.parse(`2026-11-24T${time}:00+08:00`);

async function ok<T>(
  who: string,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH',
  path: string,
  body?: object,
) {
  const { status, json, text } = await company.call(tokens[who]!, method, path, body);
  if (status >= 300) throw new Error(`${method} ${path}: ${text}`);
  return json as T;
}
async function at(time: string): Promise<void> {
  company.clock.now = instant(time);
  await company.clockwork.tick();
  await company.jobs.idle();
}
const notices = async (who: string) =>
  (
    await ok<{ rows: Notification[]; unseen: number }>(who, 'GET', '/notifications?show=unseen')
  ).rows.flatMap(({ kind, params, route }) =>
    ['plan-due', 'task-due'].includes(kind) ? [[kind, params['name'], route]] : [],
  );
const seen = async (who: string) => await ok(who, 'POST', '/notifications/mark', { all: true });
const planned = async (more: object) =>
  await ok<Plan>('alice', 'POST', '/plans', {
    customerId,
    purpose: '带样品',
    dueOn: '2026-11-24',
    ...more,
  });

beforeAll(async () => {
  company = await startCompany();
  await company.app.ready();
  users = company.users as typeof users;
  for (const name of ['alice', 'bob', 'manager', 'admin']) tokens[name] = await company.login(name);
  for (const { key } of company.clockwork.kinds) {
    await ok('admin', 'PATCH', `/schedules/${key}`, { version: 1, enabled: false });
  }
  customerId = (await ok<{ id: number }>('alice', 'POST', '/customers', { name: '准时公司' })).id;
});
beforeEach(async () => {
  await at('09:00');
  for (const who of ['alice', 'manager']) await seen(who);
});
afterAll(async () => {
  await company.stop();
});

test('its people are told at its time, once, and the number of what is unread rises by it', async () => {
  const plan = await planned({ dueTime: '10:30', companionId: users.manager });
  expect(plan.dueTime).toBe('10:30');
  await seen('manager');
  await at('10:29');
  expect(await notices('alice')).toEqual([]);
  await at('10:30');
  await at('10:31');
  const told = [['plan-due', '带样品', '/plans']];
  expect([await notices('alice'), await notices('manager')]).toEqual([told, told]);
  const { unseen } = await ok<{ unseen: number }>('alice', 'GET', '/notifications');
  expect(unseen).toBe(1);
});

test('another time moves it, none takes it off, and who did it is told nothing', async () => {
  const plan = await planned({ dueTime: '10:30' });
  const path = `/plans/${plan.id}`;
  const { version } = await ok<Plan>('alice', 'PATCH', path, {
    version: plan.version,
    dueTime: '11:00',
  });
  await at('10:40');
  expect(await notices('alice')).toEqual([]);
  await at('11:00');
  expect(await notices('alice')).toHaveLength(1);
  await seen('alice');
  const later = await ok<Plan>('alice', 'PATCH', path, { version, dueTime: '11:30' });
  await ok('alice', 'PATCH', path, { version: later.version, dueTime: null });
  const done = await planned({ dueTime: '11:30', purpose: '已做' });
  await ok('alice', 'POST', '/follow-ups', { customerId, planId: done.id, content: '谈过' });
  await at('11:31');
  expect(await notices('alice')).toEqual([]);
  const bad = await company.call(tokens['alice']!, 'PATCH', path, { version: 9, dueTime: '25:00' });
  expect(bad.status).toBe(400);
});

test('an instruction too; put off on the desk it is told when it comes back, also a second time', async () => {
  const body = { toId: users.alice, text: '打电话', dueOn: '2026-11-24', dueTime: '14:00' };
  const task = await ok<Task>('manager', 'POST', '/tasks', body);
  expect(task.dueTime).toBe('14:00');
  await seen('alice');
  const putOff = async (who: string, until: number) =>
    await ok(who, 'PUT', '/desk/snoozes', { kind: 'tasksReceived', id: task.id, until });
  await putOff('alice', instant('15:00'));
  // Whose it is not moves nothing.
  await putOff('bob', instant('16:00'));
  await at('14:30');
  expect(await notices('alice')).toEqual([]);
  await at('15:00');
  expect(await notices('alice')).toEqual([['task-due', '打电话', '/tasks']]);
  await seen('alice');
  await putOff('alice', instant('16:00'));
  await at('16:00');
  expect(await notices('alice')).toHaveLength(1);
  expect(await notices('manager')).toEqual([]);
  const { dueOn: _on, ...dateless } = body;
  const no = await company.call(tokens['manager']!, 'POST', '/tasks', dateless);
  expect([no.status, no.json['errors']]).toMatchObject([
    422,
    [{ pointer: '/dueTime', code: 'needs-a-date' }],
  ]);
});

test('after the server was off it is told when it is on again', async () => {
  await planned({ dueTime: '17:00', purpose: '晚上的事' });
  await at('18:30');
  expect(await notices('alice')).toEqual([['plan-due', '晚上的事', '/plans']]);
});
