import type { Database } from '@xinhang/db/database.ts';
import { migrate } from '@xinhang/db/migrate.ts';
import { migrations } from '@xinhang/db/migrations/all.ts';
import { connectPostgres } from '@xinhang/db/postgres/open.ts';
import { postgresSearch } from '@xinhang/db/postgres/search.ts';
import { renewSearch } from '@xinhang/db/search-renewal.ts';
import type { DB } from '@xinhang/db/schema/database.ts';
import { connect, kyselyOver } from '@xinhang/db/sqlite/connection.ts';
import { sqliteSearch } from '@xinhang/db/sqlite/search.ts';
import { sql, type Kysely } from 'kysely';
import { describe, expect, test, vi } from 'vitest';
import { hasPostgres, startPostgres } from '../helpers/postgres.ts';

vi.setConfig({ testTimeout: 120_000 });
const before = migrations.filter((migration) => migration.id < 12);

/** A customer as the server of schema 11 wrote it, with nothing in the search index. */
async function plant(db: Kysely<DB>, name: string, key: string, contact: string): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into customer (version, name, short_name,
    name_key, name_sort, phone, phone_key, tax_no, tax_no_key, industry, region, city, address,
    website, source, stage, pool_id, note, completeness, last_follow_at, next_follow_on, custom,
    external_no, created_at) values (3, ${name}, '', ${key}, 'x', '0755-88886666', '075588886666',
    '', '', '', '', '', '', '', '', 'potential', 1, '', 0, 0, '9999-12-31', '{}', '', 0)
    returning id`.execute(db);
  const { id } = rows[0]!;
  await sql`insert into contact (version, customer_id, name, dept, post, gender, wechat, email,
    native_place, family, hobbies, relations, taboos, note, sms_opt_out, is_primary)
    values (1, ${id}, ${contact}, '', '', '', '', '', '', '', '', '', '', '', 0, 1)`.execute(db);
  return id;
}

/** Gives a customer of the pool to somebody. */
async function own(db: Kysely<DB>, customerId: number): Promise<void> {
  await sql`insert into dept (version, name, type, path, closed, sort)
    values (1, '销售部', 'dept', '/1/', 0, 0)`.execute(db);
  await sql`insert into "user" (version, login, login_key, name, py, post, phone, dept_id, state,
    password_hash, must_change_password, external_no)
    values (1, 'a', 'a', 'a', 'a', '', '', 1, 'active', '', 0, '')`.execute(db);
  await sql`update customer set owner_id = 1, pool_id = null where id = ${customerId}`.execute(db);
}

/** Roles as they stood before the personal file was a field of its own. */
async function plantRoles(db: Kysely<DB>): Promise<void> {
  for (const [key, name, permission] of [
    ['salesperson', '业务员', 'customers.read'],
    ['service', '售后服务', 'customers.read'],
    [null, '自定角色', 'customers.read'],
    [null, '不看客户', 'org.read'],
  ]) {
    const { rows } = await sql<{ id: number }>`insert into role (version, key, name, phone_view,
      credit_view, cost_view) values (1, ${key}, ${name}, 'show', 'hide', 'hide')
      returning id`.execute(db);
    await sql`insert into role_grant (role_id, permission, scope, dept_ids)
      values (${rows[0]!.id}, ${permission}, 'all', '[]')`.execute(db);
  }
}

async function proveOn(db: Kysely<DB>, engine: Database['engine'], search: Database['search']) {
  await migrate(db, engine, 0, before);
  await sql`insert into pool (version, name, active) values (1, '公海', 1)`.execute(db);
  const old = await plant(db, '深圳市華瑞科技有限公司', '深圳市華瑞科技', '張偉');
  const same = await plant(db, '上海金丝雀', '上海金丝雀', '王伟');
  await own(db, old);
  await plantRoles(db);
  await migrate(db, engine, 0);
  const roles = await db
    .selectFrom('role')
    .select(['name', 'personal_view'])
    .orderBy('id')
    .execute();
  expect(roles.map((role) => [role.name, role.personal_view])).toEqual([
    ['业务员', 'show'],
    ['售后服务', 'hide'],
    ['自定角色', 'show'],
    ['不看客户', 'hide'],
  ]);
  await renewSearch(db, search);
  const rows = await db
    .selectFrom('customer')
    .select(['id', 'version', 'name_key', 'name_core'])
    .orderBy('id')
    .execute();
  expect(rows).toEqual([
    { id: old, version: 3, name_key: '深圳市华瑞科技', name_core: '华瑞科技' },
    { id: same, version: 3, name_key: '上海金丝雀', name_core: '金丝雀' },
  ]);
  const found = async (q: string, column: 'name' | 'contact') =>
    (
      await sql<{ id: number }>`select id from ${search.matching(
        search.expression(q, [column])!,
      )} as hit`.execute(db)
    ).rows;
  expect(await found('华瑞', 'name')).toEqual([{ id: old }]);
  expect(await found('華瑞科', 'name')).toEqual([{ id: old }]);
  expect(await found('张伟', 'contact')).toEqual([{ id: old }]);
  expect(await found('金丝雀', 'name')).toEqual([{ id: same }]);
  // Contacts in the pool are masked, and so nothing to be found by.
  expect(await found('王伟', 'contact')).toEqual([]);
}

describe('names of an older schema', () => {
  test('SQLite: keys, cores and words are made anew', async () => {
    const db = kyselyOver(connect(':memory:', false));
    await proveOn(db, 'sqlite', sqliteSearch);
    await db.destroy();
  });

  test.skipIf(!hasPostgres)('PostgreSQL: keys, cores and words are made anew', async () => {
    const server = await startPostgres();
    const db = connectPostgres(server.url, 2);
    try {
      await proveOn(db, 'postgres', postgresSearch);
    } finally {
      await db.destroy();
      await server.stop();
    }
  });
});
