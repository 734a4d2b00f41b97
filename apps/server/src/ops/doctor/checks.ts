import { lstatSync } from 'node:fs';
import { depts } from '@xinhang/db/repositories/company.ts';
import { allReferredHashes, referredHashes } from '@xinhang/db/repositories/housekeeping.ts';
import { brokenPages, brokenReferences } from '@xinhang/db/sqlite/inspect.ts';
import { verifyAudit, type ChainReport } from '../audit-chain.ts';
import { diskLimits } from '../disk-watch.ts';
import { hashesIn, storeDirectories } from '../file-garbage.ts';
import { hashFile } from '../file-store.ts';
import { storedFile } from '../paths.ts';
import { backupChecks } from './backups.ts';
import { wrong, type Check } from './check.ts';
import { customerFigures, searchWords } from './customers.ts';
import { environmentChecks, quickEnvironmentChecks } from './environment.ts';

const database: Check = {
  name: 'database file',
  part: 'database',
  advice:
    'Restore the newest verified backup: "xinhang restore FILE". Then look at the health of the disk.',
  async *run({ db }) {
    yield* await brokenPages(db);
  },
};

const references: Check = {
  name: 'references',
  part: 'database',
  advice:
    'Restore the newest verified backup, and say what the doctor found when you ask for help.',
  async *run({ db }) {
    yield* await brokenReferences(db);
  },
};

/** The path of a department is the closure that scopes are resolved with. */
const departments: Check = {
  name: 'departments',
  part: 'database',
  advice: 'Ask for help with what stands above: who sees what depends on it.',
  async *run({ db }) {
    const all = new Map((await depts(db)).map((dept) => [dept.id, dept]));
    for (const { id, parent_id: parent, path } of all.values()) {
      const above = parent === null ? '/' : all.get(parent)?.path;
      if (path !== `${above}${id}/`) yield `department ${id} has the path ${path}`;
    }
  },
};

/** Bytes that rows refer to are there and are what they were. */
const files: Check = {
  name: 'files',
  part: 'database',
  advice:
    'Take the missing bytes from a backup: "xinhang restore FILE" on another directory, then upload them again.',
  async *run({ db, paths }) {
    for (const hash of await allReferredHashes(db)) {
      const path = storedFile(paths, hash);
      if (!lstatSync(path, { throwIfNoEntry: false })?.isFile()) yield `${hash} is missing`;
      else if ((await hashFile(path)).sha256 !== hash) yield `${hash} has other bytes`;
    }
  },
};

const BROKEN: Readonly<
  Record<NonNullable<ChainReport['broken']>['how'], (seq: number, event: number) => string>
> = {
  'row-changed': (seq, event) => `row ${event} is not what it was when seal ${seq} was put on it`,
  'row-missing': (seq, event) => `row ${event}, which has seal ${seq}, is missing`,
  'seal-missing': (seq) => `seal ${seq} is missing`,
  'row-slipped-in': (_seq, event) => `row ${event} was put in later than those after it`,
  'cut-off': (seq) => `the end is cut off: seal ${seq} was there once`,
};

/** Nothing was taken out of the audit, put into it or changed since it was sealed. */
const audit: Check = {
  name: 'audit',
  part: 'database',
  advice:
    'Somebody with access to this machine changed the database by hand: keep a backup and ask for help.',
  async *run({ db }) {
    const { broken } = await verifyAudit(db);
    if (broken) yield BROKEN[broken.how](broken.seq ?? 0, broken.eventId ?? 0);
  },
};

/** A log that grows is held back by somebody who reads and does not end. */
const log: Check = {
  name: 'database log',
  part: 'database',
  advice: 'End the program that reads the database, or start the server anew.',
  async *run({ paths }) {
    const size = lstatSync(`${paths.database}-wal`, { throwIfNoEntry: false })?.size ?? 0;
    if (size <= diskLimits.largeLog) return;
    const megabytes = Math.round(size / 1_048_576);
    yield wrong(
      'log-large',
      `it has ${megabytes} MB: another program reads the database without end`,
      { megabytes },
    );
  },
};

const DAY_MS = 86_400_000;

/** Bytes that no row refers to are cleared away by night; those that stay tell of a fault. */
const orphans: Check = {
  name: 'orphaned files',
  part: 'database',
  advice: 'They take room and nothing else. Look in the jobs whether the nightly tidying runs.',
  async *run({ db, paths, now }) {
    let count = 0;
    let bytes = 0;
    for (const directory of storeDirectories(paths)) {
      const hashes = hashesIn(paths, directory);
      const referred = await referredHashes(db, hashes);
      for (const hash of hashes.filter((one) => !referred.has(one))) {
        const file = lstatSync(storedFile(paths, hash), { throwIfNoEntry: false });
        if (!file || file.mtimeMs > now - 2 * DAY_MS) continue;
        count += 1;
        bytes += file.size;
      }
    }
    if (count > 0) yield { hint: `${count} files (${bytes} bytes) belong to nothing` };
  },
};

/** In the order in which they are run: the ground first. */
export const databaseChecks: readonly Check[] = [
  database,
  log,
  references,
  departments,
  customerFigures,
  searchWords,
  files,
  orphans,
  audit,
];

/** What the screen of the server shows, each time it is opened. */
export const quickChecks: readonly Check[] = [...quickEnvironmentChecks, log, ...backupChecks];

export const allChecks: readonly Check[] = [
  ...environmentChecks,
  ...databaseChecks,
  ...backupChecks,
];
