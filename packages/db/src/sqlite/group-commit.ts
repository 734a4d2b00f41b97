import { closeSync, fdatasync, fstatSync, openSync } from 'node:fs';

interface Waiter {
  /** How many commits must be on disk. */
  readonly upTo: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * Makes commits durable together: SQLite only writes its log, and one sync of the log serves every
 * commit that was made before it began. A sync that fails is never tried again, because the system
 * may have dropped what it could not write: everybody who waits is told, and so is `failed`.
 */
export class GroupCommit {
  readonly #handle: number;
  readonly #failed: (error: Error) => void;
  #committed = 0;
  #synced = 0;
  #waiting: Waiter[] = [];
  #syncing = false;
  #error: Error | null = null;

  /** `log` is the write-ahead log of a database that is open. */
  constructor(log: string, failed: (error: Error) => void) {
    // Windows syncs only what may be written.
    this.#handle = openSync(log, 'r+');
    this.#failed = failed;
  }

  /** A commit has just been written. */
  committed(): void {
    this.#committed += 1;
  }

  /** Resolves once every commit so far is on disk. */
  async durable(): Promise<void> {
    if (this.#error) throw this.#error;
    if (this.#synced === this.#committed) return;
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({ upTo: this.#committed, resolve, reject });
      if (this.#syncing) return;
      this.#syncing = true;
      // Whoever commits in this same turn of the event loop comes along.
      setImmediate(() => this.#sync());
    });
  }

  /** Releases the file. Nobody may wait any more. */
  close(): void {
    closeSync(this.#handle);
  }

  #sync(): void {
    const upTo = this.#committed;
    fdatasync(this.#handle, (error) => {
      // A log that somebody removed is synced into nothing.
      const failure =
        error ?? (this.#isGone() ? new Error('The log of the database is gone.') : null);
      if (failure) return this.#fail(failure);
      this.#synced = upTo;
      const done = this.#waiting.filter((waiter) => waiter.upTo <= upTo);
      this.#waiting = this.#waiting.filter((waiter) => waiter.upTo > upTo);
      if (this.#waiting.length > 0) this.#sync();
      else this.#syncing = false;
      for (const { resolve } of done) resolve();
    });
  }

  #isGone(): boolean {
    return fstatSync(this.#handle).nlink === 0;
  }

  #fail(error: Error): void {
    this.#error = error;
    const told = this.#waiting.splice(0);
    this.#failed(error);
    for (const { reject } of told) reject(error);
  }
}
