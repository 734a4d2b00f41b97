import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';

/** What a product is put together from, and who said so; undefined where nobody did. */
export async function billOf(db: Reader, productId: number) {
  return await db
    .selectFrom('product_bill')
    .innerJoin('user as changer', 'changer.id', 'product_bill.changed_by')
    .selectAll('product_bill')
    .select('changer.name as changer_name')
    .where('product_bill.product_id', '=', productId)
    .executeTakeFirst();
}

const named = (db: Reader, on: 'part_id' | 'product_id') =>
  db
    .selectFrom('product_bill_part')
    .innerJoin('product', 'product.id', `product_bill_part.${on}`)
    .innerJoin('unit', 'unit.id', 'product.unit_id')
    .select(['product_bill_part.qty_e4', 'product_bill_part.note'])
    .select(['product.id', 'product.code', 'product.name', 'product.spec'])
    .select(['product.unit_id', 'unit.name as unit_name', 'product.qty_decimals']);

/** The parts of a product in their order. */
export async function partsOf(db: Reader, productId: number) {
  return await named(db, 'part_id')
    .where('product_bill_part.product_id', '=', productId)
    .orderBy('product_bill_part.sort')
    .execute();
}

/** Products that have this one as a part, by code. */
export async function wholesOf(db: Reader, partId: number) {
  return await named(db, 'product_id')
    .where('product_bill_part.part_id', '=', partId)
    .orderBy('product.code_key')
    .execute();
}

/** Parts of all of these products. */
export async function partIdsOf(db: Reader, productIds: readonly number[]): Promise<number[]> {
  if (productIds.length === 0) return [];
  const rows = await db
    .selectFrom('product_bill_part')
    .select('part_id')
    .distinct()
    .where('product_id', 'in', productIds)
    .execute();
  return rows.map((row) => row.part_id);
}

/** Base units in which bills count a product, as a whole or as a part. */
export async function unitsOfBills(db: Reader, productId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('product')
    .select('unit_id')
    .where('product.id', '=', productId)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('product_bill_part')
          .select('product_bill_part.id')
          .where((own) =>
            own.or([
              own('product_bill_part.part_id', '=', productId),
              own('product_bill_part.product_id', '=', productId),
            ]),
          ),
      ),
    )
    .execute();
  return rows.map((row) => row.unit_id);
}

export interface NewBill {
  productId: number;
  version: number;
  makesE4: number;
  note: string;
  changedBy: number;
  changedAt: number;
  parts: readonly { partId: number; qtyE4: number; note: string }[];
}

/** Puts these parts in the place of those there were; the bill stays where none is left. */
export async function setBill(tx: Tx, bill: NewBill): Promise<void> {
  const { productId, parts } = bill;
  const values = {
    version: bill.version,
    makes_e4: bill.makesE4,
    note: bill.note,
    changed_by: bill.changedBy,
    changed_at: bill.changedAt,
  };
  await tx
    .insertInto('product_bill')
    .values({ product_id: productId, ...values })
    .onConflict((conflict) => conflict.column('product_id').doUpdateSet(values))
    .execute();
  await tx.deleteFrom('product_bill_part').where('product_id', '=', productId).execute();
  for (const [sort, part] of parts.entries()) {
    const row = { product_id: productId, sort, part_id: part.partId, qty_e4: part.qtyE4 };
    await insertNumbered(tx, 'product_bill_part', { ...row, note: part.note }, 'id');
  }
}
