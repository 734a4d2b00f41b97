import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { problem } from '@xinhang/shared/problems.ts';
import { z } from 'zod';
import { writeDurably } from '../durable-file.ts';
import type { Paths } from '../paths.ts';
import { parseBackupName, type BackupName } from './names.ts';

const seen = z.object({
  size: z.int(),
  sha256: z.string(),
  /** UTC ms. */
  madeAt: z.int(),
  /** How long making it took, and its rehearsal, in ms. */
  madeInMs: z.int().nullable(),
  provedInMs: z.int().nullable(),
  result: z.enum(['verified', 'failed', 'unproved']),
  /** Problem code and reason of what failed. */
  problem: z.string().nullable(),
  reason: z.string().nullable(),
  verifiedAt: z.int().nullable(),
  /** Attached files that were missing already. */
  lost: z.int(),
  /** Reads that a server on the copy answered. */
  answered: z.int().nullable(),
  copiedAt: z.int().nullable(),
});
/** What is known of one file. */
export type Seen = z.output<typeof seen>;

const shape = z.object({
  host: z.object({ id: z.string(), name: z.string() }),
  sequence: z.int(),
  previous: z.object({ file: z.string(), manifest: z.string() }).nullable(),
  files: z.record(z.string(), seen),
  /** The last copy that was taken away. */
  lastCopy: z.object({ file: z.string(), drive: z.string(), at: z.int() }).nullable(),
  /** The last attempt that failed, until one succeeds. */
  failure: z
    .object({ businessDate: z.string(), at: z.int(), problem: z.string(), reason: z.string() })
    .nullable(),
  /** Business date on which people were last told that space runs out. */
  spaceToldOn: z.string().nullable(),
  /** Path of the half that is being written, or that a killed process left behind. */
  making: z.string().nullable().default(null),
  /** The directory in which backups were made last: one that lost them all is not what it was. */
  home: z.string().nullable().default(null),
});
export type BackupRecord = z.output<typeof shape>;

/** A file in the backup directory, with what is known of it. */
export interface BackupFile extends BackupName {
  readonly name: string;
  readonly size: number;
  readonly seen: Seen | null;
}

/** Of the files that were proved, the one that was made last. */
export function newestVerified(files: readonly BackupFile[]): (BackupFile & { seen: Seen }) | null {
  const verified = files.flatMap((file) =>
    file.seen?.result === 'verified' ? [{ ...file, seen: file.seen }] : [],
  );
  return verified.toSorted((a, b) => b.seen.madeAt - a.seen.madeAt)[0] ?? null;
}

/**
 * What happened to which backup. It lies beside the stores and not in the database, because a
 * restore must not forget the backups that were made after the state it brings back.
 */
export class RecordKeeper {
  readonly #file: string;
  readonly directory: string;
  readonly #random: (bytes: number) => Buffer;

  constructor(paths: Paths, directory: string, random: (bytes: number) => Buffer) {
    this.#file = paths.backupRecord;
    this.directory = directory;
    this.#random = random;
  }

  read(): BackupRecord {
    if (existsSync(this.#file)) return shape.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    return {
      host: { id: this.#random(8).toString('hex'), name: hostname() },
      sequence: 0,
      previous: null,
      files: {},
      lastCopy: null,
      failure: null,
      spaceToldOn: null,
      making: null,
      home: null,
    };
  }

  /** Reads, changes and saves; the file is the old one or the new one whatever happens. */
  change(work: (record: BackupRecord) => void): BackupRecord {
    const record = this.read();
    work(record);
    writeDurably(this.#file, `${JSON.stringify(record, null, 1)}\n`);
    return record;
  }

  /**
   * Takes away the half that a killed process of this installation left behind; another one may
   * write to the same directory.
   */
  removeHalf(): void {
    const { making } = this.read();
    if (making === null) return;
    try {
      rmSync(making, { force: true });
    } catch {
      // Somebody holds it: `removeOldHalves` tries again after a day.
    }
  }

  /** The finished files that are there, newest name first; a file that was changed is not known. */
  list(record: BackupRecord = this.read()): BackupFile[] {
    if (!existsSync(this.directory)) return [];
    return readdirSync(this.directory)
      .toSorted((a, b) => (a < b ? 1 : -1))
      .flatMap((name): BackupFile[] => {
        const parsed = parseBackupName(name);
        const stat = statSync(join(this.directory, name), { throwIfNoEntry: false });
        if (!parsed || !stat?.isFile()) return [];
        const known = record.files[name];
        const same = known?.size === stat.size ? known : null;
        return [{ ...parsed, name, size: stat.size, seen: same }];
      });
  }

  /**
   * Throws `backup-directory-gone` where backups were made here and none is left: a disk that is
   * not mounted, a folder that was moved. To begin anew the directory is set once more.
   */
  needHome(): void {
    const record = this.read();
    if (record.home !== this.directory || this.list(record).length > 0) return;
    throw problem('backup-directory-gone', { params: { reason: this.directory } });
  }

  /** Whether a name is taken, by a file or in memory of one. */
  taken(name: string): boolean {
    return existsSync(join(this.directory, name));
  }
}
