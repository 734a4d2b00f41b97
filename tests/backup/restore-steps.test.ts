import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identityOf } from '@xinhang/db/sqlite/copy.ts';
import { checkBackup } from '@xinhang/server/ops/backup/check.ts';
import { makeRecoveryKey, recovery, trustedSigners } from '@xinhang/server/ops/backup/keys.ts';
import { makeArchive } from '@xinhang/server/ops/backup/make.ts';
import { BackupOffice } from '@xinhang/server/ops/backup/office.ts';
import {
  finishRestore,
  stageRestore,
  switchToStaged,
  type RestoreJournal,
} from '@xinhang/server/ops/backup/restore.ts';
import { findDataDirectory, openDataDirectory, type Paths } from '@xinhang/server/ops/paths.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { companyWithFiles, fingerprintOf, order, quiet } from '../helpers/backup.ts';
import { dieAfter } from '../helpers/dead-disk.ts';

const NOW = Date.UTC(2026, 10, 25);
const deps = { now: () => NOW, random: randomBytes, version: '0.0.0-test' };
const root = mkdtempSync(join(tmpdir(), 'xinhang-steps-'));
let company: Awaited<ReturnType<typeof companyWithFiles>>;
let backup: string;
let recoveryKey: string;
beforeAll(async () => {
  company = await companyWithFiles(2);
  recoveryKey = await makeRecoveryKey(company.paths, 0);
  const made = await makeArchive(order(company.paths), quiet);
  backup = join(company.paths.backups, made.name);
  await company.call(company.boss, 'PATCH', '/company', { version: 1, name: '后来的公司' });
  await company.app.close();
  await company.db.close();
});
afterAll(() => {
  rmSync(root, { recursive: true });
  rmSync(company.paths.root, { recursive: true });
});

/** A data directory as it was before the restore, and a checked copy beside it. */
async function scene(name: string) {
  const at = join(root, name);
  cpSync(company.paths.root, at, { recursive: true });
  const paths = openDataDirectory(at);
  const office = new BackupOffice({
    paths,
    directory: paths.backups,
    now: deps.now,
    random: deps.random,
    db: null,
  });
  const orderOf = { file: backup, into: join(paths.tmp, 'copy'), trusted: null, identities: [] };
  const checked = await checkBackup(orderOf, quiet);
  return { paths, office, checked };
}

const companyIn = (paths: Paths) => identityOf(findDataDirectory(paths.root).database)?.company;
const restoring = async (
  { paths, office, checked }: Awaited<ReturnType<typeof scene>>,
  key: string | null,
) => {
  const journal: RestoreJournal = await stageRestore(office, deps, checked, {
    file: backup,
    recoveryKey: key,
    fresh: false,
  });
  switchToStaged(paths, journal);
};

test('a restore that dies at any step leaves the old state or the new one, and never both', async () => {
  let old = 0;
  let restored = 0;
  for (let step = 0; ; step += 1) {
    const one = await scene(`step-${step}`);
    const before = fingerprintOf(one.paths.root, ['tmp', 'backups']);
    const done = await dieAfter(step, () => restoring(one, recoveryKey));
    const whole = done < step;
    // The next start ends it, and may itself die on the way, at each of its steps.
    for (let again = 0; ; again += 1) {
      if ((await dieAfter(again, () => finishRestore(one.paths))) < again) break;
      if (!existsSync(one.paths.restoreJournal)) break;
    }
    expect(finishRestore(one.paths)).toBe('none');
    const names = readdirSync(one.paths.root);
    expect(names.filter((name) => /next|restore|\.part$/.test(name))).toEqual([]);
    const signing = readFileSync(join(one.paths.keys, 'backup-signing.pem'));
    expect(signing).toEqual(readFileSync(join(company.paths.keys, 'backup-signing.pem')));
    if (companyIn(one.paths) === '后来的公司') {
      old += 1;
      expect(names.filter((name) => name.startsWith('store-'))).toEqual(['store-0001']);
      const after = fingerprintOf(one.paths.root, ['tmp', 'backups']);
      // Reading a database with a write-ahead log leaves its index behind.
      for (const files of [before, after]) {
        for (const name of files.keys()) if (/-(wal|shm)$/.test(name)) files.delete(name);
      }
      expect(after).toEqual(before);
    } else {
      restored += 1;
      expect(companyIn(one.paths)).toBe('测试公司');
      expect(trustedSigners(one.paths)).toContain(one.checked.manifest.signer);
    }
    rmSync(one.paths.root, { recursive: true });
    if (whole) break;
  }
  expect(old).toBeGreaterThan(10);
  expect(restored).toBeGreaterThan(3);
});

test('a machine without a recovery key goes on sealing to the one of the backup', async () => {
  const own = recovery(company.paths)!;
  const bring = async (name: string, file: string) => {
    const one = await scene(name);
    rmSync(join(one.paths.keys, 'recovery.json'));
    const asked = { file, recoveryKey: null, fresh: true };
    switchToStaged(one.paths, await stageRestore(one.office, deps, one.checked, asked));
    return { kept: recovery(one.paths), madeAt: one.checked.manifest.madeAt };
  };
  const plain = await bring('sealing', backup);
  const { recipient } = own;
  expect(plain.kept).toEqual({ recipient, madeAt: plain.madeAt, encrypt: false });
  expect((await bring('encrypting', `${backup}.age`)).kept?.encrypt).toBe(true);
  // Who has one keeps it.
  const other = await scene('other-key');
  await makeRecoveryKey(other.paths, NOW);
  const newer = recovery(other.paths);
  await restoring(other, recoveryKey);
  expect(recovery(other.paths)).toEqual(newer);
});

test('the control: a pointer that is switched before the copy is ready gives a broken state', async () => {
  const one = await scene('control');
  const journal = await stageRestore(one.office, deps, one.checked, {
    file: backup,
    recoveryKey: null,
    fresh: false,
  });
  rmSync(join(one.paths.root, journal.to), { recursive: true });
  switchToStaged(one.paths, journal);
  expect(() => findDataDirectory(one.paths.root)).toThrow(/which is not there/);
});
