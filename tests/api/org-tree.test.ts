import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Dept } from '@xinhang/shared/depts.ts';
import type { Role } from '@xinhang/shared/roles.ts';
import { orgOf } from '../helpers/org.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let org: ReturnType<typeof orgOf>;
let boss: string;
beforeAll(async () => {
  company = await startCompany();
  org = orgOf(company);
  boss = await company.login('boss');
});
afterAll(async () => {
  await company.stop();
});

const depts = async () => (await company.call(boss, 'GET', '/depts')).json.rows as Dept[];
const add = async (name: string, parentId: number, more: object = {}) => {
  const body = { name, parentId, type: 'team', ...more };
  return (await company.call(boss, 'POST', '/depts', body)).json as Dept;
};
const change = (id: number, body: object) => org.change(boss, `/depts/${id}`, body);

test('a department moves with all below it, and scopes follow on the next request', async () => {
  const alice = await company.login('alice');
  const id = (await company.call(alice, 'POST', '/customers', { name: '衢州客户' })).json
    .id as number;
  const north = await add('华北', 1, { type: 'branch', headUserId: company.users['bob'] });
  const manager = (await org.role(boss, 'branch-manager')).id;
  expect(await org.change(boss, org.user('bob'), { roleIds: [manager] })).toBe('200');
  const bob = await company.login('bob');
  const sees = async () => (await company.call(bob, 'GET', `/customers/${id}`)).status;
  expect(await sees()).toBe(404);
  const south = await org.dept(boss, '华南');
  expect(await change(south, { parentId: north.id })).toBe('200');
  expect(await sees()).toBe(200);
  // Parents come first still, and the paths hold.
  const order = (await depts()).map((dept) => dept.name);
  expect(order.indexOf('华北')).toBeLessThan(order.indexOf('华南'));
  expect(order.indexOf('华南')).toBeLessThan(order.indexOf('一组'));
  expect(await change(south, { parentId: 1 })).toBe('200');
  expect(await sees()).toBe(404);
  expect(await change(south, { headUserId: company.users['bob'] })).toBe('200');
  expect(await sees()).toBe(200);
  expect(await change(south, { headUserId: null })).toBe('200');
  expect(await sees()).toBe(404);
});

test('a tree stays a tree', async () => {
  const [south, team] = [await org.dept(boss, '华南'), await org.dept(boss, '一组')];
  expect(await change(south, { parentId: team })).toBe('422 department-cycle');
  expect(await change(south, { parentId: south })).toBe('422 department-cycle');
  expect(await change(1, { parentId: south })).toBe('422 department-cycle');
  const { version } = (await depts()).find((dept) => dept.id === south)!;
  const circle = await company.call(boss, 'PATCH', `/depts/${south}`, { version, parentId: team });
  expect(circle.json.params).toEqual({ chain: '华南 → 一组 → 华南' });
  expect(await change(south, { parentId: 999 })).toBe('422 field-refused');
  expect(await change(team, { type: 'company' })).toBe('422 field-refused');
  expect(await change(1, { type: 'team' })).toBe('422 field-refused');
  expect(await change(team, { headUserId: 999 })).toBe('422 field-refused');
  expect(await change(team, { name: '二组' })).toBe('409 already-exists');
  const same = { name: '一组', parentId: south, type: 'team' };
  expect(await org.answer(boss, 'POST', '/depts', same)).toBe('409 already-exists');
  const stale = await company.call(boss, 'PATCH', `/depts/${team}`, { version: 99, name: '壹组' });
  expect(stale.json).toMatchObject({
    code: 'version-conflict',
    data: { fields: [{ field: 'name', current: '一组', yours: '壹组' }] },
  });
});

test('what is in use is not closed, and nothing goes into what is closed', async () => {
  const outer = await add('外勤', 1);
  const inner = await add('外勤一', outer.id, { salesModel: 'retain', sort: 3 });
  expect(inner).toMatchObject({ salesModel: 'retain', sort: 3, userCount: 0, closed: false });
  expect(await change(outer.id, { closed: true })).toBe('409 in-use');
  expect(await change(await org.dept(boss, '一组'), { closed: true })).toBe('409 in-use');
  expect(await change(inner.id, { closed: true })).toBe('200');
  expect(await change(outer.id, { closed: true })).toBe('200');
  expect(await change(inner.id, { closed: false })).toBe('422 field-refused');
  const person = { login: 'late', name: '晚', deptId: outer.id, roleIds: [] };
  expect(await org.answer(boss, 'POST', '/users', person)).toBe('422 field-refused');
  expect(await org.change(boss, org.user('alice'), { deptId: outer.id })).toBe('422 field-refused');
  // The name of a closed one is free, until it comes back.
  const again = await add('外勤', 1);
  expect(await change(outer.id, { closed: false })).toBe('409 already-exists');
  expect(await change(again.id, { name: '外勤新' })).toBe('200');
  expect(await change(outer.id, { closed: false })).toBe('200');
});

