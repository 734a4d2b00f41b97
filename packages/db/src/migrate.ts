import { sql, type Kysely } from 'kysely';
import { migrations as all } from './migrations/all.ts';
import { ddlFor, type Engine, type Migration } from './migrations/ddl.ts';
import type { DB } from './schema/database.ts';

/** The database was written by a newer program; starting would damage it. */
export class SchemaTooNewError extends Error {
  override readonly name = 'SchemaTooNewError';
}

/**
 * Brings the schema to the newest migration, all pending ones in one transaction: afterwards the
 * schema is entirely old or entirely new. Returns the schema version.
 */
export async function migrate(
  db: Kysely<DB>,
  engine: Engine,
  now: number,
  migrations: readonly Migration[] = all,
): Promise<number> {
  const ddl = ddlFor(engine);
  await sql
    .raw(
      `CREATE TABLE IF NOT EXISTS schema_migration (id ${ddl.int} PRIMARY KEY, ` +
        `name TEXT NOT NULL, at ${ddl.int} NOT NULL)${ddl.strict}`,
    )
    .execute(db);
  return await db.transaction().execute(async (tx) => {
    const done = await tx.selectFrom('schema_migration').select('id').execute();
    const applied = new Set(done.map((row) => row.id));
    const version = Math.max(0, ...applied);
    const newest = Math.max(0, ...migrations.map((migration) => migration.id));
    if (version > newest) {
      throw new SchemaTooNewError(
        `The database has schema ${version}, this program knows ${newest}: install the newer one.`,
      );
    }
    for (const migration of migrations) {
      if (applied.has(migration.id)) continue;
      for (const statement of migration.statements(ddl)) await sql.raw(statement).execute(tx);
      await tx
        .insertInto('schema_migration')
        .values({ id: migration.id, name: migration.name, at: now })
        .execute();
    }
    return newest;
  });
}
