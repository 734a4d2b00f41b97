import type { SelectQueryBuilder } from 'kysely';
import type { Reader } from './database.ts';
import type { DB } from './schema/database.ts';

/**
 * A query of the number `n` of rows that disjoint queries (arms of a scope) find together, counted
 * no further than `cap`; null where there is none.
 */
export function cappedCount<TB extends keyof DB, Row>(
  db: Reader,
  arms: readonly SelectQueryBuilder<DB, TB, Row>[],
  cap: number,
) {
  const [first, ...others] = arms;
  if (!first) return null;
  let union = first;
  for (const other of others) union = union.unionAll(other);
  return db
    .selectFrom(union.limit(cap).as('some'))
    .select((eb) => eb.fn.countAll<number>().as('n'));
}
