import type { NewFapiaoLine } from '@xinhang/db/repositories/fapiao.ts';
import {
  deliveredLines,
  orderedLines,
  type DeliveredLine,
  type OrderedLine,
} from '@xinhang/db/repositories/invoicing.ts';
import { standingDeliveryStates } from '@xinhang/shared/delivery-rules.ts';
import type { FapiaoLineBody } from '@xinhang/shared/fapiao.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../../http/context.ts';
import { creditedOf } from '../../sales/service.ts';
import { amountsOf, openOf, taken, type Credited } from './parts.ts';

const alive = new Set(['confirmed', 'partly']);
const gone = new Set<string>(standingDeliveryStates);
const nothing: Credited = { qtyE4: 0, netFen: 0, taxFen: 0 };

type Named = Pick<
  OrderedLine,
  'code' | 'fapiao_name' | 'name' | 'text' | 'spec' | 'fapiao_unit' | 'unit_name' | 'tax_code'
>;

/** As it is named on a fapiao. */
export const namesOf = (order: Omit<Named, 'text'> & Partial<Pick<Named, 'text'>>) => ({
  code: order.code ?? '',
  name: order.fapiao_name || (order.name ?? order.text ?? ''),
  spec: order.spec ?? '',
  unit: order.fapiao_unit || (order.unit_name ?? ''),
  tax_code: order.tax_code ?? '',
});

/**
 * Lines of a fapiao, checked: of one customer, no more of each than was delivered and kept, or is
 * ordered, and is on no fapiao. Answers the rows, and an order line of the first.
 */
export async function checkedLines(
  ctx: WriteContext,
  customerId: number,
  bodies: readonly FapiaoLineBody[],
): Promise<{ rows: NewFapiaoLine[]; first: OrderedLine }> {
  const ids = bodies.flatMap(({ deliveryLineId }) => deliveryLineId ?? []);
  const orders = byId(await orderedLines(ctx.tx, distinct(bodies.map((one) => one.orderLineId))));
  const deliveries = byId(await deliveredLines(ctx.tx, distinct(ids)));
  const credited = await creditedOf(ctx.tx, distinct(ids));
  const rows = bodies.map((body, at): NewFapiaoLine => {
    const refuse = (field: string, code: string, params?: Record<string, number>) =>
      fieldRefused(`/lines/${at}/${field}`, code, params);
    const order = orders.get(body.orderLineId);
    if (order?.customer_id !== customerId) throw refuse('orderLineId', 'unknown-line');
    const delivery = deliveryOf(deliveries, body, order);
    if (body.deliveryLineId !== null && !delivery) throw refuse('deliveryLineId', 'unknown-line');
    if (!delivery && !alive.has(order.state)) throw refuse('orderLineId', 'unknown-line');
    const source = {
      order,
      delivery,
      credited: credited.get(delivery?.id ?? 0) ?? nothing,
    };
    const openE4 = openOf(source);
    if (body.qtyE4 > openE4) {
      // Marked as wanting none: whoever makes one out all the same takes the mark away first.
      const marked = (delivery?.no_fapiao_e4 ?? 0) > 0;
      throw refuse('qtyE4', marked ? 'no-fapiao' : 'above-uninvoiced', { openE4 });
    }
    const amounts = amountsOf(source, body.qtyE4);
    if (amounts.netFen + amounts.taxFen === 0) throw refuse('qtyE4', 'costs-nothing');
    const after = taken(source, { qtyE4: body.qtyE4, ...amounts });
    orders.set(order.id, after.order);
    if (after.delivery) deliveries.set(after.delivery.id, after.delivery);
    return {
      order_id: order.order_id,
      order_line_id: order.id,
      delivery_id: delivery?.delivery_id ?? null,
      delivery_line_id: delivery?.id ?? null,
      red_of_line_id: null,
      return_line_id: null,
      ...namesOf(order),
      qty_e4: body.qtyE4,
      tax_bp: order.tax_bp,
      net_fen: amounts.netFen,
      tax_fen: amounts.taxFen,
    };
  });
  return { rows, first: orders.get(bodies[0]!.orderLineId)! };
}

const distinct = (ids: readonly number[]) => [...new Set(ids)];
const byId = <T extends { id: number }>(rows: readonly T[]) =>
  new Map(rows.map((row) => [row.id, row]));

/** The line of a delivery that went out, if it is one of that order line. */
function deliveryOf(
  found: ReadonlyMap<number, DeliveredLine>,
  { deliveryLineId }: FapiaoLineBody,
  order: OrderedLine,
): DeliveredLine | null {
  const line = deliveryLineId === null ? undefined : found.get(deliveryLineId);
  return line?.order_line_id === order.id && gone.has(line.state) ? line : null;
}
