import { listDeviations } from '@xinhang/db/repositories/price-deviations.ts';
import type { Language } from '@xinhang/shared/auth.ts';
import { deviationWords } from '@xinhang/shared/deviation-words.ts';
import { deviationExport } from '@xinhang/shared/price-deviations.ts';
import type { z } from 'zod';
import type { SheetExport } from '../../../jobs/sheet-export.ts';
import type { SheetColumn } from '../../../sheets/write-sheet.ts';
import { toDeviation } from './deviations.ts';

const E4 = 10_000;
/** The columns, each with how its figures are written; text unless said. */
const columns = {
  date: { type: 'date' },
  order: { type: 'text' },
  customer: { type: 'text' },
  code: { type: 'text' },
  product: { type: 'text' },
  spec: { type: 'text' },
  qty: { type: 'number', format: '#,##0.####' },
  unit: { type: 'text' },
  basis: { type: 'text' },
  resolved: { type: 'number', format: '#,##0.00##' },
  price: { type: 'number', format: '#,##0.00##' },
  discount: { type: 'number', format: '0.00%' },
  difference: { type: 'number', format: '#,##0.00' },
  floor: { type: 'text' },
  by: { type: 'text' },
  reason: { type: 'text' },
} as const;

const columnsOf = (lang: Language): SheetColumn[] =>
  (Object.keys(columns) as (keyof typeof columns)[]).map((key) => ({
    header: deviationWords[key][lang],
    ...columns[key],
  }));

/** Prices that people wrote as a file. */
export const deviationFile: SheetExport<z.output<typeof deviationExport>> = {
  kind: 'priceDeviations.export',
  input: deviationExport,
  needs: 'salesOrders.read',
  title: ({ lang }) => deviationWords.title[lang],
  async sheet({ db, actor }, { q: text, lang, format: _format, ...filter }, limit) {
    const found = await listDeviations(db, actor, { ...filter, text }, { after: null, limit });
    const rows = found
      .map(toDeviation)
      .map((row) => [
        row.order.businessDate,
        row.order.no,
        row.customer.name,
        row.product?.code ?? '',
        row.product?.name ?? row.text,
        row.product?.spec ?? '',
        row.qtyE4 / E4,
        row.unit?.name ?? '',
        deviationWords[row.basis][lang],
        row.resolvedE4 / E4,
        row.priceE4 / E4,
        row.discountBp / E4,
        row.differenceFen / 100,
        row.belowFloor ? deviationWords.belowFloor[lang] : '',
        row.by.name,
        row.reason,
      ]);
    return { columns: columnsOf(lang), rows };
  },
  told: ({ lang: _lang, format: _format, ...filter }) => filter,
};
