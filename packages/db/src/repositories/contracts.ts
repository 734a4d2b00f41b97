import type { Permission } from '@xinhang/shared/permissions.ts';
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { contractInScope } from '../scope-contracts.ts';

export type ContractRecord = Selectable<DB['contract']>;
export type ContractLineRecord = Selectable<DB['contract_line']>;
export type NamedContract = NonNullable<Awaited<ReturnType<typeof contractById>>>;
export type NamedContractLine = Awaited<ReturnType<typeof contractLinesOf>>[number];

export const namedContracts = (db: Reader) =>
  db
    .selectFrom('contract')
    .innerJoin('customer', 'customer.id', 'contract.customer_id')
    .innerJoin('user as keeper', 'keeper.id', 'contract.owner_id')
    .innerJoin('user as maker', 'maker.id', 'contract.made_by')
    .leftJoin('dept', 'dept.id', 'contract.dept_id')
    .selectAll('contract')
    .select(['customer.name as customer_name', 'customer.pool_id'])
    .select(['customer.owner_id as customer_owner_id'])
    .select(['keeper.name as owner_name', 'maker.name as maker_name', 'dept.name as dept_name']);

/** A contract or an amendment by its id, whoever may see it. */
export async function contractById(db: Reader, id: number) {
  return await namedContracts(db).where('contract.id', '=', id).executeTakeFirst();
}

/** A contract or an amendment if the permission reaches it. */
export async function findContract(
  db: Reader,
  actor: Actor,
  permission: Permission,
  id: number,
): Promise<NamedContract | undefined> {
  return await namedContracts(db)
    .where('contract.id', '=', id)
    .where((eb) => contractInScope(actor, permission)(eb as never))
    .executeTakeFirst();
}

/** Numbers and titles of those among these contracts that the actor sees. */
export async function contractNames(
  db: Reader,
  actor: Actor,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await namedContracts(db)
    .where('contract.id', 'in', ids)
    .where((eb) => contractInScope(actor, 'contracts.read')(eb as never))
    .execute();
  return new Map(rows.map((row) => [row.id, [row.no, row.title].filter(Boolean).join(' · ')]));
}

/** Lines of a contract in their order, with what is shown of their products. */
export async function contractLinesOf(db: Reader, contractId: number) {
  return await db
    .selectFrom('contract_line')
    .leftJoin('product', 'product.id', 'contract_line.product_id')
    .leftJoin('unit', 'unit.id', 'contract_line.unit_id')
    .leftJoin('unit as base', 'base.id', 'product.unit_id')
    .leftJoin('user as deviator', 'deviator.id', 'contract_line.deviated_by')
    .selectAll('contract_line')
    .select(['product.code', 'product.name', 'product.spec', 'product.qty_decimals'])
    .select(['product.kind as product_kind'])
    .select(['product.unit_id as base_unit_id', 'base.name as base_unit_name'])
    .select(['unit.name as unit_name', 'deviator.name as deviator_name'])
    .where('contract_line.contract_id', '=', contractId)
    .orderBy('contract_line.sort')
    .execute();
}

export async function insertContract(
  tx: Tx,
  row: Omit<Insertable<DB['contract']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'contract', { ...row, version: 1 }, 'id');
}

/** Changes a contract of exactly this version; false when somebody was faster. */
export async function updateContract(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['contract'], 'id' | 'version'>>,
): Promise<boolean> {
  const done = await tx
    .updateTable('contract')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return Number(done.numUpdatedRows) === 1;
}

/** Notes which approval a contract waits for; nobody's copy of it is stale because of that. */
export async function nameContractApproval(tx: Tx, id: number, approvalId: number): Promise<void> {
  await tx.updateTable('contract').set({ approval_id: approvalId }).where('id', '=', id).execute();
}

export type NewContractLine = Omit<ContractLineRecord, 'id' | 'contract_id' | 'sort'>;

/** Puts these in the place of the lines there were, in this order. */
export async function setContractLines(
  tx: Tx,
  contractId: number,
  lines: readonly NewContractLine[],
): Promise<void> {
  await tx.deleteFrom('contract_line').where('contract_id', '=', contractId).execute();
  for (const [sort, line] of lines.entries()) {
    await insertNumbered(tx, 'contract_line', { ...line, contract_id: contractId, sort }, 'id');
  }
}

/** Makes the lines of a contract those of an amendment; a line that goes on keeps its id. */
export async function applyContractLines(
  tx: Tx,
  contractId: number,
  lines: readonly NewContractLine[],
): Promise<void> {
  const kept = lines.flatMap((line) => line.origin_id ?? []);
  let gone = tx.deleteFrom('contract_line').where('contract_id', '=', contractId);
  if (kept.length > 0) gone = gone.where('id', 'not in', kept);
  await gone.execute();
  for (const [sort, { origin_id: originId, ...line }] of lines.entries()) {
    const row = { ...line, origin_id: null, contract_id: contractId, sort };
    if (originId === null) await insertNumbered(tx, 'contract_line', row, 'id');
    else await tx.updateTable('contract_line').set(row).where('id', '=', originId).execute();
  }
}

export async function deleteContract(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('contract_milestone').where('contract_id', '=', id).execute();
  await tx.deleteFrom('contract_line').where('contract_id', '=', id).execute();
  await tx.deleteFrom('contract').where('id', '=', id).execute();
}

export async function insertContractVersion(
  tx: Tx,
  row: Omit<Insertable<DB['contract_version']>, 'id'>,
): Promise<void> {
  await insertNumbered(tx, 'contract_version', row, 'id');
}

/** Earlier versions of a contract that the caller found through scope, the newest first. */
export async function contractVersions(db: Reader, contractId: number) {
  return await db
    .selectFrom('contract_version')
    .select(['revision', 'document'])
    .where('contract_id', '=', contractId)
    .orderBy('revision', 'desc')
    .execute();
}

/** The amendment of a contract that is under way. */
export async function amendmentOf(db: Reader, contractId: number) {
  return await db
    .selectFrom('contract')
    .select(['id', 'no', 'state'])
    .where('amends_id', '=', contractId)
    .where('state', 'in', ['draft', 'approving'])
    .executeTakeFirst();
}

/** Whether a contract, whatever became of it since, was made from a quotation. */
export async function isContracted(db: Reader, quotationId: number): Promise<boolean> {
  const row = await db
    .selectFrom('contract')
    .select('id')
    .where('quotation_id', '=', quotationId)
    .where('amends_id', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Units of a product in which lines of contracts count it. */
export async function contractUnits(db: Reader, productId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('contract_line')
    .innerJoin('product', 'product.id', 'contract_line.product_id')
    .select((eb) => [eb.fn.coalesce('contract_line.unit_id', 'product.unit_id').as('unit_id')])
    .select('product.unit_id as base_id')
    .distinct()
    .where('contract_line.product_id', '=', productId)
    .execute();
  return rows.flatMap((row) => [row.unit_id, row.base_id]);
}

/** What a contract promises for its products; the price is after discount. */
export async function agreedPrices(db: Reader, contractId: number) {
  return await db
    .selectFrom('contract_line')
    .innerJoin('contract', 'contract.id', 'contract_line.contract_id')
    .select(['contract_line.id', 'contract_line.product_id', 'contract_line.unit_id'])
    .select(['contract.basis', 'contract_line.unit_qty_e4', 'contract_line.qty_e4'])
    .select('contract_line.price_e4')
    .select(['contract_line.discount_bp', 'contract_line.tax_bp'])
    .where('contract.id', '=', contractId)
    .where('contract.state', '=', 'active')
    .where('contract_line.price_e4', 'is not', null)
    .execute();
}
