import type { FollowUp } from '@xinhang/shared/activities.ts';
import type { WorkloadRow } from '@xinhang/shared/workload.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importer } from '../helpers/import-files.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
async function call<T>(who: string, method: 'GET' | 'POST', path: string, body?: object) {
  return (await company.call(tokens[who]!, method, path, body)) as { status: number; json: T };
}
interface Answer {
  from: string;
  to: string;
  days: { date: string; workday: boolean }[];
  rows: WorkloadRow[];
}
const workload = async (who: string, query: string) =>
  (await call<Answer>(who, 'GET', `/workload?${query}`)).json;
const of = (answer: Answer, name: string) => answer.rows.find((row) => row.person.name === name);
async function at(ms: number) {
  company.clock.now = ms;
  for (const name of ['alice', 'bob', 'manager', 'boss', 'buyer']) {
    tokens[name] = await company.login(name);
  }
}
let own: number;
const log = async (type: string) =>
  (await call<FollowUp>('alice', 'POST', '/follow-ups', { customerId: own, content: 'x', type }))
    .json;

beforeAll(async () => {
  company = await startCompany();
  // A Friday, half an hour before and after midnight in Shanghai.
  await at(Date.UTC(2026, 10, 27, 15, 30));
  own = (await call<{ id: number }>('alice', 'POST', '/customers', { name: '工作量公司' })).json.id;
  await log('call');
  await log('call');
  const { id } = await log('visit');
  await at(Date.UTC(2026, 10, 27, 16, 30));
  await log('wechat');
  await call('manager', 'POST', `/follow-ups/${id}/reviews`, { rating: 4 });
});
afterAll(async () => {
  await company.stop();
});

test('a day, a week and a month count what was recorded, by the company’s calendar', async () => {
  const day = await workload('manager', 'span=day&on=2026-11-27');
  expect([day.from, day.to]).toEqual(['2026-11-27', '2026-11-27']);
  expect(of(day, 'alice')).toMatchObject({
    calls: 2,
    visits: 1,
    others: 0,
    followUps: 3,
    newCustomers: 1,
    perDay: [3],
  });
  const week = await workload('manager', 'span=week&on=2026-11-27');
  expect([week.from, week.to]).toEqual(['2026-11-23', '2026-11-29']);
  expect(week.days.map((one) => one.workday)).toEqual([true, true, true, true, true, false, false]);
  expect(of(week, 'alice')).toMatchObject({
    followUps: 4,
    others: 1,
    perDay: [0, 0, 0, 0, 3, 1, 0],
  });
  expect(of(week, 'manager')).toMatchObject({ reviews: 1, followUps: 0 });
  const month = await workload('manager', 'span=month&on=2026-11-01');
  expect([month.from, month.to, month.days.length]).toEqual(['2026-11-01', '2026-11-30', 30]);
  expect(of(month, 'alice')?.perDay.slice(26, 28)).toEqual([3, 1]);
});

test('one sees the people in reach, gaps among them, and no number without its records', async () => {
  const names = async (who: string) =>
    (await workload(who, 'span=week&on=2026-11-27')).rows.map((row) => row.person.name);
  expect(await names('alice')).toEqual(['alice']);
  expect(await names('manager')).not.toContain('bob');
  expect(await names('boss')).toEqual(expect.arrayContaining(['alice', 'bob', 'manager']));
  expect(await names('boss')).not.toContain('buyer');
  expect((await call('buyer', 'GET', '/workload')).status).toBe(403);
  // The customer goes to somebody else: whoever does not see it counts nothing of it.
  const { version } = (await call<{ version: number }>('boss', 'GET', `/customers/${own}`)).json;
  const give = { version, ownerId: company.users['bob'] };
  await call('boss', 'POST', `/customers/${own}/assign`, give);
  const week = 'span=week&on=2026-11-27';
  expect(of(await workload('manager', week), 'alice')).toMatchObject({
    followUps: 0,
    newCustomers: 0,
  });
  expect(of(await workload('boss', week), 'alice')).toMatchObject({
    followUps: 4,
    newCustomers: 1,
  });
  // Nor is anybody out of reach named to who sees the customer now.
  expect(await names('bob')).toEqual(['bob']);
  for (const query of ['authorId', 'type=call&authorId']) {
    const list = `/follow-ups?count=1&from=2026-11-23&to=2026-11-29&${query}=${company.users['alice']}`;
    const { count } = (await call<{ count: number }>('boss', 'GET', list)).json;
    const row = of(await workload('boss', week), 'alice')!;
    expect(count).toBe(query === 'authorId' ? row.followUps : row.calls);
  }
});

test('what an import brought is the work of nobody', async () => {
  const { batch } = await importer(company, tokens['boss']!).all(
    'a.csv',
    '客户名称\n导入来的公司\n',
    { ownerless: 'me' },
  );
  expect(batch.counts).toEqual({ create: 1 });
  await call('boss', 'POST', '/customers', { name: '登记来的公司' });
  const month = await workload('boss', 'span=month&on=2026-11-28');
  expect(of(month, 'boss')?.newCustomers).toBe(1);
});

test('the list behind new customers holds as many, put away or not, and none that an import brought', async () => {
  const boss = company.users['boss']!;
  const made = await call<{ id: number; version: number }>('boss', 'POST', '/customers', {
    name: '很快归档的公司',
  });
  const { id, version } = made.json;
  await call('boss', 'POST', `/customers/${id}/archive`, { version, archived: true });
  const { from, to, rows } = await workload('boss', 'span=month&on=2026-11-28');
  for (const { person, newCustomers } of rows) {
    const list = `/customers?count=1&registeredById=${person.id}&createdFrom=${from}&createdTo=${to}`;
    const { status, json } = await call<{ rows: object[]; count: number }>('boss', 'GET', list);
    expect([status, json.count, json.rows.length]).toEqual([200, newCustomers, newCustomers]);
  }
  expect(rows.find((row) => row.person.id === boss)?.newCustomers).toBe(2);
  // Those of a colleague whose customers one may not open are not there.
  const theirs = `/customers?count=1&registeredById=${boss}`;
  expect((await call<{ count: number }>('bob', 'GET', theirs)).json.count).toBe(0);
  const live = `/customers?count=1&archived=0&registeredById=${boss}`;
  expect((await call<{ count: number }>('boss', 'GET', live)).json.count).toBe(1);
});
