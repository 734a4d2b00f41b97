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
  /** Number behind the text: the sum of selected cells is made of it. */
  value?: (row: Row) => number | null;
  /** What the server calls this order; its header then sorts. */
  sort?: string;
  /** Not shown until the person chooses it. */
  extra?: boolean;
}

export interface Sort {
  key: string;
  dir: 'asc' | 'desc';
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
