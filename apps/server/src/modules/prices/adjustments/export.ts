import type { Language } from '@xinhang/shared/auth.ts';
import { adjustmentWords } from '@xinhang/shared/adjustment-words.ts';
import { adjustmentExport } from '@xinhang/shared/price-adjustments.ts';
import type { z } from 'zod';
import type { SheetExport } from '../../../jobs/sheet-export.ts';
import type { SheetColumn } from '../../../sheets/write-sheet.ts';
import { needSheet } from './access.ts';
import { describeSheet } from './describe.ts';

const keys = [
  'code',
  'product',
  'spec',
  'unit',
  'qtyFrom',
  'basis',
  'oldPrice',
  'newPrice',
  'change',
  'floor',
  'ceiling',
  'market',
] as const;
const texts = new Set<string>(['code', 'product', 'spec', 'unit', 'basis', 'change']);

const columnsOf = (lang: Language): SheetColumn[] =>
  keys.map((key) => ({
    header: adjustmentWords[key][lang],
    ...(texts.has(key)
      ? { type: 'text' as const }
      : { type: 'number' as const, format: key === 'qtyFrom' ? '0.####' : '#,##0.00##' }),
  }));

const e4 = (value: number | null) => (value === null ? null : value / 10_000);

/** The lines of a sheet as a file. */
export const adjustmentFile: SheetExport<z.output<typeof adjustmentExport>> = {
  kind: 'priceAdjustments.export',
  input: adjustmentExport,
  needs: 'prices.read',
  title: ({ lang }) => adjustmentWords.title[lang],
  async sheet(ctx, { id, lang }, limit) {
    const sheet = await describeSheet(ctx, await needSheet(ctx, id));
    const rows = sheet.lines
      .slice(0, limit)
      .map((line) => [
        line.product.code,
        line.product.name,
        line.product.spec,
        line.unit.name,
        e4(line.qtyFromE4),
        adjustmentWords[line.basis][lang],
        e4(line.oldPriceE4),
        e4(line.newPriceE4),
        line.oldPriceE4
          ? `${(((line.newPriceE4 - line.oldPriceE4) * 100) / line.oldPriceE4).toFixed(1)}%`
          : '',
        e4(line.floorE4),
        e4(line.ceilingE4),
        e4(line.marketE4),
      ]);
    return { columns: columnsOf(lang), rows };
  },
  told: ({ id }) => ({ id }),
};
