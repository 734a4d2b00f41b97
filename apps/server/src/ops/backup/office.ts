import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '@xinhang/db/database.ts';
import { identityOf } from '@xinhang/db/sqlite/copy.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import { Problem, problem } from '@xinhang/shared/problems.ts';
import { VERSION } from '../../version.ts';
import { sealAudit } from '../audit-chain.ts';
import { hashFile } from '../file-store.ts';
import type { Paths } from '../paths.ts';
import { makeInChild, rehearseInChild, type ChildOptions } from './child.ts';
import { makeDirectory } from './directory.ts';
import { recovery, serverIdentity, trustedSigners } from './keys.ts';
import type { MadeBackup, Report } from './make.ts';
import { freeBackupName, type BackupKind } from './names.ts';
import { newestVerified, RecordKeeper, type BackupFile, type Seen } from './record.ts';

export interface OfficePlace {
  readonly paths: Paths;
  /** Where backups go; `backups/` unless configured. */
  readonly directory: string;
  /** UTC ms. */
  readonly now: () => number;
  readonly random: (bytes: number) => Buffer;
  /** Ms for durations, whatever is done to the clock; the clock itself unless given. */
  readonly elapsed?: (() => number) | undefined;
  /** The open database, whose audit is sealed first; null before a migration. */
  readonly db: Database | null;
  /** People work beside it. */
  readonly gentle?: boolean | undefined;
}

export interface BackupOutcome {
  readonly file: string;
  readonly businessDate: string;
  readonly seen: Seen;
  /** The first try, where this is the second. */
  readonly firstFailed: { problem: string; reason: string } | null;
}

/** Code and reason of a failure, for the record and for people. */
export function failureOf(error: unknown): { problem: string; reason: string } {
  if (!(error instanceof Problem)) {
    return { problem: 'internal', reason: error instanceof Error ? error.message : String(error) };
  }
  const reason = error.details.params?.['reason'];
  return { problem: error.code, reason: typeof reason === 'string' ? reason : '' };
}

/**
 * Makes, proves and knows the backups of one data directory. One thing at a time: two backups at
 * once would compete for the disk that people are waiting for.
 */
export class BackupOffice {
  readonly #place: OfficePlace;
  #records: RecordKeeper;
  #directory: string;
  #busy = false;

  constructor(place: OfficePlace) {
    this.#place = place;
    this.#directory = place.directory;
    this.#records = new RecordKeeper(place.paths, place.directory, place.random);
  }

  get paths(): Paths {
    return this.#place.paths;
  }

  get directory(): string {
    return this.#directory;
  }

  get records(): RecordKeeper {
    return this.#records;
  }

