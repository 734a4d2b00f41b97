import {
  salesLinesOf,
  updateSalesLine,
  updateSalesOrder,
  type NamedSalesOrder,
} from '@xinhang/db/repositories/sales-orders.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import { openOf } from '@xinhang/shared/sales-order-rules.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { needAliveCustomer, needIn, record, told } from './access.ts';
import { isAlive, keepOpen, progressOf } from './keep.ts';

export interface Marked {
  version: number;
  lineIds: readonly number[];
  dropShip: boolean;
}

/**
 * Has the supplier ship these lines straight to the customer, or no more: then nothing is kept for
 * them here. `orderedOf`: what is on order for lines already; it would reach the customer as well.
 */
export async function markDropShip(
  ctx: WriteContext,
  id: number,
  { version, lineIds, dropShip }: Marked,
  orderedOf: (lineIds: readonly number[]) => Promise<ReadonlySet<number>>,
): Promise<NamedSalesOrder> {
  const { tx } = ctx;
  const rights = ['salesOrders.update', 'salesOrders.confirm'] as const;
  const order = await needIn(ctx, rights, { id, version }, ['draft', 'confirmed', 'partly']);
  await needAliveCustomer(ctx, order.customer_id);
  if (dropShip && order.ship_to === '') throw fieldRefused('/lineIds', 'no-ship-to');
  const before = await told(ctx, order);
  const lines = new Map((await salesLinesOf(tx, id)).map((line) => [line.id, line]));
  const ordered = await orderedOf(lineIds);
  const flag = dropShip ? 1 : 0;
  let changed = false;
  for (const [at, lineId] of lineIds.entries()) {
    const pointer = `/lineIds/${at}`;
    const line = lines.get(lineId);
    if (!line) throw fieldRefused(pointer, 'unknown-line');
    if (line.product_kind !== 'goods') throw fieldRefused(pointer, 'not-goods');
    if (line.drop_ship === flag) continue;
    if (isAlive(order.state) && openOf(progressOf(line)) <= 0) {
      throw fieldRefused(pointer, 'nothing-open');
    }
    if (ordered.has(lineId)) throw fieldRefused(pointer, 'drop-ship-ordered');
    await updateSalesLine(tx, lineId, { drop_ship: flag });
    changed = true;
  }
  if (!changed) return order;
  if (!(await updateSalesOrder(tx, order, {}))) throw stale(order);
  if (isAlive(order.state)) {
    await keepOpen(ctx, order, await salesLinesOf(tx, id), { bound: true });
  }
  return (await record(ctx, 'salesOrders.dropShip', order, before))!;
}
