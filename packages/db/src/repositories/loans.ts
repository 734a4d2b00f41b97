import type { Permission } from '@xinhang/shared/permissions.ts';
import type { Insertable, Updateable } from 'kysely';
import type { Actor } from '../actor.ts';
import { containsIn } from '../contains.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { deliveryInScope } from '../scope-deliveries.ts';

export type NamedLoan = NonNullable<Awaited<ReturnType<typeof loanById>>>;
export type NamedLoanLine = Awaited<ReturnType<typeof loanLines>>[number];
export type NewLoanLine = Omit<Insertable<DB['loan_line']>, 'id' | 'loan_id' | 'sort'>;

const named = (db: Reader) =>
  db
    .selectFrom('loan')
    .innerJoin('customer', 'customer.id', 'loan.customer_id')
    .innerJoin('user as maker', 'maker.id', 'loan.made_by')
    .leftJoin('user as confirmer', 'confirmer.id', 'loan.confirmed_by')
    .leftJoin('user as reverser', 'reverser.id', 'loan.reversed_by')
    .leftJoin('location', 'location.id', 'loan.warehouse_id')
    .selectAll('loan')
    .select(['customer.name as customer_name', 'customer.owner_id'])
    .select(['maker.name as maker_name', 'confirmer.name as confirmer_name'])
    .select(['reverser.name as reverser_name', 'location.name as warehouse_name']);

/** A loan by its id, whoever may see it. */
export async function loanById(db: Reader, id: number) {
  return await named(db).where('loan.id', '=', id).executeTakeFirst();
}

/** A loan if the permission reaches it. */
export async function findLoan(
  db: Reader,
  actor: Actor,
  permission: Permission,
  id: number,
): Promise<NamedLoan | undefined> {
  return await named(db)
    .where('loan.id', '=', id)
    .where((eb) => deliveryInScope(actor, permission, 'loan')(eb as never))
    .executeTakeFirst();
}

export interface LoanFilter {
  states?: readonly string[] | undefined;
  customerId?: number | undefined;
  text?: string | undefined;
  /** Out, and to come back before this day. */
  dueBefore?: string | undefined;
  ownerId?: number | undefined;
  to?: string | undefined;
}

function asked(db: Reader, actor: Actor, filter: LoanFilter) {
  const { states, customerId, text, dueBefore, ownerId, to } = filter;
  let query = named(db).where((eb) =>
    deliveryInScope(actor, 'deliveries.read', 'loan')(eb as never),
  );
  if (states) query = query.where('loan.state', 'in', states);
  if (customerId !== undefined) query = query.where('loan.customer_id', '=', customerId);
  if (ownerId !== undefined) query = query.where('customer.owner_id', '=', ownerId);
  if (to) query = query.where('loan.business_date', '<=', to);
  if (dueBefore !== undefined) {
    query = query.where('loan.state', '=', 'out').where('loan.due_on', '<', dueBefore);
  }
  if (text !== undefined && text !== '') {
    query = query.where((eb) =>
      containsIn(eb, ['loan.no', 'loan.purpose', 'loan.note', 'customer.name'], text),
    );
  }
  return query;
}

/** A page of the loans that the actor sees, the newest first. */
export async function listLoans(
  db: Reader,
  actor: Actor,
  filter: LoanFilter,
  { after, limit }: { after: number | null; limit: number },
): Promise<NamedLoan[]> {
  let query = asked(db, actor, filter);
  if (after !== null) query = query.where('loan.id', '<', after);
  return await query.orderBy('loan.id', 'desc').limit(limit).execute();
}

/** Of those the ones that are to come back first. */
export async function loansDueFirst(
  db: Reader,
  actor: Actor,
  filter: LoanFilter,
  limit: number,
): Promise<NamedLoan[]> {
  const query = asked(db, actor, filter);
  return await query.orderBy('loan.due_on').orderBy('loan.id').limit(limit).execute();
}

/** Numbers of those among these that the actor sees. */
export async function loanNames(
  db: Reader,
  actor: Actor,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await named(db)
    .where('loan.id', 'in', ids)
    .where((eb) => deliveryInScope(actor, 'deliveries.read', 'loan')(eb as never))
    .execute();
  return new Map(
    rows.map((row) => [row.id, [row.no, row.customer_name].filter(Boolean).join(' · ')]),
  );
}

/** Lines in their order, with their products. */
export async function loanLines(db: Reader, loanId: number) {
  return await db
    .selectFrom('loan_line')
    .innerJoin('product', 'product.id', 'loan_line.product_id')
    .innerJoin('unit', 'unit.id', 'loan_line.unit_id')
    .innerJoin('unit as base', 'base.id', 'product.unit_id')
    .selectAll('loan_line')
    .select(['product.code', 'product.name', 'product.spec', 'product.qty_decimals'])
    .select(['product.tracks_batch', 'product.tracks_serial', 'product.unit_id as base_unit_id'])
    .select(['unit.name as unit_name', 'base.name as base_unit_name'])
    .where('loan_line.loan_id', '=', loanId)
    .orderBy('loan_line.sort')
    .execute();
}

export async function insertLoan(
  tx: Tx,
  row: Omit<Insertable<DB['loan']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'loan', { ...row, version: 1 }, 'id');
}

/** Whether it was still in that version. */
export async function updateLoan(
  tx: Tx,
  { id, version }: { id: number; version: number },
  values: Updateable<Omit<DB['loan'], 'id' | 'version'>>,
): Promise<boolean> {
  const done = await tx
    .updateTable('loan')
    .set({ ...values, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return Number(done.numUpdatedRows) === 1;
}

/** Puts these in the place of the lines there were, in this order. */
export async function setLoanLines(
  tx: Tx,
  loanId: number,
  lines: readonly NewLoanLine[],
): Promise<void> {
  await tx.deleteFrom('loan_line').where('loan_id', '=', loanId).execute();
  for (const [sort, line] of lines.entries()) {
    await insertNumbered(tx, 'loan_line', { ...line, loan_id: loanId, sort }, 'id');
  }
}

export async function updateLoanLine(
  tx: Tx,
  id: number,
  values: Updateable<Pick<DB['loan_line'], 'returned_e4' | 'sold_e4'>>,
): Promise<void> {
  await tx.updateTable('loan_line').set(values).where('id', '=', id).execute();
}

export async function deleteLoan(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('loan_line').where('loan_id', '=', id).execute();
  await tx.deleteFrom('loan').where('id', '=', id).execute();
}
