import type { Column } from '../../table/column.ts';
import { money } from './figures.ts';

/** A column of an amount in fen, red below nothing; empty where it is hidden or there is none. */
export const amountColumn = <Row,>(
  key: string,
  title: string,
  of: (row: Row) => number | null,
): Column<Row> => ({
  key,
  title,
  width: 120,
  align: 'end',
  text: (row) => money(of(row)),
  value: (row) => (of(row) === null ? null : of(row)! / 100),
  render: (row) => <span className={(of(row) ?? 0) < 0 ? 'danger' : ''}>{money(of(row))}</span>,
});
