import { sumsOf } from '@xinhang/db/line-sums.ts';
import { deliveryById, updateDeliveryLine } from '@xinhang/db/repositories/deliveries.ts';
import {
  ofDeliveries,
  returnLines,
  updateReturn,
  updateReturnLine,
  type DeliveredLine,
  type NamedReturn,
  type NamedReturnLine,
} from '@xinhang/db/repositories/sales-returns.ts';
import { isLost, sendsAgain } from '@xinhang/shared/delivery-rules.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { postMoney, postVoucher, type MoneyDoc } from '../../ledgers/service.ts';
import { housePlaceId } from '../../products/service.ts';
import { postStock, type StockLine } from '../../stock/service.ts';
import { takeDocumentNo } from '../../system/service.ts';
import { achieveLines, costOf, salesEntries } from '../deliveries/confirm.ts';
import { moveLines } from '../orders/progress.ts';
import { needIn, needReturn, record, told } from './access.ts';
import { markOf, moveMarks, takeMarks } from './no-fapiao.ts';
import { costBack, creditedNow } from './parts.ts';

/** Of the numbers: the initials of 销售退货. */
const PREFIX = 'XSTH';
const kind = 'salesReturn';

const isGoods = (line: { product_kind: string | null }) => line.product_kind === 'goods';

/** What a line puts back into the books, and into the lines of deliveries where it is of one. */
function costsOf(lines: readonly NamedReturnLine[]) {
  // One after the other: two lines may be parts of one that was delivered.
  const back = new Map<number, { line: DeliveredLine; e4: number; fen: number }>();
  const costs = new Map<number, number>();
  for (const line of ofDeliveries(lines)) {
    const before = back.get(line.delivery_line_id) ?? { line, e4: 0, fen: 0 };
    const cost = costBack({
      ...line,
      returned_e4: line.returned_e4 + before.e4,
      returned_cost_fen: line.returned_cost_fen + before.fen,
    });
    back.set(line.delivery_line_id, { line, e4: before.e4 + line.qty_e4, fen: before.fen + cost });
    costs.set(line.id, cost);
  }
  return { back: [...back.values()], costs };
}

/**
 * Goods back in: at the cost with which they went out, or at the average of today where nobody knows
 * it (docs/decisions/0293). What never arrived goes on to the losses. Answers the lines with what
 * they cost, and what was lost of it.
 */
async function takeGoods(
  ctx: WriteContext,
  row: NamedReturn,
  lines: readonly NamedReturnLine[],
): Promise<{ lines: NamedReturnLine[]; lostFen: number }> {
  const goods = lines.filter(isGoods);
  if (goods.length > 0 && row.warehouse_id === null) throw fieldRefused('/warehouseId', 'required');
  const { back, costs } = costsOf(lines);
  const customers = await housePlaceId(ctx.tx, 'customer');
  const losses = await housePlaceId(ctx.tx, 'loss');
  const moves = lines.flatMap((line, at): StockLine[] => {
    if (!isGoods(line)) return [];
    const cost = costs.get(line.id);
    const move = {
      pointer: `/lines/${at}`,
      lineId: line.id,
      productId: line.product_id!,
      qtyE4: line.qty_e4,
      batch: line.batch,
      serials: JSON.parse(line.serials) as string[],
      ...(cost !== undefined && { valueFen: cost }),
      ...(line.order_line_id !== null && { orderLineId: line.order_line_id }),
    };
    const home = { ...move, fromId: customers, toId: row.warehouse_id! };
    return isLost(row.disposal)
      ? [home, { ...move, fromId: row.warehouse_id!, toId: losses }]
      : [home];
  });
  const { entity_id: entityId, business_date: businessDate, id } = row;
  const posted =
    moves.length > 0
      ? await postStock(ctx, { entityId, kind, id, businessDate, lines: moves })
      : [];
  for (const { line, e4, fen } of back) {
    await updateDeliveryLine(ctx.tx, line.delivery_line_id, {
      returned_e4: line.returned_e4 + e4,
      returned_cost_fen: line.returned_cost_fen + fen,
    });
  }
  const came = posted.filter((_, at) => moves[at]!.toId !== losses);
  const cost = new Map(came.map((one) => [one.lineId, one.valueFen]));
  return {
    lines: lines.map((line) => ({ ...line, cost_fen: cost.get(line.id) ?? null })),
    lostFen: sumOf(posted.filter((_, at) => moves[at]!.toId === losses)),
  };
}

