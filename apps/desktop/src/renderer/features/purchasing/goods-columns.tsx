import type { Column } from '../../table/column.ts';
import { shownQty } from './purchase-line.ts';

interface OfGoods {
  product: { qtyDecimals: number; unit: { name: string } };
}

/** So much of a product, with its decimals. */
export const qtyColumn = <Row extends OfGoods>(
  key: string,
  title: string,
  of: (row: Row) => number,
  more: Partial<Column<Row>> = {},
): Column<Row> => ({
  key,
  title,
  width: 84,
  align: 'end',
  text: (row) => shownQty(of(row), row.product.qtyDecimals),
  value: (row) => of(row) / 10_000,
  ...more,
});

/** Its base unit, behind the quantities. */
export const unitColumn = <Row extends OfGoods>(title: string): Column<Row> => ({
  key: 'unit',
  title,
  width: 56,
  text: (row) => row.product.unit.name,
});

/** The day on which somebody needs it; red once it is past. */
export const dueColumn = <Row,>(
  key: string,
  title: string,
  of: (row: Row) => string | null,
  { day, overdue }: { day: (on: string | null) => string; overdue: (on: string | null) => boolean },
): Column<Row> => ({
  key,
  title,
  width: 90,
  text: (row) => of(row) ?? '',
  render: (row) => (
    <span className={overdue(of(row)) ? 'danger' : ''} title={of(row) ?? ''}>
      {day(of(row))}
    </span>
  ),
});
