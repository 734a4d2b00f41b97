import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};

async function call(who: string, method: 'GET' | 'POST', path: string, body?: object) {
  return await company.call(tokens[who]!, method, path, body);
}
const contents = async (who: string, query: string) => {
  const { status, json } = await call(who, 'GET', `/follow-ups?${query}`);
  expect(status).toBe(200);
  return (json as { rows: { content: string }[] }).rows.map((row) => row.content);
};

beforeAll(async () => {
  company = await startCompany();
  for (const name of ['alice', 'bob', 'manager', 'boss']) tokens[name] = await company.login(name);
  const register = async (who: string, name: string) =>
    ((await call(who, 'POST', '/customers', { name })).json as { id: number }).id;
  const own = await register('alice', '甲公司');
  const others = await register('bob', '乙公司');
  const log = async (who: string, customerId: number, type: string, content: string) =>
    await call(who, 'POST', '/follow-ups', { customerId, type, content });
  // 23:30 on the 23rd and 00:30 on the 24th, in Shanghai.
  company.clock.now = Date.UTC(2026, 10, 23, 15, 30);
  await log('alice', own, 'call', '夜里的电话');
  company.clock.now = Date.UTC(2026, 10, 23, 16, 30);
  await log('alice', own, 'visit', '凌晨的拜访');
  await log('manager', own, 'call', '主管的电话');
  await log('bob', others, 'call', '别组的电话');
});
afterAll(async () => {
  await company.stop();
});

test('it is narrowed by who, how and when, by the business date of the company', async () => {
  expect(await contents('alice', '')).toEqual(['主管的电话', '凌晨的拜访', '夜里的电话']);
  expect(await contents('alice', 'to=2026-11-23')).toEqual(['夜里的电话']);
  expect(await contents('alice', 'from=2026-11-24')).toEqual(['主管的电话', '凌晨的拜访']);
  expect(await contents('alice', 'type=visit')).toEqual(['凌晨的拜访']);
  const { alice, manager } = company.users;
  expect(await contents('manager', `authorId=${alice}&type=call`)).toEqual(['夜里的电话']);
  expect(await contents('manager', `authorId=${alice}&authorId=${manager}`)).toHaveLength(3);
});

test('a filter reaches no further than the scope', async () => {
  expect(await contents('alice', `authorId=${company.users['bob']}`)).toEqual([]);
  expect(await contents('boss', `authorId=${company.users['bob']}`)).toEqual(['别组的电话']);
  expect((await call('alice', 'GET', '/follow-ups?from=2026-02-30')).status).toBe(400);
  expect((await call('alice', 'GET', '/follow-ups?type=pigeon')).status).toBe(400);
});

test('it is counted when asked, with its filters and within the scope', async () => {
  const count = async (who: string, query: string) =>
    ((await call(who, 'GET', `/follow-ups?${query}`)).json as { count: number | null }).count;
  expect(await count('alice', 'limit=1')).toBe(null);
  expect(await count('alice', 'limit=1&count=1')).toBe(3);
  expect(await count('alice', 'limit=1&count=1&type=call&from=2026-11-24')).toBe(1);
  expect(await count('alice', `count=1&authorId=${company.users['bob']}`)).toBe(0);
  expect(await count('boss', 'limit=1&count=1')).toBe(4);
});
