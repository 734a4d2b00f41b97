import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type CashCategoryRecord = Selectable<DB['cash_category']>;

/** Every category, in the order in which they are shown. */
export async function allCashCategories(db: Reader): Promise<CashCategoryRecord[]> {
  return await db.selectFrom('cash_category').selectAll().orderBy('sort').orderBy('id').execute();
}

export async function insertCashCategory(
  tx: Tx,
  row: Omit<Insertable<DB['cash_category']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'cash_category', { ...row, version: 1 }, 'id');
}

/** Undefined where somebody else was there first. */
export async function updateCashCategory(
  tx: Tx,
  { id, version }: { id: number; version: number },
  values: Updateable<DB['cash_category']>,
): Promise<CashCategoryRecord | undefined> {
  return await tx
    .updateTable('cash_category')
    .set({ ...values, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}
