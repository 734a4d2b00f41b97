import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { loadActor } from '@xinhang/db/repositories/rights.ts';
import { orgOf, readyGrants } from '../helpers/org.ts';
import { startCompany } from '../helpers/server.ts';

/** Nobody gives what he does not hold: each door that somebody might try. */

let company: Awaited<ReturnType<typeof startCompany>>;
let org: ReturnType<typeof orgOf>;
let boss: string;
let admin: string;
let alice: number;
const refused = '403 grant-not-held';

beforeAll(async () => {
  company = await startCompany();
  org = orgOf(company);
  boss = await company.login('boss');
  admin = await company.login('admin');
  alice = company.users['alice']!;
  await company.call(admin, 'GET', '/auth/me');
  await company.call(boss, 'POST', '/customers', { name: '绍兴客户', ownerId: alice });
});
afterAll(async () => {
  await company.stop();
});
let before: string;
beforeEach(async () => {
  before = await rights('admin');
});

/** Whom a person reaches with each permission, to see that a refusal changed nothing. */
async function rights(login: string): Promise<string> {
  const actor = await loadActor(company.db.read, company.users[login]!);
  return JSON.stringify([[...actor!.reach], actor!.fields]);
}

test('an administrator makes accounts, and an owner gives the business roles', async () => {
  const salesperson = (await org.role(boss, 'salesperson')).id;
  const warehouse = (await org.role(boss, 'warehouse')).id;
  const buyer = (await org.role(boss, 'buyer')).id;
  const bare = await company.call(boss, 'POST', '/roles', { name: '无权' });
  const nothing = bare.json.id as number;
  const person = { name: '王芳', deptId: await org.dept(boss, '一组') };
  const add = (token: string, login: string, roleIds: number[]) =>
    org.answer(token, 'POST', '/users', { ...person, login, roleIds });
  expect(await add(admin, 'wang1', [salesperson])).toBe(refused);
  // Sees the cost of things, which the administrator does not.
  expect(await add(admin, 'wang2', [buyer])).toBe(refused);
  expect(await add(admin, 'wang6', [warehouse])).toBe(refused);
  expect(await add(admin, 'wang3', [nothing])).toBe('201');
  expect(await add(admin, 'wang4', [])).toBe('201');
  expect(await add(boss, 'wang5', [salesperson])).toBe('201');
  expect(await org.change(admin, org.user('alice'), { post: '资深', phone: '8001' })).toBe('200');
});

test('an administrator gives himself nothing, whatever way he tries', async () => {
  const own = org.user('admin');
  const administrator = await org.role(boss, 'administrator');
  const salesperson = await org.role(boss, 'salesperson');
  const owner = await org.role(boss, 'owner');
  const custom = [{ permission: 'customers.read', scope: 'custom', deptIds: [1] }];
  const tries: [string, object][] = [
    [own, { roleIds: [administrator.id, salesperson.id] }],
    [own, { roleIds: [administrator.id, owner.id] }],
    [`/roles/${administrator.id}`, { grants: readyGrants('owner') }],
    [`/roles/${administrator.id}`, { grants: [...administrator.grants, ...custom] }],
    [`/roles/${administrator.id}`, { fields: { phone: 'show', credit: 'hide', cost: 'hide' } }],
    // Nobody holds it: an owner who gives it later would not look again.
    [`/roles/${(await org.role(boss, 'warehouse')).id}`, { grants: readyGrants('salesperson') }],
    [`/roles/${owner.id}`, { grants: readyGrants('administrator') }],
    [`/roles/${owner.id}`, { name: '东家' }],
  ];
  for (const [path, body] of tries) {
    expect([path, await org.change(admin, path, body)]).toEqual([path, refused]);
  }
  const copy = { name: '副本', copyOf: owner.id };
  expect(await org.answer(admin, 'POST', '/roles', copy)).toBe(refused);
  expect(await org.answer(admin, 'POST', '/roles', { name: '空白' })).toBe('201');
  expect(await rights('admin')).toBe(before);
});

test('nobody becomes another person: passwords and accounts of those who hold more', async () => {
  const reset = (token: string, login: string) =>
    org.answer(token, 'POST', `${org.user(login)}/reset-password`);
  expect(await reset(admin, 'boss')).toBe(refused);
  expect(await reset(admin, 'alice')).toBe(refused);
  expect(await reset(admin, 'admin')).toBe('409 state-refused');
  expect(await org.change(admin, org.user('boss'), { name: '管理员' })).toBe(refused);
  expect(await org.change(admin, `${org.user('boss')}/state`, { state: 'locked' })).toBe(refused);
  expect(await org.answer(admin, 'POST', `${org.user('boss')}/sessions/end`)).toBe('200');
  boss = await company.login('boss');
  expect(await reset(boss, 'both')).toBe('200');
});

