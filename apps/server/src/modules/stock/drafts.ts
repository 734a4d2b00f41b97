import {
  bookAt,
  deleteStockDoc,
  insertStockDoc,
  linesOf,
  productsLyingAt,
  setStockLines,
  updateStockDoc,
  type NamedStockDoc,
  type NamedStockLine,
  type NewStockLine,
} from '@xinhang/db/repositories/stock-documents.ts';
import { firstEntityId } from '@xinhang/db/repositories/company.ts';
import { lastLedgerId } from '@xinhang/db/repositories/stock-posting.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import { MOST_LINES } from '@xinhang/shared/stock-documents.ts';
import type { WriteContext } from '../../http/context.ts';
import type { LocationRecord } from '@xinhang/db/repositories/locations.ts';
import { allLocations, allProductCategories, needReachedPlace } from '../products/service.ts';
import { draftLines, type FrozenBook } from './lines.ts';
import { stale } from '../../http/conflict.ts';
import { needSides } from './own-places.ts';
import { needIn, record, told } from './record.ts';
import { wholeOf } from './whole.ts';

type Api = typeof api.stockDocuments;
type Body<K extends 'create' | 'startCount' | 'update'> = EndpointInput<Api[K]>['body'];

/** A place that documents may name: where goods lie, and not of the house. */
async function needPlace(
  ctx: WriteContext,
  pointer: string,
  id: number | null | undefined,
): Promise<LocationRecord | null> {
  if (id === null || id === undefined) return null;
  const place = (await allLocations(ctx.tx)).find((one) => one.id === id);
  if (!place || !holdable.has(place.kind)) throw fieldRefused(pointer, 'unknown-place');
  if (place.active === 0) throw fieldRefused(pointer, 'not-in-use');
  return place;
}
const holdable = new Set(['warehouse', 'defective', 'consignment', 'person']);

/** Which places a document has: a receipt comes to one, an issue goes from one. */
function placesFor(kind: string, from: number | null, to: number | null) {
  return {
    from_location_id: kind === 'otherIn' ? null : from,
    to_location_id: kind === 'otherOut' || kind === 'count' ? null : to,
  };
}

const fresh = {
  no: null,
  state: 'draft',
  reversal_reason: '',
  confirmed_by: null,
  confirmed_at: null,
  received_by: null,
  received_at: null,
  reversed_by: null,
  reversed_at: null,
};

/** Documents that make nothing need not say so. */
type NewDoc = Omit<Body<'create'>, 'whole' | 'extra'> &
  Partial<Pick<Body<'create'>, 'whole' | 'extra'>>;

export async function createDoc(ctx: WriteContext, body: NewDoc): Promise<NamedStockDoc> {
  await needPlace(ctx, '/fromLocationId', body.fromLocationId);
  await needPlace(ctx, '/toLocationId', body.toLocationId);
  const sided = {
    kind: body.kind,
    ...placesFor(body.kind, body.fromLocationId, body.toLocationId),
    two_step: body.kind === 'transfer' && body.twoStep ? 1 : 0,
  };
  await needSides(ctx, sided);
  const lines = await draftLines(ctx, body.kind, body.lines, [], null);
  const id = await insertStockDoc(ctx.tx, {
    ...fresh,
    ...sided,
    entity_id: (await firstEntityId(ctx.tx))!,
    business_date: body.businessDate,
    reason: body.reason ?? '',
    note: body.note,
    ...(await wholeOf(ctx, body.kind, body)),
    frozen_at_id: null,
    line_count: lines.length,
    made_by: ctx.actor.userId,
    made_at: ctx.now,
  });
  await setStockLines(ctx.tx, id, lines);
  return (await record(ctx, 'stockDocuments.create', id, null))!;
}

