import { salesLinesOf, type NamedSalesOrder } from '@xinhang/db/repositories/sales-orders.ts';
import type { WriteContext } from '../../../http/context.ts';
import type { LastPrices } from '../../../registry/last-prices.ts';
import { told } from './access.ts';
import { checkOrder, checkWhole } from './check.ts';
import { confirmOrder } from './confirm.ts';
import { createOrder, type OrderBody } from './drafts.ts';

/**
 * Enters an order that was agreed before the company kept its orders here: confirmed at once. What
 * would have stopped it stops it no more; it is kept on the order with `why` (docs/decisions/0245).
 */
export async function enterOrder(
  ctx: WriteContext,
  lastPrices: LastPrices,
  body: OrderBody,
  why: string,
): Promise<NamedSalesOrder> {
  const order = await createOrder(ctx, lastPrices, body);
  const lines = await salesLinesOf(ctx.tx, order.id);
  checkWhole(order, lines);
  const { reasons } = await checkOrder(ctx, order, lines);
  const changes = { ask_reason: why, reasons: JSON.stringify(reasons) };
  const before = await told(ctx, order, lines);
  return await confirmOrder(ctx, order, { before, lines, changes });
}
