import type { Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type CarePlanRecord = Selectable<DB['care_plan']>;

/** Every plan, those that hold first. */
export async function listCarePlans(db: Reader): Promise<CarePlanRecord[]> {
  return await db
    .selectFrom('care_plan')
    .selectAll()
    .orderBy('active', 'desc')
    .orderBy('id')
    .execute();
}

export async function carePlanById(db: Reader, id: number): Promise<CarePlanRecord | undefined> {
  return await db.selectFrom('care_plan').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function insertCarePlan(
  tx: Tx,
  plan: Omit<CarePlanRecord, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'care_plan', { ...plan, version: 1 }, 'id');
}

/** Changes a plan of exactly this version; undefined when somebody was faster. */
export async function updateCarePlan(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['care_plan'], 'id' | 'version'>>,
): Promise<CarePlanRecord | undefined> {
  return await tx
    .updateTable('care_plan')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}
