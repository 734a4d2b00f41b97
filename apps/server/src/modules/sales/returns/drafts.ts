import { may } from '@xinhang/db/actor.ts';
import { sumsOf } from '@xinhang/db/line-sums.ts';
import { OWN_CURRENCY } from '@xinhang/db/own-currency.ts';
import { deliveryLines, type NamedDelivery } from '@xinhang/db/repositories/deliveries.ts';
import {
  deleteReturn,
  insertReturn,
  returnById,
  returnLines,
  setReturnLines,
  updateReturn,
  type NamedReturn,
  type NamedReturnLine,
  type NewReturnLine,
} from '@xinhang/db/repositories/sales-returns.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { partOfAmounts } from '@xinhang/shared/line-amounts.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { allLocations, homePlaceId, needPlace, needReachedPlace } from '../../products/service.ts';
import { needDelivery } from '../deliveries/access.ts';
import { needIn, needReturn, record, told } from './access.ts';

type Body = EndpointInput<typeof api.salesReturns.create>['body'];

type Line = Body['lines'][number];

/** Lines of a delivery as a return keeps them: no more than is left of each to come back. */
async function linesOf(
  ctx: WriteContext,
  delivery: NamedDelivery,
  lines: readonly Line[],
): Promise<NewReturnLine[]> {
  const sent = new Map((await deliveryLines(ctx.tx, delivery.id)).map((line) => [line.id, line]));
  const taken = new Map<number, number>();
  return lines.map((line, at) => {
    const from = sent.get(line.deliveryLineId);
    if (!from) throw fieldRefused(`/lines/${at}/deliveryLineId`, 'unknown-line');
    const before = taken.get(from.id) ?? 0;
    const leftE4 = from.qty_e4 - from.returned_e4 - before;
    if (line.qtyE4 > leftE4)
      throw fieldRefused(`/lines/${at}/qtyE4`, 'above-delivered', { leftE4 });
    const went = new Set(JSON.parse(from.serials) as string[]);
    const serial = line.serials.find((one) => !went.has(one));
    if (serial !== undefined) {
      throw fieldRefused(`/lines/${at}/serials`, 'serial-not-sent', { serial });
    }
    taken.set(from.id, before + line.qtyE4);
    const { netFen, taxFen } = partOfAmounts(
      { netFen: from.net_fen, taxFen: from.tax_fen },
      {
        basis: from.basis as PriceBasis,
        doneE4: line.qtyE4,
        ofE4: from.qty_e4,
        posted: { netFen: 0, taxFen: 0 },
      },
    );
    return {
      delivery_line_id: from.id,
      qty_e4: line.qtyE4,
      net_fen: netFen,
      tax_fen: taxFen,
      cost_fen: null,
      serials: JSON.stringify(line.serials),
      note: line.note,
    };
  });
}

/** Drafts a return of what was delivered and did not come back yet. */
export async function createReturn(ctx: WriteContext, body: Body): Promise<NamedReturn> {
  const { tx } = ctx;
  const delivery = await needDelivery(ctx, body.deliveryId);
  if (delivery.state !== 'confirmed' && delivery.state !== 'signed') throw problem('state-refused');
  const rows = await linesOf(ctx, delivery, body.lines);
  await needPlace(tx, body.warehouseId, placesFor(body.disposal));
  const home = await homePlaceId(tx, delivery.warehouse_id);
  const usual = await usualPlace(ctx, body.disposal, home);
  await needReachedPlace(ctx, 'deliveries.manage', body.warehouseId ?? usual);
  const id = await insertReturn(tx, {
    no: null,
    state: 'draft',
    entity_id: delivery.entity_id,
    customer_id: delivery.customer_id,
    delivery_id: delivery.id,
    warehouse_id: body.warehouseId ?? usual,
    business_date: body.businessDate,
    reason: body.reason,
    note: body.note,
    disposal: body.disposal,
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
  await setReturnLines(tx, id, rows);
  return (await record(ctx, 'salesReturns.create', (await returnById(tx, id))!, null))!;
}

type Change = EndpointInput<typeof api.salesReturns.change>['body'];

/** Changes a draft of a delivery; another fate of the goods takes them to its own place. */
export async function changeReturn(
  ctx: WriteContext,
  id: number,
  { version, ...body }: Change,
): Promise<NamedReturn> {
  const { tx } = ctx;
  const row = await needIn(ctx, { id, version }, ['draft']);
  if (row.delivery_id === null) throw fieldRefused('/id', 'without-delivery');
  const before = await told(ctx, row);
  const delivery = await needDelivery(ctx, row.delivery_id);
  const disposal = body.disposal ?? row.disposal;
  const home = await homePlaceId(tx, delivery.warehouse_id);
  const moved = body.disposal !== undefined && body.disposal !== row.disposal;
  const kept = moved ? await usualPlace(ctx, disposal, home) : row.warehouse_id;
  const place = body.warehouseId ?? kept;
  if (place !== row.warehouse_id) {
    await needPlace(tx, place, placesFor(disposal));
    await needReachedPlace(ctx, 'deliveries.manage', place);
  }
  const wanted = body.lines && (await linesOf(ctx, delivery, body.lines));
  // Lines that are as they were keep their numbers.
  const lines = wanted && !sameLines(await returnLines(tx, id), wanted) ? wanted : undefined;
  const done = await updateReturn(tx, row, {
    business_date: body.businessDate ?? row.business_date,
    warehouse_id: place,
    reason: body.reason ?? row.reason,
    note: body.note ?? row.note,
    disposal,
    ...(lines && sumsOf(lines)),
  });
  if (!done) throw stale(row);
  if (lines) await setReturnLines(tx, id, lines);
  return (await record(ctx, 'salesReturns.change', row, before))!;
}

/** Whether what is kept are these lines in this order. */
export const sameLines = (
  old: readonly NamedReturnLine[],
  lines: readonly NewReturnLine[],
): boolean =>
  old.length === lines.length &&
  lines.every((line, at) =>
    (Object.keys(line) as (keyof NewReturnLine)[]).every(
      (key) => line[key] === old[at]![key as keyof NamedReturnLine],
    ),
  );

/** Kinds of places that take it. */
export const placesFor = (disposal: string) =>
  disposal === 'scrap' ? (['defective', 'warehouse'] as const) : (['warehouse'] as const);

/** What is scrapped goes to the defective goods, where there is such a place; else where it came from. */
export async function usualPlace(ctx: WriteContext, disposal: string, from: number | null) {
  if (disposal !== 'scrap') return from;
  const places = await allLocations(ctx.tx);
  return places.find((one) => one.kind === 'defective' && one.active === 1)?.id ?? from;
}

/** A draft to be thrown away: of a delivery by whoever sends goods, else by whoever wrote it. */
async function needOwnDraft(
  ctx: WriteContext,
  seen: { id: number; version: number },
): Promise<NamedReturn> {
  const row = await needReturn(ctx, seen.id);
  if (row.delivery_id === null) return await needIn(ctx, seen, ['draft'], 'salesOrders.update');
  if (!may(ctx.actor, 'deliveries.manage')) throw problem('forbidden');
  return await needIn(ctx, seen, ['draft']);
}

export async function discardReturn(ctx: WriteContext, id: number, version: number): Promise<void> {
  const row = await needOwnDraft(ctx, { id, version });
  const before = await told(ctx, row);
  await deleteReturn(ctx.tx, id);
  await record(ctx, 'salesReturns.discard', row, before);
}