/** Freezes the book of a place as a count; what is not counted stays as it is. */
export async function startCount(
  ctx: WriteContext,
  body: Body<'startCount'>,
): Promise<NamedStockDoc> {
  const { tx } = ctx;
  await needPlace(ctx, '/locationId', body.locationId);
  await needReachedPlace(ctx, 'stock.count', body.locationId, '/locationId');
  const category = (await allProductCategories(tx)).find((one) => one.id === body.categoryId);
  if (body.categoryId !== null && !category) throw fieldRefused('/categoryId', 'unknown-category');
  const entityId = (await firstEntityId(tx))!;
  const upTo = await lastLedgerId(tx);
  const { locationId } = body;
  const lying = body.fill
    ? (await productsLyingAt(tx, { locationId, categoryPath: category?.path })).filter(
        (row) => row.tracks_serial === 0,
      )
    : [];
  if (lying.length > MOST_LINES)
    throw fieldRefused('/categoryId', 'too-many', { most: MOST_LINES });
  const book = new Map(
    (await bookAt(tx, { entityId, locationId, upTo, productIds: lying.map((row) => row.id) })).map(
      (row) => [`${row.product_id}/${row.batch}`, row.qty_e4],
    ),
  );
  const id = await insertStockDoc(tx, {
    ...fresh,
    kind: 'count',
    entity_id: entityId,
    business_date: body.businessDate,
    ...placesFor('count', locationId, null),
    reason: '',
    two_step: 0,
    note: body.note,
    frozen_at_id: upTo,
    line_count: lying.length,
    made_by: ctx.actor.userId,
    made_at: ctx.now,
  });
  await setStockLines(
    tx,
    id,
    lying.map((row) => ({
      product_id: row.id,
      unit_id: row.unit_id,
      unit_qty_e4: null,
      qty_e4: null,
      price_e4: null,
      value_fen: null,
      batch: row.batch,
      serials: '[]',
      book_e4: book.get(`${row.id}/${row.batch}`) ?? 0,
      received_e4: null,
      note: '',
    })),
  );
  return (await record(ctx, 'stockDocuments.startCount', id, null))!;
}

export async function updateDoc(
  ctx: WriteContext,
  id: number,
  body: Body<'update'>,
): Promise<NamedStockDoc> {
  const { tx } = ctx;
  const doc = await needIn(ctx, id, body.version, ['draft'], 'write');
  const before = await told(ctx, doc);
  const from = body.fromLocationId === undefined ? doc.from_location_id : body.fromLocationId;
  const to = body.toLocationId === undefined ? doc.to_location_id : body.toLocationId;
  const counts = doc.kind === 'count';
  if (counts && from !== doc.from_location_id) throw fieldRefused('/fromLocationId', 'frozen');
  if (from !== doc.from_location_id) await needPlace(ctx, '/fromLocationId', from);
  if (to !== doc.to_location_id) await needPlace(ctx, '/toLocationId', to);
  const twoStep = body.twoStep === undefined ? doc.two_step === 1 : body.twoStep;
  const sided = {
    ...placesFor(doc.kind, from, to),
    two_step: doc.kind === 'transfer' && twoStep ? 1 : 0,
  };
  await needSides(ctx, { kind: doc.kind, ...sided });
  const old = await linesOf(tx, id);
  const frozen: FrozenBook | null = counts
    ? { entityId: doc.entity_id, locationId: doc.from_location_id!, upTo: doc.frozen_at_id! }
    : null;
  const wanted = body.lines && (await draftLines(ctx, doc.kind, body.lines, old, frozen));
  // Lines that are as they were keep their numbers.
  const lines = wanted && !sameLines(old, wanted) ? wanted : undefined;
  const done = await updateStockDoc(tx, doc, {
    business_date: body.businessDate ?? doc.business_date,
    ...sided,
    reason: body.reason === undefined ? doc.reason : (body.reason ?? ''),
    note: body.note ?? doc.note,
    ...(await wholeOf(ctx, doc.kind, body, doc)),
    line_count: lines?.length ?? doc.line_count,
  });
  if (!done) throw stale(doc);
  if (lines) await setStockLines(tx, id, lines);
  return (await record(ctx, 'stockDocuments.update', id, before))!;
}

/** Whether what is kept are these lines in this order. */
const sameLines = (old: readonly NamedStockLine[], lines: readonly NewStockLine[]): boolean =>
  old.length === lines.length &&
  lines.every((line, at) =>
    (Object.keys(line) as (keyof NewStockLine)[]).every((key) => line[key] === old[at]![key]),
  );

export async function discardDoc(ctx: WriteContext, id: number, version: number): Promise<void> {
  const doc = await needIn(ctx, id, version, ['draft'], 'write');
  const before = await told(ctx, doc);
  await deleteStockDoc(ctx.tx, id);
  await record(ctx, 'stockDocuments.discard', id, before);
}
