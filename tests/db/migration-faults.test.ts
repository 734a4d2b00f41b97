import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@xinhang/db/migrate.ts';
import { migrations } from '@xinhang/db/migrations/all.ts';
import { ddlFor, type Engine, type Migration } from '@xinhang/db/migrations/ddl.ts';
import { connect, kyselyOver } from '@xinhang/db/sqlite/connection.ts';
import type { DB } from '@xinhang/db/schema/database.ts';
import BetterSqlite, { type Database as Connection } from 'better-sqlite3';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { hasPostgres, startPostgres } from '../helpers/postgres.ts';

const NOW = Date.UTC(2026, 10, 24);
const BROKEN = 'THIS IS NO STATEMENT';
const inOrder = migrations.toSorted((a, b) => a.id - b.id);
/** The migrations with statement `at` of them all broken, null when there are not so many. */
function brokenAt(engine: Engine, pending: readonly Migration[], at: number): Migration[] | null {
  let passed = 0;
  const made = pending.map((migration) => {
    const texts = migration.statements(ddlFor(engine));
    const own = at - passed;
    passed += texts.length;
    if (own < 0 || own >= texts.length) return migration;
    return { ...migration, statements: () => texts.with(own, BROKEN) };
  });
  return at < passed ? made : null;
}

/** On the way from nothing: a prime, so that over the years other statements are met. */
const EVERY = 61;
/** Versions from which the whole way is gone: from each it would take the square of the history. */
const STRIDE = 12;

const statementsOf = (engine: Engine, pending: readonly Migration[]): number =>
  pending.reduce((sum, one) => sum + one.statements(ddlFor(engine)).length, 0);

/**
 * Which statements are broken in turn: each of the next migration; where the whole way is gone the
 * very last too, and from nothing some of all.
 */
function faults(pending: readonly Migration[], version: number): number[] {
  const total = statementsOf('sqlite', pending);
  const next = statementsOf('sqlite', pending.slice(0, 1));
  return Array.from({ length: total }, (_, at) => at).filter(
    (at) =>
      at < next ||
      (version % STRIDE === 0 && at === total - 1) ||
      (version === 0 && at % EVERY === 0),
  );
}

function schemaOf(connection: Connection): unknown {
  const master = connection.prepare('select type, name, sql from sqlite_master order by 1, 2');
  const done = connection.prepare('select id from schema_migration order by id');
  return [master.all(), done.all()];
}

/** A database in memory as the given migrations leave it, as bytes that can be opened again. */
async function bytesAfter(done: readonly Migration[]): Promise<Buffer> {
  const connection = connect(':memory:', false);
  const db = kyselyOver(connection);
  await migrate(db, 'sqlite', NOW, done);
  const bytes = connection.serialize();
  await db.destroy();
  return bytes;
}

describe('SQLite', () => {
  test('a migration that throws at any statement, from any version, leaves the old schema', async () => {
    let tried = 0;
    // Schemas that a released program may have left: each migration and those before it.
    const grown = connect(':memory:', false);
    for (const [version, following] of inOrder.entries()) {
      const done = inOrder.slice(0, version);
      await migrate(kyselyOver(grown), 'sqlite', NOW, done);
      const connection = new BetterSqlite(grown.serialize());
      const db = kyselyOver(connection);
      const before = schemaOf(connection);
      const pending = inOrder.slice(version);
      for (const at of faults(pending, version)) {
        const broken = brokenAt('sqlite', pending, at)!;
        await expect(migrate(db, 'sqlite', NOW, [...done, ...broken])).rejects.toThrow(/THIS/);
        expect(schemaOf(connection)).toEqual(before);
        tried += 1;
      }
      const whole = version % STRIDE === 0;
      await migrate(db, 'sqlite', NOW, whole ? inOrder : [...done, following]);
      expect(schemaOf(connection)).not.toEqual(before);
      await db.destroy();
    }
    grown.close();
    expect(tried).toBeGreaterThan(100);
    // Grows with every migration; more patience than others need.
  }, 600_000);

  test('a kill before any statement and after the last leaves the old schema or the new one', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'xinhang-kill-'));
    const file = join(directory, 'x.db');
    const copy = join(directory, 'copy.db');
    const found: string[] = [];
    try {
      await migrate(kyselyOver(connect(file, false)), 'sqlite', NOW, []);
      const connection = connect(file, false);
      const old = JSON.stringify(schemaOf(connection));
      const wanted = await bytesAfter(inOrder);
      const next = JSON.stringify(schemaOf(new BetterSqlite(wanted)));
      // What a kill leaves is what the files hold at that moment, so it is copied at each.
      const look = () => {
        for (const end of ['', '-wal']) {
          rmSync(copy + end, { force: true });
          if (existsSync(file + end)) copyFileSync(file + end, copy + end);
        }
        rmSync(`${copy}-shm`, { force: true });
        const left = connect(copy, false);
        expect(left.pragma('integrity_check', { simple: true })).toBe('ok');
        const schema = JSON.stringify(schemaOf(left));
        left.close();
        found.push(schema === old ? 'old' : schema === next ? 'new' : 'mixed');
      };
      const real = connection.prepare.bind(connection);
      Object.assign(connection, {
        prepare: (text: string) => {
          look();
          return real(text);
        },
      });
      await migrate(kyselyOver(connection), 'sqlite', NOW);
      look();
      connection.close();
    } finally {
      rmSync(directory, { recursive: true });
    }
    expect(found.length).toBeGreaterThan(100);
    expect(found.at(-1)).toBe('new');
    expect(new Set(found.slice(0, -1))).toEqual(new Set(['old']));
  });

  test('without the transaction such a kill would be seen', async () => {
    const connection = connect(':memory:', false);
    await migrate(kyselyOver(connection), 'sqlite', NOW, []);
    const before = schemaOf(connection);
    for (const text of inOrder[0]!.statements(ddlFor('sqlite')).slice(0, 3)) connection.exec(text);
    expect(schemaOf(connection)).not.toEqual(before);
    connection.close();
  });
});

describe.skipIf(!hasPostgres)('PostgreSQL', () => {
  let stop: () => Promise<void> = () => Promise.resolve();
  afterAll(() => stop());

  test('a migration that throws leaves the old schema', async () => {
    const server = await startPostgres();
    stop = server.stop;
    const pool = new pg.Pool({ connectionString: server.url, max: 2 });
    const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
    const schema = async () => {
      const columns = await pool.query(
        `select table_name, column_name, data_type from information_schema.columns
         where table_schema = 'public' order by 1, 2`,
      );
      const indexes = await pool.query(
        `select indexdef from pg_indexes where schemaname = 'public' order by 1`,
      );
      return [
        columns.rows,
        indexes.rows,
        (await pool.query('select id from schema_migration')).rows,
      ];
    };
    await migrate(db, 'postgres', NOW, []);
    const before = await schema();
    let tried = 0;
    // Some, because each takes all statements before it again.
    for (let at = 0; ; at += EVERY) {
      const broken = brokenAt('postgres', inOrder, at);
      if (!broken) break;
      await expect(migrate(db, 'postgres', NOW, broken)).rejects.toThrow(/THIS/);
      expect(await schema()).toEqual(before);
      tried += 1;
    }
    expect(tried).toBeGreaterThan(10);
    await migrate(db, 'postgres', NOW);
    expect(await schema()).not.toEqual(before);
    await db.destroy();
  });
});
