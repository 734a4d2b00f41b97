import {
  deletePurchaseRequest,
  insertPurchaseRequest,
  requestLinesOf,
  setRequestLines,
  updatePurchaseRequest,
  type NamedRequest,
  type NamedRequestLine,
  type NewRequestLine,
} from '@xinhang/db/repositories/purchase-requests.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { fitsDecimals } from '@xinhang/shared/qty-decimals.ts';
import { qtyE4, toBaseQty } from '@xinhang/shared/quantity.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { userById } from '../../org/service.ts';
import { productsByIds } from '../../products/service.ts';
import { firstEntityId } from '../../stock/service.ts';
import { factorsOf } from '../orders/lines.ts';
import { needOwn, record, told } from './access.ts';

type Api = typeof api.purchaseRequests;
type CreateBody = EndpointInput<Api['create']>['body'];
type UpdateBody = EndpointInput<Api['update']>['body'];

/** Lines as a draft keeps them: goods in use, in units that they have, no finer than they are counted. */
async function draftLines(
  ctx: WriteContext,
  asked: CreateBody['lines'],
): Promise<NewRequestLine[]> {
  const ids = [...new Set(asked.map((line) => line.productId))];
  const products = new Map((await productsByIds(ctx.tx, ids)).map((row) => [row.id, row]));
  const factorOf = await factorsOf(ctx.tx, ids);
  return asked.map((line, at) => {
    const refuse = (field: string, code: string, params?: Record<string, number>) =>
      fieldRefused(`/lines/${at}/${field}`, code, params);
    const product = products.get(line.productId);
    if (!product) throw refuse('productId', 'unknown-product');
    if (product.kind !== 'goods') throw refuse('productId', 'not-goods');
    if (product.active === 0) throw refuse('productId', 'not-in-use');
    const unitId = line.unitId ?? product.unit_id;
    const factor = factorOf(product, unitId);
    if (!factor) throw refuse('unitId', 'unknown-unit');
    const baseE4 = toBaseQty(qtyE4(line.qtyE4), factor);
    if (!fitsDecimals(baseE4, product.qty_decimals)) {
      throw refuse('qtyE4', 'too-many-decimals', { most: product.qty_decimals });
    }
    return {
      product_id: product.id,
      unit_id: unitId,
      unit_qty_e4: line.qtyE4,
      qty_e4: baseE4,
      needed_date: line.neededDate,
      cancelled_e4: 0,
      close_reason: '',
      note: line.note,
    };
  });
}

export async function createRequest(ctx: WriteContext, body: CreateBody): Promise<NamedRequest> {
  const { tx } = ctx;
  const lines = await draftLines(ctx, body.lines);
  const { userId } = ctx.actor;
  const id = await insertPurchaseRequest(tx, {
    no: null,
    state: 'draft',
    entity_id: (await firstEntityId(tx))!,
    requester_id: userId,
    dept_id: (await userById(tx, userId))!.dept_id,
    business_date: body.businessDate,
    needed_date: body.neededDate,
    reason: body.reason,
    note: body.note,
    line_count: lines.length,
    approval_id: null,
    refusal: '',
    made_at: ctx.now,
    submitted_at: null,
  });
  await setRequestLines(tx, id, lines);
  return (await record(ctx, 'purchaseRequests.create', { id, requester_id: userId }, null))!;
}

const keysOf = (line: NewRequestLine) => Object.keys(line) as (keyof NewRequestLine)[];

/** Whether what is kept are these lines in this order. */
const sameLines = (old: readonly NamedRequestLine[], lines: readonly NewRequestLine[]): boolean =>
  old.length === lines.length &&
  lines.every((line, at) => keysOf(line).every((key) => line[key] === old[at]![key]));

export async function updateRequest(
  ctx: WriteContext,
  id: number,
  { version, ...body }: UpdateBody,
): Promise<NamedRequest> {
  const { tx } = ctx;
  const row = await needOwn(ctx, { id, version }, ['draft']);
  const before = await told(ctx, row);
  const wanted = body.lines && (await draftLines(ctx, body.lines));
  // Lines that are as they were keep their numbers.
  const lines = wanted && !sameLines(await requestLinesOf(tx, id), wanted) ? wanted : null;
  const done = await updatePurchaseRequest(tx, row, {
    business_date: body.businessDate ?? row.business_date,
    needed_date: body.neededDate === undefined ? row.needed_date : body.neededDate,
    reason: body.reason ?? row.reason,
    note: body.note ?? row.note,
    ...(lines && { line_count: lines.length }),
  });
  if (!done) throw stale(row);
  if (lines) await setRequestLines(tx, id, lines);
  return (await record(ctx, 'purchaseRequests.update', row, before))!;
}

export async function discardRequest(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<void> {
  const row = await needOwn(ctx, { id, version }, ['draft']);
  // A number that was given stays: one that came back is closed.
  if (row.no !== null) throw problem('state-refused');
  const before = await told(ctx, row);
  await deletePurchaseRequest(ctx.tx, id);
  await record(ctx, 'purchaseRequests.discard', row, before);
}
