import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Me } from '@xinhang/shared/auth.ts';
import { expect, test } from 'vitest';
import { beginnings, mayBegin } from '../../apps/desktop/src/renderer/shell/beginnings.ts';

const routes = join(import.meta.dirname, '../../apps/desktop/src/renderer/routes');
const meWith = (...permissions: string[]) =>
  ({ grants: permissions.map((permission) => ({ permission, scopes: [] })) }) as unknown as Me;

test('every page that begins a document asks for the right to save it', () => {
  const text = readdirSync(routes)
    .map((name) => readFileSync(join(routes, name), 'utf8'))
    .join('\n');
  const paths = [...text.matchAll(/path: '(\/[\w-]+\/new)'/g)].map((found) => found[1]!);
  expect(paths.length).toBeGreaterThan(20);
  expect(paths.toSorted()).toEqual(Object.keys(beginnings).toSorted());
});

test('it opens for who holds that right alone', () => {
  expect(mayBegin(meWith('receivables.read'), '/receipts/new')).toBe(false);
  expect(mayBegin(meWith('receipts.manage'), '/receipts/new')).toBe(true);
  expect(mayBegin(meWith(), '/receipts/17')).toBe(true);
});
