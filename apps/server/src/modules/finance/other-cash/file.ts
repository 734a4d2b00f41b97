import { listOtherCash } from '@xinhang/db/repositories/other-cash.ts';
import { cashWords } from '@xinhang/shared/cash-words.ts';
import { otherCashExport } from '@xinhang/shared/other-cash.ts';
import { paymentStateWords } from '@xinhang/shared/payable-words.ts';
import type { z } from 'zod';
import type { SheetExport } from '../../../jobs/sheet-export.ts';
import { columnOf, yuan } from '../cash-sheets.ts';
import { toOtherCash } from './describe.ts';

const keys = [
  'no',
  'date',
  'state',
  'category',
  'amount',
  'party',
  'account',
  'note',
  'maker',
] as const;

/** Other income or other payments as a file, the newest first. */
export const otherCashFile: SheetExport<z.output<typeof otherCashExport>> = {
  kind: 'otherCash.export',
  input: otherCashExport,
  needs: 'cash.read',
  title: ({ kind, lang }) => cashWords[kind === 'income' ? 'otherIncome' : 'otherPayment'][lang],
  async sheet(ctx, { format: _format, lang, state: states, q: text, ...filter }, limit) {
    const page = { after: null, limit };
    const found = await listOtherCash(ctx.db, ctx.actor, { ...filter, states, text }, page);
    const rows = found
      .map((row) => toOtherCash(ctx, row))
      .map((row) => [
        row.no,
        row.businessDate,
        paymentStateWords[row.state][lang],
        row.category.name,
        yuan(row.amountFen),
        row.party.name,
        row.account.name,
        row.note,
        row.madeBy.name,
      ]);
    return { columns: keys.map((key) => columnOf(key, lang)), rows };
  },
  told: ({ format: _format, lang: _lang, ...asked }) => asked,
};
