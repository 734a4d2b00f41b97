import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import BetterSqlite, { type Database as Connection } from 'better-sqlite3';
import { migrations } from '../migrations/all.ts';
import { assertSqliteVersion } from './connection.ts';

/** What one table holds: a copy that has the same is the same. */
export interface TableContent {
  readonly name: string;
  readonly rows: number;
  /** Hex of SHA-256 over all rows in the order of their keys. */
  readonly sha256: string;
}

/** What a file says of itself, whatever schema it has. */
export interface FileIdentity {
  /** Newest migration it has. */
  readonly schemaVersion: number;
  readonly company: string;
  readonly timeZone: string;
}

function readOnly(file: string): Connection {
  const connection = new BetterSqlite(file, { readonly: true, fileMustExist: true });
  assertSqliteVersion(connection.prepare('select sqlite_version()').pluck().get() as string);
  connection.pragma('trusted_schema = 0');
  connection.pragma('cell_size_check = 1');
  connection.pragma('busy_timeout = 5000');
  return connection;
}

/**
 * Writes the database as it is at this moment to a new file, beside whoever writes it. Blocks the
 * thread until it is done, so it belongs in a process of its own. `target` must not be there.
 */
export function vacuumInto(file: string, target: string): void {
  const connection = readOnly(file);
  try {
    connection.prepare('vacuum into ?').run(target);
  } finally {
    connection.close();
  }
}

interface Listed {
  name: string;
  type: string;
  wr: number;
}

function sorted(connection: Connection): Listed[] {
  const all = connection.pragma('main.table_list') as Listed[];
  return all
    .filter(({ name, type }) => (type === 'table' || type === 'shadow') && name !== 'sqlite_schema')
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

const plain = (value: unknown) => (Buffer.isBuffer(value) ? `x'${value.toString('hex')}'` : value);

/** Rows and a hash of their content, per table. Blocks the thread while it reads everything. */
export function tableContents(file: string): TableContent[] {
  const connection = readOnly(file);
  try {
    return sorted(connection).map(({ name, wr }) => {
      const hash = createHash('sha256');
      let rows = 0;
      // A table without rowid is read in the order of its key anyway.
      const order = wr === 1 ? '' : ' order by rowid';
      const quoted = `"${name.replaceAll('"', '""')}"`;
      const read = connection.prepare(`select * from ${quoted}${order}`).raw();
      for (const row of read.iterate() as IterableIterator<unknown[]>) {
        hash.update(`${JSON.stringify(row.map(plain))}\n`);
        rows += 1;
      }
      return { name, rows, sha256: hash.digest('hex') };
    });
  } finally {
    connection.close();
  }
}

/** Null where there is no database or no company in it yet. */
export function identityOf(file: string): FileIdentity | null {
  if (!existsSync(file)) return null;
  const connection = readOnly(file);
  try {
    const has = (table: string) =>
      connection
        .prepare("select 1 from sqlite_schema where type = 'table' and name = ?")
        .get(table) !== undefined;
    if (!has('schema_migration') || !has('company')) return null;
    const schemaVersion = connection.prepare('select max(id) from schema_migration').pluck().get();
    const firm = connection.prepare('select name, time_zone from company where id = 1').get() as
      | { name: string; time_zone: string }
      | undefined;
    if (!firm) return null;
    return {
      schemaVersion: Number(schemaVersion),
      company: firm.name,
      timeZone: firm.time_zone,
    };
  } finally {
    connection.close();
  }
}

/**
 * Rows of these tables, none for a table that is not there; null where there is no company. -1
 * stands for what cannot be read any more.
 */
export function tableRows(file: string, tables: readonly string[]): Map<string, number> | null {
  try {
    if (identityOf(file) === null) return null;
    const connection = readOnly(file);
    try {
      const there = new Set(sorted(connection).map(({ name }) => name));
      const count = (name: string) =>
        connection.prepare(`select count(*) from "${name}"`).pluck().get() as number;
      return new Map(tables.map((name) => [name, there.has(name) ? count(name) : 0]));
    } finally {
      connection.close();
    }
  } catch (error) {
    if (!(error as { code?: string }).code?.startsWith('SQLITE_')) throw error;
    return new Map(tables.map((name) => [name, -1]));
  }
}

/** Whether opening the file would change its schema. */
export function needsMigration(file: string): boolean {
  if (identityOf(file) === null) return false;
  const connection = readOnly(file);
  try {
    const applied = new Set(connection.prepare('select id from schema_migration').pluck().all());
    return migrations.some(({ id }) => !applied.has(id));
  } finally {
    connection.close();
  }
}
