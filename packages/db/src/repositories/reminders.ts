import type { Reader, Tx } from '../database.ts';

/** A row of another kind of which its people are told at an instant, UTC ms. */
export interface ReminderRecord {
  kind: string;
  row_id: number;
  at: number;
}

/** Reminds of a row at an instant, instead of when it was before. */
export async function putReminder(tx: Tx, reminder: ReminderRecord): Promise<void> {
  const { at } = reminder;
  await tx
    .insertInto('reminder')
    .values({ ...reminder, told: 0 })
    .onConflict((conflict) => conflict.columns(['kind', 'row_id']).doUpdateSet({ at, told: 0 }))
    .execute();
}

export async function dropReminder(tx: Tx, kind: string, rowId: number): Promise<void> {
  await tx.deleteFrom('reminder').where('kind', '=', kind).where('row_id', '=', rowId).execute();
}

/** Reminds of a row at another instant, where it is reminded of at all, told or not. */
export async function moveReminder(tx: Tx, { kind, row_id: rowId, at }: ReminderRecord) {
  await tx
    .updateTable('reminder')
    .set({ at, told: 0 })
    .where('kind', '=', kind)
    .where('row_id', '=', rowId)
    .execute();
}

/** Of what nobody was told yet, the earliest first. */
export async function remindersDue(
  db: Reader,
  now: number,
  limit: number,
): Promise<ReminderRecord[]> {
  return await db
    .selectFrom('reminder')
    .select(['kind', 'row_id', 'at'])
    .where('at', '<=', now)
    .where('told', '=', 0)
    .orderBy('at')
    .limit(limit)
    .execute();
}

export async function setTold(tx: Tx, { kind, row_id: rowId }: ReminderRecord): Promise<void> {
  await tx
    .updateTable('reminder')
    .set({ told: 1 })
    .where('kind', '=', kind)
    .where('row_id', '=', rowId)
    .execute();
}