  /** Makes backups there from now on; those that are finished stay where they are. */
  moveTo(directory: string): void {
    const { paths, random } = this.#place;
    this.#directory = directory;
    this.#records = new RecordKeeper(paths, directory, random);
    // Whoever names a directory takes it as it is.
    this.#records.change((record) => {
      record.home = null;
    });
  }

  /** Starts a stopwatch; it answers ms. */
  #watch(): () => number {
    const { elapsed, now } = this.#place;
    const read = elapsed ?? now;
    const started = read();
    return () => Math.round(read() - started);
  }

  /** A name for what is made and taken away again. */
  #aside(what: string): string {
    return join(this.#place.paths.tmp, `${what}-${this.#place.random(6).toString('hex')}`);
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** Runs work that nothing else of this office may run beside; throws `backup-busy`. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    if (this.#busy) throw problem('backup-busy');
    this.#busy = true;
    try {
      return await work();
    } finally {
      this.#busy = false;
    }
  }

  /**
   * Makes a backup and proves it: only then is it one. Where that fails it is tried once more, as
   * `retry`; throws what the second try met. `date` is the business date, today unless said.
   */
  async make(
    kind: Exclude<BackupKind, 'retry'>,
    options: ChildOptions & { date?: string },
  ): Promise<BackupOutcome> {
    return await this.alone(() => this.makeInside(kind, options));
  }

  /** The same, for work that is alone already. */
  async makeInside(
    kind: Exclude<BackupKind, 'retry'>,
    options: ChildOptions & { date?: string },
  ): Promise<BackupOutcome> {
    const { db, now, paths } = this.#place;
    if (db) await sealAudit(db, now);
    const zone = identityOf(paths.database)?.timeZone;
    if (zone === undefined) throw problem('state-refused', { params: { reason: 'no-company' } });
    const date = options.date ?? businessDate(now(), zone);
    try {
      return await this.#once(kind, date, zone, options, null);
    } catch (error) {
      options.signal?.throwIfAborted();
      const first = failureOf(error);
      this.records.change((record) => {
        record.failure = { businessDate: date, at: now(), ...first };
      });
      return await this.#once('retry', date, zone, options, first);
    }
  }

  async #once(
    kind: BackupKind,
    date: string,
    zone: string,
    options: ChildOptions,
    firstFailed: BackupOutcome['firstFailed'],
  ): Promise<BackupOutcome> {
    const { paths, now } = this.#place;
    const directory = this.#directory;
    this.records.needHome();
    makeDirectory(directory);
    const encrypted = recovery(paths)?.encrypt === true;
    const madeAt = now();
    // Before the name is chosen: what a killed process left behind takes nobody's name.
    this.records.removeHalf();
    const name = freeBackupName({ kind, businessDate: date, zone, encrypted }, madeAt, (other) =>
      this.records.taken(other),
    );
    const { host, sequence, previous } = this.records.change((record) => {
      record.sequence += 1;
      record.making = `${join(directory, name)}.part`;
    });
    const watch = this.#watch();
    const made = await makeInChild(
      {
        paths,
        directory,
        stage: this.#aside('backup'),
        name,
        kind,
        businessDate: date,
        madeAt,
        appVersion: VERSION,
        sequence,
        host,
        previous,
      },
      { gentle: this.#place.gentle, ...options },
    );
    this.#remember(made, madeAt, watch());
    const seen = await this.prove(name, options);
    this.records.change((record) => {
      record.failure = null;
    });
    return { file: name, businessDate: date, seen, firstFailed };
  }

  #remember(made: MadeBackup, madeAt: number, madeInMs: number): void {
    this.records.change((record) => {
      record.previous = { file: made.name, manifest: made.manifest };
      record.making = null;
      record.home = this.#directory;
      record.files[made.name] = {
        ...notSeen(madeAt),
        size: made.size,
        sha256: made.sha256,
        madeInMs,
        lost: made.lost,
      };
    });
  }

  /** Rehearses a file of the directory and keeps what came of it. Throws what is wrong with it. */
  async prove(name: string, options: ChildOptions): Promise<Seen> {
    const { now } = this.#place;
    const directory = this.#directory;
    const watch = this.#watch();
    const path = join(directory, name);
    if (!existsSync(path)) throw problem('not-found');
    // Also a file that was brought here, or that is not what it was, is known from now on.
    const bytes = await hashFile(path);
    const known = notSeen(now());
    const keep = (changes: Partial<Seen>): Seen => {
      const provedInMs = watch();
      const record = this.records.change((all) => {
        all.files[name] = { ...known, ...all.files[name], ...bytes, provedInMs, ...changes };
      });
      return record.files[name]!;
    };
    try {
      const { asked, seen } = await this.rehearse(path, options);
      return keep({
        ...seen,
        result: 'verified',
        problem: null,
        reason: null,
        verifiedAt: now(),
        answered: asked,
      });
    } catch (error) {
      options.signal?.throwIfAborted();
      const { problem: code, reason } = failureOf(error);
      keep({ result: 'failed', problem: code, reason });
      throw error;
    }
  }

  /** Unpacks a file aside, checks it in full, starts a server on it and asks. Leaves nothing. */
  async rehearse(file: string, options: ChildOptions & { recoveryKey?: string }) {
    const order = await this.checkOrder(file, options.recoveryKey);
    try {
      const { manifest, asked } = await rehearseInChild(order, {
        gentle: this.#place.gentle,
        ...options,
      });
      const seen = { lost: manifest.lost.length, madeAt: manifest.madeAt };
      return { asked: asked.answered, seen };
    } finally {
      rmSync(order.into, { recursive: true, force: true });
    }
  }

  /** How a file is checked here: with the signers and the keys that this installation knows. */
  async checkOrder(file: string, recoveryKey?: string, trustAny = false) {
    const { paths } = this.#place;
    return {
      file,
      into: this.#aside('rehearsal'),
      trusted: trustAny ? null : trustedSigners(paths),
      identities: [
        ...(recoveryKey === undefined ? [] : [recoveryKey]),
        await serverIdentity(paths),
      ],
    };
  }

  /** The newest backup that a server was started on, null where there is none. */
  newestVerified(files: readonly BackupFile[] = this.records.list()) {
    return newestVerified(files);
  }
}

/** A file of which nothing is known yet. */
function notSeen(madeAt: number): Seen {
  return {
    size: 0,
    sha256: '',
    madeAt,
    madeInMs: null,
    provedInMs: null,
    result: 'unproved',
    problem: null,
    reason: null,
    verifiedAt: null,
    lost: 0,
    answered: null,
    copiedAt: null,
  };
}

/** Progress that nobody looks at. */
export const silent: Report = () => {};
