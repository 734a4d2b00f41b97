import type { Permission } from '@xinhang/shared/permissions.ts';
import { findLoan, loanById, loanLines, type NamedLoan } from '@xinhang/db/repositories/loans.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { LoanState } from '@xinhang/shared/loans.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';
import { needPlaceOf } from '../deliveries/access.ts';
import { stale } from '../../../http/conflict.ts';

/** The loan if the permission reaches it; one out of scope does not exist (404). */
export async function needLoan(
  ctx: Pick<ReadContext, 'db' | 'actor'>,
  id: number,
  permission: Permission = 'deliveries.read',
): Promise<NamedLoan> {
  const row = await findLoan(ctx.db, ctx.actor, permission, id);
  if (row) return row;
  const readable = await findLoan(ctx.db, ctx.actor, 'deliveries.read', id);
  throw problem(readable ? 'forbidden' : 'not-found');
}

/** The same to be changed: in this state, in the version that was seen. */
export async function needIn(
  ctx: WriteContext,
  { id, version }: { id: number; version: number },
  state: LoanState,
  permission?: Permission,
): Promise<NamedLoan> {
  const row = await needLoan(ctx, id, permission);
  if (permission === undefined) needPlaceOf(ctx, row);
  if (row.state !== state) throw problem('state-refused');
  if (row.version !== version) throw stale(row);
  return row;
}

/** A loan as the audit tells it. */
export async function told(ctx: ReadContext, row: NamedLoan): Promise<object> {
  return {
    version: row.version,
    no: row.no,
    state: row.state,
    customer: row.customer_name,
    warehouse: row.warehouse_name,
    businessDate: row.business_date,
    dueOn: row.due_on,
    purpose: row.purpose,
    note: row.note,
    reversalReason: row.reversal_reason,
    lines: (await loanLines(ctx.db, row.id)).map((line) => ({
      product: `${line.code} ${line.name}`,
      qtyE4: line.unit_qty_e4,
      unit: line.unit_name,
      returnedE4: line.returned_e4,
      soldE4: line.sold_e4,
      batch: line.batch,
      serials: line.serials,
      note: line.note,
    })),
  };
}

/** Audit and news of a change of a loan; `before` as `told` told it. */
export async function record(
  ctx: WriteContext,
  action: string,
  { id, customer_id: customerId, owner_id: owner }: NamedLoan,
  before: object | null,
  more: object = {},
): Promise<NamedLoan | undefined> {
  const after = await loanById(ctx.tx, id);
  await ctx.audit({
    action,
    entity: 'loan',
    entityId: id,
    customerId,
    before,
    after: after ? { ...(await told(ctx, after)), ...more } : null,
  });
  const version = after?.version ?? 0;
  const audience = owner === null ? [] : [owner];
  await ctx.emit({ entity: 'loan', id, version, customerId, audience });
  return after;
}
