import { linesOfVouchers, listVouchers } from '@xinhang/db/repositories/voucher-list.ts';
import { accountCodes, type AccountKey } from '@xinhang/shared/accounts.ts';
import { accountWords, docWordsOf, voucherWords } from '@xinhang/shared/voucher-words.ts';
import { voucherExport } from '@xinhang/shared/vouchers.ts';
import type { z } from 'zod';
import type { ReadContext } from '../../../http/context.ts';
import type { SheetExport } from '../../../jobs/sheet-export.ts';
import type { SheetColumn, SheetValue } from '../../../sheets/write-sheet.ts';
import { filterOf, needCost, partiesOf, readBalances } from './read.ts';

type Input = z.output<typeof voucherExport>;
type Key = keyof typeof voucherWords;

const yuan = (fen: number): number | null => (fen === 0 ? null : fen / 100);
const debitOf = (fen: number) => yuan(Math.max(0, fen));
const creditOf = (fen: number) => yuan(Math.max(0, -fen));
const numbers = new Set<Key>([
  'debit',
  'credit',
  'openingDebit',
  'openingCredit',
  'closingDebit',
  'closingCredit',
]);
const AT_ONCE = 500;

async function voucherSheet(ctx: ReadContext, input: Input, limit: number) {
  const found = await listVouchers(ctx.db, filterOf(input), { after: null, limit });
  const rows: SheetValue[][] = [];
  for (let at = 0; at < found.length && rows.length < limit; at += AT_ONCE) {
    const part = found.slice(at, at + AT_ONCE);
    const ids = part.map((row) => row.id);
    const lines = await linesOfVouchers(ctx.db, ids);
    const parties = await partiesOf(ctx, lines);
    const byVoucher = Map.groupBy(lines, (line) => line.voucher_id);
    for (const row of part) {
      for (const line of byVoucher.get(row.id) ?? []) {
        if (input.account && line.account !== input.account) continue;
        const account = line.account as AccountKey;
        rows.push([
          row.id,
          row.business_date,
          docWordsOf(row.doc_kind, row.reversal_of !== null, input.lang),
          row.doc_no,
          accountCodes[account],
          accountWords[account][input.lang],
          parties(line)
            .map((one) => one.name)
            .filter(Boolean)
            .join(' / '),
          debitOf(line.amount_fen),
          creditOf(line.amount_fen),
          row.poster_name,
        ]);
      }
    }
  }
  const keys = [
    'voucher',
    'date',
    'doc',
    'no',
    'code',
    'account',
    'party',
    'debit',
    'credit',
    'by',
  ] as const;
  return { keys, rows: rows.slice(0, limit) };
}

async function balanceSheet(ctx: ReadContext, input: Input) {
  const rows = (await readBalances(ctx.db, input)).map((row): SheetValue[] => [
    row.code,
    accountWords[row.account][input.lang],
    debitOf(row.openingFen),
    creditOf(row.openingFen),
    yuan(row.debitFen),
    yuan(row.creditFen),
    debitOf(row.closingFen),
    creditOf(row.closingFen),
  ]);
  const keys = [
    'code',
    'account',
    'openingDebit',
    'openingCredit',
    'debit',
    'credit',
    'closingDebit',
    'closingCredit',
  ] as const;
  return { keys, rows };
}

const columnOf = (key: Key, lang: Input['lang']): SheetColumn => ({
  header: voucherWords[key][lang],
  ...(numbers.has(key)
    ? { type: 'number' as const, format: '#,##0.00' }
    : key === 'voucher'
      ? { type: 'number' as const, format: '0' }
      : { type: key === 'date' ? ('date' as const) : ('text' as const) }),
});

/** Vouchers by their lines, or balances of accounts, as a file. */
export const voucherFile: SheetExport<Input> = {
  kind: 'vouchers.export',
  input: voucherExport,
  needs: 'vouchers.read',
  title: ({ what, lang }) => voucherWords[what][lang],
  async sheet(ctx, input, limit) {
    needCost(ctx.actor);
    const { keys, rows } =
      input.what === 'vouchers'
        ? await voucherSheet(ctx, input, limit)
        : await balanceSheet(ctx, input);
    return { columns: keys.map((key) => columnOf(key, input.lang)), rows };
  },
  told: ({ what, from, to, account }) => ({ what, from, to, account }),
};
