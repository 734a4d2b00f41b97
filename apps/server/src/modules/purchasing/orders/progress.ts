import {
  purchaseLinesOf,
  updatePurchaseLine,
  updatePurchaseOrder,
  type NamedPurchaseLine,
  type NamedPurchaseOrder,
} from '@xinhang/db/repositories/purchase-orders.ts';
import { requestersOf } from '@xinhang/db/repositories/purchase-requests.ts';
import { supplierById } from '@xinhang/db/repositories/suppliers.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { openOfPurchase, purchaseStateOf } from '@xinhang/shared/purchase-order-rules.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { assertCome, assertSinceGoingLive } from '../../ledgers/service.ts';
import { takeDocumentNo } from '../../system/service.ts';
import { noteCauses, tellSellers } from '../causes.ts';
import { checkStraight } from '../drop-ship/order.ts';
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
  const lines = await purchaseLinesOf(ctx.tx, id);
  checkWhole(lines);
  await checkStraight(ctx.tx, order, lines);
  await assertCome(ctx, order.business_date);
  await assertSinceGoingLive(ctx, order.business_date);
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
  await noteCauses(ctx, id);
  return (await record(ctx, 'purchaseOrders.confirm', id, before))!;
}

/** How a line moves on; each adds to what there is, or takes from it. Of the base unit, and fen. */
export interface PurchaseMove {
  lineId: number;
  receivedE4?: number;
  returnedE4?: number;
  /** Went back and is to come again. */
  replaceE4?: number;
  /** Of what was received and did not go back. */
  netFen: number;
  taxFen: number;
  /** Of what went back for good. */
  returnedNetFen?: number;
  returnedTaxFen?: number;
}

const standing = new Set(['confirmed', 'partly', 'done', 'closed']);

/**
 * Moves lines of an order by what came or went back, or by either of them taken back. The document
 * that causes it checks quantities itself; `state-refused` where something taken back out of turn
 * would leave less than nothing open, or a whole line a fen off. RangeError for a line of another
 * order.
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
      received_e4: line.received_e4 + (move.receivedE4 ?? 0),
      returned_e4: line.returned_e4 + (move.returnedE4 ?? 0),
      replace_e4: line.replace_e4 + (move.replaceE4 ?? 0),
      received_net_fen: line.received_net_fen + move.netFen,
      received_tax_fen: line.received_tax_fen + move.taxFen,
      returned_net_fen: line.returned_net_fen + (move.returnedNetFen ?? 0),
      returned_tax_fen: line.returned_tax_fen + (move.returnedTaxFen ?? 0),
    };
    const moved = { ...line, ...changes };
    if (!fits(moved, move)) throw problem('state-refused');
    await updatePurchaseLine(ctx.tx, line.id, changes);
    now.set(line.id, moved);
  }
  const state = purchaseStateOf([...now.values()]);
  if (!(await updatePurchaseOrder(ctx.tx, order, { state }))) throw stale(order);
  await record(ctx, 'purchaseOrders.progress', orderId, before);
}

/**
 * Whether what was to come again is not waited for twice, where that is taken back, and the parts of
 * a line that came whole sum to it. More than was ordered may come, as its receipt says.
 */
function fits(line: NamedPurchaseLine, { replaceE4 = 0 }: PurchaseMove): boolean {
  const came = line.received_e4 - line.replace_e4;
  if (replaceE4 < 0 && came + line.cancelled_e4 > line.qty_e4!) return false;
  return (
    came !== line.qty_e4 ||
    (line.received_net_fen + line.returned_net_fen === line.net_fen &&
      line.received_tax_fen + line.returned_tax_fen === line.tax_fen)
  );
}

/** Those of these lines with something open; all such where none are named. */
async function openLines(
  ctx: WriteContext,
  id: number,
  lineIds: readonly number[] | undefined,
): Promise<NamedPurchaseLine[]> {
  const lines = await purchaseLinesOf(ctx.tx, id);
  const stranger = lineIds?.findIndex((one) => !lines.some((line) => line.id === one)) ?? -1;
  if (stranger >= 0) throw fieldRefused(`/lineIds/${stranger}`, 'unknown-line');
  const open = lines.filter(
    (line) => (lineIds?.includes(line.id) ?? true) && openOfPurchase(line) > 0,
  );
  if (open.length === 0) throw fieldRefused('/lineIds', 'nothing-open');
  return open;
}

/** Notes when open lines come now, and tells those who asked for them, without saying from whom. */
export async function moveDates(
  ctx: WriteContext,
  id: number,
  { version, expectedDate, lineIds }: EndpointInput<Api['moveDates']>['body'],
): Promise<NamedPurchaseOrder> {
  const order = await needIn(ctx, { id, version }, ['confirmed', 'partly']);
  if (expectedDate < order.business_date) {
    throw fieldRefused('/expectedDate', 'before-business-date');
  }
  const open = await openLines(ctx, id, lineIds);
  const moved = open.filter((line) => (line.expected_date ?? order.expected_date) !== expectedDate);
  if (moved.length === 0) return order;
  const before = await told(ctx, order);
  for (const line of moved) {
    await updatePurchaseLine(ctx.tx, line.id, { expected_date: expectedDate });
  }
  if (!(await updatePurchaseOrder(ctx.tx, order, {}))) throw stale(order);
  for (const asked of await requestersOf(
    ctx.tx,
    moved.flatMap((line) => line.request_line_id ?? []),
  )) {
    if (asked.requester_id === ctx.actor.userId) continue;
    await ctx.notify([asked.requester_id], {
      kind: 'request-moved',
      params: { no: asked.no ?? '', name: asked.name, on: expectedDate },
      route: `/purchase-requests/${asked.request_id}`,
    });
  }
  const products = new Set(moved.map((line) => line.product_id));
  await tellSellers(ctx, id, products, expectedDate);
  return (await record(ctx, 'purchaseOrders.moveDates', id, before))!;
}

/** Nobody waits any more for what is open of these lines, or for a part of it; what came stays. */
export async function closeLines(
  ctx: WriteContext,
  id: number,
  { version, lineIds, parts, reason }: EndpointInput<Api['close']>['body'],
): Promise<NamedPurchaseOrder> {
  const order = await needIn(ctx, { id, version }, ['confirmed', 'partly']);
  const before = await told(ctx, order);
  const closing = await openLines(ctx, id, parts?.map(({ lineId }) => lineId) ?? lineIds);
  const twice = parts?.findIndex(
    ({ lineId }, at) => parts.findIndex((one) => one.lineId === lineId) < at,
  );
  if (twice !== undefined && twice >= 0) throw fieldRefused(`/parts/${twice}`, 'named-twice');
  const most = new Map(closing.map((line) => [line.id, openOfPurchase(line)]));
  const over = parts?.findIndex(({ lineId, qtyE4 }) => qtyE4 > (most.get(lineId) ?? 0)) ?? -1;
  if (over >= 0) {
    const openE4 = most.get(parts![over]!.lineId) ?? 0;
    throw fieldRefused(`/parts/${over}/qtyE4`, 'above-open-quantity', { openE4 });
  }
  for (const line of closing) {
    const part = parts?.find(({ lineId }) => lineId === line.id)?.qtyE4;
    await updatePurchaseLine(ctx.tx, line.id, {
      cancelled_e4: line.cancelled_e4 + (part ?? most.get(line.id)!),
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
