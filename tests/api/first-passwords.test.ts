import { afterAll, beforeAll, expect, test } from 'vitest';
import { orgOf } from '../helpers/org.ts';
import { startCompany } from '../helpers/server.ts';

const HOUR = 3_600_000;
let company: Awaited<ReturnType<typeof startCompany>>;
let boss: string;
let dept: number;
let role: number;
beforeAll(async () => {
  company = await startCompany();
  boss = await company.login('boss');
  const { json } = await company.call(boss, 'GET', '/depts');
  role = (await orgOf(company).role(boss, 'salesperson')).id;
  dept = (json as { rows: { id: number }[] }).rows[0]!.id;
});
afterAll(async () => {
  await company.stop();
});

let people = 0;
async function newcomer() {
  const login = `neu${(people += 1)}`;
  const answer = await company.call(boss, 'POST', '/users', {
    login,
    name: login,
    deptId: dept,
    roleIds: [role],
  });
  expect(answer.status, answer.text).toBe(201);
  const { user, firstPassword, validHours } = answer.json as {
    user: { id: number };
    firstPassword: string;
    validHours: number;
  };
  return { login, id: user.id, password: firstPassword, validHours };
}
const enter = async (login: string, password: string) =>
  await company.call(
    null,
    'POST',
    '/auth/login',
    { login, password },
    { 'x-xinhang-token': 'bearer' },
  );
const notices = async (token: string) =>
  (
    (await company.call(token, 'GET', '/notifications')).json.rows as {
      kind: string;
      params: object;
    }[]
  )
    .map(({ kind, params }) => ({ kind, params }))
    .toReversed();

test('whose account it is learns who gave the password and of each login with it', async () => {
  const { login, id, password, validHours } = await newcomer();
  expect(validHours).toBe(72);
  // Somebody tries it before its owner does.
  expect((await enter(login, password)).status).toBe(200);
  const { json } = await enter(login, password);
  const token = json.token as string;
  expect((await company.call(token, 'GET', '/notifications')).json.code).toBe(
    'password-change-required',
  );
  const change = { current: password, next: 'a phrase of my own' };
  expect((await company.call(token, 'POST', '/auth/password', change)).status).toBe(200);
  expect(await notices(token)).toEqual([
    { kind: 'first-password', params: { name: 'boss' } },
    { kind: 'first-password-login', params: { address: '127.0.0.1' } },
    { kind: 'first-password-login', params: { address: '127.0.0.1' } },
  ]);
  expect((await enter(login, 'a phrase of my own')).status).toBe(200);
  const audited = await company.db.read
    .selectFrom('audit_event')
    .select('action')
    .where('actor_id', '=', id)
    .where('action', 'like', 'auth.login%')
    .orderBy('id')
    .execute();
  expect(audited.map((row) => row.action)).toEqual([
    'auth.loginFirst',
    'auth.loginFirst',
    'auth.login',
  ]);
  expect(await notices(token)).toHaveLength(3);
});

test('a first password ends, also a reset one, and counts from when it was given', async () => {
  const { login, id, password } = await newcomer();
  company.clock.now += 72 * HOUR + 1;
  expect((await enter(login, password)).json.code).toBe('first-password-ended');
  expect((await enter(login, 'something else')).json.code).toBe('login-failed');
  boss = await company.login('boss');
  const reset = await company.call(boss, 'POST', `/users/${id}/reset-password`, {});
  const second = reset.json.firstPassword as string;
  company.clock.now += 71 * HOUR;
  expect((await enter(login, password)).json.code).toBe('login-failed');
  expect((await enter(login, second)).status).toBe(200);
});

test('the time follows the setting; a password of one\u2019s own does not end', async () => {
  boss = await company.login('boss');
  const { login, password } = await newcomer();
  const { json } = await company.call(boss, 'GET', '/settings');
  const values = { 'accounts.firstPasswordHours': 1 };
  const set = { version: json.version as number, values };
  expect((await company.call(boss, 'PATCH', '/settings', set)).status).toBe(200);
  company.clock.now += HOUR;
  expect((await enter(login, password)).status).toBe(200);
  company.clock.now += 1;
  expect((await enter(login, password)).json.code).toBe('first-password-ended');
  company.clock.now += 1000 * HOUR;
  await company.login('alice');
});
