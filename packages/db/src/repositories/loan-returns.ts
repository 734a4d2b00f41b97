import type { Insertable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type NamedLoanReturn = Awaited<ReturnType<typeof returnsOfLoan>>[number];

/** What came back of a loan, or was sold of it, the first first. */
export async function returnsOfLoan(db: Reader, loanId: number) {
  return await db
    .selectFrom('loan_return')
    .innerJoin('user as maker', 'maker.id', 'loan_return.made_by')
    .leftJoin('sales_order', 'sales_order.id', 'loan_return.order_id')
    .leftJoin('delivery', 'delivery.id', 'loan_return.delivery_id')
    .selectAll('loan_return')
    .select(['maker.name as maker_name', 'sales_order.no as order_no'])
    .select(['delivery.no as delivery_no'])
    .where('loan_return.loan_id', '=', loanId)
    .orderBy('loan_return.id')
    .execute();
}

export async function loanOfReturn(
  db: Reader,
  id: number,
): Promise<{ loan_id: number } | undefined> {
  return await db
    .selectFrom('loan_return')
    .select('loan_id')
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function loanReturnLines(db: Reader, returnIds: readonly number[]) {
  if (returnIds.length === 0) return [];
  return await db
    .selectFrom('loan_return_line')
    .selectAll()
    .where('return_id', 'in', returnIds)
    .orderBy('return_id')
    .orderBy('sort')
    .execute();
}

export async function insertLoanReturn(
  tx: Tx,
  row: Omit<Insertable<DB['loan_return']>, 'id' | 'version'>,
  lines: readonly Omit<Insertable<DB['loan_return_line']>, 'id' | 'return_id' | 'sort'>[],
): Promise<number> {
  const id = await insertNumbered(tx, 'loan_return', { ...row, version: 1 }, 'id');
  for (const [sort, line] of lines.entries()) {
    await insertNumbered(tx, 'loan_return_line', { ...line, return_id: id, sort }, 'id');
  }
  return id;
}

/** Whether it was still in that version. */
export async function updateLoanReturn(
  tx: Tx,
  { id, version }: { id: number; version: number },
  values: Updateable<Omit<DB['loan_return'], 'id' | 'version'>>,
): Promise<boolean> {
  const done = await tx
    .updateTable('loan_return')
    .set({ ...values, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return Number(done.numUpdatedRows) === 1;
}
