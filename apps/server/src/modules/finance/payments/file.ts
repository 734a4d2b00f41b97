import { listPayments } from '@xinhang/db/repositories/payments.ts';
import {
  paymentMethodWords,
  paymentStateWords,
  payableWords,
} from '@xinhang/shared/payable-words.ts';
import { paymentExport } from '@xinhang/shared/payments.ts';
import type { z } from 'zod';
import type { SheetExport } from '../../../jobs/sheet-export.ts';
import type { SheetColumn } from '../../../sheets/write-sheet.ts';
import { billsOf } from '../bills/shown.ts';
import { toPaymentRow } from './describe.ts';

const keys = [
  'no',
  'date',
  'state',
  'supplier',
  'amount',
  'fee',
  'method',
  'account',
  'note',
  'maker',
] as const;
const numbers = new Set<string>(['amount', 'fee']);
const yuan = (fen: number): number => fen / 100;

/** Payments as a file, the newest first. */
export const paymentFile: SheetExport<z.output<typeof paymentExport>> = {
  kind: 'payments.export',
  input: paymentExport,
  needs: 'payables.read',
  title: ({ lang }) => payableWords.payments[lang],
  async sheet(ctx, { format: _format, lang, state: states, q: text, ...filter }, limit) {
    const found = await listPayments(
      ctx.db,
      ctx.actor,
      { ...filter, states, text },
      { after: null, limit },
    );
    const bills = await billsOf(ctx, found);
    const rows = found
      .map((row) => toPaymentRow(row, bills(row)))
      .map((row) => [
        row.no,
        row.businessDate,
        paymentStateWords[row.state][lang],
        row.supplier.name,
        yuan(row.amountFen),
        row.feeFen === 0 ? null : yuan(row.feeFen),
        paymentMethodWords[row.method][lang],
        row.account?.name ?? row.bill?.no ?? '',
        row.note,
        row.madeBy.name,
      ]);
    const columns = keys.map((key): SheetColumn => ({
      header: payableWords[key][lang],
      ...(key === 'date'
        ? { type: 'date' as const }
        : numbers.has(key)
          ? { type: 'number' as const, format: '#,##0.00' }
          : { type: 'text' as const }),
    }));
    return { columns, rows };
  },
  told: ({ format: _format, lang: _lang, ...asked }) => asked,
};
