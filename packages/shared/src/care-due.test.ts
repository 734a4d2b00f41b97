import { expect, test } from 'vitest';
import { careDue, careHolds, type CareBefore, type CareFacts } from './care-due.ts';
import { nextFestival, readyFestivals, shownFestival } from './festivals.ts';

const rule = {
  trigger: 'interval' as const,
  everyDays: 30,
  leadDays: 3,
  grades: [],
  valueGrades: [],
  models: [],
  tagIds: [],
};
const facts: CareFacts = {
  grade: 'A',
  valueGrade: 'B',
  model: 'dev',
  tagIds: [7],
  registeredOn: '2026-01-10',
  lastFollowOn: '2026-10-20',
  firstDealOn: '2024-02-29',
  contractEnds: [],
  birthdays: [],
};
const held = { since: '2026-01-01', festival: null };
const closed = (on: string, more: Partial<CareBefore> = {}): CareBefore => ({
  contactId: null,
  open: false,
  lastDueOn: on,
  lastClosedOn: on,
  ...more,
});

test('every so many days since the last care, the last talk or the registration', () => {
  const due = (more: object, before: CareBefore[] = [], today = '2026-11-17') =>
    careDue(rule, held, { ...facts, ...more }, before, today).map(({ dueOn }) => dueOn);
  // 30 days after the talk, three days ahead; not a day before.
  expect(due({})).toEqual(['2026-11-19']);
  expect(due({}, [], '2026-11-15')).toEqual([]);
  // A new plan does not begin with what is overdue by months.
  expect(due({ lastFollowOn: null })).toEqual(['2026-11-17']);
  // What was done before counts from then, and stays overdue while the server was off.
  expect(due({}, [closed('2026-10-01')])).toEqual(['2026-10-31']);
  expect(due({}, [closed('2026-11-10')])).toEqual([]);
  expect(due({}, [closed('2026-10-01', { open: true })])).toEqual([]);
});

test('a plan is meant for grades, models and tags; nothing said means all', () => {
  const asks = (more: object) =>
    careDue({ ...rule, ...more }, held, facts, [], '2026-11-19').length;
  expect(asks({})).toBe(1);
  expect([asks({ grades: ['A', 'B'] }), asks({ grades: ['B'] })]).toEqual([1, 0]);
  expect([asks({ valueGrades: ['A', 'B'] }), asks({ valueGrades: ['A'] })]).toEqual([1, 0]);
  expect([asks({ models: ['dev'] }), asks({ models: ['retain'] })]).toEqual([1, 0]);
  expect([asks({ tagIds: [7, 8] }), asks({ tagIds: [8] })]).toEqual([1, 0]);
});

test('yearly days: once each, caught up for a week, never from before the plan', () => {
  const plan = { ...rule, trigger: 'birthday' as const, everyDays: null };
  const born = (contactId: number, month: number, day: number) => ({
    contactId,
    birthday: { calendar: 'solar' as const, month, day },
  });
  const ask = (today: string, before: CareBefore[] = [], since = '2026-01-01') =>
    careDue(
      plan,
      { since, festival: null },
      { ...facts, birthdays: [born(1, 11, 20), born(2, 2, 29)] },
      before,
      today,
    );
  expect(ask('2026-11-16')).toEqual([]);
  expect(ask('2026-11-17')).toEqual([{ contactId: 1, dueOn: '2026-11-20' }]);
  // The server was off on the day itself.
  expect(ask('2026-11-27')).toEqual([{ contactId: 1, dueOn: '2026-11-20' }]);
  expect(ask('2026-11-28')).toEqual([]);
  expect(ask('2026-11-25', [], '2026-11-22')).toEqual([]);
  // Asked once a year, whatever became of it, and whatever is corrected meanwhile.
  const asked = closed('2026-11-18', { contactId: 1 });
  expect(ask('2026-11-20', [asked])).toEqual([]);
  expect(ask('2027-11-18', [asked])).toEqual([{ contactId: 1, dueOn: '2027-11-20' }]);
  // 29 February is kept on the 28th.
  expect(ask('2027-02-26')).toEqual([{ contactId: 2, dueOn: '2027-02-28' }]);
  expect(ask('2028-02-26')).toEqual([{ contactId: 2, dueOn: '2028-02-29' }]);
});

