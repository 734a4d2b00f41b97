import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import { DEMO_ZONE } from './make-plan.ts';

/** So many days ago the books of the program before were taken over. */
export const BEGUN = 60;

/** The first day of the books: the first of the month in which they were taken over. */
export const firstDay = (now: number): string =>
  `${addDays(businessDate(now, DEMO_ZONE), -BEGUN - 1).slice(0, 7)}-01`;

/** On which openings are dated that have no document of before. */
export const lastDayBefore = (now: number): string => addDays(firstDay(now), -1);
