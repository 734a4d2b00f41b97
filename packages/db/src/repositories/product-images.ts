import type { Selectable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

export type ProductImageRecord = Selectable<DB['product_image']>;

/** Images of a product that were not taken off, in their order. */
export async function imagesOfProduct(
  db: Reader,
  productId: number,
): Promise<ProductImageRecord[]> {
  return await db
    .selectFrom('product_image')
    .selectAll()
    .where('product_id', '=', productId)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute();
}

export async function productImageById(
  db: Reader,
  id: number,
): Promise<ProductImageRecord | undefined> {
  return await db
    .selectFrom('product_image')
    .selectAll()
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
}

export async function insertProductImage(
  tx: Tx,
  row: Omit<ProductImageRecord, 'id' | 'removed_at'>,
): Promise<ProductImageRecord> {
  return await tx
    .insertInto('product_image')
    .values({ ...row, removed_at: null })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function takeOffProductImage(tx: Tx, id: number, now: number): Promise<void> {
  await tx.updateTable('product_image').set({ removed_at: now }).where('id', '=', id).execute();
}
