import { sql, type Selectable, type Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

export type CustomerProductRecord = Selectable<DB['customer_product']>;

const named = (db: Reader) =>
  db
    .selectFrom('customer_product')
    .innerJoin('product', 'product.id', 'customer_product.product_id')
    .selectAll('customer_product')
    .select(['product.code as product_code', 'product.name as product_name']);
export type NamedCustomerProduct = Awaited<ReturnType<ReturnType<typeof named>['execute']>>[number];

/** Of a customer that the caller found through scope, by our code. */
export async function productsOfCustomer(
  db: Reader,
  customerId: number,
): Promise<NamedCustomerProduct[]> {
  return await named(db)
    .where('customer_product.customer_id', '=', customerId)
    .orderBy('product.code_key')
    .execute();
}

export async function customerProductById(
  db: Reader,
  id: number,
): Promise<NamedCustomerProduct | undefined> {
  return await named(db).where('customer_product.id', '=', id).executeTakeFirst();
}

/** Products that a customer calls by this part number. */
export async function productsByPartNumber(
  db: Reader,
  customerId: number,
  codeKey: string,
): Promise<number[]> {
  if (codeKey === '') return [];
  const rows = await db
    .selectFrom('customer_product')
    .select('product_id')
    .where('customer_id', '=', customerId)
    .where('code_key', '=', codeKey)
    .execute();
  return rows.map((row) => row.product_id);
}

/** What a customer, whose document the caller found through scope, calls these products. */
export async function partNumbersOf(
  db: Reader,
  customerId: number,
  productIds: readonly (number | null)[],
): Promise<{ productId: number; code: string; name: string; spec: string }[]> {
  const ids = [...new Set(productIds)].filter((id) => id !== null);
  if (ids.length === 0) return [];
  return await db
    .selectFrom('customer_product')
    .select(['product_id as productId', 'code', 'name', 'spec'])
    .where('customer_id', '=', customerId)
    .where('product_id', 'in', ids)
    .orderBy('product_id')
    .execute();
}

export async function insertCustomerProduct(
  tx: Tx,
  row: Omit<CustomerProductRecord, 'id' | 'version'>,
): Promise<CustomerProductRecord> {
  return await tx
    .insertInto('customer_product')
    .values({ ...row, version: 1 })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Changes a row of exactly this version; undefined when somebody was faster. */
export async function updateCustomerProduct(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['customer_product'], 'id' | 'version'>>,
): Promise<CustomerProductRecord | undefined> {
  return await tx
    .updateTable('customer_product')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

export async function removeCustomerProduct(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('customer_product').where('id', '=', id).execute();
}

/** Moves those to another customer who has no word of his own for them; answers which went. */
export async function moveCustomerProducts(
  tx: Tx,
  ids: readonly number[],
  { from, to }: { from: number; to: number },
): Promise<number[]> {
  if (ids.length === 0) return [];
  const known = tx
    .selectFrom('customer_product')
    .select('product_id')
    .where('customer_id', '=', to);
  const held = (await known.execute()).map((row) => row.product_id);
  let query = tx
    .updateTable('customer_product')
    .set({ customer_id: to, version: sql<number>`version + 1` })
    .where('id', 'in', ids)
    .where('customer_id', '=', from);
  if (held.length > 0) query = query.where('product_id', 'not in', held);
  return (await query.returning('id').execute()).map((row) => row.id);
}
