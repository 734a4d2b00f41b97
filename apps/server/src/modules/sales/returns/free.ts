import { reaches } from '@xinhang/db/actor.ts';
import { sumsOf } from '@xinhang/db/line-sums.ts';
import { OWN_CURRENCY } from '@xinhang/db/own-currency.ts';
import { orderedPrices } from '@xinhang/db/repositories/sales-order-list.ts';
import {
  insertReturn,
  nameReturnApproval,
  returnById,
  returnLines,
  setReturnLines,
  updateReturn,
  type NamedReturn,
  type NewReturnLine,
} from '@xinhang/db/repositories/sales-returns.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { amountFits, lineAmounts } from '@xinhang/shared/line-amounts.ts';
import { bothPrices, type PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import { priceE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import { discounted } from '@xinhang/shared/sales-order-rules.ts';
import { stale } from '../../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';
import type { ApprovalTargets } from '../../../registry/approvals.ts';
import type { LastPrices } from '../../../registry/last-prices.ts';
import { needLiveCustomer } from '../../customers/service.ts';
import { resolvePrices } from '../../prices/service.ts';
import { allLocations, needPlace, productsByIds } from '../../products/service.ts';
import { draftLines, firstEntityId } from '../../stock/service.ts';
import { callOff, startApproval } from '../../system/service.ts';
import { needIn, record, told } from './access.ts';
import { placesFor, sameLines, usualPlace } from './drafts.ts';

export interface Doors {
  readonly approvals: ApprovalTargets;
  readonly lastPrices: LastPrices;
}
type Body<K extends 'createFree' | 'update'> = EndpointInput<(typeof api.salesReturns)[K]>['body'];

/** The kind of what approvals are asked for. */
export const FREE_RETURN = 'salesReturn';

/** With tax, for one of the unit: what the customer paid last, else what the rules say. */
async function proposed(
  http: Pick<Doors, 'lastPrices'>,
  ctx: ReadContext,
  customerId: number,
  lines: readonly { productId: number; unitId: number; qtyE4: number }[],
): Promise<(number | null)[]> {
  const asked = lines.map(({ productId, unitId, qtyE4: quantity }) => ({
    productId,
    unitId,
    qtyE4: quantity,
  }));
  const ids = [...new Set(lines.map((line) => line.productId))];
  const paid = await orderedPrices(ctx.db, ctx.actor, customerId, ids);
  const { lines: rules } = await resolvePrices(ctx, http.lastPrices, { customerId, lines: asked });
  return lines.map((line, at) => {
    const last = paid.find(
      (row) => row.product_id === line.productId && row.unit_id === line.unitId,
    );
    if (!last || last.price_e4 === null) return rules[at]!.price?.grossE4 ?? null;
    const price = priceE4(discounted(last.price_e4, last.discount_bp));
    return bothPrices(price, last.basis as PriceBasis, last.tax_bp).grossE4;
  });
}

/** The same before anything is saved, for a customer whom the writer may sell to. */
export async function returnPrices(
  http: Pick<Doors, 'lastPrices'>,
  ctx: ReadContext,
  customerId: number,
  asked: readonly string[],
) {
  const customer = await needLiveCustomer(ctx.db, ctx.actor, 'salesOrders.update', customerId);
  const lines = asked.map((text) => {
    const [productId, unitId, quantity] = text.split(':').map(Number) as [number, number, number];
    return { productId, unitId, qtyE4: quantity };
  });
  if (lines.length === 0) return [];
  const prices = await proposed(http, ctx, customer.id, lines);
  return lines.map((line, at) => ({ ...line, priceE4: prices[at] ?? null }));
}

/** Lines as a draft keeps them, with what they come to at the price that was said or is proposed. */
async function linesFor(
  http: Doors,
  ctx: WriteContext,
  customerId: number,
  lines: Body<'createFree'>['lines'],
): Promise<NewReturnLine[]> {
  const unpriced = lines.map((line) => ({ ...line, priceE4: null }));
  const kept = await draftLines(ctx, 'return', unpriced, [], null);
  const ids = [...new Set(lines.map((line) => line.productId))];
  const taxes = new Map((await productsByIds(ctx.tx, ids)).map((row) => [row.id, row.tax_bp]));
  const open = lines.some((line) => line.priceE4 === null);
  const prices = open ? await proposed(http, ctx, customerId, lines) : [];
  return kept.map((line, at) => {
    const said = lines[at]!;
    const price = said.priceE4 ?? prices[at] ?? null;
    if (price === null) throw fieldRefused(`/lines/${at}/priceE4`, 'required');
    if (!amountFits(said.qtyE4, price))
      throw fieldRefused(`/lines/${at}/qtyE4`, 'amount-too-large');
    const taxBp = taxes.get(line.product_id)!;
    const terms = { basis: 'gross', taxBp } as const;
    const { netFen, taxFen } = lineAmounts(qtyE4(said.qtyE4), priceE4(price), terms);
    return {
      delivery_line_id: null,
      product_id: line.product_id,
      unit_id: line.unit_id,
      unit_qty_e4: line.unit_qty_e4,
      qty_e4: line.qty_e4!,
      price_e4: price,
      tax_bp: taxBp,
      net_fen: netFen,
      tax_fen: taxFen,
      cost_fen: null,
      batch: line.batch,
      serials: line.serials,
      note: line.note,
    };
  });
}

/** Drafts a return of goods of which nobody finds the delivery; who may sell to the customer does. */
export async function createFree(
  http: Doors,
  ctx: WriteContext,
  body: Body<'createFree'>,
): Promise<NamedReturn> {
  const { tx, actor } = ctx;
  const customer = await needLiveCustomer(tx, actor, 'salesOrders.update', body.customerId);
  await needPlace(tx, body.warehouseId, placesFor(body.disposal));
  const sold = (await allLocations(tx)).find((one) => one.sellable === 1 && one.active === 1);
  const usual = await usualPlace(ctx, body.disposal, sold?.id ?? null);
  const lines = await linesFor(http, ctx, customer.id, body.lines);
  const id = await insertReturn(tx, {
    no: null,
    state: 'draft',
    entity_id: (await firstEntityId(tx))!,
    customer_id: customer.id,
    delivery_id: null,
    warehouse_id: body.warehouseId ?? usual,
    business_date: body.businessDate,
    reason: body.reason,
    note: body.note,
    disposal: body.disposal,
    ...sumsOf(lines),
    ...OWN_CURRENCY,
    reversal_reason: '',
    made_by: actor.userId,
    made_at: ctx.now,
    confirmed_by: null,
    confirmed_at: null,
    reversed_by: null,
    reversed_at: null,
  });
  await setReturnLines(tx, id, lines);
  return (await record(ctx, 'salesReturns.createFree', (await returnById(tx, id))!, null))!;
}

export async function changeFree(
  http: Doors,
  ctx: WriteContext,
  id: number,
  { version, ...body }: Body<'update'>,
): Promise<NamedReturn> {
  const { tx } = ctx;
  const row = await needFree(ctx, { id, version }, ['draft']);
  const before = await told(ctx, row);
  const disposal = body.disposal ?? row.disposal;
  const warehouseId = body.warehouseId === undefined ? row.warehouse_id : body.warehouseId;
  if (body.warehouseId !== undefined || body.disposal !== undefined) {
    await needPlace(tx, warehouseId, placesFor(disposal));
  }
  const wanted = body.lines && (await linesFor(http, ctx, row.customer_id, body.lines));
  // Lines that are as they were keep their numbers.
  const lines = wanted && !sameLines(await returnLines(tx, id), wanted) ? wanted : undefined;
  const done = await updateReturn(tx, row, {
    business_date: body.businessDate ?? row.business_date,
    warehouse_id: warehouseId,
    reason: body.reason ?? row.reason,
    note: body.note ?? row.note,
    disposal,
    ...(lines && sumsOf(lines)),
  });
  if (!done) throw stale(row);
  if (lines) await setReturnLines(tx, id, lines);
  return (await record(ctx, 'salesReturns.update', row, before))!;
}

/** One without a delivery, of a customer whom the writer may sell to. */
async function needFree(
  ctx: WriteContext,
  seen: { id: number; version: number },
  states: Parameters<typeof needIn>[2],
): Promise<NamedReturn> {
  const row = await needIn(ctx, seen, states, 'salesOrders.update');
  if (row.delivery_id !== null) throw fieldRefused('/id', 'of-a-delivery');
  return row;
}

/** Asks for the approval; who may take returns back himself need not ask (docs/decisions/0293). */
export async function submitFree(
  http: Doors,
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<NamedReturn> {
  const { tx, actor } = ctx;
  const row = await needFree(ctx, { id, version }, ['draft']);
  if (row.warehouse_id === null) throw fieldRefused('/warehouseId', 'required');
  const before = await told(ctx, row);
  const may = reaches(actor, 'deliveries.reverse', row.owner_id);
  const state = may ? 'approved' : 'approving';
  const asked = { state, back_reason: '', approval_id: null };
  if (!(await updateReturn(tx, row, asked))) throw stale(row);
  const waiting = (await record(ctx, 'salesReturns.submit', row, before))!;
  if (may) return waiting;
  const approval = await startApproval(http, ctx, {
    kind: FREE_RETURN,
    subjectId: id,
    subjectVersion: waiting.version,
    facts: { amountFen: row.gross_fen, lineCount: row.line_count },
    changeSet: null,
  });
  if (!approval) throw fieldRefused('/reason', 'no-flow');
  if (approval.state === 'pending') await nameReturnApproval(tx, id, approval.id);
  return (await returnById(tx, id))!;
}

/** Makes a draft again of what waits or was approved; an approval that runs is called off. */
export async function sendBackFree(
  http: Doors,
  ctx: WriteContext,
  id: number,
  { version, reason }: { version: number; reason: string },
): Promise<NamedReturn> {
  const row = await needFree(ctx, { id, version }, ['approving', 'approved']);
  if (row.state === 'approving' && row.approval_id !== null) {
    await callOff(http, ctx, row.approval_id, reason);
    return (await returnById(ctx.tx, id))!;
  }
  const before = await told(ctx, row);
  const back = { state: 'draft', back_reason: reason };
  if (!(await updateReturn(ctx.tx, row, back))) throw stale(row);
  return (await record(ctx, 'salesReturns.sendBack', row, before))!;
}
