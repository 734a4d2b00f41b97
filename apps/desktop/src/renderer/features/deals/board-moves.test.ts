import type { DealRow } from '@xinhang/shared/deals.ts';
import { expect, test } from 'vitest';
import { withMoves, type BoardColumn } from './board-moves.ts';

const card = (id: number, stageId: number, amountFen: number | null, chance = 50) =>
  ({ id, stage: { id: stageId, name: '' }, amountFen, chance }) as DealRow;
const column = (stageId: number, count: number, rows: DealRow[]): BoardColumn => ({
  stageId,
  count,
  amountFen: count * 1000,
  weightedFen: count * 500,
  rows,
});
const shown = (columns: BoardColumn[]) =>
  columns.map(({ count, amountFen, weightedFen, rows }) => [
    count,
    amountFen,
    weightedFen,
    rows.map((row) => row.id).join(' '),
  ]);

const board = [
  column(1, 3, [card(11, 1, 1000), card(12, 1, 1000)]),
  column(2, 1, [card(21, 2, 1000)]),
];

test('a card under way stands where it goes, and counts there', () => {
  expect(shown(withMoves(board, [{ row: card(11, 1, 1000), to: 2 }]))).toEqual([
    [2, 2000, 1000, '12'],
    [2, 2000, 1000, '11 21'],
  ]);
});

test('one that was loaded on demand leaves the count of its column', () => {
  expect(shown(withMoves(board, [{ row: card(13, 1, null), to: 2 }]))).toEqual([
    [2, 3000, 1500, '11 12'],
    [2, 1000, 500, '13 21'],
  ]);
});

test('one that ended leaves the board', () => {
  expect(shown(withMoves(board, [{ row: card(21, 2, 1000), to: null }]))[1]).toEqual([0, 0, 0, '']);
});

test('what the server has already answered is not counted twice', () => {
  const moved = [
    column(1, 2, [card(12, 1, 1000)]),
    column(2, 2, [card(11, 2, 1000), card(21, 2, 1000)]),
  ];
  expect(withMoves(moved, [{ row: card(11, 1, 1000), to: 2 }])).toEqual(moved);
});
