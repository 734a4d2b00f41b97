import type { Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type SupplierPriceRecord = Selectable<DB['supplier_price']>;
export type NamedSupplierPrice = Awaited<ReturnType<ReturnType<typeof named>['execute']>>[number];

const named = (db: Reader) =>
  db
    .selectFrom('supplier_price')
    .innerJoin('supplier', 'supplier.id', 'supplier_price.supplier_id')
    .innerJoin('product', 'product.id', 'supplier_price.product_id')
    .innerJoin('unit', 'unit.id', 'supplier_price.unit_id')
    .selectAll('supplier_price')
    .select([
      'supplier.name as supplier_name',
      'product.code as product_code',
      'product.name as product_name',
      'product.spec as product_spec',
      'unit.name as unit_name',
    ]);

export interface SupplierPriceQuestion {
  supplierId?: number | undefined;
  productId?: number | undefined;
  state?: 'current' | 'ended' | 'coming' | undefined;
  /** Business date. */
  today: string;
}

/** A page of prices, newest first. */
export async function listSupplierPrices(
  db: Reader,
  { supplierId, productId, state, today }: SupplierPriceQuestion,
  { before, limit }: { before: number | null; limit: number },
): Promise<NamedSupplierPrice[]> {
  let query = named(db);
  if (supplierId !== undefined) query = query.where('supplier_price.supplier_id', '=', supplierId);
  if (productId !== undefined) query = query.where('supplier_price.product_id', '=', productId);
  if (state === 'ended') query = query.where('supplier_price.valid_to', '<', today);
  else if (state === 'coming') query = query.where('supplier_price.valid_from', '>', today);
  else if (state === 'current') {
    query = query
      .where('supplier_price.valid_from', '<=', today)
      .where('supplier_price.valid_to', '>=', today);
  }
  if (before !== null) query = query.where('supplier_price.id', '<', before);
  return await query.orderBy('supplier_price.id', 'desc').limit(limit).execute();
}

export async function supplierPriceById(
  db: Reader,
  id: number,
): Promise<NamedSupplierPrice | undefined> {
  return await named(db).where('supplier_price.id', '=', id).executeTakeFirst();
}

export async function insertSupplierPrice(
  tx: Tx,
  row: Omit<SupplierPriceRecord, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'supplier_price', { ...row, version: 1 }, 'id');
}

/** Changes a price of exactly this version; undefined when somebody was faster. */
export async function updateSupplierPrice(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['supplier_price'], 'id' | 'version'>>,
): Promise<SupplierPriceRecord | undefined> {
  return await tx
    .updateTable('supplier_price')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

export async function removeSupplierPrice(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('supplier_price').where('id', '=', id).execute();
}

type Beginning = Pick<
  SupplierPriceRecord,
  'supplier_id' | 'product_id' | 'unit_id' | 'qty_from_e4' | 'valid_from'
>;

/** Of a supplier the price of the same product, unit and quantity that begins on the same day. */
export async function samePriceOf(
  db: Reader,
  row: Beginning,
): Promise<{ id: number; version: number } | undefined> {
  return await db
    .selectFrom('supplier_price')
    .select(['id', 'version'])
    .where('supplier_id', '=', row.supplier_id)
    .where('product_id', '=', row.product_id)
    .where('unit_id', '=', row.unit_id)
    .where('qty_from_e4', '=', row.qty_from_e4)
    .where('valid_from', '=', row.valid_from)
    .executeTakeFirst();
}

/** Units of a product in which suppliers state prices. */
export async function unitsBought(db: Reader, productId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('supplier_price')
    .select('unit_id')
    .distinct()
    .where('product_id', '=', productId)
    .execute();
  return rows.map((row) => row.unit_id);
}

/**
 * What suppliers in use ask for these products on a day, with whether invoices are deductible: for
 * a unit and a quantity the price that began last.
 */
export async function pricesInForce(db: Reader, productIds: readonly number[], on: string) {
  if (productIds.length === 0) return [];
  const rows = await named(db)
    .select('supplier.deductible')
    .where('supplier_price.product_id', 'in', productIds)
    .where('supplier_price.valid_from', '<=', on)
    .where('supplier_price.valid_to', '>=', on)
    .where('supplier.active', '=', 1)
    .orderBy('supplier_price.valid_from')
    .orderBy('supplier_price.id')
    .execute();
  const last = rows.map(
    (row) =>
      [`${row.supplier_id}/${row.product_id}/${row.unit_id}/${row.qty_from_e4}`, row] as const,
  );
  return [...new Map(last).values()];
}
