import { existsSync, writeFileSync } from 'node:fs';
import BetterSqlite, { type Database as Connection } from 'better-sqlite3';

/** Who works in a data directory. Only the owner of the directory can read it. */
export interface Holder {
  readonly pid: number;
  /** Name of the machine that it runs on. */
  readonly host: string;
  /** UTC ms. */
  readonly since: number;
  /** What it is: `server`, or the name of a command. */
  readonly what: string;
  readonly version: string;
  /** Where a server takes commands, null where nobody listens. */
  readonly socket: string | null;
  /** What a command must say first, so that nobody speaks who cannot read the lock. */
  readonly secret: string | null;
}

export interface Hold {
  release(): void;
}

/** The file is not what this program writes there. */
export class LockFileError extends Error {
  override readonly name = 'LockFileError';
}

const ATTEMPTS = 20;

/**
 * Takes the directory for this process, or answers who has it. The hold is SQLite's write lock on
 * the file: the system lets go of it when the process dies, however it dies, and others can still
 * read who holds it. Nothing else in this process may open the file meanwhile (POSIX drops locks
 * with any close).
 */
export function holdLock(file: string, holder: Holder): Hold | { heldBy: Holder } {
  // Made here, because SQLite would let others read it.
  if (!existsSync(file)) writeFileSync(file, '', { mode: 0o600 });
  const connection = new BetterSqlite(file, { timeout: 0 });
  const text = JSON.stringify(holder);
  try {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      if (!locked(connection)) return refused(connection);
      // What is held must be readable, so it is committed, and then looked at under the lock again:
      // in between another process may have been first.
      connection.exec('create table if not exists holder (id integer primary key, text text)');
      connection.prepare('insert or replace into holder values (1, ?)').run(text);
      connection.exec('commit');
      if (!locked(connection)) return refused(connection);
      if (textIn(connection) === text) return { release: () => connection.close() };
      connection.exec('rollback');
    }
    return refused(connection);
  } catch (error) {
    connection.close();
    if ((error as { code?: string }).code !== 'SQLITE_NOTADB') throw error;
    throw new LockFileError(`${file} is not a lock file of Xinhang.`, { cause: error });
  }
}

function locked(connection: Connection): boolean {
  try {
    connection.exec('begin immediate');
    return true;
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY')) return false;
    throw error;
  }
}

function textIn(connection: Connection): string | null {
  const known = connection
    .prepare("select 1 from sqlite_master where type = 'table' and name = 'holder'")
    .get();
  if (!known) return null;
  return (connection.prepare('select text from holder').pluck().get() ?? null) as string | null;
}

function refused(connection: Connection): { heldBy: Holder } {
  let text: string | null = null;
  // The other one may be writing its name this very moment.
  connection.pragma('busy_timeout = 2000');
  try {
    text = textIn(connection);
  } catch {
    // Its name is unknown, but it is there.
  }
  connection.close();
  return { heldBy: text === null ? unknown : (JSON.parse(text) as Holder) };
}

const unknown: Holder = {
  pid: 0,
  host: '',
  since: 0,
  what: 'another process',
  version: '',
  socket: null,
  secret: null,
};
