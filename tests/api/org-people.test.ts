import { afterAll, beforeAll, expect, test } from 'vitest';
import type { User } from '@xinhang/shared/people.ts';
import { orgOf } from '../helpers/org.ts';
import { PASSWORD } from '../helpers/password.ts';
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

const list = async (query: string) =>
  (await company.call(boss, 'GET', `/users?${query}`)).json as {
    rows: User[];
    next: string | null;
    count: number;
  };
const logins = async (query: string) => (await list(query)).rows.map((user) => user.login);
const person = (login: string) => company.call(boss, 'GET', org.user(login));

async function add(body: object) {
  return await company.call(boss, 'POST', '/users', { roleIds: [], ...body });
}

test('a new person gets a first password, shown once, and must change it', async () => {
  const deptId = await org.dept(boss, '一组');
  const salesperson = (await org.role(boss, 'salesperson')).id;
  const made = await add({
    login: 'Zhang.San',
    name: '张三',
    deptId,
    roleIds: [salesperson],
    mentorId: company.users['alice'],
    principalIds: [company.users['bob']],
    hiredOn: '2026-11-24',
    probationEndsOn: '2027-02-24',
  });
  expect(made.status).toBe(201);
  const { user, firstPassword } = made.json as { user: User; firstPassword: string };
  expect(user).toMatchObject({
    login: 'Zhang.San',
    dept: { id: deptId, name: '一组' },
    roles: [{ id: salesperson }],
    principals: [{ name: 'bob' }],
    mentor: { name: 'alice' },
    hiredOn: '2026-11-24',
    mustChangePassword: true,
  });
  // Whom she leads leads her not.
  const { version } = (await person('alice')).json;
  const circle = { version, mentorId: user.id };
  const refused = await company.call(boss, 'PATCH', org.user('alice'), circle);
  expect(refused.json.errors).toEqual([
    { pointer: '/mentorId', code: 'mentor-cycle', params: { chain: 'alice → 张三 → alice' } },
  ]);
  const headers = { 'x-xinhang-token': 'bearer' };
  const login = { login: 'ZHANG.san', password: firstPassword };
  const token = (await company.call(null, 'POST', '/auth/login', login, headers)).json
    .token as string;
  expect((await company.call(token, 'GET', '/depts')).json.code).toBe('password-change-required');
  const stored = await company.db.read.selectFrom('audit_event').selectAll().execute();
  const keys = await company.db.read.selectFrom('idempotency_key').selectAll().execute();
  expect(JSON.stringify([stored, keys])).not.toContain(firstPassword);
  expect(JSON.stringify(stored)).not.toContain('argon2');
});

test('bad input names the field and leaves nothing behind', async () => {
  const count = async () => (await list('limit=1')).count;
  const before = await count();
  const deptId = await org.dept(boss, '一组');
  const tries: [object, string][] = [
    [{ login: 'a b' }, '/login'],
    [{ deptId: 999 }, '/deptId'],
    [{ roleIds: [999] }, '/roleIds/0'],
    [{ principalIds: [company.users['bob'], 999] }, '/principalIds/1'],
    [{ mentorId: 999 }, '/mentorId'],
    [{ hiredOn: '2026-02-30' }, '/hiredOn'],
    [{ hiredOn: '2026-05-01', probationEndsOn: '2026-04-30' }, '/probationEndsOn'],
  ];
  for (const [body, pointer] of tries) {
    const { json } = await add({ login: 'nobody', name: '某人', deptId, ...body });
    const [error] = (json as { errors: { pointer: string }[] }).errors;
    expect([body, error?.pointer]).toEqual([body, pointer]);
  }
  expect((await add({ login: 'ALICE', name: '某人', deptId })).json.code).toBe('already-exists');
  expect(await count()).toBe(before);
  const own = { principalIds: [company.users['alice']] };
  expect(await org.change(boss, org.user('alice'), own)).toBe('422 field-refused');
});

test('people are found by name, pinyin, login, department with all below, and state', async () => {
  const deptId = await org.dept(boss, '二组');
  await add({ login: 'u77', name: '单小云', deptId });
  // A surname that is read otherwise than the word.
  expect(await logins('q=shanxiao')).toEqual(['u77']);
  expect(await logins('q=小云')).toEqual(['u77']);
  expect(await logins('q=U77')).toEqual(['u77']);
  const branch = await logins(`deptId=${await org.dept(boss, '华南')}`);
  expect(branch).toContain('bob');
  expect(branch).not.toContain('boss');
  expect(await logins(`deptId=${deptId}`)).toEqual(['bob', 'u77']);
  expect(await logins('deptId=999')).toEqual([]);
  expect(await logins('state=locked')).toEqual([]);
  expect((await company.call(boss, 'GET', '/users/999')).status).toBe(404);
});

