import BetterSqlite, { type Database as Connection, type Statement } from 'better-sqlite3';
import {
  Kysely,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type DialectAdapter,
  type Driver,
  type QueryCompiler,
  type SqliteDatabase,
} from 'kysely';
import type { DB } from '../schema/database.ts';

/** Older versions carry the WAL-reset bug (sqlite.org/wal.html): fixed in 3.51.3. */
export const MIN_SQLITE = [3, 51, 3] as const;
const STATEMENT_CACHE = 400;
/**
 * Pages that a reader keeps: with the 16 MB of before, four thousand customers looked up in the order
 * of their orders pushed each other out, and every page is checked as it comes in
 * (docs/decisions/0336).
 */
const READ_CACHE_KB = 32_000;

/**
 * Pragmas of every connection, read back after the first transaction (reliability.md, 3). SQLite
 * itself syncs no commit: `GroupCommit` does, for all that wait at once.
 */
const pragmas = {
  journal_mode: 'wal',
  synchronous: 1,
  foreign_keys: 1,
  busy_timeout: 5000,
  journal_size_limit: 67_108_864,
  wal_autocheckpoint: 1000,
  mmap_size: 0,
  trusted_schema: 0,
  cell_size_check: 1,
} as const;

/** A pragma did not take, so a promise about durability would be false. */
export class PragmaError extends Error {
  override readonly name = 'PragmaError';
}

/** Kysely assumes that SQLite cannot roll DDL back; it can, and migrations rely on it. */
class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/**
 * Writes a parameter as `+?`, which is its value and nothing else. Of a bare `?` beside a join or in
 * a limit SQLite looks at the value while it plans, and then prepares the statement anew for each
 * value that is bound (docs/decisions/0120-parameters-with-a-plus.md).
 */
class PreparedOnceCompiler extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return '+?';
  }
}

/** Tells of commits that wrote something, and forgives a rollback of what is rolled back already. */
class WritingDriver extends SqliteDriver {
  readonly #connection: Connection;
  readonly #changes: Statement;
  readonly #committed: () => void;
  #seen: unknown;

  constructor(database: SqliteDatabase, connection: Connection, committed: () => void) {
    super({ database });
    this.#connection = connection;
    this.#changes = connection.prepare('select total_changes()').pluck();
    this.#committed = committed;
    this.#seen = this.#changes.get();
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await super.commitTransaction(connection);
    // Before the connection is free for the next transaction, so that nothing slips in between.
    const changes = this.#changes.get();
    if (changes !== this.#seen) this.#committed();
    this.#seen = changes;
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // A full disk ends the transaction by itself, and the reason must not be lost in a second error.
    if (this.#connection.inTransaction) await super.rollbackTransaction(connection);
  }
}

class Dialect extends SqliteDialect {
  readonly #database: SqliteDatabase;
  readonly #connection: Connection;
  readonly #committed: () => void;

  constructor(database: SqliteDatabase, connection: Connection, committed: () => void) {
    super({ database });
    this.#database = database;
    this.#connection = connection;
    this.#committed = committed;
  }

  override createDriver(): Driver {
    return new WritingDriver(this.#database, this.#connection, this.#committed);
  }

  override createQueryCompiler(): QueryCompiler {
    return new PreparedOnceCompiler();
  }

  override createAdapter(): DialectAdapter {
    return new TransactionalDdlAdapter();
  }
}

export function assertSqliteVersion(version: string): void {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  const found = major * 1_000_000 + minor * 1000 + patch;
  if (found < MIN_SQLITE[0] * 1_000_000 + MIN_SQLITE[1] * 1000 + MIN_SQLITE[2]) {
    throw new PragmaError(`SQLite ${version} is too old: ${MIN_SQLITE.join('.')} or newer needed.`);
  }
}

function setPragmas(connection: Connection, readonly: boolean): void {
  for (const [name, value] of Object.entries(pragmas)) {
    if (readonly && (name === 'journal_mode' || name === 'journal_size_limit')) continue;
    connection.pragma(`${name} = ${value}`);
  }
  if (readonly) connection.pragma(`cache_size = ${-READ_CACHE_KB}`);
}

/**
 * Compares what SQLite says with what was set. Called after the first transaction, because
 * `synchronous` falls back silently at that moment where it was not set by hand.
 */
export function assertPragmas(connection: Connection): void {
  for (const [name, value] of Object.entries(pragmas)) {
    const found = connection.pragma(name, { simple: true });
    if (found !== value) {
      throw new PragmaError(`SQLite pragma ${name} is ${String(found)} and must be ${value}.`);
    }
  }
}

export function connect(file: string, readonly: boolean): Connection {
  const connection = new BetterSqlite(file, { readonly });
  assertSqliteVersion(connection.prepare('select sqlite_version()').pluck().get() as string);
  setPragmas(connection, readonly);
  return connection;
}

const nobody = () => undefined;

/**
 * Kysely over one connection, keeping its prepared statements: preparing costs more than running.
 * `committed` hears of each commit that changed rows.
 */
export function kyselyOver(connection: Connection, committed: () => void = nobody): Kysely<DB> {
  const statements = new Map<string, Statement>();
  const database: SqliteDatabase = {
    close: () => connection.close(),
    prepare: (text) => {
      const known = statements.get(text);
      if (known) return known;
      const statement = connection.prepare(text);
      if (statements.size >= STATEMENT_CACHE) statements.clear();
      statements.set(text, statement);
      return statement;
    },
  };
  return new Kysely<DB>({ dialect: new Dialect(database, connection, committed) });
}
