import {
  findPurchaseReturn,
  purchaseReturnById,
  purchaseReturnLines,
  type NamedPurchaseReturn,
} from '@xinhang/db/repositories/purchase-returns.ts';
import { leavesOut } from '@xinhang/db/scope-places.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { PurchaseReturnState } from '@xinhang/shared/purchase-returns.ts';
import { stale } from '../../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';

export async function needReturn(
  ctx: Pick<ReadContext, 'db' | 'actor'>,
  id: number,
): Promise<NamedPurchaseReturn> {
  const row = await findPurchaseReturn(ctx.db, ctx.actor, id);
  if (!row) throw problem('not-found');
  return row;
}

/** The same to be changed: in one of these states, in the version that was seen. */
export async function needIn(
  ctx: WriteContext,
  { id, version }: { id: number; version: number },
  states: readonly PurchaseReturnState[],
  right: 'receiptNotes.manage' | 'receiptNotes.reverse' = 'receiptNotes.manage',
): Promise<NamedPurchaseReturn> {
  const row = await needReturn(ctx, id);
  if (leavesOut(ctx.actor, right, row.warehouse_id)) throw problem('forbidden');
  if (!states.includes(row.state as PurchaseReturnState)) throw problem('state-refused');
  if (row.version !== version) throw stale(row);
  return row;
}

/** A return as the audit tells it; what things cost stands under names that it hides. */
export async function told(ctx: WriteContext, row: NamedPurchaseReturn): Promise<object> {
  return {
    version: row.version,
    no: row.no,
    state: row.state,
    supplier: row.supplier_name,
    warehouse: row.warehouse_name,
    businessDate: row.business_date,
    supplierReturnNo: row.supplier_return_no,
    reason: row.reason,
    replaces: row.replaces === null ? null : row.replaces === 1,
    note: row.note,
    reversalReason: row.reversal_reason,
    lines: (await purchaseReturnLines(ctx.tx, row.id)).map((line) => ({
      receipt: line.receipt_no,
      product: `${line.code} ${line.name}`,
      qtyE4: line.qty_e4,
      costPriceE4: line.price_e4,
      batch: line.batch,
      serials: line.serials,
      note: line.note,
    })),
  };
}

/** Audit and news of a change; `before` as `told` told it, `was` the warehouse it named then. */
export async function record(
  ctx: WriteContext,
  action: string,
  id: number,
  before: object | null,
  was: number | null = null,
): Promise<NamedPurchaseReturn | undefined> {
  const after = await purchaseReturnById(ctx.tx, id);
  const now = after ? await told(ctx, after) : null;
  await ctx.audit({ action, entity: 'purchaseReturn', entityId: id, before, after: now });
  const places = [was, after?.warehouse_id ?? null];
  await ctx.emit({
    entity: 'purchaseReturn',
    id,
    version: after?.version ?? 0,
    audience: [],
    places,
  });
  return after;
}
