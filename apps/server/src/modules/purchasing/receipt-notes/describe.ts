import { may, type Actor } from '@xinhang/db/actor.ts';
import { reachesPlace } from '@xinhang/db/scope-places.ts';
import { purchaseLinesByIds } from '@xinhang/db/repositories/purchase-orders.ts';
import {
  receiptNoteLines,
  type NamedReceiptNote,
  type NamedReceiptNoteLine,
} from '@xinhang/db/repositories/receipt-notes.ts';
import { divideRounded } from '@xinhang/shared/money.ts';
import {
  openOfPurchase,
  type ReceiptNoteState,
  type ReceivedWay,
} from '@xinhang/shared/purchase-order-rules.ts';
import { wentBackOf } from '@xinhang/db/repositories/purchase-returns.ts';
import type {
  ReceiptNote,
  ReceiptNoteLine,
  ReceiptNoteRow,
} from '@xinhang/shared/receipt-notes.ts';
import type { ReadContext } from '../../../http/context.ts';
import { ref, seesPrices, toProduct } from '../orders/describe.ts';

type Looker = Pick<ReadContext, 'db' | 'actor'>;

export const toNoteRow = (actor: Actor, row: NamedReceiptNote): ReceiptNoteRow => ({
  id: row.id,
  version: row.version,
  no: row.no ?? '',
  state: row.state as ReceiptNoteState,
  supplier: { id: row.supplier_id, name: row.supplier_name, code: row.supplier_code },
  warehouse: ref(row.warehouse_id, row.warehouse_name),
  businessDate: row.business_date,
  supplierNoteNo: row.supplier_note_no,
  dropShip: row.delivery_id !== null,
  note: row.note,
  lineCount: row.line_count,
  grossFen: seesPrices(actor) ? row.gross_fen : null,
  madeBy: { id: row.made_by, name: row.maker_name },
  madeAt: row.made_at,
  confirmedBy: ref(row.confirmed_by, row.confirmer_name),
  confirmedAt: row.confirmed_at,
});

/** The same quantity in the unit in which it was ordered. */
const inUnit = (line: NamedReceiptNoteLine): number =>
  line.order_qty_e4
    ? Number(
        divideRounded(
          BigInt(line.qty_e4) * BigInt(line.order_unit_qty_e4!),
          BigInt(line.order_qty_e4),
        ),
      )
    : line.qty_e4;

const toLine = (
  line: NamedReceiptNoteLine,
  { openE4, returnedE4, prices }: { openE4: number; returnedE4: number; prices: boolean },
): ReceiptNoteLine => ({
  id: line.id,
  orderLineId: line.order_line_id,
  orderId: line.order_id,
  orderNo: line.order_no ?? '',
  product: toProduct(line),
  way: line.way as ReceivedWay,
  qtyE4: line.qty_e4,
  unit: { id: line.unit_id, name: line.unit_name },
  unitQtyE4: inUnit(line),
  openE4,
  returnedE4,
  batch: line.batch,
  serials: JSON.parse(line.serials) as string[],
  tracksBatch: line.tracks_batch === 1,
  tracksSerial: line.tracks_serial === 1,
  priceE4: prices ? line.price_e4 : null,
  netFen: prices ? line.net_fen : null,
  taxFen: prices ? line.tax_fen : null,
  grossFen: prices ? line.net_fen + line.tax_fen : null,
  costFen: prices && line.way === 'goods' ? line.cost_fen : null,
  spreadFen: prices && line.way === 'goods' ? line.spread_fen : null,
  note: line.note,
});

/** A receipt of goods with everything its page shows. */
export async function describeNote(
  { db, actor }: Looker,
  row: NamedReceiptNote,
): Promise<ReceiptNote> {
  const lines = await receiptNoteLines(db, row.id);
  const ids = [...new Set(lines.map((line) => line.order_line_id))];
  const open = new Map(
    (await purchaseLinesByIds(db, ids)).map((line) => [line.id, openOfPurchase(line)]),
  );
  const back = await wentBackOf(
    db,
    lines.map((line) => line.id),
  );
  const returned = (line: NamedReceiptNoteLine) => back.get(line.id)?.qtyE4 ?? 0;
  const prices = seesPrices(actor);
  const writes = actor.viewAsBy === null;
  const manages = writes && reachesPlace(actor, 'receiptNotes.manage', row.warehouse_id);
  const straight = row.delivery_id !== null;
  return {
    ...toNoteRow(actor, row),
    netFen: prices ? row.net_fen : null,
    taxFen: prices ? row.tax_fen : null,
    costHidden: !prices,
    lines: lines.map((line) =>
      toLine(line, {
        openE4: open.get(line.order_line_id) ?? 0,
        returnedE4: returned(line),
        prices,
      }),
    ),
    reversedBy: ref(row.reversed_by, row.reverser_name),
    reversedAt: row.reversed_at,
    reversalReason: row.reversal_reason,
    can: {
      update: manages && row.state === 'draft' && !straight,
      ship: manages && may(actor, 'deliveries.manage') && row.state === 'draft' && straight,
      reverse:
        writes &&
        (!straight || may(actor, 'deliveries.reverse')) &&
        reachesPlace(actor, 'receiptNotes.reverse', row.warehouse_id) &&
        row.state === 'confirmed' &&
        back.size === 0,
      return:
        manages &&
        row.state === 'confirmed' &&
        lines.some((line) => line.way === 'goods' && returned(line) < line.qty_e4),
    },
  };
}