test('whoever holds a scope in his own departments does not stretch it', async () => {
  // A manager who also keeps the organisation.
  const roles = [await org.role(boss, 'sales-manager'), await org.role(boss, 'administrator')];
  const body = { roleIds: roles.map((role) => role.id) };
  expect(await org.change(boss, org.user('manager'), body)).toBe('200');
  const manager = await company.login('manager');
  const was = await rights('manager');
  const [team, other, branch] = [
    await org.dept(boss, '一组'),
    await org.dept(boss, '二组'),
    await org.dept(boss, '华南'),
  ];
  const me = company.users['manager']!;
  const bob = company.users['bob']!;
  await company.call(boss, 'POST', '/customers', { name: '丽水客户', ownerId: bob });
  const custom = { permission: 'customers.read', scope: 'custom', deptIds: [branch] };
  const tries: [string, object][] = [
    // Head of another department, or of the one above.
    [`/depts/${other}`, { headUserId: me }],
    [`/depts/${branch}`, { headUserId: me }],
    // Another department below his own.
    [`/depts/${other}`, { parentId: team }],
    // A stranger into his team, or works for a stranger.
    [org.user('bob'), { deptId: team }],
    [`/roles/${roles[0]!.id}`, { grants: [...roles[0]!.grants, custom] }],
    [org.user('alice'), { roleIds: [(await org.role(boss, 'sales-director')).id] }],
  ];
  for (const [path, wanted] of tries) {
    expect([path, wanted, await org.change(manager, path, wanted)]).toEqual([
      path,
      wanted,
      refused,
    ]);
  }
  expect(await rights('manager')).toBe(was);
  // Inside his own team he gives what he has.
  const salesperson = (await org.role(boss, 'salesperson')).id;
  const person = { login: 'newcomer', name: '李雷', deptId: team, roleIds: [salesperson] };
  expect(await org.answer(manager, 'POST', '/users', person)).toBe('201');
  const reset = `${org.user('alice')}/reset-password`;
  expect(await org.answer(manager, 'POST', reset)).toBe('200');
  expect(await org.answer(manager, 'POST', `${org.user('bob')}/reset-password`)).toBe(refused);
});

test('an assistant does not choose for whom he works', async () => {
  const roles = [await org.role(boss, 'sales-assistant'), await org.role(boss, 'administrator')];
  const body = { roleIds: roles.map((role) => role.id), principalIds: [company.users['bob']!] };
  expect(await org.change(boss, org.user('admin'), body)).toBe('200');
  const wider = { principalIds: [company.users['bob']!, alice] };
  expect(await org.change(admin, org.user('admin'), wider)).toBe(refused);
  expect(await org.change(admin, org.user('admin'), { principalIds: [] })).toBe('200');
});

test('people without customers move freely; with customers only for who sees both sides', async () => {
  const body = { deptId: await org.dept(boss, '二组') };
  // The head of 一组 loses alice, and nobody heads 二组.
  expect(await org.change(admin, org.user('alice'), body)).toBe('200');
  const back = { deptId: await org.dept(boss, '一组') };
  expect(await org.change(admin, org.user('alice'), back)).toBe(refused);
  expect(await org.change(admin, org.user('buyer'), back)).toBe('200');
  expect(await org.change(boss, org.user('alice'), back)).toBe('200');
});

test('both sides of the wall need the permission to be there', async () => {
  const [buyer, salesperson] = [await org.role(boss, 'buyer'), await org.role(boss, 'salesperson')];
  const both = { roleIds: [buyer.id, salesperson.id] };
  expect(await org.change(boss, org.user('bob'), both)).toBe('422 roles-exclusive');
  // Who was put on both sides before is not held up in other things.
  expect(await org.change(boss, org.user('both'), { post: '兼职' })).toBe('200');
  const side = async (to: string | null) =>
    await org.change(boss, `/roles/${salesperson.id}`, { side: to });
  expect(await side(null)).toBe('200');
  expect(await side('sales')).toBe('422 roles-exclusive');
  expect(await org.change(boss, org.user('both'), { roleIds: [buyer.id] })).toBe('200');
  expect(await side('sales')).toBe('200');
  const made = await company.call(boss, 'POST', '/roles', { name: '跨线' });
  const grants = [{ permission: 'system.acrossWall', scope: 'all' }];
  expect(await org.change(boss, `/roles/${made.json.id as number}`, { grants })).toBe('200');
  const across = { roleIds: [...both.roleIds, made.json.id as number] };
  expect(await org.change(boss, org.user('bob'), across)).toBe('200');
  expect(await org.change(boss, `/roles/${made.json.id as number}`, { grants: [] })).toBe(
    '422 roles-exclusive',
  );
});

test('one owner who can log in always remains', async () => {
  const own = org.user('boss');
  const owner = await org.role(boss, 'owner');
  const without = owner.grants.filter((grant) => grant.permission !== 'system.owner');
  expect(await org.change(boss, own, { roleIds: [] })).toBe('409 last-owner');
  expect(await org.change(boss, `/roles/${owner.id}`, { grants: without })).toBe('409 last-owner');
  expect(await org.change(boss, `${own}/state`, { state: 'left' })).toBe('409 state-refused');
  // A second one who is locked does not count.
  expect(await org.change(boss, org.user('buyer'), { roleIds: [owner.id] })).toBe('200');
  const state = `${org.user('buyer')}/state`;
  expect(await org.change(boss, state, { state: 'locked' })).toBe('200');
  expect(await org.change(boss, own, { roleIds: [] })).toBe('409 last-owner');
  expect(await org.change(boss, state, { state: 'active' })).toBe('200');
  expect(await org.change(boss, own, { roleIds: [] })).toBe('200');
  expect(await org.answer(boss, 'GET', '/users')).toBe('403 forbidden');
});
