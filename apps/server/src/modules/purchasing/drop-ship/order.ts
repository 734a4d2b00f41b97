import { droppedOrders, dropShipLines } from '@xinhang/db/repositories/drop-ship.ts';
import { insertCause } from '@xinhang/db/repositories/purchase-causes.ts';
import type {
  NamedPurchaseLine,
  NamedPurchaseOrder,
} from '@xinhang/db/repositories/purchase-orders.ts';
import { NO_DATE } from '@xinhang/db/no-date.ts';
import type { Reader } from '@xinhang/db/database.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../../http/context.ts';
import { createOrder } from '../orders/drafts.ts';
import { shippedTo } from '../ship-to.ts';

type Body = EndpointInput<typeof api.dropShipments.order>['body'];

/** A draft for each supplier and each sales order among these lines: one place to ship to. */
export async function orderDropShip(
  ctx: WriteContext,
  { businessDate, lines }: Body,
): Promise<NamedPurchaseOrder[]> {
  const lineIds = [...new Set(lines.map((line) => line.lineId))];
  const wanted = new Map(
    (await dropShipLines(ctx.tx, lineIds))
      .filter((line) => Number(line.left_e4) > 0)
      .map((line) => [line.id, line]),
  );
  const left = new Map([...wanted].map(([id, line]) => [id, Number(line.left_e4)]));
  const checked = lines.map((line, at) => {
    const cause = wanted.get(line.lineId);
    if (!cause) throw fieldRefused(`/lines/${at}/lineId`, 'nothing-open');
    const openE4 = left.get(line.lineId)!;
    if (line.qtyE4 > openE4) {
      throw fieldRefused(`/lines/${at}/qtyE4`, 'above-open-quantity', { openE4 });
    }
    if (cause.ship_to === '') throw fieldRefused(`/lines/${at}/lineId`, 'no-ship-to');
    left.set(line.lineId, openE4 - line.qtyE4);
    return { ...line, at, cause };
  });
  const made: NamedPurchaseOrder[] = [];
  const drafts = Map.groupBy(checked, (line) => `${line.supplierId}/${line.cause.order_id}`);
  for (const own of drafts.values()) {
    const { supplierId, at, cause: first } = own[0]!;
    const days = own.map((line) => line.cause.due_on).toSorted();
    const body = {
      supplierId,
      businessDate,
      basis: 'gross' as const,
      expectedDate: days[0] === NO_DATE ? null : days[0]!,
      warehouseId: null,
      supplierOrderNo: '',
      note: '',
      lines: own.map(({ cause, qtyE4 }) => ({
        productId: cause.product_id,
        unitId: null,
        qtyE4,
        priceE4: null,
        expectedDate: null,
        spread: false,
        note: '',
      })),
    };
    const order = await createOrder(ctx, body, {
      pointer: `/lines/${at}/supplierId`,
      straight: {
        shipTo: JSON.stringify(shippedTo(first.ship_to)),
        salesLineIds: own.map((line) => line.lineId),
      },
    });
    for (const { cause, lineId, qtyE4 } of own) {
      await insertCause(ctx.tx, {
        order_id: order.id,
        product_id: cause.product_id,
        sales_line_id: lineId,
        qty_e4: qtyE4,
      });
    }
    made.push(order);
  }
  return made;
}

/**
 * An order that is shipped to a customer has goods for lines of that customer alone, no more of each
 * than is open there; other goods would have no place to go to.
 */
export async function checkStraight(
  db: Reader,
  order: NamedPurchaseOrder,
  lines: readonly NamedPurchaseLine[],
): Promise<void> {
  if (order.ship_to === '') return;
  const ids = lines.flatMap((line) => line.sales_line_id ?? []);
  const open = new Map(
    (await dropShipLines(db, ids)).map((line) => [line.id, Number(line.open_e4)]),
  );
  // This order is a draft and not among them.
  const ordered = await droppedOrders(db, ids, { drafts: false });
  for (const [at, line] of lines.entries()) {
    if (line.product_kind !== 'goods') continue;
    const id = line.sales_line_id;
    if (id === null) throw fieldRefused(`/lines/${at}/productId`, 'not-drop-ship');
    const openE4 = Math.max(0, (open.get(id) ?? 0) - (ordered.get(id)?.orderedE4 ?? 0));
    if ((line.qty_e4 ?? 0) > openE4) {
      throw fieldRefused(`/lines/${at}/qtyE4`, 'above-open-quantity', { openE4 });
    }
    open.set(id, (open.get(id) ?? 0) - (line.qty_e4 ?? 0));
  }
}
