import type { Insertable, Selectable, Updateable } from 'kysely';
import { may, type Actor } from '../actor.ts';
import { containsIn } from '../contains.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { moneyInScope, onAccounts } from '../scope-cash.ts';

export type ReceiptRecord = Selectable<DB['receipt']>;
export type ReceiptLineRecord = Selectable<DB['receipt_line']>;
export type NamedReceipt = Awaited<ReturnType<ReturnType<typeof named>['execute']>>[number];

/** Receipts with names, of customers in scope, on accounts in reach; unknown payers for who enters receipts. */
const named = (db: Reader, actor: Actor) =>
  db
    .selectFrom('receipt')
    .leftJoin('customer', 'customer.id', 'receipt.customer_id')
    .leftJoin('cash_account', 'cash_account.id', 'receipt.account_id')
    .innerJoin('user as maker', 'maker.id', 'receipt.made_by')
    .leftJoin('user as confirmer', 'confirmer.id', 'receipt.confirmed_by')
    .leftJoin('user as reverser', 'reverser.id', 'receipt.reversed_by')
    .selectAll('receipt')
    .select(['customer.name as customer_name', 'cash_account.name as account_name'])
    .select(['maker.name as maker_name', 'confirmer.name as confirmer_name'])
    .select('reverser.name as reverser_name')
    .where((eb) => {
      const theirs = eb.and([
        eb('receipt.customer_id', 'is not', null),
        moneyInScope(actor, 'receivables.read', 'receipt.account_id')(eb),
      ]);
      if (!may(actor, 'receipts.manage')) return theirs;
      const nobodys = eb.and([
        eb('receipt.customer_id', 'is', null),
        onAccounts(actor, 'receipts.manage', 'receipt.account_id')(eb),
      ]);
      return eb.or([theirs, nobodys]);
    });

export interface ReceiptFilter {
  states?: readonly string[] | undefined;
  customerId?: number | undefined;
  accountId?: number | undefined;
  unidentified?: boolean | undefined;
  text?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

function filtered(db: Reader, actor: Actor, filter: ReceiptFilter) {
  const { states, customerId, accountId, unidentified, text, from, to } = filter;
  let query = named(db, actor);
  if (states) query = query.where('receipt.state', 'in', states);
  if (customerId !== undefined) query = query.where('receipt.customer_id', '=', customerId);
  if (accountId !== undefined) query = query.where('receipt.account_id', '=', accountId);
  if (unidentified) query = query.where('receipt.customer_id', 'is', null);
  if (from) query = query.where('receipt.business_date', '>=', from);
  if (to) query = query.where('receipt.business_date', '<=', to);
  if (text !== undefined && text !== '') {
    const columns = ['receipt.no', 'receipt.payer', 'receipt.note', 'customer.name'] as const;
    query = query.where((eb) => containsIn(eb, columns, text));
  }
  return query;
}

/** A page of receipts, the newest first. */
export async function listReceipts(
  db: Reader,
  actor: Actor,
  filter: ReceiptFilter,
  { after, limit }: { after: number | null; limit: number },
): Promise<NamedReceipt[]> {
  let query = filtered(db, actor, filter);
  if (after !== null) query = query.where('receipt.id', '<', after);
  return await query.orderBy('receipt.id', 'desc').limit(limit).execute();
}

/** How many they are, counted no further than a cap, and what those come to. */
export async function sumReceipts(
  db: Reader,
  actor: Actor,
  filter: ReceiptFilter,
  cap: number,
): Promise<{ count: number; amountFen: number }> {
  const some = filtered(db, actor, filter).clearSelect().select('receipt.amount_fen').limit(cap);
  const row = await db
    .selectFrom(some.as('some'))
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('some.amount_fen'), eb.val(0)).as('fen'))
    .executeTakeFirstOrThrow();
  return { count: Number(row.n), amountFen: Number(row.fen) };
}

/** A receipt that the actor may see. */
export async function receiptInScope(
  db: Reader,
  actor: Actor,
  id: number,
): Promise<NamedReceipt | undefined> {
  return await named(db, actor).where('receipt.id', '=', id).executeTakeFirst();
}

export async function receiptLines(db: Reader, receiptId: number): Promise<ReceiptLineRecord[]> {
  return await db
    .selectFrom('receipt_line')
    .selectAll()
    .where('receipt_id', '=', receiptId)
    .orderBy('sort')
    .execute();
}

export async function insertReceipt(
  tx: Tx,
  row: Omit<Insertable<DB['receipt']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'receipt', { ...row, version: 1 }, 'id');
}

/** Whether it was still in that version. */
export async function updateReceipt(
  tx: Tx,
  { id, version }: { id: number; version: number },
  values: Updateable<DB['receipt']>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('receipt')
    .set({ ...values, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function setReceiptLines(
  tx: Tx,
  receiptId: number,
  lines: readonly Omit<ReceiptLineRecord, 'receipt_id' | 'sort'>[],
): Promise<void> {
  await tx.deleteFrom('receipt_line').where('receipt_id', '=', receiptId).execute();
  if (lines.length === 0) return;
  await tx
    .insertInto('receipt_line')
    .values(lines.map((line, sort) => ({ ...line, receipt_id: receiptId, sort })))
    .execute();
}

export async function deleteReceipt(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('receipt_line').where('receipt_id', '=', id).execute();
  await tx.deleteFrom('receipt').where('id', '=', id).execute();
}

/** Numbers of those among these that the actor may see. */
export async function receiptNames(
  db: Reader,
  actor: Actor,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await named(db, actor).where('receipt.id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row.no ?? '']));
}

/** Who paid these receipts, as far as the actor may see them. */
export async function receiptParties(
  db: Reader,
  actor: Actor,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await named(db, actor).where('receipt.id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row.customer_name ?? row.payer]));
}
