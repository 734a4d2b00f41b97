import { expect, test } from 'vitest';
import { handedKey, handedPath } from './handed-path.ts';

const kinds = ['customer', 'deal', 'contract', 'campaign', 'supplier', 'plan', 'task'];
const rows = kinds.flatMap((kind) => [1, 2, 3].map((id) => ({ kind, id })));

test('each kind that is handed over is opened where it is, and not a customer of its number', () => {
  expect(rows.slice(0, 15).map(handedPath)).toEqual(
    ['customers', 'deals', 'contracts', 'campaigns', 'suppliers'].flatMap((area) =>
      [1, 2, 3].map((id) => `/${area}/${id}`),
    ),
  );
  expect(handedPath({ kind: 'plan', id: 2 })).toBe('/plans');
  expect(handedPath({ kind: 'task', id: 2 })).toBe('/tasks');
  expect(handedPath({ kind: 'somethingNew', id: 2 })).toBeNull();
});

test('rows of two kinds have two numbers', () => {
  expect(new Set(rows.map(handedKey)).size).toBe(rows.length);
});
