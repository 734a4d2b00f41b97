import type { Insertable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type NamedApAdjustment = Awaited<ReturnType<ReturnType<typeof named>['execute']>>[number];

const named = (db: Reader) =>
  db
    .selectFrom('ap_adjustment')
    .innerJoin('supplier', 'supplier.id', 'ap_adjustment.supplier_id')
    .innerJoin('user as maker', 'maker.id', 'ap_adjustment.made_by')
    .selectAll('ap_adjustment')
    .select(['supplier.name as supplier_name', 'maker.name as maker_name']);

/** A page of corrections of what is owed to suppliers, the newest first. */
export async function listApAdjustments(
  db: Reader,
  {
    supplierId,
    after,
    limit,
  }: { supplierId?: number | undefined; after: number | null; limit: number },
): Promise<NamedApAdjustment[]> {
  let query = named(db);
  if (supplierId !== undefined) query = query.where('ap_adjustment.supplier_id', '=', supplierId);
  if (after !== null) query = query.where('ap_adjustment.id', '<', after);
  return await query.orderBy('ap_adjustment.id', 'desc').limit(limit).execute();
}

export async function apAdjustmentById(
  db: Reader,
  id: number,
): Promise<NamedApAdjustment | undefined> {
  return await named(db).where('ap_adjustment.id', '=', id).executeTakeFirst();
}

export async function insertApAdjustment(
  tx: Tx,
  row: Omit<Insertable<DB['ap_adjustment']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'ap_adjustment', { ...row, version: 1 }, 'id');
}

/** Whether it was still in that version. */
export async function updateApAdjustment(
  tx: Tx,
  { id, version }: { id: number; version: number },
  values: Updateable<DB['ap_adjustment']>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('ap_adjustment')
    .set({ ...values, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
