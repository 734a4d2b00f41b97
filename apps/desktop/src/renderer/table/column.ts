import type { ReactNode } from 'react';

export interface Column<Row> {
  key: string;
  title: string;
  /** Pixels. */
  width: number;
  /** What is shown where nothing else is, in the tooltip and on the clipboard. */
  text: (row: Row) => string;
  render?: (row: Row) => ReactNode;
  align?: 'start' | 'end';
}

/** Rows as a spreadsheet pastes them. */
export function asSheet<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const clean = (text: string) => text.replaceAll(/[\t\r\n]+/g, ' ');
  return [
    columns.map((column) => clean(column.title)).join('\t'),
    ...rows.map((row) => columns.map((column) => clean(column.text(row))).join('\t')),
  ].join('\r\n');
}
