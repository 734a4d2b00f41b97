import { expect, test } from 'vitest';
import { daysCounted, ranked, stockDays } from './sales-ranking.ts';

const of = (...values: number[]) =>
  ranked(
    values.map((value) => ({ value })),
    (row) => row.value,
  );

test('products are ranked with their part and their class', () => {
  expect(of(10, 50, 30, 7, 3).map((row) => [row.value, row.rank, row.shareBp, row.class])).toEqual([
    [50, 1, 5000, 'A'],
    [30, 2, 3000, 'A'],
    [10, 3, 1000, 'B'],
    [7, 4, 700, 'B'],
    [3, 5, 300, 'C'],
  ]);
});

test('who has as much stands at the same place, and one that brings everything is an A', () => {
  expect(of(5, 5, 1).map((row) => row.rank)).toEqual([1, 1, 3]);
  expect(of(100)).toMatchObject([{ rank: 1, shareBp: 10_000, class: 'A' }]);
});

test('what came back more than it went is a C, and a part of nothing is none', () => {
  expect(of(10, -2).map((row) => [row.class, row.shareBp])).toEqual([
    ['A', 12_500],
    ['C', -2500],
  ]);
  expect(of(2, -2).map((row) => [row.class, row.shareBp])).toEqual([
    ['C', null],
    ['C', null],
  ]);
});

test('stock lasts as long as the days that have gone say', () => {
  const month = { from: '2026-11-01', to: '2026-11-30' };
  expect(daysCounted(month, '2026-11-10')).toBe(10);
  expect(daysCounted(month, '2027-01-01')).toBe(30);
  expect(daysCounted(month, '2026-10-01')).toBe(1);
  expect(stockDays(300, 100, 30)).toBe(90);
  expect(stockDays(300, 0, 30)).toBeNull();
  expect(stockDays(0, 100, 30)).toBeNull();
});
