import { statementExport } from '@xinhang/shared/receivables.ts';
import { statementDoc, statementWords } from '@xinhang/shared/statement-words.ts';
import type { z } from 'zod';
import type { SheetExport } from '../../jobs/sheet-export.ts';
import type { SheetColumn, SheetValue } from '../../sheets/write-sheet.ts';
import { receivablesOfCustomer } from './receivables/customer.ts';

type Input = z.output<typeof statementExport>;

const yuan = (fen: number): number => fen / 100;
const keys = ['date', 'doc', 'no', 'due', 'owed', 'paid', 'balance', 'open'] as const;
const texts = new Set<string>(['doc', 'no']);

/** The statement of one customer for a time, as a file: what was owed before, each row, and after. */
export const statementFile: SheetExport<Input> = {
  kind: 'receivables.statement',
  input: statementExport,
  needs: 'receivables.read',
  title: ({ lang }) => statementWords.title[lang],
  async sheet(ctx, { customerId, from, to, lang }) {
    const account = await receivablesOfCustomer(ctx, customerId, { from, to });
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
      header: statementWords[key][lang],
      ...(key === 'date' || key === 'due'
        ? { type: 'date' as const }
        : texts.has(key)
          ? { type: 'text' as const }
          : { type: 'number' as const, format: '#,##0.00' }),
    }));
    return { columns, rows: from === undefined ? rows : [opening, ...rows] };
  },
  told: ({ customerId, from, to }) => ({ customerId, from, to }),
};
