import type { Column } from './column.ts';

/** A corner of the selection: row and column by index. */
export interface Cell {
  row: number;
  column: number;
}

/** Cells between the one where the selection began and the active one. */
export interface CellRange {
  from: Cell;
  to: Cell;
}

export function edges({ from, to }: CellRange) {
  return {
    top: Math.min(from.row, to.row),
    bottom: Math.max(from.row, to.row),
    left: Math.min(from.column, to.column),
    right: Math.max(from.column, to.column),
  };
}

/** Columns of the selection in one row; null outside of it and where only one cell is selected. */
export function columnsIn(range: CellRange, row: number): readonly [number, number] | null {
  const { top, bottom, left, right } = edges(range);
  if (row < top || row > bottom || (top === bottom && left === right)) return null;
  return [left, right];
}

export interface RangeSum {
  cells: number;
  /** How many of them are numbers; the sum is of those. */
  numbers: number;
  sum: number;
}

/** What the footer says of the selected cells; null while only one is selected. */
export function sumOf<Row>(
  range: CellRange,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
): RangeSum | null {
  const { top, bottom, left, right } = edges(range);
  const result = { cells: 0, numbers: 0, sum: 0 };
  for (const row of rows.slice(top, bottom + 1)) {
    for (const column of columns.slice(left, right + 1)) {
      result.cells += 1;
      const value = column.value?.(row);
      if (typeof value !== 'number') continue;
      result.numbers += 1;
      result.sum += value;
    }
  }
  return result.cells > 1 ? result : null;
}