test('pages follow one another by the sound of the name, without a gap or a repeat', async () => {
  const whole = await logins('limit=200');
  const found: string[] = [];
  let cursor = '';
  for (;;) {
    const page = await list(`limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    expect(page.count).toBe(whole.length);
    found.push(...page.rows.map((user) => user.login));
    if (page.next === null) break;
    cursor = page.next;
  }
  expect(found).toEqual(whole);
  expect((await company.call(boss, 'GET', '/users?cursor=x')).json.code).toBe('bad-cursor');
});

test('a stale change is answered with what differs', async () => {
  const { version } = (await person('bob')).json;
  expect(await org.change(boss, org.user('bob'), { post: '组长' })).toBe('200');
  const body = { version, post: '经理', deptId: 1 };
  const late = await company.call(boss, 'PATCH', org.user('bob'), body);
  expect(late.json).toMatchObject({
    code: 'version-conflict',
    data: {
      fields: [
        { field: 'post', current: '组长', yours: '经理' },
        { field: 'deptId', yours: 1 },
      ],
    },
  });
});

test('who leaves hands over first, and is out at once', async () => {
  const bob = await company.login('bob');
  const created = await company.call(bob, 'POST', '/customers', { name: '舟山客户' });
  const state = `${org.user('bob')}/state`;
  const hired = { hiredOn: '2026-12-01' };
  expect(await org.change(boss, org.user('bob'), hired)).toBe('200');
  const early = { state: 'leaving', leftOn: '2026-11-30' };
  expect(await org.change(boss, state, early)).toBe('422 field-refused');
  expect(await org.change(boss, state, { state: 'leaving', leftOn: '2026-12-31' })).toBe('200');
  expect(await org.change(boss, org.user('bob'), { hiredOn: '2027-01-01' })).toBe(
    '422 field-refused',
  );
  expect(await org.answer(bob, 'GET', '/auth/me')).toBe('200');
  expect(await org.change(boss, state, { state: 'left' })).toBe('409 user-owns-customers');
  const { id, version } = created.json;
  const assign = { version, ownerId: company.users['alice'], note: '' };
  expect(await org.answer(boss, 'POST', `/customers/${id}/assign`, assign)).toBe('200');
  expect(await org.change(boss, state, { state: 'left' })).toBe('200');
  expect((await person('bob')).json).toMatchObject({ state: 'left', leftOn: '2026-12-31' });
  expect(await org.answer(bob, 'GET', '/auth/me')).toBe('401 session-ended');
  // Named by nobody any more.
  const mentor = { mentorId: company.users['bob'] };
  expect(await org.change(boss, org.user('alice'), mentor)).toBe('422 field-refused');
  expect(await org.change(boss, state, { state: 'active' })).toBe('200');
  expect((await person('bob')).json.leftOn).toBe(null);
  expect(await org.answer(bob, 'GET', '/auth/me')).toBe('401 session-ended');
});

test('a new first password ends every session and every waiting time', async () => {
  const alice = await company.login('alice');
  for (let n = 0; n < 5; n += 1) {
    const body = { login: 'alice', password: 'wrong' };
    await company.call(null, 'POST', '/auth/login', body);
  }
  const reset = await company.call(boss, 'POST', `${org.user('alice')}/reset-password`);
  const { firstPassword } = reset.json as { firstPassword: string };
  expect(await org.answer(alice, 'GET', '/auth/me')).toBe('401 session-ended');
  company.clock.now += 1001;
  const old = { login: 'alice', password: PASSWORD };
  expect((await company.call(null, 'POST', '/auth/login', old)).status).toBe(401);
  company.clock.now += 3000;
  const body = { login: 'alice', password: firstPassword };
  const entered = await company.call(null, 'POST', '/auth/login', body);
  expect(entered.json.me.mustChangePassword).toBe(true);
});

test('sessions of a person are listed and ended', async () => {
  const manager = await company.login('manager');
  const path = `${org.user('manager')}/sessions`;
  const { rows } = (await company.call(boss, 'GET', path)).json as { rows: object[] };
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ address: '127.0.0.1' });
  expect(await org.answer(boss, 'POST', `${path}/end`)).toBe('200');
  expect((await company.call(boss, 'GET', path)).json.rows).toEqual([]);
  expect(await org.answer(manager, 'GET', '/auth/me')).toBe('401 session-ended');
  expect((await company.call(boss, 'GET', '/users/999/sessions')).status).toBe(404);
});

test('colleagues are named by their ids, also those who are not picked any more', async () => {
  const manager = await company.login('manager');
  const { boss: head, bob } = company.users;
  const names = async (query: string) =>
    (
      (await company.call(manager, 'GET', `/users/pick?${query}`)).json as {
        rows: { name: string }[];
      }
    ).rows.map((row) => row.name);
  const state = `${org.user('bob')}/state`;
  expect(await org.change(boss, state, { state: 'locked' })).toBe('200');
  expect(await names('q=bo')).toEqual(['boss', 'both']);
  expect(await names(`id=${head}&id=${bob}`)).toEqual(['bob', 'boss']);
  expect(await names('id=999')).toEqual([]);
});
