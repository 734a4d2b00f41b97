import {
  purchaseLinesOf,
  updatePurchaseLine,
  updatePurchaseOrder,
  type NamedPurchaseOrder,
} from '@xinhang/db/repositories/purchase-orders.ts';
import { supplierById } from '@xinhang/db/repositories/suppliers.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { openOfPurchase, purchaseStateOf } from '@xinhang/shared/purchase-order-rules.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { takeDocumentNo } from '../../system/service.ts';
import { needIn, needOrder, record, told } from './access.ts';
import { checkWhole } from './lines.ts';

type Api = typeof api.purchaseOrders;

/** Of the numbers: the initials of 采购订单. */
const PREFIX = 'CGDD';

/** Confirms an order: it gets its number, and what it is about is on its way. */
export async function confirmOrder(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<NamedPurchaseOrder> {
  const order = await needIn(ctx, { id, version }, ['draft']);
  const supplier = await supplierById(ctx.tx, order.supplier_id);
  if (supplier!.active === 0) throw fieldRefused('/supplierId', 'unknown-supplier');
  checkWhole(await purchaseLinesOf(ctx.tx, id));
  const before = await told(ctx, order);
  const no = await takeDocumentNo(ctx, {
    entityId: order.entity_id,
    prefix: PREFIX,
    businessDate: order.business_date,
  });
  const done = await updatePurchaseOrder(ctx.tx, order, {
    no,
    state: 'confirmed',
    confirmed_by: ctx.actor.userId,
    confirmed_at: ctx.now,
  });
  if (!done) throw stale(order);
  return (await record(ctx, 'purchaseOrders.confirm', id, before))!;
}

/** How a line moves on; each adds to what there is, or takes from it. Of the base unit, and fen. */
export interface PurchaseMove {
  lineId: number;
  receivedE4: number;
  netFen: number;
  taxFen: number;
}

const standing = new Set(['confirmed', 'partly', 'done', 'closed']);

/**
 * Moves lines of an order by what came, or by a receipt that is taken back. The document that causes
 * it checks quantities itself. RangeError for a line of another order.
 */
export async function moveLines(
  ctx: WriteContext,
  orderId: number,
  moves: readonly PurchaseMove[],
): Promise<void> {
  const order = await needOrder(ctx.tx, orderId);
  if (!standing.has(order.state)) throw problem('state-refused');
  const before = await told(ctx, order);
  const now = new Map((await purchaseLinesOf(ctx.tx, orderId)).map((line) => [line.id, line]));
  for (const move of moves) {
    const line = now.get(move.lineId);
    if (!line) throw new RangeError(`line ${move.lineId} is not of order ${orderId}`);
    const changes = {
      received_e4: line.received_e4 + move.receivedE4,
      received_net_fen: line.received_net_fen + move.netFen,
      received_tax_fen: line.received_tax_fen + move.taxFen,
    };
    await updatePurchaseLine(ctx.tx, line.id, changes);
    now.set(line.id, { ...line, ...changes });
  }
  const state = purchaseStateOf([...now.values()]);
  if (!(await updatePurchaseOrder(ctx.tx, order, { state }))) throw stale(order);
  await record(ctx, 'purchaseOrders.progress', orderId, before);
}

/** Nobody waits any more for what is open of these lines; what came stays. */
export async function closeLines(
  ctx: WriteContext,
  id: number,
  { version, lineIds, reason }: EndpointInput<Api['close']>['body'],
): Promise<NamedPurchaseOrder> {
  const order = await needIn(ctx, { id, version }, ['confirmed', 'partly']);
  const before = await told(ctx, order);
  const lines = await purchaseLinesOf(ctx.tx, id);
  const stranger = lineIds?.findIndex((one) => !lines.some((line) => line.id === one)) ?? -1;
  if (stranger >= 0) throw fieldRefused(`/lineIds/${stranger}`, 'unknown-line');
  const closing = lines.filter(
    (line) => (lineIds?.includes(line.id) ?? true) && openOfPurchase(line) > 0,
  );
  if (closing.length === 0) throw fieldRefused('/lineIds', 'nothing-open');
  for (const line of closing) {
    await updatePurchaseLine(ctx.tx, line.id, {
      cancelled_e4: line.cancelled_e4 + openOfPurchase(line),
      close_reason: reason,
    });
  }
  const state = purchaseStateOf(await purchaseLinesOf(ctx.tx, id));
  if (!(await updatePurchaseOrder(ctx.tx, order, { state }))) throw stale(order);
  return (await record(ctx, 'purchaseOrders.close', id, before))!;
}

/** Takes an order back of which nothing came; it keeps its number. */
export async function voidOrder(
  ctx: WriteContext,
  id: number,
  { version, reason }: { version: number; reason: string },
): Promise<NamedPurchaseOrder> {
  const order = await needIn(ctx, { id, version }, ['confirmed', 'closed']);
  const before = await told(ctx, order);
  const lines = await purchaseLinesOf(ctx.tx, id);
  if (lines.some((line) => line.received_e4 > 0)) throw problem('state-refused');
  const done = await updatePurchaseOrder(ctx.tx, order, { state: 'void', reason });
  if (!done) throw stale(order);
  return (await record(ctx, 'purchaseOrders.makeVoid', id, before))!;
}
