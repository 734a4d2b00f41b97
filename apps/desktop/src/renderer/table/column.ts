import type { ReactNode } from 'react';

export interface Column<Row> {
  key: string;
  title: string;
  /** Pixels, until the person chooses another. */
  width: number;
  /** What is shown where nothing else is, in the tooltip and on the clipboard. */
  text: (row: Row) => string;
  render?: (row: Row) => ReactNode;
  align?: 'start' | 'end';
  /** Takes the room that is left on a wide screen; not once the person chose its width. */
  grows?: boolean;
  /** Number behind the text: the sum of selected cells is made of it. */
  value?: (row: Row) => number | null;
  /** What the server calls this order; its header then sorts. */
  sort?: string;
  /** All that it may say, where that is few words: none of them is cut, whatever the language. */
  words?: readonly string[];
  /** Not shown until the person chooses it. */
  extra?: boolean;
}

export interface Sort {
  key: string;
  dir: 'asc' | 'desc';
}

/** A column grows to so many times its width: further apart a line is hard to follow. */
const MOST = 2;

/** The columns with the room that is left, in pixels, handed to those that grow. */
export function spread<Row>(columns: readonly Column<Row>[], room: number): readonly Column<Row>[] {
  const free = room - columns.reduce((sum, column) => sum + column.width, 0);
  const growing = columns.filter((column) => column.grows).length;
  if (free <= 0 || growing === 0) return columns;
  const each = Math.floor(free / growing);
  return columns.map((column) =>
    column.grows
      ? { ...column, width: Math.min(column.width * MOST, column.width + each) }
      : column,
  );
}

const clean = (text: string) => text.replaceAll(/[\t\r\n]+/g, ' ');

/** Rows as a spreadsheet pastes them. */
export function asSheet<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  titles = true,
): string {
  const lines = rows.map((row) => columns.map((column) => clean(column.text(row))).join('\t'));
  if (titles) lines.unshift(columns.map((column) => clean(column.title)).join('\t'));
  return lines.join('\r\n');
}
