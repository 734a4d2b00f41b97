import { sql, type Kysely } from 'kysely';
import { migrations as all } from './migrations/all.ts';
import { ddlFor, type Engine, type Migration } from './migrations/ddl.ts';
import type { DB } from './schema/database.ts';

/** The database was written by a newer program; starting would damage it. */
export class SchemaTooNewError extends Error {
  override readonly name = 'SchemaTooNewError';
}

/** The schema that this program makes. */
export function newestSchema(migrations: readonly Migration[] = all): number {
  return Math.max(0, ...migrations.map((migration) => migration.id));
}

/** Which migrations a database has. */
async function appliedMigrations(db: Kysely<DB>): Promise<Set<number>> {
  const done = await db.selectFrom('schema_migration').select('id').execute();
  return new Set(done.map((row) => row.id));
}

/** Whether a database has the schema of this program, neither older nor newer. */
export async function isCurrent(db: Kysely<DB>): Promise<boolean> {
  const applied = await appliedMigrations(db);
  return applied.size === all.length && all.every(({ id }) => applied.has(id));
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
    const applied = await appliedMigrations(tx);
    const version = Math.max(0, ...applied);
    const newest = newestSchema(migrations);
    if (version > newest) {
      throw new SchemaTooNewError(
        `The database has schema ${version}, this program knows ${newest}: install the newer one.`,
      );
    }
    for (const migration of migrations) {
      if (applied.has(migration.id)) continue;
      for (const statement of migration.statements(ddl)) await sql.raw(statement).execute(tx);
      await migration.fill?.(tx, engine);
      await tx
        .insertInto('schema_migration')
        .values({ id: migration.id, name: migration.name, at: now })
        .execute();
    }
    return newest;
  });
}
