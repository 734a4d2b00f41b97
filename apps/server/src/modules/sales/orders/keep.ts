import {
  aliveStates,
  setReserved,
  type NamedSalesLine,
  type NamedSalesOrder,
} from '@xinhang/db/repositories/sales-orders.ts';
import { openOf } from '@xinhang/shared/sales-order-rules.ts';
import type { WriteContext } from '../../../http/context.ts';
import { releaseStock, reserveStock } from '../../stock/service.ts';

export const isAlive = (state: string): boolean =>
  (aliveStates as readonly string[]).includes(state);

/** How far a line is, of whatever was read with these columns. */
export const progressOf = (
  line: Pick<NamedSalesLine, 'qty_e4' | 'delivered_e4' | 'replace_e4' | 'cancelled_e4'>,
) => ({
  qtyE4: line.qty_e4 ?? 0,
  deliveredE4: line.delivered_e4,
  replaceE4: line.replace_e4,
  cancelledE4: line.cancelled_e4,
});

/** Gives back all that is kept for an order where it is kept now: it will be kept elsewhere. */
export async function keepNothing(
  ctx: WriteContext,
  { entity_id: entityId, warehouse_id: locationId }: NamedSalesOrder,
  lines: readonly NamedSalesLine[],
): Promise<void> {
  if (locationId === null) return;
  const kept = lines.flatMap((line, at) =>
    line.product_id === null || line.reserved_e4 === 0
      ? []
      : [{ pointer: `/lines/${at}`, productId: line.product_id, qtyE4: line.reserved_e4 }],
  );
  await releaseStock(ctx, { entityId, locationId, lines: kept });
  await setReserved(
    ctx.tx,
    lines.map(({ id }) => ({ id, reservedE4: 0 })),
  );
}

/**
 * Keeps in the warehouse of an order what is open of it, no more and no less; what the supplier ships
 * straight to the customer is kept nowhere. `bound`: the company may refuse what it has not.
 */
export async function keepOpen(
  ctx: WriteContext,
  order: NamedSalesOrder,
  lines: readonly NamedSalesLine[],
  { bound }: { bound: boolean },
): Promise<void> {
  const { entity_id: entityId, warehouse_id: locationId } = order;
  if (locationId === null) return;
  const changes = lines.flatMap((line, at) => {
    if (line.product_id === null || line.product_kind !== 'goods') return [];
    const wanted = isAlive(order.state) && line.drop_ship === 0 ? openOf(progressOf(line)) : 0;
    const more = wanted - line.reserved_e4;
    if (more === 0) return [];
    return [{ pointer: `/lines/${at}`, id: line.id, productId: line.product_id, wanted, more }];
  });
  const of = (sign: 1 | -1) =>
    changes
      .filter(({ more }) => more * sign > 0)
      .map(({ more, ...line }) => ({ ...line, qtyE4: more * sign }));
  await releaseStock(ctx, { entityId, locationId, lines: of(-1) });
  await reserveStock(ctx, { entityId, locationId, lines: of(1), bound });
  await setReserved(
    ctx.tx,
    changes.map(({ id, wanted }) => ({ id, reservedE4: wanted })),
  );
}