test('a role is copied, changed line by line, and removed when nobody holds it', async () => {
  const source = await org.role(boss, 'sales-manager');
  const copy = { name: '区域主管', copyOf: source.id };
  const made = (await company.call(boss, 'POST', '/roles', copy)).json as Role;
  expect(made).toMatchObject({ key: null, side: 'sales', fields: source.fields, userCount: 0 });
  expect(made.grants).toEqual(source.grants);
  expect(await org.answer(boss, 'POST', '/roles', copy)).toBe('409 already-exists');
  const path = `/roles/${made.id}`;
  const grant = (permission: string, scope: string, deptIds: number[] = []) => ({
    grants: [{ permission, scope, deptIds }],
  });
  expect(await org.change(boss, path, grant('customers.read', 'custom'))).toBe('422 field-refused');
  expect(await org.change(boss, path, grant('customers.read', 'custom', [999]))).toBe(
    '422 field-refused',
  );
  const line = grant('customers.read', 'self').grants[0]!;
  expect(await org.change(boss, path, { grants: [line, line] })).toBe('422 field-refused');
  expect(await org.change(boss, path, grant('customers.fly', 'all'))).toBe('400 validation-failed');
  // A permission that is about nobody's rows has no scope to choose.
  expect(await org.change(boss, path, grant('org.read', 'self'))).toBe('200');
  expect((await org.role(boss, '区域主管')).grants).toMatchObject([
    { permission: 'org.read', scope: 'all' },
  ]);
  const south = await org.dept(boss, '华南');
  expect(await org.change(boss, path, grant('customers.read', 'custom', [south]))).toBe('200');
  const fields = { phone: 'mask', credit: 'hide', cost: 'hide' };
  expect(await org.change(boss, path, { name: '片区', side: null, fields })).toBe('200');
  expect(await org.role(boss, '片区')).toMatchObject({ side: null, fields });
  // A client that does not know the personal file changes nothing of it; there is no mask for it.
  const personal = { ...fields, personal: 'show' };
  expect(await org.change(boss, path, { fields: personal })).toBe('200');
  expect(await org.change(boss, path, { fields })).toBe('200');
  expect((await org.role(boss, '片区')).fields).toEqual(personal);
  expect(await org.change(boss, path, { fields: { ...fields, personal: 'mask' } })).toBe(
    '400 validation-failed',
  );
  expect(await org.change(boss, path, { name: source.name })).toBe('409 already-exists');

  expect(await org.change(boss, org.user('alice'), { roleIds: [made.id] })).toBe('200');
  expect(await org.answer(boss, 'DELETE', path)).toBe('409 in-use');
  // Alice has customers by now: she goes back to a role that lets her see them.
  const before = { roleIds: [(await org.role(boss, 'salesperson')).id] };
  expect(await org.change(boss, org.user('alice'), before)).toBe('200');
  expect(await org.answer(boss, 'DELETE', path)).toBe('200');
  expect(await org.answer(boss, 'DELETE', path)).toBe('404 not-found');
  expect(await org.answer(boss, 'DELETE', `/roles/${source.id}`)).toBe('409 in-use');
});

test('the company has a name, a time zone that exists, and a sales model', async () => {
  const send = async (body: object) => await company.call(boss, 'PATCH', '/company', body);
  expect((await send({ version: 1, timeZone: 'Mars/Olympus' })).json).toMatchObject({
    code: 'field-refused',
    errors: [{ pointer: '/timeZone' }],
  });
  const body = { version: 1, name: '海天贸易', timeZone: 'Asia/Taipei', salesModel: 'project' };
  expect((await send(body)).json).toEqual({ ...body, version: 2 });
  expect((await send(body)).json.code).toBe('version-conflict');
  const me = (await company.call(boss, 'GET', '/auth/me')).json;
  expect(me.company).toMatchObject({ name: '海天贸易', timeZone: 'Asia/Taipei' });
});

test('every change leaves its row in the audit', async () => {
  const rows = await company.db.read
    .selectFrom('audit_event')
    .select(['action', 'actor_id', 'before', 'after'])
    .where('entity', 'in', ['dept', 'role', 'company'])
    .execute();
  const actions = [...new Set(rows.map((row) => row.action))].toSorted();
  expect(actions).toEqual([
    'org.createDept',
    'org.updateCompany',
    'org.updateDept',
    'roles.create',
    'roles.delete',
    'roles.update',
  ]);
  expect(rows.every((row) => row.actor_id === company.users['boss'])).toBe(true);
});
