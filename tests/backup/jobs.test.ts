import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { isRemovable, mountsIn, volumesIn } from '@xinhang/server/ops/backup/drives.ts';
import {
  backupComparison,
  type BackupFileRow,
  type BackupStatus,
} from '@xinhang/shared/backups.ts';
import type { Job, Notification } from '@xinhang/shared/system.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { companyWithFiles } from '../helpers/backup.ts';
import { PASSWORD } from '../helpers/password.ts';

vi.setConfig({ testTimeout: 300_000 });
let company: Awaited<ReturnType<typeof companyWithFiles>>;
let admin: string;
let swaps = 0;
const NOWHERE = 'xinhang-20200101.zip';
beforeAll(async () => {
  company = await companyWithFiles(3, {
    // The process that would exchange the data is not here: up to there everything is done.
    swap: () => {
      swaps += 1;
      return Promise.resolve();
    },
  });
  admin = await company.login('admin');
});
afterAll(() => company.stop());

async function ended(path: string, body?: object): Promise<Job> {
  const started = await company.call(admin, 'POST', path, body);
  expect(started.status).toBe(202);
  await company.jobs.idle();
  const { jobId } = started.json as { jobId: number };
  return (await company.call(admin, 'GET', `/jobs/${jobId}`)).json as Job;
}
const status = async () =>
  (await company.call(admin, 'GET', '/backups/status')).json as BackupStatus;
const files = async () =>
  ((await company.call(admin, 'GET', '/backups')).json as { rows: BackupFileRow[] }).rows;
const notices = async (who: string) => {
  const { json } = await company.call(who, 'GET', '/notifications');
  return (json as { rows: Notification[] }).rows.map(({ kind }) => kind);
};

test('a backup from the screen is proved, listed, audited, and copied away byte by byte', async () => {
  expect(await status()).toMatchObject({ lastVerified: null, signer: null, overdue: false });
  const job = await ended('/backups');
  expect(job).toMatchObject({ state: 'done', progress: 100, total: 100, route: '/backups' });
  const [row] = await files();
  expect(row).toMatchObject({ kind: 'manual', result: 'verified', keeps: 'newest', lost: 0 });
  expect(row!.answered).toBeGreaterThanOrEqual(20);
  expect(await status()).toMatchObject({
    lastVerified: { name: row!.name },
    lastCopy: null,
    jobId: null,
    signer: expect.stringMatching(/^([0-9a-f]{4}-){7}[0-9a-f]{4}$/) as string,
  });

  const copy = { drive: company.drive };
  mkdirSync(company.drive);
  expect((await ended('/backups/copy', copy)).state).toBe('done');
  const there = join(company.drive, 'Xinhang', row!.name);
  expect(readFileSync(there)).toEqual(readFileSync(join(company.paths.backups, row!.name)));
  expect(await status()).toMatchObject({ lastCopy: { name: row!.name, drive: company.drive } });
  expect((await files())[0]!.copiedAt).toBe(company.clock.now);
  // A copy that has other bytes than it should is no copy.
  writeFileSync(there, 'x');
  expect(await ended('/backups/copy', copy)).toMatchObject({
    state: 'failed',
    error: 'backup-damaged',
  });

  const audit = await company.call(admin, 'GET', '/audit?entity=backup');
  const { rows } = audit.json as { rows: { action: string }[] };
  expect(rows.map(({ action }) => action)).toEqual(['backups.copy', 'backups.make']);
  // What others did to backups is no secret to those who look after them.
  const seen = await company.call(company.boss, 'GET', '/audit?entity=backup');
  const { rows: bosss } = seen.json as { rows: { withheld: boolean }[] };
  expect(bosss.map(({ withheld }) => withheld)).toEqual([false, false]);
});

test('before a restore the screen says what the file holds and what would be lost', async () => {
  const { name } = (await files())[0]!;
  const { call, paths } = company;
  const counts = async () => {
    const job = await ended('/backups/compare', { name });
    expect(job).toMatchObject({ state: 'done', progress: 100 });
    const { rows } = (await call(admin, 'GET', `/jobs/${job.id}/rows`)).json as {
      rows: { params: object }[];
    };
    const compared = backupComparison.parse(rows[0]!.params);
    return { compared, of: new Map(compared.difference.map((one) => [one.what, one])) };
  };
  const told = await notices(admin);
  const first = await counts();
  expect(first.compared).toMatchObject({ businessDate: '2026-11-24', files: 1, lost: 0 });
  const { now, restored } = first.of.get('customers')!;
  expect(restored).toBe(now);
  await call(company.boss, 'POST', '/customers', { name: '后来的客户' });
  const { of } = await counts();
  expect(of.get('customers')).toEqual({ what: 'customers', now: now + 1, restored });
  expect(of.get('audit')!.now).toBeGreaterThan(of.get('audit')!.restored);
  expect(readdirSync(paths.tmp)).toEqual([]);
  // Whoever opened the dialog watches it to its end.
  expect(await notices(admin)).toEqual(told);
  const answer = await call(company.boss, 'POST', '/backups/compare', { name: NOWHERE });
  expect(answer.status).toBe(404);
});

