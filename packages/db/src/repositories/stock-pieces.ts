import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely';
import { heldKinds } from '@xinhang/shared/stock-places.ts';
import { containsIn } from '../contains.ts';
import type { Reader } from '../database.ts';
import { standsIn, takesNothingBack } from '../originals.ts';
import type { DB } from '../schema/database.ts';
import { placeInScope, type Places } from '../scope-places.ts';

export interface PiecesQuestion {
  /** Places whose stock its reader sees. */
  places: Places;
  /** As it was written, and its folded words. */
  text?: string | undefined;
  words?: readonly string[] | undefined;
  productId?: number | undefined;
  locationId?: number | undefined;
  /** Also pieces that left the company. */
  gone?: boolean | undefined;
}

interface Page<After> {
  after: After | null;
  limit: number;
}

type Products = ExpressionBuilder<DB, 'product'>;

/** Products with these words; without a word none. */
function worded(eb: Products, words: readonly string[]): Expression<SqlBool> {
  if (words.length === 0) return eb.lit(false);
  const text = eb.ref('product.find_text');
  return eb.and(
    words.map((word) => eb(eb.fn<string>('replace', [text, eb.val(word), eb.val('')]), '!=', text)),
  );
}

/** Batches that lie in places that are seen, after one of a product in a place. */
export async function lyingBatches(
  db: Reader,
  { places, text, words = [], productId, locationId }: PiecesQuestion,
  { after, limit }: Page<{ code: string; batch: string; locationId: number }>,
) {
  let query = db
    .selectFrom('stock_balance')
    .innerJoin('product', 'product.id', 'stock_balance.product_id')
    .innerJoin('unit', 'unit.id', 'product.unit_id')
    .innerJoin('location', 'location.id', 'stock_balance.location_id')
    .select(['product.id', 'product.code', 'product.code_key', 'product.name', 'product.spec'])
    .select(['product.unit_id', 'unit.name as unit_name', 'product.qty_decimals'])
    .select(['stock_balance.batch', 'stock_balance.location_id', 'location.name as place'])
    .select((eb) => eb.fn.sum<number>('stock_balance.qty_e4').as('qty_e4'))
    .where('stock_balance.batch', '<>', '')
    .where('stock_balance.qty_e4', '<>', 0)
    .where('location.kind', 'in', heldKinds)
    .where(placeInScope(places, 'stock_balance.location_id'));
  if (productId !== undefined) query = query.where('stock_balance.product_id', '=', productId);
  if (locationId !== undefined) query = query.where('stock_balance.location_id', '=', locationId);
  if (text) {
    query = query.where((eb) =>
      eb.or([containsIn(eb, ['stock_balance.batch'], text), worded(eb as never, words)]),
    );
  }
  if (after) {
    query = query.where((eb) =>
      eb.or([
        eb('product.code_key', '>', after.code),
        eb.and([
          eb('product.code_key', '=', after.code),
          eb.or([
            eb('stock_balance.batch', '>', after.batch),
            eb.and([
              eb('stock_balance.batch', '=', after.batch),
              eb('stock_balance.location_id', '>', after.locationId),
            ]),
          ]),
        ]),
      ]),
    );
  }
  return await query
    .groupBy(['product.id', 'product.code', 'product.code_key', 'product.name', 'product.spec'])
    .groupBy(['product.unit_id', 'unit.name', 'product.qty_decimals'])
    .groupBy(['stock_balance.batch', 'stock_balance.location_id', 'location.name'])
    .orderBy('product.code_key')
    .orderBy('stock_balance.batch')
    .orderBy('stock_balance.location_id')
    .limit(limit)
    .execute();
}

