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

export function openSnapshot({ engine, place }: SnapshotSource): Snapshot {
  const sqlite = engine === 'sqlite';
  const db: Kysely<DB> = sqlite ? kyselyOver(connect(place, true)) : connectPostgres(place, 1);
  const begin = () =>
    sqlite
      ? db.transaction()
      : db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only');
  return {
    search: sqlite ? sqliteSearch : postgresSearch,
    read: async (work) => await begin().execute(async (tx) => await work(tx)),
    close: () => db.destroy(),
  };
}
