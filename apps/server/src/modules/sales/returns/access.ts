import {
  findReturn,
  returnById,
  returnLines,
  type NamedReturn,
} from '@xinhang/db/repositories/sales-returns.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ReturnState } from '@xinhang/shared/sales-returns.ts';
import { needPlaceOf } from '../deliveries/access.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';

/** A return as the audit tells it. */
export async function told(ctx: Pick<WriteContext, 'tx'>, row: NamedReturn): Promise<object> {
  return {
    version: row.version,
    no: row.no,
    state: row.state,
    customer: row.customer_name,
    delivery: row.delivery_no,
    warehouse: row.warehouse_name,
    businessDate: row.business_date,
    reason: row.reason,
    disposal: row.disposal,
    note: row.note,
    backReason: row.back_reason,
    reversalReason: row.reversal_reason,
    lines: (await returnLines(ctx.tx, row.id)).map((line) => ({
      product: line.code === null ? line.text : `${line.code} ${line.name}`,
      qtyE4: line.qty_e4,
      ...(line.price_e4 !== null && { priceE4: line.price_e4, unit: line.unit_name }),
      serials: line.serials,
      note: line.note,
    })),
  };
}

/** Audit and news of a change of a return; `before` as `told` told it. */
export async function record(
  ctx: WriteContext,
  action: string,
  { id, customer_id: customerId, owner_id: owner }: NamedReturn,
  before: object | null,
): Promise<NamedReturn | undefined> {
  const after = await returnById(ctx.tx, id);
  const now = after ? await told(ctx, after) : null;
  await ctx.audit({ action, entity: 'salesReturn', entityId: id, customerId, before, after: now });
  const version = after?.version ?? 0;
  const audience = owner === null ? [] : [owner];
  await ctx.emit({ entity: 'salesReturn', id, version, customerId, audience });
  return after;
}

/** The return if the permission reaches it; one out of scope does not exist (404). */
export async function needReturn(
  ctx: Pick<WriteContext, 'db' | 'actor'>,
  id: number,
  permission: Permission = 'deliveries.read',
): Promise<NamedReturn> {
  const row = await findReturn(ctx.db, ctx.actor, permission, id);
  if (row) return row;
  const readable = await findReturn(ctx.db, ctx.actor, 'deliveries.read', id);
  throw problem(readable ? 'forbidden' : 'not-found');
}

/** The same to be changed: in one of these states, in the version that was seen. */
export async function needIn(
  ctx: WriteContext,
  { id, version }: { id: number; version: number },
  states: readonly ReturnState[],
  permission?: Permission,
): Promise<NamedReturn> {
  const row = await needReturn(ctx, id, permission);
  if (permission === undefined) needPlaceOf(ctx, row);
  if (!states.includes(row.state as ReturnState)) throw problem('state-refused');
  if (row.version !== version) throw stale(row);
  return row;
}
