import type { CalendarDay } from '@xinhang/shared/work-calendar.ts';
import { expect, test } from 'vitest';
import { byDate, inOrder, mergeDays } from './calendar-days.ts';

const day = (date: string, kind: CalendarDay['kind'] = 'holiday', name = ''): CalendarDay => ({
  date,
  kind,
  name,
});
const [first, second, third] = ['2027-05-01', '2027-05-02', '2027-05-03'];

test('what either changed alone stands, also where a day was taken away', () => {
  const began = byDate([day(first), day(second)]);
  const mine = byDate([day(second)]);
  const theirs = byDate([day(first), day(second), day(third)]);
  const { merged, clashes } = mergeDays(began, mine, theirs);
  expect(inOrder(merged)).toEqual([day(second), day(third)]);
  expect(clashes).toEqual([]);
});

test('a date that both changed is a clash, unless they meant the same', () => {
  const began = byDate([day(first), day(second)]);
  const mine = byDate([day(first, 'holiday', '劳动节'), day(third)]);
  const theirs = byDate([day(first, 'workday'), day(third)]);
  const { merged, clashes } = mergeDays(began, mine, theirs);
  expect(clashes).toEqual([
    { date: first, mine: day(first, 'holiday', '劳动节'), theirs: day(first, 'workday') },
  ]);
  expect(inOrder(merged)).toEqual([day(first, 'holiday', '劳动节'), day(third)]);
});
