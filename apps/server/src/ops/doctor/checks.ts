import { lstatSync } from 'node:fs';
import { depts } from '@xinhang/db/repositories/company.ts';
import { allReferredHashes } from '@xinhang/db/repositories/housekeeping.ts';
import { brokenPages, brokenReferences } from '@xinhang/db/sqlite/inspect.ts';
import { verifyAudit, type ChainReport } from '../audit-chain.ts';
import { diskLimits } from '../disk-watch.ts';
import { hashFile } from '../file-store.ts';
import { storedFile } from '../paths.ts';
import { readAuthority, readServerPair } from '../tls/office-keys.ts';
import type { Check } from './check.ts';
import { customerFigures, searchWords } from './customers.ts';

const database: Check = {
  name: 'database file',
  async *run({ db }) {
    yield* await brokenPages(db);
  },
};

const references: Check = {
  name: 'references',
  async *run({ db }) {
    yield* await brokenReferences(db);
  },
};

/** The path of a department is the closure that scopes are resolved with. */
const departments: Check = {
  name: 'departments',
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
  async *run({ db }) {
    const { broken } = await verifyAudit(db);
    if (broken) yield BROKEN[broken.how](broken.seq ?? 0, broken.eventId ?? 0);
  },
};

/** A log that grows is held back by somebody who reads and does not end. */
const log: Check = {
  name: 'database log',
  async *run({ paths }) {
    const size = lstatSync(`${paths.database}-wal`, { throwIfNoEntry: false })?.size ?? 0;
    if (size <= diskLimits.largeLog) return;
    yield `it has ${Math.round(size / 1_048_576)} MB: another program reads the database without end`;
  },
};

const DAY_MS = 86_400_000;

/** The authority cannot be renewed by itself, because every machine of the office knows it. */
const certificates: Check = {
  name: 'certificates',
  async *run({ paths, now }) {
    const authority = readAuthority(paths)?.certificate;
    const server = readServerPair(paths)?.certificate;
    if (authority) {
      const days = Math.floor((authority.validToDate.getTime() - now) / DAY_MS);
      if (days < 365) yield `the authority of the office ends in ${days} days: plan a new one`;
      if (now < authority.validFromDate.getTime()) yield 'the clock is before the authority';
    }
    if (server && server.validToDate.getTime() < now) {
      yield 'the certificate of the server has ended: start the server, or type "xinhang ca renew"';
    }
  },
};

/** In the order in which they are run: the ground first. */
export const allChecks: readonly Check[] = [
  database,
  log,
  references,
  departments,
  customerFigures,
  searchWords,
  files,
  audit,
  certificates,
];
