import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertPragmas, connect, PragmaError } from '@xinhang/db/sqlite/connection.ts';
import BetterSqlite, { type Database as Connection } from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'xinhang-pragma-'));
  file = join(directory, 'x.db');
});
afterEach(() => rmSync(directory, { recursive: true }));

const oneTransaction = (connection: Connection) => {
  connection.exec('begin immediate; create table if not exists t (x int); commit');
};

test('what was set holds after the first transaction', () => {
  const connection = connect(file, false);
  oneTransaction(connection);
  expect(() => assertPragmas(connection)).not.toThrow();
  connection.close();
});

test.each([
  ['journal_mode', 'delete'],
  ['synchronous', 2],
  ['synchronous', 0],
  ['foreign_keys', 0],
  ['busy_timeout', 0],
  ['journal_size_limit', -1],
  ['wal_autocheckpoint', 0],
  ['mmap_size', 1_048_576],
  ['trusted_schema', 1],
  ['cell_size_check', 0],
])('%s = %s is refused by name', (name, value) => {
  const connection = connect(file, false);
  oneTransaction(connection);
  connection.pragma(`${name} = ${value}`);
  expect(() => assertPragmas(connection)).toThrow(PragmaError);
  expect(() => assertPragmas(connection)).toThrow(name);
  connection.close();
});

test('a durability that only looks set is caught, because it is read after a transaction', () => {
  const connection = new BetterSqlite(file);
  connection.pragma('journal_mode = wal');
  const before = connection.pragma('synchronous', { simple: true });
  connection.exec('create table t (x)');
  const after = connection.pragma('synchronous', { simple: true });
  // The trap: full at first, and one transaction later it may lose what it acknowledged.
  expect([before, after]).toEqual([2, 1]);
  connection.close();
});
