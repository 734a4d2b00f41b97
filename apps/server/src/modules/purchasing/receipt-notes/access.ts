import {
  findReceiptNote,
  receiptNoteById,
  receiptNoteLines,
  type NamedReceiptNote,
} from '@xinhang/db/repositories/receipt-notes.ts';
import { leavesOut } from '@xinhang/db/scope-places.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ReceiptNoteState } from '@xinhang/shared/purchase-order-rules.ts';
import { stale } from '../../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';

export async function needNote(
  ctx: Pick<ReadContext, 'db' | 'actor'>,
  id: number,
): Promise<NamedReceiptNote> {
  const row = await findReceiptNote(ctx.db, ctx.actor, id);
  if (!row) throw problem('not-found');
  return row;
}

/** The same to be changed: in one of these states, in the version that was seen. */
export async function needIn(
  ctx: WriteContext,
  { id, version }: { id: number; version: number },
  states: readonly ReceiptNoteState[],
  right: 'receiptNotes.manage' | 'receiptNotes.reverse' = 'receiptNotes.manage',
): Promise<NamedReceiptNote> {
  const row = await needNote(ctx, id);
  if (leavesOut(ctx.actor, right, row.warehouse_id)) throw problem('forbidden');
  if (!states.includes(row.state as ReceiptNoteState)) throw problem('state-refused');
  if (row.version !== version) throw stale(row);
  return row;
}

/** A receipt of goods as the audit tells it. */
export async function told(ctx: WriteContext, row: NamedReceiptNote): Promise<object> {
  return {
    version: row.version,
    no: row.no,
    state: row.state,
    supplier: row.supplier_name,
    warehouse: row.warehouse_name,
    dropShip: row.delivery_id !== null,
    businessDate: row.business_date,
    supplierNoteNo: row.supplier_note_no,
    note: row.note,
    reversalReason: row.reversal_reason,
    lines: (await receiptNoteLines(ctx.tx, row.id)).map((line) => ({
      order: line.order_no,
      product: `${line.code} ${line.name}`,
      qtyE4: line.qty_e4,
      way: line.way,
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
): Promise<NamedReceiptNote | undefined> {
  const after = await receiptNoteById(ctx.tx, id);
  const now = after ? await told(ctx, after) : null;
  await ctx.audit({ action, entity: 'receiptNote', entityId: id, before, after: now });
  const places = [was, after?.warehouse_id ?? null];
  await ctx.emit({ entity: 'receiptNote', id, version: after?.version ?? 0, audience: [], places });
  return after;
}
