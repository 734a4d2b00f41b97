import { createHash } from 'node:crypto';
import type BetterSqlite from 'better-sqlite3';

/** Hash of the rows of each table: what is in the file, and nothing about how. */
export function contentHash(connection: BetterSqlite.Database): Map<string, string> {
  const tables = connection
    .prepare(`select name from sqlite_master where type = 'table' order by name`)
    .pluck()
    .all() as string[];
  return new Map(
    tables.map((table) => {
      const hash = createHash('sha256');
      const rows = connection.prepare(`select * from "${table}"`).raw().all() as unknown[][];
      for (const text of rows.map((row) => JSON.stringify(row)).toSorted())
        hash.update(`${text}\n`);
      return [table, hash.digest('hex')];
    }),
  );
}
