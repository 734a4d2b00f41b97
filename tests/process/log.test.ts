import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLog, readable } from '@xinhang/server/ops/log.ts';
import { readConfig } from '@xinhang/server/ops/config.ts';
import { openDataDirectory } from '@xinhang/server/ops/paths.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PASSWORD } from '../helpers/password.ts';
import { startCompany } from '../helpers/server.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'xinhang-log-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const everything = (env: Record<string, string> = {}) => {
  const paths = openDataDirectory(root);
  return openLog(paths, readConfig(paths.config, { XINHANG_LOG_LEVEL: 'trace', ...env }, {}));
};

function written(): string {
  const { logs } = openDataDirectory(root);
  return readdirSync(logs)
    .toSorted()
    .map((name) => readFileSync(join(logs, name), 'utf8'))
    .join('');
}

test('a day of passwords and tokens leaves none of them in the log, at any level', async () => {
  const log = await everything();
  const company = await startCompany({ log: log.logger });
  const canaries = {
    wrong: 'wrong-password-canary',
    next: 'next-password-canary 7',
    searched: '13812345678',
    cookie: 'cookie-canary-0123456789',
    bearer: 'bearer-canary-0123456789',
  };
  const login = (name: string, password: string, headers = {}) =>
    company.call(null, 'POST', '/auth/login', { login: name, password }, headers);
  await login('alice', canaries.wrong);
  const { token } = (await login('alice', PASSWORD, { 'x-xinhang-token': 'bearer' })).json as {
    token: string;
  };
  const change = { current: PASSWORD, next: canaries.next };
  expect((await company.call(token, 'POST', '/auth/password', change)).status).toBe(200);
  await company.call(token, 'POST', '/auth/password', { ...change, next: 7 });
  await company.call(token, 'GET', `/customers?q=${canaries.searched}`);
  await company.call(canaries.bearer, 'GET', '/auth/me');
  await company.call(null, 'GET', '/auth/me', undefined, {
    cookie: `xh_session=${canaries.cookie}`,
  });
  const admin = await company.login('admin');
  const person = { login: 'carol', name: '卡罗', deptId: 1, roleIds: [] };
  const made = await company.call(admin, 'POST', '/users', person);
  expect(made.status).toBe(201);
  const { user, firstPassword: first } = made.json as {
    user: { id: number };
    firstPassword: string;
  };
  const again = await company.call(admin, 'POST', `/users/${user.id}/reset-password`, {});
  expect(again.status).toBe(200);
  const { firstPassword: second } = again.json as { firstPassword: string };
  // A handler that breaks, with secrets in what it throws and in what it logs.
  company.app.log.info({ user: { password: canaries.next, token }, body: change }, 'careless');
  company.app.log.error({ err: Object.assign(new Error('broken'), { detail: canaries.next }) });
  const { password_hash: hash } = await company.db.read
    .selectFrom('user')
    .select('password_hash')
    .where('login', '=', 'alice')
    .executeTakeFirstOrThrow();
  await company.stop();
  await log.close();

  const text = written();
  const secrets = [...Object.values(canaries), PASSWORD, token, admin, hash, first, second];
  for (const secret of secrets) expect(text).not.toContain(secret);
  // The control: the same lines are there, with what may be known.
  expect(text).toContain('"path":"/api/v1/auth/login"');
  expect(text).toContain('"msg":"careless"');
  expect(text).toContain('"message":"broken"');
  expect(text).toMatch(/"method":"POST","path":"\/api\/v1\/auth\/password","status":200/);
  expect(text).toMatch(/"session":\d+/);
});

test('files are closed by size, only so many are kept, and nobody else reads them', async () => {
  const log = await everything({ XINHANG_LOG_FILE_MEGABYTES: '1', XINHANG_LOG_FILES: '2' });
  const { logs } = openDataDirectory(root);
  const filling = 'x'.repeat(1000);
  const newest = () => readdirSync(logs).toSorted().at(-1);
  for (let round = 0; round < 5; round += 1) {
    const before = newest();
    for (let n = 0; n < 1100; n += 1) log.logger.info(filling);
    await expect.poll(newest, { timeout: 10_000 }).not.toBe(before);
  }
  await log.close();
  const names = readdirSync(logs);
  expect(names.length).toBeLessThanOrEqual(3);
  expect(names.length).toBeGreaterThan(1);
  for (const name of names) expect(statSync(join(logs, name)).mode & 0o077).toBe(0);
});

test('reads that went well are lines of debug, everything else of info', async () => {
  const log = await everything({ XINHANG_LOG_LEVEL: 'info' });
  const company = await startCompany({ log: log.logger });
  await company.call(null, 'GET', '/health');
  await company.call(null, 'GET', '/auth/me');
  await company.stop();
  await log.close();
  expect(written()).not.toContain('/api/v1/health');
  expect(written()).toMatch(/"path":"\/api\/v1\/auth\/me","status":401/);
});

test('the console speaks to people', () => {
  const time = Date.UTC(2026, 10, 25, 7, 8, 9);
  expect(readable(JSON.stringify({ level: 40, time, msg: 'slow', ms: 12 }))).toBe(
    '07:08:09 WARN  slow ms=12\n',
  );
  const err = { message: 'broken', stack: 'Error: broken\n    at a' };
  expect(readable(JSON.stringify({ level: 50, time, err }))).toBe(
    '07:08:09 ERROR\n  Error: broken\n      at a\n',
  );
});
