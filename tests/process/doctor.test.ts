import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@xinhang/db/database.ts';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { backupChecks } from '@xinhang/server/ops/doctor/backups.ts';
import { examine, hint, wrong, type Check, type Found } from '@xinhang/server/ops/doctor/check.ts';
import { allChecks, databaseChecks } from '@xinhang/server/ops/doctor/checks.ts';
import { environmentChecks } from '@xinhang/server/ops/doctor/environment.ts';
import { examineAll, type Progress } from '@xinhang/server/ops/doctor/examine-all.ts';
import { RecordKeeper } from '@xinhang/server/ops/backup/record.ts';
import { openDataDirectory, storedFile, type Paths } from '@xinhang/server/ops/paths.ts';
import { sayFinding } from '@xinhang/shared/doctor-words.ts';
import { checkKeys, type CheckKey } from '@xinhang/shared/doctor.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';

const FOUNDED = Date.UTC(2026, 10, 1);
const DAY_MS = 86_400_000;

let directory: string;
let paths: Paths;
let db: Database;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'xinhang-doctor-'));
  paths = openDataDirectory(join(directory, 'data'));
  // Whatever else runs on this machine.
  writeFileSync(paths.config, 'port = 0\n');
  db = await openSqlite(paths.database, FOUNDED);
});
afterEach(async () => {
  await db.close();
  rmSync(directory, { recursive: true });
});

interface Wish {
  now?: number;
  elapsed?: () => number;
  at?: Paths;
}

/** What one check of these says. */
async function say(checks: readonly Check[], key: CheckKey, wish: Wish = {}) {
  const { now = FOUNDED, elapsed = () => 0, at = paths } = wish;
  const wanted = checks.filter((check) => check.key === key);
  expect(wanted).toHaveLength(1);
  return (await examine({ db: db.read, paths: at, now, elapsed }, wanted))[0]!.findings;
}

const quiet: Found[] = [];

test('a new company has nothing to mend, and is told that it has no backup', async () => {
  const news: Progress[] = [];
  const examined = { source: db.source, paths, now: FOUNDED, elapsed: () => 0 };
  const diagnoses = await examineAll(examined, allChecks, (one) => news.push(one));
  expect(diagnoses.flatMap(({ findings }) => findings)).toEqual([hint('backup-none')]);
  // Each check is announced, and the whole only grows.
  expect(news.map(({ check }) => check)).toEqual(diagnoses.map(({ check }) => check));
  expect(diagnoses.map(({ check }) => check)).toEqual(checkKeys);
  const percents = news.map(({ percent }) => percent);
  expect(percents).toEqual(percents.toSorted((a, b) => a - b));
});

test('a synchronised folder is a fault', async () => {
  const at = { ...paths, root: join(directory, 'Dropbox', 'data') };
  mkdirSync(at.root, { recursive: true });
  const [said] = await say(environmentChecks, 'place', { at });
  expect(said).toMatchObject({ code: 'unsafe-place', wrong: true });
  expect(said!.detail).toContain('Dropbox');
});

test('a disk that takes long to keep what is saved is a hint', async () => {
  let clock = 0;
  const said = await say(environmentChecks, 'syncs', { elapsed: () => (clock += 80) });
  expect(said).toEqual([hint('disk-slow', { ms: 80 })]);
  expect(await say(environmentChecks, 'syncs')).toEqual(quiet);
});

test('a clock before the last event is a fault', async () => {
  await db.transaction(async (tx) => {
    await tx
      .insertInto('audit_event')
      .values({
        at: FOUNDED + DAY_MS,
        actor_id: null,
        action: 'login',
        entity: 'user',
        entity_id: 1,
        before: null,
        after: null,
        request_id: 'r',
        address: 'here',
      })
      .execute();
  });
  const [said] = await say(environmentChecks, 'clock', { now: FOUNDED });
  expect(said).toMatchObject({ code: 'clock-back', wrong: true });
  expect(said!.detail).toContain('2026-11-02');
  expect(sayFinding(said!, 'en').todo).toContain('time');
  expect(await say(environmentChecks, 'clock', { now: FOUNDED + DAY_MS })).toEqual(quiet);
});

test('a port that another program has is a fault', async () => {
  const other = createServer((_request, answer) => answer.end('{"product":"other"}'));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as { port: number };
  writeFileSync(paths.config, `port = ${port}\n`);
  const said = await say(environmentChecks, 'port');
  expect(said).toEqual([wrong('port-taken', { port, host: '127.0.0.1' })]);
  const words = `端口 ${port}（127.0.0.1）被别的程序占用。`;
  expect(sayFinding(said[0]!, 'zh-CN').is).toBe(words);
  await new Promise((resolve) => other.close(resolve));
  expect(await say(environmentChecks, 'port')).toEqual(quiet);
});

test('bytes that belong to nothing are a hint once they are two days old', async () => {
  const hash = 'a'.repeat(64);
  const file = storedFile(paths, hash);
  mkdirSync(join(paths.files, 'aa'), { recursive: true });
  writeFileSync(file, 'left over');
  utimesSync(file, FOUNDED / 1000, FOUNDED / 1000);
  const late = { now: FOUNDED + 3 * DAY_MS };
  expect(await say(databaseChecks, 'orphans')).toEqual(quiet);
  expect(await say(databaseChecks, 'orphans', late)).toEqual([
    hint('files-orphaned', { count: 1, size: '9 B' }),
  ]);
});

test('old, failed and missing backups are told with what to do', async () => {
  const keeper = new RecordKeeper(paths, paths.backups, (bytes) => Buffer.alloc(bytes, 7));
  const late = { now: FOUNDED + 9 * DAY_MS };
  expect(await say(backupChecks, 'backup-fresh', late)).toEqual([
    wrong('backup-never', { days: 9 }),
  ]);
  expect(await say(backupChecks, 'backup-taken', late)).toEqual([hint('copy-never')]);

  const name = 'xinhang-20261105.zip';
  writeFileSync(join(paths.backups, name), 'zip');
  keeper.change((record) => {
    record.lastCopy = { file: name, drive: 'E:', at: FOUNDED + 8 * DAY_MS };
    record.files[name] = {
      size: 3,
      sha256: '',
      madeAt: FOUNDED + 4 * DAY_MS,
      madeInMs: 1,
      provedInMs: 1,
      result: 'verified',
      problem: null,
      reason: null,
      verifiedAt: FOUNDED + 4 * DAY_MS,
      lost: 0,
      answered: 1,
      copiedAt: null,
    };
  });
  expect(await say(backupChecks, 'backup-fresh', late)).toEqual([
    wrong('backup-old', { days: 5 }, name),
  ]);
  expect(await say(backupChecks, 'backup-taken', late)).toEqual(quiet);
  expect(await say(backupChecks, 'backup-proved', late)).toEqual(quiet);

  // Somebody changed the file: it is not the one that was proved.
  writeFileSync(join(paths.backups, name), 'another');
  expect(await say(backupChecks, 'backup-proved', late)).toEqual([
    hint('backup-foreign', { name }),
  ]);
  // Several are one matter.
  const other = 'xinhang-20200101.zip';
  writeFileSync(join(paths.backups, other), 'brought');
  expect(await say(backupChecks, 'backup-proved', late)).toEqual([
    hint('backups-foreign', { name, count: 2 }),
  ]);
});
