import { closeSync, fsyncSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Problem } from '@xinhang/shared/problems.ts';
import type { Database as Connection } from 'better-sqlite3';
import type { Kysely } from 'kysely';
import type { Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';
import { storageProblem, type Storage, type StorageWatch } from '../storage.ts';
import { assertPragmas, connect, kyselyOver } from './connection.ts';
import { GroupCommit } from './group-commit.ts';
import { logIndex, logIsWhole, type LogIndex } from './log-file.ts';

/** A file that a virus scanner holds for a moment: the transaction is tried again, as a whole. */
const ATTEMPTS = 3;
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 30_000;

/** A new file is on disk only when its directory is; Windows has no such call. */
function syncDirectory(path: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The one connection that writes, and what becomes of its commits. */
export class Writer implements Storage {
  readonly #file: string;
  readonly #watch: StorageWatch;
  #connection!: Connection;
  #db!: Kysely<DB>;
  #commits: GroupCommit | null = null;
  #stopped: Problem | null = null;
  #retry: NodeJS.Timeout | undefined;
  /** Of the log at the moment when the disk failed. */
  #index: LogIndex | null = null;

  constructor(file: string, watch: StorageWatch = {}) {
    this.#file = file;
    this.#watch = watch;
    this.#open();
  }

  /** For the migration alone; everything else goes through `transaction`. */
  get db(): Kysely<DB> {
    return this.#db;
  }

  get stopped(): Problem | null {
    return this.#stopped;
  }

  /** Makes durable what is in the file, whoever wrote it, and begins to group commits. */
  async begin(): Promise<void> {
    this.#connection.exec('BEGIN IMMEDIATE; COMMIT');
    assertPragmas(this.#connection);
    const commits = new GroupCommit(`${this.#file}-wal`, (error) => this.#stop(error));
    commits.committed();
    try {
      await commits.durable();
      syncDirectory(dirname(this.#file));
    } catch (error) {
      commits.close();
      throw error;
    }
    this.#commits = commits;
  }

  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      if (this.#stopped) throw this.#stopped;
      const commits = this.#commits;
      try {
        const result = await this.#db.transaction().execute(work);
        await commits?.durable();
        return result;
      } catch (error) {
        if (error instanceof Problem) throw error;
        if (this.#stopped) throw this.#stopped;
        const held = String((error as { code?: unknown }).code).startsWith('SQLITE_IOERR');
        if (!held || attempt === ATTEMPTS) throw storageProblem(error) ?? error;
      }
    }
  }

  logBytes(): number {
    return statSync(`${this.#file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  }

  async shrinkMemory(): Promise<void> {
    if (this.#stopped) return;
    await this.#db.connection().execute(() => {
      this.#connection.pragma('shrink_memory');
      return Promise.resolve();
    });
  }

  async shrinkLog(): Promise<boolean> {
    if (this.#stopped) return false;
    return await this.#db.connection().execute(() => {
      // Nobody waits here for a reader: the whole server would.
      this.#connection.pragma('busy_timeout = 0');
      try {
        const [row] = this.#connection.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
        return Promise.resolve(row?.busy === 0);
      } finally {
        this.#connection.pragma('busy_timeout = 5000');
      }
    });
  }

  async close(): Promise<void> {
    clearTimeout(this.#retry);
    this.#commits?.close();
    this.#commits = null;
    await this.#db.destroy();
  }

  #open(): void {
    this.#connection = connect(this.#file, false);
    this.#db = kyselyOver(this.#connection, () => this.#commits?.committed());
  }

  #stop(error: Error): void {
    if (this.#stopped) return;
    this.#stopped = new Problem('storage-unavailable', {}, { cause: error });
    this.#watch.stopped?.(error);
    this.#recoverIn(this.#watch.retryMs ?? FIRST_RETRY_MS);
  }

  #recoverIn(ms: number): void {
    this.#retry = setTimeout(() => {
      // Transactions await nothing but SQL, so that none is open between two turns of the loop.
      if (this.#connection.inTransaction) return this.#recoverIn(FIRST_RETRY_MS);
      this.#recover().catch(() => this.#recoverIn(Math.min(ms * 2, LONGEST_RETRY_MS)));
    }, ms).unref();
  }

  /**
   * After a failed sync nobody knows which part of the log is on disk. If all of it can still be
   * read, a new connection copies it into the database and syncs that: pages written anew are not
   * those that the system gave up. Otherwise only a start anew may decide what is there.
   */
  async #recover(): Promise<void> {
    this.#commits?.close();
    this.#commits = null;
    if (this.#connection.open) {
      this.#index = logIndex(this.#connection);
      await this.#db.destroy();
    }
    // Nobody writes meanwhile: at a second attempt the index is what it was at the first.
    if (!this.#index || !logIsWhole(this.#file, this.#index)) {
      this.#watch.lost?.(new Error('The log of the database lost what was not yet on disk.'));
      return;
    }
    this.#open();
    try {
      const [row] = this.#connection.pragma('wal_checkpoint(PASSIVE)') as {
        log: number;
        checkpointed: number;
      }[];
      if (!row || row.log !== row.checkpointed) throw new Error('A reader needs the log.');
      await this.begin();
    } catch (error) {
      await this.#db.destroy();
      throw error;
    }
    this.#stopped = null;
    this.#index = null;
    this.#watch.resumed?.();
  }
}
