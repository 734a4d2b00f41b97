import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@xinhang/db/database.ts';
import { insertDept, setDeptHead } from '@xinhang/db/repositories/company.ts';
import { openTestDatabase } from './engine.ts';
import { PASSWORD, quickHash } from './password.ts';
import { buildApp } from '@xinhang/server/app.ts';
import type { Deps } from '@xinhang/server/deps.ts';
import { addPerson, foundWithRoles } from '@xinhang/server/ops/found.ts';
import { openDataDirectory } from '@xinhang/server/ops/paths.ts';

let counter = 0;

/** A real server on a real file, with a clock that the test turns, and one small company in it. */
export async function startCompany(
  options: Partial<
    Pick<
      Deps,
      'messages' | 'log' | 'uptime' | 'elapsed' | 'requestsPerMinute' | 'overload' | 'swap'
    >
  > & {
    screens?: string;
    wrap?: (db: Database) => Database;
  } = {},
) {
  const directory = mkdtempSync(join(tmpdir(), 'xinhang-'));
  const clock = { now: Date.UTC(2026, 10, 24, 1, 0) };
  const paths = openDataDirectory(directory);
  const drive = join(directory, 'usb');
  const db = await openTestDatabase(paths.database, clock.now);
  const passwordHash = await quickHash();
  const users: Record<string, number> = {};
  await db.transaction(async (tx) => {
    const { rootDeptId } = await foundWithRoles(tx, '测试公司');
    const add = async (login: string, deptId: number, ...roleKeys: string[]) => {
      users[login] = await addPerson(tx, { login, name: login, deptId, roleKeys, passwordHash });
    };
    const branch = await insertDept(tx, { name: '华南', type: 'branch', parentId: rootDeptId });
    const team = await insertDept(tx, { name: '一组', type: 'team', parentId: branch });
    const other = await insertDept(tx, { name: '二组', type: 'team', parentId: branch });
    await add('boss', rootDeptId, 'owner');
    await add('manager', team, 'sales-manager');
    await add('alice', team, 'salesperson');
    await add('bob', other, 'salesperson');
    await add('buyer', rootDeptId, 'buyer');
    await add('both', rootDeptId, 'buyer', 'salesperson');
    await add('admin', rootDeptId, 'administrator');
    await setDeptHead(tx, team, users['manager']!);
    await tx.updateTable('user').set({ must_change_password: 0 }).execute();
  });
  const app = await buildApp({
    db: options.wrap?.(db) ?? db,
    paths,
    now: () => clock.now,
    random: randomBytes,
    version: '0.0.0-test',
    screens: options.screens ?? null,
    log: options.log ?? false,
    ...(options.overload && { overload: options.overload }),
    ...(options.uptime && { uptime: options.uptime }),
    ...(options.elapsed && { elapsed: options.elapsed }),
    ...(options.swap && { swap: options.swap }),
    ...(options.messages && { messages: options.messages }),
    // A directory stands for the stick that nobody can plug into a test.
    drives: () =>
      Promise.resolve([{ path: drive, label: 'USB', freeBytes: 1e10, totalBytes: 2e10 }]),
    ...(options.requestsPerMinute !== undefined && {
      requestsPerMinute: options.requestsPerMinute,
    }),
  });

  async function call(
    token: string | null,
    method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ) {
    const answer = await app.inject({
      method,
      url: `/api/v1${path}`,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        'idempotency-key': `test-key-${(counter += 1)}`,
        ...headers,
      },
      ...(body && { payload: body }),
    });
    return { status: answer.statusCode, text: answer.body, json: answer.json() };
  }

  async function login(name: string): Promise<string> {
    const body = { login: name, password: PASSWORD };
    const answer = await call(null, 'POST', '/auth/login', body, { 'x-xinhang-token': 'bearer' });
    if (answer.status !== 200) throw new Error(`login of ${name}: ${answer.text}`);
    return (answer.json as { token: string }).token;
  }

  return {
    app,
    jobs: app.jobs,
    clockwork: app.clockwork,
    db,
    paths,
    drive,
    clock,
    users,
    call,
    login,
    async stop() {
      await app.close();
      await db.close();
      rmSync(directory, { recursive: true });
    },
  };
}
