import { may, type Actor } from '@xinhang/db/actor.ts';
import { reachesPlace } from '@xinhang/db/scope-places.ts';
import {
  nothingBack,
  purchaseReturnLines,
  wentBackOf,
  type NamedPurchaseReturn,
  type NamedPurchaseReturnLine,
} from '@xinhang/db/repositories/purchase-returns.ts';
import type {
  PurchaseReturn,
  PurchaseReturnLine,
  PurchaseReturnRow,
  PurchaseReturnState,
} from '@xinhang/shared/purchase-returns.ts';
import type { ReadContext } from '../../../http/context.ts';
import { ref, seesPrices, toProduct } from '../orders/describe.ts';
import { writesFree } from './lines.ts';

export const toReturnRow = (actor: Actor, row: NamedPurchaseReturn): PurchaseReturnRow => ({
  id: row.id,
  version: row.version,
  no: row.no ?? '',
  state: row.state as PurchaseReturnState,
  supplier: { id: row.supplier_id, name: row.supplier_name, code: row.supplier_code },
  warehouse: ref(row.warehouse_id, row.warehouse_name),
  businessDate: row.business_date,
  supplierReturnNo: row.supplier_return_no,
  reason: row.reason,
  replaces: row.replaces === null ? null : row.replaces === 1,
  note: row.note,
  lineCount: row.line_count,
  grossFen: seesPrices(actor) ? row.gross_fen : null,
  madeBy: { id: row.made_by, name: row.maker_name },
  madeAt: row.made_at,
  confirmedBy: ref(row.confirmed_by, row.confirmer_name),
  confirmedAt: row.confirmed_at,
});

const toLine = (
  line: NamedPurchaseReturnLine,
  backE4: number,
  prices: boolean,
): PurchaseReturnLine => ({
  id: line.id,
  receiptLineId: line.receipt_line_id,
  receiptNoteId: line.receipt_note_id,
  receiptNo: line.receipt_no ?? '',
  product: toProduct(line),
  qtyE4: line.qty_e4,
  leftE4: line.received_e4 === null ? null : line.received_e4 - backE4,
  batch: line.batch,
  serials: JSON.parse(line.serials) as string[],
  tracksBatch: line.tracks_batch === 1,
  tracksSerial: line.tracks_serial === 1,
  taxBp: line.tax_bp,
  priceE4: prices ? line.price_e4 : null,
  netFen: prices ? line.net_fen : null,
  taxFen: prices ? line.tax_fen : null,
  grossFen: prices ? line.net_fen + line.tax_fen : null,
  costFen: prices ? line.cost_fen : null,
  note: line.note,
});

/** A return with everything its page shows. */
export async function describeReturn(
  ctx: Pick<ReadContext, 'db' | 'actor'>,
  row: NamedPurchaseReturn,
): Promise<PurchaseReturn> {
  const { db, actor } = ctx;
  const lines = await purchaseReturnLines(db, row.id);
  const back = await wentBackOf(
    db,
    lines.flatMap((line) => line.receipt_line_id ?? []),
  );
  const prices = seesPrices(actor);
  const writes = actor.viewAsBy === null;
  const drafts =
    writes && reachesPlace(actor, 'receiptNotes.manage', row.warehouse_id) && row.state === 'draft';
  const free = lines.some((line) => line.receipt_line_id === null);
  return {
    ...toReturnRow(actor, row),
    netFen: prices ? row.net_fen : null,
    taxFen: prices ? row.tax_fen : null,
    costHidden: !prices,
    lines: lines.map((line) =>
      toLine(line, (back.get(line.receipt_line_id ?? 0) ?? nothingBack).qtyE4, prices),
    ),
    reversedBy: ref(row.reversed_by, row.reverser_name),
    reversedAt: row.reversed_at,
    reversalReason: row.reversal_reason,
    can: {
      update: drafts && (!free || writesFree(ctx)),
      free: drafts && writesFree(ctx),
      confirm: drafts && (!free || (may(actor, 'purchaseOrders.confirm') && writesFree(ctx))),
      reverse:
        writes &&
        reachesPlace(actor, 'receiptNotes.reverse', row.warehouse_id) &&
        row.state === 'confirmed',
    },
  };
}
