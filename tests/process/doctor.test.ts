import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@xinhang/db/database.ts';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { backupChecks } from '@xinhang/server/ops/doctor/backups.ts';
import { examine, type Check } from '@xinhang/server/ops/doctor/check.ts';
import { allChecks, databaseChecks } from '@xinhang/server/ops/doctor/checks.ts';
import { environmentChecks } from '@xinhang/server/ops/doctor/environment.ts';
import { RecordKeeper } from '@xinhang/server/ops/backup/record.ts';
import { openDataDirectory, storedFile, type Paths } from '@xinhang/server/ops/paths.ts';
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
async function say(checks: readonly Check[], name: string, wish: Wish = {}) {
  const { now = FOUNDED, elapsed = () => 0, at = paths } = wish;
  const examined = { db: db.read, paths: at, now, elapsed, say: () => {} };
  const wanted = checks.filter((check) => check.name === name);
  expect(wanted).toHaveLength(1);
  const { ok, found, hints, advice } = (await examine(examined, wanted))[0]!;
  return { ok, found, hints, advice };
}

const quiet = { ok: true, found: [], hints: [], advice: null };

test('a new company has nothing to mend, and is told that it has no backup', async () => {
  const examined = { db: db.read, paths, now: FOUNDED, elapsed: () => 0, say: () => {} };
  const diagnoses = await examine(examined, allChecks);
  expect(diagnoses.filter(({ ok }) => !ok)).toEqual([]);
  expect(diagnoses.flatMap(({ hints }) => hints)).toEqual(['there is no backup yet']);
});

test('a synchronised folder is a fault', async () => {
  const at = { ...paths, root: join(directory, 'Dropbox', 'data') };
  mkdirSync(at.root, { recursive: true });
  const said = await say(environmentChecks, 'place of the data', { at });
  expect(said.ok).toBe(false);
  expect(said.found.join()).toContain('Dropbox');
});

test('a disk that takes long to keep what is saved is a hint', async () => {
  let clock = 0;
  const said = await say(environmentChecks, 'speed of saving', { elapsed: () => (clock += 80) });
  expect(said).toMatchObject({ ok: true, hints: ['the disk takes 80 ms to keep what is saved'] });
  expect(await say(environmentChecks, 'speed of saving')).toEqual(quiet);
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
  const said = await say(environmentChecks, 'clock', { now: FOUNDED });
  expect(said.found.join()).toContain('2026-11-02');
  expect(said.advice).toContain('time');
  expect(await say(environmentChecks, 'clock', { now: FOUNDED + DAY_MS })).toEqual(quiet);
});

test('a port that another program has is a fault', async () => {
  const other = createServer((_request, answer) => answer.end('{"product":"other"}'));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as { port: number };
  writeFileSync(paths.config, `port = ${port}\n`);
  const said = await say(environmentChecks, 'port');
  expect(said.found).toEqual([`another program listens at port ${port} of 127.0.0.1`]);
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
  expect(await say(databaseChecks, 'orphaned files')).toEqual(quiet);
  expect((await say(databaseChecks, 'orphaned files', late)).hints).toEqual([
    '1 files (9 bytes) belong to nothing',
  ]);
});

test('old, failed and missing backups are told with what to do', async () => {
  const keeper = new RecordKeeper(paths, paths.backups, (bytes) => Buffer.alloc(bytes, 7));
  const late = { now: FOUNDED + 9 * DAY_MS };
  expect((await say(backupChecks, 'newest backup', late)).found).toEqual([
    'no backup was proved in the 9 days since the company was founded',
  ]);
  expect((await say(backupChecks, 'copies elsewhere', late)).hints).toEqual([
    'no copy was ever taken away: fire or theft would take the backups along',
  ]);

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
  expect((await say(backupChecks, 'newest backup', late)).found).toEqual([
    'the last backup that was proved is 5 days old: xinhang-20261105.zip',
  ]);
  expect(await say(backupChecks, 'copies elsewhere', late)).toEqual(quiet);
  expect(await say(backupChecks, 'proof of the backups', late)).toEqual(quiet);

  // Somebody changed the file: it is not the one that was proved.
  writeFileSync(join(paths.backups, name), 'another');
  const changed = await say(backupChecks, 'proof of the backups', late);
  expect(changed.hints).toEqual([`${name} was not made here, or was changed since`]);
  expect(changed.advice).toContain('xinhang verify');
});
