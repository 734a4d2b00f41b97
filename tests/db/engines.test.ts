import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor, RowReach } from '@xinhang/db/actor.ts';
import type { Database, Reader } from '@xinhang/db/database.ts';
import type { Position } from '@xinhang/db/keyset.ts';
import { migrate, SchemaTooNewError } from '@xinhang/db/migrate.ts';
import { openPostgres } from '@xinhang/db/postgres/open.ts';
import { listCustomers } from '@xinhang/db/repositories/customer-list.ts';
import { markCustomers } from '@xinhang/db/repositories/customer-marks.ts';
import { customersOfCore } from '@xinhang/db/repositories/customer-keys.ts';
import { appendOwnerHistory } from '@xinhang/db/repositories/customers.ts';
import { countCustomers } from '@xinhang/db/repositories/customer-list.ts';
import { NO_DATE } from '@xinhang/db/no-date.ts';
import { insertCustomer } from '@xinhang/db/repositories/customers.ts';
import { insertDept, foundCompany } from '@xinhang/db/repositories/company.ts';
import { insertUser } from '@xinhang/db/repositories/users.ts';
import { assertSqliteVersion, connect, kyselyOver } from '@xinhang/db/sqlite/connection.ts';
import { openSnapshot } from '@xinhang/db/snapshot.ts';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { showAll, type Permission } from '@xinhang/shared/permissions.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasPostgres, startPostgres } from '../helpers/postgres.ts';

const NOW = Date.UTC(2026, 10, 24);

function actor(userId: number, reach: RowReach): Actor {
  const held: Permission[] = ['customers.read'];
  return {
    userId,
    name: '',
    reach: new Map(held.map((permission) => [permission, reach])),
    fields: showAll,
    viewAsBy: null,
  };
}

interface Engine {
  name: string;
  open(): Promise<{ db: Database; stop: () => Promise<void> }>;
}

const engines: Engine[] = [
  {
    name: 'sqlite',
    async open() {
      const directory = mkdtempSync(join(tmpdir(), 'xinhang-db-'));
      const db = await openSqlite(join(directory, 'x.db'), NOW);
      return {
        db,
        stop: async () => {
          await db.close();
          rmSync(directory, { recursive: true });
        },
      };
    },
  },
];
if (hasPostgres) {
  engines.push({
    name: 'postgres',
    async open() {
      const server = await startPostgres();
      const db = await openPostgres(server.url, NOW);
      return {
        db,
        stop: async () => {
          await db.close();
          await server.stop();
        },
      };
    },
  });
} else {
  console.log('PostgreSQL 15 is not installed: the second engine is not tested here.');
}