/** Pieces with numbers in places that are seen, after one of a product. */
export async function serialPieces(
  db: Reader,
  { places, text, words = [], productId, locationId, gone }: PiecesQuestion,
  { after, limit }: Page<{ code: string; serial: string }>,
) {
  let query = db
    .selectFrom('stock_serial')
    .innerJoin('product', 'product.id', 'stock_serial.product_id')
    .innerJoin('unit', 'unit.id', 'product.unit_id')
    .innerJoin('location', 'location.id', 'stock_serial.location_id')
    .select(['product.id', 'product.code', 'product.code_key', 'product.name', 'product.spec'])
    .select(['product.unit_id', 'unit.name as unit_name', 'product.qty_decimals'])
    .select(['stock_serial.serial', 'stock_serial.batch', 'stock_serial.location_id'])
    .select(['location.name as place', 'location.kind as place_kind'])
    .where(placeInScope(places, 'stock_serial.location_id'));
  if (!gone) query = query.where('location.kind', 'in', heldKinds);
  if (productId !== undefined) query = query.where('stock_serial.product_id', '=', productId);
  if (locationId !== undefined) query = query.where('stock_serial.location_id', '=', locationId);
  if (text) {
    query = query.where((eb) =>
      eb.or([
        containsIn(eb, ['stock_serial.serial', 'stock_serial.batch'], text),
        worded(eb as never, words),
      ]),
    );
  }
  if (after) {
    query = query.where((eb) =>
      eb.or([
        eb('product.code_key', '>', after.code),
        eb.and([
          eb('product.code_key', '=', after.code),
          eb('stock_serial.serial', '>', after.serial),
        ]),
      ]),
    );
  }
  return await query
    .orderBy('product.code_key')
    .orderBy('stock_serial.serial')
    .limit(limit)
    .execute();
}

/** First and last business day of what moved, by a key of its rows. */
export type MovedDays = ReadonlyMap<string, { cameOn: string; movedOn: string }>;

/** When batches of these products came to each place and moved there last, by `product/place/batch`. */
export async function daysOfBatches(
  db: Reader,
  productIds: readonly number[],
  places: Places,
): Promise<MovedDays> {
  if (productIds.length === 0) return new Map();
  const side = (column: 'from_location_id' | 'to_location_id') =>
    db
      .selectFrom('stock_ledger')
      .select(['product_id', 'batch', `${column} as place`])
      .select((eb) => [
        eb.fn.min<string>('business_date').as('first'),
        eb.fn.max<string>('business_date').as('last'),
      ])
      .where('product_id', 'in', productIds)
      .where('batch', '<>', '')
      .where(placeInScope(places, column))
      .where(takesNothingBack())
      .where(standsIn('stock_ledger', 'stock_ledger.id'))
      .groupBy(['product_id', 'batch', column])
      .execute();
  const days = new Map<string, { cameOn: string; movedOn: string }>();
  const keyOf = (row: { product_id: number; place: number; batch: string }) =>
    `${row.product_id}/${row.place}/${row.batch}`;
  for (const row of await side('to_location_id')) {
    days.set(keyOf(row), { cameOn: row.first, movedOn: row.last });
  }
  for (const row of await side('from_location_id')) {
    const came = days.get(keyOf(row));
    if (came && row.last > came.movedOn) came.movedOn = row.last;
  }
  return days;
}

/** When pieces came into the books and moved last, by `product/number`. */
export async function daysOfSerials(
  db: Reader,
  pieces: readonly { id: number; serial: string }[],
  places: Places,
): Promise<MovedDays> {
  if (pieces.length === 0) return new Map();
  const rows = await db
    .selectFrom('stock_ledger')
    .select(['product_id', 'serial'])
    .select((eb) => [
      eb.fn.min<string>('business_date').as('first'),
      eb.fn.max<string>('business_date').as('last'),
    ])
    // The index of numbers holds none that is empty.
    .where(sql<SqlBool>`serial <> ''`)
    .where('serial', 'in', [...new Set(pieces.map((piece) => piece.serial))])
    .where('product_id', 'in', [...new Set(pieces.map((piece) => piece.id))])
    .where(placeInScope(places, 'stock_ledger.from_location_id', 'stock_ledger.to_location_id'))
    .groupBy(['product_id', 'serial'])
    .execute();
  return new Map(
    rows.map((row) => [
      `${row.product_id}/${row.serial}`,
      { cameOn: row.first, movedOn: row.last },
    ]),
  );
}
