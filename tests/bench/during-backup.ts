// How long people wait while a backup is made (R6): requests at a fixed rate before and during it,
// against a server of its own on a copy of the company of the bench.
import { constants, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { openDataDirectory } from '@xinhang/server/ops/paths.ts';
import { Connection, type Call } from './client.ts';
import { companyOf, FULL, logins, PASSWORD, SMALL } from './generate.ts';
import { ServerProcess } from './process.ts';

const ROOT = join(import.meta.dirname, '../..');
const RATE = 200;
const WRITES_ONE_IN = 5;
const CONNECTIONS = 50;
const BASE_SECONDS = 20;

const { values: options } = parseArgs({
  options: { small: { type: 'boolean', default: false }, data: { type: 'string', default: '' } },
});

interface Waits {
  reads: number[];
  writes: number[];
  errors: number;
}

const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

function figures(waits: readonly number[]): string {
  const sorted = waits.toSorted((a, b) => a - b);
  const ms = (value: number) => value.toFixed(1);
  return `p50 ${ms(at(sorted, 0.5))}, p99 ${ms(at(sorted, 0.99))}, max ${ms(at(sorted, 1))} ms`;
}

/** Asks at the fixed rate, however slow the answers are, until `over` says so. */
async function load(
  connections: readonly Connection[],
  customerIds: readonly number[],
  over: () => boolean,
): Promise<Waits> {
  const waits: Waits = { reads: [], writes: [], errors: 0 };
  const running = new Set<Promise<void>>();
  const began = performance.now();
  for (let n = 0; !over(); n += 1) {
    const due = began + (n * 1000) / RATE;
    await pause(Math.max(0, due - performance.now()));
    const writes = n % WRITES_ONE_IN === 0;
    const customerId = customerIds[n % customerIds.length]!;
    const call: Call = writes
      ? { method: 'POST', path: '/follow-ups', body: { customerId, content: `备份时 ${n}` } }
      : { method: 'GET', path: `/customers?view=mine&limit=50&count=${n % 2}` };
    const one = connections[n % connections.length]!.call(call)
      // From when it was due: a request that had to wait for its turn waited all the same.
      .then(() => void (writes ? waits.writes : waits.reads).push(performance.now() - due))
      .catch(() => void (waits.errors += 1))
      .finally(() => running.delete(one));
    running.add(one);
  }
  await Promise.all(running);
  return waits;
}

async function logIn(base: string, login: string): Promise<{ authorization: string }> {
  const connection = new Connection(base, { 'x-xinhang-token': 'bearer' });
  const body = { login, password: PASSWORD };
  const answer = await connection.call({ method: 'POST', path: '/auth/login', body });
  connection.close();
  return { authorization: `Bearer ${(JSON.parse(answer) as { token: string }).token}` };
}

const source = options.data || (await companyOf(options.small ? SMALL : FULL));
const copy = mkdtempSync(
  join(options.data ? join(options.data, '..') : join(ROOT, '.bench'), 'run-'),
);
cpSync(source, copy, { recursive: true, mode: constants.COPYFILE_FICLONE });
// The newest schema, without the backup that a server makes before it.
await (await openSqlite(openDataDirectory(copy).database, Date.now())).close();
const cli = join(ROOT, 'dist/server/cli.mjs');
const server = await ServerProcess.start([cli, 'start', '--port', '0', '--data', copy]);
try {
  const mine = await logIn(server.base, logins.self);
  const boss = new Connection(server.base, await logIn(server.base, logins.all));
  const connections = Array.from({ length: CONNECTIONS }, () => new Connection(server.base, mine));
  const page = await connections[0]!.call({ method: 'GET', path: '/customers?view=mine&limit=50' });
  const ids = (JSON.parse(page) as { rows: { id: number }[] }).rows.map(({ id }) => id);
  // The clock made the backup of the last business date at the start.
  const busy = async () => {
    const status = await boss.call({ method: 'GET', path: '/backups/status' });
    return (JSON.parse(status) as { jobId: number | null }).jobId !== null;
  };
  await pause(2000);
  while (await busy()) await pause(1000);
  const until = performance.now() + BASE_SECONDS * 1000;
  const before = await load(connections, ids, () => performance.now() > until);
  const started = await boss.call({ method: 'POST', path: '/backups', body: {} });
  const { jobId } = JSON.parse(started) as { jobId: number };
  const began = performance.now();
  let state = 'running';
  const watch = (async () => {
    while (state === 'running' || state === 'queued') {
      await pause(500);
      const job = await boss.call({ method: 'GET', path: `/jobs/${jobId}` });
      state = (JSON.parse(job) as { state: string }).state;
    }
  })();
  const during = await load(connections, ids, () => state !== 'running' && state !== 'queued');
  await watch;
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(
    `${cpus().length} processors, load ${loadavg()[0]!.toFixed(1)}; ${RATE} requests/s, one in ${WRITES_ONE_IN} a write`,
  );
  for (const [name, waits] of [
    ['before', before],
    [`during (${seconds} s, backup ${state})`, during],
  ] as const) {
    console.log(`${name}: reads ${figures(waits.reads)}`);
    console.log(`${name}: writes ${figures(waits.writes)}; ${waits.errors} errors`);
  }
  [boss, ...connections].forEach((one) => one.close());
} finally {
  await server.stop();
  rmSync(copy, { recursive: true, force: true });
}