describe.each(engines)('$name', (engine) => {
  let db: Database;
  let stop: () => Promise<void>;
  const users: number[] = [];

  beforeAll(async () => {
    ({ db, stop } = await engine.open());
    await db.transaction(async (tx) => {
      const { rootDeptId } = await foundCompany(tx, '公司', 'Asia/Shanghai');
      const team = await insertDept(tx, { name: '组', type: 'team', parentId: rootDeptId });
      for (const login of ['a', 'b', 'c']) {
        const person = {
          version: 1,
          login,
          login_key: login,
          name: login,
          py: login,
          post: '',
          phone: '',
          dept_id: team,
          mentor_id: null,
          hired_on: null,
          probation_ends_on: null,
          regularised_on: null,
          left_on: null,
          state: 'active',
          password_hash: '',
          must_change_password: 0,
          last_login_at: null,
          external_no: '',
        };
        users.push(await insertUser(tx, person, []));
      }
      for (let n = 0; n < 30; n += 1) {
        await insertCustomer(tx, {
          name: `客户${n}`,
          short_name: '',
          name_key: `k${n}`,
          name_core: n === 0 ? '华瑞科技' : n === 1 ? '华瑞科技发展' : n === 2 ? '华瑞' : '',
          name_sort: `k${n}`,
          phone: '',
          phone_key: '',
          tax_no: '',
          tax_no_key: '',
          industry: '',
          region: '',
          city: '',
          address: '',
          website: '',
          source: '',
          sales_model: null,
          stage: 'potential',
          chance_grade: null,
          owner_id: users[n % 3]!,
          pool_id: null,
          parent_id: null,
          credit_limit_fen: null,
          note: '',
          completeness: 0,
          last_follow_at: NOW + (n % 7),
          next_follow_on: NO_DATE,
          custom: '{}',
          external_no: '',
          created_by: null,
          created_at: NOW,
          archived_at: null,
        });
      }
    });
  });
  afterAll(async () => {
    await stop();
  });

  test('names are found by their core, by what begins it and by what it begins', async () => {
    const names = async (core: string, beginnings: string[], longer: boolean) =>
      (await customersOfCore(db.read, { core, beginnings, longer, limit: 20 })).map(
        (row) => row.name,
      );
    expect(await names('华瑞科技', ['华瑞'], true)).toEqual(['客户2', '客户0', '客户1']);
    expect(await names('华瑞科技', [], false)).toEqual(['客户0']);
    expect(await names('华瑞科', [], true)).toEqual(['客户0', '客户1']);
    expect(await names('瑞科技', [], true)).toEqual([]);
  });

  test('a snapshot shows one moment, through the same scope, and cannot write', async () => {
    const snapshot = openSnapshot(db.source);
    const own = actor(users[0]!, { all: false, ownerIds: [users[0]!] });
    const live = { archived: false };
    const cell = { key: 'snapshot', value: '1' };
    const count = async (reader: Reader) => await countCustomers(reader, own, live, 100);
    const before = await snapshot.read(async (reader) => {
      const first = await count(reader);
      await db.transaction(async (tx) => {
        const mine = tx.updateTable('customer').where('owner_id', '=', users[0]!);
        await mine.set({ owner_id: users[1]! }).execute();
      });
      expect(await count(db.read)).toBe(0);
      expect(await count(reader)).toBe(first);
      return first;
    });
    const writing = snapshot.read(async (reader) => {
      await reader.insertInto('setting').values(cell).execute();
    });
    await expect(writing).rejects.toThrow(/read-?only/);
    expect(before).toBe(10);
    expect(await snapshot.read(count)).toBe(0);
    await snapshot.close();
    const names = Array.from({ length: 10 }, (_, n) => `客户${n * 3}`);
    await db.transaction(async (tx) => {
      const back = tx.updateTable('customer').where('name', 'in', names);
      await back.set({ owner_id: users[0]! }).execute();
    });
  });

  const page = { sort: 'lastFollowAt' as const, descending: true, limit: 8 };

  test('merged arms give the same rows in the same order as one condition', async () => {
    const [a, b] = users as [number, number];
    const seen = await listCustomers(
      db.read,
      actor(a, { all: false, ownerIds: [a, b] }),
      { archived: false },
      { ...page, after: null },
    );
    const all = await listCustomers(
      db.read,
      actor(a, { all: true, ownerIds: [a] }),
      { archived: false, ownerIds: [a, b] },
      { ...page, after: null },
    );
    expect(seen.map((row) => row.id)).toEqual(all.map((row) => row.id));
    expect(seen).toHaveLength(8);
  });

  test('pages by keyset visit every visible row once', async () => {
    const [a] = users as [number];
    const me = actor(a, { all: false, ownerIds: [a] });
    const seen: number[] = [];
    let after: { value: number; id: number } | null = null;
    for (;;) {
      const rows = await listCustomers(
        db.read,
        me,
        { archived: false },
        { ...page, after, limit: 3 },
      );
      if (rows.length === 0) break;
      seen.push(...rows.map((row) => row.id));
      after = { value: rows.at(-1)!.last_follow_at, id: rows.at(-1)!.id };
    }
    expect(new Set(seen).size).toBe(10);
    expect(seen).toHaveLength(10);
    expect(await countCustomers(db.read, me, { archived: false }, 5)).toBe(5);
  });

  test('marks are where pages end, whoever asks, and stop where the walk does', async () => {
    const [a, b] = users as [number, number];
    const mine = actor(a, { all: false, ownerIds: [a, b] });
    const live = { archived: false };
    const walk = async (after: Position | null, limit: number, who = mine) =>
      await markCustomers(db.read, who, live, { ...page, after, limit }, 6);
    const all = await listCustomers(db.read, mine, live, { ...page, after: null, limit: 30 });
    const at = (place: number) => {
      const row = all[place - 1]!;
      return { value: row.last_follow_at, id: row.id };
    };
    // The last row is told as well, so that the next walk can go on from it.
    expect(await walk(null, 30)).toEqual({ marks: [at(6), at(12), at(18), at(20)], count: 20 });
    expect(await walk(null, 12)).toEqual({ marks: [at(6), at(12)], count: 12 });
    expect(await walk(at(12), 12)).toEqual({ marks: [at(18), at(20)], count: 8 });
    expect(await walk(at(20), 12)).toEqual({ marks: [], count: 0 });
    const none = { ...mine, reach: new Map() };
    expect(await walk(null, 30, none)).toEqual({ marks: [], count: 0 });
  });

  test('nothing granted sees nothing', async () => {
    const none = { ...actor(users[0]!, { all: true, ownerIds: [] }), reach: new Map() };
    expect(
      await listCustomers(db.read, none, { archived: false }, { ...page, after: null }),
    ).toEqual([]);
    expect(await countCustomers(db.read, none, { archived: false }, 10)).toBe(0);
  });

  test('history is append-only, whoever tries', async () => {
    await db.transaction(async (tx) => {
      await appendOwnerHistory(tx, {
        customer_id: 1,
        from_owner_id: null,
        to_owner_id: users[0]!,
        reason: 'assign',
        note: '',
        by_user_id: null,
        at: NOW,
      });
    });
    const change = db.transaction(async (tx) => {
      await tx.updateTable('owner_history').set({ note: 'x' }).execute();
    });
    await expect(change).rejects.toThrow('append-only');
    const remove = db.transaction(async (tx) => {
      await tx.deleteFrom('owner_history').execute();
    });
    await expect(remove).rejects.toThrow('append-only');
  });

  test('a customer has exactly one of owner and pool', async () => {
    const both = db.transaction(async (tx) => {
      await tx.updateTable('customer').set({ owner_id: null }).where('id', '=', 1).execute();
    });
    await expect(both).rejects.toThrow(/constraint/i);
  });
});

