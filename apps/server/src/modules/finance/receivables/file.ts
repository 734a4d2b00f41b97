import { receivableExport } from '@xinhang/shared/receivables.ts';
import { receivableWords } from '@xinhang/shared/payable-words.ts';
import type { z } from 'zod';
import { todayOf } from '../../../http/today.ts';
import type { SheetExport } from '../../../jobs/sheet-export.ts';
import { agedSheet } from '../aged-file.ts';
import { receivablesOf } from './list.ts';

/** What customers in scope owe on a day, by age, as a file. */
export const receivableFile: SheetExport<z.output<typeof receivableExport>> = {
  kind: 'receivables.export',
  input: receivableExport,
  needs: 'receivables.read',
  title: ({ lang }) => receivableWords.title[lang],
  async sheet(ctx, { on, ownerId, overdue, q: text, lang }, limit) {
    const asked = { on, ownerId, overdue, text };
    const { rows } = await receivablesOf(ctx, asked, on ?? (await todayOf(ctx)));
    const aged = rows
      .slice(0, limit)
      .map((row) => ({ ...row, party: row.customer.name, keeper: row.owner?.name ?? '' }));
    const { customer, owner } = receivableWords;
    return agedSheet(aged, [customer, owner], receivableWords, lang);
  },
  told: ({ format: _format, lang: _lang, ...asked }) => asked,
};
