import { OWN_CURRENCY } from '@xinhang/db/own-currency.ts';
import {
  insertLedgerRow,
  lastCostOf,
  standingStockRows,
  stockProducts,
  type StockProduct,
} from '@xinhang/db/repositories/stock-posting.ts';
import { fen, splitByWeights, type Fen } from '@xinhang/shared/money.ts';
import { problem, type FieldProblem } from '@xinhang/shared/problems.ts';
import { fitsDecimals } from '@xinhang/shared/qty-decimals.ts';
import { qtyE4, type QtyE4 } from '@xinhang/shared/quantity.ts';
import {
  atPrice,
  averageCost,
  costGoingBack,
  takeIn,
  takeOut,
  valueAtAverage,
} from '@xinhang/shared/stock-cost.ts';
import { isHeld, wayOf } from '@xinhang/shared/stock-places.ts';
import type { WriteContext } from '../../http/context.ts';
import type { LocationRecord } from '@xinhang/db/repositories/locations.ts';
import { assertPostable } from '../ledgers/service.ts';
import { allLocations } from '../products/service.ts';
import { StockBooks } from './books.ts';

/** One line of a document as the ledger takes it. */
export interface StockLine {
  /** Where the document shows what is wrong with the line: `/lines/0`. */
  pointer: string;
  lineId: number | null;
  productId: number;
  fromId: number;
  toId: number;
  /** Empty where the product has none. */
  batch?: string;
  /** One for each piece, where the product has numbers. */
  serials?: readonly string[];
  /** Of the base unit; more than 0. */
  qtyE4: number;
  qty2E4?: number;
  /**
   * What came in cost so much; without it the average, of an empty pool what it cost the last time.
   * What goes out goes back at the value with which it came; without it at the average.
   */
  valueFen?: number;
  /** The row of the ledger that this one takes back. */
  reversalOf?: number;
  orderLineId?: number;
  projectId?: number;
  contractId?: number;
}

export interface StockDoc {
  entityId: number;
  kind: string;
  id: number;
  /** For statements and periods; cost goes by the order of posting. */
  businessDate: string;
  lines: readonly StockLine[];
}

/** What a line was posted with: its cost if it went out, its value if it came in. */
export interface PostedLine {
  lineId: number | null;
  valueFen: number;
}

const WHOLE_E4 = 10_000;
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
    ...(row.order_line_id !== null && { orderLineId: row.order_line_id }),
    ...(row.project_id !== null && { projectId: row.project_id }),
    ...(row.contract_id !== null && { contractId: row.contract_id }),
  }));
  return await postStock(ctx, { ...doc, lines });
}

interface Posting {
  ctx: WriteContext;
  doc: StockDoc;
  products: ReadonlyMap<number, StockProduct>;
  places: ReadonlyMap<number, LocationRecord>;
  books: StockBooks;
  short: FieldProblem[];
}

