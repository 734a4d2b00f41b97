import { billSums } from '@xinhang/db/repositories/bill-sums.ts';
import { cashAccountsSeen, cashRowsBetween, cashSums } from '@xinhang/db/repositories/cash.ts';
import { accountsOf } from '@xinhang/db/scope-cash.ts';
import { billSides } from '@xinhang/shared/bill-rules.ts';
import type { CashAccountKind } from '@xinhang/shared/cash-accounts.ts';
import { billWords } from '@xinhang/shared/bill-words.ts';
import { cashBookExport, type CashBookRow, type CashBookSums } from '@xinhang/shared/cash-book.ts';
import { cashWords } from '@xinhang/shared/cash-words.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { docWordsOf } from '@xinhang/shared/voucher-words.ts';
import type { z } from 'zod';
import type { ReadContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import type { SheetExport } from '../../jobs/sheet-export.ts';
import { partiesOf } from './cash-accounts.ts';
import { columnOf, yuan } from './cash-sheets.ts';

interface Span {
  from?: string | undefined;
  to?: string | undefined;
}

/** Both days: up to today, from the first of that month. */
async function daysOf(ctx: ReadContext, { from, to }: Span): Promise<{ from: string; to: string }> {
  const last = to ?? (await todayOf(ctx));
  return { from: from ?? `${last.slice(0, 7)}-01`, to: last };
}

/** What lay in each account before, came and went between two days, and lay after. */
export async function dayBook(ctx: ReadContext, span: Span) {
  const days = await daysOf(ctx, span);
  const sums = new Map(
    (await cashSums(ctx.db, ctx.actor, days)).map((row) => [row.account_id, row]),
  );
  const accounts = await cashAccountsSeen(ctx.db, ctx.actor, ['cash.read']);
  const rows = accounts.flatMap((account): CashBookRow[] => {
    const { opening = 0, came = 0, went = 0 } = sums.get(account.id) ?? {};
    if (account.active === 0 && opening === 0 && came === 0 && went === 0) return [];
    return [
      {
        account: { id: account.id, name: account.name },
        kind: account.kind as CashAccountKind,
        openingFen: opening,
        inFen: came,
        outFen: -went,
        closingFen: opening + came + went,
      },
    ];
  });
  const sum = (key: keyof CashBookSums) => rows.reduce((total, row) => total + row[key], 0);
  const totals: CashBookSums = {
    openingFen: sum('openingFen'),
    inFen: sum('inFen'),
    outFen: sum('outFen'),
    closingFen: sum('closingFen'),
  };
  const bills = [];
  // Bills lie on no account.
  const sides = accountsOf(ctx.actor, 'cash.read') === null ? billSides : [];
  for (const side of sides) {
    const { opening, came, went } = await billSums(ctx.db, side, days);
    const sums: CashBookSums = {
      openingFen: opening,
      inFen: came,
      outFen: went,
      closingFen: opening + came - went,
    };
    bills.push({ side, sums });
  }
  return { ...days, rows, totals, bills };
}

const ofAll = ['account', 'opening', 'in', 'out', 'closing'] as const;
const ofOne = ['date', 'doc', 'no', 'party', 'note', 'in', 'out', 'balance', 'maker'] as const;
const orNone = (fen: number) => (fen === 0 ? null : yuan(fen));

/** The day book as a file: a row for each account, or the movements of one. */
export const dayBookFile: SheetExport<z.output<typeof cashBookExport>> = {
  kind: 'cashBook.export',
  input: cashBookExport,
  needs: 'cash.read',
  title: ({ lang }) => cashWords.dayBook[lang],
  async sheet(ctx, { accountId, lang, ...span }, limit) {
    const { rows: accounts, bills, ...days } = await dayBook(ctx, span);
    if (accountId === undefined) {
      const rows = accounts.map((row) => [
        row.account.name,
        yuan(row.openingFen),
        orNone(row.inFen),
        orNone(row.outFen),
        yuan(row.closingFen),
      ]);
      for (const { side, sums } of bills) {
        if (Object.values(sums).every((fen) => fen === 0)) continue;
        rows.push([
          billWords[side][lang],
          yuan(sums.openingFen),
          orNone(sums.inFen),
          orNone(sums.outFen),
          yuan(sums.closingFen),
        ]);
      }
      return { columns: ofAll.map((key) => columnOf(key, lang)), rows };
    }
    const account = accounts.find((row) => row.account.id === accountId);
    if (!account) throw problem('not-found');
    const found = await cashRowsBetween(ctx.db, ctx.actor, accountId, { ...days, limit });
    const parties = await partiesOf(ctx, found);
    let balance = account.openingFen;
    const begins = [null, cashWords.opening[lang], '', '', '', null, null, yuan(balance), ''];
    const rows = found.map((row) => {
      balance += row.amount_fen;
      return [
        row.business_date,
        docWordsOf(row.doc_kind, row.reversal_of !== null, lang),
        row.doc_no,
        parties.get(row.doc_kind)?.get(row.doc_id) ?? '',
        row.note,
        orNone(Math.max(0, row.amount_fen)),
        orNone(Math.max(0, -row.amount_fen)),
        yuan(balance),
        row.poster_name,
      ];
    });
    return { columns: ofOne.map((key) => columnOf(key, lang)), rows: [begins, ...rows] };
  },
  told: ({ format: _format, lang: _lang, ...asked }) => asked,
};
