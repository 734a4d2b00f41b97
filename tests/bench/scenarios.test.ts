import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@xinhang/db/database.ts';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { buildApp } from '@xinhang/server/app.ts';
import { examine } from '@xinhang/server/ops/doctor/check.ts';
import { moneyChecks } from '@xinhang/server/ops/doctor/money.ts';
import { salesChecks } from '@xinhang/server/ops/doctor/sales.ts';
import { stockChecks } from '@xinhang/server/ops/doctor/stock.ts';
import { openDataDirectory, type Paths } from '@xinhang/server/ops/paths.ts';
import BetterSqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Call } from './client.ts';
import { confirm, draft } from './floor/orders.ts';
import { preparing } from './floor/rows.ts';
import { logins, makeCompany, PASSWORD, TINY } from './generate.ts';
import { knownOf } from './known.ts';
import { scenarios, type Scenario, type Who } from './scenarios.ts';

/* The bench takes an hour and nobody runs it with every change: here its company is made small,
   everything that it measures is asked for once, and what it is compared with writes as much. */

const directory = mkdtempSync(join(tmpdir(), 'xinhang-bench-'));
let db: Database;
let paths: Paths;
let app: Awaited<ReturnType<typeof buildApp>>;
let list: Scenario[];
const tokens = {} as Record<Who, string>;

beforeAll(async () => {
  paths = openDataDirectory(directory);
  await makeCompany(paths.database, TINY, ['华瑞', '金鼎', '恒信', '达盛']);
  db = await openSqlite(paths.database, Date.now());
  app = await buildApp({
    db,
    paths,
    now: () => Date.now(),
    random: randomBytes,
    version: '0.0.0-test',
    screens: null,
    log: false,
    drives: () => Promise.resolve([]),
  });
  for (const who of ['self', 'team', 'all'] as const) {
    const body = { login: logins[who], password: PASSWORD };
    const answer = await ask(null, { method: 'POST', path: '/auth/login', body });
    tokens[who] = (JSON.parse(answer.body) as { token: string }).token;
  }
  const self = async (path: string) => (await ask('self', { method: 'GET', path })).body;
  list = scenarios(await knownOf(TINY, self), 1);
}, 300_000);

afterAll(async () => {
  await app.close();
  await db.close();
  rmSync(directory, { recursive: true });
});

async function ask(who: Who | null, { method, path, body }: Call) {
  return await app.inject({
    method,
    url: `/api/v1${path}`,
    headers: {
      ...(who ? { authorization: `Bearer ${tokens[who]}` } : { 'x-xinhang-token': 'bearer' }),
      'idempotency-key': crypto.randomUUID(),
    },
    ...(body && { payload: body }),
  });
}

test('the books of the made company agree with each other', async () => {
  const examined = { db: db.read, paths, now: 0, elapsed: () => 0 };
  const found = await examine(examined, [...stockChecks, ...moneyChecks, ...salesChecks]);
  expect(found.flatMap(({ findings }) => findings)).toEqual([]);
});

test('everything that is measured is answered', async () => {
  const refused: string[] = [];
  for (const { name, as, unit } of list) {
    for (const call of unit()) {
      const { statusCode, body } = await ask(as, call);
      if (statusCode >= 300) refused.push(`${name} as ${as}: ${statusCode} ${body.slice(0, 300)}`);
    }
  }
  expect(refused).toEqual([]);
});

test('what is asked of trade finds something', async () => {
  const empty: string[] = [];
  for (const { name, as, kind, unit, aloneMs } of list) {
    if (kind === 'write' || aloneMs === undefined) continue;
    // Nothing is found of the first, and not every customer buys in every month.
    if (/^(picks of nothing|statement)/.test(name)) continue;
    const { body } = await ask(as, unit()[0]!);
    if (/"(rows|items)":\[\]/.test(body)) empty.push(`${name} as ${as}`);
  }
  expect(empty).toEqual([]);
});

test.each(['draft', 'confirm'] as const)(
  'the bare inserts are those of the server: %s an order',
  async (what) => {
    const name = list.find((one) => one.name.startsWith(`${what} an order`))!;
    const raw = new BetterSqlite(paths.database);
    const person = raw
      .prepare('select id as userId from user where login = ?')
      .get(logins.self) as { userId: number };
    const bare = { ...person, owners: [person.userId], all: false };
    const counted = async (work: () => unknown) => {
      const before = rowsOf(raw);
      await work();
      const after = rowsOf(raw);
      return Object.fromEntries(
        Object.entries(after)
          .map(([table, n]) => [table, n - before[table]!])
          .filter(([, n]) => n !== 0),
      );
    };
    const ours = await counted(async () => {
      const { statusCode } = await ask(name.as, name.unit()[0]!);
      expect(statusCode).toBeLessThan(300);
    });
    const theirs = await counted(() => {
      const [call] = name.unit();
      const sql = preparing(raw);
      if (what === 'draft') return draft(raw, sql, bare, call!.body as never);
      return confirm(raw, sql, bare, Number(/\d+/.exec(call!.path)![0]));
    });
    raw.close();
    expect(theirs).toEqual(ours);
    expect(Object.values(ours).length).toBeGreaterThan(3);
  },
);

/** How many rows each table has. */
function rowsOf(raw: BetterSqlite.Database): Record<string, number> {
  const names = raw
    .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
    .pluck()
    .all() as string[];
  const count = (name: string) => raw.prepare(`select count(*) from "${name}"`).pluck().get();
  return Object.fromEntries(names.map((name) => [name, count(name) as number]));
}
