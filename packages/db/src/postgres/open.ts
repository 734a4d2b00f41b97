import { setTimeout as pause } from 'node:timers/promises';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from '../database.ts';
import { migrate } from '../migrate.ts';
import type { DB } from '../schema/database.ts';
import { postgresSearch } from './search.ts';
import { renewSearch } from '../search-renewal.ts';

const INT8 = 20;
const NUMERIC = 1700;
const SERIALIZATION_FAILURES = new Set(['40001', '40P01']);
/** Tries of a transaction, and the wait after the first, which doubles: whoever is ahead must end. */
const ATTEMPTS = 10;
const FIRST_WAIT_MS = 2;

/** int8 and numeric as safe integers; anything beyond would be silently wrong, so it throws. */
function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is no safe integer`);
  return value;
}

/** At most so many connections at once. */
export function connectPostgres(connectionString: string, max: number): Kysely<DB> {
  const types = new pg.TypeOverrides();
  types.setTypeParser(INT8, safeInteger);
  types.setTypeParser(NUMERIC, safeInteger);
  const pool = new pg.Pool({ connectionString, types, max });
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
}

/** Opens a PostgreSQL database and brings its schema up to date. `now` in UTC ms. */
export async function openPostgres(connectionString: string, now: number): Promise<Database> {
  const db = connectPostgres(connectionString, 8);
  try {
    const schemaVersion = await migrate(db, 'postgres', now);
    await renewSearch(db, postgresSearch);
    return {
      engine: 'postgres',
      schemaVersion,
      search: postgresSearch,
      read: db,
      source: { engine: 'postgres', place: connectionString },
      /** SERIALIZABLE with retry, so that a rule means the same as with SQLite's one writer. */
      async transaction(work) {
        for (let attempt = 1; ; attempt += 1) {
          try {
            return await db.transaction().setIsolationLevel('serializable').execute(work);
          } catch (error) {
            const code = (error as { code?: string }).code ?? '';
            if (!SERIALIZATION_FAILURES.has(code) || attempt === ATTEMPTS) throw error;
            await pause(FIRST_WAIT_MS * 2 ** (attempt - 1));
          }
        }
      },
      storage: null,
      close: () => db.destroy(),
    };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}
