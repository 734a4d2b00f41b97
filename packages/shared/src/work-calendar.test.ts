import { getDayDetail } from 'chinese-days';
import { describe, expect, test } from 'vitest';
import { addDays, weekday } from './business-date.ts';
import { addWorkdays, isWorkday, officialDays, type WorkCalendar } from './work-calendar.ts';

const calendar: WorkCalendar = new Map(officialDays.map(({ date, kind }) => [date, kind]));

describe('the official days of 2026', () => {
  test('every day of the year is what another source says', () => {
    for (let date = '2026-01-01'; date <= '2026-12-31'; date = addDays(date, 1)) {
      expect([date, isWorkday(date, calendar)]).toEqual([date, getDayDetail(date).work]);
    }
  });

  test('a make-up day lies on a weekend, and no date is named twice', () => {
    expect(calendar.size).toBe(officialDays.length);
    const made = officialDays.filter(({ kind }) => kind === 'workday');
    expect(made.map(({ date }) => weekday(date)).every((day) => day >= 6)).toBe(true);
  });
});

test.each([
  // Friday before the Spring Festival: Saturday 14 February is worked, then nine days off.
  ['2026-02-13', 1, '2026-02-14'],
  ['2026-02-13', 2, '2026-02-24'],
  ['2026-02-24', -1, '2026-02-14'],
  ['2026-09-30', 1, '2026-10-08'],
  ['2026-10-09', 1, '2026-10-10'],
  ['2026-10-09', 2, '2026-10-12'],
  ['2026-02-17', 0, '2026-02-17'],
  ['2027-03-05', 1, '2027-03-08'],
])('%s and %i working days make %s', (from, count, expected) => {
  expect(addWorkdays(from, count, calendar)).toBe(expected);
});

test('a calendar without working days is an error and no endless loop', () => {
  const never: WorkCalendar = { get: () => 'holiday' } as never;
  expect(() => addWorkdays('2026-01-01', 1, never)).toThrow(RangeError);
});
