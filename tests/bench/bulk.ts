import type { Database } from 'better-sqlite3';

export type Values = Record<string, string | number | null>;

/** Prepared once per table, from the names of the first row. */
export function inserter(db: Database, table: string) {
  let statement: ReturnType<Database['prepare']> | undefined;
  return (values: Values) => {
    statement ??= db.prepare(
      `insert into ${table} (${Object.keys(values).join(', ')}) values (${Object.keys(values)
        .map((name) => `@${name}`)
        .join(', ')})`,
    );
    statement.run(values);
  };
}

/** Calls `write` for 0 to `count`, with a commit now and then. */
export function inChunks(db: Database, count: number, write: (index: number) => void): void {
  const chunk = 20_000;
  for (let from = 0; from < count; from += chunk) {
    db.exec('begin');
    for (let index = from; index < Math.min(count, from + chunk); index++) write(index);
    db.exec('commit');
  }
}
