import { openChangeOf } from '@xinhang/db/repositories/order-changes.ts';
import {
  salesLinesOf,
  salesOrderById,
  updateSalesLine,
  updateSalesOrder,
  type NamedSalesLine,
  type NamedSalesOrder,
} from '@xinhang/db/repositories/sales-orders.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { openOf, stateOf } from '@xinhang/shared/sales-order-rules.ts';
import type { WriteContext } from '../../../http/context.ts';
import { stale } from '../../../http/conflict.ts';
import { needIn, record, told } from './access.ts';
import { achieveAnew, takeBack } from './achieve.ts';
import { keepOpen, progressOf } from './keep.ts';
import { tellBuyers } from './tell-buyers.ts';

type Api = typeof api.salesOrders;

/** How a line moves on; each adds to what there is, or takes from it. Of the base unit, and fen. */
export interface LineMove {
  lineId: number;
  deliveredE4?: number;
  returnedE4?: number;
  /** Came back and is to be delivered again. */
  replaceE4?: number;
  /** Of the amounts of the line, as `partOfLine` says. */
  netFen?: number;
  taxFen?: number;
  /** Of what came back for good. */
  returnedNetFen?: number;
  returnedTaxFen?: number;
  /** Of what wants no fapiao. */
  noFapiaoE4?: number;
  noFapiaoNetFen?: number;
  noFapiaoTaxFen?: number;
}

/** States of orders that were confirmed and are not void: something of them may move. */
const standing = ['confirmed', 'partly', 'done', 'closed'];

/** A confirmed order with its lines, to be delivered or taken back; knows no scope. */
export async function standingOrder(
  ctx: Pick<WriteContext, 'tx'>,
  id: number,
): Promise<{ order: NamedSalesOrder; lines: NamedSalesLine[] } | null> {
  const order = await salesOrderById(ctx.tx, id);
  if (!order || !standing.includes(order.state)) return null;
  return { order, lines: await salesLinesOf(ctx.tx, id) };
}

/**
 * Moves lines of an order by a delivery, a return, or either of them taken back: quantities and
 * amounts, what is kept in the warehouse, and the state of the order. The document that causes it
 * checks quantities and scope itself. RangeError for a line of another order.
 */
export async function moveLines(
  ctx: WriteContext,
  orderId: number,
  moves: readonly LineMove[],
): Promise<NamedSalesOrder> {
  const found = await standingOrder(ctx, orderId);
  if (!found) throw problem('state-refused');
  const { order, lines } = found;
  const before = await told(ctx, order);
  const now = new Map(lines.map((line) => [line.id, line]));
  for (const move of moves) {
    const line = now.get(move.lineId);
    if (!line) throw new RangeError(`line ${move.lineId} is not of order ${orderId}`);
    const changes = {
      delivered_e4: line.delivered_e4 + (move.deliveredE4 ?? 0),
      returned_e4: line.returned_e4 + (move.returnedE4 ?? 0),
      replace_e4: line.replace_e4 + (move.replaceE4 ?? 0),
      delivered_net_fen: line.delivered_net_fen + (move.netFen ?? 0),
      delivered_tax_fen: line.delivered_tax_fen + (move.taxFen ?? 0),
      returned_net_fen: line.returned_net_fen + (move.returnedNetFen ?? 0),
      returned_tax_fen: line.returned_tax_fen + (move.returnedTaxFen ?? 0),
      no_fapiao_e4: line.no_fapiao_e4 + (move.noFapiaoE4 ?? 0),
      no_fapiao_net_fen: line.no_fapiao_net_fen + (move.noFapiaoNetFen ?? 0),
      no_fapiao_tax_fen: line.no_fapiao_tax_fen + (move.noFapiaoTaxFen ?? 0),
    };
    const moved = { ...line, ...changes };
    if (!sumsUp(moved)) throw problem('state-refused');
    await updateSalesLine(ctx.tx, line.id, changes);
    now.set(line.id, moved);
  }
  return await settleOrder(ctx, order, { before, action: 'salesOrders.progress' });
}

