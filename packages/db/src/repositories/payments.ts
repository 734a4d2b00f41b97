import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Actor } from '../actor.ts';
import { containsIn } from '../contains.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { onAccounts } from '../scope-cash.ts';

export type PaymentRecord = Selectable<DB['payment']>;
export type PaymentLineRecord = Selectable<DB['payment_line']>;
export type NamedPayment = Awaited<ReturnType<ReturnType<typeof named>['execute']>>[number];

/** Payments from accounts in reach, with names; a draft goes where its supplier has the account now. */
const named = (db: Reader, actor: Actor) =>
  db
    .selectFrom('payment')
    .innerJoin('supplier', 'supplier.id', 'payment.supplier_id')
    .leftJoin('cash_account', 'cash_account.id', 'payment.account_id')
    .innerJoin('user as maker', 'maker.id', 'payment.made_by')
    .leftJoin('user as confirmer', 'confirmer.id', 'payment.confirmed_by')
    .leftJoin('user as reverser', 'reverser.id', 'payment.reversed_by')
    .selectAll('payment')
    .select(['supplier.name as supplier_name', 'supplier.bank as supplier_bank'])
    .select(['supplier.bank_account as supplier_account', 'supplier.code as supplier_code'])
    .select(['cash_account.name as account_name', 'maker.name as maker_name'])
    .select(['confirmer.name as confirmer_name', 'reverser.name as reverser_name'])
    .where(onAccounts(actor, 'payables.read', 'payment.account_id'));

export interface PaymentFilter {
  states?: readonly string[] | undefined;
  supplierId?: number | undefined;
  accountId?: number | undefined;
  text?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** A page of payments, the newest first. */
export async function listPayments(
  db: Reader,
  actor: Actor,
  filter: PaymentFilter,
  { after, limit }: { after: number | null; limit: number },
): Promise<NamedPayment[]> {
  const { states, supplierId, accountId, text, from, to } = filter;
  let query = named(db, actor);
  if (states) query = query.where('payment.state', 'in', states);
  if (supplierId !== undefined) query = query.where('payment.supplier_id', '=', supplierId);
  if (accountId !== undefined) query = query.where('payment.account_id', '=', accountId);
  if (from) query = query.where('payment.business_date', '>=', from);
  if (to) query = query.where('payment.business_date', '<=', to);
  if (text !== undefined && text !== '') {
    query = query.where((eb) =>
      containsIn(eb, ['payment.no', 'payment.note', 'supplier.name'], text),
    );
  }
  if (after !== null) query = query.where('payment.id', '<', after);
  return await query.orderBy('payment.id', 'desc').limit(limit).execute();
}

export async function paymentInReach(
  db: Reader,
  actor: Actor,
  id: number,
): Promise<NamedPayment | undefined> {
  return await named(db, actor).where('payment.id', '=', id).executeTakeFirst();
}

export async function paymentLines(db: Reader, paymentId: number): Promise<PaymentLineRecord[]> {
  return await db
    .selectFrom('payment_line')
    .selectAll()
    .where('payment_id', '=', paymentId)
    .orderBy('sort')
    .execute();
}

export async function insertPayment(
  tx: Tx,
  row: Omit<Insertable<DB['payment']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'payment', { ...row, version: 1 }, 'id');
}

/** Whether it was still in that version. */
export async function updatePayment(
  tx: Tx,
  { id, version }: { id: number; version: number },
  values: Updateable<DB['payment']>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('payment')
    .set({ ...values, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function setPaymentLines(
  tx: Tx,
  paymentId: number,
  lines: readonly Omit<PaymentLineRecord, 'payment_id' | 'sort'>[],
): Promise<void> {
  await tx.deleteFrom('payment_line').where('payment_id', '=', paymentId).execute();
  if (lines.length === 0) return;
  await tx
    .insertInto('payment_line')
    .values(lines.map((line, sort) => ({ ...line, payment_id: paymentId, sort })))
    .execute();
}

export async function deletePayment(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('payment_line').where('payment_id', '=', id).execute();
  await tx.deleteFrom('payment').where('id', '=', id).execute();
}

/** Whom these payments paid, as far as the actor may see them. */
export async function paymentParties(
  db: Reader,
  actor: Actor,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await named(db, actor).where('payment.id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row.supplier_name]));
}
