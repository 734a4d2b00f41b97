import { may } from '@xinhang/db/actor.ts';
import {
  filesOfClaim,
  linesForCustomer,
  linesOfClaims,
  type ClaimFileRecord,
  type NamedClaim,
} from '@xinhang/db/repositories/expense-claims.ts';
import { reachesAccount } from '@xinhang/db/scope-cash.ts';
import type { FileRow } from '@xinhang/shared/customer-work.ts';
import type {
  CustomerExpense,
  ExpenseClaim,
  ExpenseRow,
  ExpenseState,
} from '@xinhang/shared/expense-claims.ts';
import type { ReadContext } from '../../../http/context.ts';
import { userNames } from '../../org/service.ts';

const ref = (id: number | null, name: string | null) =>
  id === null ? null : { id, name: name ?? '' };

export const toClaimRow = (row: NamedClaim): ExpenseRow => ({
  id: row.id,
  version: row.version,
  no: row.no ?? '',
  state: row.state as ExpenseState,
  person: { id: row.user_id, name: row.person_name },
  title: row.title,
  amountFen: row.amount_fen,
  madeAt: row.made_at,
  submittedAt: row.submitted_at,
  reason: row.reason,
  paidOn: row.paid_on,
});

export async function toFiles(
  { db }: ReadContext,
  rows: readonly ClaimFileRecord[],
): Promise<FileRow[]> {
  const people = await userNames(
    db,
    rows.map((row) => row.uploaded_by),
  );
  return rows.map(({ id, name, mime, size, sha256, at, uploaded_by: by }) => {
    const sender = people.get(by);
    return { id, name, mime, size, sha256, by: sender ? { id: by, name: sender } : null, at };
  });
}

export async function describeClaim(ctx: ReadContext, row: NamedClaim): Promise<ExpenseClaim> {
  const lines = await linesOfClaims(ctx.db, ctx.actor, [row.id]);
  const acts = ctx.actor.viewAsBy === null;
  const own = acts && row.user_id === ctx.actor.userId && may(ctx.actor, 'expenses.create');
  const pays = acts && may(ctx.actor, 'expenses.pay');
  return {
    ...toClaimRow(row),
    lines: lines.map((line) => ({
      id: line.id,
      category: { id: line.category_id, name: line.category_name },
      spentOn: line.spent_on,
      amountFen: line.amount_fen,
      note: line.note,
      customer: line.customer_name === null ? null : ref(line.customer_id, line.customer_name),
    })),
    files: await toFiles(ctx, await filesOfClaim(ctx.db, row.id)),
    approvalId: row.approval_id,
    // The claim is its person's; from which account it was paid is told to whoever reads that.
    account:
      row.account_id !== null && reachesAccount(ctx.actor, 'expenses.read', row.account_id)
        ? ref(row.account_id, row.account_name)
        : null,
    paidBy: ref(row.paid_by, row.payer_name),
    mayEdit: own && row.state === 'draft',
    mayWithdraw: own && row.state === 'approving',
    mayPay: pays && row.state === 'approved',
    mayTakeBack:
      pays && row.state === 'paid' && reachesAccount(ctx.actor, 'expenses.pay', row.account_id),
  };
}

/** What was spent for a customer whom the reader sees. */
export async function expensesOfCustomer(
  ctx: ReadContext,
  customerId: number,
): Promise<{ rows: CustomerExpense[]; approvedFen: number }> {
  const found = await linesForCustomer(ctx.db, ctx.actor, customerId);
  const counts = found.filter((row) => row.state !== 'approving');
  return {
    rows: found.slice(0, MOST_SHOWN).map((row) => ({
      claimId: row.claim_id,
      no: row.no ?? '',
      state: row.state as ExpenseState,
      person: { id: row.user_id, name: row.person_name },
      category: row.category_name,
      spentOn: row.spent_on,
      amountFen: row.amount_fen,
      note: row.note,
    })),
    approvedFen: counts.reduce((sum, row) => sum + row.amount_fen, 0),
  };
}

const MOST_SHOWN = 50;
