import {
  linesOf,
  updateStockDoc,
  updateStockLine,
  type NamedStockDoc,
  type NamedStockLine,
} from '@xinhang/db/repositories/stock-documents.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { amountFits } from '@xinhang/shared/line-amounts.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import { mulQtyPrice, priceE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import {
  inReasons,
  isMade,
  outReasons,
  type StockDocKind,
} from '@xinhang/shared/stock-documents.ts';
import type { WriteContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import { asOpening, assertOpeningsOpen, reverseVoucher } from '../ledgers/service.ts';
import { allLocations } from '../products/service.ts';
import { takeDocumentNo } from '../system/service.ts';
import { prefixes } from './kinds.ts';
import { needNotLent } from './lent.ts';
import { checkMade, postMade } from './made.ts';
import { postStock, reverseStock, type PostedLine, type StockDoc, type StockLine } from './post.ts';
import { againstOf, cameBy, sayStock, sayVariance } from './say.ts';
import { stale } from '../../http/conflict.ts';
import { needIn, record, told } from './record.ts';

type ReceiveBody = EndpointInput<typeof api.stockDocuments.receive>['body'];

/** The one place of a kind of the house. */
async function houseOf(ctx: WriteContext): Promise<(kind: string) => number> {
  const places = await allLocations(ctx.tx);
  return (kind) => places.find((place) => place.kind === kind)!.id;
}

const isOpening = ({ kind, reason }: NamedStockDoc) => kind === 'otherIn' && reason === 'opening';

/**
 * Gives a draft its number and moves what it says; `values`: what its lines are worth in all, where
 * that is known better than by a price of each.
 */
export async function confirmDoc(
  given: WriteContext,
  id: number,
  version: number,
  values?: readonly (number | null)[],
): Promise<NamedStockDoc> {
  const doc = await needIn(given, id, version, ['draft'], 'write');
  const ctx = isOpening(doc) ? await asOpening(given, doc.business_date) : given;
  const before = await told(ctx, doc);
  const lines = await linesOf(ctx.tx, id);
  checkWhole(doc, lines);
  const event = { entityId: doc.entity_id, kind: doc.kind, id, businessDate: doc.business_date };
  const house = await houseOf(ctx);
  const made = isMade(doc.kind)
    ? await postMade(ctx, event, doc, lines, house('assembly'))
    : { ...(await postPlain(ctx, event, doc, lines, house, values)), wholeFen: null };
  const { moves, posted } = made;
  await keepValues(ctx, posted);
  const no = await takeDocumentNo(ctx, {
    entityId: doc.entity_id,
    prefix: prefixes[doc.kind as StockDocKind],
    businessDate: doc.business_date,
  });
  await sayStock(ctx, { ...event, no, against: againstOf(doc) }, moves, posted);
  const done = await updateStockDoc(ctx.tx, doc, {
    no,
    whole_value_fen: made.wholeFen,
    state: doc.two_step === 1 ? 'dispatched' : 'confirmed',
    confirmed_by: ctx.actor.userId,
    confirmed_at: ctx.now,
  });
  if (!done) throw stale(doc);
  return (await record(ctx, 'stockDocuments.confirm', id, before))!;
}

async function postPlain(
  ctx: WriteContext,
  event: Omit<StockDoc, 'lines'>,
  doc: NamedStockDoc,
  lines: readonly NamedStockLine[],
  house: (kind: string) => number,
  values?: readonly (number | null)[],
) {
  const moves =
    doc.kind === 'count' ? differences(doc, lines, house) : movements(doc, lines, house, values);
  await needNotLent(ctx, doc.entity_id, moves);
  // What the company uses itself may have come already; what is scrapped or counted was looked at.
  const usesUp = doc.kind === 'otherOut' && (doc.reason === 'ownUse' || doc.reason === 'sample');
  const beyond = usesUp && { beyond: { account: 'otherExpense' as const } };
  return { moves, posted: await postStock(ctx, { ...event, lines: moves, ...beyond }) };
}

/** What a draft may lack and a confirmed document may not. */
function checkWhole(doc: NamedStockDoc, lines: readonly NamedStockLine[]): void {
  const { kind, from_location_id: from, to_location_id: to } = doc;
  if (kind !== 'otherIn' && from === null) throw fieldRefused('/fromLocationId', 'required');
  if ((kind === 'otherIn' || kind === 'transfer' || isMade(kind)) && to === null) {
    throw fieldRefused('/toLocationId', 'required');
  }
  if (kind === 'transfer' && from === to) throw fieldRefused('/toLocationId', 'same-place');
  const reasons: readonly string[] =
    kind === 'otherIn' ? inReasons : kind === 'otherOut' ? outReasons : [''];
  if (!reasons.includes(doc.reason)) throw fieldRefused('/reason', 'required');
  if ((doc.reason === 'scrap' || doc.reason === 'other') && doc.note === '') {
    throw fieldRefused('/note', 'reason-needed');
  }
  if (isMade(kind)) checkMade(doc, lines);
  if (lines.length === 0) throw fieldRefused('/lines', 'no-lines');
  if (kind === 'count') checkCount(lines);
  else {
    const missing = lines.findIndex((line) => line.unit_qty_e4 === null || line.unit_qty_e4 === 0);
    if (missing >= 0) throw fieldRefused(`/lines/${missing}/qtyE4`, 'required');
    const large = lines.findIndex((line) => !amountFits(line.unit_qty_e4!, line.price_e4 ?? 0));
    if (large >= 0) throw fieldRefused(`/lines/${large}/qtyE4`, 'amount-too-large');
  }
}

function checkCount(lines: readonly NamedStockLine[]): void {
  if (lines.every((line) => line.qty_e4 === null)) throw fieldRefused('/lines', 'nothing-counted');
  const keys = lines.map((line) => `${line.product_id}/${line.batch}`);
  const twice = keys.findIndex((key, at) => keys.indexOf(key) < at);
  if (twice >= 0) throw fieldRefused(`/lines/${twice}/productId`, 'named-twice');
}

const base = (line: NamedStockLine, at: number) => ({
  pointer: `/lines/${at}`,
  lineId: line.id,
  productId: line.product_id,
  batch: line.batch,
  serials: JSON.parse(line.serials) as string[],
});

function movements(
  doc: NamedStockDoc,
  lines: readonly NamedStockLine[],
  house: (kind: string) => number,
  values: readonly (number | null)[] = [],
): StockLine[] {
  const fromId = doc.kind === 'otherIn' ? house('supplier') : doc.from_location_id!;
  const toId =
    doc.kind === 'otherOut'
      ? house('loss')
      : doc.two_step === 1
        ? house('transit')
        : doc.to_location_id!;
  return lines.map((line, at) => ({
    ...base(line, at),
    fromId,
    toId,
    qtyE4: line.qty_e4!,
    ...(doc.kind === 'otherIn' && valued(line, values[at] ?? null)),
  }));
}

/** What goods that come in are worth: in all, or each; at the average where nothing is said. */
function valued(line: NamedStockLine, valueFen: number | null): { valueFen?: number } {
  if (valueFen !== null) return { valueFen };
  if (line.price_e4 === null) return {};
  return { valueFen: mulQtyPrice(qtyE4(line.unit_qty_e4!), priceE4(line.price_e4)) };
}

/** A count posts what was counted less what the book said when it was frozen, whatever came since. */
function differences(
  doc: NamedStockDoc,
  lines: readonly NamedStockLine[],
  house: (kind: string) => number,
): StockLine[] {
  return lines.flatMap((line, at) => {
    const difference = line.qty_e4 === null ? 0 : line.qty_e4 - line.book_e4!;
    if (difference === 0) return [];
    const [fromId, toId] =
      difference > 0
        ? [house('loss'), doc.from_location_id!]
        : [doc.from_location_id!, house('loss')];
    return [{ ...base(line, at), fromId, toId, qtyE4: Math.abs(difference) }];
  });
}

async function keepValues(ctx: WriteContext, posted: readonly PostedLine[]): Promise<void> {
  for (const { lineId, valueFen } of posted) {
    if (lineId !== null) await updateStockLine(ctx.tx, lineId, { value_fen: valueFen });
  }
}

/** Takes in what was dispatched; what did not arrive, or more than was sent, goes by the losses. */
export async function receiveDoc(
  ctx: WriteContext,
  id: number,
  body: ReceiveBody,
): Promise<NamedStockDoc> {
  const doc = await needIn(ctx, id, body.version, ['dispatched'], 'receive');
  const before = await told(ctx, doc);
  const lines = await linesOf(ctx.tx, id);
  const came = new Map(body.lines.map((line) => [line.id, line.receivedE4]));
  const stranger = body.lines.findIndex(({ id: lineId }) => !lines.some((l) => l.id === lineId));
  if (stranger >= 0) throw fieldRefused(`/lines/${stranger}/id`, 'unknown-line');
  const house = await houseOf(ctx);
  const [transit, loss, to] = [house('transit'), house('loss'), doc.to_location_id!];
  const moves = lines.flatMap((line, at): StockLine[] => {
    const sent = line.qty_e4!;
    const received = came.get(line.id) ?? sent;
    const whole = base(line, at);
    if (whole.serials.length > 0 && received !== sent) {
      throw fieldRefused(`/lines/${at}/receivedE4`, 'serials-come-whole');
    }
    const arrived = Math.min(sent, received);
    return [
      { ...whole, fromId: transit, toId: to, qtyE4: arrived },
      { ...whole, fromId: transit, toId: loss, qtyE4: sent - arrived },
      { ...whole, fromId: loss, toId: to, qtyE4: received - arrived },
    ].filter((move) => move.qtyE4 > 0);
  });
  const businessDate = await todayOf(ctx);
  const { entity_id: entityId, kind } = doc;
  const event = { entityId, kind, id, businessDate };
  const posted = await postStock(ctx, { ...event, lines: moves });
  await sayStock(ctx, { ...event, no: doc.no!, against: againstOf(doc) }, moves, posted);
  for (const line of lines) {
    await updateStockLine(ctx.tx, line.id, { received_e4: came.get(line.id) ?? line.qty_e4! });
  }
  const done = await updateStockDoc(ctx.tx, doc, {
    state: 'confirmed',
    received_by: ctx.actor.userId,
    received_at: ctx.now,
  });
  if (!done) throw stale(doc);
  return (await record(ctx, 'stockDocuments.receive', id, before))!;
}

/** Takes a document back: the opposite of all its rows, posted today. It keeps its number. */
export async function reverseDoc(
  ctx: WriteContext,
  id: number,
  { version, reason }: { version: number; reason: string },
): Promise<NamedStockDoc> {
  const doc = await needIn(ctx, id, version, ['confirmed', 'dispatched'], 'reverse');
  if (isOpening(doc)) await assertOpeningsOpen(ctx.tx);
  const before = await told(ctx, doc);
  const businessDate = await todayOf(ctx);
  const event = { entityId: doc.entity_id, kind: doc.kind, id, businessDate };
  const back = await reverseStock(ctx, event);
  await reverseVoucher(ctx, { kind: doc.kind, id, no: doc.no! }, businessDate);
  await sayVariance(ctx, { ...event, no: doc.no! }, cameBy(doc, await linesOf(ctx.tx, id)), back);
  const done = await updateStockDoc(ctx.tx, doc, {
    state: 'reversed',
    reversal_reason: reason,
    reversed_by: ctx.actor.userId,
    reversed_at: ctx.now,
  });
  if (!done) throw stale(doc);
  return (await record(ctx, 'stockDocuments.reverse', id, before))!;
}
