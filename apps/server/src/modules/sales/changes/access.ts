import type { Actor } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import {
  changeLinesOf,
  findOrderChange,
  orderChangeById,
  type NamedChange,
  type NamedChangeLine,
} from '@xinhang/db/repositories/order-changes.ts';
import { salesOrderById, type NamedSalesOrder } from '@xinhang/db/repositories/sales-orders.ts';
import type { OrderChangeState } from '@xinhang/shared/order-changes.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { needAliveCustomer } from '../orders/access.ts';
import { isAlive } from '../orders/keep.ts';

/** The change if a permission reaches its order; one out of scope does not exist (404). */
export async function needChange(
  db: Reader,
  actor: Actor,
  permissions: readonly Permission[],
  id: number,
): Promise<NamedChange> {
  for (const permission of permissions) {
    const row = await findOrderChange(db, actor, permission, id);
    if (row) return row;
  }
  const readable = await findOrderChange(db, actor, 'salesOrders.read', id);
  throw problem(readable ? 'forbidden' : 'not-found');
}

/**
 * The same to be written: in one of these states, in the version that was seen, with its order.
 * `alive`: something of the order must be open yet.
 */
export async function needIn(
  ctx: WriteContext,
  permissions: readonly Permission[],
  { id, version }: { id: number; version: number },
  { states, alive = true }: { states: readonly OrderChangeState[]; alive?: boolean },
): Promise<{ change: NamedChange; order: NamedSalesOrder }> {
  const change = await needChange(ctx.tx, ctx.actor, permissions, id);
  if (!states.includes(change.state as OrderChangeState)) throw problem('state-refused');
  if (change.version !== version) throw stale(change);
  const order = (await salesOrderById(ctx.tx, change.order_id))!;
  await needAliveCustomer(ctx, order.customer_id);
  if (alive && !isAlive(order.state)) throw problem('state-refused');
  return { change, order };
}

const lineTold = (line: NamedChangeLine) => ({
  lineId: line.order_line_id,
  kind: line.line_kind,
  product: line.code === null ? line.text : `${line.code} ${line.name}`,
  qtyE4: line.unit_qty_e4,
  unit: line.unit_name,
  priceE4: line.price_e4,
  discountBp: line.discount_bp,
  taxBp: line.tax_bp,
  grossFen: line.gross_fen,
  resolvedPriceE4: line.resolved_price_e4,
  deviation: line.deviation,
  deviatedBy: line.deviator_name,
  requiredDate: line.required_date,
  promisedDate: line.promised_date,
  note: line.note,
});

/** A change as the audit tells it. */
export async function told(ctx: WriteContext, row: NamedChange): Promise<object> {
  return {
    version: row.version,
    orderId: row.order_id,
    no: row.no,
    state: row.state,
    changeReason: row.reason,
    ...(JSON.parse(row.head) as object),
    askReason: row.ask_reason,
    reasons: row.reasons,
    creditUntil: row.credit_until,
    reason: row.back_reason,
    lines: (await changeLinesOf(ctx.tx, row.id)).map(lineTold),
  };
}

/** Audit of a change, and news of the order that it is of; `before` as `told` told it. */
export async function record(
  ctx: WriteContext,
  action: string,
  { id, order }: { id: number; order: NamedSalesOrder },
  before: object | null,
): Promise<NamedChange | undefined> {
  const after = await orderChangeById(ctx.tx, id);
  const { customer_id: customerId, owner_id: owner } = order;
  await ctx.audit({
    action,
    entity: 'orderChange',
    entityId: id,
    customerId,
    before,
    after: after ? await told(ctx, after) : null,
  });
  await ctx.emit({
    entity: 'salesOrder',
    id: order.id,
    version: order.version,
    customerId,
    audience: owner === null ? [] : [owner],
  });
  return after;
}
