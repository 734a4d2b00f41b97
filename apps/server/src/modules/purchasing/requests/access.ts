import { may } from '@xinhang/db/actor.ts';
import {
  purchaseRequestById,
  requestLinesOf,
  type NamedRequest,
} from '@xinhang/db/repositories/purchase-requests.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { PurchaseRequestState } from '@xinhang/shared/purchase-requests.ts';
import { stale } from '../../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';
import { readableApprovals } from '../../system/service.ts';

/**
 * A request as far as the reader sees it: an own one, one that was handed in for whoever reads orders
 * to suppliers, one that the reader decides on. Any other does not exist (404).
 */
export async function needRequest(ctx: ReadContext, id: number): Promise<NamedRequest> {
  const row = await purchaseRequestById(ctx.db, id);
  if (!row) throw problem('not-found');
  if (row.requester_id === ctx.actor.userId) return row;
  if (row.state !== 'draft' && may(ctx.actor, 'purchaseOrders.read')) return row;
  if (row.approval_id !== null) {
    const readable = await readableApprovals(ctx, [row.approval_id]);
    if (readable.has(row.approval_id)) return row;
  }
  throw problem('not-found');
}

/** An own request to be changed: in one of these states, in the version that was seen. */
export async function needOwn(
  ctx: WriteContext,
  { id, version }: { id: number; version: number },
  states: readonly PurchaseRequestState[],
): Promise<NamedRequest> {
  const row = await needRequest(ctx, id);
  if (row.requester_id !== ctx.actor.userId) throw problem('forbidden');
  if (!states.includes(row.state as PurchaseRequestState)) throw problem('state-refused');
  if (row.version !== version) throw stale(row);
  return row;
}

/** A request as the audit tells it. */
export async function told(ctx: WriteContext, row: NamedRequest): Promise<object> {
  return {
    version: row.version,
    no: row.no,
    state: row.state,
    requester: row.requester_name,
    dept: row.dept_name,
    businessDate: row.business_date,
    neededDate: row.needed_date,
    reason: row.reason,
    note: row.note,
    refusal: row.refusal,
    lines: (await requestLinesOf(ctx.tx, row.id)).map((line) => ({
      product: `${line.code} ${line.name}`,
      qtyE4: line.unit_qty_e4,
      unit: line.unit_name,
      neededDate: line.needed_date,
      cancelledE4: line.cancelled_e4,
      closeReason: line.close_reason,
      note: line.note,
    })),
  };
}

/** Audit and news of a change; `before` as `told` told it. */
export async function record(
  ctx: WriteContext,
  action: string,
  { id, requester_id: requesterId }: { id: number; requester_id: number },
  before: object | null,
): Promise<NamedRequest | undefined> {
  const after = await purchaseRequestById(ctx.tx, id);
  const now = after ? await told(ctx, after) : null;
  await ctx.audit({ action, entity: 'purchaseRequest', entityId: id, before, after: now });
  const version = after?.version ?? 0;
  await ctx.emit({ entity: 'purchaseRequest', id, version, audience: [requesterId] });
  return after;
}
