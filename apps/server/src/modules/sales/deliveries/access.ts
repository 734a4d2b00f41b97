import {
  deliveryById,
  deliveryLines,
  findDelivery,
  type NamedDelivery,
} from '@xinhang/db/repositories/deliveries.ts';
import { may, reaches, type Actor } from '@xinhang/db/actor.ts';
import { leavesOut } from '@xinhang/db/scope-places.ts';
import type { DeliveryState } from '@xinhang/shared/delivery-rules.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';
import { stale } from '../../../http/conflict.ts';

/** The delivery if the permission reaches it; one out of scope does not exist (404). */
export async function needDelivery(
  ctx: Pick<ReadContext, 'db' | 'actor'>,
  id: number,
  permission: Permission = 'deliveries.read',
): Promise<NamedDelivery> {
  const row = await findDelivery(ctx.db, ctx.actor, permission, id);
  if (row) return row;
  const readable = await findDelivery(ctx.db, ctx.actor, 'deliveries.read', id);
  throw problem(readable ? 'forbidden' : 'not-found');
}

/** What the warehouse does is done by who works in the warehouse that the document names. */
export function needPlaceOf(
  { actor }: Pick<ReadContext, 'actor'>,
  { warehouse_id: place }: { warehouse_id: number | null },
): void {
  if (leavesOut(actor, 'deliveries.manage', place)) throw problem('forbidden');
}

/** The same to be changed: in one of these states, in the version that was seen. */
export async function needIn(
  ctx: WriteContext,
  { id, version }: { id: number; version: number },
  states: readonly DeliveryState[],
  permission: Permission = 'deliveries.read',
): Promise<NamedDelivery> {
  const row = await needDelivery(ctx, id, permission);
  if (permission === 'deliveries.read') needPlaceOf(ctx, row);
  if (!states.includes(row.state as DeliveryState)) throw problem('state-refused');
  if (row.version !== version) throw stale(row);
  return row;
}

/** Whether prices of documents of this customer are shown: the warehouse delivers without them. */
export const seesPrices = (actor: Actor, ownerId: number | null): boolean =>
  may(actor, 'deliveries.read') && reaches(actor, 'deliveries.read', ownerId);

/** A delivery as the audit tells it. */
export async function told(ctx: ReadContext, row: NamedDelivery): Promise<object> {
  const lines = await deliveryLines(ctx.db, row.id);
  return {
    version: row.version,
    no: row.no,
    state: row.state,
    customer: row.customer_name,
    warehouse: row.warehouse_name,
    dropShip: row.drop_ship === 1,
    businessDate: row.business_date,
    carrier: row.carrier,
    trackingNo: row.tracking_no,
    note: row.note,
    askReason: row.ask_reason,
    releaseReason: row.release_reason,
    releaseUntil: row.release_until,
    signedOn: row.signed_on,
    signedName: row.signed_name,
    signedNote: row.signed_note,
    reversalReason: row.reversal_reason,
    lines: lines.map((line) => ({
      order: line.order_no,
      product: line.code === null ? line.text : `${line.code} ${line.name}`,
      qtyE4: line.qty_e4,
      batch: line.batch,
      serials: line.serials,
      note: line.note,
    })),
  };
}

/** Audit and news of a change of a delivery; `before` as `told` told it. */
export async function record(
  ctx: WriteContext,
  action: string,
  { id, customer_id: customerId, owner_id: owner }: NamedDelivery,
  before: object | null,
): Promise<NamedDelivery | undefined> {
  const after = await deliveryById(ctx.tx, id);
  await ctx.audit({
    action,
    entity: 'delivery',
    entityId: id,
    customerId,
    before,
    after: after ? await told(ctx, after) : null,
  });
  await ctx.emit({
    entity: 'delivery',
    id,
    version: after?.version ?? 0,
    customerId,
    audience: owner === null ? [] : [owner],
  });
  return after;
}
