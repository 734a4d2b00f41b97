import { sql } from 'kysely';
import type { Reader } from '../database.ts';

/** Of one person on business dates, both included. */
interface PersonDates {
  userId: number;
  from: string;
  to: string;
}

/**
 * What is credited to one person, by share and less what was taken back: a number for his
 * appraisal, no row of which reaches anybody.
 */
export async function wonOfPerson(db: Reader, { userId, from, to }: PersonDates): Promise<number> {
  const { won } = await db
    .selectFrom('achievement_ledger')
    .select((eb) => eb.fn.sum<number>('amount_fen').as('won'))
    .where('metric', '=', 'won')
    .where('credited_user_id', '=', userId)
    .where('business_date', '>=', from)
    .where('business_date', '<=', to)
    .executeTakeFirstOrThrow();
  return Number(won ?? 0);
}

/** What holds as the target of one person for the amount won, of every month that these dates touch. */
export async function targetOfPerson(
  db: Reader,
  { userId, from, to }: PersonDates,
): Promise<number> {
  const month = sql<number>`target_sheet.year * 12 + target_line.month`;
  const monthOf = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  const { target } = await db
    .selectFrom('target_line')
    .innerJoin('target_sheet', 'target_sheet.id', 'target_line.sheet_id')
    .select((eb) => eb.fn.sum<number>('target_line.value').as('target'))
    .where('target_sheet.state', '=', 'locked')
    .where('target_sheet.metric', '=', 'won')
    .where('target_line.node_kind', '=', 'user')
    .where('target_line.node_id', '=', userId)
    .where(month, '>=', monthOf(from))
    .where(month, '<=', monthOf(to))
    .executeTakeFirstOrThrow();
  return Number(target ?? 0);
}