describe('sqlite file', () => {
  const directory = mkdtempSync(join(tmpdir(), 'xinhang-db-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  test('the read connection cannot write', async () => {
    const db = await openSqlite(join(directory, 'r.db'), NOW);
    const write = db.read.insertInto('setting').values({ key: 'a', value: 'b' }).execute();
    await expect(write).rejects.toThrow(/readonly/);
    await db.close();
  });

  test('a migration that fails half-way leaves nothing behind', async () => {
    const connection = connect(join(directory, 'm.db'), false);
    const db = kyselyOver(connection);
    const broken = { id: 1, name: 'x', statements: () => ['CREATE TABLE a (x) ', 'NONSENSE'] };
    await expect(migrate(db, 'sqlite', NOW, [broken])).rejects.toThrow(/NONSENSE/);
    expect(connection.prepare("select name from sqlite_schema where name = 'a'").all()).toEqual([]);
    await db.destroy();
  });

  test('a schema newer than the program and an old SQLite are refused', async () => {
    const db = await openSqlite(join(directory, 'n.db'), NOW);
    await db.transaction(async (tx) => {
      const row = { id: 9999, name: 'from the future', at: NOW };
      await tx.insertInto('schema_migration').values(row).execute();
    });
    await db.close();
    await expect(openSqlite(join(directory, 'n.db'), NOW)).rejects.toThrow(SchemaTooNewError);
    expect(() => assertSqliteVersion('3.51.2')).toThrow(/too old/);
    expect(() => assertSqliteVersion('3.51.3')).not.toThrow();
  });
});
