import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@xinhang/db/migrate.ts';
import { migrations } from '@xinhang/db/migrations/all.ts';
import { connect, kyselyOver } from '@xinhang/db/sqlite/connection.ts';
import { identityOf, needsMigration } from '@xinhang/db/sqlite/copy.ts';
import { backupBeforeMigration } from '@xinhang/server/ops/backup/before-migration.ts';
import { parseBackupName } from '@xinhang/server/ops/backup/names.ts';
import { openDataDirectory, type Paths } from '@xinhang/server/ops/paths.ts';
import { sql } from 'kysely';
import { afterEach, expect, test, vi } from 'vitest';
import { machineAt } from '../helpers/machine.ts';

const machine = machineAt(Date.UTC(2026, 10, 24, 1, 0));

vi.setConfig({ testTimeout: 300_000 });
const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true });
});

/** A company that the version before left behind. */
async function older(): Promise<Paths> {
  const root = mkdtempSync(join(tmpdir(), 'xinhang-older-'));
  roots.push(root);
  const paths = openDataDirectory(root);
  const db = kyselyOver(connect(paths.database, false));
  await migrate(
    db,
    'sqlite',
    0,
    migrations.filter(({ id }) => id <= 12),
  );
  const values = { id: 1, version: 1, name: '旧版本的公司', time_zone: 'Asia/Shanghai' };
  await db
    .insertInto('company')
    .values({ ...values, sales_model: 'dev', org_revision: 1 })
    .execute();
  await sql`insert into dept (id, version, parent_id, path, name, type, head_user_id, sales_model,
    closed, sort) values (1, 1, null, '/1/', 'x', 'company', null, null, 0, 0)`.execute(db);
  await sql`insert into "user" (id, version, login, login_key, name, py, post, phone, dept_id, state,
    password_hash, must_change_password, external_no) values (1, 1, 'a', 'a', 'a', 'a', '', '', 1,
    'active', 'x', 0, '')`.execute(db);
  await db.destroy();
  return paths;
}

test('before a newer program changes the schema, the old state is backed up and proved', async () => {
  const paths = await older();
  const before = identityOf(paths.database)!.schemaVersion;
  expect(needsMigration(paths.database)).toBe(true);
  const said: string[] = [];
  const file = await backupBeforeMigration(paths, machine, (line) => said.push(line));
  expect(parseBackupName(file!)).toMatchObject({ kind: 'migration' });
  expect(readdirSync(paths.backups)).toEqual([file]);
  expect(said.at(-1)).toBe(`Backed up as ${file}.`);
  // Rehearsed as upgraded, kept as it was.
  expect(identityOf(paths.database)!.schemaVersion).toBe(before);
});

test('where that cannot be done the upgrade does not begin', async () => {
  const paths = await older();
  rmSync(paths.keys, { recursive: true });
  const silent = () => {};
  await expect(backupBeforeMigration(paths, machine, silent)).rejects.toThrow(
    /so nothing was changed/,
  );
  expect(needsMigration(paths.database)).toBe(true);
});

test('what is new or current needs no backup', async () => {
  const root = mkdtempSync(join(tmpdir(), 'xinhang-new-'));
  roots.push(root);
  expect(await backupBeforeMigration(openDataDirectory(root), machine, () => {})).toBeNull();
});
