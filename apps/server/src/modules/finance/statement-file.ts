import { supplierStatement } from '@xinhang/shared/payables.ts';
import { payableWords } from '@xinhang/shared/payable-words.ts';
import { statementExport, type ReceivableItem } from '@xinhang/shared/receivables.ts';
import { statementDoc, statementWords } from '@xinhang/shared/statement-words.ts';
import type { Words } from '@xinhang/shared/words.ts';
import type { z } from 'zod';
import type { SheetExport } from '../../jobs/sheet-export.ts';
import type { SheetColumn, SheetValue } from '../../sheets/write-sheet.ts';
import { payablesOfSupplier } from './payables/supplier.ts';
import { receivablesOfCustomer } from './receivables/customer.ts';

const yuan = (fen: number): number => fen / 100;
const keys = ['date', 'doc', 'no', 'due', 'owed', 'paid', 'balance', 'open'] as const;
const texts = new Set<string>(['doc', 'no']);

/** What was owed before a day, each row of an account, and what was owed after it. */
function sheetOf(
  account: { openingFen: number; items: readonly ReceivableItem[] },
  { from, lang }: { from?: string | undefined; lang: keyof Words },
  words: Record<(typeof keys)[number], Words>,
) {
  const opening: SheetValue[] = [
    from ?? '',
    statementWords.opening[lang],
    '',
    '',
    null,
    null,
    yuan(account.openingFen),
    null,
  ];
  const rows = account.items.map((row): SheetValue[] => [
    row.businessDate,
    statementDoc(row, lang),
    row.docNo,
    row.amountFen > 0 ? row.dueDate : '',
    row.amountFen > 0 ? yuan(row.amountFen) : null,
    row.amountFen < 0 ? yuan(-row.amountFen) : null,
    yuan(row.balanceFen),
    row.openFen === 0 ? null : yuan(row.openFen),
  ]);
  const columns = keys.map((key): SheetColumn => ({
    header: words[key][lang],
    ...(key === 'date' || key === 'due'
      ? { type: 'date' as const }
      : texts.has(key)
        ? { type: 'text' as const }
        : { type: 'number' as const, format: '#,##0.00' }),
  }));
  return { columns, rows: from === undefined ? rows : [opening, ...rows] };
}

/** The statement of one customer for a time, as a file. */
export const statementFile: SheetExport<z.output<typeof statementExport>> = {
  kind: 'receivables.statement',
  input: statementExport,
  needs: 'receivables.read',
  title: ({ lang }) => statementWords.title[lang],
  sheet: async (ctx, { customerId, ...asked }) =>
    sheetOf(await receivablesOfCustomer(ctx, customerId, asked), asked, statementWords),
  told: ({ customerId, from, to }) => ({ customerId, from, to }),
};

/** The account of one supplier for a time, as a file. */
export const supplierStatementFile: SheetExport<z.output<typeof supplierStatement>> = {
  kind: 'payables.statement',
  input: supplierStatement,
  needs: 'payables.read',
  title: ({ lang }) => payableWords.statement[lang],
  sheet: async (ctx, { supplierId, ...asked }) =>
    sheetOf(await payablesOfSupplier(ctx, supplierId, asked), asked, {
      ...statementWords,
      owed: payableWords.owed,
      paid: payableWords.paid,
    }),
  told: ({ supplierId, from, to }) => ({ supplierId, from, to }),
};
