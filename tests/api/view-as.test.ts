import { afterAll, beforeAll, expect, test } from 'vitest';
import { listenTo } from '../helpers/event-stream.ts';
import { orgOf } from '../helpers/org.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let org: ReturnType<typeof orgOf>;
let boss: string;
let alice: string;
let hers: number;
beforeAll(async () => {
  company = await startCompany();
  org = orgOf(company);
  boss = await company.login('boss');
  alice = await company.login('alice');
  hers = (await company.call(alice, 'POST', '/customers', { name: '台州客户' })).json.id as number;
  await company.call(boss, 'POST', '/customers', { name: '老板的客户' });
});
afterAll(async () => {
  await company.stop();
});

const start = async (token: string, login: string) =>
  await org.answer(token, 'POST', '/auth/view-as', { userId: company.users[login] });
const end = async () => await org.answer(boss, 'POST', '/auth/view-as/end');
const customers = async (token: string) =>
  ((await company.call(token, 'GET', '/customers')).json.rows as { id: number }[]).map(
    (row) => row.id,
  );
const notices = async (token: string) =>
  (await company.call(token, 'GET', '/notifications')).json.rows as {
    kind: string;
    params: object;
  }[];

test('the owner sees what she sees, writes nothing, and everybody concerned is told', async () => {
  const stream = await listenTo(company.app, boss);
  expect(await customers(boss)).toHaveLength(2);
  expect(await start(boss, 'alice')).toBe('200');
  await stream.ended;
  expect(await customers(boss)).toEqual([hers]);
  const me = (await company.call(boss, 'GET', '/auth/me')).json;
  expect(me).toMatchObject({
    user: { name: 'alice' },
    viewAs: { byUserId: company.users['boss'], byName: 'boss' },
  });
  const writes: ['POST' | 'PUT' | 'PATCH' | 'DELETE', string, object?][] = [
    ['POST', '/customers', { name: '不行' }],
    ['PUT', '/me/preferences/list', { value: 1 }],
    ['POST', '/auth/view-as', { userId: company.users['bob'] }],
    ['POST', '/auth/password', { current: 'x', next: 'a long new one' }],
    ['POST', '/auth/logout-everywhere'],
    ['POST', '/notifications/mark', { all: true }],
  ];
  for (const [method, path, body] of writes) {
    const answer = await org.answer(boss, method, path, body);
    expect([path, answer]).toEqual([path, '403 view-as-read-only']);
  }
  expect(await end()).toBe('200');
  expect(await end()).toBe('200');
  expect(await customers(boss)).toHaveLength(2);
  expect(await notices(alice)).toMatchObject([{ kind: 'view-as', params: { name: 'boss' } }]);
  expect(await notices(boss)).toMatchObject([{ kind: 'view-as-owner', params: { name: 'alice' } }]);
  const audit = await company.db.read
    .selectFrom('audit_event')
    .select(['action', 'actor_id', 'entity_id'])
    .where('action', 'like', 'auth.%ViewAs')
    .orderBy('id')
    .execute();
  expect(audit).toEqual(
    ['auth.startViewAs', 'auth.endViewAs'].map((action) => ({
      action,
      actor_id: company.users['boss'],
      entity_id: company.users['alice'],
    })),
  );
});

test('nobody looks through the eyes of an owner, of himself, or of somebody who is gone', async () => {
  const owner = (await org.role(boss, 'owner')).id;
  expect(await org.change(boss, org.user('both'), { roleIds: [owner] })).toBe('200');
  expect(await start(boss, 'both')).toBe('422 field-refused');
  expect(await start(boss, 'boss')).toBe('422 field-refused');
  expect(await org.change(boss, `${org.user('bob')}/state`, { state: 'locked' })).toBe('200');
  expect(await start(boss, 'bob')).toBe('422 field-refused');
  expect(await org.answer(boss, 'POST', '/auth/view-as', { userId: 999 })).toBe(
    '422 field-refused',
  );
  expect(await start(alice, 'manager')).toBe('403 forbidden');
});

test('whoever was given the permission alone sees nobody who holds more', async () => {
  const made = (await company.call(boss, 'POST', '/roles', { name: '代看' })).json.id as number;
  const grants = [{ permission: 'system.viewAs', scope: 'all' }];
  expect(await org.change(boss, `/roles/${made}`, { grants })).toBe('200');
  const roleIds = [made, (await org.role(boss, 'administrator')).id];
  expect(await org.change(boss, org.user('admin'), { roleIds })).toBe('200');
  const admin = await company.login('admin');
  expect(await start(admin, 'alice')).toBe('403 grant-not-held');
  const bare = (await company.call(boss, 'POST', '/roles', { name: '无权' })).json.id as number;
  const plain = [{ permission: 'org.read', scope: 'all' }];
  expect(await org.change(boss, `/roles/${bare}`, { grants: plain })).toBe('200');
  expect(await org.change(boss, org.user('buyer'), { roleIds: [bare] })).toBe('200');
  expect(await start(admin, 'buyer')).toBe('200');
  // The permission is taken away while he looks: the session is over.
  expect(await org.answer(admin, 'GET', '/depts')).toBe('200');
  expect(await org.change(boss, `/roles/${made}`, { grants: [] })).toBe('200');
  expect(await org.answer(admin, 'GET', '/depts')).toBe('401 session-ended');
});

test('logging out while looking ends the own session, not one of hers', async () => {
  expect(await start(boss, 'alice')).toBe('200');
  expect(await org.answer(boss, 'POST', '/auth/logout')).toBe('200');
  expect(await org.answer(boss, 'GET', '/auth/me')).toBe('401 session-ended');
  expect(await org.answer(alice, 'GET', '/auth/me')).toBe('200');
});
