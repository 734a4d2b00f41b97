import { workCalendar } from '@xinhang/db/repositories/calendar.ts';
import { addWorkdays } from '@xinhang/shared/work-calendar.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let owner: string;
let alice: string;
beforeAll(async () => {
  company = await startCompany();
  owner = await company.login('admin');
  alice = await company.login('alice');
});
afterAll(async () => {
  await company.stop();
});

const get = async (year: number) => await company.call(alice, 'GET', `/calendar/${year}`);
const put = async (token: string, year: number, days: object[]) =>
  await company.call(token, 'PUT', `/calendar/${year}`, {
    days,
    seen: (await get(year)).json.days,
  });

test('a new company has the official days of 2026 and none for 2027', async () => {
  const { days } = (await get(2026)).json;
  expect(days).toHaveLength(39);
  expect(days).toContainEqual({ date: '2026-02-14', kind: 'workday', name: '春节' });
  expect((await get(2027)).json).toEqual({ days: [] });
});

test('a year is replaced as a whole and no other with it', async () => {
  const days = [
    { date: '2027-02-06', kind: 'holiday', name: '春节' },
    { date: '2027-01-01', kind: 'holiday', name: '元旦' },
  ];
  expect((await put(owner, 2027, days)).json).toEqual({ days: days.toReversed() });
  expect((await put(owner, 2027, days.slice(1))).json.days).toHaveLength(1);
  expect((await get(2026)).json.days).toHaveLength(39);
  const calendar = await workCalendar(company.db.read, '2026-12-01', '2027-12-31');
  expect(addWorkdays('2026-12-31', 1, calendar)).toBe('2027-01-04');
});

test('days that do not exist or lie in another year are refused', async () => {
  const before = (await get(2027)).json;
  const none = await put(owner, 2027, [{ date: '2027-02-29', kind: 'holiday', name: '' }]);
  expect([none.status, none.json.errors[0].pointer]).toEqual([400, '/days/0/date']);
  const other = await put(owner, 2027, [{ date: '2026-02-01', kind: 'holiday', name: '' }]);
  const error = { pointer: '/days/0/date', code: 'not-in-this-year' };
  expect([other.status, other.json.errors]).toEqual([422, [error]]);
  expect((await get(2027)).json).toEqual(before);
});

test('a date twice is refused where it stands, and only settings change the calendar', async () => {
  const day = { date: '2027-05-01', kind: 'holiday', name: '劳动节' };
  const twice = await put(owner, 2027, [day, { ...day, kind: 'workday' }]);
  expect(twice.json.errors).toEqual([{ pointer: '/days/1/date', code: 'given-twice' }]);
  expect((await put(alice, 2027, [day])).status).toBe(403);
});

test('a year that somebody changed meanwhile is not overwritten, and answered as it stands', async () => {
  const seen = (await get(2027)).json.days as object[];
  const mine = [...seen, { date: '2027-10-01', kind: 'holiday', name: '国庆' }];
  const theirs = [...seen, { date: '2027-05-03', kind: 'holiday', name: '' }];
  expect((await put(owner, 2027, theirs)).status).toBe(200);
  const late = await company.call(owner, 'PUT', '/calendar/2027', { days: mine, seen });
  const stands = (await get(2027)).json.days as object[];
  expect([late.status, late.json.code]).toEqual([409, 'version-conflict']);
  expect(late.json.data).toEqual({ days: stands });
  expect(stands).toHaveLength(seen.length + 1);
});
