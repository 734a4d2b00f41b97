import type { Actor } from '../actor.ts';
import type { Reader } from '../database.ts';
import type { Position } from '../keyset.ts';
import { armsOfWalk, hitsOf, type CustomerConditions, type CustomerPage } from './customer-list.ts';

/**
 * Every `step`th place of the list behind `page.after`, and how many rows lie behind it, looking
 * no further than `page.limit` rows. The last place is the last row that was passed.
 */
export async function markCustomers(
  db: Reader,
  actor: Actor,
  conditions: CustomerConditions,
  page: CustomerPage,
  step: number,
): Promise<{ marks: Position[]; count: number }> {
  const arms = armsOfWalk(actor, conditions, page.sort);
  const hits = hitsOf(db, actor, arms, conditions, page);
  if (!hits) return { marks: [], count: 0 };
  const direction = page.descending ? 'desc' : 'asc';
  const numbered = db
    .selectFrom(hits.as('hit'))
    .select(['hit.id', 'hit.value'])
    .select((eb) => [
      eb.fn
        .agg<number>('row_number')
        .over((over) => over.orderBy('hit.value', direction).orderBy('hit.id', direction))
        .as('place'),
      eb.fn.countAll<number>().over().as('count'),
    ]);
  const found = await db
    .selectFrom(numbered.as('numbered'))
    .selectAll()
    .where((eb) =>
      eb.or([
        eb(eb('numbered.place', '%', eb.lit(step)), '=', 0),
        eb('numbered.place', '=', eb.ref('numbered.count')),
      ]),
    )
    .orderBy('numbered.place')
    .execute();
  const marks = found.map(({ value, id }) => ({ value, id }) as Position);
  return { marks, count: Number(found[0]?.count ?? 0) };
}
