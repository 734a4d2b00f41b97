import { expect, test } from 'vitest';
import { isQuiet, RecycleJudge, type Held, type RuleInForce } from './recycling.ts';
import { officialDays, type WorkCalendar } from './work-calendar.ts';

const calendar: WorkCalendar = new Map(officialDays.map((day) => [day.date, day.kind]));
const held: Held = {
  chanceGrade: 'A',
  ownerSinceOn: '2026-09-01',
  lastFollowOn: null,
  dealt: false,
  contractEndOn: null,
  openDeal: false,
  lock: null,
};
const rule: RuleInForce = {
  id: 1,
  cause: 'lastFollowUp',
  grades: ['A'],
  days: 10,
  warnDays: 3,
  sparesOpenDeals: false,
  sinceOn: '2026-01-01',
};
const dropOf = (
  part: Partial<Held>,
  rules: Partial<RuleInForce>[] = [{}],
  about: { workdays?: boolean; from?: string } = {},
) =>
  new RecycleJudge(
    rules.map((one) => ({ ...rule, ...one })),
    { calendar, workdays: false, from: '2026-01-01', ...about },
  ).dropOf({ ...held, ...part });

test('a holiday and the two working days after it are quiet', () => {
  const quiet = (...dates: string[]) => dates.map((date) => isQuiet(date, calendar));
  // National Day: 1 to 7 October, 10 October is a Saturday that is worked.
  expect(quiet('2026-09-30', '2026-10-01', '2026-10-07')).toEqual([false, true, true]);
  expect(quiet('2026-10-08', '2026-10-09', '2026-10-10')).toEqual([true, true, false]);
  // A plain weekend is quiet itself, and the Monday after it is not.
  expect(quiet('2026-11-07', '2026-11-08', '2026-11-09')).toEqual([true, true, false]);
  // Labour Day ends on a Tuesday; Saturday the 9th is worked.
  expect(quiet('2026-05-06', '2026-05-07', '2026-05-08')).toEqual([true, true, false]);
});

test('the later of talk and coming counts, and days are as the pool counts them', () => {
  expect(dropOf({})?.on).toBe('2026-09-11');
  expect(dropOf({ lastFollowOn: '2026-09-04' })).toEqual({
    on: '2026-09-14',
    warnOn: '2026-09-11',
    ruleId: 1,
  });
  // Talked to by an owner before this one.
  expect(dropOf({ lastFollowOn: '2026-03-04' })?.on).toBe('2026-09-11');
  expect(dropOf({}, [{}], { workdays: true })?.on).toBe('2026-09-15');
  expect(dropOf({ ownerSinceOn: '2026-09-22' })?.on).toBe('2026-10-10');
});

test('the earliest of the rules wins, and each spares whom it spares', () => {
  const both = [{ id: 1 }, { id: 2, cause: 'noDeal' as const, days: 6 }];
  expect(dropOf({}, both)).toMatchObject({ on: '2026-09-07', ruleId: 2 });
  expect(dropOf({ dealt: true }, both)).toMatchObject({ on: '2026-09-11', ruleId: 1 });
  expect(dropOf({ chanceGrade: null })).toBeNull();
  expect(dropOf({ chanceGrade: null }, [{ grades: ['none'] }])?.on).toBe('2026-09-11');
  expect(dropOf({ openDeal: true })?.on).toBe('2026-09-11');
  expect(dropOf({ openDeal: true }, [{ sparesOpenDeals: true }])).toBeNull();
});

test('a contract drops whom it ended with, and never who has none that ends', () => {
  const ends = [{ cause: 'contractEnd' as const, days: 30, warnDays: 7 }];
  expect(dropOf({}, ends)).toBeNull();
  expect(dropOf({ contractEndOn: '2026-10-20', lastFollowOn: '2026-11-10' }, ends)).toEqual({
    on: '2026-11-19',
    warnOn: '2026-11-12',
    ruleId: 1,
  });
  // It came to its owner after the contract had ended.
  expect(dropOf({ contractEndOn: '2026-03-31' }, ends)?.on).toBe('2026-10-10');
  expect(dropOf({ contractEndOn: '2026-10-20' }, [{ ...ends[0], days: 10 }])?.on).toBe(
    '2026-10-30',
  );
  expect(dropOf({ contractEndOn: '2026-10-20' }, ends, { workdays: true })?.on).toBe('2026-12-01');
});

test('a lock, a new rule and the day of the judge put it off', () => {
  expect(dropOf({ lock: { untilOn: null } })).toBeNull();
  expect(dropOf({ lock: { untilOn: '2026-09-14' } })?.on).toBe('2026-09-15');
  expect(dropOf({ lock: { untilOn: '2026-09-02' } })?.on).toBe('2026-09-11');
  expect(dropOf({}, [{ sinceOn: '2026-11-13' }])).toMatchObject({
    on: '2026-11-16',
    warnOn: '2026-11-13',
  });
  expect(dropOf({}, [{}], { from: '2026-10-03' })?.on).toBe('2026-10-10');
});
