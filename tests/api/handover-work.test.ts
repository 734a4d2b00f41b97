import type { HandedRow, Handover, HandoverReport, UserEstate } from '@xinhang/shared/handovers.ts';
import type { Plan } from '@xinhang/shared/plans.ts';
import type { Task } from '@xinhang/shared/tasks.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startCompany } from '../helpers/server.ts';

/* What somebody meant to do and was told to do, when what he owns goes to others. */

vi.setConfig({ testTimeout: 60_000 });

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
let alice: number;
let bob: number;
let manager: number;

async function ok<T>(who: string, method: 'GET' | 'POST' | 'PUT', path: string, body?: object) {
  const { status, json } = await company.call(tokens[who]!, method, path, body);
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(json)}`);
  return json as T;
}
beforeEach(async () => {
  company = await startCompany();
  for (const name of Object.keys(company.users)) tokens[name] = await company.login(name);
  ({ alice, bob, manager } = company.users as Record<'alice' | 'bob' | 'manager', number>);
});
afterEach(async () => {
  await company.stop();
});

const estateOf = async (id: number) => await ok<UserEstate>('boss', 'GET', `/users/${id}/estate`);
const moving = ({ counts }: UserEstate) =>
  counts.flatMap(({ sort, count, fate }) => (fate === 'moves' ? [{ sort, count }] : []));
const moved = async (id: number) => moving(await estateOf(id)).filter(({ count }) => count > 0);
async function hand(userId: number, toId: number, more: object = {}) {
  const seen = moving(await estateOf(userId));
  const plan = { by: 'share', receivers: [{ userId: toId, weight: 1 }] };
  return await ok<Handover>('boss', 'POST', '/handovers', { userId, plan, seen, ...more });
}
const register = async (who: string, name: string) =>
  await ok<{ id: number; version: number }>(who, 'POST', '/customers', { name });
const intend = async (who: string, customerId: number, more: object = {}) =>
  await ok<Plan>(who, 'POST', '/plans', {
    customerId,
    purpose: '带样品',
    dueOn: '2026-11-25',
    ...more,
  });
const instruct = async (customerId: number | null) =>
  await ok<Task>('manager', 'POST', '/tasks', {
    toId: alice,
    text: '本周内拜访',
    ...(customerId !== null && { about: { kind: 'customer', id: customerId } }),
  });
const planOf = async (id: number) =>
  (await ok<{ rows: Plan[] }>('boss', 'GET', '/plans')).rows.find((one) => one.id === id)!;
const received = async (who: string) =>
  (await ok<{ rows: Task[] }>(who, 'GET', '/tasks')).rows.map(({ id, state }) => [id, state]);
const rowsOf = async (who: string, id: number) =>
  (await ok<{ rows: HandedRow[] }>(who, 'GET', `/handovers/${id}/rows`)).rows;

test('plans go with their customers and instructions along, and all comes back as it was', async () => {
  const own = await register('alice', '甲方公司');
  const plan = await intend('alice', own.id, { companionId: manager });
  const about = await instruct(own.id);
  const loose = await instruct(null);
  await ok('alice', 'POST', `/tasks/${about.id}/acknowledge`);
  expect(await moved(alice)).toEqual([
    { sort: 'customers', count: 1 },
    { sort: 'plans', count: 1 },
    { sort: 'tasks', count: 2 },
  ]);
  const report = await hand(alice, manager);
  expect(await moved(alice)).toEqual([]);
  // Instructions are read by who gave and who received them: the report says that it has more.
  const { unseen } = await ok<HandoverReport>('boss', 'GET', `/handovers/${report.id}`);
  expect(unseen).toEqual([{ sort: 'tasks', count: 2 }]);
  expect(await rowsOf('boss', report.id)).toHaveLength(2);
  // Nobody goes along with himself, and nobody acknowledged what he has not seen.
  expect(await planOf(plan.id)).toMatchObject({ person: { id: manager }, companion: null });
  expect(await received('alice')).toEqual([]);
  expect(await received('manager')).toEqual([
    [about.id, 'given'],
    [loose.id, 'given'],
  ]);
  const lines = await company.db.read
    .selectFrom('audit_event')
    .select(['entity', 'before', 'after'])
    .where('action', '=', 'handovers.run')
    .where('entity', 'in', ['plan', 'task'])
    .orderBy('entity')
    .execute();
  expect(lines.map(({ entity, before, after }) => [entity, before, after])).toEqual([
    ['plan', `{"person_id":${alice}}`, `{"person_id":${manager}}`],
    ['task', `{"to_user_id":${alice}}`, `{"to_user_id":${manager}}`],
    ['task', `{"to_user_id":${alice}}`, `{"to_user_id":${manager}}`],
  ]);
  const back = await ok<Handover>('boss', 'POST', `/handovers/${report.id}/revert`);
  expect([back.wentBack, back.kept]).toEqual([4, 0]);
  expect(await planOf(plan.id)).toMatchObject({
    person: { id: alice },
    companion: { id: manager },
  });
  expect(await received('alice')).toEqual([
    [about.id, 'acknowledged'],
    [loose.id, 'given'],
  ]);
});

test('the receiver can do or give up such a plan, and it stays what he made of it', async () => {
  const own = await register('alice', '甲方公司');
  const [given, done] = [await intend('alice', own.id), await intend('alice', own.id)];
  const report = await hand(alice, bob);
  await ok('bob', 'POST', `/plans/${given.id}/cancel`);
  await ok('bob', 'POST', '/follow-ups', {
    customerId: own.id,
    type: 'visit',
    content: '去过了',
    planId: done.id,
  });
  const back = await ok<Handover>('boss', 'POST', `/handovers/${report.id}/revert`);
  expect([back.wentBack, back.kept]).toEqual([1, 2]);
  const kept = (await rowsOf('boss', report.id)).filter(({ kind }) => kind === 'plan');
  expect(kept).toMatchObject([
    { name: '带样品', outcome: 'kept', code: 'ended' },
    { outcome: 'kept', code: 'ended' },
  ]);
  expect((await planOf(done.id)).person.id).toBe(bob);
});

test('what was due before the handover stays missed by whoever had it', async () => {
  const { id: one } = await register('alice', '甲方公司');
  const two = await register('alice', '乙方公司');
  const late = await intend('alice', one, { dueOn: '2026-11-24' });
  const passed = await intend('alice', two.id, { dueOn: '2026-11-24' });
  await intend('alice', one, { dueOn: '2026-11-27' });
  company.clock.now += 2 * 86_400_000;
  for (const name of ['boss', 'alice', 'bob', 'manager']) tokens[name] = await company.login(name);
  type Load = { rows: { person: { id: number }; planned: number; kept: number }[] };
  const work = async () => {
    const { rows } = await ok<Load>('boss', 'GET', '/workload?span=week&on=2026-11-26');
    return Object.fromEntries(
      rows.map(({ person, planned, kept }) => [person.id, [planned, kept]]),
    );
  };
  await ok('boss', 'POST', `/customers/${two.id}/assign`, { version: two.version, ownerId: bob });
  expect(await planOf(passed.id)).toMatchObject({
    person: { id: bob },
    missed: { by: { id: alice }, on: '2026-11-24' },
  });
  expect(await work()).toMatchObject({ [alice]: [3, 0], [bob]: [0, 0] });
  const report = await hand(alice, bob);
  expect(await work()).toMatchObject({ [alice]: [2, 0], [bob]: [1, 0] });
  // Done late it is still missed on its day; on a new day of the receiver's it is his.
  await ok('bob', 'POST', '/follow-ups', {
    customerId: two.id,
    type: 'visit',
    content: '补上',
    planId: passed.id,
  });
  const { version } = await planOf(late.id);
  const { status } = await company.call(tokens['bob']!, 'PATCH', `/plans/${late.id}`, {
    version,
    dueOn: '2026-11-28',
  });
  expect(status).toBe(200);
  expect(await work()).toMatchObject({ [alice]: [2, 0], [bob]: [2, 0] });
  await ok<Handover>('boss', 'POST', `/handovers/${report.id}/revert`);
  expect(await planOf(late.id)).toMatchObject({ person: { id: alice }, missed: null });
  expect(await work()).toMatchObject({ [alice]: [3, 0], [bob]: [0, 0] });
});

test('a plan with a colleague’s customer is the colleague’s; one with the pool is given up', async () => {
  const theirs = await register('bob', '乙方公司');
  await ok('bob', 'PUT', `/customers/${theirs.id}/collaborators`, {
    version: theirs.version,
    userIds: [alice],
  });
  const helped = await intend('alice', theirs.id);
  const lost = await register('alice', '丙方公司');
  const dead = await intend('alice', lost.id);
  await ok('alice', 'POST', `/customers/${lost.id}/give-back`, {
    version: lost.version,
    reason: '不做了',
  });
  const { version } = await ok<{ version: number }>('admin', 'GET', `/users/${alice}`);
  const leave = { version };
  const seen = moving(await estateOf(alice));
  const plan = { by: 'share', receivers: [{ userId: manager, weight: 1 }] };
  const body = { userId: alice, plan, seen, leave };
  const report = await ok<Handover>('admin', 'POST', '/handovers', body);
  expect(report.receivers.map(({ user, counts }) => [user.id, counts])).toEqual([
    [manager, []],
    [bob, [{ sort: 'plans', count: 1 }]],
  ]);
  expect((await planOf(helped.id)).person.id).toBe(bob);
  const state = await company.db.read
    .selectFrom('plan')
    .select(['person_id', 'state'])
    .where('id', '=', dead.id)
    .executeTakeFirst();
  expect(state).toEqual({ person_id: alice, state: 'cancelled' });
});

test('nobody leaves with open instructions', async () => {
  await instruct(null);
  const { version } = await ok<{ version: number }>('admin', 'GET', `/users/${alice}`);
  const no = await company.call(tokens['admin']!, 'POST', `/users/${alice}/state`, {
    version,
    state: 'left',
  });
  expect([no.status, no.json]).toMatchObject([
    409,
    { code: 'user-owns-customers', data: { owned: [{ sort: 'tasks', count: 1 }] } },
  ]);
});

test('open campaigns go to a colleague who may send them, and come back', async () => {
  const own = await ok<{ id: number; version: number }>('alice', 'POST', '/customers', {
    name: '群发公司',
    contact: { name: '王强', phones: [{ number: '13800000001' }] },
  });
  const draft = { channel: 'sms', name: '祝福', signature: '新航', body: '{姓名}您好' };
  const campaign = async () =>
    await ok<{ id: number; version: number }>('alice', 'POST', '/campaigns', draft);
  const [open, waiting, over] = [await campaign(), await campaign(), await campaign()];
  const { version } = waiting;
  await ok('alice', 'POST', `/campaigns/${waiting.id}/submit`, { version });
  await ok('alice', 'POST', `/campaigns/${over.id}/cancel`);
  expect(await moved(alice)).toEqual([
    { sort: 'customers', count: 1 },
    { sort: 'campaigns', count: 2 },
  ]);
  const left = await company.call(tokens['admin']!, 'POST', `/users/${alice}/state`, {
    version: 1,
    state: 'left',
  });
  expect([left.status, left.json['code']]).toEqual([409, 'user-owns-customers']);
  const report = await hand(alice, bob);
  const ofBob = async (id: number) =>
    (await ok<{ campaign: { own: boolean; state: string } }>('bob', 'GET', `/campaigns/${id}`))
      .campaign;
  expect([await ofBob(open.id), await ofBob(waiting.id)]).toMatchObject([
    { own: true, state: 'draft' },
    { own: true, state: 'approved' },
  ]);
  expect((await rowsOf('bob', report.id).catch(() => [])).length).toBeLessThan(4);
  const { status } = await company.call(tokens['bob']!, 'GET', `/campaigns/${over.id}`);
  expect(status).toBe(404);
  await ok('bob', 'POST', `/campaigns/${waiting.id}/mark`, { state: 'sent' });
  const back = await ok<Handover>('boss', 'POST', `/handovers/${report.id}/revert`);
  expect([back.wentBack, back.kept]).toEqual([2, 1]);
  expect(await rowsOf('boss', report.id)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ kind: 'campaign', name: '祝福', outcome: 'kept', code: 'ended' }),
    ]),
  );
  await ok('boss', 'POST', `/customers/${own.id}/assign`, {
    version: (await ok<{ version: number }>('boss', 'GET', `/customers/${own.id}`)).version,
    ownerId: bob,
    note: '',
  });
  const seen = moving(await estateOf(alice));
  const plan = { by: 'share', receivers: [{ userId: company.users['buyer']!, weight: 1 }] };
  const body = { userId: alice, plan, seen };
  const refused = await company.call(tokens['boss']!, 'POST', '/handovers', body);
  expect([refused.status, refused.json['code']]).toEqual([422, 'writes-no-messages']);
});

test('suppliers go to somebody who may see them, and come back', async () => {
  const { buyer, boss } = company.users as { buyer: number; boss: number };
  tokens['buyer'] = await company.login('buyer');
  const { id } = await ok<{ id: number }>('buyer', 'POST', '/suppliers', { name: '东方机电' });
  expect(await moved(buyer)).toEqual([{ sort: 'suppliers', count: 1 }]);
  const keeper = async () =>
    (await ok<{ buyer: { id: number } }>('boss', 'GET', `/suppliers/${id}`)).buyer.id;
  const { id: handoverId } = await hand(buyer, boss);
  expect(await keeper()).toBe(boss);
  await ok('boss', 'POST', `/handovers/${handoverId}/revert`);
  expect(await keeper()).toBe(buyer);
});
