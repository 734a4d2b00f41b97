import { may } from '@xinhang/db/actor.ts';
import { purchaseLinesOf } from '@xinhang/db/repositories/purchase-orders.ts';
import { receiptNoteLines, type NamedReceiptNote } from '@xinhang/db/repositories/receipt-notes.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { DropShipment } from '@xinhang/shared/drop-ship.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../../http/context.ts';
import { housePlaceId } from '../../products/service.ts';
import { confirmShipped, draftShipped, reverseShipped } from '../../sales/service.ts';
import { needOrder } from '../orders/access.ts';
import { needIn } from '../receipt-notes/access.ts';
import { confirmNote, reverseNote } from '../receipt-notes/confirm.ts';
import { createNote } from '../receipt-notes/drafts.ts';

const alive = new Set(['confirmed', 'partly']);

type Body = EndpointInput<typeof api.dropShipments.ship>['body'];

/** Goods come in and go out at once: whoever posts that needs the right to both. */
function needAlso({ actor }: WriteContext, permission: Permission): void {
  if (!may(actor, permission)) throw problem('forbidden');
}

const told = (
  note: { id: number; no: string | null },
  delivery: { id: number; no: string | null },
): DropShipment => ({
  receiptNote: { id: note.id, no: note.no ?? '' },
  delivery: { id: delivery.id, no: delivery.no ?? '' },
});

/**
 * The supplier shipped: receipt and delivery of the same goods through transit, in one transaction.
 * Held they are drafts, so that a delivery that is stopped can be released.
 */
export async function shipStraight(
  ctx: WriteContext,
  id: number,
  { hold, lines, ...head }: Body,
): Promise<DropShipment> {
  needAlso(ctx, 'deliveries.manage');
  const order = await needOrder(ctx.tx, id);
  if (order.ship_to === '' || !alive.has(order.state)) throw problem('state-refused');
  const own = new Map((await purchaseLinesOf(ctx.tx, id)).map((line) => [line.id, line]));
  const salesLines = lines.map(({ orderLineId }, at) => {
    const salesLineId = own.get(orderLineId)?.sales_line_id ?? null;
    if (salesLineId === null) throw fieldRefused(`/lines/${at}/orderLineId`, 'unknown-line');
    return salesLineId;
  });
  const placeId = await housePlaceId(ctx.tx, 'transit');
  const { businessDate, supplierNoteNo, carrier, trackingNo, note } = head;
  const delivery = await draftShipped(
    ctx,
    {
      businessDate,
      carrier,
      trackingNo,
      note,
      lines: lines.map(({ qtyE4, batch, serials }, at) => ({
        orderLineId: salesLines[at]!,
        qtyE4,
        batch,
        serials,
        note: '',
      })),
    },
    placeId,
  );
  const received = await createNote(
    ctx,
    {
      businessDate,
      warehouseId: null,
      supplierNoteNo,
      note,
      lines: lines.map((line) => ({ ...line, spread: false, note: '' })),
    },
    { deliveryId: delivery.id, placeId },
  );
  return hold ? told(received, delivery) : await postBoth(ctx, received);
}

/** In at what it costs, out at that same cost, both numbers, or neither. */
async function postBoth(ctx: WriteContext, note: NamedReceiptNote): Promise<DropShipment> {
  const came = await confirmNote(ctx, note.id, note.version, { dropShip: true });
  const costs = (await receiptNoteLines(ctx.tx, note.id)).map((line) => line.cost_fen!);
  return told(came, await confirmShipped(ctx, note.delivery_id!, costs));
}

/** Posts a shipment that was held. */
export async function postHeld(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<DropShipment> {
  needAlso(ctx, 'deliveries.manage');
  const note = await needIn(ctx, { id, version }, ['draft']);
  if (note.delivery_id === null) throw problem('state-refused');
  return await postBoth(ctx, note);
}

/** Takes a shipment back: from the customer into transit, from there to the supplier. */
export async function reverseStraight(
  ctx: WriteContext,
  id: number,
  { version, reason }: { version: number; reason: string },
): Promise<DropShipment> {
  needAlso(ctx, 'deliveries.reverse');
  const note = await needIn(ctx, { id, version }, ['confirmed']);
  if (note.delivery_id === null) throw problem('state-refused');
  const delivery = await reverseShipped(ctx, note.delivery_id, reason);
  return told(await reverseNote(ctx, id, { version, reason, dropShip: true }), delivery);
}
