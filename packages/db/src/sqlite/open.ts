import type { Database } from '../database.ts';
import { migrate } from '../migrate.ts';
import { assertPragmas, connect, kyselyOver } from './connection.ts';
import { sqliteSearch } from './search.ts';

/**
 * Opens (and creates) a SQLite file with one writing and one read-only connection, and brings its
 * schema up to date. `now` in UTC ms dates the migrations.
 */
export async function openSqlite(file: string, now: number): Promise<Database> {
  const writer = connect(file, false);
  const write = kyselyOver(writer);
  try {
    const schemaVersion = await migrate(write, 'sqlite', now);
    writer.exec('BEGIN IMMEDIATE; COMMIT');
    assertPragmas(writer);
    const read = kyselyOver(connect(file, true));
    return {
      engine: 'sqlite',
      schemaVersion,
      search: sqliteSearch,
      read,
      transaction: (work) => write.transaction().execute(work),
      close: async () => {
        await read.destroy();
        await write.destroy();
      },
    };
  } catch (error) {
    await write.destroy();
    throw error;
  }
}
