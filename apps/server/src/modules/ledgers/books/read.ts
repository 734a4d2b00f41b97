import type { Actor } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import {
  accountSums,
  linesOfVouchers,
  listVouchers,
  partyNames,
  voucherById,
  voucherSums,
  type ListedLine,
  type ListedVoucher,
  type VoucherFilter,
} from '@xinhang/db/repositories/voucher-list.ts';
import { accountCodes, type AccountKey } from '@xinhang/shared/accounts.ts';
import { periodOf } from '@xinhang/shared/periods.ts';
import { problem } from '@xinhang/shared/problems.ts';
import {
  voucherPartyKinds,
  type AccountBalance,
  type Voucher,
  type VoucherLine,
  type VoucherParty,
  type VoucherRow,
} from '@xinhang/shared/vouchers.ts';
import type { ReadContext } from '../../../http/context.ts';

/** Months as the screens ask for them. */
export interface Asked {
  from?: string | undefined;
  to?: string | undefined;
  account?: AccountKey | undefined;
  docKind?: string | undefined;
  docId?: number | undefined;
  q?: string | undefined;
}

const FIRST = '0000-01-01';
const LAST = '9999-12-31';

/** What goods cost stands on vouchers: whoever is not shown cost sees none (decision 0237). */
export function needCost({ fields }: Actor): void {
  if (fields.cost !== 'show') throw problem('forbidden');
}

export const filterOf = ({ from, to, q, ...rest }: Asked): VoucherFilter => ({
  ...rest,
  from: from && `${from}-01`,
  to: to && periodOf('month', `${to}-01`).to,
  text: q,
});

const debitOf = ({ amount_fen: fen }: ListedLine) => Math.max(0, fen);
const creditOf = ({ amount_fen: fen }: ListedLine) => Math.max(0, -fen);
const sum = (lines: readonly ListedLine[], of: (line: ListedLine) => number) =>
  lines.reduce((total, line) => total + of(line), 0);
const sumsOf = (lines: readonly ListedLine[]) => ({
  debitFen: sum(lines, debitOf),
  creditFen: sum(lines, creditOf),
});
const accountsOf = (lines: readonly ListedLine[], of: (line: ListedLine) => number) => [
  ...new Set(lines.filter((line) => of(line) > 0).map((line) => line.account as AccountKey)),
];

const headOf = (row: ListedVoucher) => ({
  id: row.id,
  businessDate: row.business_date,
  docKind: row.doc_kind,
  docId: row.doc_id,
  docNo: row.doc_no,
  reversal: row.reversal_of !== null,
  by: { id: row.posted_by, name: row.poster_name },
  at: row.posted_at,
});

/** A page of vouchers, one more than asked tells whether there are others. */
export async function readVouchers(
  db: Reader,
  asked: Asked,
  page: { after: { date: string; id: number } | null; limit: number },
): Promise<VoucherRow[]> {
  const rows = await listVouchers(db, filterOf(asked), page);
  const ids = rows.map((row) => row.id);
  const lines = Map.groupBy(await linesOfVouchers(db, ids), (line) => line.voucher_id);
  return rows.map((row) => {
    const own = lines.get(row.id) ?? [];
    const shown = own.filter((line) => !asked.account || line.account === asked.account);
    return {
      ...headOf(row),
      debits: accountsOf(own, debitOf),
      credits: accountsOf(own, creditOf),
      ...sumsOf(shown),
    };
  });
}

export const readTotals = async (db: Reader, asked: Asked) =>
  await voucherSums(db, filterOf(asked));

const columnOf = {
  customer: 'customer_id',
  supplier: 'supplier_id',
  product: 'product_id',
  user: 'user_id',
  dept: 'dept_id',
} as const;

/** Whom and what each line is about, by name where the actor may know it. */
export async function partiesOf(
  ctx: ReadContext,
  lines: readonly ListedLine[],
): Promise<(line: ListedLine) => VoucherParty[]> {
  const names = new Map<string, Map<number, string>>();
  for (const kind of voucherPartyKinds) {
    const ids = lines.flatMap((line) => line[columnOf[kind]] ?? []);
    names.set(kind, await partyNames(ctx.db, ctx.actor, kind, [...new Set(ids)]));
  }
  return (line) =>
    voucherPartyKinds.flatMap((kind) => {
      const id = line[columnOf[kind]];
      return id === null ? [] : [{ kind, id, name: names.get(kind)!.get(id) ?? '' }];
    });
}

export async function readVoucher(ctx: ReadContext, id: number): Promise<Voucher> {
  const row = await voucherById(ctx.db, id);
  if (!row) throw problem('not-found');
  const lines = await linesOfVouchers(ctx.db, [id]);
  const parties = await partiesOf(ctx, lines);
  return {
    ...headOf(row),
    ...sumsOf(lines),
    lines: lines.map((line): VoucherLine => {
      const account = line.account as AccountKey;
      const amounts = { debitFen: debitOf(line), creditFen: creditOf(line) };
      return {
        id: line.id,
        account,
        code: accountCodes[account],
        ...amounts,
        parties: parties(line),
      };
    }),
    reversalOf: row.reversal_of,
    reversedBy: row.back_id,
  };
}

/** What stood on each account before these months, moved in them, and stands after them. */
export async function readBalances(db: Reader, asked: Asked): Promise<AccountBalance[]> {
  const { from = FIRST, to = LAST } = filterOf(asked);
  return (await accountSums(db, { from, to })).map(({ key, ...row }) => ({
    account: key as AccountKey,
    ...row,
    closingFen: row.openingFen + row.debitFen - row.creditFen,
  }));
}
