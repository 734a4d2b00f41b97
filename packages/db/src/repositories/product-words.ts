import type { Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered, remembered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type UnitRecord = Selectable<DB['unit']>;
export type ProductCategoryRecord = Selectable<DB['product_category']>;

export async function allUnits(db: Reader): Promise<UnitRecord[]> {
  return await db.selectFrom('unit').selectAll().orderBy('id').execute();
}

/** Ids of the units in which products are counted. */
export async function usedUnits(db: Reader): Promise<Set<number>> {
  const rows = await db
    .selectFrom('unit')
    .select('unit.id')
    .where((eb) =>
      eb.or([
        eb.exists(
          eb.selectFrom('product').select('product.id').whereRef('product.unit_id', '=', 'unit.id'),
        ),
        eb.exists(
          eb
            .selectFrom('product_unit')
            .select('product_unit.unit_id')
            .whereRef('product_unit.unit_id', '=', 'unit.id'),
        ),
      ]),
    )
    .execute();
  return new Set(rows.map((row) => row.id));
}

export async function insertUnit(
  tx: Tx,
  row: Pick<UnitRecord, 'name' | 'name_key'>,
): Promise<number> {
  return await insertNumbered(tx, 'unit', { ...row, version: 1, active: 1 }, 'id');
}

/** Changes a unit of exactly this version; undefined when somebody was faster. */
export async function updateUnit(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['unit'], 'id' | 'version'>>,
): Promise<UnitRecord | undefined> {
  return await tx
    .updateTable('unit')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

export async function allProductCategories(db: Reader): Promise<ProductCategoryRecord[]> {
  return await remembered(db, { key: 'allProductCategories', values: {} }, () =>
    db.selectFrom('product_category').selectAll().orderBy('sort').orderBy('id'),
  );
}

/** Products in use by category. */
export async function productsByCategory(db: Reader): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('product')
    .select((eb) => ['category_id', eb.fn.countAll<number>().as('n')])
    .where('active', '=', 1)
    .where('category_id', 'is not', null)
    .groupBy('category_id')
    .execute();
  return new Map(rows.map((row) => [row.category_id!, Number(row.n)]));
}

/** In which base units the products in use of each category are counted. */
export async function unitsByCategory(
  db: Reader,
): Promise<{ categoryId: number; unitId: number; unit: string; decimals: number }[]> {
  const rows = await db
    .selectFrom('product')
    .innerJoin('unit', 'unit.id', 'product.unit_id')
    .select(['product.category_id', 'product.unit_id', 'unit.name'])
    .select((eb) => eb.fn.max('product.qty_decimals').as('decimals'))
    .where('product.active', '=', 1)
    .where('product.category_id', 'is not', null)
    .groupBy(['product.category_id', 'product.unit_id', 'unit.name'])
    .orderBy('product.unit_id')
    .execute();
  return rows.map((row) => ({
    categoryId: row.category_id!,
    unitId: row.unit_id,
    unit: row.name,
    decimals: Number(row.decimals),
  }));
}

export async function insertProductCategory(
  tx: Tx,
  row: Omit<ProductCategoryRecord, 'id' | 'version' | 'path'>,
): Promise<number> {
  return await insertNumbered(tx, 'product_category', { ...row, version: 1, path: '' }, 'id');
}

/** Changes a category of exactly this version; undefined when somebody was faster. */
export async function updateProductCategory(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['product_category'], 'id' | 'version'>>,
): Promise<ProductCategoryRecord | undefined> {
  return await tx
    .updateTable('product_category')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

export async function setCategoryPath(tx: Tx, id: number, path: string): Promise<void> {
  await tx.updateTable('product_category').set({ path }).where('id', '=', id).execute();
}

export async function categoryHasProducts(db: Reader, id: number): Promise<boolean> {
  const row = await db
    .selectFrom('product')
    .select('id')
    .where('category_id', '=', id)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function removeProductCategory(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('product_category').where('id', '=', id).execute();
}
