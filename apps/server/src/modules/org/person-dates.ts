import { fieldRefused } from '@xinhang/shared/problems.ts';

const dates = ['hiredOn', 'probationEndsOn', 'regularisedOn', 'leftOn'] as const;
type PersonDates = Partial<Record<(typeof dates)[number], string | null | undefined>>;

/**
 * Refuses dates of a person's time in the company that lie before the day of joining; what is not
 * said stays as it is known. Names the field that was said.
 */
export function checkPersonDates(said: PersonDates, known: PersonDates = {}): void {
  const after = (field: (typeof dates)[number]) =>
    said[field] === undefined ? known[field] : said[field];
  const hiredOn = after('hiredOn');
  if (!hiredOn || dates.every((field) => said[field] === undefined)) return;
  const wrong = dates.find((field) => (after(field) ?? hiredOn) < hiredOn);
  if (!wrong) return;
  const pointer = said[wrong] === undefined ? '/hiredOn' : `/${wrong}`;
  throw fieldRefused(pointer, 'before-hired', { hiredOn, date: after(wrong)! });
}
