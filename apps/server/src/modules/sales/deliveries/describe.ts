import { reaches, type Actor } from '@xinhang/db/actor.ts';
import { reachesPlace } from '@xinhang/db/scope-places.ts';
import {
  deliveryLines,
  orderLinesByIds,
  type NamedDelivery,
  type NamedDeliveryLine,
} from '@xinhang/db/repositories/deliveries.ts';
import { contactsMasked } from '@xinhang/db/scope.ts';
import { daysBetween } from '@xinhang/shared/business-date.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { Delivery, DeliveryLine, DeliveryRow } from '@xinhang/shared/deliveries.ts';
import { standingDeliveryStates, type DeliveryState } from '@xinhang/shared/delivery-rules.ts';
import { divideRounded } from '@xinhang/shared/money.ts';
import { openOf, type SalesLineKind } from '@xinhang/shared/sales-order-rules.ts';
import type { ReadContext } from '../../../http/context.ts';
import { phoneView, shownPhone } from '../../customers/service.ts';
import { partNumbersOf } from '../../products/service.ts';
import { waitersOf } from '../../system/service.ts';
import { openIssueLines } from '../../stock/service.ts';
import { seesPrices } from './access.ts';
import { lineProgress, type OrderLine } from './lines.ts';
import { progressOf } from '../orders/keep.ts';

type Looker = Pick<ReadContext, 'db' | 'actor'>;

const ref = (id: number | null, name: string | null | undefined): NameRef | null =>
  id === null ? null : { id, name: name ?? '' };

const isOut = ({ state }: Pick<NamedDelivery, 'state'>) =>
  standingDeliveryStates.some((one) => one === state);

const daysLate = (row: NamedDelivery) =>
  isOut(row) && row.asked_on !== null
    ? Math.max(0, daysBetween(row.asked_on, row.business_date))
    : 0;

export const toDeliveryRow = (actor: Actor, row: NamedDelivery): DeliveryRow => ({
  id: row.id,
  version: row.version,
  no: row.no ?? '',
  state: row.state as DeliveryState,
  customer: { id: row.customer_id, name: row.customer_name },
  warehouse: ref(row.warehouse_id, row.warehouse_name),
  businessDate: row.business_date,
  carrier: row.carrier,
  trackingNo: row.tracking_no,
  note: row.note,
  lineCount: row.line_count,
  grossFen: seesPrices(actor, row.owner_id) ? row.gross_fen : null,
  lateDays: daysLate(row),
  signedOn: row.signed_on,
  madeBy: { id: row.made_by, name: row.maker_name },
  madeAt: row.made_at,
  confirmedBy: ref(row.confirmed_by, row.confirmer_name),
  confirmedAt: row.confirmed_at,
});

/** Goods as documents show them; null of what is words alone. */
export const toGoods = (line: {
  product_id: number | null;
  code: string | null;
  name: string | null;
  spec: string | null;
  base_unit_id: number | null;
  base_unit_name: string | null;
  qty_decimals: number | null;
}) =>
  line.product_id === null
    ? null
    : {
        id: line.product_id,
        code: line.code!,
        name: line.name!,
        spec: line.spec!,
        unit: { id: line.base_unit_id!, name: line.base_unit_name! },
        qtyDecimals: line.qty_decimals!,
      };

/** The same quantity in the unit in which it was ordered. */
const inUnit = (line: NamedDeliveryLine): number =>
  line.order_qty_e4
    ? Number(
        divideRounded(
          BigInt(line.qty_e4) * BigInt(line.order_unit_qty_e4!),
          BigInt(line.order_qty_e4),
        ),
      )
    : line.qty_e4;

interface Beside {
  order: OrderLine | undefined;
  draft: boolean;
  prices: boolean;
  cost: boolean;
  /** Lines whose cost is not known yet; null for whom cost is hidden. */
  provisional: ReadonlySet<number> | null;
}

