import { sql, type RawBuilder, type SqlBool } from 'kysely';

/**
 * Of a ledger: that a row takes no other back. The index that keeps anything from being taken back
 * twice is unique, so that SQLite, which plans without statistics, takes it for one that finds a
 * single row; but nearly all rows stand there under null. The sign keeps the planner away from it.
 */
export const takesNothingBack = (column = 'reversal_of'): RawBuilder<SqlBool> =>
  sql<SqlBool>`+${sql.ref(column)} is null`;

/** That no other row of the ledger takes this one back. */
export const standsIn = (ledger: string, id: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`not exists (select 1 from ${sql.table(ledger)} as taken
    where taken.reversal_of = ${sql.ref(id)})`;
