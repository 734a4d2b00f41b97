import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Reader } from '@xinhang/db/database.ts';
import { connect, kyselyOver } from '@xinhang/db/sqlite/connection.ts';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import BetterSqlite from 'better-sqlite3';
import { afterAll, beforeAll } from 'vitest';

/**
 * An empty database for the tests of a file, and how SQLite means to answer there: steps of the plan
 * of the last query of some work, in its words.
 */
export function planner(): (work: (db: Reader) => Promise<unknown>) => Promise<string[]> {
  const directory = mkdtempSync(join(tmpdir(), 'xinhang-plans-'));
  const file = join(directory, 'xinhang.db');
  let close: () => Promise<void>;
  beforeAll(async () => {
    const db = await openSqlite(file, 0);
    close = () => db.close();
  });
  afterAll(async () => {
    await close();
    rmSync(directory, { recursive: true });
  });
  return async (work) => {
    const connection = connect(file, true);
    const prepare = connection.prepare.bind(connection);
    const asked: string[] = [];
    connection.prepare = ((text: string) => {
      asked.push(text);
      return prepare(text);
    }) as typeof connection.prepare;
    const reader = kyselyOver(connection);
    await work(reader);
    await reader.destroy();
    const text = asked.at(-1)!;
    const raw = new BetterSqlite(file);
    const parameters = Array.from(text.matchAll(/\?/g), () => 1);
    const steps = raw
      .prepare<unknown[], { detail: string }>(`explain query plan ${text}`)
      .all(...parameters);
    raw.close();
    return steps.map(({ detail }) => detail);
  };
}
