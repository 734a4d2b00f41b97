import type { Insertable } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { moneyInScope, onAccounts } from '../scope-cash.ts';

export type NamedCustomerRefund = Awaited<
  ReturnType<ReturnType<typeof ofCustomers>['execute']>
>[number];
export type NamedSupplierRefund = Awaited<
  ReturnType<ReturnType<typeof ofSuppliers>['execute']>
>[number];
/** Of either, what both say. */
export type RefundRecord = Omit<NamedCustomerRefund, 'customer_id' | 'customer_name'>;
export type RefundTable = 'customer_refund' | 'supplier_refund';

const ofCustomers = (db: Reader, actor: Actor) =>
  db
    .selectFrom('customer_refund')
    .innerJoin('customer', 'customer.id', 'customer_refund.customer_id')
    .innerJoin('cash_account as account', 'account.id', 'customer_refund.account_id')
    .innerJoin('user as maker', 'maker.id', 'customer_refund.made_by')
    .selectAll('customer_refund')
    .select(['customer.name as customer_name', 'account.name as account_name'])
    .select('maker.name as maker_name')
    .where(moneyInScope(actor, 'receivables.read', 'customer_refund.account_id'));

const ofSuppliers = (db: Reader, actor: Actor) =>
  db
    .selectFrom('supplier_refund')
    .innerJoin('supplier', 'supplier.id', 'supplier_refund.supplier_id')
    .innerJoin('cash_account as account', 'account.id', 'supplier_refund.account_id')
    .innerJoin('user as maker', 'maker.id', 'supplier_refund.made_by')
    .selectAll('supplier_refund')
    .select('supplier.code as supplier_code')
    .select(['supplier.name as supplier_name', 'account.name as account_name'])
    .select('maker.name as maker_name')
    .where(onAccounts(actor, 'payables.read', 'supplier_refund.account_id'));

interface Page {
  after: number | null;
  limit: number;
}

/** A page of refunds to customers in scope, the newest first. */
export async function listCustomerRefunds(
  db: Reader,
  actor: Actor,
  { customerId, after, limit }: Page & { customerId?: number | undefined },
): Promise<NamedCustomerRefund[]> {
  let query = ofCustomers(db, actor);
  if (customerId !== undefined) query = query.where('customer_refund.customer_id', '=', customerId);
  if (after !== null) query = query.where('customer_refund.id', '<', after);
  return await query.orderBy('customer_refund.id', 'desc').limit(limit).execute();
}

export async function customerRefundInScope(
  db: Reader,
  actor: Actor,
  id: number,
): Promise<NamedCustomerRefund | undefined> {
  return await ofCustomers(db, actor).where('customer_refund.id', '=', id).executeTakeFirst();
}

/** Names of the customers of those among these that the actor may see. */
export async function customerRefundParties(
  db: Reader,
  actor: Actor,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await ofCustomers(db, actor).where('customer_refund.id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row.customer_name]));
}

/** A page of refunds of suppliers, the newest first. */
export async function listSupplierRefunds(
  db: Reader,
  actor: Actor,
  { supplierId, after, limit }: Page & { supplierId?: number | undefined },
): Promise<NamedSupplierRefund[]> {
  let query = ofSuppliers(db, actor);
  if (supplierId !== undefined) query = query.where('supplier_refund.supplier_id', '=', supplierId);
  if (after !== null) query = query.where('supplier_refund.id', '<', after);
  return await query.orderBy('supplier_refund.id', 'desc').limit(limit).execute();
}

export async function supplierRefundInReach(
  db: Reader,
  actor: Actor,
  id: number,
): Promise<NamedSupplierRefund | undefined> {
  return await ofSuppliers(db, actor).where('supplier_refund.id', '=', id).executeTakeFirst();
}

/** Names of the suppliers of those among these that the actor may see. */
export async function supplierRefundParties(
  db: Reader,
  actor: Actor,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await ofSuppliers(db, actor).where('supplier_refund.id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row.supplier_name]));
}

export async function insertCustomerRefund(
  tx: Tx,
  row: Omit<Insertable<DB['customer_refund']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'customer_refund', { ...row, version: 1 }, 'id');
}

export async function insertSupplierRefund(
  tx: Tx,
  row: Omit<Insertable<DB['supplier_refund']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'supplier_refund', { ...row, version: 1 }, 'id');
}

/** Whether it still stood in that version. */
export async function reverseRefund(
  tx: Tx,
  table: RefundTable,
  { id, version }: { id: number; version: number },
  said: { reversal_reason: string; reversed_by: number; reversed_at: number },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable(table)
    .set({ ...said, state: 'reversed', version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