export const sumOf = (rows: readonly { valueFen: number }[]): number =>
  rows.reduce((all, one) => all + one.valueFen, 0);

/** A draft of a delivery that stands; without a delivery one that was approved. */
async function needReady(
  ctx: WriteContext,
  seen: { id: number; version: number },
): Promise<NamedReturn> {
  const row = await needReturn(ctx, seen.id);
  if (row.delivery_id === null) return await needIn(ctx, seen, ['approved']);
  await needIn(ctx, seen, ['draft']);
  const delivery = (await deliveryById(ctx.tx, row.delivery_id))!;
  if (delivery.state === 'reversed') throw problem('state-refused');
  if (row.business_date < delivery.business_date) {
    throw fieldRefused('/businessDate', 'before-delivery');
  }
  return row;
}

/** Moves the orders of which something came back, or back again where `sign` is -1. */
export async function moveOrders(
  ctx: WriteContext,
  lines: readonly NamedReturnLine[],
  { sign, replaces }: { sign: 1 | -1; replaces: boolean },
): Promise<void> {
  for (const [orderId, own] of Map.groupBy(ofDeliveries(lines), (line) => line.order_id)) {
    await moveLines(
      ctx,
      orderId,
      own.map((line) => ({
        lineId: line.order_line_id,
        returnedE4: sign * line.qty_e4,
        replaceE4: replaces ? sign * line.qty_e4 : 0,
        netFen: -sign * line.net_fen,
        taxFen: -sign * line.tax_fen,
        returnedNetFen: replaces ? 0 : sign * line.net_fen,
        returnedTaxFen: replaces ? 0 : sign * line.tax_fen,
        noFapiaoE4: -sign * line.no_fapiao_e4,
        noFapiaoNetFen: -sign * line.no_fapiao_net_fen,
        noFapiaoTaxFen: -sign * line.no_fapiao_tax_fen,
      })),
    );
  }
}

/** Confirms a draft: goods in at their first cost, credit to the customer, result back. */
export async function confirmReturn(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<NamedReturn> {
  const { tx } = ctx;
  const row = await needReady(ctx, { id, version });
  const before = await told(ctx, row);
  const credited = takeMarks(await creditedNow(ctx, await returnLines(tx, id)));
  const { lines, lostFen } = await takeGoods(ctx, row, credited);
  const { entity_id: entityId, business_date: businessDate, customer_id: customerId } = row;
  const no = await takeDocumentNo(ctx, { entityId, prefix: PREFIX, businessDate });
  const doc: MoneyDoc = { kind, id, no };
  const sums = sumsOf(lines);
  for (const { id: lineId, net_fen, tax_fen, cost_fen, ...line } of lines) {
    await updateReturnLine(tx, lineId, { net_fen, tax_fen, cost_fen, ...markOf(line) });
  }
  await moveMarks(ctx, lines, 1);
  if (sums.gross_fen !== 0) {
    await postMoney(ctx, 'ar', {
      entityId,
      party: { kind: 'customer', id: customerId },
      kind: 'goods',
      doc,
      businessDate,
      dues: [{ dueDate: businessDate, amountFen: -sums.gross_fen }],
    });
  }
  const entries = salesEntries(customerId, sums, costOf(lines)).map((entry) => ({
    ...entry,
    amountFen: -entry.amountFen,
  }));
  const lost = [
    { account: 'stockLoss' as const, amountFen: lostFen },
    { account: 'stock' as const, amountFen: -lostFen },
  ];
  await postVoucher(ctx, { entityId, doc, businessDate, lines: [...entries, ...lost] });
  await achieveLines(ctx, { kind, id, businessDate, sign: -1 }, row, lines);
  await moveOrders(ctx, lines, { sign: 1, replaces: sendsAgain(row.disposal) });
  const done = await updateReturn(tx, row, {
    ...sums,
    no,
    state: 'confirmed',
    confirmed_by: ctx.actor.userId,
    confirmed_at: ctx.now,
  });
  if (!done) throw stale(row);
  return (await record(ctx, 'salesReturns.confirm', row, before))!;
}
