import { useEffect } from 'react';
import { usePrinting } from '../app/printing.ts';
import type { Column } from './column.ts';

interface Props<Row> {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  idOf: (row: Row) => number;
  /** Which rows these are, where they are not all. */
  note: string;
}

/** The rows of a list as paper takes them: all of them, with the head again on each sheet. */
export function PrintTable<Row>({ columns, rows, idOf, note }: Props<Row>) {
  const on = usePrinting((state) => state.on);
  useEffect(() => {
    usePrinting.setState({ landscape: true });
    return () => usePrinting.setState({ landscape: false });
  }, []);
  if (!on) return null;
  const whole = columns.reduce((sum, { width }) => sum + width, 0);
  return (
    <div className="print-only">
      {note !== '' && <p>{note}</p>}
      <table className="print-table">
        <colgroup>
          {columns.map(({ key, width }) => (
            <col key={key} style={{ width: `${(width / whole) * 100}%` }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} className={column.align === 'end' ? 'print-end' : ''}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={idOf(row)}>
              {columns.map((column) => (
                <td key={column.key} className={column.align === 'end' ? 'print-end' : ''}>
                  {column.text(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
