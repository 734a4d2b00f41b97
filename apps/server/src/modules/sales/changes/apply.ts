import {
  appliedChanges,
  changeLinesOf,
  insertOrderVersion,
  updateOrderChange,
  type NamedChange,
} from '@xinhang/db/repositories/order-changes.ts';
import {
  insertSalesLine,
  salesLinesOf,
  salesOrderById,
  updateSalesLine,
  updateSalesOrder,
  type NamedSalesOrder,
} from '@xinhang/db/repositories/sales-orders.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { stateOf } from '@xinhang/shared/sales-order-rules.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { record as recordOrder, told as toldOrder } from '../orders/access.ts';
import { achieveAnew } from '../orders/achieve.ts';
import { checkWhole } from '../orders/check.ts';
import { totalsOf } from '../orders/drafts.ts';
import { isAlive, keepNothing, keepOpen, progressOf } from '../orders/keep.ts';
import { untouched } from '../orders/lines.ts';
import { tellBuyers } from '../orders/tell-buyers.ts';
import { record } from './access.ts';
import { wantedHead } from './drafts.ts';
import { checkFits, checkShips, differing, standingAt } from './plan.ts';
import { sideOf } from './sides.ts';

/** Later of two days, either of which may be none. */
const later = (a: string | null, b: string | null) => (a === null || (b !== null && b > a) ? b : a);

/**
 * Makes of a confirmed order what a change wants of it: amounts, reservation, exposure and result,
 * with what it was before and after kept for ever. The rules were asked by whoever calls; what went
 * out meanwhile is looked at here.
 */
export async function applyChange(
  ctx: WriteContext,
  { change, order }: { change: NamedChange; order: NamedSalesOrder },
  before: object,
): Promise<NamedChange> {
  const { tx } = ctx;
  if (!isAlive(order.state)) throw problem('state-refused');
  const toldBefore = await toldOrder(ctx, order);
  const now = await salesLinesOf(tx, order.id);
  const wanted = await changeLinesOf(tx, change.id);
  checkFits(now, wanted);
  await checkShips(ctx, now, wanted);
  const head = wantedHead(order, change);
  const known = new Map(now.map((line) => [line.id, line]));
  for (const [sort, line] of wanted.entries()) {
    const was = line.order_line_id === null ? undefined : known.get(line.order_line_id);
    const columns = standingAt(was, line);
    if (was) {
      const moved = differing(was, { ...columns, drop_ship: line.drop_ship });
      await updateSalesLine(tx, was.id, { ...moved, sort });
    } else {
      await insertSalesLine(tx, order.id, sort, {
        ...untouched,
        contract_line_id: null,
        ...columns,
        drop_ship: line.drop_ship ?? 0,
        original_required_date: columns.required_date ?? head.required_date,
      });
    }
  }
  // What was kept in the other warehouse is kept there no more.
  if (head.warehouse_id !== order.warehouse_id) await keepNothing(ctx, order, now);
  const lines = await salesLinesOf(tx, order.id);
  checkWhole(
    { ...order, ship_to: head.ship_to },
    lines.filter((line) => line.qty_e4 !== 0),
  );
  const state = stateOf(lines.map(progressOf));
  const done = await updateSalesOrder(tx, order, {
    ...head,
    ...totalsOf(lines),
    state,
    credit_until: later(order.credit_until, change.credit_until),
  });
  if (!done) throw stale(order);
  const changed = (await salesOrderById(tx, order.id))!;
  await keepOpen(ctx, changed, lines, { bound: true });
  await achieveAnew(ctx, changed, { before: now, after: lines });
  await tellBuyers(ctx, { order, lines: now });
  const no = (await appliedChanges(tx, order.id)) + 1;
  const by = ctx.actor.userId;
  await insertOrderVersion(tx, {
    order_id: order.id,
    no,
    change_id: change.id,
    before: JSON.stringify(await sideOf(tx, order, now)),
    after: JSON.stringify(await sideOf(tx, changed, await salesLinesOf(tx, order.id))),
    made_by: by,
    made_at: ctx.now,
  });
  const applied = { no, state: 'applied', back_reason: '', applied_by: by, applied_at: ctx.now };
  if (!(await updateOrderChange(tx, change, applied))) throw stale(change);
  await recordOrder(ctx, 'salesOrders.change', changed, toldBefore);
  return (await record(ctx, 'orderChanges.apply', { id: change.id, order: changed }, before))!;
}
