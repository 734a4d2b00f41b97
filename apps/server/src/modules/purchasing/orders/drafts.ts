import { sumsOf } from '@xinhang/db/line-sums.ts';
import { OWN_CURRENCY } from '@xinhang/db/own-currency.ts';
import {
  deletePurchaseOrder,
  insertPurchaseOrder,
  purchaseLinesOf,
  setPurchaseLines,
  updatePurchaseOrder,
  type NamedPurchaseLine,
  type NamedPurchaseOrder,
  type NewPurchaseLine,
} from '@xinhang/db/repositories/purchase-orders.ts';
import { requestLinesByIds } from '@xinhang/db/repositories/purchase-requests.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { termsInUse } from '../../ledgers/service.ts';
import { allLocations, needPlace } from '../../products/service.ts';
import { firstEntityId } from '../../stock/service.ts';
import { noteCauses } from '../causes.ts';
import { openOfRequest } from '../requests/progress.ts';
import { needSupplier } from '../suppliers.ts';
import { needIn, needSightOfCost, record, told } from './access.ts';
import { askedAgain, draftLines } from './lines.ts';

type Api = typeof api.purchaseOrders;
export type PurchaseBody = EndpointInput<Api['create']>['body'];
type UpdateBody = EndpointInput<Api['update']>['body'];
type ShortBody = EndpointInput<Api['fromShortages']>['body'];

/** Terms in use, or those that stood there before. */
async function needTerm(ctx: WriteContext, id: number | null, before: number | null) {
  if (id === null || id === before) return;
  const inUse = await termsInUse(ctx.tx);
  if (!inUse.some((term) => term.id === id)) throw fieldRefused('/termId', 'unknown-term');
}

/** Where goods come to unless somebody says another place. */
export async function usualWarehouse(ctx: WriteContext): Promise<number | null> {
  const places = await allLocations(ctx.tx);
  return places.find((one) => one.kind === 'warehouse' && one.active === 1)?.id ?? null;
}

interface Given {
  pointer?: string;
  /** Lines of requests that the lines are for, in the same order. */
  requests?: readonly (number | null)[];
  /** Shipped straight to a customer: to this place, for these lines of a sales order. */
  straight?: { shipTo: string; salesLineIds: readonly number[] };
}

export async function createOrder(
  ctx: WriteContext,
  body: PurchaseBody,
  { pointer, requests = [], straight }: Given = {},
): Promise<NamedPurchaseOrder> {
  needSightOfCost(ctx);
  const { tx } = ctx;
  const supplier = await needSupplier(ctx.tx, body.supplierId, {
    ...(pointer && { pointer }),
    inUse: true,
  });
  const termId = body.termId === undefined ? supplier.term_id : body.termId;
  await needTerm(ctx, termId, supplier.term_id);
  await needPlace(tx, body.warehouseId ?? null);
  const drafted = await draftLines(ctx, body, body.lines, [], requests);
  const lines = drafted.map((line, at) => ({
    ...line,
    sales_line_id: straight?.salesLineIds[at] ?? null,
  }));
  const id = await insertPurchaseOrder(tx, {
    no: null,
    state: 'draft',
    entity_id: (await firstEntityId(tx))!,
    supplier_id: supplier.id,
    business_date: body.businessDate,
    expected_date: body.expectedDate,
    term_id: termId,
    warehouse_id: body.warehouseId === undefined ? await usualWarehouse(ctx) : body.warehouseId,
    supplier_order_no: body.supplierOrderNo,
    note: body.note,
    basis: body.basis,
    ...sumsOf(lines),
    ...OWN_CURRENCY,
    reason: '',
    made_by: ctx.actor.userId,
    made_at: ctx.now,
    confirmed_by: null,
    confirmed_at: null,
    ship_to: straight?.shipTo ?? '',
  });
  await setPurchaseLines(tx, id, lines);
  return (await record(ctx, 'purchaseOrders.create', id, null))!;
}

