import { closeSync, existsSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@xinhang/db/sqlite/connection.ts';
import { logIndex, logIsWhole } from '@xinhang/db/sqlite/log-file.ts';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import type { Database as Connection } from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';

let directory: string;
let file: string;
let connection: Connection;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'xinhang-log-'));
  file = join(directory, 'x.db');
  connection = connect(file, false);
  connection.exec('create table t (x text)');
});
afterEach(() => {
  connection.close();
  rmSync(directory, { recursive: true });
});

const add = (rows: number) => {
  for (let n = 0; n < rows; n += 1)
    connection.prepare('insert into t values (?)').run('x'.repeat(900));
};

const whole = () => logIsWhole(file, logIndex(connection));

function spoil(at: number): void {
  const handle = openSync(`${file}-wal`, 'r+');
  writeSync(handle, Buffer.from('spoilt'), 0, 6, at);
  closeSync(handle);
}

test('a log is whole while each frame is what was written, however often it began anew', () => {
  add(30);
  expect(whole()).toBe(true);
  connection.pragma('wal_checkpoint(RESTART)');
  expect(whole()).toBe(true);
  // Fewer frames than before: behind them lie old ones.
  add(3);
  expect(whole()).toBe(true);
});

test.each([
  ['the first frame', 40],
  ['a page in the middle', 30_000],
  ['the header', 9],
])('what the disk forgot in %s is noticed', (_where, at) => {
  add(30);
  spoil(at);
  expect(whole()).toBe(false);
});

test('what is copied into the database already may be forgotten', () => {
  add(30);
  connection.pragma('wal_checkpoint(PASSIVE)');
  spoil(30_000);
  expect(whole()).toBe(true);
});

test('a log that is shorter than its index says has lost commits', () => {
  add(30);
  const { size } = statSync(`${file}-wal`);
  spoil(size - 4100);
  expect(whole()).toBe(false);
});

test('a database that is closed is one file, also when nobody read of it', async () => {
  const company = join(directory, 'company.db');
  await (await openSqlite(company, 1)).close();
  expect(existsSync(`${company}-wal`)).toBe(false);
});
