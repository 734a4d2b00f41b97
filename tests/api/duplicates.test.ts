import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let alice: string;
let bob: string;
let boss: string;

interface Answer {
  verdict: string;
  matches: {
    customerId: number | null;
    name: string;
    ownerName: string;
    state: string;
    on: string[];
    strength: string;
  }[];
}
const check = async (who: string, name: string, more = '') => {
  const path = `/customers/duplicates?name=${encodeURIComponent(name)}${more}`;
  return (await company.call(who, 'GET', path)).json as Answer;
};
const register = async (who: string, name: string, fields: object = {}) =>
  await company.call(who, 'POST', '/customers', { name, ...fields });
async function setRule(rule: string) {
  const { json } = await company.call(boss, 'GET', '/settings');
  const values = { 'customers.similarName': rule };
  const body = { version: json.version as number, values };
  expect((await company.call(boss, 'PATCH', '/settings', body)).status).toBe(200);
}

beforeAll(async () => {
  company = await startCompany();
  alice = await company.login('alice');
  bob = await company.login('bob');
  boss = await company.login('boss');
  for (const name of ['深圳市华瑞科技有限公司', '比亚迪汽车', '金丝雀']) {
    expect((await register(bob, name)).status, name).toBe(201);
  }
});
afterAll(async () => {
  await company.stop();
});

test('traditional and simplified spellings are one name', async () => {
  const found = await check(bob, '深圳市華瑞科技股份有限公司');
  expect(found).toMatchObject({
    verdict: 'reason',
    matches: [{ on: ['name'], strength: 'certain' }],
  });
  expect((await register(alice, '深圳市華瑞科技有限公司')).json.code).toBe('duplicate-customer');
});

test('a similar name needs a reason, masked for whoever may not see the other', async () => {
  for (const name of [
    '北京華瑞科技有限公司',
    '华瑞科技发展有限公司',
    '深圳华瑞科技有限公司上海分公司',
  ]) {
    const found = await check(bob, name);
    expect(found.verdict, name).toBe('reason');
    expect(found.matches, name).toMatchObject([
      { name: '深圳市华瑞科技有限公司', on: ['similarName'], strength: 'likely', state: 'yours' },
    ]);
    const masked = await check(alice, name);
    expect(masked.matches, name).toMatchObject([
      { customerId: null, ownerName: 'bob', on: ['similarName'], state: 'owned' },
    ]);
    expect(JSON.stringify(masked)).not.toContain('华瑞');
  }
  expect((await check(bob, '比亚迪')).matches).toMatchObject([{ name: '比亚迪汽车' }]);
});

test('short names, other firms and the customer itself are not similar', async () => {
  for (const name of ['华瑞', '北京华瑞贸易有限公司', '科技有限公司', '深圳市']) {
    expect((await check(bob, name)).matches, name).toEqual([]);
  }
  const [own] = (await check(bob, '华瑞科技发展')).matches;
  const itself = await check(bob, '华瑞科技发展', `&exceptId=${own!.customerId}`);
  expect(itself.matches).toEqual([]);
});

test('by the setting a similar name is passed over, shown, in need of a reason, or refused', async () => {
  const refused = await register(alice, '北京华瑞科技');
  expect([refused.status, refused.json.data.rule]).toEqual([409, 'reason']);
  expect((await register(alice, '北京华瑞科技', { duplicateReason: '分公司' })).status).toBe(201);

  await setRule('refuse');
  expect((await check(alice, '天津华瑞科技')).verdict).toBe('refused');
  const never = await register(alice, '天津华瑞科技', { duplicateReason: '分公司' });
  expect([never.status, never.json.data.rule]).toEqual([409, 'refuse']);
  // The stricter of two rules counts: the same name alone would need a reason.
  expect((await check(alice, '深圳市华瑞科技有限公司')).verdict).toBe('refused');

  await setRule('warn');
  const shown = await check(alice, '天津华瑞科技');
  expect([shown.verdict, shown.matches.length]).toEqual(['free', 2]);
  expect((await register(alice, '天津华瑞科技')).status).toBe(201);

  await setRule('off');
  expect((await check(alice, '重庆华瑞科技')).matches).toEqual([]);
  expect((await register(alice, '重庆华瑞科技')).status).toBe(201);
  await setRule('reason');
});

test('a change of name is looked at in the same way', async () => {
  const { json } = await register(alice, '完全不同贸易');
  const change = async (fields: object) =>
    await company.call(alice, 'PATCH', `/customers/${json.id as number}`, {
      version: 1,
      ...fields,
    });
  expect((await change({ name: '比亚迪' })).json.code).toBe('duplicate-customer');
  const passed = await change({ name: '比亚迪', duplicateReason: '集团总部' });
  expect([passed.status, passed.json.name]).toEqual([200, '比亚迪']);
  await setRule('refuse');
  const never = await company.call(alice, 'PATCH', `/customers/${json.id as number}`, {
    version: 2,
    name: '比亚迪汽车工业',
    duplicateReason: '集团',
  });
  expect([never.status, never.json.data.rule]).toEqual([409, 'refuse']);
  // What does not touch the name goes on as before.
  const noted = await company.call(alice, 'PATCH', `/customers/${json.id as number}`, {
    version: 2,
    note: '老客户',
  });
  expect(noted.status).toBe(200);
  await setRule('reason');
});
