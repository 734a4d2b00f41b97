import { expect, test } from 'vitest';
import { cardAt } from './board-keys.ts';

const board = [[1, 2, 3], [], [4], [5, 6]];

test.each([
  [2, 'up', 1],
  [1, 'up', undefined],
  [2, 'down', 3],
  [3, 'right', 4],
  [4, 'left', 1],
  [4, 'right', 5],
  [6, 'left', 4],
  [6, 'right', undefined],
  [3, 'first', 1],
  [5, 'last', 6],
] as const)('from %i, %s', (from, step, to) => {
  expect(cardAt<number>(board, from, step)).toBe(to);
});
