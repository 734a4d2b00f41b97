import { updateOtherCash, type NamedOtherCash } from '@xinhang/db/repositories/other-cash.ts';
import type { AccountKey } from '@xinhang/shared/accounts.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { postVoucher, reverseVoucher, type MoneyDoc } from '../../ledgers/service.ts';
import { takeDocumentNo } from '../../system/service.ts';
import { postCash, reverseCash } from '../cash-book.ts';
import { confirmedBy, reversedBy } from '../cash-docs.ts';
import { needOtherCash, record } from './describe.ts';

/** Of the numbers: the initials of 其他收入 and 其他支出. */
const prefixes = { income: 'QTSR', payment: 'QTZC' } as const;

const docOf = (row: NamedOtherCash, no: string): MoneyDoc => ({
  kind: row.kind === 'income' ? 'otherIncome' : 'otherPayment',
  id: row.id,
  no,
});

/** Gives a draft its number: the money comes or goes, against the account of its category. */
export async function confirmOtherCash(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<NamedOtherCash> {
  const row = await needOtherCash(ctx, id, version, 'draft');
  const { entity_id: entityId, business_date: businessDate, account_id: accountId } = row;
  const prefix = prefixes[row.kind as keyof typeof prefixes];
  const no = await takeDocumentNo(ctx, { entityId, prefix, businessDate });
  const doc = docOf(row, no);
  const amountFen = row.kind === 'income' ? row.amount_fen : -row.amount_fen;
  await postCash(ctx, { entityId, accountId, doc, businessDate, amountFen, note: row.note });
  const party = {
    ...(row.customer_id !== null && { customerId: row.customer_id }),
    ...(row.supplier_id !== null && { supplierId: row.supplier_id }),
    ...(row.user_id !== null && { userId: row.user_id }),
  };
  const lines = [
    { account: row.account_kind as AccountKey, amountFen },
    { account: row.category_account as AccountKey, amountFen: -amountFen, ...party },
  ];
  await postVoucher(ctx, { entityId, doc, businessDate, lines });
  if (!(await updateOtherCash(ctx.tx, row, confirmedBy(ctx, no)))) throw stale(row);
  return (await record(ctx, 'otherCash.confirm', id, row))!;
}

/** Takes it back, today. */
export async function undoOtherCash(
  ctx: WriteContext,
  id: number,
  { version, reason }: { version: number; reason: string },
): Promise<NamedOtherCash> {
  const row = await needOtherCash(ctx, id, version, 'confirmed');
  const today = await todayOf(ctx);
  const doc = docOf(row, row.no!);
  await reverseCash(ctx, doc, today);
  await reverseVoucher(ctx, doc, today);
  if (!(await updateOtherCash(ctx.tx, row, reversedBy(ctx, reason)))) throw stale(row);
  return (await record(ctx, 'otherCash.reverse', id, row))!;
}
