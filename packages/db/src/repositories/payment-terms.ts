import type { Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered, remembered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type TermRecord = Selectable<DB['payment_term']>;
export type NewTermLine = Omit<Selectable<DB['payment_term_line']>, 'id' | 'term_id' | 'sort'>;

export async function termLines(db: Reader, termId: number) {
  return await db
    .selectFrom('payment_term_line')
    .selectAll()
    .where('term_id', '=', termId)
    .orderBy('sort')
    .execute();
}

/** Every term, in the order in which they are shown. */
export async function allTerms(db: Reader): Promise<TermRecord[]> {
  return await db.selectFrom('payment_term').selectAll().orderBy('sort').orderBy('id').execute();
}

/** Those in use, for whoever agrees on one. */
export async function termsInUse(db: Reader): Promise<{ id: number; name: string }[]> {
  const rows = await allTerms(db);
  return rows.filter((row) => row.active === 1).map(({ id, name }) => ({ id, name }));
}

/** The shares of every term, in order. */
export async function allTermLines(db: Reader) {
  return await db
    .selectFrom('payment_term_line')
    .selectAll()
    .orderBy('term_id')
    .orderBy('sort')
    .execute();
}

export async function insertTerm(
  tx: Tx,
  row: Omit<TermRecord, 'id' | 'version' | 'active'>,
): Promise<number> {
  return await insertNumbered(tx, 'payment_term', { ...row, version: 1, active: 1 }, 'id');
}

/** Changes a term of exactly this version; undefined where somebody was faster. */
export async function updateTerm(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['payment_term'], 'id' | 'version'>>,
): Promise<TermRecord | undefined> {
  return await tx
    .updateTable('payment_term')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

export async function setTermLines(
  tx: Tx,
  termId: number,
  lines: readonly NewTermLine[],
): Promise<void> {
  await tx.deleteFrom('payment_term_line').where('term_id', '=', termId).execute();
  for (const [sort, line] of lines.entries()) {
    await insertNumbered(tx, 'payment_term_line', { ...line, term_id: termId, sort }, 'id');
  }
}

/** What is agreed with a customer, where anything is. */
export async function customerTerms(db: Reader, customerId: number) {
  const asked = { key: 'customerTerms', values: { customerId } };
  const [row] = await remembered(db, asked, (values) =>
    db.selectFrom('customer_terms').selectAll().where('customer_id', '=', values.customerId),
  );
  return row;
}

export async function setCustomerTerms(
  tx: Tx,
  customerId: number,
  agreed: { term_id: number | null; overdue_days: number | null },
): Promise<void> {
  const before = await customerTerms(tx, customerId);
  if (before) {
    const row = tx.updateTable('customer_terms').set({ ...agreed, version: before.version + 1 });
    await row.where('customer_id', '=', customerId).execute();
  } else {
    const row = { customer_id: customerId, version: 1, ...agreed };
    await tx.insertInto('customer_terms').values(row).execute();
  }
}

/**
 * What was agreed with one of two entries of a customer, to the other where that has nothing agreed;
 * answers whether it went.
 */
export async function moveTerms(
  tx: Tx,
  { from, to }: { from: number; to: number },
): Promise<boolean> {
  if (await customerTerms(tx, to)) return false;
  const { numUpdatedRows } = await tx
    .updateTable('customer_terms')
    .set((eb) => ({ customer_id: to, version: eb('version', '+', 1) }))
    .where('customer_id', '=', from)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
