import { OWN_CURRENCY } from '@xinhang/db/own-currency.ts';
import {
  insertLedgerRow,
  standingStockRows,
  stockProducts,
} from '@xinhang/db/repositories/stock-posting.ts';
import { fen, splitByWeights } from '@xinhang/shared/money.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import { assertPostable } from '../ledgers/service.ts';
import { allLocations } from '../products/service.ts';
import { StockBooks } from './books.ts';
import { faultsOf, WHOLE_E4 } from './faults.ts';
import { takeFromPlace } from './place.ts';
import type { PostedLine, Posting, StockDoc, StockLine } from './posting.ts';
import { moveValue } from './value.ts';

export type { PostedLine, StockDoc, StockLine } from './posting.ts';

/**
 * Posts the movements of a document, in the order of its lines: the one way into the stock ledger,
 * inside the transaction that confirms the document. Throws `stock-short` with every line for which
 * a place has too little, `field-refused` with the line and the rule otherwise.
 */
export async function postStock(ctx: WriteContext, doc: StockDoc): Promise<PostedLine[]> {
  await assertPostable(ctx, 'stock', doc.businessDate);
  const { tx } = ctx;
  const productIds = [...new Set(doc.lines.map((line) => line.productId))].toSorted(
    (a, b) => a - b,
  );
  const posting: Posting = {
    ctx,
    doc,
    products: await stockProducts(tx, productIds),
    places: new Map((await allLocations(tx)).map((place) => [place.id, place])),
    books: await StockBooks.open(
      tx,
      doc.entityId,
      productIds,
      doc.lines.flatMap((line) => line.serials ?? []),
    ),
    short: [],
  };
  const wrong = doc.lines.flatMap((line) => faultsOf(posting, line));
  if (wrong.length > 0) throw problem('field-refused', { errors: wrong });
  const posted: PostedLine[] = [];
  for (const line of doc.lines) posted.push(await postLine(posting, line));
  if (posting.short.length > 0) throw problem('stock-short', { errors: posting.short });
  await posting.books.save(tx);
  const moved = new Set(doc.lines.flatMap((line) => [line.fromId, line.toId]));
  await ctx.emit({ entity: 'stock', id: doc.id, version: 1, audience: [], places: [...moved] });
  return posted;
}

/** Posts the opposite of all that a document posted, the last row first, on this date. */
export async function reverseStock(
  ctx: WriteContext,
  doc: Omit<StockDoc, 'lines'>,
): Promise<PostedLine[]> {
  const rows = await standingStockRows(ctx.tx, doc);
  const lines = rows.toReversed().map((row) => ({
    pointer: '',
    lineId: row.doc_line_id,
    productId: row.product_id,
    fromId: row.to_location_id,
    toId: row.from_location_id,
    batch: row.batch,
    serials: row.serial === '' ? [] : [row.serial],
    qtyE4: row.qty_e4,
    qty2E4: row.qty2_e4,
    valueFen: row.value_fen,
    reversalOf: row.id,
    provisional: row.provisional === 1,
    ...(row.order_line_id !== null && { orderLineId: row.order_line_id }),
    ...(row.project_id !== null && { projectId: row.project_id }),
    ...(row.contract_id !== null && { contractId: row.contract_id }),
  }));
  return await postStock(ctx, { ...doc, lines });
}

/** A line with numbers is a row for each piece. */
async function postLine(posting: Posting, line: StockLine): Promise<PostedLine> {
  const serials = line.serials ?? [];
  const { lineId, valueFen } = line;
  if (serials.length === 0) {
    return { lineId, valueFen: await postRow(posting, line, '', valueFen) };
  }
  const parts =
    valueFen === undefined
      ? undefined
      : splitByWeights(
          fen(valueFen),
          serials.map(() => 1),
        );
  let sum = 0;
  for (const [at, serial] of serials.entries()) {
    const piece = { ...line, qtyE4: WHOLE_E4, qty2E4: 0 };
    sum += await postRow(posting, piece, serial, parts?.[at]);
  }
  return { lineId, valueFen: sum };
}

async function postRow(
  posting: Posting,
  line: StockLine,
  serial: string,
  valueFen: number | undefined,
): Promise<number> {
  const { ctx, doc, books } = posting;
  const { productId, fromId, toId, batch = '' } = line;
  const taken = await takeFromPlace(posting, line, serial);
  const moved = taken && (await moveValue(posting, line, valueFen));
  if (!taken || !moved) return 0;
  const value = moved.valueFen;
  books.add({ productId, locationId: fromId, batch }, -line.qtyE4, -(line.qty2E4 ?? 0));
  books.add({ productId, locationId: toId, batch }, line.qtyE4, line.qty2E4 ?? 0);
  if (serial !== '') books.movePiece(productId, serial, { locationId: toId, batch });
  const id = await insertLedgerRow(ctx.tx, {
    entity_id: doc.entityId,
    product_id: productId,
    from_location_id: fromId,
    to_location_id: toId,
    batch,
    serial,
    qty_e4: line.qtyE4,
    qty2_e4: line.qty2E4 ?? 0,
    value_fen: value,
    provisional: taken.beyond || moved.beyond ? 1 : 0,
    business_date: doc.businessDate,
    doc_kind: doc.kind,
    doc_id: doc.id,
    doc_line_id: line.lineId,
    project_id: line.projectId ?? null,
    contract_id: line.contractId ?? null,
    order_line_id: line.orderLineId ?? null,
    ...OWN_CURRENCY,
    amount_cur: value,
    reversal_of: line.reversalOf ?? null,
    posted_by: ctx.actor.userId,
    posted_at: ctx.now,
  });
  await moved.settle?.(id);
  return value;
}
