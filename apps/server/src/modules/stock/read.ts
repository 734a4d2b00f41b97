import {
  batchesOf,
  onHandProducts,
  onHandTotals,
  placesOf,
  type OnHandQuestion,
  type OnHandRecord,
} from '@xinhang/db/repositories/stock-on-hand.ts';
import {
  balancesAfter,
  listMovements,
  type MovementQuestion,
  type MovementRecord,
} from '@xinhang/db/repositories/stock-ledger.ts';
import { daysOfBatches } from '@xinhang/db/repositories/stock-pieces.ts';
import { stockFactors, stockProducts } from '@xinhang/db/repositories/stock-posting.ts';
import type { Actor } from '@xinhang/db/actor.ts';
import { placesReached, type Places } from '@xinhang/db/scope-places.ts';
import { fen } from '@xinhang/shared/money.ts';
import { qtyE4 } from '@xinhang/shared/quantity.ts';
import { searchRuns } from '@xinhang/shared/search-tokens.ts';
import { averagePriceE4 } from '@xinhang/shared/stock-cost.ts';
import type {
  AvailableRow,
  LineFacts,
  OnHandRow,
  StockMovement,
  StockProductRef,
} from '@xinhang/shared/stock.ts';
import type { ReadContext } from '../../http/context.ts';
import { allProductCategories } from '../products/service.ts';
import { seesCost } from './kinds.ts';

type Ctx = Pick<ReadContext, 'db' | 'actor'>;

interface OnHandAsked {
  productId?: number | undefined;
  q?: string | undefined;
  categoryId?: number | undefined;
  locationId?: number | undefined;
  level?: readonly string[] | undefined;
  empty?: boolean | undefined;
}

/** Where a category stands; one that is not there (any more) holds nothing. */
export async function categoryPathOf({ db }: Pick<Ctx, 'db'>, categoryId: number | undefined) {
  if (categoryId === undefined) return undefined;
  return (await allProductCategories(db)).find((row) => row.id === categoryId)?.path ?? '-';
}

/** The question as the repository takes it. */
export async function onHandQuestion(ctx: Ctx, asked: OnHandAsked): Promise<OnHandQuestion> {
  const { q = '', productId, categoryId, locationId, level, empty } = asked;
  return {
    places: placesReached(ctx.actor, 'stock.read'),
    productIds: productId === undefined ? undefined : [productId],
    words: searchRuns(q),
    categoryPath: await categoryPathOf(ctx, categoryId),
    locationId,
    levels: level,
    empty,
  };
}

export const toProduct = (row: {
  id: number;
  code: string;
  name: string;
  spec: string;
  unit_id: number;
  unit_name: string;
  qty_decimals: number;
}): StockProductRef => ({
  id: row.id,
  code: row.code,
  name: row.name,
  spec: row.spec,
  unit: { id: row.unit_id, name: row.unit_name },
  qtyDecimals: row.qty_decimals,
});

type Lying = Awaited<ReturnType<typeof placesOf>>;
const sum = (rows: Lying, of: (row: Lying[number]) => number) =>
  rows.reduce((all, row) => all + of(row), 0);
const freeOf = (row: Lying[number]) => Number(row.qty_e4) - Number(row.reserved_e4);

function levelOf(onHand: number, row: OnHandRecord): OnHandRow['level'] {
  if (row.min_qty_e4 !== null && onHand < row.min_qty_e4) return 'below';
  return row.max_qty_e4 !== null && onHand > row.max_qty_e4 ? 'above' : 'within';
}

/** What lies where of these products, the places in the order in which they were made. */
async function placesByProduct(ctx: Ctx, ids: readonly number[], seen: Places) {
  const rows = await placesOf(ctx.db, ids, seen);
  return Map.groupBy(
    rows.toSorted((a, b) => a.location_id - b.location_id),
    (row) => row.product_id,
  );
}

export async function describeOnHand(
  ctx: Ctx,
  rows: readonly OnHandRecord[],
): Promise<OnHandRow[]> {
  const cost = seesCost(ctx.actor);
  const ids = rows.map((row) => row.id);
  const seen = placesReached(ctx.actor, 'stock.read');
  const places = await placesByProduct(ctx, ids, seen);
  return rows.map((row) => {
    const lying = places.get(row.id) ?? [];
    const onHandE4 = Number(row.held_e4);
    const valueFen = Number(row.value_fen);
    return {
      product: toProduct(row),
      category:
        row.category_id === null ? null : { id: row.category_id, name: row.category_name ?? '' },
      active: row.active === 1,
      onHandE4,
      reservedE4: sum(lying, (one) => Number(one.reserved_e4)),
      availableE4: sum(
        lying.filter((one) => one.sellable === 1),
        freeOf,
      ),
      minQtyE4: row.min_qty_e4,
      maxQtyE4: row.max_qty_e4,
      // What some places hold says nothing of a minimum of the whole company.
      level: seen === null ? levelOf(onHandE4, row) : 'within',
      places: lying
        .filter((one) => Number(one.qty_e4) !== 0)
        .map((one) => ({
          locationId: one.location_id,
          qtyE4: Number(one.qty_e4),
          reservedE4: Number(one.reserved_e4),
        })),
      averageE4: cost ? averagePriceE4({ qtyE4: qtyE4(onHandE4), valueFen: fen(valueFen) }) : null,
      valueFen: cost ? valueFen : null,
    };
  });
}

/** Where what may be promised is seen: it is less than what lies there, so either right shows it. */
export const availablePlaces = (actor: Actor): Places =>
  placesReached(actor, 'stock.available', 'stock.read');

