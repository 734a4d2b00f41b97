import { expect, test } from 'vitest';
import { addHabits, habits, noHabit, onTimeBp, payDays } from './payment-habit.ts';

const owed = { id: 1, businessDate: '2026-10-01', dueDate: '2026-10-31', amountFen: 1000 };
const paid = (on: string, amountFen: number, payment = true) => ({
  owedId: 1,
  on,
  amountFen,
  payment,
});
const of = (settled: ReturnType<typeof paid>[], today = '2026-11-24') =>
  habits([owed], settled, today).reduce((all, { habit }) => addHabits(all, habit), noHabit());

test('what was paid by its day is on time, the rest is not', () => {
  const habit = of([paid('2026-10-31', 600), paid('2026-11-10', 400)]);
  expect([onTimeBp(habit), payDays(habit)]).toEqual([6000, 34]);
});

test('what came back was not to be paid', () => {
  const habit = of([paid('2026-11-20', 400, false), paid('2026-10-11', 600)]);
  expect([habit.dueFen, onTimeBp(habit), payDays(habit)]).toEqual([600, 10_000, 10]);
});

test('what is not due says nothing, and an advance took no day', () => {
  expect(onTimeBp(of([], '2026-10-30'))).toBeNull();
  expect(onTimeBp(of([]))).toBe(0);
  expect(payDays(of([]))).toBeNull();
  expect(payDays(of([paid('2026-09-01', 1000)]))).toBe(0);
});
