import type { Insertable, Updateable } from 'kysely';
import type { Actor } from '../actor.ts';
import { containsIn } from '../contains.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { inScope } from '../scope.ts';
import { onAccounts } from '../scope-cash.ts';

export type NamedOtherCash = Awaited<ReturnType<ReturnType<typeof named>['execute']>>[number];

/** On accounts in reach, with names; that of a customer only where the actor sees the customer. */
const named = (db: Reader, actor: Actor) =>
  db
    .selectFrom('other_cash')
    .innerJoin('cash_category as category', 'category.id', 'other_cash.category_id')
    .innerJoin('cash_account', 'cash_account.id', 'other_cash.account_id')
    .leftJoin('customer', (join) =>
      join
        .onRef('customer.id', '=', 'other_cash.customer_id')
        .on((eb) => inScope(actor, 'customers.read')(eb as never)),
    )
    .leftJoin('supplier', 'supplier.id', 'other_cash.supplier_id')
    .leftJoin('user as employee', 'employee.id', 'other_cash.user_id')
    .innerJoin('user as maker', 'maker.id', 'other_cash.made_by')
    .leftJoin('user as confirmer', 'confirmer.id', 'other_cash.confirmed_by')
    .leftJoin('user as reverser', 'reverser.id', 'other_cash.reversed_by')
    .selectAll('other_cash')
    .select(['category.name as category_name', 'category.account as category_account'])
    .select(['cash_account.name as account_name', 'cash_account.kind as account_kind'])
    .select(['customer.name as customer_name', 'supplier.name as supplier_name'])
    .select(['employee.name as employee_name', 'maker.name as maker_name'])
    .select(['confirmer.name as confirmer_name', 'reverser.name as reverser_name'])
    .where(onAccounts(actor, 'cash.read', 'other_cash.account_id'));

export interface OtherCashFilter {
  kind?: string | undefined;
  ids?: readonly number[] | undefined;
  states?: readonly string[] | undefined;
  accountId?: number | undefined;
  categoryId?: number | undefined;
  text?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** A page of other income and payments, the newest first. */
export async function listOtherCash(
  db: Reader,
  actor: Actor,
  { kind, ids, states, accountId, categoryId, text, from, to }: OtherCashFilter,
  { after, limit }: { after: number | null; limit: number },
): Promise<NamedOtherCash[]> {
  if (ids?.length === 0) return [];
  let query = named(db, actor);
  if (kind) query = query.where('other_cash.kind', '=', kind);
  if (ids) query = query.where('other_cash.id', 'in', ids);
  if (states) query = query.where('other_cash.state', 'in', states);
  if (accountId !== undefined) query = query.where('other_cash.account_id', '=', accountId);
  if (categoryId !== undefined) query = query.where('other_cash.category_id', '=', categoryId);
  if (from) query = query.where('other_cash.business_date', '>=', from);
  if (to) query = query.where('other_cash.business_date', '<=', to);
  if (text !== undefined && text !== '') {
    query = query.where((eb) =>
      containsIn(eb, ['other_cash.no', 'other_cash.party', 'other_cash.note'], text),
    );
  }
  if (after !== null) query = query.where('other_cash.id', '<', after);
  return await query.orderBy('other_cash.id', 'desc').limit(limit).execute();
}

export async function otherCashById(
  db: Reader,
  actor: Actor,
  id: number,
): Promise<NamedOtherCash | undefined> {
  return await named(db, actor).where('other_cash.id', '=', id).executeTakeFirst();
}

export async function insertOtherCash(
  tx: Tx,
  row: Omit<Insertable<DB['other_cash']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'other_cash', { ...row, version: 1 }, 'id');
}

/** Whether it was still in that version. */
export async function updateOtherCash(
  tx: Tx,
  { id, version }: { id: number; version: number },
  values: Updateable<DB['other_cash']>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('other_cash')
    .set({ ...values, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function deleteOtherCash(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('other_cash').where('id', '=', id).execute();
}
