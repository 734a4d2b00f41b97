import type { Reader } from '../database.ts';
import { NO_DATE } from '../no-date.ts';
import { byHand } from './workload.ts';

/** Of one person; UTC ms, from and before. */
interface PersonSpan {
  userId: number;
  since: number;
  before: number;
}

/*
 * What one person did, whoever has the customers by now: numbers for his appraisal, no row of which
 * reaches anybody.
 */

/** Follow-ups of a person by their type. */
export async function talksOfPerson(
  db: Reader,
  { userId, since, before }: PersonSpan,
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('follow_up')
    .select('type')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('author_id', '=', userId)
    .where('at', '>=', since)
    .where('at', '<', before)
    .groupBy('type')
    .execute();
  return new Map(rows.map((row) => [row.type, Number(row.n)]));
}

/** Customers that a person registered by hand. */
export async function registeredByPerson(
  db: Reader,
  { userId, since, before }: PersonSpan,
): Promise<number> {
  const { n } = await db
    .selectFrom('customer')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('created_at', '>=', since)
    .where('created_at', '<', before)
    .where('created_by', '=', userId)
    .where((eb) => byHand(eb as never))
    .executeTakeFirstOrThrow();
  return Number(n);
}

/** Ratings that a person got for what he wrote: how many, and their sum. */
export async function ratingsOfPerson(
  db: Reader,
  { userId, since, before }: PersonSpan,
): Promise<{ n: number; sum: number }> {
  const row = await db
    .selectFrom('follow_up_review')
    .select((eb) => [eb.fn.count<number>('rating').as('n'), eb.fn.sum<number>('rating').as('sum')])
    .where('author_id', '=', userId)
    .where('at', '>=', since)
    .where('at', '<', before)
    .executeTakeFirstOrThrow();
  return { n: Number(row.n), sum: Number(row.sum ?? 0) };
}

/** Live customers of a person with a next date, and those whose date lies before a business date. */
export async function datesOfPerson(
  db: Reader,
  { userId, today }: { userId: number; today: string },
): Promise<{ dated: number; overdue: number }> {
  const row = await db
    .selectFrom('customer')
    .select((eb) => [
      eb.fn.countAll<number>().as('dated'),
      eb.fn
        .sum<number>(
          eb.case().when('next_follow_on', '<', today).then(eb.lit(1)).else(eb.lit(0)).end(),
        )
        .as('overdue'),
    ])
    .where('owner_id', '=', userId)
    .where('archived_at', 'is', null)
    .where('next_follow_on', '<', NO_DATE)
    .executeTakeFirstOrThrow();
  return { dated: Number(row.dated), overdue: Number(row.overdue ?? 0) };
}
