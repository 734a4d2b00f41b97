import type { Permission } from '@xinhang/shared/permissions.ts';
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { orderInScope } from '../scope-orders.ts';
import { quotationInScope } from '../scope-quotations.ts';

export type QuotationLineRecord = Selectable<DB['quotation_line']>;
export type NamedQuotation = NonNullable<Awaited<ReturnType<typeof quotationById>>>;
export type NamedQuotationLine = Awaited<ReturnType<typeof quotationLinesOf>>[number];

export const namedQuotations = (db: Reader) =>
  db
    .selectFrom('quotation')
    .innerJoin('customer', 'customer.id', 'quotation.customer_id')
    .innerJoin('user as maker', 'maker.id', 'quotation.made_by')
    .selectAll('quotation')
    .select(['customer.name as customer_name', 'customer.owner_id', 'customer.pool_id'])
    .select(['maker.name as maker_name']);

/** A quotation by its id, whoever may see it. */
export async function quotationById(db: Reader, id: number) {
  return await namedQuotations(db).where('quotation.id', '=', id).executeTakeFirst();
}

/** A quotation if the permission reaches it. */
export async function findQuotation(
  db: Reader,
  actor: Actor,
  permission: Permission,
  id: number,
): Promise<NamedQuotation | undefined> {
  return await namedQuotations(db)
    .where('quotation.id', '=', id)
    .where((eb) => quotationInScope(actor, permission)(eb as never))
    .executeTakeFirst();
}

/** Numbers of those among these quotations that the actor sees. */
export async function quotationNames(
  db: Reader,
  actor: Actor,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await namedQuotations(db)
    .where('quotation.id', 'in', ids)
    .where((eb) => quotationInScope(actor, 'quotations.read')(eb as never))
    .execute();
  return new Map(
    rows.map((row) => [row.id, [row.no, row.customer_name].filter(Boolean).join(' · ')]),
  );
}

/** Lines of a quotation in their order, with what is shown of their products. */
export async function quotationLinesOf(db: Reader, quotationId: number) {
  return await db
    .selectFrom('quotation_line')
    .leftJoin('product', 'product.id', 'quotation_line.product_id')
    .leftJoin('unit', 'unit.id', 'quotation_line.unit_id')
    .leftJoin('unit as base', 'base.id', 'product.unit_id')
    .leftJoin('user as deviator', 'deviator.id', 'quotation_line.deviated_by')
    .selectAll('quotation_line')
    .select(['product.code', 'product.name', 'product.spec', 'product.qty_decimals'])
    .select(['product.kind as product_kind'])
    .select(['product.unit_id as base_unit_id', 'base.name as base_unit_name'])
    .select(['unit.name as unit_name', 'deviator.name as deviator_name'])
    .where('quotation_line.quotation_id', '=', quotationId)
    .orderBy('quotation_line.sort')
    .execute();
}

export async function insertQuotation(
  tx: Tx,
  row: Omit<Insertable<DB['quotation']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'quotation', { ...row, version: 1 }, 'id');
}

/** Changes a quotation of exactly this version; false when somebody was faster. */
export async function updateQuotation(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['quotation'], 'id' | 'version'>>,
): Promise<boolean> {
  const done = await tx
    .updateTable('quotation')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return Number(done.numUpdatedRows) === 1;
}

/** Notes which approval a quotation waits for; nobody's copy of it is stale because of that. */
export async function nameQuotationApproval(tx: Tx, id: number, approvalId: number): Promise<void> {
  await tx.updateTable('quotation').set({ approval_id: approvalId }).where('id', '=', id).execute();
}

export type NewQuotationLine = Omit<QuotationLineRecord, 'id' | 'quotation_id' | 'sort'>;

/** Puts these in the place of the lines there were, in this order. */
export async function setQuotationLines(
  tx: Tx,
  quotationId: number,
  lines: readonly NewQuotationLine[],
): Promise<void> {
  await tx.deleteFrom('quotation_line').where('quotation_id', '=', quotationId).execute();
  for (const [sort, line] of lines.entries()) {
    await insertNumbered(tx, 'quotation_line', { ...line, quotation_id: quotationId, sort }, 'id');
  }
}

export async function deleteQuotation(tx: Tx, id: number): Promise<void> {
  // Offers that were taken into it are free again.
  await tx
    .updateTable('price_inquiry')
    .set((eb) => ({ state: 'priced', quotation_id: null, version: eb('version', '+', 1) }))
    .where('quotation_id', '=', id)
    .execute();
  await tx.deleteFrom('quotation_line').where('quotation_id', '=', id).execute();
  await tx.deleteFrom('quotation').where('id', '=', id).execute();
}

export async function insertQuotationVersion(
  tx: Tx,
  row: Omit<Insertable<DB['quotation_version']>, 'id'>,
): Promise<void> {
  await insertNumbered(tx, 'quotation_version', row, 'id');
}

/** Earlier versions of a quotation that the caller found through scope, the newest first. */
export async function quotationVersions(db: Reader, quotationId: number) {
  return await db
    .selectFrom('quotation_version')
    .select(['revision', 'document'])
    .where('quotation_id', '=', quotationId)
    .orderBy('revision', 'desc')
    .execute();
}

/** Whether an order that is not void came from a quotation. */
export async function isOrdered(db: Reader, quotationId: number): Promise<boolean> {
  const row = await db
    .selectFrom('sales_order')
    .select('id')
    .where('quotation_id', '=', quotationId)
    .where('state', '!=', 'void')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Orders that came from a quotation, of those the actor sees. */
export async function ordersOfQuotation(db: Reader, actor: Actor, quotationId: number) {
  return await db
    .selectFrom('sales_order')
    .select(['sales_order.id', 'sales_order.no'])
    .where('sales_order.quotation_id', '=', quotationId)
    .where((eb) => orderInScope(actor, 'salesOrders.read')(eb))
    .orderBy('sales_order.id')
    .execute();
}

/** What a quotation promised for its products; the price is after discount. */
export async function promisedPrices(db: Reader, quotationId: number) {
  return await db
    .selectFrom('quotation_line')
    .innerJoin('quotation', 'quotation.id', 'quotation_line.quotation_id')
    .select(['quotation_line.product_id', 'quotation_line.unit_id', 'quotation.basis'])
    .select(['quotation_line.unit_qty_e4', 'quotation_line.price_e4'])
    .select(['quotation_line.discount_bp', 'quotation_line.tax_bp'])
    .where('quotation.id', '=', quotationId)
    .where('quotation.state', '=', 'accepted')
    .where('quotation_line.price_e4', 'is not', null)
    .execute();
}

/** Units of a product in which lines of quotations count it. */
export async function quotationUnits(db: Reader, productId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('quotation_line')
    .innerJoin('product', 'product.id', 'quotation_line.product_id')
    .select((eb) => [eb.fn.coalesce('quotation_line.unit_id', 'product.unit_id').as('unit_id')])
    .select('product.unit_id as base_id')
    .distinct()
    .where('quotation_line.product_id', '=', productId)
    .execute();
  return rows.flatMap((row) => [row.unit_id, row.base_id]);
}