test('the anniversary of the first deal is none in its own year', () => {
  const plan = { ...rule, trigger: 'firstDeal' as const, everyDays: null };
  const ask = (firstDealOn: string | null, today: string) =>
    careDue(plan, held, { ...facts, firstDealOn }, [], today).map(({ dueOn }) => dueOn);
  expect(ask('2024-02-29', '2026-02-27')).toEqual(['2026-02-28']);
  expect(ask('2026-11-17', '2026-11-17')).toEqual([]);
  expect(ask('2026-11-17', '2027-11-15')).toEqual(['2027-11-17']);
  expect(ask(null, '2026-11-17')).toEqual([]);
});

test('each contract that ends is asked of once, and no more once it goes on', () => {
  const plan = { ...rule, trigger: 'contractEnd' as const, everyDays: null, leadDays: 30 };
  const contractEnds = ['2027-01-15', '2026-12-10'];
  const ask = (today: string, before: CareBefore[] = []) =>
    careDue(plan, held, { ...facts, contractEnds }, before, today).map(({ dueOn }) => dueOn);
  expect([ask('2026-11-09'), ask('2026-11-10')]).toEqual([[], ['2026-12-10']]);
  expect(ask('2026-11-20', [closed('2026-12-10')])).toEqual([]);
  expect(ask('2026-12-18', [closed('2026-12-10')])).toEqual(['2027-01-15']);
  const open = { contactId: null, lastDueOn: '2026-12-10' };
  expect(careHolds(plan, { ...facts, contractEnds }, open)).toBe(true);
  expect(careHolds(plan, { ...facts, contractEnds: ['2027-12-10'] }, open)).toBe(false);
});

test('festivals by both calendars', () => {
  const on = (name: string, from: string) =>
    nextFestival(
      readyFestivals.find((one) => one.name === name)!,
      from,
    );
  // As the State Council announced them.
  expect(on('春节', '2026-01-01')).toBe('2026-02-17');
  expect(on('春节', '2026-02-18')).toBe('2027-02-06');
  expect(on('元宵节', '2026-01-01')).toBe('2026-03-03');
  expect(on('端午节', '2026-01-01')).toBe('2026-06-19');
  expect(on('中秋节', '2026-01-01')).toBe('2026-09-25');
  // 2025 had a second sixth month, which moves what comes after it.
  expect(on('中秋节', '2025-01-01')).toBe('2025-10-06');
  expect(on('国庆节', '2026-10-01')).toBe('2026-10-01');
  // New Year's Eve falls on the 29th where the twelfth month has no 30th.
  const eve = { name: '除夕', calendar: 'lunar' as const, month: 12, day: 30 };
  expect(nextFestival(eve, '2026-01-01')).toBe('2026-02-16');
  expect(nextFestival(eve, '2024-03-01')).toBe('2025-01-28');
  expect(shownFestival('春节', 'zh-TW')).toBe('春節');
  expect(shownFestival('店庆', 'en')).toBe('店庆');
});

test('what is open holds while its customer is meant and its contact has that birthday', () => {
  const graded = { ...rule, grades: ['A' as const] };
  const open = { contactId: null, lastDueOn: '2026-11-20' };
  expect(careHolds(graded, facts, open)).toBe(true);
  expect(careHolds(graded, { ...facts, grade: 'D' }, open)).toBe(false);
  const birthday = { ...rule, trigger: 'birthday' as const, everyDays: null };
  const of = { contactId: 5, lastDueOn: '2026-11-20' };
  const born = (day: number) => ({
    ...facts,
    birthdays: [{ contactId: 5, birthday: { calendar: 'solar' as const, month: 11, day } }],
  });
  expect(careHolds(birthday, born(20), of)).toBe(true);
  expect(careHolds(birthday, born(21), of)).toBe(false);
  expect(careHolds(birthday, facts, of)).toBe(false);
});
