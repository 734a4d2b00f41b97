import type { Selectable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { listed, padded, remembered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type ProductUnitRecord = Selectable<DB['product_unit']> & { unit_name: string };
export type BarcodeRecord = Selectable<DB['product_barcode']> & { unit_name: string };

/** Units beside the base unit, of these products. */
export async function unitsOfProducts(
  db: Reader,
  productIds: readonly number[],
): Promise<ProductUnitRecord[]> {
  if (productIds.length === 0) return [];
  const values = padded(productIds);
  const key = `unitsOfProducts ${Object.keys(values).length}`;
  return await remembered(db, { key, values }, (ids) =>
    db
      .selectFrom('product_unit')
      .innerJoin('unit', 'unit.id', 'product_unit.unit_id')
      .selectAll('product_unit')
      .select('unit.name as unit_name')
      .where('product_unit.product_id', 'in', listed(ids))
      .orderBy('product_unit.product_id')
      .orderBy('product_unit.unit_id'),
  );
}

export async function barcodesOfProducts(
  db: Reader,
  productIds: readonly number[],
): Promise<BarcodeRecord[]> {
  if (productIds.length === 0) return [];
  return await db
    .selectFrom('product_barcode')
    .innerJoin('unit', 'unit.id', 'product_barcode.unit_id')
    .selectAll('product_barcode')
    .select('unit.name as unit_name')
    .where('product_barcode.product_id', 'in', productIds)
    .orderBy('product_barcode.product_id')
    .orderBy('product_barcode.code')
    .execute();
}

export async function barcodeByCode(
  db: Reader,
  code: string,
): Promise<Selectable<DB['product_barcode']> | undefined> {
  return await db
    .selectFrom('product_barcode')
    .selectAll()
    .where('code', '=', code)
    .executeTakeFirst();
}

/** Puts these in the place of the units there were. */
export async function setProductUnits(
  tx: Tx,
  productId: number,
  units: readonly { unit_id: number; num: number; den: number }[],
): Promise<void> {
  await tx.deleteFrom('product_unit').where('product_id', '=', productId).execute();
  if (units.length === 0) return;
  const rows = units.map((unit) => ({ product_id: productId, ...unit }));
  await tx.insertInto('product_unit').values(rows).execute();
}

/** Puts these in the place of the barcodes there were. */
export async function setBarcodes(
  tx: Tx,
  productId: number,
  codes: readonly { code: string; unit_id: number }[],
): Promise<void> {
  await tx.deleteFrom('product_barcode').where('product_id', '=', productId).execute();
  if (codes.length === 0) return;
  const rows = codes.map((code) => ({ product_id: productId, ...code }));
  await tx.insertInto('product_barcode').values(rows).execute();
}