test('a file that was changed after it was verified is found, and nobody restores it', async () => {
  const { name } = (await files())[0]!;
  const path = join(company.paths.backups, name);
  const bytes = readFileSync(path);
  const changed = Buffer.from(bytes);
  changed[1000]! ^= 1;
  writeFileSync(path, changed);
  expect(await ended('/backups/verify', { name })).toMatchObject({
    state: 'failed',
    error: 'backup-damaged',
  });
  expect((await files())[0]).toMatchObject({ result: 'failed', problem: 'backup-damaged' });
  expect((await status()).lastVerified).toBeNull();
  const confirm = name.slice(8, 16);
  const before = readdirSync(company.paths.root).toSorted();
  const restore = await ended('/backups/restore', { name, confirm });
  expect(restore).toMatchObject({ state: 'failed', error: 'backup-damaged' });
  expect((await ended('/backups/compare', { name })).error).toBe('backup-damaged');
  expect(readdirSync(company.paths.root).toSorted()).toEqual(before);
  writeFileSync(path, bytes);
  expect((await ended('/backups/verify', { name })).state).toBe('done');
  expect((await files())[0]!.result).toBe('verified');
});

test('a backup that cannot be made is tried twice, and everybody who looks after it is told', async () => {
  const { paths, clock } = company;
  clock.now += 1000;
  rmSync(paths.keys, { recursive: true });
  writeFileSync(paths.keys, 'no directory');
  expect(await ended('/backups')).toMatchObject({ state: 'failed', error: 'internal' });
  rmSync(paths.keys);
  mkdirSync(paths.keys);
  expect(await notices(company.boss)).toContain('backup-failed');
  // Whoever started it is told once, as of any job of his.
  const own = (await notices(admin)).filter((kind) => /^(job|backup)-failed$/.test(kind));
  expect(new Set(own)).toEqual(new Set(['job-failed']));
  expect(await status()).toMatchObject({ failure: { problem: 'internal' } });
  expect((await company.call(company.boss, 'GET', '/desk')).text).toContain('"failed":true');
  expect(existsSync(join(paths.root, 'restore.json'))).toBe(false);
  expect(readdirSync(paths.tmp)).toEqual([]);
});

test('a directory that lost all its backups gets no new one, until it is named again', async () => {
  const { paths, clock } = company;
  const aside = `${paths.backups}-aside`;
  clock.now += 1000;
  renameSync(paths.backups, aside);
  const gone = { state: 'failed', error: 'backup-directory-gone' };
  expect(await ended('/backups')).toMatchObject(gone);
  expect(existsSync(paths.backups)).toBe(false);
  // An empty one in its place is a disk that is not mounted.
  mkdirSync(paths.backups);
  expect(await ended('/backups')).toMatchObject(gone);
  expect(await status()).toMatchObject({ failure: { problem: 'backup-directory-gone' } });
  rmSync(paths.backups, { recursive: true });
  renameSync(aside, paths.backups);
  clock.now += 1000;
  expect((await ended('/backups')).state).toBe('done');
});

test('the recovery key is told once, and encryption needs one', async () => {
  const { call } = company;
  expect((await call(admin, 'POST', '/backups/encryption', { on: true })).status).toBe(409);
  const made = await call(admin, 'POST', '/backups/recovery-key');
  const { recoveryKey } = made.json as { recoveryKey: string };
  expect(recoveryKey).toMatch(/^AGE-SECRET-KEY-1[0-9A-Z]{58}$/);
  expect((await call(admin, 'POST', '/backups/encryption', { on: true })).status).toBe(200);
  expect(await status()).toMatchObject({ encrypted: true, recoveryKeyAt: company.clock.now });
  await call(admin, 'POST', '/backups/encryption', { on: false });
  const kept = readdirSync(company.paths.root, { recursive: true, encoding: 'utf8' }).filter(
    (name) => {
      const path = join(company.paths.root, name);
      return /\.(db|db-wal|json|txt)$/.test(name) && readFileSync(path).includes(recoveryKey);
    },
  );
  expect(kept).toEqual([]);
});

