import { addDays } from '@xinhang/shared/business-date.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';

/** Days ahead up to which somebody may promise or plan, five years: a slip of the century is none. */
const AHEAD = 1830;

/** Refuses a day that only a slip of the keys can mean; the field names the last one. */
export function refuseFarDay(pointer: string, day: string | null | undefined, today: string): void {
  const latest = addDays(today, AHEAD);
  if (day && day > latest) throw fieldRefused(pointer, 'too-far-ahead', { latest });
}

/** Refuses a day for something to be done that is over, or so far that nobody can mean it. */
export function refuseDueDay(pointer: string, day: string | null | undefined, today: string): void {
  if (day && day < today) throw fieldRefused(pointer, 'before-today', { today });
  refuseFarDay(pointer, day, today);
}
