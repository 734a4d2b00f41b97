import { payableExport } from '@xinhang/shared/payables.ts';
import { payableWords } from '@xinhang/shared/payable-words.ts';
import type { z } from 'zod';
import { todayOf } from '../../../http/today.ts';
import type { SheetExport } from '../../../jobs/sheet-export.ts';
import { agedSheet } from '../aged-file.ts';
import { payablesOf } from './list.ts';

/** What is owed to suppliers on a day, by age, as a file. */
export const payableFile: SheetExport<z.output<typeof payableExport>> = {
  kind: 'payables.export',
  input: payableExport,
  needs: 'payables.read',
  title: ({ lang }) => payableWords.title[lang],
  async sheet(ctx, { on, buyerId, overdue, q: text, lang }, limit) {
    const asked = { on, buyerId, overdue, text };
    const { rows } = await payablesOf(ctx, asked, on ?? (await todayOf(ctx)));
    const aged = rows.slice(0, limit).map((row) => ({
      ...row,
      party: row.supplier.name,
      code: row.supplier.code,
      keeper: row.buyer.name,
    }));
    const names = [payableWords.supplier, payableWords.buyer] as const;
    return agedSheet(aged, names, { ...payableWords, code: payableWords.supplierCode }, lang);
  },
  told: ({ format: _format, lang: _lang, ...asked }) => asked,
};