test('the file of another signer is restored where two people agree to that signer alone', async () => {
  const { paths, call, db } = company;
  const { name } = (await files()).find(({ result }) => result === 'verified')!;
  const confirm = name.slice(8, 16);
  // The files were another server's: this one signs with another key from now on.
  rmSync(join(paths.keys, 'backup-signing.pem'), { force: true });
  await call(admin, 'POST', '/backups/recovery-key');
  const refused = await ended('/backups/restore', { name, confirm });
  expect(refused).toMatchObject({ state: 'failed', error: 'backup-foreign' });
  const { rows } = (await call(admin, 'GET', `/jobs/${refused.id}/rows`)).json as {
    rows: { code: string; params: { signer: string } }[];
  };
  expect(rows.map(({ code }) => code)).toEqual(['backup-foreign']);
  const { signer } = rows[0]!.params;
  const looked = async (of?: string) =>
    (await ended('/backups/compare', { name, ...(of && { signer: of }) })).error;
  expect(signer).toMatch(/^([0-9a-f]{4}-){7}[0-9a-f]{4}$/);

  expect([await looked(), await looked('0000'), await looked(signer)]).toEqual([
    'backup-foreign',
    'backup-foreign',
    null,
  ]);

  const body = (login: string, password: string, of = signer) => ({
    name,
    confirm,
    signer: of,
    second: { login, password },
  });
  const path = '/backups/restore-foreign';
  for (const second of [
    body('admin', PASSWORD),
    body('boss', 'wrong'),
    body('alice', PASSWORD),
    body('nobody', PASSWORD),
  ]) {
    const answer = await call(admin, 'POST', path, second);
    expect([answer.status, answer.json]).toMatchObject([422, { code: 'second-refused' }]);
  }
  const audited = await db.read
    .selectFrom('audit_event')
    .select(['actor_id', 'entity_id'])
    .where('action', '=', 'auth.secondRefused')
    .orderBy('id')
    .execute();
  const { users } = company;
  expect(audited.map((row) => row.actor_id)).toEqual(Array(4).fill(users['admin']));
  expect(audited.map((row) => row.entity_id)).toEqual([
    users['admin'],
    users['boss'],
    users['alice'],
    null,
  ]);

  // Agreed to somebody else's signature, or to nothing any more: refused as before.
  const other = body('boss', PASSWORD, '0000-0000-0000-0000-0000-0000-0000-0000');
  expect(await ended(path, other)).toMatchObject({ state: 'failed', error: 'backup-foreign' });
  const alone = await ended('/backups/restore', { name, confirm });
  expect(alone).toMatchObject({ state: 'failed', error: 'backup-foreign' });
  expect(swaps).toBe(0);

  expect(await ended(path, body('boss', PASSWORD))).toMatchObject({ state: 'done' });
  await vi.waitFor(() => expect(swaps).toBe(1));
  const staged = readdirSync(paths.root).filter((one) => one.startsWith('store-'));
  const copy = await openSqlite(join(paths.root, staged.toSorted().at(-1)!, 'xinhang.db'), 0);
  const { after } = await copy.read
    .selectFrom('audit_event')
    .select('after')
    .where('action', '=', 'backups.restore')
    .executeTakeFirstOrThrow();
  await copy.close();
  expect(JSON.parse(after!)).toMatchObject({ by: 'admin', second: 'boss', signer });
});

test('drives are what the system calls removable', () => {
  const mounts = [
    '36 35 98:0 / /media/u\\040盘 rw,noatime shared:1 - vfat /dev/sdb1 rw',
    '37 35 0:5 / /proc rw - proc proc rw',
  ].join('\n');
  expect(mountsIn(mounts)).toEqual([{ device: 'sdb1', path: '/media/u 盘' }]);
  expect(isRemovable('no-such-device')).toBe(false);
  const one = '{"DriveLetter":"E","FileSystemLabel":"备份","SizeRemaining":5,"Size":9}';
  const drive = { path: 'E:\\', label: '备份', freeBytes: 5, totalBytes: 9 };
  expect(volumesIn(one)).toEqual([drive]);
  expect(volumesIn(`[${one},${one.replace('"E"', 'null')}]`)).toEqual([drive]);
  expect(volumesIn('')).toEqual([]);
});
