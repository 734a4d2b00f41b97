import { expect, test } from 'vitest';
import type { DraftLine } from './delivery-line.ts';
import { filledBatches } from './fill-batches.ts';

const line = (key: string, id: number, qtyE4: number, batch = '', tracksBatch = true) =>
  ({ key, product: { id }, qtyE4, batch, saved: { tracksBatch } }) as DraftLine;
const lying = new Map([
  [
    1,
    {
      batches: [
        { batch: 'B9', qtyE4: 5 },
        { batch: 'B1', qtyE4: 10 },
      ],
    },
  ],
]);
const said = (lines: readonly DraftLine[]) =>
  filledBatches(lines, lying).map(({ key, batch, qtyE4 }) => [key, batch, qtyE4]);

test('the batch that came first leaves first, and a line is parted where it is not enough', () => {
  expect(said([line('a', 1, 7)])).toEqual([
    ['a', 'B9', 5],
    ['a-1', 'B1', 2],
  ]);
  // What another line takes is not there twice.
  expect(said([line('a', 1, 4), line('b', 1, 3), line('c', 1, 8, 'B1')])).toEqual([
    ['a', 'B9', 4],
    ['b', 'B9', 1],
    ['b-1', 'B1', 2],
    ['c', 'B1', 8],
  ]);
});

test('what lies nowhere stays open, and what has no batch is left alone', () => {
  expect(said([line('a', 1, 16), line('b', 2, 3), line('c', 1, 2, '', false)])).toEqual([
    ['a', 'B9', 5],
    ['a-1', 'B1', 10],
    ['a-2', '', 1],
    ['b', '', 3],
    ['c', '', 2],
  ]);
  expect(said([line('a', 1, 0)])).toEqual([['a', '', 0]]);
});
