import { may } from '@xinhang/db/actor.ts';
import { sumsOf } from '@xinhang/db/line-sums.ts';
import { OWN_CURRENCY } from '@xinhang/db/own-currency.ts';
import {
  deleteReceiptNote,
  insertReceiptNote,
  receiptNoteLines,
  setReceiptNoteLines,
  updateReceiptNote,
  type NamedReceiptNote,
  type NamedReceiptNoteLine,
  type NewReceiptNoteLine,
} from '@xinhang/db/repositories/receipt-notes.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { needPlace, needReachedPlace } from '../../products/service.ts';
import { discardShipped } from '../../sales/service.ts';
import { needIn, record, told } from './access.ts';
import { draftRows, partsNow } from './lines.ts';

type Body<K extends 'create' | 'update'> = EndpointInput<(typeof api.receiptNotes)[K]>['body'];

export async function createNote(
  ctx: WriteContext,
  body: Body<'create'>,
  /** Shipped straight to the customer: with this delivery, through this place. */
  straight: { deliveryId: number; placeId: number } | null = null,
): Promise<NamedReceiptNote> {
  const { tx } = ctx;
  const { parts, first } = await partsNow(ctx, body.lines, straight !== null);
  await needPlace(tx, body.warehouseId);
  const warehouseId = straight?.placeId ?? body.warehouseId ?? first.warehouse_id;
  await needReachedPlace(ctx, 'receiptNotes.manage', warehouseId);
  const rows = draftRows(body.lines, parts);
  const id = await insertReceiptNote(tx, {
    no: null,
    state: 'draft',
    entity_id: first.entity_id,
    supplier_id: first.supplier_id,
    warehouse_id: warehouseId,
    delivery_id: straight?.deliveryId ?? null,
    business_date: body.businessDate,
    supplier_note_no: body.supplierNoteNo,
    note: body.note,
    deductible: null,
    ...sumsOf(rows),
    ...OWN_CURRENCY,
    reversal_reason: '',
    made_by: ctx.actor.userId,
    made_at: ctx.now,
    confirmed_by: null,
    confirmed_at: null,
    reversed_by: null,
    reversed_at: null,
  });
  await setReceiptNoteLines(tx, id, rows);
  return (await record(ctx, 'receiptNotes.create', id, null))!;
}

const written = ['order_line_id', 'qty_e4', 'batch', 'serials', 'way', 'note'] as const;

/** Whether what is kept are these lines in this order. */
const sameLines = (
  old: readonly NamedReceiptNoteLine[],
  lines: readonly NewReceiptNoteLine[],
): boolean =>
  old.length === lines.length &&
  lines.every((line, at) => written.every((key) => line[key] === old[at]![key]));

/** Of a confirmed receipt only what is written on paper: the supplier's number and the note. */
export async function updateNote(
  ctx: WriteContext,
  id: number,
  { version, ...body }: Body<'update'>,
): Promise<NamedReceiptNote> {
  const { tx } = ctx;
  const row = await needIn(ctx, { id, version }, ['draft', 'confirmed']);
  const fixed =
    body.lines !== undefined || body.businessDate !== undefined || body.warehouseId !== undefined;
  if ((row.state !== 'draft' || row.delivery_id !== null) && fixed) throw problem('state-refused');
  const before = await told(ctx, row);
  let rows: NewReceiptNoteLine[] | null = null;
  if (body.lines) {
    const { parts, first } = await partsNow(ctx, body.lines);
    if (first.supplier_id !== row.supplier_id) {
      throw fieldRefused('/lines/0/orderLineId', 'other-supplier');
    }
    const wanted = draftRows(body.lines, parts);
    // Lines that are as they were keep their numbers.
    if (!sameLines(await receiptNoteLines(tx, id), wanted)) rows = wanted;
  }
  if (body.warehouseId !== undefined) {
    await needPlace(tx, body.warehouseId);
    await needReachedPlace(ctx, 'receiptNotes.manage', body.warehouseId);
  }
  const done = await updateReceiptNote(tx, row, {
    business_date: body.businessDate ?? row.business_date,
    warehouse_id: body.warehouseId === undefined ? row.warehouse_id : body.warehouseId,
    supplier_note_no: body.supplierNoteNo ?? row.supplier_note_no,
    note: body.note ?? row.note,
    ...(rows && sumsOf(rows)),
  });
  if (!done) throw stale(row);
  if (rows) await setReceiptNoteLines(tx, id, rows);
  return (await record(ctx, 'receiptNotes.update', id, before, row.warehouse_id))!;
}

export async function discardNote(ctx: WriteContext, id: number, version: number): Promise<void> {
  const row = await needIn(ctx, { id, version }, ['draft']);
  if (row.delivery_id !== null && !may(ctx.actor, 'deliveries.manage')) throw problem('forbidden');
  const before = await told(ctx, row);
  await deleteReceiptNote(ctx.tx, id);
  await record(ctx, 'receiptNotes.discard', id, before, row.warehouse_id);
  if (row.delivery_id !== null) await discardShipped(ctx, row.delivery_id);
}
