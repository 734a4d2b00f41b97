import { join } from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { countCustomers } from '@xinhang/db/repositories/customer-list.ts';
import { connect, kyselyOver } from '@xinhang/db/sqlite/connection.ts';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { showAll } from '@xinhang/shared/permissions.ts';
import type { Database as Connection } from 'better-sqlite3';
import type { Actor } from '@xinhang/db/actor.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';

/* Planning a statement costs many times what it takes to run: each is planned once. It shows in
   better-sqlite3, which after planning makes the function that builds the rows, by `Function`. */

let directory: string;
let connection: Connection;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'xinhang-once-'));
  const file = join(directory, 'x.db');
  await (await openSqlite(file, 0)).close();
  connection = connect(file, true);
});
afterEach(() => {
  connection.close();
  rmSync(directory, { recursive: true });
});

/** How often statements were planned while this ran. */
async function plannings(work: () => unknown): Promise<number> {
  const real = globalThis.Function;
  let count = 0;
  globalThis.Function = new Proxy(real, {
    apply: (target, self, texts) => {
      count++;
      return Reflect.apply(target, self, texts) as unknown;
    },
  });
  try {
    await work();
  } finally {
    globalThis.Function = real;
  }
  return count;
}

const actor: Actor = {
  userId: 2,
  name: '',
  reach: new Map([['customers.read', { all: false, ownerIds: [2] }]]),
  fields: showAll,
  viewAsBy: null,
};

test('other values do not make the engine plan again', async () => {
  const db = kyselyOver(connection);
  const ask = async (value: number) => {
    await countCustomers(db, actor, { archived: false }, 10 + value);
    await db
      .selectFrom('user')
      .innerJoin('dept', 'dept.id', 'user.dept_id')
      .select((eb) => eb.fn.countAll().as('n'))
      .where('user.id', '=', value)
      .execute();
  };
  expect(await plannings(() => ask(1))).toBe(2);
  expect(await plannings(() => ask(2))).toBe(0);
});

test.each([
  'select count(*) from user u join dept d on d.id = u.dept_id where u.id = ?',
  'select count(*) from (select id from user where dept_id = 1 limit ?)',
])('with a bare parameter they would: %s', async (text) => {
  const bare = connection.prepare(text);
  const once = connection.prepare(text.replace('?', '+?'));
  bare.all(1);
  once.all(1);
  expect(await plannings(() => bare.all(2))).toBe(1);
  expect(await plannings(() => once.all(2))).toBe(0);
});
