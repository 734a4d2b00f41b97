import { constants, cpSync, mkdtempSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Tx } from '@xinhang/db/database.ts';
import { putSchedule } from '@xinhang/db/repositories/schedules.ts';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { openDataDirectory } from '@xinhang/server/ops/paths.ts';
import { Connection, type Call, type Headers } from './client.ts';
import { companyOf, FULL, PASSWORD, SMALL } from './generate.ts';
import { ServerProcess } from './process.ts';

const ROOT = join(import.meta.dirname, '../..');

/**
 * A server of its own on a copy of the company of the bench, or of another data directory; without
 * `backups` it makes none by itself.
 */
export async function serverOnCopy(options: { small: boolean; data: string; backups: boolean }) {
  const source = options.data || (await companyOf(options.small ? SMALL : FULL));
  const beside = options.data ? join(options.data, '..') : join(ROOT, '.bench');
  const copy = mkdtempSync(join(beside, 'run-'));
  cpSync(source, copy, { recursive: true, mode: constants.COPYFILE_FICLONE });
  // The newest schema, without the backup that a server makes before it.
  const db = await openSqlite(openDataDirectory(copy).database, Date.now());
  if (!options.backups) await db.transaction(stopBackups);
  await db.close();
  const cli = join(ROOT, 'dist/server/cli.mjs');
  return { copy, server: await ServerProcess.start([cli, 'start', '--port', '0', '--data', copy]) };
}

/** No backup falls due by the clock. */
export async function stopBackups(tx: Tx): Promise<void> {
  await putSchedule(tx, {
    key: 'backup',
    version: 1,
    at: '18:30',
    enabled: 0,
    last_done_on: null,
    job_id: null,
  });
}

export async function logIn(base: string, login: string): Promise<Headers> {
  const connection = new Connection(base, { 'x-xinhang-token': 'bearer' });
  const body = { login, password: PASSWORD };
  const answer = await connection.call({ method: 'POST', path: '/auth/login', body });
  connection.close();
  return { authorization: `Bearer ${(JSON.parse(answer) as { token: string }).token}` };
}

export interface Waits {
  /** Milliseconds from the moment a request was due. */
  reads: number[];
  writes: number[];
  /** Answered 503. */
  refused: number;
  /** Everything else that was no success. */
  errors: number;
}

/** Asks `rate` times a second, however slow the answers are, until `over` says so. */
export async function load(
  connections: readonly Connection[],
  { rate, call, over }: { rate: number; call: (n: number) => Call; over: () => boolean },
): Promise<Waits> {
  const waits: Waits = { reads: [], writes: [], refused: 0, errors: 0 };
  const running = new Set<Promise<void>>();
  const began = performance.now();
  for (let n = 0; !over(); n += 1) {
    const due = began + (n * 1000) / rate;
    await pause(Math.max(0, due - performance.now()));
    const asked = call(n);
    const list = asked.method === 'GET' ? waits.reads : waits.writes;
    const one = connections[n % connections.length]!.call(asked)
      // From when it was due: a request that had to wait for its turn waited all the same.
      .then(() => void list.push(performance.now() - due))
      .catch((error: unknown) => {
        if (/: 503 /.test(String(error))) waits.refused += 1;
        else waits.errors += 1;
      })
      .finally(() => running.delete(one));
    running.add(one);
  }
  await Promise.all(running);
  return waits;
}

const share = (sorted: readonly number[], part: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

export function figures(waits: readonly number[]): string {
  const sorted = waits.toSorted((a, b) => a - b);
  const at = (part: number) => share(sorted, part).toFixed(1);
  return `${waits.length}: p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, max ${at(1)} ms`;
}

export function printWaits(name: string, { reads, writes, refused, errors }: Waits): void {
  console.log(`${name}: reads ${figures(reads)}`);
  console.log(
    `${name}: writes ${figures(writes)}; ${refused} answered 503, ${errors} other errors`,
  );
}

export function machine(): string {
  return `${cpus().length} processors, load ${loadavg()[0]!.toFixed(1)}`;
}
