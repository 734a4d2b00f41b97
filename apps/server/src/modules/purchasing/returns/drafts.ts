import { sumsOf } from '@xinhang/db/line-sums.ts';
import { OWN_CURRENCY } from '@xinhang/db/own-currency.ts';
import {
  deletePurchaseReturn,
  insertPurchaseReturn,
  purchaseReturnLines,
  setPurchaseReturnLines,
  updatePurchaseReturn,
  type NamedPurchaseReturn,
  type NamedPurchaseReturnLine,
  type NewPurchaseReturnLine,
} from '@xinhang/db/repositories/purchase-returns.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { homePlaceId, needPlace, needReachedPlace } from '../../products/service.ts';
import { firstEntityId } from '../../stock/service.ts';
import { usualWarehouse } from '../orders/drafts.ts';
import { needSupplier } from '../suppliers.ts';
import { needIn, record, told } from './access.ts';
import { returnParts } from './lines.ts';

type Api = typeof api.purchaseReturns;
type CreateBody = EndpointInput<Api['create']>['body'];
type UpdateBody = EndpointInput<Api['update']>['body'];

/** Goods go back from where they are sold, or from among the defective. */
const places = ['warehouse', 'defective'] as const;
const flag = (value: boolean | null) => (value === null ? null : Number(value));

/** Whose it is: the supplier of the receipts, else the one that was named. */
async function supplierOf(ctx: WriteContext, said: number | null, received: number | null) {
  if (received === null) {
    if (said === null) throw fieldRefused('/supplierId', 'required');
    return (await needSupplier(ctx.tx, said)).id;
  }
  if (said !== null && said !== received) throw fieldRefused('/supplierId', 'other-supplier');
  return received;
}

export async function createReturn(
  ctx: WriteContext,
  body: CreateBody,
): Promise<NamedPurchaseReturn> {
  const { tx } = ctx;
  const { rows, from } = await returnParts(ctx, body.lines);
  const supplierId = await supplierOf(ctx, body.supplierId, from?.supplierId ?? null);
  await needPlace(tx, body.warehouseId, places);
  const usual = from ? await homePlaceId(tx, from.warehouseId) : await usualWarehouse(ctx);
  const warehouseId = body.warehouseId ?? usual;
  await needReachedPlace(ctx, 'receiptNotes.manage', warehouseId);
  const id = await insertPurchaseReturn(tx, {
    no: null,
    state: 'draft',
    entity_id: from?.entityId ?? (await firstEntityId(tx))!,
    supplier_id: supplierId,
    warehouse_id: warehouseId,
    business_date: body.businessDate,
    supplier_return_no: body.supplierReturnNo,
    reason: body.reason,
    replaces: flag(body.replaces),
    note: body.note,
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
  await setPurchaseReturnLines(tx, id, rows);
  return (await record(ctx, 'purchaseReturns.create', id, null))!;
}

const written = [
  'receipt_line_id',
  'product_id',
  'qty_e4',
  'price_e4',
  'tax_bp',
  'batch',
  'serials',
  'note',
] as const;

/** Whether what is kept are these lines in this order. */
const sameLines = (
  old: readonly NamedPurchaseReturnLine[],
  lines: readonly NewPurchaseReturnLine[],
): boolean =>
  old.length === lines.length &&
  lines.every((line, at) => written.every((key) => line[key] === old[at]![key]));

/** Of a confirmed return only what is written on paper: the supplier's number and the note. */
export async function updateReturn(
  ctx: WriteContext,
  id: number,
  { version, lines, ...body }: UpdateBody,
): Promise<NamedPurchaseReturn> {
  const { tx } = ctx;
  const row = await needIn(ctx, { id, version }, ['draft', 'confirmed']);
  const { businessDate, warehouseId, reason, replaces } = body;
  const fixed = [lines, businessDate, warehouseId, reason, replaces].some(
    (one) => one !== undefined,
  );
  if (row.state !== 'draft' && fixed) throw problem('state-refused');
  const before = await told(ctx, row);
  let rows: NewPurchaseReturnLine[] | null = null;
  if (lines) {
    const wanted = await returnParts(ctx, lines);
    if (wanted.from && wanted.from.supplierId !== row.supplier_id) {
      throw fieldRefused('/lines/0/receiptLineId', 'other-supplier');
    }
    // Lines that are as they were keep their numbers.
    if (!sameLines(await purchaseReturnLines(tx, id), wanted.rows)) rows = wanted.rows;
  }
  if (warehouseId !== undefined) {
    await needPlace(tx, warehouseId, places);
    await needReachedPlace(ctx, 'receiptNotes.manage', warehouseId);
  }
  const done = await updatePurchaseReturn(tx, row, {
    business_date: businessDate ?? row.business_date,
    warehouse_id: warehouseId === undefined ? row.warehouse_id : warehouseId,
    supplier_return_no: body.supplierReturnNo ?? row.supplier_return_no,
    reason: reason ?? row.reason,
    replaces: replaces === undefined ? row.replaces : flag(replaces),
    note: body.note ?? row.note,
    ...(rows && sumsOf(rows)),
  });
  if (!done) throw stale(row);
  if (rows) await setPurchaseReturnLines(tx, id, rows);
  return (await record(ctx, 'purchaseReturns.update', id, before, row.warehouse_id))!;
}

export async function discardReturn(ctx: WriteContext, id: number, version: number): Promise<void> {
  const row = await needIn(ctx, { id, version }, ['draft']);
  const before = await told(ctx, row);
  await deletePurchaseReturn(ctx.tx, id);
  await record(ctx, 'purchaseReturns.discard', id, before, row.warehouse_id);
}
