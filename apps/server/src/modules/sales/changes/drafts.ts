import {
  changeLinesOf,
  deleteOrderChange,
  insertOrderChange,
  openChangeOf,
  setChangeLines,
  updateOrderChange,
  type NamedChange,
  type NamedChangeLine,
  type NewChangeLine,
} from '@xinhang/db/repositories/order-changes.ts';
import { salesLinesOf, type NamedSalesOrder } from '@xinhang/db/repositories/sales-orders.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import type { LastPrices } from '../../../registry/last-prices.ts';
import { customerById } from '../../customers/service.ts';
import { needAliveCustomer, needOrder } from '../orders/access.ts';
import { headColumns } from '../orders/head.ts';
import { isAlive } from '../orders/keep.ts';
import { needIn, record, told } from './access.ts';
import { changeAsked, checkFits, checkShips, columnsOf, plannedLines } from './plan.ts';

type Api = typeof api.orderChanges;
type CreateBody = EndpointInput<Api['create']>['body'];
type UpdateBody = EndpointInput<Api['update']>['body'];
type Facts = Omit<UpdateBody, 'version' | 'reason' | 'lines'>;

/** What of the head of an order a change may write. */
const headKeys = [
  'required_date',
  'customer_order_no',
  'payer',
  'note',
  'term_id',
  'address_id',
  'ship_to',
  'warehouse_id',
] as const;
export type ChangeHead = Pick<NamedSalesOrder, (typeof headKeys)[number]>;

export const headOf = (order: ChangeHead): ChangeHead =>
  Object.fromEntries(headKeys.map((key) => [key, order[key]])) as ChangeHead;

/** The head as a change wants it; one that was drafted before it could say the warehouse says none. */
export const wantedHead = (
  order: NamedSalesOrder,
  change: Pick<NamedChange, 'head'>,
): ChangeHead => ({
  warehouse_id: order.warehouse_id,
  ...(JSON.parse(change.head) as Omit<ChangeHead, 'warehouse_id'>),
});

/** The head with what a body names of it, checked. */
async function headWith(
  ctx: WriteContext,
  order: NamedSalesOrder,
  was: ChangeHead,
  facts: Facts,
): Promise<ChangeHead> {
  if (facts.warehouseId === null) throw fieldRefused('/warehouseId', 'required');
  const customer = (await customerById(ctx.tx, order.customer_id))!;
  return headOf({ ...was, ...(await headColumns(ctx, customer, facts)) });
}

/** Drafts a change of an order of which something is open; refused while another is open. */
export async function createChange(
  ctx: WriteContext,
  lastPrices: LastPrices,
  orderId: number,
  { reason, lines: asked, ...facts }: CreateBody,
): Promise<NamedChange> {
  const { tx } = ctx;
  const order = await needOrder(tx, ctx.actor, 'salesOrders.update', orderId);
  await needAliveCustomer(ctx, order.customer_id);
  if (!isAlive(order.state)) throw problem('state-refused');
  if (await openChangeOf(tx, orderId)) throw problem('change-open');
  const now = await salesLinesOf(tx, orderId);
  const lines = await plannedLines(ctx, lastPrices, { order, now }, asked);
  checkFits(now, lines);
  await checkShips(ctx, now, lines);
  const id = await insertOrderChange(tx, {
    order_id: orderId,
    no: null,
    state: 'draft',
    reason,
    head: JSON.stringify(await headWith(ctx, order, headOf(order), facts)),
    ask_reason: '',
    reasons: '[]',
    credit_until: null,
    approval_id: null,
    back_reason: '',
    made_by: ctx.actor.userId,
    made_at: ctx.now,
    applied_by: null,
    applied_at: null,
  });
  await setChangeLines(tx, id, lines);
  return (await record(ctx, 'orderChanges.create', { id, order }, null))!;
}

export async function updateChange(
  ctx: WriteContext,
  lastPrices: LastPrices,
  id: number,
  { version, reason, lines: asked, ...facts }: UpdateBody,
): Promise<NamedChange> {
  const { tx } = ctx;
  const seen = { id, version };
  const { change, order } = await needIn(ctx, ['salesOrders.update'], seen, { states: ['draft'] });
  const before = await told(ctx, change);
  const head = await headWith(ctx, order, wantedHead(order, change), facts);
  const done = await updateOrderChange(tx, change, {
    head: JSON.stringify(head),
    ...(reason !== undefined && { reason }),
  });
  if (!done) throw stale(change);
  if (asked) {
    const now = await salesLinesOf(tx, order.id);
    const lines = await plannedLines(ctx, lastPrices, { order, now }, asked);
    checkFits(now, lines);
    await checkShips(ctx, now, lines);
    if (!sameLines(await changeLinesOf(tx, id), lines)) await setChangeLines(tx, id, lines);
  }
  return (await record(ctx, 'orderChanges.update', { id, order }, before))!;
}

const sameLines = (old: readonly NamedChangeLine[], lines: readonly NewChangeLine[]): boolean =>
  old.length === lines.length &&
  lines.every(
    (line, at) =>
      line.order_line_id === old[at]!.order_line_id &&
      line.drop_ship === old[at]!.drop_ship &&
      JSON.stringify(columnsOf(line)) === JSON.stringify(columnsOf(old[at]!)),
  );

/** Asks the rules once more before a change leaves its draft. */
export async function plannedAnew(
  ctx: WriteContext,
  lastPrices: LastPrices,
  order: NamedSalesOrder,
  change: NamedChange,
): Promise<void> {
  const now = await salesLinesOf(ctx.tx, order.id);
  const old = await changeLinesOf(ctx.tx, change.id);
  const lines = await plannedLines(ctx, lastPrices, { order, now }, old.map(changeAsked));
  if (!sameLines(old, lines)) await setChangeLines(ctx.tx, change.id, lines);
}

export async function discardChange(ctx: WriteContext, id: number, version: number): Promise<void> {
  const asked = { states: ['draft'], alive: false } as const;
  const { change, order } = await needIn(ctx, ['salesOrders.update'], { id, version }, asked);
  const before = await told(ctx, change);
  await deleteOrderChange(ctx.tx, id);
  await record(ctx, 'orderChanges.discard', { id, order }, before);
}
