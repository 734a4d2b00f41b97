import type { ProductSales } from '@xinhang/shared/product-sales.ts';
import { Link } from '@tanstack/react-router';
import { Table, type TableColumnType } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import type { ProductLinesSearch } from './analysis-search.ts';
import { money, partOf, percent, quantity } from './figures.ts';

interface Props {
  rows: readonly ProductSales[];
  /** What the lines behind a row are narrowed to. */
  behind: ProductLinesSearch;
  slow: boolean;
  costs: boolean;
  stock: boolean;
  values: boolean;
  /** With past sales that were imported. */
  imported: boolean;
  empty: string;
}

const PAGE_SIZE = 50;
type Column = TableColumnType<ProductSales>;

/** A product a row; its amount leads to the documents. */
export function ProductTable(props: Props) {
  const { rows, behind, slow, costs, stock, values, imported, empty } = props;
  const { t } = useText();
  const { day } = useDates();
  const number = (
    key: string,
    title: string,
    width: number,
    text: (row: ProductSales) => string,
    more: Column = {},
  ): Column => ({
    key,
    title,
    width,
    align: 'right',
    render: (_v, row) => text(row),
    ...more,
  });
  const columns: (Column | false)[] = [
    !slow && number('rank', t('analysis.rank'), 56, (row) => String(row.rank ?? '')),
    { key: 'code', title: t('product.code'), width: 90, render: (_v, row) => row.product.code },
    {
      key: 'name',
      title: t('stock.product'),
      render: (_v, row) => (
        <>
          <Link to="/product-analysis/$id" params={{ id: String(row.product.id) }} search={behind}>
            {row.product.name}
          </Link>
          {row.product.spec && <span className="soft"> {row.product.spec}</span>}
          {!row.active && <span className="soft"> {t('analysis.inactive')}</span>}
        </>
      ),
    },
    {
      key: 'category',
      title: t('product.category'),
      width: 80,
      render: (_v, row) => row.category?.name,
    },
    number('net', t('analysis.net'), 110, (row) => money(row.netFen), {
      render: (_v, row) => (
        <Link to="/product-analysis/$id" params={{ id: String(row.product.id) }} search={behind}>
          <span className={row.netFen < 0 ? 'danger' : ''}>{money(row.netFen)}</span>
        </Link>
      ),
    }),
    imported &&
      number('imported', t('facts.ofThat'), 110, (row) =>
        row.importedFen === 0 ? '' : money(row.importedFen),
      ),
    number(
      'qty',
      t('analysis.qty'),
      100,
      (row) => `${quantity(row.qtyE4, row.product.qtyDecimals)} ${row.product.unit.name}`,
    ),
    costs && number('margin', t('analysis.margin'), 100, (row) => money(row.marginFen)),
    costs &&
      number('marginPart', t('analysis.marginPart'), 80, (row) =>
        percent(partOf(row.marginFen, row.netFen)),
      ),
    !slow && number('share', t('analysis.share'), 80, (row) => percent(row.shareBp)),
    !slow && {
      key: 'class',
      title: <span title={t('analysis.classWhy')}>{t('analysis.class')}</span>,
      width: 56,
      render: (_v, row) => row.class,
    },
    stock &&
      number('held', t('analysis.held'), 90, (row) =>
        quantity(row.heldE4, row.product.qtyDecimals),
      ),
    values && number('heldValue', t('analysis.heldValue'), 100, (row) => money(row.heldFen)),
    stock &&
      number('days', t('analysis.stockDays'), 80, (row) => String(row.stockDays ?? ''), {
        title: <span title={t('analysis.stockDaysWhy')}>{t('analysis.stockDays')}</span>,
      }),
    {
      key: 'last',
      title: t('analysis.lastSold'),
      width: 100,
      render: (_v, row) =>
        row.lastSoldOn === null ? (
          <span className="soft">{t('analysis.neverSold')}</span>
        ) : (
          <span title={row.lastSoldOn}>{day(row.lastSoldOn)}</span>
        ),
    },
  ];
  return (
    <Table<ProductSales>
      size="small"
      rowKey={(row) => row.product.id}
      dataSource={[...rows]}
      pagination={{ pageSize: PAGE_SIZE, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{ emptyText: empty }}
      scroll={{ x: 1000 }}
      columns={columns.filter((column) => column !== false)}
    />
  );
}
