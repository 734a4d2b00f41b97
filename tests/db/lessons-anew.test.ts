import type { Database } from '@xinhang/db/database.ts';
import { migrate } from '@xinhang/db/migrate.ts';
import { migrations } from '@xinhang/db/migrations/all.ts';
import { connectPostgres } from '@xinhang/db/postgres/open.ts';
import type { DB } from '@xinhang/db/schema/database.ts';
import { connect, kyselyOver } from '@xinhang/db/sqlite/connection.ts';
import { sql, type Kysely } from 'kysely';
import { describe, expect, test, vi } from 'vitest';
import { hasPostgres, startPostgres } from '../helpers/postgres.ts';

vi.setConfig({ testTimeout: 120_000 });
const before = migrations.filter((migration) => migration.id < 63);

/** A lesson that somebody finished, and one that left the course, as schema 62 has them. */
async function plant(db: Kysely<DB>): Promise<void> {
  for (const statement of [
    `insert into dept (version, name, type, path, closed, sort) values (1, '部', 'dept', '/1/', 0, 0)`,
    `insert into "user" (version, login, login_key, name, py, post, phone, dept_id, state,
      password_hash, must_change_password, external_no)
      values (1, 'a', 'a', 'a', 'a', '', '', 1, 'active', '', 0, '')`,
    `insert into course (version, title, note, active, at) values (1, '课', '', 1, 0)`,
    `insert into lesson (course_id, sort, kind, title, body, place, removed_at)
      values (1, 0, 'text', '甲', '{}', '', null), (1, 1, 'text', '乙', '{}', '', 5)`,
    `insert into lesson (course_id, sort, kind, title, on_date, place, trainer_id)
      values (1, 2, 'session', '丙', '2026-01-02', '楼上', 1)`,
    `insert into enrolment (user_id, course_id, assigned_on, due_on, at)
      values (1, 1, '2026-01-01', '2026-02-01', 0)`,
    `insert into lesson_progress (enrolment_id, lesson_id, started_at, finished_at, by_id)
      values (1, 1, 3, 4, 1), (1, 2, 3, null, 1)`,
  ]) {
    await sql.raw(statement).execute(db);
  }
}

async function proveOn(db: Kysely<DB>, engine: Database['engine']): Promise<void> {
  await migrate(db, engine, 0, before);
  await plant(db);
  const progress = async () =>
    await db
      .selectFrom('lesson_progress')
      .select(['enrolment_id', 'lesson_id', 'started_at', 'finished_at', 'by_id'])
      .orderBy('lesson_id')
      .execute();
  const kept = await progress();
  await migrate(db, engine, 0);
  expect(await progress()).toEqual(kept);
  const lessons = await db.selectFrom('lesson').selectAll().orderBy('id').execute();
  expect(
    lessons.map((row) => [row.id, row.title, row.on_date, row.removed_at, row.exam_id]),
  ).toEqual([
    [1, '甲', null, null, null],
    [2, '乙', null, 5, null],
    [3, '丙', '2026-01-02', null, null],
  ]);
  // Numbers go on, what leads to a lesson still must, and its kind still asks for what it needs.
  const text = { course_id: 1, sort: 3, kind: 'text', title: '丁', body: '{}', place: '' } as const;
  const next = await db.insertInto('lesson').values(text).returning('id').executeTakeFirst();
  expect(next?.id).toBe(4);
  const mark = { enrolment_id: 1, lesson_id: 99, started_at: 0, by_id: 1 };
  await expect(db.insertInto('lesson_progress').values(mark).execute()).rejects.toThrow();
  const empty = { ...text, kind: 'exam', body: null } as const;
  await expect(db.insertInto('lesson').values(empty).execute()).rejects.toThrow();
}

describe('lessons of an older schema', () => {
  test('SQLite: the table is written anew, and nothing is lost', async () => {
    const db = kyselyOver(connect(':memory:', false));
    await proveOn(db, 'sqlite');
    const found = await sql<{ name: string }>`select name from sqlite_master
      where type = 'index' and tbl_name = 'lesson' order by name`.execute(db);
    expect(found.rows.map((row) => row.name)).toEqual([
      'lesson_course',
      'lesson_exam',
      'lesson_file',
      'lesson_trainer',
    ]);
    await db.destroy();
  });

  test.skipIf(!hasPostgres)('PostgreSQL: it takes exams, and nothing is lost', async () => {
    const server = await startPostgres();
    const db = connectPostgres(server.url, 2);
    try {
      await proveOn(db, 'postgres');
    } finally {
      await db.destroy();
      await server.stop();
    }
  });
});
