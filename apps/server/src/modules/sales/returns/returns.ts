import { sumsOf } from '@xinhang/db/line-sums.ts';
import { OWN_CURRENCY } from '@xinhang/db/own-currency.ts';
import {
  deliveryById,
  deliveryLines,
  orderLinesByIds,
  updateDeliveryLine,
} from '@xinhang/db/repositories/deliveries.ts';
import {
  deleteReturn,
  findReturn,
  insertReturn,
  returnById,
  returnLines,
  setReturnLines,
  updateReturn,
  updateReturnLine,
  type NamedReturn,
  type NamedReturnLine,
} from '@xinhang/db/repositories/sales-returns.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { partOfLine } from '@xinhang/shared/line-amounts.ts';
import { fen } from '@xinhang/shared/money.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { ReturnState } from '@xinhang/shared/sales-returns.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import {
  postMoney,
  postVoucher,
  reverseAchievement,
  reverseMoney,
  reverseVoucher,
  type MoneyDoc,
} from '../../ledgers/service.ts';
import { allLocations, housePlaceId, needPlace } from '../../products/service.ts';
import { postStock, reverseStock } from '../../stock/service.ts';
import { takeDocumentNo } from '../../system/service.ts';
import { stale } from '../../../http/conflict.ts';
import { needDelivery } from '../deliveries/access.ts';
import { achieveLines, costOf, salesEntries } from '../deliveries/confirm.ts';
import { moveLines } from '../orders/progress.ts';
import { costBack, creditedNow } from './parts.ts';

/** Of the numbers: the initials of 销售退货. */
const PREFIX = 'XSTH';
const kind = 'salesReturn';

type Body = EndpointInput<typeof api.salesReturns.create>['body'];
type Posted = Omit<NamedReturnLine, 'cost_fen'> & { cost_fen: number | null };

async function told(ctx: WriteContext, row: NamedReturn): Promise<object> {
  return {
    version: row.version,
    no: row.no,
    state: row.state,
    customer: row.customer_name,
    delivery: row.delivery_no,
    warehouse: row.warehouse_name,
    businessDate: row.business_date,
    reason: row.reason,
    disposal: row.disposal,
    note: row.note,
    reversalReason: row.reversal_reason,
    lines: (await returnLines(ctx.tx, row.id)).map((line) => ({
      product: line.code === null ? line.text : `${line.code} ${line.name}`,
      qtyE4: line.qty_e4,
      serials: line.serials,
      note: line.note,
    })),
  };
}

async function record(
  ctx: WriteContext,
  action: string,
  { id, customer_id: customerId, owner_id: owner }: NamedReturn,
  before: object | null,
): Promise<NamedReturn | undefined> {
  const after = await returnById(ctx.tx, id);
  const now = after ? await told(ctx, after) : null;
  await ctx.audit({ action, entity: 'salesReturn', entityId: id, customerId, before, after: now });
  const version = after?.version ?? 0;
  const audience = owner === null ? [] : [owner];
  await ctx.emit({ entity: 'salesReturn', id, version, customerId, audience });
  return after;
}

/** The return if the permission reaches it; one out of scope does not exist (404). */
export async function needReturn(
  ctx: Pick<WriteContext, 'db' | 'actor'>,
  id: number,
  permission: Permission = 'deliveries.read',
): Promise<NamedReturn> {
  const row = await findReturn(ctx.db, ctx.actor, permission, id);
  if (row) return row;
  const readable = await findReturn(ctx.db, ctx.actor, 'deliveries.read', id);
  throw problem(readable ? 'forbidden' : 'not-found');
}

async function needIn(
  ctx: WriteContext,
  { id, version }: { id: number; version: number },
  state: ReturnState,
  permission?: Permission,
): Promise<NamedReturn> {
  const row = await needReturn(ctx, id, permission);
  if (row.state !== state) throw problem('state-refused');
  if (row.version !== version) throw stale(row);
  return row;
}