const toLine = (
  line: NamedDeliveryLine,
  { order, draft, prices, cost, provisional }: Beside,
): DeliveryLine => ({
  id: line.id,
  orderLineId: line.order_line_id,
  orderId: line.order_id,
  orderNo: line.order_no ?? '',
  customerOrderNo: line.customer_order_no,
  kind: line.line_kind as SalesLineKind,
  product: toGoods(line),
  text: line.text,
  qtyE4: line.qty_e4,
  unit: ref(line.unit_id, line.unit_name),
  unitQtyE4: inUnit(line),
  openE4: order ? openOf(progressOf(order)) : 0,
  returnedE4: line.returned_e4,
  requiredDate: line.required_date,
  batch: line.batch,
  serials: JSON.parse(line.serials) as string[],
  tracksBatch: line.tracks_batch === 1,
  tracksSerial: line.tracks_serial === 1,
  priceE4: prices ? line.price_e4 : null,
  netFen: prices ? line.net_fen : null,
  taxFen: prices ? line.tax_fen : null,
  grossFen: prices ? line.net_fen + line.tax_fen : null,
  ofOrder: prices && draft && order?.qty_e4 ? lineProgress(order) : null,
  costFen: cost ? line.cost_fen : null,
  costProvisional: provisional?.has(line.id) === true,
  note: line.note,
});

/** What this reader may do to this delivery now; screens show the same as disabled buttons. */
function deliveryCan(actor: Actor, row: NamedDelivery, returned: boolean): Delivery['can'] {
  const writes = actor.viewAsBy === null;
  const manages = writes && reachesPlace(actor, 'deliveries.manage', row.warehouse_id);
  const draft = row.state === 'draft' && row.asked_by === null;
  const unreleased = draft && (row.released_by === null || row.release_until !== null);
  const out = isOut(row);
  return {
    update: manages && draft && row.drop_ship === 0,
    // Also of a release with a last day: once it is over it is asked for anew.
    askRelease: manages && unreleased,
    withdrawRelease: manages && row.state === 'draft' && row.approval_id !== null,
    release: writes && unreleased && reaches(actor, 'customers.credit', row.owner_id),
    sign: manages && out,
    return: manages && out,
    reverse:
      writes &&
      out &&
      row.drop_ship === 0 &&
      !returned &&
      reaches(actor, 'deliveries.reverse', row.owner_id),
  };
}

function shipToOf({ actor }: Looker, row: NamedDelivery): Delivery['shipTo'] {
  if (row.ship_to === '' || contactsMasked(row)) return null;
  const { receiver, phone, address } = JSON.parse(row.ship_to) as Record<string, string>;
  // Whoever sends goods must reach who takes them.
  const shown = reachesPlace(actor, 'deliveries.manage', row.warehouse_id)
    ? (phone ?? '')
    : shownPhone(phoneView(actor, row), phone ?? '');
  return { receiver: receiver ?? '', phone: shown, address: address ?? '' };
}

/** A delivery with everything its page shows; prices only to whom those of the customer are shown. */
export async function describeDelivery(ctx: Looker, row: NamedDelivery): Promise<Delivery> {
  const { actor, db } = ctx;
  const lines = await deliveryLines(db, row.id);
  const orders = await orderLinesByIds(db, [...new Set(lines.map((line) => line.order_line_id))]);
  const ordered = new Map(orders.map((line) => [line.id, line]));
  const draft = row.state === 'draft';
  const prices = seesPrices(actor, row.owner_id);
  const cost = actor.fields.cost === 'show';
  const provisional = cost && !draft ? await openIssueLines(db, 'delivery', row.id) : null;
  return {
    ...toDeliveryRow(actor, row),
    netFen: prices ? row.net_fen : null,
    taxFen: prices ? row.tax_fen : null,
    shipTo: shipToOf(ctx, row),
    lines: lines.map((line) =>
      toLine(line, { order: ordered.get(line.order_line_id), draft, prices, cost, provisional }),
    ),
    partNumbers: await partNumbersOf(
      db,
      row.customer_id,
      lines.map((line) => line.product_id),
    ),
    dropShip: row.drop_ship === 1,
    pricesHidden: !prices,
    signedName: row.signed_name,
    signedNote: row.signed_note,
    releasedBy: ref(row.released_by, row.releaser_name),
    releasedAt: row.released_at,
    releaseReason: row.release_reason,
    releaseUntil: row.release_until,
    approvalId: row.approval_id,
    waitsFor: draft ? await waitersOf(db, row.approval_id) : [],
    askReason: row.ask_reason,
    reversedBy: ref(row.reversed_by, row.reverser_name),
    reversedAt: row.reversed_at,
    reversalReason: row.reversal_reason,
    can: deliveryCan(
      actor,
      row,
      lines.some((line) => line.returned_e4 > 0),
    ),
  };
}
