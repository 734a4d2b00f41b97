import {
  paymentInReach,
  paymentLines,
  type NamedPayment,
} from '@xinhang/db/repositories/payments.ts';
import { reachesAccount } from '@xinhang/db/scope-cash.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';
import { billOf } from '../bills/shown.ts';
import { fromColumns } from '../settling.ts';

/** A payment as the audit tells it. */
export async function told(ctx: ReadContext, row: NamedPayment): Promise<object> {
  return {
    version: row.version,
    no: row.no,
    state: row.state,
    supplier: row.supplier_name,
    payeeBank: row.payee_bank,
    payeeAccount: row.payee_account,
    account: row.account_name,
    bill: (await billOf(ctx, row.bill_id))?.no ?? null,
    businessDate: row.business_date,
    method: row.method,
    amountFen: row.amount_fen,
    feeFen: row.fee_fen,
    note: row.note,
    reversalReason: row.reversal_reason,
    lines: fromColumns(await paymentLines(ctx.db, row.id)),
  };
}

/** Audit and news of a change of a payment, for whoever reads payables; `before` as `told` told it. */
export async function record(
  ctx: WriteContext,
  action: string,
  id: number,
  before: object | null,
): Promise<NamedPayment | undefined> {
  const after = await paymentInReach(ctx.tx, ctx.actor, id);
  const now = after ? await told(ctx, after) : null;
  await ctx.audit({ action, entity: 'payment', entityId: id, before, after: now });
  await ctx.emit({ entity: 'payment', id, version: after?.version ?? 0, audience: [] });
  return after;
}

/** A payment in one of these states, in the version the actor saw. */
export async function needPayment(
  ctx: WriteContext,
  id: number,
  version: number,
  states: readonly string[],
): Promise<NamedPayment> {
  const row = await paymentInReach(ctx.tx, ctx.actor, id);
  if (!row) throw problem('not-found');
  if (!reachesAccount(ctx.actor, 'payments.manage', row.account_id)) throw problem('forbidden');
  if (!states.includes(row.state)) throw problem('state-refused');
  if (row.version !== version) throw stale(row);
  return row;
}
