import type { Reader } from '../database.ts';

/** Of one person on business dates, both included. */
interface PersonDates {
  userId: number;
  from: string;
  to: string;
}

/**
 * What is credited to one person by a metric, by share and less what was taken back: a number for his
 * appraisal, no row of which reaches anybody.
 */
export async function creditedTo(
  db: Reader,
  metric: string,
  { userId, from, to }: PersonDates,
): Promise<number> {
  const { fen } = await db
    .selectFrom('achievement_ledger')
    .select((eb) => eb.fn.sum<number>('amount_fen').as('fen'))
    .where('metric', '=', metric)
    .where('credited_user_id', '=', userId)
    .where('business_date', '>=', from)
    .where('business_date', '<=', to)
    .executeTakeFirstOrThrow();
  return Number(fen ?? 0);
}
