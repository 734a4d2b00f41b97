import { businessDate, daysBetween } from './business-date.ts';
import { chanceGrades } from './customers.ts';
import type { Settings } from './settings.ts';

export type Rhythm = Pick<
  Settings,
  | 'customers.idleDays'
  | 'customers.idleDaysA'
  | 'customers.idleDaysB'
  | 'customers.idleDaysC'
  | 'customers.idleDaysD'
>;

/** Days after which a customer of this grade must have been talked to again (S32). */
export function longestDays(rhythm: Rhythm, grade: string | null): number {
  const known = chanceGrades.find((one) => one === grade);
  return known ? rhythm[`customers.idleDays${known}`] : rhythm['customers.idleDays'];
}

/**
 * Days since the last contact, never contacted counting from the registration on, where they are
 * as many as the grade allows or more; null where there is time left, or nobody owns the customer.
 */
export function idleDaysOf(
  row: {
    chanceGrade: string | null;
    /** UTC ms. */
    lastFollowAt: number | null;
    createdAt: number;
    pooled: boolean;
    archived: boolean;
  },
  rhythm: Rhythm,
  { today, timeZone }: { today: string; timeZone: string },
): number | null {
  if (row.pooled || row.archived) return null;
  const since = businessDate(row.lastFollowAt ?? row.createdAt, timeZone);
  const days = daysBetween(since, today);
  return days >= longestDays(rhythm, row.chanceGrade) ? days : null;
}
