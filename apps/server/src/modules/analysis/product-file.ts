import { productSalesExport } from '@xinhang/shared/product-sales.ts';
import { salesFigureWords as words } from '@xinhang/shared/sales-figure-words.ts';
import type { z } from 'zod';
import type { SheetExport } from '../../jobs/sheet-export.ts';
import type { SheetColumn } from '../../sheets/write-sheet.ts';
import { productSalesOf } from './product-sales.ts';

type Input = z.output<typeof productSalesExport>;
type Row = Awaited<ReturnType<typeof productSalesOf>>['rows'][number];

const over = (value: number | null, by: number) => (value === null ? null : value / by);

interface OutColumn {
  key: keyof typeof words;
  type: 'text' | 'date' | 'number';
  format?: string;
  /** Left out for whom it is hidden. */
  of?: 'cost' | 'stock' | 'imported';
  value: (row: Row) => string | number | null;
}
const amount = '#,##0.00';
const text = (key: OutColumn['key'], value: OutColumn['value']): OutColumn => ({
  key,
  type: 'text',
  value,
});

const columns: readonly OutColumn[] = [
  { key: 'rank', type: 'number', value: (row) => row.rank },
  text('code', (row) => row.product.code),
  text('name', (row) => row.product.name),
  text('spec', (row) => row.product.spec),
  text('category', (row) => row.category?.name ?? ''),
  text('unit', (row) => row.product.unit.name),
  { key: 'qty', type: 'number', value: (row) => over(row.qtyE4, 10_000) },
  { key: 'net', type: 'number', format: amount, value: (row) => over(row.netFen, 100) },
  {
    key: 'imported',
    type: 'number',
    format: amount,
    of: 'imported',
    value: (row) => over(row.importedFen, 100),
  },
  { key: 'share', type: 'number', format: '0.00%', value: (row) => over(row.shareBp, 10_000) },
  text('class', (row) => row.class ?? ''),
  {
    key: 'cost',
    type: 'number',
    format: amount,
    of: 'cost',
    value: (row) => over(row.costFen, 100),
  },
  {
    key: 'margin',
    type: 'number',
    format: amount,
    of: 'cost',
    value: (row) => over(row.marginFen, 100),
  },
  { key: 'held', type: 'number', of: 'stock', value: (row) => over(row.heldE4, 10_000) },
  {
    key: 'heldValue',
    type: 'number',
    format: amount,
    of: 'cost',
    value: (row) => over(row.heldFen, 100),
  },
  { key: 'stockDays', type: 'number', of: 'stock', value: (row) => row.stockDays },
  { key: 'lastSold', type: 'date', value: (row) => row.lastSoldOn },
];

/** The page of products as a file, every row of it. */
export const productSalesFile: SheetExport<Input> = {
  kind: 'productSales.export',
  input: productSalesExport,
  needs: 'deliveries.read',
  title: ({ side, lang }) => words[side][lang],
  async sheet(ctx, { lang, format: _format, ...asked }, limit) {
    const { rows, costHidden, stockHidden } = await productSalesOf(ctx, asked, limit);
    const hidden = new Set([
      costHidden && 'cost',
      stockHidden && 'stock',
      !asked.imported && 'imported',
    ]);
    const shown = columns.filter(({ of }) => of === undefined || !hidden.has(of));
    return {
      columns: shown.map(
        ({ key, type, format }): SheetColumn =>
          ({
            header: words[key][lang],
            type,
            ...(format && { format }),
          }) as SheetColumn,
      ),
      rows: rows.map((row) => shown.map((column) => column.value(row))),
    };
  },
  told: ({ format: _format, lang: _lang, ...asked }) => asked,
};