/** Drafts a return of what was delivered and did not come back yet. */
export async function createReturn(ctx: WriteContext, body: Body): Promise<NamedReturn> {
  const { tx } = ctx;
  const delivery = await needDelivery(ctx, body.deliveryId);
  if (delivery.state !== 'confirmed' && delivery.state !== 'signed') throw problem('state-refused');
  const sent = new Map((await deliveryLines(tx, delivery.id)).map((line) => [line.id, line]));
  const taken = new Map<number, number>();
  const rows = body.lines.map((line, at) => {
    const from = sent.get(line.deliveryLineId);
    if (!from) throw fieldRefused(`/lines/${at}/deliveryLineId`, 'unknown-line');
    const before = taken.get(from.id) ?? 0;
    const leftE4 = from.qty_e4 - from.returned_e4 - before;
    if (line.qtyE4 > leftE4)
      throw fieldRefused(`/lines/${at}/qtyE4`, 'above-delivered', { leftE4 });
    taken.set(from.id, before + line.qtyE4);
    const part = (whole: number) =>
      partOfLine(fen(whole), { doneE4: line.qtyE4, ofE4: from.qty_e4, postedFen: 0 });
    return {
      delivery_line_id: from.id,
      qty_e4: line.qtyE4,
      net_fen: part(from.net_fen),
      tax_fen: part(from.tax_fen),
      cost_fen: null,
      serials: JSON.stringify(line.serials),
      note: line.note,
    };
  });
  const kinds = body.disposal === 'scrap' ? ['defective', 'warehouse'] : ['warehouse'];
  await needPlace(ctx.tx, body.warehouseId, kinds);
  const id = await insertReturn(tx, {
    no: null,
    state: 'draft',
    entity_id: delivery.entity_id,
    customer_id: delivery.customer_id,
    delivery_id: delivery.id,
    warehouse_id: body.warehouseId ?? (await usualPlace(ctx, body.disposal, delivery.warehouse_id)),
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

/** What is scrapped goes to the defective goods, where there is such a place; else where it came from. */
async function usualPlace(ctx: WriteContext, disposal: string, from: number | null) {
  if (disposal !== 'scrap') return from;
  const places = await allLocations(ctx.tx);
  return places.find((one) => one.kind === 'defective' && one.active === 1)?.id ?? from;
}

export async function discardReturn(ctx: WriteContext, id: number, version: number): Promise<void> {
  const row = await needIn(ctx, { id, version }, 'draft');
  const before = await told(ctx, row);
  await deleteReturn(ctx.tx, id);
  await record(ctx, 'salesReturns.discard', row, before);
}

const isGoods = (line: { product_kind: string | null }) => line.product_kind === 'goods';

/** Goods back in at the cost with which they went out. */
async function takeGoods(
  ctx: WriteContext,
  row: NamedReturn,
  lines: readonly NamedReturnLine[],
): Promise<Posted[]> {
  if (lines.some(isGoods) && row.warehouse_id === null) {
    throw fieldRefused('/warehouseId', 'required');
  }
  const fromId = await housePlaceId(ctx.tx, 'customer');
  const posted: Posted[] = [];
  // One after the other: two lines may be parts of one that was delivered.
  const back = new Map<number, { e4: number; fen: number }>();
  const moves = lines.flatMap((line, at) => {
    const before = back.get(line.delivery_line_id) ?? { e4: 0, fen: 0 };
    const cost = costBack({
      ...line,
      returned_e4: line.returned_e4 + before.e4,
      returned_cost_fen: line.returned_cost_fen + before.fen,
    });
    back.set(line.delivery_line_id, { e4: before.e4 + line.qty_e4, fen: before.fen + cost });
    posted.push({ ...line, cost_fen: isGoods(line) ? cost : null });
    return isGoods(line)
      ? [
          {
            pointer: `/lines/${at}`,
            lineId: line.id,
            productId: line.product_id!,
            fromId,
            toId: row.warehouse_id!,
            qtyE4: line.qty_e4,
            batch: line.batch,
            serials: JSON.parse(line.serials) as string[],
            valueFen: cost,
            orderLineId: line.order_line_id,
          },
        ]
      : [];
  });
  const { entity_id: entityId, business_date: businessDate, id } = row;
  if (moves.length > 0) await postStock(ctx, { entityId, kind, id, businessDate, lines: moves });
  for (const [lineId, { e4, fen: cost }] of back) {
    const line = lines.find((one) => one.delivery_line_id === lineId)!;
    await updateDeliveryLine(ctx.tx, lineId, {
      returned_e4: line.returned_e4 + e4,
      returned_cost_fen: line.returned_cost_fen + cost,
    });
  }
  return posted;
}

async function moveOrders(
  ctx: WriteContext,
  lines: readonly Posted[],
  { sign, replaces }: { sign: 1 | -1; replaces: boolean },
): Promise<void> {
  for (const [orderId, own] of Map.groupBy(lines, (line) => line.order_id)) {
    await moveLines(
      ctx,
      orderId,
      own.map((line) => ({
        lineId: line.order_line_id,
        returnedE4: sign * line.qty_e4,
        replaceE4: replaces ? sign * line.qty_e4 : 0,
        netFen: -sign * line.net_fen,
        taxFen: -sign * line.tax_fen,
        returnedNetFen: replaces ? 0 : sign * line.net_fen,
        returnedTaxFen: replaces ? 0 : sign * line.tax_fen,
      })),
    );
  }
}

/** Confirms a draft: goods in at their first cost, credit to the customer, result back. */
export async function confirmReturn(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<NamedReturn> {
  const { tx } = ctx;
  const row = await needIn(ctx, { id, version }, 'draft');
  const before = await told(ctx, row);
  const delivery = (await deliveryById(tx, row.delivery_id))!;
  if (delivery.state === 'reversed') throw problem('state-refused');
  if (row.business_date < delivery.business_date) {
    throw fieldRefused('/businessDate', 'before-delivery');
  }
  const lines = await takeGoods(ctx, row, await creditedNow(ctx, await returnLines(tx, id)));
  const { entity_id: entityId, business_date: businessDate, customer_id: customerId } = row;
  const no = await takeDocumentNo(ctx, { entityId, prefix: PREFIX, businessDate });
  const doc: MoneyDoc = { kind, id, no };
  const sums = sumsOf(lines);
  for (const { id: lineId, net_fen, tax_fen, cost_fen } of lines) {
    await updateReturnLine(tx, lineId, { net_fen, tax_fen, cost_fen });
  }
  if (sums.gross_fen !== 0) {
    await postMoney(ctx, 'ar', {
      entityId,
      party: { kind: 'customer', id: customerId },
      kind: 'goods',
      doc,
      businessDate,
      dues: [{ dueDate: businessDate, amountFen: -sums.gross_fen }],
    });
  }
  const entries = salesEntries(customerId, sums, costOf(lines)).map((entry) => ({
    ...entry,
    amountFen: -entry.amountFen,
  }));
  await postVoucher(ctx, { entityId, doc, businessDate, lines: entries });
  await achieveLines(ctx, { kind, id, businessDate, sign: -1 }, row, lines);
  await moveOrders(ctx, lines, { sign: 1, replaces: row.disposal === 'replace' });
  const done = await updateReturn(tx, row, {
    ...sums,
    no,
    state: 'confirmed',
    confirmed_by: ctx.actor.userId,
    confirmed_at: ctx.now,
  });
  if (!done) throw stale(row);
  return (await record(ctx, 'salesReturns.confirm', row, before))!;
}

/** Takes a return back, today; refused once what was to be sent again went out. */
export async function reverseReturn(
  ctx: WriteContext,
  id: number,
  { version, reason }: { version: number; reason: string },
): Promise<NamedReturn> {
  const { tx } = ctx;
  const row = await needIn(ctx, { id, version }, 'confirmed', 'deliveries.reverse');
  const before = await told(ctx, row);
  const today = await todayOf(ctx);
  const lines = await returnLines(tx, id);
  const replaces = row.disposal === 'replace';
  if (replaces) await needStillOpen(ctx, lines);
  const doc: MoneyDoc = { kind, id, no: row.no! };
  await reverseMoney(ctx, 'ar', doc, today);
  const gone = await reverseStock(ctx, { entityId: row.entity_id, kind, id, businessDate: today });
  await reverseVoucher(ctx, doc, today);
  // Goods that were dearer than the pool by now left it at its average (docs/decisions/0221).
  const off = costOf(lines) - gone.reduce((all, one) => all + one.valueFen, 0);
  await postVoucher(ctx, {
    entityId: row.entity_id,
    doc,
    businessDate: today,
    lines: [
      { account: 'stock', amountFen: off },
      { account: 'cost', amountFen: -off, customerId: row.customer_id },
    ],
  });
  await reverseAchievement(ctx, 'delivery', { kind, id }, today);
  for (const [lineId, own] of Map.groupBy(lines, (line) => line.delivery_line_id)) {
    const [first] = own;
    await updateDeliveryLine(tx, lineId, {
      returned_e4: first!.returned_e4 - own.reduce((all, line) => all + line.qty_e4, 0),
      returned_cost_fen:
        first!.returned_cost_fen - own.reduce((all, line) => all + (line.cost_fen ?? 0), 0),
    });
  }
  await moveOrders(ctx, lines, { sign: -1, replaces });
  const done = await updateReturn(tx, row, {
    state: 'reversed',
    reversal_reason: reason,
    reversed_by: ctx.actor.userId,
    reversed_at: ctx.now,
  });
  if (!done) throw stale(row);
  return (await record(ctx, 'salesReturns.reverse', row, before))!;
}

async function needStillOpen(ctx: WriteContext, lines: readonly NamedReturnLine[]): Promise<void> {
  const ids = [...new Set(lines.map((line) => line.order_line_id))];
  for (const order of await orderLinesByIds(ctx.tx, ids)) {
    const back = lines
      .filter((line) => line.order_line_id === order.id)
      .reduce((all, line) => all + line.qty_e4, 0);
    const open =
      order.qty_e4! - order.delivered_e4 + (order.replace_e4 - back) - order.cancelled_e4;
    if (open < 0) throw problem('state-refused');
  }
}
