import { afterEach, beforeEach, expect, test } from 'vitest';
import { listenTo } from '../helpers/event-stream.ts';
import { orgOf } from '../helpers/org.ts';
import { PASSWORD } from '../helpers/password.ts';
import { startCompany } from '../helpers/server.ts';

/** Over real sockets: what is taken away is gone on the next request, and the stream with it. */

let company: Awaited<ReturnType<typeof startCompany>>;
let org: ReturnType<typeof orgOf>;
let boss: string;
let alice: string;
let bob: string;
beforeEach(async () => {
  company = await startCompany();
  org = orgOf(company);
  boss = await company.login('boss');
  alice = await company.login('alice');
  bob = await company.login('bob');
});
afterEach(async () => {
  await company.stop();
});

type Stream = Awaited<ReturnType<typeof listenTo>>;
/** What the stream of somebody untouched hears once all is done: the others have heard it before. */
async function settled(untouched: Stream, token: string): Promise<void> {
  const { json } = await company.call(token, 'POST', '/customers', {
    name: `回声${Math.random()}`,
  });
  const { id } = json as { id: number };
  await untouched.next(({ event, data }) => event === 'change' && data['id'] === id);
}

test('whoever is locked is out, and his stream ends; the others keep theirs', async () => {
  const [ended, kept] = [await listenTo(company.app, alice), await listenTo(company.app, bob)];
  expect(await org.change(boss, `${org.user('alice')}/state`, { state: 'locked' })).toBe('200');
  await ended.ended;
  expect(await org.answer(alice, 'GET', '/auth/me')).toBe('401 session-ended');
  await settled(kept, bob);
  const again = { login: 'alice', password: PASSWORD };
  expect((await company.call(null, 'POST', '/auth/login', again)).status).toBe(401);
  expect(await org.change(boss, `${org.user('alice')}/state`, { state: 'active' })).toBe('200');
  // Unlocked is not logged in.
  expect(await org.answer(alice, 'GET', '/auth/me')).toBe('401 session-ended');
  kept.stop();
});

test('another role counts on the next request, and a new stream hears what it may', async () => {
  const [first, kept] = [await listenTo(company.app, alice), await listenTo(company.app, bob)];
  const director = (await org.role(boss, 'sales-director')).id;
  expect(await org.change(boss, org.user('alice'), { roleIds: [director] })).toBe('200');
  await first.ended;
  await settled(kept, bob);
  const second = await listenTo(company.app, alice);
  await settled(second, bob);
  const salesperson = (await org.role(boss, 'salesperson')).id;
  expect(await org.change(boss, org.user('alice'), { roleIds: [salesperson] })).toBe('200');
  await second.ended;
  const third = await listenTo(company.app, alice);
  await settled(kept, bob);
  await settled(third, alice);
  // Of bob's customer nothing came: only of her own, and of the organisation.
  const entities = third.heard.filter(({ event }) => event === 'change');
  expect(entities.map(({ data }) => data['entity'])).toEqual(['customer']);
  third.stop();
  kept.stop();
});

test('the lines of a role, a head and a move end the streams of those they concern', async () => {
  const manager = await company.login('manager');
  const kept = await listenTo(company.app, bob);
  const steps: (() => Promise<string>)[] = [
    async () => {
      const role = await org.role(boss, 'sales-manager');
      const grants = role.grants.filter((grant) => grant.permission !== 'customers.export');
      return await org.change(boss, `/roles/${role.id}`, { grants });
    },
    async () =>
      await org.change(boss, `/depts/${await org.dept(boss, '二组')}`, {
        headUserId: company.users['manager'],
      }),
    async () => await org.change(boss, org.user('alice'), { deptId: 1 }),
  ];
  for (const step of steps) {
    const stream = await listenTo(company.app, manager);
    expect(await step()).toBe('200');
    await stream.ended;
    expect(await org.answer(manager, 'GET', '/auth/me')).toBe('200');
  }
  await settled(kept, bob);
  kept.stop();
});

