import {
  purchaseLinesOf,
  purchaseOrderById,
  type NamedPurchaseOrder,
} from '@xinhang/db/repositories/purchase-orders.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { PurchaseOrderState } from '@xinhang/shared/purchase-order-rules.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';

export async function needOrder(db: Reader, id: number): Promise<NamedPurchaseOrder> {
  const row = await purchaseOrderById(db, id);
  if (!row) throw problem('not-found');
  return row;
}

/** The same to be changed: in one of these states, in the version that was seen. */
export async function needIn(
  ctx: WriteContext,
  { id, version }: { id: number; version: number },
  states: readonly PurchaseOrderState[],
): Promise<NamedPurchaseOrder> {
  const row = await needOrder(ctx.tx, id);
  if (!states.includes(row.state as PurchaseOrderState)) throw problem('state-refused');
  if (row.version !== version) throw stale(row);
  return row;
}

/** What things cost is written by those alone who see it. */
export function needSightOfCost({ actor }: WriteContext): void {
  if (actor.fields.cost !== 'show') throw fieldRefused('/lines', 'cost-hidden');
}

/** An order as the audit tells it; what things cost stands under names that it hides. */
export async function told(ctx: WriteContext, row: NamedPurchaseOrder): Promise<object> {
  return {
    version: row.version,
    no: row.no,
    state: row.state,
    supplier: row.supplier_name,
    businessDate: row.business_date,
    expectedDate: row.expected_date,
    term: row.term_name,
    warehouse: row.warehouse_name,
    shipTo: row.ship_to === '' ? null : (JSON.parse(row.ship_to) as object),
    supplierOrderNo: row.supplier_order_no,
    note: row.note,
    basis: row.basis,
    reason: row.reason,
    lines: (await purchaseLinesOf(ctx.tx, row.id)).map((line) => ({
      product: `${line.code} ${line.name}`,
      qtyE4: line.unit_qty_e4,
      unit: line.unit_name,
      costPriceE4: line.price_e4,
      taxBp: line.tax_bp,
      expectedDate: line.expected_date,
      spread: line.spread === 1,
      receivedE4: line.received_e4,
      returnedE4: line.returned_e4,
      cancelledE4: line.cancelled_e4,
      closeReason: line.close_reason,
      note: line.note,
    })),
  };
}

/** Audit and news of a change of an order; `before` as `told` told it. */
export async function record(
  ctx: WriteContext,
  action: string,
  id: number,
  before: object | null,
): Promise<NamedPurchaseOrder | undefined> {
  const after = await purchaseOrderById(ctx.tx, id);
  const now = after ? await told(ctx, after) : null;
  await ctx.audit({ action, entity: 'purchaseOrder', entityId: id, before, after: now });
  const version = after?.version ?? 0;
  const places = [after?.warehouse_id ?? null];
  await ctx.emit({ entity: 'purchaseOrder', id, version, audience: [], places });
  return after;
}
