import { sumsOf } from '@xinhang/db/line-sums.ts';
import { OWN_CURRENCY } from '@xinhang/db/own-currency.ts';
import {
  deleteDelivery,
  deliveryById,
  deliveryLines,
  insertDelivery,
  setDeliveryLines,
  updateDelivery,
  type NamedDelivery,
  type NamedDeliveryLine,
  type NewDeliveryLine,
} from '@xinhang/db/repositories/deliveries.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { standingDeliveryStates } from '@xinhang/shared/delivery-rules.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../../http/context.ts';
import { needPlace, needReachedPlace } from '../../products/service.ts';
import { needAliveCustomer } from '../orders/access.ts';
import { stale } from '../../../http/conflict.ts';
import { needIn, record, told } from './access.ts';
import { checkedLines } from './lines.ts';
import { assertDecided, unreleased } from './release.ts';

type Body<K extends 'create' | 'update'> = EndpointInput<(typeof api.deliveries)[K]>['body'];

export async function createDelivery(
  ctx: WriteContext,
  body: Body<'create'>,
  /** Shipped by the supplier, through this place. */
  through: number | null = null,
): Promise<NamedDelivery> {
  const { tx } = ctx;
  const { rows, orders } = await checkedLines(ctx, body.lines, { dropShip: through !== null });
  const first = orders[0]!;
  await needAliveCustomer(ctx, first.customer_id);
  const warehouseId = through ?? body.warehouseId ?? first.warehouse_id;
  await needPlace(ctx.tx, body.warehouseId);
  await needReachedPlace(ctx, 'deliveries.manage', warehouseId);
  const id = await insertDelivery(tx, {
    no: null,
    state: 'draft',
    entity_id: first.entity_id,
    customer_id: first.customer_id,
    warehouse_id: warehouseId,
    business_date: body.businessDate,
    ship_to: first.ship_to,
    carrier: body.carrier || carrierOf(first.ship_to),
    tracking_no: body.trackingNo,
    note: body.note,
    ...sumsOf(rows as readonly { net_fen: number; tax_fen: number }[]),
    ...OWN_CURRENCY,
    ...unreleased,
    signed_on: null,
    signed_name: '',
    signed_note: '',
    reversal_reason: '',
    made_by: ctx.actor.userId,
    made_at: ctx.now,
    confirmed_by: null,
    confirmed_at: null,
    reversed_by: null,
    reversed_at: null,
    drop_ship: through === null ? 0 : 1,
  });
  await setDeliveryLines(tx, id, rows);
  return (await record(ctx, 'deliveries.create', (await deliveryById(tx, id))!, null))!;
}

const carrierOf = (shipTo: string): string =>
  shipTo === '' ? '' : ((JSON.parse(shipTo) as { carrier?: string }).carrier ?? '');

const written = ['order_line_id', 'qty_e4', 'batch', 'serials', 'note'] as const;

/** Whether what is kept are these lines in this order. */
const sameLines = (old: readonly NamedDeliveryLine[], lines: readonly NewDeliveryLine[]): boolean =>
  old.length === lines.length &&
  lines.every((line, at) => written.every((key) => line[key] === old[at]![key]));

/** Of a confirmed delivery only what is written on the way: carrier, tracking number, note. */
export async function updateDraft(
  ctx: WriteContext,
  id: number,
  { version, ...body }: Body<'update'>,
): Promise<NamedDelivery> {
  const { tx } = ctx;
  const row = await needIn(ctx, { id, version }, ['draft', ...standingDeliveryStates]);
  const fixed =
    body.lines !== undefined || body.businessDate !== undefined || body.warehouseId !== undefined;
  // What the supplier ships is as its receipt is.
  if ((row.state !== 'draft' || row.drop_ship === 1) && fixed) throw problem('state-refused');
  assertDecided(row);
  const before = await told(ctx, row);
  let rows: NewDeliveryLine[] | null = null;
  if (body.lines) {
    const found = await checkedLines(ctx, body.lines);
    if (found.orders[0]!.customer_id !== row.customer_id) {
      throw fieldRefused('/lines/0/orderLineId', 'other-customer');
    }
    // Lines that are as they were keep their numbers.
    if (!sameLines(await deliveryLines(tx, id), found.rows)) rows = found.rows;
  }
  if (body.warehouseId !== undefined) {
    await needPlace(ctx.tx, body.warehouseId);
    await needReachedPlace(ctx, 'deliveries.manage', body.warehouseId);
  }
  const sums = rows && sumsOf(rows as readonly { net_fen: number; tax_fen: number }[]);
  const done = await updateDelivery(tx, row, {
    business_date: body.businessDate ?? row.business_date,
    warehouse_id: body.warehouseId === undefined ? row.warehouse_id : body.warehouseId,
    carrier: body.carrier ?? row.carrier,
    tracking_no: body.trackingNo ?? row.tracking_no,
    note: body.note ?? row.note,
    ...sums,
    // What was let go was so much and no more.
    ...(sums && sums.gross_fen > row.gross_fen && unreleased),
  });
  if (!done) throw stale(row);
  if (rows) await setDeliveryLines(tx, id, rows);
  return (await record(ctx, 'deliveries.update', row, before))!;
}

export async function discardDraft(
  ctx: WriteContext,
  id: number,
  version: number,
  { dropShip = false } = {},
): Promise<void> {
  const row = await needIn(ctx, { id, version }, ['draft']);
  if ((row.drop_ship === 1) !== dropShip) throw problem('state-refused');
  assertDecided(row);
  const before = await told(ctx, row);
  await deleteDelivery(ctx.tx, id);
  await record(ctx, 'deliveries.discard', row, before);
}