test('sessions that are ended, by oneself or by others, take their streams along', async () => {
  const other = await company.login('alice');
  const [mine, others] = [await listenTo(company.app, alice), await listenTo(company.app, other)];
  expect(await org.answer(alice, 'POST', '/auth/logout')).toBe('200');
  await mine.ended;
  await settled(others, other);
  expect(await org.answer(boss, 'POST', `${org.user('alice')}/sessions/end`)).toBe('200');
  await others.ended;
  const [a, b] = [await listenTo(company.app, bob), await listenTo(company.app, boss)];
  expect(await org.answer(boss, 'POST', `${org.user('bob')}/reset-password`)).toBe('200');
  await a.ended;
  expect(await org.answer(boss, 'POST', '/auth/logout-everywhere')).toBe('200');
  await b.ended;
});

test('a stream ends when its session runs out, and with rights changed by another process', async () => {
  const idle = await listenTo(company.app, alice);
  company.clock.now += 8 * 3_600_000 + 1;
  await company.clockwork.tick();
  await idle.ended;
  expect(await org.answer(alice, 'GET', '/auth/me')).toBe('401 session-ended');

  alice = await company.login('alice');
  const [changed, kept] = [
    await listenTo(company.app, alice),
    await listenTo(company.app, await company.login('bob')),
  ];
  // As the command line does it.
  await company.db.transaction(async (tx) => {
    await tx.deleteFrom('user_role').where('user_id', '=', company.users['alice']!).execute();
    await tx
      .updateTable('company')
      .set((eb) => ({ org_revision: eb('org_revision', '+', 1) }))
      .execute();
  });
  await company.clockwork.tick();
  await changed.ended;
  await settled(kept, await company.login('bob'));
  kept.stop();
});

test('changes of the organisation are heard by those who may read it', async () => {
  const nothing = (await company.call(boss, 'POST', '/roles', { name: '无' })).json.id as number;
  expect(await org.change(boss, org.user('buyer'), { roleIds: [nothing] })).toBe('200');
  const admin = await company.login('admin');
  const outside = await company.login('buyer');
  const [reader, manager, stranger] = [
    await listenTo(company.app, alice),
    await listenTo(company.app, admin),
    await listenTo(company.app, outside),
  ];
  const dept = { name: '新组', parentId: 1, type: 'team' };
  expect(await org.answer(boss, 'POST', '/depts', dept)).toBe('201');
  expect(await org.answer(boss, 'POST', '/roles', { name: '新角色' })).toBe('201');
  expect(await org.change(boss, org.user('bob'), { post: '新职位' })).toBe('200');
  const company1 = { version: 1, name: '新名' };
  expect(await org.answer(boss, 'PATCH', '/company', company1)).toBe('200');
  const heard = (stream: Stream) =>
    stream.heard.filter(({ event }) => event === 'change').map(({ data }) => data['entity']);
  await reader.next(({ data }) => data['entity'] === 'company');
  await manager.next(({ data }) => data['entity'] === 'company');
  expect(heard(reader)).toEqual(['dept', 'user', 'company']);
  expect(heard(manager)).toEqual(['dept', 'role', 'user', 'company']);
  await company.call(outside, 'PUT', '/me/preferences/own', { value: 1 });
  expect(heard(stranger)).toEqual([]);
  for (const stream of [reader, manager, stranger]) stream.stop();
});

test('a first password opens no stream', async () => {
  const reset = await company.call(boss, 'POST', `${org.user('alice')}/reset-password`);
  const login = { login: 'alice', password: reset.json.firstPassword as string };
  const headers = { 'x-xinhang-token': 'bearer' };
  const { json } = await company.call(null, 'POST', '/auth/login', login, headers);
  await expect(listenTo(company.app, json.token as string)).rejects.toThrow('events: 403');
});