/**
 * Whether the parts of a line of which nothing is open sum to it. Something taken back out of turn
 * could leave it a fen off; what went out after it is taken back first.
 */
function sumsUp(line: NamedSalesLine): boolean {
  if (line.delivered_e4 - line.replace_e4 + line.cancelled_e4 !== line.qty_e4) return true;
  const { delivered_net_fen: net, returned_net_fen: netBack, cancelled_net_fen: netOff } = line;
  const { delivered_tax_fen: tax, returned_tax_fen: taxBack, cancelled_tax_fen: taxOff } = line;
  return net + netBack + netOff === line.net_fen && tax + taxBack + taxOff === line.tax_fen;
}

/** State and reservation of an order as its lines say by now; audit and news of what changed. */
async function settleOrder(
  ctx: WriteContext,
  order: NamedSalesOrder,
  { before, action }: { before: object; action: string },
): Promise<NamedSalesOrder> {
  const state = stateOf((await salesLinesOf(ctx.tx, order.id)).map(progressOf));
  if (!(await updateSalesOrder(ctx.tx, order, { state }))) throw stale(order);
  const lines = await salesLinesOf(ctx.tx, order.id);
  await keepOpen(ctx, { ...order, state }, lines, { bound: false });
  return (await record(ctx, action, order, before))!;
}

/** Nobody waits any more for what is open of these lines; what was delivered stays. */
export async function closeLines(
  ctx: WriteContext,
  id: number,
  { version, lineIds, reason }: EndpointInput<Api['close']>['body'],
): Promise<NamedSalesOrder> {
  const alive = ['confirmed', 'partly'] as const;
  const order = await needIn(ctx, 'salesOrders.confirm', { id, version }, alive);
  const before = await told(ctx, order);
  const lines = await salesLinesOf(ctx.tx, id);
  const stranger = lineIds?.findIndex((one) => !lines.some((line) => line.id === one)) ?? -1;
  if (stranger >= 0) throw fieldRefused(`/lineIds/${stranger}`, 'unknown-line');
  const closing = lines.filter(
    (line) => (lineIds?.includes(line.id) ?? true) && openOf(progressOf(line)) > 0,
  );
  if (closing.length === 0) throw fieldRefused('/lineIds', 'nothing-open');
  for (const line of closing) {
    await updateSalesLine(ctx.tx, line.id, {
      cancelled_e4: line.cancelled_e4 + openOf(progressOf(line)),
      cancelled_net_fen: line.net_fen - line.delivered_net_fen - line.returned_net_fen,
      cancelled_tax_fen: line.tax_fen - line.delivered_tax_fen - line.returned_tax_fen,
      close_reason: reason,
    });
  }
  const after = await salesLinesOf(ctx.tx, id);
  await achieveAnew(ctx, order, { before: lines, after });
  await tellBuyers(ctx, { order, lines });
  return await settleOrder(ctx, order, { before, action: 'salesOrders.close' });
}

/** Takes an order back of which nothing was delivered: released, no result, no exposure. */
export async function voidOrder(
  ctx: WriteContext,
  id: number,
  { version, reason }: { version: number; reason: string },
): Promise<NamedSalesOrder> {
  const order = await needIn(ctx, 'salesOrders.void', { id, version }, ['confirmed', 'closed']);
  const open = await openChangeOf(ctx.tx, id);
  if (open && open.state !== 'draft') throw problem('change-open');
  const before = await told(ctx, order);
  const lines = await salesLinesOf(ctx.tx, id);
  if (lines.some((line) => line.delivered_e4 > 0)) throw problem('state-refused');
  if (lines.some((line) => line.invoiced_e4 > 0)) throw problem('still-invoiced');
  const done = await updateSalesOrder(ctx.tx, order, { state: 'void', reason });
  if (!done) throw stale(order);
  await keepOpen(ctx, { ...order, state: 'void' }, lines, { bound: false });
  await takeBack(ctx, id);
  await tellBuyers(ctx, { order, lines });
  return (await record(ctx, 'salesOrders.makeVoid', order, before))!;
}
