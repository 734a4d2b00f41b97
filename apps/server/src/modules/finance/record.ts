import {
  receiptInScope,
  receiptLines,
  type NamedReceipt,
} from '@xinhang/db/repositories/receipts.ts';
import { reachesAccount } from '@xinhang/db/scope-cash.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { customerById } from '../customers/service.ts';
import { stale } from '../../http/conflict.ts';
import { billOf } from './bills/shown.ts';
import { fromColumns } from './settling.ts';

/** A receipt as the audit tells it. */
export async function told(ctx: ReadContext, row: NamedReceipt): Promise<object> {
  return {
    version: row.version,
    no: row.no,
    state: row.state,
    customer: row.customer_name,
    payer: row.payer,
    account: row.account_name,
    bill: (await billOf(ctx, row.bill_id))?.no ?? null,
    businessDate: row.business_date,
    method: row.method,
    amountFen: row.amount_fen,
    feeFen: row.fee_fen,
    note: row.note,
    reversalReason: row.reversal_reason,
    lines: fromColumns(await receiptLines(ctx.db, row.id)),
  };
}

/** Audit and news of a change of a receipt; `before` as `told` told it. */
export async function record(
  ctx: WriteContext,
  action: string,
  id: number,
  { before, customerId }: { before: object | null; customerId: number | null },
): Promise<NamedReceipt | undefined> {
  const after = await receiptInScope(ctx.tx, ctx.actor, id);
  // Nobody writes what he does not see: a customer of one grant with an account of another.
  if (!after && action !== 'receipts.discard') throw problem('forbidden');
  const now = after ? await told(ctx, after) : null;
  const whose = after?.customer_id ?? customerId;
  await ctx.audit({
    action,
    entity: 'receipt',
    entityId: id,
    customerId: whose,
    before,
    after: now,
  });
  const version = after?.version ?? 0;
  await news(ctx, { entity: 'receipt', id, version }, whose);
  return after;
}

/** News of what belongs to a customer; of nobody's there is none. */
export async function news(
  ctx: WriteContext,
  row: { entity: string; id: number; version: number },
  customerId: number | null,
): Promise<void> {
  const customer = customerId === null ? undefined : await customerById(ctx.tx, customerId);
  // Whoever helps with a customer is not shown its money.
  const audience = customer && customer.owner_id !== null ? [customer.owner_id] : [];
  await ctx.emit({ ...row, customerId, audience });
}

/** A receipt in one of these states, in the version the actor saw. */
export async function needReceipt(
  ctx: WriteContext,
  id: number,
  version: number,
  states: readonly string[],
): Promise<NamedReceipt> {
  const row = await receiptInScope(ctx.tx, ctx.actor, id);
  if (!row) throw problem('not-found');
  if (!reachesAccount(ctx.actor, 'receipts.manage', row.account_id)) throw problem('forbidden');
  if (!states.includes(row.state)) throw problem('state-refused');
  if (row.version !== version) throw stale(row);
  return row;
}
