import { problem } from '@xinhang/shared/problems.ts';
import type { Kysely } from 'kysely';
import type { Reader, SnapshotSource } from './database.ts';
import { connectPostgres } from './postgres/open.ts';
import { postgresSearch } from './postgres/search.ts';
import type { DB } from './schema/database.ts';
import type { SearchIndex } from './search-index.ts';
import { connect, kyselyOver } from './sqlite/connection.ts';
import { sqliteSearch } from './sqlite/search.ts';

/** A connection of its own for heavy reads, in a worker thread; it cannot write. */
export interface Snapshot {
  readonly search: SearchIndex;
  /** All reads of the work see the database as it is at the first of them. */
  read<T>(work: (db: Reader) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** No longer than this may a reader keep the log of the database from being cut off. */
const LONGEST_READ_MS = 30_000;

/** `longestMs`: after it the connection is closed, and what it still reads rejects with `timed-out`. */
export function openSnapshot(
  { engine, place }: SnapshotSource,
  longestMs = LONGEST_READ_MS,
): Snapshot {
  const sqlite = engine === 'sqlite';
  const db: Kysely<DB> = sqlite ? kyselyOver(connect(place, true)) : connectPostgres(place, 1);
  const begin = () =>
    sqlite
      ? db.transaction()
      : db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only');
  return {
    search: sqlite ? sqliteSearch : postgresSearch,
    async read(work) {
      let late = false;
      const clock = setTimeout(() => {
        late = true;
        void db.destroy();
      }, longestMs);
      try {
        return await begin().execute(async (tx) => await work(tx));
      } catch (error) {
        throw late ? problem('timed-out') : error;
      } finally {
        clearTimeout(clock);
      }
    },
    close: () => db.destroy(),
  };
}
