import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSWORD } from '../helpers/password.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
beforeAll(async () => {
  company = await startCompany();
});
afterAll(async () => {
  await company.stop();
});

test('without a session nothing but the public endpoints answers', async () => {
  expect((await company.call(null, 'GET', '/health')).json.ok).toBe(true);
  expect((await company.call(null, 'GET', '/customers')).status).toBe(401);
  expect((await company.call('no such token', 'GET', '/auth/me')).json.code).toBe('session-ended');
});

test('HEAD asks whether the server lives, and nothing else', async () => {
  const ask = async (url: string) =>
    (await company.app.inject({ method: 'HEAD', url: `/api/v1${url}` })).statusCode;
  expect(await ask('/health')).toBe(200);
  expect(await ask('/customers')).toBe(404);
});

test('five wrong passwords are free, then each waits longer, and the right one waits too', async () => {
  const attempt = async (password: string) =>
    await company.call(null, 'POST', '/auth/login', { login: 'bob', password });
  for (let n = 0; n < 5; n += 1) expect((await attempt('wrong')).json.code).toBe('login-failed');
  expect((await attempt(PASSWORD)).json.code).toBe('login-delayed');
  company.clock.now += 1001;
  expect((await attempt(PASSWORD)).status).toBe(200);
});

test('a locked person is out on the next request', async () => {
  const token = await company.login('alice');
  expect((await company.call(token, 'GET', '/auth/me')).status).toBe(200);
  await company.db.transaction(async (tx) => {
    await tx.updateTable('user').set({ state: 'locked' }).where('login', '=', 'alice').execute();
  });
  expect((await company.call(token, 'GET', '/auth/me')).status).toBe(401);
});

test('a first password must be changed before anything else', async () => {
  await company.db.transaction(async (tx) => {
    const first = tx.updateTable('user').set({ must_change_password: 1 });
    await first.where('login', '=', 'manager').execute();
  });
  const token = await company.login('manager');
  expect((await company.call(token, 'GET', '/customers')).json.code).toBe(
    'password-change-required',
  );
  const body = { current: PASSWORD, next: 'another long one' };
  expect((await company.call(token, 'POST', '/auth/password', body)).status).toBe(200);
  expect((await company.call(token, 'GET', '/customers')).status).toBe(200);
});

test('a session ends after eight idle hours and by logging out', async () => {
  const idle = await company.login('boss');
  company.clock.now += 8 * 3_600_000 + 1;
  expect((await company.call(idle, 'GET', '/auth/me')).json.code).toBe('session-ended');
  const token = await company.login('boss');
  await company.call(token, 'POST', '/auth/logout');
  expect((await company.call(token, 'GET', '/auth/me')).status).toBe(401);
});

test('the audit says who logged in, replaced the password and logged out', async () => {
  const token = await company.login('bob');
  const body = { current: PASSWORD, next: 'yet another long one' };
  expect((await company.call(token, 'POST', '/auth/password', body)).status).toBe(200);
  await company.call(token, 'POST', '/auth/logout');
  const rows = await company.db.read
    .selectFrom('audit_event')
    .innerJoin('user', 'user.id', 'audit_event.actor_id')
    .select('action')
    .where('user.login', '=', 'bob')
    .orderBy('audit_event.id', 'desc')
    .limit(3)
    .execute();
  expect(rows.map(({ action }) => action)).toEqual(['auth.logout', 'auth.password', 'auth.login']);
});

test('a browser’s write from another site is refused', async () => {
  const answer = await company.call(
    null,
    'POST',
    '/auth/login',
    { login: 'boss', password: PASSWORD },
    { origin: 'http://evil.example', cookie: 'xh_session=x' },
  );
  expect(answer.json.code).toBe('origin-refused');
});

test('bad input names the field; unknown and poisonous fields never pass', async () => {
  const token = await company.login('boss');
  const empty = await company.call(token, 'POST', '/customers', { name: ' ' });
  expect(empty.json).toMatchObject({
    code: 'validation-failed',
    errors: [{ pointer: '/name', code: 'too_small' }],
  });
  const poisoned = await company.app.inject({
    method: 'POST',
    url: '/api/v1/customers',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': 'poison-0001',
    },
    payload: '{"name":"x","__proto__":{"admin":true}}',
  });
  expect(poisoned.statusCode).toBe(400);
});