/** Lines for requests are of their product, approved, and no more than once of each. */
async function needOpenRequests(ctx: WriteContext, lines: ShortBody['lines']): Promise<void> {
  const ids = lines.flatMap((line) => line.requestLineId ?? []);
  const open = new Map((await requestLinesByIds(ctx.tx, ids)).map((line) => [line.id, line]));
  for (const [at, { requestLineId, productId }] of lines.entries()) {
    if (requestLineId === null) continue;
    const pointer = `/lines/${at}/requestLineId`;
    const line = open.get(requestLineId);
    if (!line || line.product_id !== productId) throw fieldRefused(pointer, 'unknown-line');
    if (openOfRequest(line) <= 0) throw fieldRefused(pointer, 'nothing-open');
    open.delete(requestLineId);
  }
}

/** A draft for each supplier among these lines, in the order in which they come up. */
export async function createFromShortages(
  ctx: WriteContext,
  { businessDate, lines }: ShortBody,
): Promise<NamedPurchaseOrder[]> {
  await needOpenRequests(ctx, lines);
  const made: NamedPurchaseOrder[] = [];
  const bySupplier = Map.groupBy(
    lines.map((line, at) => ({ ...line, at })),
    (line) => line.supplierId,
  );
  for (const [supplierId, own] of bySupplier) {
    const body: PurchaseBody = {
      supplierId,
      businessDate,
      basis: 'gross',
      expectedDate: null,
      supplierOrderNo: '',
      note: '',
      lines: own.map(({ productId, unitId, qtyE4 }) => ({
        productId,
        unitId,
        qtyE4,
        priceE4: null,
        expectedDate: null,
        spread: false,
        note: '',
      })),
    };
    const requests = own.map((line) => line.requestLineId);
    const pointer = `/lines/${own[0]!.at}/supplierId`;
    const order = await createOrder(ctx, body, { pointer, requests });
    await noteCauses(ctx, order.id);
    made.push(order);
  }
  return made;
}

const keysOf = (line: NewPurchaseLine) => Object.keys(line) as (keyof NewPurchaseLine)[];

/** Whether what is kept are these lines in this order. */
const sameLines = (old: readonly NamedPurchaseLine[], lines: readonly NewPurchaseLine[]): boolean =>
  old.length === lines.length &&
  lines.every((line, at) => keysOf(line).every((key) => line[key] === old[at]![key]));

export async function updateOrder(
  ctx: WriteContext,
  id: number,
  { version, ...body }: UpdateBody,
): Promise<NamedPurchaseOrder> {
  needSightOfCost(ctx);
  const { tx } = ctx;
  const order = await needIn(ctx, { id, version }, ['draft']);
  const before = await told(ctx, order);
  const termId = body.termId === undefined ? order.term_id : body.termId;
  await needTerm(ctx, termId, order.term_id);
  if (body.warehouseId !== undefined && body.warehouseId !== order.warehouse_id) {
    await needPlace(tx, body.warehouseId);
  }
  const head = {
    business_date: body.businessDate ?? order.business_date,
    basis: body.basis ?? (order.basis as PriceBasis),
    expected_date: body.expectedDate === undefined ? order.expected_date : body.expectedDate,
    term_id: termId,
    warehouse_id: body.warehouseId === undefined ? order.warehouse_id : body.warehouseId,
    supplier_order_no: body.supplierOrderNo ?? order.supplier_order_no,
    note: body.note ?? order.note,
  };
  const old = await purchaseLinesOf(tx, id);
  // A price holds for a day and in a basis: with another of them all lines are asked for anew.
  const anew = head.business_date !== order.business_date || head.basis !== order.basis;
  const asked = body.lines ?? (anew ? old.map(askedAgain) : null);
  const priced = {
    supplierId: order.supplier_id,
    businessDate: head.business_date,
    basis: head.basis,
  };
  const wanted = asked && (await draftLines(ctx, priced, asked, old));
  // Lines that are as they were keep their numbers.
  const lines = wanted && !sameLines(old, wanted) ? wanted : null;
  const done = await updatePurchaseOrder(tx, order, { ...head, ...(lines && sumsOf(lines)) });
  if (!done) throw stale(order);
  if (lines) await setPurchaseLines(tx, id, lines);
  return (await record(ctx, 'purchaseOrders.update', id, before))!;
}

export async function discardOrder(ctx: WriteContext, id: number, version: number): Promise<void> {
  const order = await needIn(ctx, { id, version }, ['draft']);
  const before = await told(ctx, order);
  await deletePurchaseOrder(ctx.tx, id);
  await record(ctx, 'purchaseOrders.discard', id, before);
}
