import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let alice: string;
let bob: string;
beforeAll(async () => {
  company = await startCompany();
  alice = await company.login('alice');
  bob = await company.login('bob');
});
afterAll(async () => {
  await company.stop();
});

const put = (token: string, key: string, value: unknown) =>
  company.call(token, 'PUT', `/me/preferences/${key}`, { value });
const get = async (token: string, key: string) =>
  (await company.call(token, 'GET', `/me/preferences/${key}`)).json.value as unknown;

test('a setting is kept for one person, as it was given', async () => {
  const value = { columns: ['name', '负责人'], wide: true, none: null, n: 1.5 };
  expect(await get(alice, 'customers.columns')).toBe(null);
  expect((await put(alice, 'customers.columns', value)).json).toEqual({ ok: true });
  expect(await get(alice, 'customers.columns')).toEqual(value);
  expect(await get(bob, 'customers.columns')).toBe(null);
  await put(alice, 'customers.columns', 'short');
  expect(await get(alice, 'customers.columns')).toBe('short');
});

test('16 KB at most, and keys that are keys', async () => {
  expect((await put(alice, 'big', '字'.repeat(5460))).status).toBe(200);
  expect((await put(alice, 'big', '字'.repeat(5461))).json).toMatchObject({
    code: 'field-refused',
    errors: [{ pointer: '/value', code: 'too_big' }],
  });
  expect(await get(alice, 'big')).toHaveLength(5460);
  for (const key of ['Upper', '1', 'a%20b', 'a'.repeat(61)]) {
    expect([key, (await put(alice, key, 1)).status]).toEqual([key, 400]);
  }
});

test('a person keeps so many settings and no more', async () => {
  await company.db.transaction(async (tx) => {
    for (let n = 0; n < 299; n += 1) {
      const row = { user_id: company.users['bob']!, key: `k${n}`, value: '1', at: 0 };
      await tx.insertInto('user_preference').values(row).execute();
    }
  });
  expect((await put(bob, 'last', 1)).status).toBe(200);
  expect((await put(bob, 'one-more', 1)).json.code).toBe('field-refused');
  expect((await put(bob, 'k7', 'again')).status).toBe(200);
});
