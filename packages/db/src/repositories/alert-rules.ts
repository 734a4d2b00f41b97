import type { Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type AlertRuleRecord = Selectable<DB['alert_rule']>;
type NamedRule = AlertRuleRecord & { dept_name: string | null; dept_path: string | null };

/** Every rule; the company's first, then by department. */
export async function alertRules(db: Reader): Promise<NamedRule[]> {
  return await db
    .selectFrom('alert_rule')
    .leftJoin('dept', 'dept.id', 'alert_rule.dept_id')
    .selectAll('alert_rule')
    .select(['dept.name as dept_name', 'dept.path as dept_path'])
    .orderBy((eb) => eb.fn.coalesce('dept.path', eb.val('')))
    .orderBy('alert_rule.id')
    .execute();
}

export async function alertRuleById(db: Reader, id: number): Promise<NamedRule | undefined> {
  return (await alertRules(db)).find((rule) => rule.id === id);
}

/** Whether there is anything to look at: a rule in force, or what an earlier one left open. */
export async function anyAlertWork(db: Reader): Promise<boolean> {
  const open = await db
    .selectFrom('alert')
    .select('id')
    .where('state', '=', 'open')
    .limit(1)
    .executeTakeFirst();
  if (open) return true;
  const row = await db
    .selectFrom('alert_rule')
    .select('id')
    .where('active', '=', 1)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertAlertRule(
  tx: Tx,
  rule: Omit<AlertRuleRecord, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'alert_rule', { ...rule, version: 1 }, 'id');
}

/** Changes a rule of exactly this version; undefined when somebody was faster. */
export async function updateAlertRule(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['alert_rule'], 'id' | 'version'>>,
): Promise<AlertRuleRecord | undefined> {
  return await tx
    .updateTable('alert_rule')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

/** Whether the night of a date was done. */
export async function alertsRan(db: Reader, date: string): Promise<boolean> {
  const row = await db
    .selectFrom('alert_run')
    .select('date')
    .where('date', '>=', date)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function putAlertRun(tx: Tx, run: Selectable<DB['alert_run']>): Promise<void> {
  await tx
    .insertInto('alert_run')
    .values(run)
    .onConflict((conflict) => conflict.column('date').doNothing())
    .execute();
}
