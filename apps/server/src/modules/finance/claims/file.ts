import { linesOfClaims, listClaims } from '@xinhang/db/repositories/expense-claims.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import { cashWords, expenseStateWords } from '@xinhang/shared/cash-words.ts';
import { expenseExport, type ExpenseState } from '@xinhang/shared/expense-claims.ts';
import type { z } from 'zod';
import { company } from '@xinhang/db/repositories/company.ts';
import type { SheetExport } from '../../../jobs/sheet-export.ts';
import { columnOf, yuan } from '../cash-sheets.ts';
import { filterOf } from './filter.ts';

const keys = [
  'no',
  'submitted',
  'state',
  'person',
  'title',
  'category',
  'date',
  'amount',
  'customer',
  'note',
  'paidOn',
  'account',
] as const;

/** Claims as a file, a row for each of their lines, the newest claim first. */
export const expenseFile: SheetExport<z.output<typeof expenseExport>> = {
  kind: 'expenseClaims.export',
  input: expenseExport,
  needs: 'expenses.read',
  title: ({ lang }) => cashWords.expenses[lang],
  async sheet(ctx, { format: _format, lang, ...asked }, limit) {
    const zone = (await company(ctx.db))!.time_zone;
    const filter = await filterOf(ctx, asked);
    const found = await listClaims(ctx.db, ctx.actor, filter, { after: null, limit });
    const ids = found.map((row) => row.id);
    const byClaim = Map.groupBy(
      await linesOfClaims(ctx.db, ctx.actor, ids),
      (line) => line.claim_id,
    );
    const rows = found.flatMap((row) =>
      (byClaim.get(row.id) ?? []).map((line) => [
        row.no ?? '',
        row.submitted_at === null ? null : businessDate(row.submitted_at, zone),
        expenseStateWords[row.state as ExpenseState][lang],
        row.person_name,
        row.title,
        line.category_name,
        line.spent_on,
        yuan(line.amount_fen),
        line.customer_name ?? '',
        line.note,
        row.paid_on,
        row.account_name ?? '',
      ]),
    );
    return { columns: keys.map((key) => columnOf(key, lang)), rows: rows.slice(0, limit) };
  },
  told: ({ format: _format, lang: _lang, ...asked }) => asked,
};
