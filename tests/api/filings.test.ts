import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
beforeAll(async () => {
  company = await startCompany();
  for (const name of Object.keys(company.users)) tokens[name] = await company.login(name);
});
afterAll(async () => {
  await company.stop();
});

interface Answer {
  from: string;
  to: string;
  rows: { person: { name: string }; registered: number; owned: number; completeness: number }[];
}
const ask = async (who: string, query = '') =>
  (await company.call(tokens[who]!, 'GET', `/customers/filings${query}`)).json as Answer;
const lines = async (who: string, query = '') =>
  (await ask(who, query)).rows.map(({ person, registered, owned, completeness }) =>
    [person.name, registered, owned, completeness].join(' '),
  );

test('who registered how many stands per person of the own people, fewest first', async () => {
  const register = async (who: string, body: object) =>
    expect((await company.call(tokens[who]!, 'POST', '/customers', body)).status).toBe(201);
  // A grade makes no file more complete: where the sales model hides it nobody could give one.
  await register('alice', { name: '常州蓝天化工', chanceGrade: 'A' });
  await register('alice', { name: '宁波远航物流', phone: '0574-87654321', industry: '物流运输' });
  await register('bob', { name: '珠海白鹭电子' });
  company.clock.now += 40 * 86_400_000;
  for (const name of ['boss', 'alice', 'manager', 'bob']) tokens[name] = await company.login(name);
  await register('alice', { name: '无锡金鼎贸易' });

  expect(await ask('alice')).toMatchObject({ from: '2027-01-01', to: '2027-01-03' });
  expect(await lines('alice')).toEqual(['alice 1 3 23']);
  expect(await lines('bob')).toEqual(['bob 0 1 15']);
  expect(await lines('manager')).toEqual(['manager 0 0 ', 'alice 1 3 23']);
  const november = '?from=2026-11-01&to=2026-11-30';
  // Whoever stands on both sides of the wall sells nothing, and is not asked for it.
  expect(await lines('boss', november)).toEqual([
    'boss 0 0 ',
    'manager 0 0 ',
    'bob 1 1 15',
    'alice 2 3 23',
  ]);
  expect(await lines('alice', november)).toEqual(['alice 2 3 23']);
  expect(await lines('boss', '?from=2026-11-25&to=2026-11-30')).toContain('alice 0 3 23');
});

test('whoever reads no customers asks in vain, and a period must be dates', async () => {
  const buyer = await company.call(await company.login('buyer'), 'GET', '/customers/filings');
  expect([buyer.status, buyer.json.code]).toEqual([403, 'forbidden']);
  const bad = await company.call(tokens['boss']!, 'GET', '/customers/filings?from=2026-02-30');
  expect(bad.status).toBe(400);
});
