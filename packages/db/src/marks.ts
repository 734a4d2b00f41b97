import { sql, type SelectQueryBuilder } from 'kysely';
import type { Reader } from './database.ts';
import type { DB } from './schema/database.ts';

export interface Marked<Row> {
  /** Every `step`th row, and the last one that was passed. */
  marks: Row[];
  /** Rows that were passed. */
  count: number;
}

/**
 * Every `step`th of some rows in an order, and how many there are: where the pages of a list begin.
 * `hits` is bounded by its own limit; `order` names its columns.
 */
export async function marksAmong<Tables, From extends keyof Tables, Row>(
  db: Reader,
  hits: SelectQueryBuilder<Tables, From, Row>,
  order: readonly (readonly [column: keyof Row & string, direction: 'asc' | 'desc'])[],
  step: number,
): Promise<Marked<Row>> {
  const by = order.map(
    ([column, direction]) => sql`${sql.ref(`hit.${column}`)} ${sql.raw(direction)}`,
  );
  const numbered = db
    .selectFrom((hits as unknown as SelectQueryBuilder<DB, 'customer', Row>).as('hit'))
    .selectAll()
    .select([
      sql<number>`row_number() over (order by ${sql.join(by)})`.as('place'),
      sql<number>`count(*) over ()`.as('count'),
    ]);
  const [place, count] = [sql.ref<number>('numbered.place'), sql.ref<number>('numbered.count')];
  const found = (await db
    .selectFrom(numbered.as('numbered'))
    .selectAll()
    .where(sql<boolean>`${place} % ${sql.lit(step)} = 0 or ${place} = ${count}`)
    .orderBy(place)
    .execute()) as (Row & { count: number })[];
  return { marks: found, count: Number(found[0]?.count ?? 0) };
}
