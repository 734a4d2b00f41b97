import { afterEach, beforeEach, expect, test } from 'vitest';
import { queue } from '@xinhang/server/modules/org/passwords.ts';
import { tooWeak } from '@xinhang/server/modules/org/weak-passwords.ts';
import { PASSWORD } from '../helpers/password.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
beforeEach(async () => {
  company = await startCompany();
});
afterEach(async () => {
  await company.stop();
});

const attempt = async (login: string, password: string) => {
  const { status, json } = await company.call(null, 'POST', '/auth/login', { login, password });
  return status === 200 ? 'in' : (json as { code: string }).code;
};

test('passwords are kept as argon2id with 64 MiB and three passes, at most two at work', async () => {
  const change = { current: PASSWORD, next: 'a lamp in the window' };
  await company.call(await company.login('bob'), 'POST', '/auth/password', change);
  const { password_hash: hash } = await company.db.read
    .selectFrom('user')
    .select('password_hash')
    .where('login', '=', 'bob')
    .executeTakeFirstOrThrow();
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
  const inTurn = queue(2);
  let running = 0;
  let most = 0;
  const done: number[] = [];
  const piece = async (n: number) => {
    most = Math.max(most, (running += 1));
    await new Promise((next) => setImmediate(next));
    running -= 1;
    done.push(n);
    if (n === 3) throw new Error('a failure gives its place back');
  };
  const all = [0, 1, 2, 3, 4, 5, 6, 7].map((n) => inTurn(() => piece(n)));
  await Promise.allSettled(all);
  expect(most).toBe(2);
  expect(done).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test('an account whose hash is none is one with a wrong password', async () => {
  await company.db.transaction(async (tx) => {
    await tx
      .updateTable('user')
      .set({ password_hash: '$argon2id$v=19$m=9999999,t=3,p=1$x$y' })
      .where('login', '=', 'bob')
      .execute();
  });
  expect(await attempt('bob', PASSWORD)).toBe('login-failed');
});

test('guesses sent all at once get no further than guesses in turn', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => attempt('bob', 'wrong')));
  expect(answers.filter((answer) => answer === 'login-failed')).toHaveLength(5);
  expect(answers.filter((answer) => answer === 'login-delayed')).toHaveLength(15);
});

test('each refusal is in the audit, without what was typed', async () => {
  await attempt('bob', 'tell-nobody');
  await attempt('no-such-login', 'tell-nobody');
  const rows = await company.db.read
    .selectFrom('audit_event')
    .selectAll()
    .where('action', '=', 'auth.loginRefused')
    .orderBy('id')
    .execute();
  expect(rows.map((row) => row.entity_id)).toEqual([company.users['bob'], null]);
  expect(JSON.stringify(rows)).not.toMatch(/tell-nobody|no-such-login/);
});

const others = ['bob', 'manager', 'buyer', 'admin'];
const mistype = async (times: number) => {
  for (const login of others)
    for (let n = 0; n < times; n += 1) expect(await attempt(login, 'wrong')).toBe('login-failed');
};

test('the slips of a whole branch behind one address make nobody else wait', async () => {
  await mistype(4);
  expect(await attempt('alice', 'wrong')).toBe('login-failed');
  expect(await attempt('alice', PASSWORD)).toBe('in');
});

test('who tries one account after the other has to wait, and does so whoever logs in between', async () => {
  await mistype(5);
  expect(await attempt('alice', PASSWORD)).toBe('login-delayed');
  company.clock.now += 1001;
  expect(await attempt('alice', PASSWORD)).toBe('in');
  expect(await attempt('no-such-login', 'wrong')).toBe('login-failed');
  // The address stands where it stood: two seconds now, for whomever.
  company.clock.now += 1500;
  expect(await attempt('alice', PASSWORD)).toBe('login-delayed');
  company.clock.now += 600;
  expect(await attempt('alice', PASSWORD)).toBe('in');
});

test('an address is forgiven after a quiet hour, an account after a quiet day', async () => {
  for (let n = 0; n < 5; n += 1) await attempt('bob', 'wrong');
  company.clock.now += 3_600_001;
  for (const login of ['alice', 'manager', 'buyer', 'admin']) {
    expect(await attempt(login, 'wrong')).toBe('login-failed');
  }
  expect(await attempt('bob', 'wrong')).toBe('login-failed');
  // The sixth for bob: two seconds.
  company.clock.now += 1500;
  expect(await attempt('bob', 'wrong')).toBe('login-delayed');
  company.clock.now += 24 * 3_600_000;
  expect(await attempt('bob', 'wrong')).toBe('login-failed');
  expect(await attempt('bob', PASSWORD)).toBe('in');
});

test('an own password that anybody would guess first is refused', async () => {
  const about = { login: 'alice', company: '远航贸易' };
  // Further down: common ones with signs between, behind a name, in full width.
  const weak =
    '12345678 aaaaaaaa password1 qwertyui Alice-2026 远航贸易2026 xinhang01 ' +
    '1qaz2wsx P@ssw0rd zxcvbnm123 wang123456 li88888888 woaini1314 １２３qwe４５６';
  const strong = ['correct horse', '长城上的雪很大呀', 'k7-palimpsest', 'wang-7193-hu'];
  for (const password of weak.split(' '))
    expect([password, await tooWeak(password, about)]).toEqual([password, true]);
  for (const password of strong) {
    expect([password, await tooWeak(password, about)]).toEqual([password, false]);
  }
  // A login of one letter occurs everywhere, and a company without a name in nothing.
  expect(await tooWeak('correct horse', { login: 'c', company: '' })).toBe(false);
  const alice = await company.login('alice');
  const change = await company.call(alice, 'POST', '/auth/password', {
    current: PASSWORD,
    next: 'wang123456',
  });
  expect(change.json).toMatchObject({ code: 'password-too-weak' });
});

test('the own list shows sessions that still may be used', async () => {
  const old = await company.login('alice');
  company.clock.now += 9 * 3_600_000;
  const token = await company.login('alice');
  const { rows } = (await company.call(token, 'GET', '/auth/sessions')).json as {
    rows: { current: boolean }[];
  };
  expect(rows).toMatchObject([{ current: true }]);
  expect((await company.call(old, 'GET', '/auth/me')).status).toBe(401);
});
