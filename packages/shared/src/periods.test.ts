import { expect, test } from 'vitest';
import { asFarAs, monthsOf, periodAt, periodBefore, periodOf, yearBefore } from './periods.ts';

test('a date lies in its day, week, month, quarter and year', () => {
  expect(periodOf('day', '2026-11-27')).toEqual({ from: '2026-11-27', to: '2026-11-27' });
  expect(periodOf('week', '2026-11-01')).toEqual({ from: '2026-10-26', to: '2026-11-01' });
  expect(periodOf('month', '2028-02-10')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
  expect(periodOf('quarter', '2026-11-27')).toEqual({ from: '2026-10-01', to: '2026-12-31' });
  expect(periodOf('year', '2026-01-01')).toEqual({ from: '2026-01-01', to: '2026-12-31' });
});

test('the one before ends the day before, over the turn of the year', () => {
  expect(periodBefore('month', periodOf('month', '2026-01-15'))).toEqual({
    from: '2025-12-01',
    to: '2025-12-31',
  });
  expect(periodBefore('quarter', periodOf('quarter', '2026-02-01')).from).toBe('2025-10-01');
  expect(periodAt('quarter', '2026-11-27', -4)).toBe('2025-10-01');
  expect(periodAt('week', '2026-01-01', 1)).toBe('2026-01-05');
});

test('a year before ends with the same month, in leap years too', () => {
  expect(yearBefore(periodOf('month', '2029-02-10'))).toEqual({
    from: '2028-02-01',
    to: '2028-02-29',
  });
});

test('what is compared goes as far as today does, and no farther than its own end', () => {
  const march = periodOf('month', '2026-03-10');
  const february = periodOf('month', '2026-02-10');
  expect(asFarAs(february, march, '2026-03-05').to).toBe('2026-02-05');
  expect(asFarAs(february, march, '2026-03-30').to).toBe('2026-02-28');
  expect(asFarAs(february, march, '2026-04-01')).toEqual(february);
  expect(asFarAs(march, march, '2026-02-01').to).toBe('2026-03-01');
});

test('the months of a period are named in their order', () => {
  expect(monthsOf({ from: '2025-11-01', to: '2026-01-31' })).toEqual([
    '2025-11',
    '2025-12',
    '2026-01',
  ]);
});
