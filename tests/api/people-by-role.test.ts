import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let token = '';
beforeAll(async () => {
  company = await startCompany();
  token = await company.login('boss');
});
afterAll(async () => {
  await company.stop();
});

interface People {
  rows: { login: string }[];
  count: number;
}

test('the holders of a role, several roles each, and together with the other filters', async () => {
  const roles = (await company.call(token, 'GET', '/roles')).json as {
    rows: { id: number; key: string; userCount: number }[];
  };
  const sales = roles.rows.find((role) => role.key === 'salesperson')!;
  const list = async (query: string) => {
    const { rows, count } = (await company.call(token, 'GET', `/users?${query}`)).json as People;
    return { logins: rows.map((row) => row.login), count };
  };
  expect(await list(`roleId=${sales.id}`)).toEqual({ logins: ['alice', 'bob', 'both'], count: 3 });
  expect(sales.userCount).toBe(3);
  expect(await list(`roleId=${sales.id}&q=ali`)).toEqual({ logins: ['alice'], count: 1 });
  expect(await list('roleId=999999')).toEqual({ logins: [], count: 0 });
  expect((await company.call(token, 'GET', '/users?roleId=x')).status).toBe(400);
});
