import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let boss: string;
let customer: number;
beforeAll(async () => {
  company = await startCompany();
  boss = await company.login('boss');
  customer = (await post('/customers', { name: '甲公司' })).json.id as number;
  await post('/custom-fields', { label: '预算', type: 'number' });
});
afterAll(async () => {
  await company.stop();
});

const post = async (path: string, body: object) => await company.call(boss, 'POST', path, body);

test('what nobody can see is dropped, and alone it is nothing', async () => {
  const made = await post('/customers', {
    name: '\u202e丁\u200b公\ufeff司\ud800',
    note: '第一行\n第二行\u0000',
  });
  expect(made.json).toMatchObject({ name: '丁公司\ufffd', note: '第一行\n第二行' });
  for (const name of ['\u3164', '\u2800', '\u200d\u200d', '\ufe0f']) {
    const answer = await post('/customers', { name });
    expect(answer.json.errors, JSON.stringify(name)).toEqual([
      { pointer: '/name', code: 'too_small' },
    ]);
  }
  // What joins the parts of a family, or turns a letter of Persian, stays.
  const family = await post('/tags', { name: '家庭👨‍👩‍👧' });
  expect(family.json.name).toBe('家庭👨‍👩‍👧');
});

test.each([
  [{ calendar: 'solar', month: 2, day: 29, year: 2023 }, '/birthday/day'],
  [{ calendar: 'solar', month: 4, day: 31 }, '/birthday/day'],
  [{ calendar: 'lunar', month: 1, day: 30, year: 2024 }, '/birthday/day'],
  [{ calendar: 'lunar', month: 6, day: 1, leap: true, year: 2024 }, '/birthday/day'],
  [{ calendar: 'solar', month: 1, day: 1, leap: true }, '/birthday/leap'],
  [{ calendar: 'solar', month: 1, day: 1, year: 2027 }, '/birthday/year'],
])('no such birthday: %j', async (birthday, pointer) => {
  const answer = await post(`/customers/${customer}/contacts`, { name: '生', birthday });
  expect(answer.json.errors, answer.text).toMatchObject([{ pointer }]);
});

test('birthdays that there are stay', async () => {
  for (const birthday of [
    { calendar: 'solar', month: 2, day: 29, year: 2024 },
    { calendar: 'lunar', month: 6, day: 1, leap: true, year: 2025 },
    { calendar: 'lunar', month: 12, day: 30 },
  ]) {
    const answer = await post(`/customers/${customer}/contacts`, { name: '生', birthday });
    expect(answer.status, answer.text).toBe(201);
  }
});

test('a number that no screen shows is refused by its field', async () => {
  const fields = await company.call(boss, 'GET', '/custom-fields');
  const { key } = (fields.json.rows as { key: string }[])[0]!;
  const answer = await post('/customers', { name: '大数', custom: { [key]: 1e308 } });
  expect(answer.json.errors).toEqual([{ pointer: `/custom/${key}`, code: 'too_big' }]);
});

test('whoever has left is not named anew among those who share a customer', async () => {
  const state = { version: 1, state: 'left' };
  const { status } = await post(`/users/${company.users['both']!}/state`, state);
  expect(status).toBe(200);
  const share = async (name: string) => {
    const { version } = (await company.call(boss, 'GET', `/customers/${customer}`)).json;
    const body = { version: version as number, userIds: [company.users[name]!] };
    return await company.call(boss, 'PUT', `/customers/${customer}/collaborators`, body);
  };
  expect((await share('both')).json.errors).toEqual([
    { pointer: '/userIds/0', code: 'unknown-user' },
  ]);
  expect((await share('bob')).status).toBe(200);
});
