import { expect, test } from 'vitest';
import { creditSuggestion } from './credit-suggestion.ts';
import type { TradingPeriod } from './trading-history.ts';

const month = (from: string, more: Partial<TradingPeriod> = {}): TradingPeriod => ({
  from,
  to: from,
  orderedFen: 1_000_000,
  orders: 1,
  soldFen: 900_000,
  returnedFen: 0,
  netFen: 900_000,
  importedFen: 0,
  returnBp: 0,
  qtyE4: 0,
  marginFen: null,
  receivedFen: 0,
  onTimeBp: 10_000,
  payDays: 45,
  ...more,
});
const TODAY = '2026-11-24';

test('a limit covers what is open at the usual pace of the last months, and one month more', () => {
  const two = [month('2026-10-01'), month('2026-09-01')];
  // 10,000 a month, 45 days until it is paid: two and a half months.
  expect(creditSuggestion(two, TODAY)).toEqual({
    limitFen: 2_500_000,
    monthlyFen: 1_000_000,
    payDays: 45,
    late: false,
  });
  // Months without anything count, the present one and those of long ago do not.
  const seldom = [month('2026-11-01'), month('2026-07-01'), month('2025-10-01')];
  expect(creditSuggestion(seldom, TODAY)).toMatchObject({ monthlyFen: 250_000, limitFen: 700_000 });
  expect(creditSuggestion([month('2025-11-01')], TODAY)?.monthlyFen).toBe(83_333);
});

test('whoever pays late is given half; of whom nothing is known, nothing is said', () => {
  const late = [month('2026-10-01', { onTimeBp: 1000 })];
  expect(creditSuggestion(late, TODAY)).toMatchObject({ limitFen: 1_300_000, late: true });
  // Without a payment so far a month is taken.
  const unpaid = [month('2026-10-01', { payDays: null, onTimeBp: null })];
  expect(creditSuggestion(unpaid, TODAY)).toMatchObject({ payDays: 30, limitFen: 2_000_000 });
  expect(creditSuggestion([], TODAY)).toBeNull();
  expect(creditSuggestion([month('2026-10-01', { orderedFen: 0 })], TODAY)).toBeNull();
  expect(creditSuggestion([month('2026-10-01', { orderedFen: null })], TODAY)).toBeNull();
});
