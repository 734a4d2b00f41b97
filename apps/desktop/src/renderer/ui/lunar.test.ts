import { expect, test } from 'vitest';
import { lunarWords } from './lunar.ts';

test('days of the lunar calendar are said as in a calendar on the wall', () => {
  const said = (month: number, day: number) => {
    const words = lunarWords('zh-CN', { month, day });
    return `${words.month}月${words.day}`;
  };
  expect([said(1, 1), said(10, 10), said(10, 19), said(8, 20), said(12, 21), said(11, 30)]).toEqual(
    ['正月初一', '十月初十', '十月十九', '八月二十', '十二月廿一', '十一月三十'],
  );
  expect(lunarWords('en', { month: 10, day: 19 })).toEqual({ month: '10', day: '19' });
});
