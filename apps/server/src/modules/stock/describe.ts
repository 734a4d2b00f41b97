import {
  linesOf,
  type NamedStockDoc,
  type NamedStockLine,
} from '@xinhang/db/repositories/stock-documents.ts';
import {
  isMade,
  type ExtraAccount,
  type StockDocKind,
  type StockDocRow,
  type StockDocState,
  type StockDocument,
  type StockLine,
} from '@xinhang/shared/stock-documents.ts';
import type { ReadContext } from '../../http/context.ts';
import { seesCost } from './kinds.ts';
import { mayAct, type StockAct } from './own-places.ts';

const ref = (id: number | null, name: string | null) =>
  id === null ? null : { id, name: name ?? '' };

const wholeOf = (row: NamedStockDoc): StockDocRow['whole'] =>
  row.whole_id === null
    ? null
    : {
        product: {
          id: row.whole_id,
          code: row.whole_code!,
          name: row.whole_name!,
          spec: row.whole_spec!,
          unit: { id: row.whole_unit_id!, name: row.whole_unit_name! },
          qtyDecimals: row.whole_decimals!,
        },
        qtyE4: row.whole_qty_e4,
        batch: row.whole_batch,
        serials: JSON.parse(row.whole_serials) as string[],
        tracksBatch: row.whole_tracks_batch === 1,
        tracksSerial: row.whole_tracks_serial === 1,
      };

export const toDocRow = (row: NamedStockDoc): StockDocRow => ({
  id: row.id,
  version: row.version,
  kind: row.kind as StockDocKind,
  no: row.no ?? '',
  state: row.state as StockDocState,
  businessDate: row.business_date,
  from: ref(row.from_location_id, row.from_name),
  to: ref(row.to_location_id, row.to_name),
  reason: row.reason,
  twoStep: row.two_step === 1,
  note: row.note,
  whole: wholeOf(row),
  lineCount: row.line_count,
  madeBy: { id: row.made_by, name: row.maker_name },
  madeAt: row.made_at,
  confirmedBy: ref(row.confirmed_by, row.confirmer_name),
  confirmedAt: row.confirmed_at,
});

const toLine = (row: NamedStockLine, cost: boolean): StockLine => ({
  id: row.id,
  product: {
    id: row.product_id,
    code: row.code,
    name: row.name,
    spec: row.spec,
    unit: { id: row.base_unit_id, name: row.base_unit_name },
    qtyDecimals: row.qty_decimals,
  },
  unit: { id: row.unit_id, name: row.unit_name },
  qtyE4: row.unit_qty_e4,
  baseQtyE4: row.qty_e4,
  priceE4: cost ? row.price_e4 : null,
  valueFen: cost ? row.value_fen : null,
  batch: row.batch,
  serials: JSON.parse(row.serials) as string[],
  tracksBatch: row.tracks_batch === 1,
  tracksSerial: row.tracks_serial === 1,
  bookE4: row.book_e4,
  receivedE4: row.received_e4,
  note: row.note,
});

/** A document with its lines; what they cost only to whom cost is shown. */
export async function describeDoc(
  ctx: Pick<ReadContext, 'db' | 'actor'>,
  row: NamedStockDoc,
): Promise<StockDocument> {
  const cost = seesCost(ctx.actor);
  const mine = (act: StockAct) => ctx.actor.viewAsBy === null && mayAct(ctx.actor, row, act);
  const posted = row.state === 'confirmed' || row.state === 'dispatched';
  return {
    ...toDocRow(row),
    lines: (await linesOf(ctx.db, row.id)).map((line) => toLine(line, cost)),
    costHidden: !cost,
    receivedBy: ref(row.received_by, row.receiver_name),
    receivedAt: row.received_at,
    reversedBy: ref(row.reversed_by, row.reverser_name),
    reversedAt: row.reversed_at,
    reversalReason: row.reversal_reason,
    wholeValueFen: cost ? row.whole_value_fen : null,
    extra:
      cost && isMade(row.kind)
        ? {
            amountFen: row.extra_fen,
            account: row.extra_account === '' ? null : (row.extra_account as ExtraAccount),
          }
        : null,
    mayEdit: mine('write') && row.state === 'draft',
    mayReceive: mine('receive') && row.state === 'dispatched',
    mayReverse: mine('reverse') && posted,
  };
}
