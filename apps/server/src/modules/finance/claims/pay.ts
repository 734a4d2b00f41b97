import {
  linesOfClaims,
  updateClaim,
  type NamedClaim,
} from '@xinhang/db/repositories/expense-claims.ts';
import { reachesAccount } from '@xinhang/db/scope-cash.ts';
import type { AccountKey } from '@xinhang/shared/accounts.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { postVoucher, reverseVoucher, type MoneyDoc } from '../../ledgers/service.ts';
import { needCashAccount } from '../cash-accounts.ts';
import { postCash, reverseCash } from '../cash-book.ts';
import { chartAccountOf } from '../cash-docs.ts';
import { needClaim, record, toldNow } from './access.ts';

const docOf = (row: NamedClaim): MoneyDoc => ({ kind: 'expenseClaim', id: row.id, no: row.no! });

/** Pays a claim whole: money out, and the expense of each category in the books (decision 0256). */
export async function payClaim(
  ctx: WriteContext,
  id: number,
  { version, accountId, paidOn }: { version: number; accountId: number; paidOn: string },
): Promise<NamedClaim> {
  const row = await needClaim(ctx, { id, version }, ['approved']);
  const before = await toldNow(ctx, row);
  await needCashAccount(ctx, accountId, { permission: 'expenses.pay' });
  const { entity_id: entityId, user_id: userId, title: note } = row;
  const doc = docOf(row);
  const amountFen = -row.amount_fen;
  await postCash(ctx, { entityId, accountId, doc, businessDate: paidOn, amountFen, note });
  const lines = await linesOfClaims(ctx.tx, ctx.actor, [id]);
  await postVoucher(ctx, {
    entityId,
    doc,
    businessDate: paidOn,
    lines: [
      ...lines.map((line) => ({
        account: line.category_account as AccountKey,
        amountFen: line.amount_fen,
        userId,
        ...(line.customer_id !== null && { customerId: line.customer_id }),
      })),
      { account: await chartAccountOf(ctx, accountId), amountFen, userId },
    ],
  });
  const done = await updateClaim(ctx.tx, row, {
    state: 'paid',
    account_id: accountId,
    paid_on: paidOn,
    paid_by: ctx.actor.userId,
  });
  if (!done) throw stale(row);
  await ctx.notify([userId], {
    kind: 'expense-paid',
    about: { entity: 'expenseClaim', id },
    route: `/expenses/${id}`,
  });
  return (await record(ctx, 'expenseClaims.pay', row, before))!;
}

/** Takes the payment back, today: it waits for payment again. */
export async function unpayClaim(
  ctx: WriteContext,
  id: number,
  { version, reason }: { version: number; reason: string },
): Promise<NamedClaim> {
  const row = await needClaim(ctx, { id, version }, ['paid']);
  if (!reachesAccount(ctx.actor, 'expenses.pay', row.account_id)) throw problem('forbidden');
  const before = await toldNow(ctx, row);
  const today = await todayOf(ctx);
  await reverseCash(ctx, docOf(row), today);
  await reverseVoucher(ctx, docOf(row), today);
  const done = await updateClaim(ctx.tx, row, {
    state: 'approved',
    reason,
    account_id: null,
    paid_on: null,
    paid_by: null,
  });
  if (!done) throw stale(row);
  return (await record(ctx, 'expenseClaims.unpay', row, before))!;
}

/** Sends an approved claim back to its person, who hands it in again. */
export async function sendBackClaim(
  ctx: WriteContext,
  id: number,
  { version, reason }: { version: number; reason: string },
): Promise<NamedClaim> {
  const row = await needClaim(ctx, { id, version }, ['approved']);
  const before = await toldNow(ctx, row);
  if (!(await updateClaim(ctx.tx, row, { state: 'draft', reason }))) throw stale(row);
  await ctx.notify([row.user_id], {
    kind: 'expense-returned',
    about: { entity: 'expenseClaim', id },
    route: `/expenses/${id}`,
  });
  return (await record(ctx, 'expenseClaims.sendBack', row, before))!;
}
