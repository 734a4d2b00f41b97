import { sumsOf } from '@xinhang/db/line-sums.ts';
import {
  deliveryById,
  deliveryLines,
  orderLinesByIds,
  updateDelivery,
  updateDeliveryLine,
  type NamedDelivery,
  type NamedDeliveryLine,
} from '@xinhang/db/repositories/deliveries.ts';
import { standingReturnNos } from '@xinhang/db/repositories/sales-returns.ts';
import { salesOrderById, salesShares } from '@xinhang/db/repositories/sales-orders.ts';
import { standingDeliveryStates } from '@xinhang/shared/delivery-rules.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { aboveOpen, isFree, openOf, toleranceOf } from '@xinhang/shared/sales-order-rules.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import {
  dueSchedule,
  postAchievements,
  postMoney,
  postVoucher,
  reverseAchievement,
  reverseMoney,
  reverseVoucher,
  type Due,
  type MoneyDoc,
} from '../../ledgers/service.ts';
import { housePlaceId } from '../../products/service.ts';
import { postStock, reverseStock } from '../../stock/service.ts';
import { takeDocumentNo } from '../../system/service.ts';
import { moveLines } from '../orders/progress.ts';
import { stale } from '../../../http/conflict.ts';
import { noMark } from '../returns/no-fapiao.ts';
import { needIn, record, told } from './access.ts';
import { checkDelivery } from './check.ts';
import { assertDecided, isReleased, stopOf } from './release.ts';
import { partOf, wrongWay } from './lines.ts';
import { progressOf } from '../orders/keep.ts';

/** Of the numbers: the initials of 发货. */
const PREFIX = 'FH';
const kind = 'delivery';
const WHOLE_BP = 10_000;

/** Amounts of the lines as they are now: another delivery may have gone meanwhile. */
async function partsNow(
  ctx: WriteContext,
  lines: readonly NamedDeliveryLine[],
  { business_date: businessDate, drop_ship: dropShip }: NamedDelivery,
) {
  const ids = [...new Set(lines.map((line) => line.order_line_id))];
  const orders = new Map((await orderLinesByIds(ctx.tx, ids)).map((line) => [line.id, line]));
  const percent = await readSetting(ctx.tx, 'sales.overDeliveryPercent');
  const parts: NamedDeliveryLine[] = [];
  for (const [at, line] of lines.entries()) {
    const order = orders.get(line.order_line_id)!;
    if (order.state !== 'confirmed' && order.state !== 'partly') {
      throw fieldRefused(`/lines/${at}/orderLineId`, 'order-not-open', { no: order.no ?? '' });
    }
    if (businessDate < order.business_date) {
      const params = { no: order.no ?? '', on: order.business_date };
      throw fieldRefused('/businessDate', 'before-order', params);
    }
    if (order.drop_ship !== dropShip) {
      throw fieldRefused(`/lines/${at}/orderLineId`, wrongWay(dropShip === 1));
    }
    const openE4 = openOf(progressOf(order));
    if (openE4 <= 0) throw fieldRefused(`/lines/${at}/qtyE4`, 'nothing-open');
    if (line.qty_e4 > openE4 + toleranceOf(order.qty_e4!, percent)) {
      const { code, params } = aboveOpen(openE4, order.qty_e4!, percent);
      throw fieldRefused(`/lines/${at}/qtyE4`, code, params);
    }
    const { netFen, taxFen } = partOf(order, line.qty_e4);
    parts.push({ ...line, net_fen: netFen, tax_fen: taxFen });
    orders.set(order.id, {
      ...order,
      delivered_e4: order.delivered_e4 + line.qty_e4,
      delivered_net_fen: order.delivered_net_fen + netFen,
      delivered_tax_fen: order.delivered_tax_fen + taxFen,
    });
  }
  return parts;
}

const isGoods = (line: NamedDeliveryLine) => line.product_kind === 'goods';

/**
 * Goods out of the warehouse, at cost; answers the lines with what they cost. What the supplier ships
 * costs what it came for, `costs` of each line, and not the average.
 */
async function sendGoods(
  ctx: WriteContext,
  row: NamedDelivery,
  lines: readonly NamedDeliveryLine[],
  costs: readonly number[] | null,
): Promise<NamedDeliveryLine[]> {
  const goods = lines.filter(isGoods);
  if (goods.length === 0) return lines.map((line) => ({ ...line, cost_fen: null }));
  if (row.warehouse_id === null) throw fieldRefused('/warehouseId', 'required');
  const toId = await housePlaceId(ctx.tx, 'customer');
  const posted = await postStock(ctx, {
    entityId: row.entity_id,
    kind,
    id: row.id,
    businessDate: row.business_date,
    beyond: { account: 'cost', customerId: row.customer_id },
    lines: lines.flatMap((line, at) =>
      isGoods(line)
        ? [
            {
              pointer: `/lines/${at}`,
              lineId: line.id,
              productId: line.product_id!,
              fromId: row.warehouse_id!,
              toId,
              qtyE4: line.qty_e4,
              batch: line.batch,
              serials: JSON.parse(line.serials) as string[],
              orderLineId: line.order_line_id,
              ...(costs && { valueFen: costs[at]! }),
            },
          ]
        : [],
    ),
  });
  const went = new Map(posted.map((one) => [one.lineId, one.valueFen]));
  return lines.map((line) => ({ ...line, cost_fen: went.get(line.id) ?? null }));
}

