import { lstatSync } from 'node:fs';
import { depts } from '@xinhang/db/repositories/company.ts';
import { allReferredHashes, referredHashes } from '@xinhang/db/repositories/housekeeping.ts';
import { brokenPages, brokenReferences } from '@xinhang/db/sqlite/inspect.ts';
import { bytesText } from '@xinhang/shared/bytes.ts';
import { verifyAudit } from '../audit-chain.ts';
import { diskLimits } from '../disk-watch.ts';
import { hashesIn, storeDirectories } from '../file-garbage.ts';
import { hashFile } from '../file-store.ts';
import { storedFile } from '../paths.ts';
import { backupChecks } from './backups.ts';
import { hint, wrong, type Check } from './check.ts';
import { customerFigures, searchWords } from './customers.ts';
import { invoiceChecks } from './invoices.ts';
import { moneyChecks } from './money.ts';
import { purchasingChecks } from './purchasing.ts';
import { salesChecks } from './sales.ts';
import { stockChecks } from './stock.ts';
import { environmentChecks, quickEnvironmentChecks } from './environment.ts';

const database: Check = {
  key: 'database',
  part: 'database',
  engine: 'sqlite',
  async *run({ db }) {
    for (const detail of await brokenPages(db)) yield wrong('database-broken', { detail });
  },
};

const references: Check = {
  key: 'references',
  part: 'database',
  engine: 'sqlite',
  async *run({ db }) {
    for (const broken of await brokenReferences(db)) yield wrong('reference-broken', broken);
  },
};

/** The path of a department is the closure that scopes are resolved with. */
const departments: Check = {
  key: 'departments',
  part: 'database',
  async *run({ db }) {
    const all = new Map((await depts(db)).map((dept) => [dept.id, dept]));
    for (const { id, parent_id: parent, path } of all.values()) {
      const above = parent === null ? '/' : all.get(parent)?.path;
      if (path !== `${above}${id}/`) yield wrong('department-path', { id }, path);
    }
  },
};

/** Bytes that rows refer to are there and are what they were. */
const files: Check = {
  key: 'files',
  part: 'database',
  async *run({ db, paths, report }) {
    const hashes = await allReferredHashes(db);
    for (const [at, hash] of hashes.entries()) {
      const path = storedFile(paths, hash);
      if (!lstatSync(path, { throwIfNoEntry: false })?.isFile()) {
        yield wrong('file-missing', { hash });
      } else if ((await hashFile(path)).sha256 !== hash) yield wrong('file-changed', { hash });
      report?.(at + 1, hashes.length);
    }
  },
};

/** Nothing was taken out of the audit, put into it or changed since it was sealed. */
const audit: Check = {
  key: 'audit',
  part: 'database',
  async *run({ db }) {
    const { broken } = await verifyAudit(db);
    if (!broken) return;
    const { how, seq, eventId } = broken;
    yield wrong(`audit-${how}`, { seq: seq ?? 0, event: eventId ?? 0 });
  },
};

/** A log that grows is held back by somebody who reads and does not end. */
const log: Check = {
  key: 'log',
  part: 'database',
  async *run({ paths }) {
    const size = lstatSync(`${paths.database}-wal`, { throwIfNoEntry: false })?.size ?? 0;
    if (size <= diskLimits.largeLog) return;
    yield wrong('log-large', { megabytes: Math.round(size / 1_048_576) });
  },
};

const DAY_MS = 86_400_000;

/** Bytes that no row refers to are cleared away by night; those that stay tell of a fault. */
const orphans: Check = {
  key: 'orphans',
  part: 'database',
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
    if (count > 0) yield hint('files-orphaned', { count, size: bytesText(bytes) });
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
  ...stockChecks,
  ...moneyChecks,
  ...salesChecks,
  ...purchasingChecks,
  ...invoiceChecks,
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
