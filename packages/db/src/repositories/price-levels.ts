import { sql, type Selectable, type Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered, remembered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type PriceLevelRecord = Selectable<DB['price_level']>;

export async function priceLevels(db: Reader): Promise<PriceLevelRecord[]> {
  return await db.selectFrom('price_level').selectAll().orderBy('sort').orderBy('id').execute();
}

export async function insertPriceLevel(
  tx: Tx,
  row: Omit<PriceLevelRecord, 'id' | 'version' | 'active'>,
): Promise<number> {
  return await insertNumbered(tx, 'price_level', { ...row, version: 1, active: 1 }, 'id');
}

/** Changes a level of exactly this version; undefined when somebody was faster. */
export async function updatePriceLevel(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['price_level'], 'id' | 'version'>>,
): Promise<PriceLevelRecord | undefined> {
  return await tx
    .updateTable('price_level')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

/** The level on which a customer stands that the caller found through scope. */
export async function levelOfCustomer(
  db: Reader,
  customerId: number,
): Promise<{ id: number; name: string } | undefined> {
  const asked = { key: 'levelOfCustomer', values: { customerId } };
  const [row] = await remembered(db, asked, (values) =>
    db
      .selectFrom('customer_price_level')
      .innerJoin('price_level', 'price_level.id', 'customer_price_level.level_id')
      .select(['price_level.id', 'price_level.name'])
      .where('customer_price_level.customer_id', '=', values.customerId),
  );
  return row;
}

/** Puts a customer on a level, or on none. */
export async function setLevelOfCustomer(
  tx: Tx,
  customerId: number,
  levelId: number | null,
): Promise<void> {
  await tx.deleteFrom('customer_price_level').where('customer_id', '=', customerId).execute();
  if (levelId === null) return;
  const row = { version: 1, customer_id: customerId, level_id: levelId };
  await tx.insertInto('customer_price_level').values(row).execute();
}

export async function levelRowsOf(db: Reader, customerId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('customer_price_level')
    .select('id')
    .where('customer_id', '=', customerId)
    .execute();
  return rows.map((row) => row.id);
}

/** Moves the level to another customer who stands on none; answers which rows went. */
export async function moveLevel(
  tx: Tx,
  ids: readonly number[],
  { from, to }: { from: number; to: number },
): Promise<number[]> {
  if (ids.length === 0 || (await levelRowsOf(tx, to)).length > 0) return [];
  const rows = await tx
    .updateTable('customer_price_level')
    .set({ customer_id: to, version: sql<number>`version + 1` })
    .where('id', 'in', ids)
    .where('customer_id', '=', from)
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}
