import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDays,
  businessDate,
  daysBetween,
  daySpan,
  isBusinessDate,
  localMinute,
  parseLooseDate,
  startOfDay,
  weekday,
} from './business-date.ts';

test('a business date is the day in the company’s zone', () => {
  expect(businessDate(Date.UTC(2026, 10, 23, 15, 59), 'Asia/Shanghai')).toBe('2026-11-23');
  expect(businessDate(Date.UTC(2026, 10, 23, 16, 0), 'Asia/Shanghai')).toBe('2026-11-24');
  expect(businessDate(Date.UTC(2026, 10, 23, 1, 0), 'America/New_York')).toBe('2026-11-22');
  expect(() => businessDate(0, 'Nowhere/Land')).toThrow(RangeError);
});

test('it is what the calendar of the system says, also on days on which clocks are set', () => {
  const zones = ['Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia'];
  const calendars = zones.map(
    (timeZone) => new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }),
  );
  const between = fc.integer({ min: Date.UTC(1890, 0, 1), max: Date.UTC(2080, 0, 1) });
  // Hours around the night on which Apia went over the date line, and a summer time of New York.
  const set = fc
    .constantFrom(Date.UTC(2011, 11, 30, 10), Date.UTC(2026, 2, 8, 7), Date.UTC(2026, 10, 1, 6))
    .chain((at) => fc.integer({ min: at - 36 * 3_600_000, max: at + 36 * 3_600_000 }));
  fc.assert(
    fc.property(fc.oneof(between, set), fc.nat(zones.length - 1), (ms, n) => {
      expect(businessDate(ms, zones[n]!)).toBe(calendars[n]!.format(ms));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['2026-11-24', 'Asia/Shanghai', '2026-11-23T16:00:00.000Z'],
  ['2026-11-24', 'UTC', '2026-11-24T00:00:00.000Z'],
  ['2026-11-24', 'Pacific/Kiritimati', '2026-11-23T10:00:00.000Z'],
  ['2026-11-24', 'Pacific/Pago_Pago', '2026-11-24T11:00:00.000Z'],
  // Clocks go forward and back; China had summer time as well.
  ['2026-03-09', 'America/New_York', '2026-03-09T04:00:00.000Z'],
  ['2026-11-02', 'America/New_York', '2026-11-02T05:00:00.000Z'],
  ['1988-07-01', 'Asia/Shanghai', '1988-06-30T15:00:00.000Z'],
  // A day without midnight, and one that was left out.
  ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
  ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
])('%s starts in %s at %s', (date, timeZone, expected) => {
  expect(new Date(startOfDay(date, timeZone)).toISOString()).toBe(expected);
});

test('a day starts with its first millisecond', () => {
  const zones = ['Asia/Shanghai', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'];
  fc.assert(
    fc.property(fc.nat(40_000), fc.constantFrom(...zones), (days, zone) => {
      const date = addDays('1980-01-01', days);
      const start = startOfDay(date, zone);
      expect(businessDate(start, zone)).toBe(date);
      expect(businessDate(start - 1, zone)).toBe(addDays(date, -1));
    }),
    { numRuns: 200 },
  );
  expect(() => startOfDay('2027-02-29', 'UTC')).toThrow(RangeError);
});

test('a span of dates holds both of them, and an end not given stays open', () => {
  const zone = 'Asia/Shanghai';
  const [first, after] = [startOfDay('2026-11-23', zone), startOfDay('2026-11-25', zone)];
  expect(daySpan('2026-11-23', '2026-11-24', zone)).toEqual({ since: first, before: after });
  expect(daySpan(undefined, '2026-11-24', zone)).toEqual({ since: undefined, before: after });
  expect(daySpan('2026-11-23', undefined, zone)).toEqual({ since: first, before: undefined });
});

test('calendar arithmetic', () => {
  expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
  expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
  expect(daysBetween('2026-11-24', '2026-11-20')).toBe(-4);
  expect(weekday('2026-11-23')).toBe(1);
  expect(weekday('2026-11-29')).toBe(7);
  expect(() => addDays('2026-02-30', 1)).toThrow(RangeError);
  const day = fc.integer({ min: -200_000, max: 200_000 });
  fc.assert(
    fc.property(day, (days) => {
      const date = addDays('2026-11-23', days);
      expect(daysBetween('2026-11-23', date)).toBe(days);
      expect(isBusinessDate(date)).toBe(true);
      expect(weekday(addDays(date, 1))).toBe((weekday(date) % 7) + 1);
    }),
  );
});

test.each([
  ['2026-11-23', true],
  ['2028-02-29', true],
  ['2027-02-29', false],
  ['1900-02-29', false],
  ['2026-13-01', false],
  ['2026-00-10', false],
  ['2026-11-00', false],
  ['2026-11-31', false],
  ['2026-1-1', false],
  ['20261123', false],
])('%s is a date: %s', (text, expected) => {
  expect(isBusinessDate(text)).toBe(expected);
});

test.each([
  ['2026-11-23', '2026-11-23'],
  ['2026/1/3', '2026-01-03'],
  ['2026.11.23', '2026-11-23'],
  ['２０２６－１１－２３', '2026-11-23'],
  ['20261123', '2026-11-23'],
  ['2026年11月3日', '2026-11-03'],
  ['2026 年 11 月 3 号', '2026-11-03'],
  ['1123', '2026-11-23'],
  ['11-23', '2026-11-23'],
  ['11月23日', '2026-11-23'],
  ['1/5', '2027-01-05'],
  ['0105', '2027-01-05'],
  ['今天', '2026-11-20'],
  ['明天', '2026-11-21'],
  ['后天', '2026-11-22'],
  ['昨天', '2026-11-19'],
  ['+3', '2026-11-23'],
  ['-20', '2026-10-31'],
  ['11/23/2026', null],
  ['23/11/2026', null],
  ['2026-11/23', null],
  ['2027-02-29', null],
  ['0229', null],
  ['1332', null],
  ['3', null],
  ['13800138000', null],
  ['constructor', null],
  ['', null],
])('typed date %s', (text, expected) => {
  expect(parseLooseDate(text, '2026-11-20')).toBe(expected);
});

test('without a year the nearest one', () => {
  expect(parseLooseDate('1230', '2027-01-05')).toBe('2026-12-30');
  expect(parseLooseDate('0229', '2027-03-01')).toBe('2028-02-29');
});

test('an instant on the clocks of a zone, midnight as 00:00', () => {
  expect(localMinute(Date.UTC(2026, 10, 24, 16, 0), 'Asia/Shanghai')).toBe('2026-11-25 00:00');
  expect(localMinute(Date.UTC(2026, 10, 24, 1, 9, 59), 'Asia/Shanghai')).toBe('2026-11-24 09:09');
});
