import { readyRoles } from '@xinhang/shared/ready-roles.ts';
import { expect, test } from 'vitest';
import {
  changeCount,
  changedPermissions,
  changesOf,
  chooseDepts,
  permissionGroups,
  scopesOf,
  toggle,
  withoutDepts,
  type RoleDraft,
} from './role-draft.ts';
import { accountsOfRole, keepAccounts, narrowAccounts, withoutAccounts } from './role-accounts.ts';
import { choosePlaces, placesIn, placesOfRole } from './role-places.ts';
import { unite } from './united-rights.ts';

const draftOf = (key: string): RoleDraft => {
  const { name, side, grants, fields } = readyRoles.find((role) => role.key === key)!;
  return { name: name['zh-CN'], side, grants: [...grants], fields };
};
const asRole = (id: number, draft: RoleDraft) => ({
  ...draft,
  id,
  version: 1,
  key: null,
  userCount: 0,
});

test('own and all stand alone, the scopes between unite', () => {
  let draft = toggle(draftOf('salesperson'), 'customers.read', 'headed');
  expect(scopesOf(draft, 'customers.read')).toEqual(['headed']);
  draft = toggle(draft, 'customers.read', 'principals');
  expect(scopesOf(draft, 'customers.read')).toEqual(['principals', 'headed']);
  draft = toggle(draft, 'customers.read', 'all');
  expect(scopesOf(draft, 'customers.read')).toEqual(['all']);
  expect(scopesOf(toggle(draft, 'customers.read', 'self'), 'customers.read')).toEqual(['self']);
  expect(scopesOf(toggle(draft, 'customers.read', null), 'customers.read')).toEqual([]);
  expect(scopesOf(toggle(draft, 'customers.read', 'all'), 'customers.read')).toEqual([]);
  expect(scopesOf(draft, 'customers.update')).toEqual(['self']);
});

test('back and forth is no change, whatever the order of the grants', () => {
  const saved = draftOf('salesperson');
  const there = toggle(saved, 'customers.read', 'headed');
  expect(changeCount(saved, there)).toBe(1);
  expect(Object.keys(changesOf(saved, there))).toEqual(['grants']);
  const back = toggle(there, 'customers.read', 'self');
  expect(changeCount(saved, back)).toBe(0);
  expect(changesOf(saved, back)).toEqual({});
});

test('a role is narrowed to accounts as a whole, and what it comes to hold with it', () => {
  const saved = draftOf('cashier');
  expect(accountsOfRole(saved)).toBeNull();
  const draft = narrowAccounts(saved, [7]);
  expect(accountsOfRole(draft)).toEqual([7]);
  expect(
    draft.grants.find((one) => one.permission === 'customers.read')!.cashAccountIds,
  ).toBeNull();
  expect(changesOf(saved, draft).grants).toEqual(draft.grants);
  const more = keepAccounts(draft, toggle(draft, 'cash.manage', 'all'));
  expect(accountsOfRole(more)).toEqual([7]);
  const plain = { ...asRole(1, draft), name: '备用金' };
  const both = unite([plain, asRole(2, draftOf('salesperson'))]).rows;
  const reach = (name: string) => both.find((one) => one.permission === name)?.accountIds;
  // Own customers on all accounts, and everybody's on one: together not narrowed.
  expect([reach('cash.read'), reach('receivables.read')]).toEqual([[7], null]);
  expect(withoutAccounts(narrowAccounts(saved, []))).toContain('cash.read');
});

test('name, side and each guarded field count as one change', () => {
  const saved = draftOf('salesperson');
  const draft: RoleDraft = {
    ...saved,
    name: `${saved.name} 2`,
    side: null,
    fields: { ...saved.fields, phone: 'mask', credit: 'show' },
  };
  expect(changeCount(saved, draft)).toBe(4);
  expect(Object.keys(changesOf(saved, draft)).toSorted()).toEqual(['fields', 'name', 'side']);
});

test('chosen departments have to be named', () => {
  const draft = toggle(draftOf('salesperson'), 'customers.read', 'custom');
  expect(withoutDepts(draft)).toEqual(['customers.read']);
  expect(withoutDepts(chooseDepts(draft, 'customers.read', [3]))).toEqual([]);
});

test('places narrow what is of the stock room: all at once, one apart, and what is added later', () => {
  const saved = draftOf('warehouse');
  expect(placesOfRole(saved)).toBe(null);
  const north = choosePlaces(saved, null, [7, 3]);
  expect(placesOfRole(north)).toEqual([7, 3]);
  expect(placesIn(north, 'stock.move')).toEqual([7, 3]);
  expect(placesIn(north, 'products.read')).toBe(null);
  expect(changedPermissions(saved, north)).toContain('stock.read');
  expect(changedPermissions(saved, north)).not.toContain('products.read');
  expect(placesIn(toggle(north, 'stock.reverse', 'all'), 'stock.reverse')).toEqual([7, 3]);
  const apart = choosePlaces(north, 'stock.count', [3]);
  expect(placesOfRole(apart)).toBe(undefined);
  expect(placesIn(toggle(apart, 'stock.reverse', 'all'), 'stock.reverse')).toBe(null);
  expect(changeCount(saved, choosePlaces(north, null, []))).toBe(0);
  const both = unite([asRole(1, north), asRole(2, choosePlaces(saved, null, [9]))]);
  const of = (name: string) => both.rows.find((row) => row.permission === name)!.places;
  expect([of('stock.read'), of('products.read')]).toEqual([[7, 3, 9], null]);
  expect(unite([asRole(1, north), asRole(2, saved)]).rows.every((row) => row.places === null)).toBe(
    true,
  );
});

test('each permission of the policy table has one row', () => {
  const rows = permissionGroups().flatMap((group) => group.permissions);
  expect(new Set(rows).size).toBe(rows.length);
  expect(rows).toContain('system.viewAs');
});

test('united rights: the wider reach, whose role it is from, and what the wall takes away', () => {
  const sales = asRole(1, draftOf('salesperson'));
  const manager = asRole(2, draftOf('sales-manager'));
  const both = unite([sales, manager]);
  const read = both.rows.find((row) => row.permission === 'customers.read')!;
  expect(read.scopes).toEqual(['headed']);
  expect(read.from).toEqual([sales.name, manager.name]);
  expect(both.lost).toEqual([]);

  const walled = unite([sales, asRole(3, draftOf('buyer'))]);
  expect(walled.rows.map((row) => row.permission).toSorted()).toEqual([
    'expenses.create',
    'expenses.read',
    'knowledge.write',
    'org.read',
    'products.read',
    'products.update',
    'purchaseRequests.create',
    'stock.available',
    'stock.read',
    'workLogs.create',
  ]);
  expect(walled.lost).toContain('customers.read');
  expect(unite([]).rows).toEqual([]);
});