/** What may be promised: what lies in warehouses that are sold from, less what is reserved. */
export async function describeAvailable(
  ctx: Ctx,
  rows: readonly OnHandRecord[],
): Promise<AvailableRow[]> {
  const ids = rows.map((row) => row.id);
  const places = await placesByProduct(ctx, ids, availablePlaces(ctx.actor));
  return rows.map((row) => {
    const lying = (places.get(row.id) ?? []).filter((one) => one.sellable === 1);
    return {
      product: toProduct(row),
      availableE4: sum(lying, freeOf),
      places: lying
        .filter((one) => freeOf(one) !== 0)
        .map((one) => ({
          location: { id: one.location_id, name: one.location_name },
          availableE4: freeOf(one),
        })),
    };
  });
}

export { listMovements, onHandProducts, onHandTotals };

/** Movements as far as the reader sees the places. */
export const movementQuestion = (
  { actor }: Pick<ReadContext, 'actor'>,
  question: Omit<MovementQuestion, 'places'>,
): MovementQuestion => ({ ...question, places: placesReached(actor, 'stock.read') });

export async function describeMovements(
  ctx: Ctx,
  question: MovementQuestion,
  rows: readonly MovementRecord[],
): Promise<StockMovement[]> {
  const { productId } = question;
  const ids = rows.map((row) => row.id);
  const balances =
    productId === undefined
      ? new Map<number, number>()
      : await balancesAfter(ctx.db, { ...question, productId }, ids);
  const cost = seesCost(ctx.actor);
  return rows.map((row) => ({
    id: row.id,
    postedAt: Number(row.posted_at),
    businessDate: row.business_date,
    product: toProduct({ ...row, id: row.product_id }),
    from: { id: row.from_location_id, name: row.from_name, kind: row.from_kind },
    to: { id: row.to_location_id, name: row.to_name, kind: row.to_kind },
    batch: row.batch,
    serial: row.serial,
    qtyE4: row.qty_e4,
    changeE4: Number(row.change_e4),
    balanceE4: balances.get(row.id) ?? null,
    valueFen: cost ? row.value_fen : null,
    doc: { kind: row.doc_kind as StockMovement['doc']['kind'], id: row.page_id, no: row.no ?? '' },
    reversal: row.reversal_of !== null,
    reversed: row.taken_by !== null,
    provisional: row.open_e4 === null ? null : Number(row.open_e4) > 0 ? 'open' : 'known',
    by: row.poster_name ?? '',
  }));
}

/** What lines of a document must know of these products; of those that are no goods nothing. */
export async function lineFactsOf(
  ctx: Ctx,
  productIds: readonly number[],
  locationId: number | undefined,
): Promise<LineFacts[]> {
  if (productIds.length === 0) return [];
  const products = await stockProducts(ctx.db, productIds);
  const factors = await stockFactors(ctx.db, productIds);
  const places = placesReached(ctx.actor, 'stock.read');
  const batches = Map.groupBy(
    await batchesOf(ctx.db, productIds, locationId, places),
    (row) => row.product_id,
  );
  await oldestFirst(ctx, batches, { locationId, places });
  const averages = new Map<number, number | null>();
  if (seesCost(ctx.actor)) {
    for (const row of await averagesOf(ctx, productIds)) averages.set(row.id, row.averageE4);
  }
  return [...products.values()].map((product) => {
    const lying = batches.get(product.id) ?? [];
    return {
      productId: product.id,
      tracksBatch: product.tracks_batch === 1,
      tracksSerial: product.tracks_serial === 1,
      onHandE4: lying.reduce((all, row) => all + Number(row.qty_e4), 0),
      averageE4: averages.get(product.id) ?? null,
      batches: lying
        .filter((row) => row.batch !== '' && Number(row.qty_e4) !== 0)
        .map((row) => ({ batch: row.batch, qtyE4: Number(row.qty_e4) })),
      units: [
        { unit: { id: product.unit_id, name: product.unit_name }, num: 1, den: 1 },
        ...factors
          .filter((one) => one.product_id === product.id)
          .map(({ unit_id, unit_name, num, den }) => ({
            unit: { id: unit_id, name: unit_name },
            num,
            den,
          })),
      ],
    };
  });
}

/** Batches of a place in the order in which they came, which is that in which they should leave. */
async function oldestFirst(
  ctx: Ctx,
  batches: ReadonlyMap<number, Awaited<ReturnType<typeof batchesOf>>>,
  { locationId, places }: { locationId: number | undefined; places: Places },
): Promise<void> {
  if (locationId === undefined) return;
  const several = [...batches].filter(([, rows]) => rows.length > 1);
  const days = await daysOfBatches(
    ctx.db,
    several.map(([id]) => id),
    places,
  );
  const cameOn = (id: number, batch: string) => days.get(`${id}/${locationId}/${batch}`)?.cameOn;
  for (const [id, rows] of several) {
    rows.sort((a, b) => (cameOn(id, a.batch) ?? '').localeCompare(cameOn(id, b.batch) ?? ''));
  }
}

async function averagesOf(ctx: Ctx, productIds: readonly number[]) {
  const rows = await onHandProducts(
    ctx.db,
    // The average is the company's, wherever the goods lie.
    { productIds, empty: true, places: null },
    { after: null, limit: productIds.length },
  );
  return rows.map((row) => ({
    id: row.id,
    averageE4: averagePriceE4({
      qtyE4: qtyE4(Number(row.held_e4)),
      valueFen: fen(Number(row.value_fen)),
    }),
  }));
}
