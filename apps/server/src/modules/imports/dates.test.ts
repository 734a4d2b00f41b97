import { expect, test } from 'vitest';
import { birthdayOf, instantOf, whenOf } from './dates.ts';

const zone = 'Asia/Shanghai';
const shown = (text: string) => {
  const when = whenOf(text, zone);
  if (!when) return null;
  const { minutes } = when;
  return minutes === null ? when.date : `${when.date} ${Math.floor(minutes / 60)}:${minutes % 60}`;
};

test.each([
  ['2026-11-23', '2026-11-23'],
  ['2026/1/3', '2026-01-03'],
  ['2026.11.23', '2026-11-23'],
  ['20261123', '2026-11-23'],
  ['２０２６年１１月２３日', '2026-11-23'],
  ['2026年11月23日 星期一', '2026-11-23'],
  ['2026-11-23 08:30', '2026-11-23 8:30'],
  ['2026-11-23 08:30:59', '2026-11-23 8:30'],
  ['2026-11-23T08:30', '2026-11-23 8:30'],
  ['2026-11-23T00:30:00Z', '2026-11-23 8:30'],
  ['2026-11-22T20:30:00.000-04:00', '2026-11-23 8:30'],
  ['2026年11月23日下午3:05', '2026-11-23 15:5'],
  ['2026/11/23 3:05 PM', '2026-11-23 15:5'],
  ['2026/11/23 上午 8:30', '2026-11-23 8:30'],
  ['115/11/23', '2026-11-23'],
  ['民國115年11月23日', '2026-11-23'],
  ['23/11/2026', '2026-11-23'],
  ['11/23/2026', '2026-11-23'],
  ['5/5/2026', '2026-05-05'],
  ['46349', '2026-11-23'],
  ['46349.354166667', '2026-11-23 8:30'],
  ['46349.9999999', '2026-11-24'],
  ['5/6/2026', null],
  ['26-11-23', null],
  ['2026-02-30', null],
  ['2026-11', null],
  ['11-23', null],
  ['明天', null],
  ['123', null],
  ['99999', null],
  ['2026-11-23 25:00', null],
  ['2026-11-23 8:75', null],
  ['电话', null],
  ['', null],
])('%s is %s', (text, expected) => {
  expect(shown(text)).toBe(expected);
});

test('an instant is counted in the company’s zone', () => {
  expect(instantOf({ date: '2026-11-23', minutes: 510 }, zone)).toBe(Date.UTC(2026, 10, 23, 0, 30));
  expect(instantOf({ date: '2026-11-23', minutes: null }, zone)).toBe(Date.UTC(2026, 10, 22, 16));
});

const birthday = (text: string) => {
  const found = birthdayOf(text, zone);
  return found && [found.calendar, found.year, found.leap ? -found.month : found.month, found.day];
};

test.each([
  ['1980-08-15', ['solar', 1980, 8, 15]],
  ['29450', ['solar', 1980, 8, 17]],
  ['8月15日', ['solar', null, 8, 15]],
  ['02-29', ['solar', null, 2, 29]],
  ['8/15', ['solar', null, 8, 15]],
  ['农历八月十五', ['lunar', null, 8, 15]],
  ['農曆正月初一', ['lunar', null, 1, 1]],
  ['阴历1980年闰六月初十', ['lunar', 1980, -6, 10]],
  ['农历腊月廿三', ['lunar', null, 12, 23]],
  ['农历8月30日', ['lunar', null, 8, 30]],
  ['农历12-3', ['lunar', null, 12, 3]],
  ['农历三十月初一', null],
  ['农历八月三十一', null],
  ['13-01', null],
  ['02-30', null],
  ['1700-01-01', null],
])('birthday %s', (text, expected) => {
  expect(birthday(text)).toEqual(expected);
});
