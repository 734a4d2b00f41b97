// Processor time of what the bench measures, in one process and without a network between: for a
// machine that others use, where times of the clock say little.
//   node tests/bench/in-process.ts [--small] [--data DIR] [--only TEXT,TEXT] [--times N]
import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { buildApp } from '@xinhang/server/app.ts';
import { openDataDirectory } from '@xinhang/server/ops/paths.ts';
import BetterSqlite from 'better-sqlite3';
import type { Call } from './client.ts';
import { confirm, draft } from './floor/orders.ts';
import { preparing } from './floor/rows.ts';
import { companyOf, FULL, logins, PASSWORD, SMALL } from './generate.ts';
import { knownOf } from './known.ts';
import { machine, stopBackups } from './load.ts';
import { scenarios, type Who } from './scenarios.ts';

const { values: options } = parseArgs({
  options: {
    small: { type: 'boolean', default: false },
    data: { type: 'string', default: '' },
    only: { type: 'string', default: '' },
    times: { type: 'string', default: '25' },
  },
});
const WARM = 5;
const times = Number(options.times);
const size = options.small ? SMALL : FULL;
const source = options.data || (await companyOf(size));
const directory = mkdtempSync(join(source, '../run-'));
cpSync(source, directory, { recursive: true });
const paths = openDataDirectory(directory);
const db = await openSqlite(paths.database, Date.now());
await db.transaction(stopBackups);
const app = await buildApp({
  db,
  paths,
  now: () => Date.now(),
  random: randomBytes,
  version: '0.0.0-bench',
  screens: null,
  log: false,
  requestsPerMinute: 0,
  drives: () => Promise.resolve([]),
});
const tokens = {} as Record<Who, string>;

async function ask(who: Who | null, { method, path, body }: Call): Promise<string> {
  const answer = await app.inject({
    method,
    url: `/api/v1${path}`,
    headers: {
      ...(who ? { authorization: `Bearer ${tokens[who]}` } : { 'x-xinhang-token': 'bearer' }),
      'idempotency-key': crypto.randomUUID(),
    },
    ...(body && { payload: body }),
  });
  if (answer.statusCode < 300) return answer.body;
  throw new Error(`${method} ${path}: ${answer.statusCode} ${answer.body}`);
}

/** Milliseconds of processor of each time, all threads; sorted. */
async function used(work: () => unknown): Promise<number[]> {
  const each: number[] = [];
  for (let at = 0; at < times + WARM; at++) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    if (at >= WARM) each.push((user + system) / 1000);
  }
  return each.toSorted((a, b) => a - b);
}
const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(2);

const raw = new BetterSqlite(paths.database);
raw.pragma('synchronous = full');
const sql = preparing(raw);
try {
  for (const who of ['self', 'team', 'all'] as const) {
    const body = { login: logins[who], password: PASSWORD };
    const answer = await ask(null, { method: 'POST', path: '/auth/login', body });
    tokens[who] = (JSON.parse(answer) as { token: string }).token;
  }
  const known = await knownOf(size, (path) => ask('self', { method: 'GET', path }));
  const first = raw.prepare("select min(id) from sales_order where state = 'draft'").pluck();
  let next = first.get() as number;
  const list = scenarios({ ...known, draft: () => next++ }, 11);
  const userId = raw.prepare('select id from user where login = ?').pluck().get(logins.self);
  const seller = { userId: userId as number, owners: [userId as number], all: false };
  console.log(`${machine()}; ms of processor per unit, ${times} times: p50 p95`);
  for (const { name, as, unit } of list) {
    const wanted = options.only.split(',').some((text) => `${name} ${as}`.includes(text));
    if (!wanted) continue;
    const ours = await used(async () => {
      for (const call of unit()) await ask(as, call);
    });
    const bare = name.startsWith('confirm an order')
      ? await used(() => confirm(raw, sql, seller, Number(/\d+/.exec(unit()[0]!.path)![0])))
      : name.startsWith('draft an order')
        ? await used(() => draft(raw, sql, seller, unit()[0]!.body as never))
        : null;
    const beside = bare && `; the bare inserts ${at(bare, 0.5)} ${at(bare, 0.95)}`;
    console.log(`${name} | ${as} | ${at(ours, 0.5)} | ${at(ours, 0.95)}${beside ?? ''}`);
  }
} finally {
  raw.close();
  await app.close();
  await db.close();
  rmSync(directory, { recursive: true });
}
