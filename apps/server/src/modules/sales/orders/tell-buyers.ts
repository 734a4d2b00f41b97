import { buyersOfLines } from '@xinhang/db/repositories/drop-ship-buyers.ts';
import {
  salesLinesOf,
  salesOrderById,
  type NamedSalesLine,
  type NamedSalesOrder,
} from '@xinhang/db/repositories/sales-orders.ts';
import { openOf } from '@xinhang/shared/sales-order-rules.ts';
import type { WriteContext } from '../../../http/context.ts';
import { isAlive, progressOf } from './keep.ts';

interface Side {
  order: NamedSalesOrder;
  lines: readonly NamedSalesLine[];
}

const wantedOn = ({ order }: Side, line: NamedSalesLine) =>
  line.required_date ?? order.required_date;
const openIn = ({ order }: Side, line: NamedSalesLine) =>
  isAlive(order.state) ? openOf(progressOf(line)) : 0;

/**
 * Tells whoever ordered what a supplier ships straight to the customer that less of it is wanted, on
 * another day or elsewhere: product and own order alone, nothing of whom it is for. `before`: the
 * order and its lines as they were.
 */
export async function tellBuyers(ctx: WriteContext, before: Side): Promise<void> {
  const { id } = before.order;
  if (!before.lines.some((line) => line.drop_ship === 1)) return;
  const order = (await salesOrderById(ctx.tx, id))!;
  const after = { order, lines: await salesLinesOf(ctx.tx, id) };
  const now = new Map(after.lines.map((line) => [line.id, line]));
  const moved = new Map<number, { open: boolean; day: boolean }>();
  for (const line of before.lines) {
    const next = now.get(line.id);
    if (line.drop_ship === 0 || !next || openIn(before, line) <= 0) continue;
    const open = openIn(after, next) < openIn(before, line);
    // Of what is not wanted any more neither day nor place matters.
    const day = openIn(after, next) > 0 && wantedOn(after, next) !== wantedOn(before, line);
    moved.set(line.id, { open, day });
  }
  const elsewhere = isAlive(order.state) && order.ship_to !== before.order.ship_to;
  const told = new Set<string>();
  for (const one of await buyersOfLines(ctx.tx, [...moved.keys()])) {
    const { open, day } = moved.get(one.sales_line_id!)!;
    const kinds = [
      ...(open ? (['drop-ship-cut'] as const) : []),
      ...(day ? (['drop-ship-day'] as const) : []),
      ...(elsewhere ? (['drop-ship-place'] as const) : []),
    ];
    for (const kind of kinds) {
      const key =
        kind === 'drop-ship-place' ? `${kind}/${one.id}` : `${kind}/${one.id}/${one.name}`;
      if (one.made_by === ctx.actor.userId || told.has(key)) continue;
      told.add(key);
      await ctx.notify([one.made_by], {
        kind,
        params: {
          no: one.no ?? '',
          name: one.name,
          on: wantedOn(after, now.get(one.sales_line_id!)!) ?? '',
        },
        route: `/purchase-orders/${one.id}`,
      });
    }
  }
}
