import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { initialise } from '@xinhang/server/ops/found.ts';
import { findDataDirectory, openDataDirectory } from '@xinhang/server/ops/paths.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { fingerprintOf } from '../helpers/backup.ts';
import { xinhang } from '../helpers/server-process.ts';

vi.setConfig({ testTimeout: 300_000 });
const root = mkdtempSync(join(tmpdir(), 'xinhang-backup-'));
const data = join(root, 'data');
beforeAll(async () => {
  const db = await openSqlite(openDataDirectory(data).database, Date.UTC(2026, 0, 1));
  await initialise(db, (bytes) => Buffer.alloc(bytes, 7), { company: '某某公司' });
  await db.close();
});
afterAll(() => rmSync(root, { recursive: true }));

test('a backup is made, proved by a server on it, and checked on a machine without data', () => {
  const made = xinhang(data, 'backup', '--json');
  expect(made.stderr).toContain('% serve');
  expect(made.status).toBe(0);
  const { file, answered } = JSON.parse(made.stdout) as { file: string; answered: number };
  expect(file).toMatch(/^xinhang-\d{8}-\d{6}-manual\.zip$/);
  expect(answered).toBeGreaterThanOrEqual(20);
  const path = join(data, 'backups', file);
  expect(readdirSync(join(data, 'tmp'))).toEqual([]);

  const nowhere = join(root, 'nowhere');
  const checked = xinhang(nowhere, 'verify', path);
  expect(checked.status).toBe(0);
  expect(checked.stdout).toContain('The backup is sound.\n某某公司');
  expect(existsSync(nowhere)).toBe(false);

  const bytes = readFileSync(path);
  bytes[bytes.length >> 1]! ^= 1;
  const broken = join(root, 'broken.zip');
  writeFileSync(broken, bytes);
  const before = fingerprintOf(data);
  const refused = xinhang(data, 'rehearse', broken);
  expect(refused).toMatchObject({ status: 1, stdout: '' });
  expect(refused.stderr).toContain('The backup is damaged. Nothing was changed');
  expect(fingerprintOf(data)).toEqual(before);
});

test('a company whose database is gone is not founded anew', () => {
  const { database } = findDataDirectory(data);
  rmSync(database);
  const started = xinhang(data, 'start', '--port', '0');
  expect(started).toMatchObject({ status: 1, stdout: '' });
  expect(started.stderr).toContain('a company lived here');
  expect(existsSync(database)).toBe(false);
});
