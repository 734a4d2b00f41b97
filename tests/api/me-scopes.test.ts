import type { Me } from '@xinhang/shared/auth.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { orgOf } from '../helpers/org.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let boss: string;
let org: ReturnType<typeof orgOf>;
beforeAll(async () => {
  company = await startCompany();
  boss = await company.login('boss');
  org = orgOf(company);
});
afterAll(async () => {
  await company.stop();
});

async function grant(who: string, permission: string) {
  const me = (await company.call(await company.login(who), 'GET', '/auth/me')).json as Me;
  const { scopes, others } = me.grants.find((one) => one.permission === permission)!;
  return { scopes, others };
}

test('a person is told every road by which a permission reaches rows', async () => {
  expect(await grant('boss', 'customers.read')).toEqual({ scopes: ['all'], others: true });
  expect(await grant('manager', 'customers.read')).toEqual({ scopes: ['headed'], others: true });
  expect(await grant('alice', 'customers.read')).toEqual({ scopes: ['self'], others: false });
  // Not about rows: no road, and none of others.
  expect(await grant('alice', 'customers.create')).toEqual({ scopes: [], others: false });
});

test('several roles unite, and a road that leads to nobody is told as such', async () => {
  const made = await company.call(boss, 'POST', '/roles', { name: '跨组' });
  const id = made.json.id as number;
  const other = await org.dept(boss, '二组');
  const reads = (scope: string, deptIds: number[] = []) => ({
    permission: 'customers.read',
    scope,
    deptIds,
  });
  const grants = [reads('dept'), reads('principals'), reads('custom', [other])];
  expect(await org.change(boss, `/roles/${id}`, { grants })).toBe('200');
  const own = await org.role(boss, 'salesperson');
  expect(await org.change(boss, org.user('alice'), { roleIds: [own.id, id] })).toBe('200');
  expect(await grant('alice', 'customers.read')).toEqual({
    scopes: ['self', 'principals', 'dept', 'custom'],
    others: true,
  });
  expect(await org.change(boss, `/roles/${id}`, { grants: [reads('principals')] })).toBe('200');
  expect(await grant('alice', 'customers.read')).toEqual({
    scopes: ['self', 'principals'],
    others: false,
  });
});
