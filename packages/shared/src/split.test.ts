import { expect, test } from 'vitest';
import { apportion, dealOut, planOfQuery, splitRows, type SplitPlan } from './split.ts';

test('parts sum to the whole, by largest remainder, of equal ones the first', () => {
  expect(apportion(10, [1, 1, 1])).toEqual([4, 3, 3]);
  expect(apportion(300, [50, 50])).toEqual([150, 150]);
  expect(apportion(7, [60, 25, 15])).toEqual([4, 2, 1]);
  expect(apportion(1, [1, 999])).toEqual([0, 1]);
  expect(apportion(0, [3, 1])).toEqual([0, 0]);
  for (let total = 0; total < 60; total += 7) {
    const parts = apportion(total, [3, 7, 11, 13]);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
  }
});

test('each gets exactly the own part, spread over the whole row', () => {
  const whose = dealOut(300, [2, 1]);
  expect(whose.filter((at) => at === 0)).toHaveLength(200);
  expect(whose.slice(0, 30).filter((at) => at === 1)).toHaveLength(10);
});

const row = (grade: string, region = '') => ({ grade, region, industry: '' });

test('by share nobody gets the best grades alone', () => {
  const plan: SplitPlan = {
    by: 'share',
    receivers: [
      { userId: 1, weight: 1 },
      { userId: 2, weight: 1 },
    ],
  };
  const rows = ['D', 'A', '', 'A', 'D', '', 'A', 'A'].map((grade) => row(grade));
  const whose = splitRows(plan, rows);
  const best = whose.filter((_, at) => rows[at]!.grade === 'A');
  expect(best.filter((user) => user === 1)).toHaveLength(2);
  expect(whose.filter((user) => user === 1)).toHaveLength(4);
});

test('by a value each goes to whom it was given, and the rest to one', () => {
  const plan: SplitPlan = { by: 'region', receivers: [{ userId: 1, value: '华南' }], restId: 2 };
  expect(splitRows(plan, [row('A', '华南'), row('A', '华东'), row('A')])).toEqual([1, 2, 2]);
});

test('a query whose lists do not fit together is no plan', () => {
  expect(planOfQuery({ by: 'share', receiver: [1, 2], weight: [1] })).toBeUndefined();
  expect(planOfQuery({ by: 'region', receiver: [1], value: [''] })).toBeUndefined();
  expect(planOfQuery({ by: 'grade', receiver: [1], value: ['A'], restId: 2 })).toEqual({
    by: 'grade',
    receivers: [{ userId: 1, value: 'A' }],
    restId: 2,
  });
});