/** What no book is needed for: the product, its places, its quantity, its batch and its numbers. */
function faultsOf({ products, places }: Posting, line: StockLine): FieldProblem[] {
  const at = (field: string, code: string, params?: Record<string, string | number>) => [
    { pointer: `${line.pointer}/${field}`, code, ...(params && { params }) },
  ];
  const product = products.get(line.productId);
  if (!product) return at('productId', 'unknown-product');
  if (product.kind !== 'goods') return at('productId', 'not-goods');
  const [from, to] = [places.get(line.fromId), places.get(line.toId)];
  if (!from || !to || line.fromId === line.toId || wayOf(from.kind, to.kind) === null) {
    throw new RangeError(`no way from ${line.fromId} to ${line.toId}`);
  }
  if (!Number.isSafeInteger(line.qtyE4) || line.qtyE4 <= 0) return at('qtyE4', 'not-positive');
  // What is taken back goes as it came, whatever became of the product meanwhile.
  if (line.reversalOf !== undefined) return [];
  if (!fitsDecimals(qtyE4(line.qtyE4), product.qty_decimals)) {
    return at('qtyE4', 'too-many-decimals', { most: product.qty_decimals });
  }
  const name = `${product.code} ${product.name}`;
  const batch = line.batch ?? '';
  if (product.tracks_batch === 1 && batch === '')
    return at('batch', 'batch-needed', { product: name });
  if (product.tracks_batch === 0 && batch !== '')
    return at('batch', 'no-batches', { product: name });
  const serials = line.serials ?? [];
  if (product.tracks_serial === 0 && serials.length > 0) return at('serials', 'no-serials');
  if (product.tracks_serial === 1) {
    const pieces = line.qtyE4 / WHOLE_E4;
    if (serials.length !== pieces) return at('serials', 'serials-do-not-count', { pieces });
    if (new Set(serials).size !== serials.length) return at('serials', 'serial-twice');
  }
  return [];
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
  if (!takeFromPlace(posting, line, serial)) return 0;
  const value = await moveValue(posting, line, valueFen);
  books.add({ productId, locationId: fromId, batch }, -line.qtyE4, -(line.qty2E4 ?? 0));
  books.add({ productId, locationId: toId, batch }, line.qtyE4, line.qty2E4 ?? 0);
  if (serial !== '') books.movePiece(productId, serial, { locationId: toId, batch });
  await insertLedgerRow(ctx.tx, {
    entity_id: doc.entityId,
    product_id: productId,
    from_location_id: fromId,
    to_location_id: toId,
    batch,
    serial,
    qty_e4: line.qtyE4,
    qty2_e4: line.qty2E4 ?? 0,
    value_fen: value,
    provisional: 0,
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
  return value;
}

/** Whether the place has so much, and each piece is where it is taken from; else it is noted. */
function takeFromPlace(posting: Posting, line: StockLine, serial: string): boolean {
  const { books, places, products, short } = posting;
  const { productId, fromId, batch = '', pointer } = line;
  const { code, name } = products.get(productId)!;
  const params = { product: `${code} ${name}`, place: places.get(fromId)!.name };
  const held = isHeld(places.get(fromId)!.kind);
  if (serial !== '') {
    const piece = books.piece(productId, serial);
    const there = held
      ? piece?.location_id === fromId && piece.batch === batch
      : !piece || !isHeld(places.get(piece.location_id)!.kind);
    if (!there) {
      const otherBatch = held && piece?.location_id === fromId;
      const rule = otherBatch ? 'serial-of-batch' : held ? 'serial-not-there' : 'serial-in-stock';
      const of = { ...params, serial, ...(otherBatch && { batch: piece.batch }) };
      short.push({ pointer: `${pointer}/serials`, code: rule, params: of });
      return false;
    }
  }
  const haveE4 = books.quantity({ productId, locationId: fromId, batch });
  if (held && haveE4 < line.qtyE4) {
    const found = { ...params, haveE4, wantedE4: line.qtyE4 };
    if (batch === '') {
      short.push({ pointer: `${pointer}/qtyE4`, code: 'stock-short', params: found });
      return false;
    }
    // A number of which nothing is there is most often one that was mistyped.
    const [field, code] = haveE4 <= 0 ? ['batch', 'batch-not-there'] : ['qtyE4', 'batch-short'];
    short.push({ pointer: `${pointer}/${field}`, code: code!, params: { ...found, batch } });
    return false;
  }
  return true;
}

/** What the company gains or loses by a row; moves its cost pool. */
async function moveValue(
  { ctx, places, books }: Posting,
  { productId, fromId, toId, ...line }: StockLine,
  given: number | undefined,
): Promise<Fen> {
  const way = wayOf(places.get(fromId)!.kind, places.get(toId)!.kind);
  if (way === 'within') return fen(0);
  const pool = books.pool(productId);
  const quantity = qtyE4(line.qtyE4);
  if (way === 'in') {
    const value =
      given !== undefined
        ? fen(given)
        : (valueAtAverage(pool, quantity) ?? (await atLastCost(ctx, productId, quantity)));
    books.setPool(productId, takeIn(pool, quantity, value));
    return value;
  }
  const cost =
    given === undefined ? averageCost(pool, quantity) : costGoingBack(pool, quantity, fen(given));
  books.setPool(productId, takeOut(pool, quantity, cost));
  return cost;
}

/** Of what nobody has any more: as it was bought the last time; 0 where it never was. */
async function atLastCost(ctx: WriteContext, productId: number, quantity: QtyE4): Promise<Fen> {
  const last = await lastCostOf(ctx.tx, productId);
  return last ? atPrice(last, quantity) : fen(0);
}
