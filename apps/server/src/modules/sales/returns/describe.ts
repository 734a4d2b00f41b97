import { reaches, type Actor } from '@xinhang/db/actor.ts';
import { reachesPlace } from '@xinhang/db/scope-places.ts';
import { returnLines, type NamedReturn } from '@xinhang/db/repositories/sales-returns.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { ReturnDisposal } from '@xinhang/shared/delivery-rules.ts';
import type { SalesLineKind } from '@xinhang/shared/sales-order-rules.ts';
import type { ReturnState, SalesReturn, SalesReturnRow } from '@xinhang/shared/sales-returns.ts';
import type { ReadContext } from '../../../http/context.ts';
import { partNumbersOf } from '../../products/service.ts';
import { seesPrices } from '../deliveries/access.ts';
import { toGoods } from '../deliveries/describe.ts';

const ref = (id: number | null, name: string | null | undefined): NameRef | null =>
  id === null ? null : { id, name: name ?? '' };

export const toReturnRow = (actor: Actor, row: NamedReturn): SalesReturnRow => ({
  id: row.id,
  version: row.version,
  no: row.no ?? '',
  state: row.state as ReturnState,
  customer: { id: row.customer_id, name: row.customer_name },
  delivery: row.delivery_id === null ? null : { id: row.delivery_id, no: row.delivery_no ?? '' },
  warehouse: ref(row.warehouse_id, row.warehouse_name),
  businessDate: row.business_date,
  reason: row.reason,
  disposal: row.disposal as ReturnDisposal,
  note: row.note,
  lineCount: row.line_count,
  grossFen: seesPrices(actor, row.owner_id) ? row.gross_fen : null,
  madeBy: { id: row.made_by, name: row.maker_name },
  madeAt: row.made_at,
  confirmedBy: ref(row.confirmed_by, row.confirmer_name),
  confirmedAt: row.confirmed_at,
});

/** A return with its lines; prices only to whom those of the customer are shown. */
export async function describeReturn(
  { db, actor }: Pick<ReadContext, 'db' | 'actor'>,
  row: NamedReturn,
): Promise<SalesReturn> {
  const prices = seesPrices(actor, row.owner_id);
  const writes = actor.viewAsBy === null;
  const free = row.delivery_id === null;
  const owns = writes && free && reaches(actor, 'salesOrders.update', row.owner_id);
  const keeps = writes && reachesPlace(actor, 'deliveries.manage', row.warehouse_id);
  const lines = await returnLines(db, row.id);
  return {
    ...toReturnRow(actor, row),
    carried:
      row.delivery_id === null
        ? null
        : {
            carrier: row.carrier ?? '',
            trackingNo: row.tracking_no ?? '',
            signedOn: row.signed_on,
            signedName: row.signed_name ?? '',
          },
    partNumbers: await partNumbersOf(
      db,
      row.customer_id,
      lines.map((line) => line.product_id),
    ),
    lines: lines.map((line) => ({
      id: line.id,
      deliveryLineId: line.delivery_line_id,
      kind: line.line_kind as SalesLineKind,
      product: toGoods(line),
      text: line.text,
      qtyE4: line.qty_e4,
      batch: line.batch,
      serials: JSON.parse(line.serials) as string[],
      unit: ref(line.unit_id, line.unit_name),
      unitQtyE4: line.unit_qty_e4,
      priceE4: prices ? line.price_e4 : null,
      tracksBatch: line.tracks_batch === 1,
      tracksSerial: line.tracks_serial === 1,
      grossFen: prices ? line.net_fen + line.tax_fen : null,
      note: line.note,
    })),
    reversedBy: ref(row.reversed_by, row.reverser_name),
    reversedAt: row.reversed_at,
    reversalReason: row.reversal_reason,
    backReason: row.back_reason,
    can: {
      update: owns && row.state === 'draft',
      change: !free && keeps && row.state === 'draft',
      submit: owns && row.state === 'draft',
      sendBack: owns && (row.state === 'approving' || row.state === 'approved'),
      discard: row.state === 'draft' && (free ? owns : keeps),
      confirm: keeps && row.state === (free ? 'approved' : 'draft'),
      reverse:
        writes && row.state === 'confirmed' && reaches(actor, 'deliveries.reverse', row.owner_id),
    },
  };
}
