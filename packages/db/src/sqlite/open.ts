import { existsSync } from 'node:fs';
import type { Database as Connection } from 'better-sqlite3';
import type { Database } from '../database.ts';
import { isCurrent, migrate, newestSchema } from '../migrate.ts';
import type { Storage, StorageWatch } from '../storage.ts';
import { renewSearch } from '../search-renewal.ts';
import { connect, kyselyOver } from './connection.ts';
import { sqliteSearch } from './search.ts';
import { Writer } from './writer.ts';

export interface SqliteOptions {
  /** Told of what the disk does to the writer. */
  watch?: StorageWatch;
  /** Hears of what takes long. */
  say?: (text: string) => void;
}

/**
 * Opens (and creates) a SQLite file with one writing and one read-only connection, and brings its
 * schema up to date. `now` in UTC ms dates the migrations.
 */
export async function openSqlite(
  file: string,
  now: number,
  { watch, say }: SqliteOptions = {},
): Promise<Database> {
  const writer = new Writer(file, watch);
  try {
    const schemaVersion = await migrate(writer.db, 'sqlite', now);
    await renewSearch(writer.db, sqliteSearch, say);
    await writer.begin();
    const reader = connect(file, true);
    const read = kyselyOver(reader);
    return {
      engine: 'sqlite',
      schemaVersion,
      search: sqliteSearch,
      read,
      source: { engine: 'sqlite', place: file },
      transaction: (work) => writer.transaction(work),
      storage: storageOf(writer, reader),
      close: async () => {
        await read.destroy();
        // Kysely closes only what it was asked something by, and a log stays while somebody reads.
        reader.close();
        await writer.close();
      },
    };
  } catch (error) {
    await writer.close();
    throw error;
  }
}

/** The writer's storage; the pages that the reader keeps belong to it too. */
function storageOf(writer: Writer, reader: Connection): Storage {
  return {
    get stopped() {
      return writer.stopped;
    },
    logBytes: () => writer.logBytes(),
    shrinkLog: () => writer.shrinkLog(),
    async shrinkMemory() {
      await writer.shrinkMemory();
      reader.pragma('shrink_memory');
    },
  };
}

/** The schema is older or newer than the program that wants to read it. */
export class SchemaDiffersError extends Error {
  override readonly name = 'SchemaDiffersError';
}

/** Opens a SQLite file for reading alone, beside whoever writes it. Migrates nothing. */
export async function openSqliteBeside(file: string): Promise<Database> {
  if (!existsSync(file)) throw new Error(`There is no database at ${file}.`);
  const read = kyselyOver(connect(file, true));
  try {
    if (!(await isCurrent(read))) {
      throw new SchemaDiffersError(
        'The database has another schema than this program: start the server of this version once, ' +
          'or use the newer program.',
      );
    }
    return {
      engine: 'sqlite',
      schemaVersion: newestSchema(),
      search: sqliteSearch,
      read,
      source: { engine: 'sqlite', place: file },
      transaction: () => Promise.reject(new Error('This database was opened for reading.')),
      storage: null,
      close: () => read.destroy(),
    };
  } catch (error) {
    await read.destroy();
    throw error;
  }
}
