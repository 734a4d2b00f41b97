import { listMarketPrices } from '@xinhang/db/repositories/market-prices.ts';
import type { Language } from '@xinhang/shared/auth.ts';
import { marketPriceExport } from '@xinhang/shared/market-prices.ts';
import { marketWords } from '@xinhang/shared/market-words.ts';
import { searchRuns } from '@xinhang/shared/search-tokens.ts';
import type { z } from 'zod';
import type { SheetExport } from '../../jobs/sheet-export.ts';
import type { SheetColumn } from '../../sheets/write-sheet.ts';
import { describeMarket } from './market.ts';

const keys = [
  'seenOn',
  'code',
  'name',
  'spec',
  'competitor',
  'region',
  'price',
  'unit',
  'basis',
  'source',
  'heardFrom',
  'by',
] as const;

const columnsOf = (lang: Language): SheetColumn[] =>
  keys.map((key) => ({
    header: marketWords[key][lang],
    ...(key === 'seenOn'
      ? { type: 'date' as const }
      : key === 'price'
        ? { type: 'number' as const, format: '#,##0.00##' }
        : { type: 'text' as const }),
  }));

/** Competitors' prices as a file. */
export const marketFile: SheetExport<z.output<typeof marketPriceExport>> = {
  kind: 'marketPrices.export',
  input: marketPriceExport,
  needs: 'prices.read',
  title: ({ lang }) => marketWords.title[lang],
  async sheet(ctx, { q = '', lang, format: _format, ...filter }, limit) {
    const question = { ...filter, words: searchRuns(q) };
    const found = await listMarketPrices(ctx.db, question, { after: null, limit });
    const rows = (await describeMarket(ctx, found)).map((row) => [
      row.seenOn,
      row.product.code,
      row.product.name,
      row.product.spec,
      row.competitor.name,
      row.region ?? '',
      row.priceE4 / 10_000,
      row.unit.name,
      marketWords[row.basis][lang],
      row.source,
      row.heardFrom?.name ?? '',
      row.createdBy?.name ?? '',
    ]);
    return { columns: columnsOf(lang), rows };
  },
  told: ({ lang: _lang, format: _format, ...filter }) => filter,
};
