import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from './business-date.ts';
import { birthdaysOn, lunarOf, nextBirthday, type Birthday } from './lunar.ts';

const lunar = (month: number, day: number, leap = false): Birthday => ({
  calendar: 'lunar',
  month,
  day,
  leap,
});
const solar = (month: number, day: number): Birthday => ({ calendar: 'solar', month, day });

test.each([
  ['2027-02-06', 1, 1],
  ['2026-02-17', 1, 1],
  ['2026-09-25', 8, 15],
  ['2026-06-19', 5, 5],
  ['2033-12-22', 11, 1],
])('%s is lunar %i/%i', (date, month, day) => {
  expect(lunarOf(date)).toMatchObject({ month, day });
  expect(birthdaysOn(date).lunar).toContainEqual({ month, day, leap: lunarOf(date).leap });
});

test('the next birthday, today included', () => {
  expect(nextBirthday(solar(11, 23), '2026-11-23')).toBe('2026-11-23');
  expect(nextBirthday(solar(11, 23), '2026-11-24')).toBe('2027-11-23');
  expect(nextBirthday(lunar(1, 1), '2026-11-23')).toBe('2027-02-06');
  expect(nextBirthday(lunar(8, 15), '2026-01-01')).toBe('2026-09-25');
  expect(nextBirthday(lunar(12, 8), '2026-01-01')).toBe('2026-01-26');
});

test('29 February falls on the 28th of a common year', () => {
  expect(nextBirthday(solar(2, 29), '2027-01-01')).toBe('2027-02-28');
  expect(nextBirthday(solar(2, 29), '2028-01-01')).toBe('2028-02-29');
  expect(birthdaysOn('2027-02-28').solar).toEqual([
    { month: 2, day: 28 },
    { month: 2, day: 29 },
  ]);
  expect(birthdaysOn('2028-02-28').solar).toEqual([{ month: 2, day: 28 }]);
});

test('lunar 30 falls on 29 of a short month', () => {
  // The twelfth month of 2025 has 29 days: New Year's Eve is 2026-02-16.
  expect(nextBirthday(lunar(12, 30), '2026-02-01')).toBe('2026-02-16');
  expect(birthdaysOn('2026-02-16').lunar).toContainEqual({ month: 12, day: 30, leap: false });
});

test('a leap-month birthday', () => {
  // 2025 has a leap sixth month from 2025-07-25; 2026 has none.
  expect(nextBirthday(lunar(6, 1, true), '2025-01-01')).toBe('2025-07-25');
  expect(nextBirthday(lunar(6, 1), '2025-01-01')).toBe('2025-06-25');
  expect(nextBirthday(lunar(6, 1, true), '2026-01-01')).toBe(
    nextBirthday(lunar(6, 1), '2026-01-01'),
  );
  expect(birthdaysOn('2025-07-25').lunar).toEqual([{ month: 6, day: 1, leap: true }]);
});

test('both functions agree on every day', () => {
  const birthday = fc.oneof(
    fc
      .record({ month: fc.integer({ min: 1, max: 12 }), day: fc.constantFrom(1, 15, 28, 29, 30) })
      .map(({ month, day }) => solar(month, month === 2 ? Math.min(day, 29) : day)),
    fc
      .record({
        month: fc.integer({ min: 1, max: 12 }),
        day: fc.constantFrom(1, 15, 29, 30),
        leap: fc.boolean(),
      })
      .map(({ month, day, leap }) => lunar(month, day, leap)),
  );
  fc.assert(
    fc.property(birthday, fc.integer({ min: 0, max: 12_000 }), (whose, offset) => {
      const today = addDays('2020-01-01', offset);
      const next = nextBirthday(whose, today);
      const kept = (date: string) => {
        const on = birthdaysOn(date);
        return whose.calendar === 'solar'
          ? on.solar.some(({ month, day }) => month === whose.month && day === whose.day)
          : on.lunar.some(
              ({ month, day, leap }) =>
                month === whose.month && day === whose.day && leap === whose.leap,
            );
      };
      expect(next >= today && next <= addDays(today, 400)).toBe(true);
      expect(kept(next)).toBe(true);
      expect(kept(today)).toBe(next === today);
    }),
    { numRuns: 400 },
  );
});

test('no such birthday', () => {
  for (const whose of [solar(2, 30), solar(13, 1), lunar(1, 31), lunar(0, 1), solar(4, 31)]) {
    expect(() => nextBirthday(whose, '2026-11-23')).toThrow(RangeError);
  }
});
