import type { Kysely, Transaction } from 'kysely';
import type { Engine } from './migrations/ddl.ts';
import type { DB } from './schema/database.ts';
import type { SearchIndex } from './search-index.ts';
import type { Storage } from './storage.ts';

/** Reads take this; it never writes. */
export type Reader = Kysely<DB>;
/** Writes take this; a `Reader` is refused by the compiler, which rules out the known hang. */
export type Tx = Transaction<DB>;

/** Where a database is; crosses a thread. */
export interface SnapshotSource {
  readonly engine: Engine;
  /** File or connection string. */
  readonly place: string;
}

export interface Database {
  readonly engine: Engine;
  readonly schemaVersion: number;
  readonly search: SearchIndex;
  /** Read-only connection. */
  readonly read: Reader;
  /**
   * One writer: transactions run one after the other. Only SQL may be awaited inside. Resolves when
   * everything that the work wrote or read is on disk; rejects with `storage-full` or
   * `storage-unavailable` where the disk refuses, and then it may still have happened.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Where another thread finds the same database: `openSnapshot`. Plain data. */
  readonly source: SnapshotSource;
  /** Null where the engine looks after its own files. */
  readonly storage: Storage | null;
  close(): Promise<void>;
}
