import { Problem } from '@xinhang/shared/problems.ts';

/** What an engine in a file of ours tells of it. */
export interface Storage {
  /** Whether writes are refused until the disk answers again, and why. */
  readonly stopped: Problem | null;
  /** Bytes of the write-ahead log; what no reader holds back is written into the database. */
  logBytes(): number;
  /** Gives back the memory that pages are kept in: for when nobody asks for any. */
  shrinkMemory(): Promise<void>;
  /** Writes the log into the database and cuts it off; false where a reader still needs it. */
  shrinkLog(): Promise<boolean>;
}

/** Who hears that writes were stopped, and that they are taken again. */
export interface StorageWatch {
  stopped?(error: Error): void;
  resumed?(): void;
  /** Writes stay refused until the server is started again: what is on disk must be looked at. */
  lost?(error: Error): void;
  /** How soon the first try to go on comes after a sync that failed; 1,000. */
  readonly retryMs?: number;
}

/** A write that the disk refused, as its caller learns of it; nothing of it is left. */
export function storageProblem(error: unknown): Problem | null {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return null;
  const options = { cause: error };
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') {
    return new Problem('storage-full', {}, options);
  }
  const refused = /^(EIO|SQLITE_(IOERR|READONLY|CANTOPEN|BUSY|CORRUPT|NOTADB|PROTOCOL))/.test(code);
  return refused ? new Problem('storage-unavailable', {}, options) : null;
}