/** Moves the orders on: of each line so much, or so much back where `sign` is -1. */
async function moveOrders(
  ctx: WriteContext,
  lines: readonly NamedDeliveryLine[],
  sign: 1 | -1,
): Promise<void> {
  for (const [orderId, own] of Map.groupBy(lines, (line) => line.order_id)) {
    await moveLines(
      ctx,
      orderId,
      [...Map.groupBy(own, (line) => line.order_line_id)].map(([lineId, parts]) => ({
        lineId,
        deliveredE4: sign * parts.reduce((all, line) => all + line.qty_e4, 0),
        netFen: sign * parts.reduce((all, line) => all + line.net_fen, 0),
        taxFen: sign * parts.reduce((all, line) => all + line.tax_fen, 0),
        noFapiaoE4: sign * parts.reduce((all, line) => all + line.no_fapiao_e4, 0),
        noFapiaoNetFen: sign * parts.reduce((all, line) => all + line.no_fapiao_net_fen, 0),
        noFapiaoTaxFen: sign * parts.reduce((all, line) => all + line.no_fapiao_tax_fen, 0),
      })),
    );
  }
}

/** When what is delivered falls due: by the terms of each order, apart by the contract it is of. */
async function duesOf(
  ctx: WriteContext,
  row: NamedDelivery,
  lines: readonly NamedDeliveryLine[],
): Promise<Due[]> {
  const rows = new Map<string, Due>();
  for (const [orderId, own] of Map.groupBy(lines, (line) => line.order_id)) {
    const order = (await salesOrderById(ctx.tx, orderId))!;
    const amountFen = sumsOf(own).gross_fen;
    const asked = { businessDate: row.business_date, amountFen };
    for (const due of await dueSchedule(ctx.tx, order.term_id, asked)) {
      const contractId = order.contract_id;
      const key = `${due.dueDate} ${contractId ?? ''}`;
      const amountNow = (rows.get(key)?.amountFen ?? 0) + due.amountFen;
      rows.set(key, { ...due, amountFen: amountNow, ...(contractId !== null && { contractId }) });
    }
  }
  return [...rows.values()]
    .filter((due) => due.amountFen !== 0)
    .toSorted((a, b) => (a.dueDate < b.dueDate ? -1 : 1));
}

/** The voucher of goods that were sold: what is owed, what was earned, what they cost. */
export const salesEntries = (
  customerId: number,
  { net_fen: net, tax_fen: tax }: { net_fen: number; tax_fen: number },
  costFen: number,
) => [
  { account: 'receivable' as const, amountFen: net + tax, customerId },
  { account: 'revenue' as const, amountFen: -net, customerId },
  // Output tax it becomes as the fapiao is issued.
  { account: 'taxOutputPending' as const, amountFen: -tax },
  { account: 'cost' as const, amountFen: costFen, customerId },
  { account: 'stock' as const, amountFen: -costFen },
];

export const costOf = (lines: readonly { cost_fen: number | null }[]): number =>
  lines.reduce((all, line) => all + (line.cost_fen ?? 0), 0);

/** Without tax; gifts and freight are nobody's result. */
const counts = (line: { line_kind: string }) =>
  !isFree(line.line_kind) && line.line_kind !== 'freight';

/** Puts lines into the achievement ledger, to everybody who shares their orders. */
export async function achieveLines(
  ctx: WriteContext,
  doc: { kind: string; id: number; businessDate: string; sign: 1 | -1 },
  head: { customer_id: number; owner_id: number | null; entity_id: number; made_by: number },
  lines: readonly (Pick<
    NamedDeliveryLine,
    'id' | 'line_kind' | 'product_id' | 'category_id' | 'net_fen' | 'qty_e4'
  > & { order_id: number | null; order_line_id: number | null })[],
): Promise<void> {
  const posting = lines.filter((line) => counts(line) && line.net_fen !== 0);
  const orderIds = [...new Set(posting.flatMap((line) => line.order_id ?? []))];
  // Of no order: whose the customer is, as an order would take it.
  const alone = [{ userId: head.owner_id ?? head.made_by, shareBp: WHOLE_BP }];
  const shares = await salesShares(ctx.tx, orderIds);
  await postAchievements(
    ctx,
    posting.map((line, at) => ({
      metric: 'delivery',
      doc: { kind: doc.kind, id: doc.id, lineId: line.id },
      businessDate: doc.businessDate,
      customerId: head.customer_id,
      shares:
        line.order_id === null
          ? alone
          : shares
              .filter((share) => share.order_id === line.order_id)
              .map((share) => ({ userId: share.user_id, shareBp: share.share_bp })),
      ...(head.owner_id !== null && { leadId: head.owner_id }),
      amountFen: doc.sign * line.net_fen,
      qtyE4: line.product_id === null ? 0 : doc.sign * line.qty_e4,
      count: at === 0 && doc.sign === 1 ? 1 : 0,
      dimensions: {
        entityId: head.entity_id,
        ...(line.order_line_id !== null && { orderLineId: line.order_line_id }),
        ...(line.product_id !== null && { productId: line.product_id }),
        ...(line.category_id !== null && { categoryId: line.category_id }),
      },
    })),
  );
}

