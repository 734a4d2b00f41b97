import { may } from '@xinhang/db/actor.ts';
import { orderLinesByIds, type NewDeliveryLine } from '@xinhang/db/repositories/deliveries.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import { leavesOut } from '@xinhang/db/scope-places.ts';
import type { DeliveryLineBody } from '@xinhang/shared/deliveries.ts';
import { partOfProgress, type LineProgress } from '@xinhang/shared/line-amounts.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { fieldRefused, type ProblemParams } from '@xinhang/shared/problems.ts';
import { aboveOpen, openOf, toleranceOf } from '@xinhang/shared/sales-order-rules.ts';
import type { WriteContext } from '../../../http/context.ts';
import { progressOf } from '../orders/keep.ts';

export type OrderLine = Awaited<ReturnType<typeof orderLinesByIds>>[number];
const alive = new Set(['confirmed', 'partly']);

/** Why a line cannot go out this way: the supplier ships it, or we do. */
export const wrongWay = (dropShip: boolean): string =>
  dropShip ? 'not-drop-ship' : 'drop-shipped';

type Progressed = Pick<
  OrderLine,
  | 'net_fen'
  | 'tax_fen'
  | 'basis'
  | 'qty_e4'
  | 'delivered_e4'
  | 'replace_e4'
  | 'cancelled_e4'
  | 'delivered_net_fen'
  | 'delivered_tax_fen'
  | 'returned_net_fen'
  | 'returned_tax_fen'
  | 'cancelled_net_fen'
  | 'cancelled_tax_fen'
>;

/** What came back to be sent again is not done, what came back for good is. */
export const lineProgress = (line: Progressed): LineProgress => ({
  basis: line.basis as PriceBasis,
  ofE4: line.qty_e4!,
  doneE4: line.delivered_e4 - line.replace_e4,
  cancelledE4: line.cancelled_e4,
  whole: { netFen: line.net_fen, taxFen: line.tax_fen },
  posted: {
    netFen: line.delivered_net_fen + line.returned_net_fen,
    taxFen: line.delivered_tax_fen + line.returned_tax_fen,
  },
  cancelled: { netFen: line.cancelled_net_fen, taxFen: line.cancelled_tax_fen },
});

/** Parts of the amounts of an order line when so much more of it goes out. */
export const partOf = (line: Progressed, moreE4: number) =>
  partOfProgress(lineProgress(line), moreE4);

/** Whether it is open in a warehouse whose board the writer does not see. */
const isStrange = ({ actor }: Pick<WriteContext, 'actor'>, line: OrderLine) =>
  !may(actor, 'salesOrders.read') && leavesOut(actor, 'salesOrders.open', line.warehouse_id);

/**
 * Lines of a draft, checked: of confirmed orders of one customer, no more than is open with the
 * tolerance of the company, batch and numbers where the product has them. With the order lines, in
 * the same order.
 */
export async function checkedLines(
  ctx: WriteContext,
  bodies: readonly DeliveryLineBody[],
  { dropShip = false }: { dropShip?: boolean } = {},
): Promise<{ rows: NewDeliveryLine[]; orders: OrderLine[] }> {
  const ids = [...new Set(bodies.map((line) => line.orderLineId))];
  const found = new Map((await orderLinesByIds(ctx.tx, ids)).map((line) => [line.id, line]));
  const percent = await readSetting(ctx.tx, 'sales.overDeliveryPercent');
  const first = found.get(bodies[0]!.orderLineId);
  const orders: OrderLine[] = [];
  const rows = bodies.map((body, at): NewDeliveryLine => {
    const refuse = (field: string, code: string, params?: ProblemParams) =>
      fieldRefused(`/lines/${at}/${field}`, code, params);
    const line = found.get(body.orderLineId);
    if (!line || isStrange(ctx, line)) throw refuse('orderLineId', 'unknown-line');
    if (!alive.has(line.state))
      throw refuse('orderLineId', 'order-not-open', { no: line.no ?? '' });
    if (line.customer_id !== first!.customer_id || line.entity_id !== first!.entity_id) {
      throw refuse('orderLineId', 'other-customer');
    }
    if ((line.drop_ship === 1) !== dropShip) throw refuse('orderLineId', wrongWay(dropShip));
    const openE4 = openOf(progressOf(line));
    if (openE4 <= 0) throw refuse('qtyE4', 'nothing-open');
    if (body.qtyE4 > openE4 + toleranceOf(line.qty_e4 ?? 0, percent)) {
      const { code, params } = aboveOpen(openE4, line.qty_e4 ?? 0, percent);
      throw refuse('qtyE4', code, params);
    }
    orders.push(line);
    const { netFen, taxFen } = partOf(line, body.qtyE4);
    // The next line of the draft may be of the same line of the order.
    found.set(line.id, {
      ...line,
      delivered_e4: line.delivered_e4 + body.qtyE4,
      delivered_net_fen: line.delivered_net_fen + netFen,
      delivered_tax_fen: line.delivered_tax_fen + taxFen,
    });
    return {
      order_id: line.order_id,
      order_line_id: line.id,
      qty_e4: body.qtyE4,
      net_fen: netFen,
      tax_fen: taxFen,
      cost_fen: null,
      returned_e4: 0,
      returned_cost_fen: 0,
      batch: body.batch ?? '',
      serials: JSON.stringify(body.serials ?? []),
      note: body.note ?? '',
    };
  });
  return { rows, orders };
}
