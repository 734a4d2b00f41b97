import { payableExport } from '@xinhang/shared/payables.ts';
import { payableWords } from '@xinhang/shared/payable-words.ts';
import type { z } from 'zod';
import { todayOf } from '../../../http/today.ts';
import type { SheetExport } from '../../../jobs/sheet-export.ts';
import type { SheetColumn } from '../../../sheets/write-sheet.ts';
import { payablesOf } from './list.ts';

const keys = [
  'supplier',
  'buyer',
  'balance',
  'current',
  'aged0',
  'aged1',
  'aged2',
  'aged3',
  'overdue',
  'overdueDays',
  'advance',
] as const;
const texts = new Set<string>(['supplier', 'buyer']);
const yuan = (fen: number): number => fen / 100;

/** What is owed to suppliers on a day, by age, as a file. */
export const payableFile: SheetExport<z.output<typeof payableExport>> = {
  kind: 'payables.export',
  input: payableExport,
  needs: 'payables.read',
  title: ({ lang }) => payableWords.title[lang],
  async sheet(ctx, { on, buyerId, overdue, q: text, lang }, limit) {
    const asked = { on, buyerId, overdue, text };
    const { rows: found } = await payablesOf(ctx, asked, on ?? (await todayOf(ctx)));
    const rows = found
      .slice(0, limit)
      .map((row) => [
        row.supplier.name,
        row.buyer.name,
        yuan(row.balanceFen),
        yuan(row.currentFen),
        ...row.agedFen.map(yuan),
        yuan(row.overdueFen),
        row.overdueDays,
        yuan(row.advanceFen),
      ]);
    const columns = keys.map((key): SheetColumn => ({
      header: payableWords[key][lang],
      ...(texts.has(key)
        ? { type: 'text' as const }
        : { type: 'number' as const, format: key === 'overdueDays' ? '0' : '#,##0.00' }),
    }));
    return { columns, rows };
  },
  told: ({ format: _format, lang: _lang, ...asked }) => asked,
};