/**
 * Confirms a draft against which nothing stands, or that was released (domain.md, Delivery). `costs`:
 * what the goods of each line came for, of what the supplier ships and of nothing else.
 */
export async function confirmDelivery(
  ctx: WriteContext,
  id: number,
  version: number,
  costs: readonly number[] | null = null,
): Promise<NamedDelivery> {
  const { tx } = ctx;
  const row = await needIn(ctx, { id, version }, ['draft']);
  assertDecided(row);
  if ((row.drop_ship === 1) !== (costs !== null)) throw problem('state-refused');
  const before = await told(ctx, row);
  const parts = await partsNow(ctx, await deliveryLines(tx, id), row);
  const head = { ...row, ...sumsOf(parts) };
  if (!isReleased(row, await todayOf(ctx))) {
    const check = await checkDelivery(ctx, head);
    if (check.reasons.length > 0) {
      throw problem('delivery-stopped', { data: await stopOf(ctx, head, check) });
    }
  }
  const { entity_id: entityId, business_date: businessDate, customer_id: customerId } = row;
  const no = await takeDocumentNo(ctx, { entityId, prefix: PREFIX, businessDate });
  const doc: MoneyDoc = { kind, id, no };
  const lines = await sendGoods(ctx, row, parts, costs);
  for (const line of lines) {
    await updateDeliveryLine(tx, line.id, {
      net_fen: line.net_fen,
      tax_fen: line.tax_fen,
      cost_fen: line.cost_fen,
    });
  }
  const orderIds = new Set(lines.map((line) => line.order_id));
  await postMoney(ctx, 'ar', {
    entityId,
    party: { kind: 'customer', id: customerId },
    kind: 'goods',
    doc,
    businessDate,
    dues: await duesOf(ctx, row, lines),
    ...(orderIds.size === 1 && { orderId: lines[0]!.order_id }),
  });
  const entries = salesEntries(customerId, sumsOf(lines), costOf(lines));
  await postVoucher(ctx, { entityId, doc, businessDate, lines: entries });
  await achieveLines(ctx, { kind, id, businessDate, sign: 1 }, row, lines);
  await moveOrders(ctx, lines, 1);
  const done = await updateDelivery(tx, row, {
    ...sumsOf(lines),
    no,
    state: 'confirmed',
    confirmed_by: ctx.actor.userId,
    confirmed_at: ctx.now,
  });
  if (!done) throw stale(row);
  return (await record(ctx, 'deliveries.confirm', row, before))!;
}

/** Takes a delivery back, today; refused while something settles it or some of it came back. */
export async function reverseDelivery(
  ctx: WriteContext,
  id: number,
  { version, reason, dropShip = false }: { version: number; reason: string; dropShip?: boolean },
): Promise<NamedDelivery> {
  const { tx } = ctx;
  const row = await needIn(ctx, { id, version }, standingDeliveryStates, 'deliveries.reverse');
  // With its receipt or not at all.
  if ((row.drop_ship === 1) !== dropShip) throw problem('state-refused');
  const lines = await deliveryLines(tx, id);
  if (lines.some((line) => line.returned_e4 > 0)) {
    // The buyer who takes back what the supplier shipped knows no documents of sales.
    if (dropShip) throw problem('state-refused');
    const by = (await standingReturnNos(tx, id)).join('、');
    throw problem('state-refused', {
      errors: [{ pointer: '', code: 'came-back', params: { by } }],
    });
  }
  if (lines.some((line) => line.invoiced_e4 > 0)) throw problem('still-invoiced');
  const before = await told(ctx, row);
  const today = await todayOf(ctx);
  const doc: MoneyDoc = { kind, id, no: row.no! };
  await reverseMoney(ctx, 'ar', doc, today);
  await reverseStock(ctx, { entityId: row.entity_id, kind, id, businessDate: today });
  await reverseVoucher(ctx, doc, today);
  await reverseAchievement(ctx, 'delivery', { kind, id }, today);
  await moveOrders(ctx, lines, -1);
  // Whether a fapiao is wanted is no question any more.
  for (const line of lines.filter(({ no_fapiao_e4: marked }) => marked > 0)) {
    await updateDeliveryLine(tx, line.id, noMark);
  }
  const done = await updateDelivery(tx, row, {
    state: 'reversed',
    reversal_reason: reason,
    reversed_by: ctx.actor.userId,
    reversed_at: ctx.now,
  });
  if (!done) throw stale(row);
  return (await record(ctx, 'deliveries.reverse', (await deliveryById(tx, id))!, before))!;
}
