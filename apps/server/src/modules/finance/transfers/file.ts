import { listCashTransfers } from '@xinhang/db/repositories/cash-transfers.ts';
import { cashTransferExport } from '@xinhang/shared/cash-transfers.ts';
import { cashWords } from '@xinhang/shared/cash-words.ts';
import { paymentStateWords } from '@xinhang/shared/payable-words.ts';
import type { z } from 'zod';
import type { SheetExport } from '../../../jobs/sheet-export.ts';
import { columnOf, yuan } from '../cash-sheets.ts';
import { toTransfer } from './drafts.ts';

const keys = ['no', 'date', 'state', 'from', 'to', 'amount', 'fee', 'note', 'maker'] as const;

/** Transfers as a file, the newest first. */
export const transferFile: SheetExport<z.output<typeof cashTransferExport>> = {
  kind: 'cashTransfers.export',
  input: cashTransferExport,
  needs: 'cash.read',
  title: ({ lang }) => cashWords.transfers[lang],
  async sheet(ctx, { format: _format, lang, state: states, q: text, ...filter }, limit) {
    const page = { after: null, limit };
    const found = await listCashTransfers(ctx.db, ctx.actor, { ...filter, states, text }, page);
    const rows = found
      .map((row) => toTransfer(ctx, row))
      .map((row) => [
        row.no,
        row.businessDate,
        paymentStateWords[row.state][lang],
        row.from.name,
        row.to.name,
        yuan(row.amountFen),
        row.feeFen === 0 ? null : yuan(row.feeFen),
        row.note,
        row.madeBy.name,
      ]);
    return { columns: keys.map((key) => columnOf(key, lang)), rows };
  },
  told: ({ format: _format, lang: _lang, ...asked }) => asked,
};
