import { may } from '@xinhang/db/actor.ts';
import { NO_DATE } from '@xinhang/db/no-date.ts';
import { countWantedLines, orderedBeside, shipToNow } from '@xinhang/db/repositories/drop-ship.ts';
import {
  updatePurchaseOrder,
  type NamedPurchaseOrder,
} from '@xinhang/db/repositories/purchase-orders.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import type { ChangedDropShip } from '@xinhang/shared/drop-ship.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import type { DeskSource } from '../../../registry/boot.ts';
import { needIn, record, told } from '../orders/access.ts';
import { toProduct } from '../orders/describe.ts';
import { shippedTo } from '../ship-to.ts';

/** As an order to a supplier keeps it. */
const kept = (frozen: string): string => {
  const place = shippedTo(frozen);
  return place ? JSON.stringify(place) : '';
};

/** Lines on order that the side which sells wants otherwise by now, of one order or all. */
export async function changedLines(db: Reader, orderId?: number): Promise<ChangedDropShip[]> {
  const rows = await orderedBeside(db, orderId);
  /** Several orders may be for one line: what is wanted goes to the first of them. */
  const left = new Map(rows.map((row) => [row.sales_line_id!, Math.max(0, Number(row.open_e4))]));
  return rows.flatMap((row) => {
    const orderedE4 = Number(row.ordered_e4);
    const wantedE4 = Math.min(orderedE4, left.get(row.sales_line_id!)!);
    left.set(row.sales_line_id!, left.get(row.sales_line_id!)! - wantedE4);
    const wantedOn = row.due_on === NO_DATE ? null : row.due_on;
    const differs: ChangedDropShip['differs'] = [];
    if (wantedE4 < orderedE4) differs.push('cut');
    if (wantedE4 > 0 && kept(row.ship_to) !== row.ordered_to) differs.push('shipTo');
    if (wantedE4 > 0 && wantedOn !== null && row.coming_on !== null && row.coming_on > wantedOn) {
      differs.push('late');
    }
    if (differs.length === 0) return [];
    return [
      {
        lineId: row.id,
        orderId: row.order_id,
        orderNo: row.order_no ?? '',
        supplier: { id: row.supplier_id, name: row.supplier_name },
        product: toProduct(row),
        differs,
        orderedE4,
        wantedE4,
        comingOn: row.coming_on,
        wantedOn,
        shipTo: shippedTo(row.ship_to),
      },
    ];
  });
}

/** Has what is on order shipped where its sales order sends it by now; the supplier is told on paper. */
export async function moveShipTo(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<NamedPurchaseOrder> {
  const order = await needIn(ctx, { id, version }, ['draft', 'confirmed', 'partly']);
  const ship_to = kept((await shipToNow(ctx.tx, id)) ?? '');
  if (order.ship_to === '' || ship_to === '') throw problem('state-refused');
  if (ship_to === order.ship_to) return order;
  const before = await told(ctx, order);
  if (!(await updatePurchaseOrder(ctx.tx, order, { ship_to }))) throw stale(order);
  return (await record(ctx, 'purchaseOrders.moveShipTo', id, before))!;
}

/** What is to be ordered of what suppliers ship, and what of it changed, on the desk of whoever buys. */
export const dropShipDesk: DeskSource = {
  kind: 'dropShip',
  async build({ db, actor }, { today }) {
    if (!may(actor, 'purchaseOrders.update')) return null;
    const wanted = await countWantedLines(db, {}, COUNT_CAP);
    const late = wanted === 0 ? 0 : await countWantedLines(db, { before: today }, COUNT_CAP);
    const changed = (await changedLines(db)).length;
    if (wanted + changed === 0) return null;
    const count = Math.min(wanted + changed, COUNT_CAP);
    return { count, items: [], jobs: [], dropShip: { wanted, late, changed } };
  },
};
