import type { Insertable, Updateable } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { inScope } from '../scope.ts';

export type NamedAdjustment = Awaited<ReturnType<ReturnType<typeof named>['execute']>>[number];

const named = (db: Reader, actor: Actor) =>
  db
    .selectFrom('ar_adjustment')
    .innerJoin('customer', 'customer.id', 'ar_adjustment.customer_id')
    .innerJoin('user as maker', 'maker.id', 'ar_adjustment.made_by')
    .selectAll('ar_adjustment')
    .select(['customer.name as customer_name', 'maker.name as maker_name'])
    .where((eb) => inScope(actor, 'receivables.read')(eb as never));

/** A page of corrections of customers in scope, the newest first. */
export async function listAdjustments(
  db: Reader,
  actor: Actor,
  {
    customerId,
    after,
    limit,
  }: { customerId?: number | undefined; after: number | null; limit: number },
): Promise<NamedAdjustment[]> {
  let query = named(db, actor);
  if (customerId !== undefined) query = query.where('ar_adjustment.customer_id', '=', customerId);
  if (after !== null) query = query.where('ar_adjustment.id', '<', after);
  return await query.orderBy('ar_adjustment.id', 'desc').limit(limit).execute();
}

export async function adjustmentInScope(
  db: Reader,
  actor: Actor,
  id: number,
): Promise<NamedAdjustment | undefined> {
  return await named(db, actor).where('ar_adjustment.id', '=', id).executeTakeFirst();
}

export async function insertAdjustment(
  tx: Tx,
  row: Omit<Insertable<DB['ar_adjustment']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'ar_adjustment', { ...row, version: 1 }, 'id');
}

/** Whether it was still in that version. */
export async function updateAdjustment(
  tx: Tx,
  { id, version }: { id: number; version: number },
  values: Updateable<DB['ar_adjustment']>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('ar_adjustment')
    .set({ ...values, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Numbers of those among these that the actor may see. */
export async function adjustmentNames(
  db: Reader,
  actor: Actor,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await named(db, actor).where('ar_adjustment.id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row.no ?? '']));
}
