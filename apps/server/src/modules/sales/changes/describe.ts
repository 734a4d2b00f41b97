import { reaches } from '@xinhang/db/actor.ts';
import { changeLinesOf, type NamedChange } from '@xinhang/db/repositories/order-changes.ts';
import {
  salesLinesOf,
  salesOrderById,
  type NamedSalesOrder,
} from '@xinhang/db/repositories/sales-orders.ts';
import type { OrderChange, OrderChangeState } from '@xinhang/shared/order-changes.ts';
import type { StopReason } from '@xinhang/shared/sales-order-rules.ts';
import type { ReadContext } from '../../../http/context.ts';
import { readableApprovals, waitersOf } from '../../system/service.ts';
import { ref } from '../orders/describe.ts';
import { isAlive } from '../orders/keep.ts';
import { sideOf, toSide, wantedSide, type Side } from './sides.ts';

type Looker = Pick<ReadContext, 'db' | 'actor' | 'now'>;

/** The two sides: kept as they were once it is applied, else the order as it stands. */
async function sidesOf(
  { db }: Looker,
  change: NamedChange,
  order: NamedSalesOrder,
): Promise<{ before: Side; after: Side }> {
  if (change.before !== null && change.after !== null) {
    return { before: JSON.parse(change.before) as Side, after: JSON.parse(change.after) as Side };
  }
  const now = await salesLinesOf(db, order.id);
  return {
    before: await sideOf(db, order, now),
    after: await wantedSide(db, { change, order }, await changeLinesOf(db, change.id), now),
  };
}

/** A change with both of its sides; found through scope by whoever calls. */
export async function describeChange(ctx: Looker, change: NamedChange): Promise<OrderChange> {
  const order = (await salesOrderById(ctx.db, change.order_id))!;
  const { before, after } = await sidesOf(ctx, change, order);
  const state = change.state as OrderChangeState;
  const asked = change.approval_id === null ? [] : [change.approval_id];
  const readable = await readableApprovals(ctx, asked);
  const over = (permission: 'salesOrders.update' | 'salesOrders.confirm') =>
    ctx.actor.viewAsBy === null && reaches(ctx.actor, permission, order.owner_id);
  const [update, confirm] = [over('salesOrders.update'), over('salesOrders.confirm')];
  const alive = isAlive(order.state);
  return {
    id: change.id,
    version: change.version,
    orderId: order.id,
    no: change.no,
    state,
    reason: change.reason,
    backReason: change.back_reason,
    reasons: JSON.parse(change.reasons) as StopReason[],
    creditUntil: change.credit_until,
    approvalId: asked.find((id) => readable.has(id)) ?? null,
    waitsFor: state === 'approving' ? await waitersOf(ctx.db, change.approval_id) : [],
    madeBy: { id: change.made_by, name: change.maker_name },
    madeAt: change.made_at,
    appliedBy: ref(change.applied_by, change.applier_name),
    appliedAt: change.applied_at,
    before: toSide(ctx, order, before),
    after: toSide(ctx, order, after),
    can: {
      update: update && state === 'draft',
      apply: alive && confirm && (state === 'draft' || state === 'submitted'),
      sendBack: (update || confirm) && (state === 'submitted' || state === 'approving'),
    },
  };
}
