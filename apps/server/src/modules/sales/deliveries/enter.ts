import type { NamedDelivery } from '@xinhang/db/repositories/deliveries.ts';
import { salesLinesOf } from '@xinhang/db/repositories/sales-orders.ts';
import { openOf } from '@xinhang/shared/sales-order-rules.ts';
import type { WriteContext } from '../../../http/context.ts';
import { progressOf } from '../orders/keep.ts';
import { confirmDelivery } from './confirm.ts';
import { createDelivery } from './drafts.ts';
import { releaseDelivery } from './release.ts';

/**
 * Enters what went out of an order on a day before the company kept its deliveries here: all that is
 * open of it, let go whatever the credit says, with `why` on the document (docs/decisions/0245).
 * The actor changes the credit of this customer.
 */
export async function enterDelivery(
  ctx: WriteContext,
  orderId: number,
  { businessDate, carrier, why }: { businessDate: string; carrier: string; why: string },
): Promise<NamedDelivery> {
  const open = (await salesLinesOf(ctx.tx, orderId))
    .map((line) => ({ orderLineId: line.id, qtyE4: openOf(progressOf(line)) }))
    .filter((line) => line.qtyE4 > 0);
  const drafted = await createDelivery(ctx, {
    businessDate,
    warehouseId: null,
    carrier,
    trackingNo: '',
    note: '',
    lines: open.map((line) => ({ ...line, batch: '', serials: [], note: '' })),
  });
  const { id, version } = await releaseDelivery(ctx, drafted.id, {
    version: drafted.version,
    reason: why,
  });
  return await confirmDelivery(ctx, id, version);
}

/**
 * Sends all that was ordered out at once, a line for each of the order's in their order, with batch
 * and numbers as they are given.
 */
export async function deliverAll(
  ctx: WriteContext,
  orderId: number,
  sent: {
    businessDate: string;
    warehouseId: number | null;
    carrier: string;
    note: string;
    parts: readonly { batch: string; serials: readonly string[] }[];
  },
): Promise<NamedDelivery> {
  const { parts, ...head } = sent;
  const { id, version } = await createDelivery(ctx, {
    ...head,
    trackingNo: '',
    lines: (await salesLinesOf(ctx.tx, orderId)).map((line, at) => ({
      orderLineId: line.id,
      qtyE4: openOf(progressOf(line)),
      batch: parts[at]?.batch ?? '',
      serials: [...(parts[at]?.serials ?? [])],
      note: line.note,
    })),
  });
  return await confirmDelivery(ctx, id, version);
}
