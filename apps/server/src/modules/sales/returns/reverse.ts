import {
  deliveryNosSince,
  orderLinesByIds,
  updateDeliveryLine,
} from '@xinhang/db/repositories/deliveries.ts';
import {
  ofDeliveries,
  returnLines,
  updateReturn,
  type DeliveredLine,
  type NamedReturn,
} from '@xinhang/db/repositories/sales-returns.ts';
import { sendsAgain } from '@xinhang/shared/delivery-rules.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import {
  postVoucher,
  reverseAchievement,
  reverseMoney,
  reverseVoucher,
  type MoneyDoc,
} from '../../ledgers/service.ts';
import { housePlaceId } from '../../products/service.ts';
import { reverseStock, standingStockRows } from '../../stock/service.ts';
import { costOf } from '../deliveries/confirm.ts';
import { needIn, record, told } from './access.ts';
import { moveOrders, sumOf } from './confirm.ts';
import { markedStill, moveMarks } from './no-fapiao.ts';

const kind = 'salesReturn';

/** Takes a return back, today; refused once what was to be sent again went out. */
export async function reverseReturn(
  ctx: WriteContext,
  id: number,
  { version, reason }: { version: number; reason: string },
): Promise<NamedReturn> {
  const { tx } = ctx;
  const row = await needIn(ctx, { id, version }, ['confirmed'], 'deliveries.reverse');
  const before = await told(ctx, row);
  const today = await todayOf(ctx);
  const lines = markedStill(await returnLines(tx, id));
  if (lines.some((line) => line.red_fapiao_id !== null)) throw problem('still-invoiced');
  const replaces = sendsAgain(row.disposal);
  if (replaces) await needStillOpen(ctx, ofDeliveries(lines), row);
  const losses = await housePlaceId(tx, 'loss');
  const doc: MoneyDoc = { kind, id, no: row.no! };
  await reverseMoney(ctx, 'ar', doc, today);
  const lost = (await standingStockRows(tx, { kind, id })).filter(
    (one) => one.to_location_id === losses,
  );
  const gone = await reverseStock(ctx, { entityId: row.entity_id, kind, id, businessDate: today });
  await reverseVoucher(ctx, doc, today);
  // Goods that were dearer than the pool by now left it at its average (docs/decisions/0221).
  // What was lost came in with the value that it had, to go out with the rest.
  const foundFen = lost.reduce((all, one) => all + one.value_fen, 0);
  const off = costOf(lines) - (sumOf(gone) - foundFen);
  await postVoucher(ctx, {
    entityId: row.entity_id,
    doc,
    businessDate: today,
    lines: [
      { account: 'stock', amountFen: off },
      { account: 'cost', amountFen: -off, customerId: row.customer_id },
    ],
  });
  await reverseAchievement(ctx, 'delivery', { kind, id }, today);
  for (const [lineId, own] of Map.groupBy(ofDeliveries(lines), (line) => line.delivery_line_id)) {
    const [first] = own;
    await updateDeliveryLine(tx, lineId, {
      returned_e4: first!.returned_e4 - own.reduce((all, line) => all + line.qty_e4, 0),
      returned_cost_fen:
        first!.returned_cost_fen - own.reduce((all, line) => all + (line.cost_fen ?? 0), 0),
    });
  }
  await moveMarks(ctx, lines, -1);
  await moveOrders(ctx, lines, { sign: -1, replaces });
  const done = await updateReturn(tx, row, {
    state: 'reversed',
    reversal_reason: reason,
    reversed_by: ctx.actor.userId,
    reversed_at: ctx.now,
  });
  if (!done) throw stale(row);
  return (await record(ctx, 'salesReturns.reverse', row, before))!;
}

/** Refused with the deliveries that went out since then. */
async function needStillOpen(
  ctx: WriteContext,
  lines: readonly DeliveredLine[],
  { delivery_id: besides, confirmed_at: since }: NamedReturn,
): Promise<void> {
  const ids = [...new Set(lines.map((line) => line.order_line_id))];
  for (const order of await orderLinesByIds(ctx.tx, ids)) {
    const back = lines
      .filter((line) => line.order_line_id === order.id)
      .reduce((all, line) => all + line.qty_e4, 0);
    const open =
      order.qty_e4! - order.delivered_e4 + (order.replace_e4 - back) - order.cancelled_e4;
    if (open < 0) {
      const by = (await deliveryNosSince(ctx.tx, [order.id], { besides, since: since! })).join(
        '、',
      );
      const errors = [{ pointer: '', code: 'sent-again', params: { by } }];
      throw problem('state-refused', { errors });
    }
  }
}
