import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freeBytes } from '@xinhang/server/ops/backup/files.ts';
import { findDataDirectory } from '@xinhang/server/ops/paths.ts';
import BetterSqlite from 'better-sqlite3';
import { startServer, xinhang } from '../helpers/server-process.ts';

const GIGABYTE = 1e9;
const PASSWORD = 'a battery of horses';
const CUSTOMERS = 1000;
const ROWS_AT_ONCE = 20_000;
const FILE_BYTES = 10_000_000;
/** Database, its copy, the archive, what is unpacked from it, and what it is unpacked to. */
const ROOM = 5;

export interface LargeReport {
  /** Gigabytes of the database, of attached files, and of the finished backup. */
  database: number;
  files: number;
  archive: number;
  /** Seconds that making and proving it took; from the fresh directory to the first login. */
  madeAndProved: number;
  back: number;
  /** Reads that a server on the copy answered. */
  answered: number;
  found: string[];
}

function told<T>(data: string, ...argv: string[]): T {
  const { status, stdout, stderr } = xinhang(data, ...argv, '--json');
  if (status !== 0) throw new Error(`${argv.join(' ')}: ${stderr}`);
  return JSON.parse(stdout) as T;
}

/** Follow-ups that cannot be packed small, until the database is so large. */
function grow(database: string, bytes: number): number {
  const db = new BetterSqlite(database);
  db.pragma('synchronous = off');
  const insert = db.prepare(
    `insert into follow_up (version, customer_id, type, content, result, author_id, at)
     with recursive n (i) as (select 1 union all select i + 1 from n where i < ${ROWS_AT_ONCE})
     select 1, 1 + i % ${CUSTOMERS}, 'visit', hex(randomblob(1000)), '', 1, 1700000000000 + i from n`,
  );
  const size = () =>
    (db.pragma('page_count', { simple: true }) as number) *
    (db.pragma('page_size', { simple: true }) as number);
  while (size() < bytes) {
    insert.run();
    db.pragma('wal_checkpoint(truncate)');
  }
  const rows = db.prepare('select count(*) from follow_up').pluck().get() as number;
  db.close();
  return rows;
}

async function attach(data: string, firstPassword: string, count: number): Promise<void> {
  const server = await startServer(data, { env: { XINHANG_REQUESTS_PER_MINUTE: '0' } });
  let token = '';
  const send = async (path: string, key: string, body: object | Buffer) => {
    const bytes = Buffer.isBuffer(body);
    const answer = await fetch(`${server.url}/api/v1${path}`, {
      method: 'POST',
      headers: {
        'content-type': bytes ? 'application/octet-stream' : 'application/json',
        'idempotency-key': key,
        'x-xinhang-token': 'bearer',
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: bytes ? new Uint8Array(body) : JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { token: string };
  };
  try {
    ({ token } = await send('/auth/login', 'login-000', {
      login: 'boss',
      password: firstPassword,
    }));
    await send('/auth/password', 'change-000', { current: firstPassword, next: PASSWORD });
    for (let at = 0; at < count; at += 1) {
      await send(`/customers/1/files?name=${at}.pdf`, `file-000${at}`, randomBytes(FILE_BYTES));
    }
  } finally {
    await server.end();
  }
}

async function logInto(data: string): Promise<number> {
  const server = await startServer(data);
  try {
    const answer = await fetch(`${server.url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'login-001' },
      body: JSON.stringify({ login: 'boss', password: PASSWORD }),
    });
    return answer.status;
  } finally {
    await server.end();
  }
}

/** How large a database fits here, up to the one that is wanted; bytes. */
export const fitting = (wanted: number) => Math.min(wanted, freeBytes(tmpdir()) / ROOM);

/**
 * R5 and R7 at size: a company of so many bytes is backed up and proved, the backup is restored to
 * a fresh directory with one command, and the server on it lets the owner in.
 */
export async function largeBackup(options: {
  databaseBytes: number;
  fileBytes: number;
}): Promise<LargeReport> {
  const root = mkdtempSync(join(tmpdir(), 'xinhang-large-'));
  const found: string[] = [];
  try {
    const data = join(root, 'data');
    told(data, 'init', '--company', '大数据公司');
    const boss = ['user', 'create', 'boss', '--name', '老板', '--role', 'owner'];
    const { password } = told<{ password: string }>(data, ...boss);
    const list = join(root, 'customers.txt');
    const names = Array.from({ length: CUSTOMERS }, (_one, at) => `大数据${at}号有限公司`);
    writeFileSync(list, names.join('\n'));
    told(data, 'import', 'customers', list, '--owner', 'boss');
    await attach(data, password, Math.round(options.fileBytes / FILE_BYTES));
    const { database } = findDataDirectory(data);
    const rows = grow(database, options.databaseBytes);

    let began = performance.now();
    const made = told<{ file: string; answered: number; size: number }>(data, 'backup');
    const madeAndProved = (performance.now() - began) / 1000;

    const fresh = join(root, 'fresh');
    mkdirSync(fresh);
    began = performance.now();
    told(fresh, 'restore', join(data, 'backups', made.file));
    const status = await logInto(fresh);
    const back = (performance.now() - began) / 1000;
    if (status !== 200) found.push(`the first login after the restore answered ${status}`);
    const there = new BetterSqlite(findDataDirectory(fresh).database, { readonly: true });
    const restored = there.prepare('select count(*) from follow_up').pluck().get() as number;
    there.close();
    if (restored !== rows) found.push(`lost follow-ups: ${restored} of ${rows} came back`);
    return {
      database: statSync(database).size / GIGABYTE,
      files: options.fileBytes / GIGABYTE,
      archive: made.size / GIGABYTE,
      madeAndProved,
      back,
      answered: made.answered,
      found,
    };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
