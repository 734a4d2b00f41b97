import type { Insertable, Selectable } from 'kysely';
import { heldKinds } from '@xinhang/shared/stock-places.ts';
import type { Reader, Tx } from '../database.ts';
import { standsIn, takesNothingBack } from '../originals.ts';
import { insertManyRemembered, insertNumbered, listed, padded, remembered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type LedgerRecord = Selectable<DB['stock_ledger']>;
export type BalanceRecord = Selectable<DB['stock_balance']>;
export type PoolRecord = Selectable<DB['stock_pool']>;
export type SerialRecord = Selectable<DB['stock_serial']>;

/** The last row of the ledger; 0 before there is one. */
export async function lastLedgerId(db: Reader): Promise<number> {
  const row = await db
    .selectFrom('stock_ledger')
    .select((eb) => eb.fn.max('id').as('id'))
    .executeTakeFirst();
  return Number(row?.id ?? 0);
}

export async function insertLedgerRow(
  tx: Tx,
  row: Omit<Insertable<DB['stock_ledger']>, 'id'>,
): Promise<number> {
  return await insertNumbered(tx, 'stock_ledger', row, 'id');
}

/** What lies anywhere of these products of a legal person. */
export async function balancesOf(
  db: Reader,
  entityId: number,
  productIds: readonly number[],
): Promise<BalanceRecord[]> {
  if (productIds.length === 0) return [];
  const asked = {
    key: `balances ${padKey(productIds)}`,
    values: { entityId, ...padded(productIds) },
  };
  return await remembered(db, asked, ({ entityId: entity, ...ids }) =>
    db
      .selectFrom('stock_balance')
      .selectAll()
      .where('entity_id', '=', entity)
      .where('product_id', 'in', listed(ids as Record<string, number>)),
  );
}

export async function poolsOf(
  db: Reader,
  entityId: number,
  productIds: readonly number[],
): Promise<PoolRecord[]> {
  if (productIds.length === 0) return [];
  const asked = { key: `pools ${padKey(productIds)}`, values: { entityId, ...padded(productIds) } };
  return await remembered(db, asked, ({ entityId: entity, ...ids }) =>
    db
      .selectFrom('stock_pool')
      .selectAll()
      .where('entity_id', '=', entity)
      .where('product_id', 'in', listed(ids as Record<string, number>)),
  );
}

const padKey = (ids: readonly number[]) => Object.keys(padded(ids)).length;

export async function serialsOf(
  db: Reader,
  productIds: readonly number[],
  serials: readonly string[],
): Promise<SerialRecord[]> {
  if (serials.length === 0) return [];
  return await db
    .selectFrom('stock_serial')
    .selectAll()
    .where('product_id', 'in', productIds)
    .where('serial', 'in', serials)
    .execute();
}

/** Writes the quantity of a place anew; what is reserved there stays. */
export async function setBalance(tx: Tx, row: Omit<BalanceRecord, 'reserved_e4'>): Promise<void> {
  await remembered(tx, { key: 'setBalance', values: { ...row } }, (values) =>
    tx
      .insertInto('stock_balance')
      .values({ ...values, reserved_e4: 0 })
      .onConflict((conflict) =>
        conflict.columns(['entity_id', 'product_id', 'location_id', 'batch']).doUpdateSet((eb) => ({
          qty_e4: eb.ref('excluded.qty_e4'),
          qty2_e4: eb.ref('excluded.qty2_e4'),
        })),
      ),
  );
}

/** How much of a product is reserved at a place, of no batch in particular, in 1/10,000. */
interface Reserved {
  productId: number;
  qtyE4: number;
}
interface ReservedAt {
  entityId: number;
  locationId: number;
}

/** Adds to what is reserved at a place; `products`: each once. */
export async function addReserved(
  tx: Tx,
  { entityId, locationId }: ReservedAt,
  products: readonly Reserved[],
): Promise<void> {
  const rows = products.map(({ productId, qtyE4 }) => ({
    entity_id: entityId,
    product_id: productId,
    location_id: locationId,
    batch: '',
    qty_e4: 0,
    qty2_e4: 0,
    reserved_e4: qtyE4,
  }));
  await insertManyRemembered(tx, 'stock_balance', rows, (conflict) =>
    conflict.columns(['entity_id', 'product_id', 'location_id', 'batch']).doUpdateSet((eb) => ({
      reserved_e4: eb('stock_balance.reserved_e4', '+', eb.ref('excluded.reserved_e4')),
    })),
  );
}

/**
 * Takes from it; refused by the table where less than nothing would be left. RangeError where nothing
 * was ever reserved.
 */
export async function takeReserved(
  tx: Tx,
  { entityId, locationId }: ReservedAt,
  products: readonly Reserved[],
): Promise<void> {
  for (const { productId, qtyE4 } of products) {
    const values = { entityId, locationId, productId, qtyE4 };
    const taken = await remembered(tx, { key: 'takeReserved', values }, (slots) =>
      tx
        .updateTable('stock_balance')
        .set((eb) => ({ reserved_e4: eb('reserved_e4', '-', slots.qtyE4) }))
        .where('entity_id', '=', slots.entityId)
        .where('product_id', '=', slots.productId)
        .where('location_id', '=', slots.locationId)
        .where('batch', '=', '')
        .returning('product_id'),
    );
    if (taken.length === 0)
      throw new RangeError(`nothing of product ${productId} is reserved there`);
  }
}

export async function setPool(tx: Tx, row: PoolRecord): Promise<void> {
  await remembered(tx, { key: 'setPool', values: { ...row } }, (values) =>
    tx
      .insertInto('stock_pool')
      .values(values)
      .onConflict((conflict) =>
        conflict.columns(['product_id', 'entity_id']).doUpdateSet((eb) => ({
          qty_e4: eb.ref('excluded.qty_e4'),
          value_fen: eb.ref('excluded.value_fen'),
          known_qty_e4: eb.ref('excluded.known_qty_e4'),
          known_value_fen: eb.ref('excluded.known_value_fen'),
        })),
      ),
  );
}

export async function setSerial(tx: Tx, row: SerialRecord): Promise<void> {
  await remembered(tx, { key: 'setSerial', values: { ...row } }, (values) =>
    tx
      .insertInto('stock_serial')
      .values(values)
      .onConflict((conflict) =>
        conflict.columns(['product_id', 'serial']).doUpdateSet((eb) => ({
          entity_id: eb.ref('excluded.entity_id'),
          location_id: eb.ref('excluded.location_id'),
          batch: eb.ref('excluded.batch'),
        })),
      ),
  );
}

/** The rows of a document that no other takes back, in the order of posting. */
export async function standingStockRows(
  tx: Tx,
  doc: { kind: string; id: number },
): Promise<LedgerRecord[]> {
  return await tx
    .selectFrom('stock_ledger')
    .selectAll()
    .where('doc_kind', '=', doc.kind)
    .where('doc_id', '=', doc.id)
    .where(takesNothingBack())
    .where(standsIn('stock_ledger', 'stock_ledger.id'))
    .orderBy('id')
    .execute();
}

/**
 * What was paid the last time for a product, or what making it cost: fen for so much of it. What a
 * customer brought back was not bought, and what was taken back was not either.
 */
export async function lastCostOf(
  db: Reader,
  productId: number,
): Promise<{ qty_e4: number; value_fen: number } | undefined> {
  return await db
    .selectFrom('stock_ledger')
    .innerJoin('location', 'location.id', 'stock_ledger.from_location_id')
    .select(['stock_ledger.qty_e4', 'stock_ledger.value_fen'])
    .where('stock_ledger.product_id', '=', productId)
    .where('stock_ledger.value_fen', '>', 0)
    .where('location.kind', 'in', ['supplier', 'assembly'])
    .where(standsIn('stock_ledger', 'stock_ledger.id'))
    .orderBy('stock_ledger.id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** What lies of a product in each place of the company, batch by batch, where that is something. */
export async function stockLying(db: Reader, productId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('stock_balance')
    .innerJoin('location', 'location.id', 'stock_balance.location_id')
    .select('stock_balance.qty_e4')
    .where('stock_balance.product_id', '=', productId)
    .where('stock_balance.qty_e4', '<>', 0)
    .where('location.kind', 'in', heldKinds)
    .execute();
  return rows.map((row) => Number(row.qty_e4));
}

/** Units in which something of a product is written down: its lines, and the ledger in its own. */
export async function stockUnitsOf(db: Reader, productId: number): Promise<number[]> {
  const lines = await db
    .selectFrom('stock_document_line')
    .select('unit_id')
    .distinct()
    .where('product_id', '=', productId)
    .execute();
  const moved = await db
    .selectFrom('stock_ledger')
    .innerJoin('product', 'product.id', 'stock_ledger.product_id')
    .select('product.unit_id')
    .where('stock_ledger.product_id', '=', productId)
    .limit(1)
    .execute();
  // A draft that makes it counts it in its base unit.
  const made = await db
    .selectFrom('stock_document')
    .innerJoin('product', 'product.id', 'stock_document.whole_id')
    .select('product.unit_id')
    .where('stock_document.whole_id', '=', productId)
    .limit(1)
    .execute();
  return [...new Set([...lines, ...moved, ...made].map((row) => row.unit_id))];
}

export interface StockProduct {
  id: number;
  code: string;
  name: string;
  spec: string;
  kind: string;
  active: number;
  unit_id: number;
  unit_name: string;
  qty_decimals: number;
  tracks_batch: number;
  tracks_serial: number;
}

/** What postings and lines of documents must know of products. */
export async function stockProducts(
  db: Reader,
  ids: readonly number[],
): Promise<Map<number, StockProduct>> {
  if (ids.length === 0) return new Map();
  const found = await remembered(
    db,
    { key: `stockProducts ${padKey(ids)}`, values: padded(ids) },
    (values) =>
      db
        .selectFrom('product')
        .innerJoin('unit', 'unit.id', 'product.unit_id')
        .select(['product.id', 'product.code', 'product.name', 'product.spec', 'product.kind'])
        .select(['product.active', 'product.unit_id', 'unit.name as unit_name'])
        .select(['product.qty_decimals', 'product.tracks_batch', 'product.tracks_serial'])
        .where('product.id', 'in', listed(values)),
  );
  return new Map(found.map((row) => [row.id, row]));
}

export interface ProductFactor {
  product_id: number;
  unit_id: number;
  unit_name: string;
  num: number;
  den: number;
}

/** Units beside the base unit of these products: one is num/den of the base unit. */
export async function stockFactors(
  db: Reader,
  productIds: readonly number[],
): Promise<ProductFactor[]> {
  if (productIds.length === 0) return [];
  return await db
    .selectFrom('product_unit')
    .innerJoin('unit', 'unit.id', 'product_unit.unit_id')
    .select(['product_unit.product_id', 'product_unit.unit_id', 'unit.name as unit_name'])
    .select(['product_unit.num', 'product_unit.den'])
    .where('product_unit.product_id', 'in', productIds)
    .execute();
}
