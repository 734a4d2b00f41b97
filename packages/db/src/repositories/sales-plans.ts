import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type SalesPlanRecord = Selectable<DB['sales_plan']>;

const named = (db: Reader) =>
  db
    .selectFrom('sales_plan')
    .innerJoin('dept', 'dept.id', 'sales_plan.dept_id')
    .innerJoin('user as maker', 'maker.id', 'sales_plan.made_by')
    .leftJoin('user as locker', 'locker.id', 'sales_plan.locked_by')
    .selectAll('sales_plan')
    .select(['dept.name as dept_name', 'maker.name as maker_name', 'locker.name as locker_name']);
export type NamedSalesPlan = Awaited<ReturnType<typeof salesPlansBetween>>[number];

/** Plans whose period touches these days, the newest period first. */
export async function salesPlansBetween(db: Reader, from: string, to: string) {
  return await named(db)
    .where('sales_plan.from_date', '<=', to)
    .where('sales_plan.to_date', '>=', from)
    .orderBy('sales_plan.from_date', 'desc')
    .orderBy('sales_plan.to_date', 'desc')
    .orderBy('sales_plan.dept_id')
    .execute();
}

export async function salesPlanById(db: Reader, id: number): Promise<NamedSalesPlan | undefined> {
  return await named(db).where('sales_plan.id', '=', id).executeTakeFirst();
}

export async function salesPlanOf(
  db: Reader,
  { deptId, span, from }: { deptId: number; span: string; from: string },
): Promise<number | undefined> {
  const row = await db
    .selectFrom('sales_plan')
    .select('id')
    .where('dept_id', '=', deptId)
    .where('span', '=', span)
    .where('from_date', '=', from)
    .executeTakeFirst();
  return row?.id;
}

export async function insertSalesPlan(
  tx: Tx,
  plan: Omit<Insertable<DB['sales_plan']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'sales_plan', { ...plan, version: 1 }, 'id');
}

/** Changes a plan of exactly this version; false when somebody was faster. */
export async function updateSalesPlan(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['sales_plan'], 'id' | 'version'>>,
): Promise<boolean> {
  const saved = await tx
    .updateTable('sales_plan')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return saved.numUpdatedRows > 0n;
}

export async function deleteSalesPlan(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('sales_plan').where('id', '=', id).execute();
}

export async function linkAction(tx: Tx, planId: number, taskId: number): Promise<void> {
  await tx.insertInto('sales_plan_action').values({ plan_id: planId, task_id: taskId }).execute();
}

/** Ids of the instructions of a plan. */
export async function actionsOf(db: Reader, planId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('sales_plan_action')
    .select('task_id')
    .where('plan_id', '=', planId)
    .orderBy('task_id')
    .execute();
  return rows.map((row) => row.task_id);
}
