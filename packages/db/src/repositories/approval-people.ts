import type { Insertable, Selectable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

export type DelegationRecord = Selectable<DB['approval_delegation']>;

/** People, departments and roles, as far as it is asked who decides. */
export async function peopleAndDepts(db: Reader) {
  return {
    users: await db.selectFrom('user').select(['id', 'name', 'dept_id', 'state']).execute(),
    depts: await db
      .selectFrom('dept')
      .select(['id', 'parent_id', 'type', 'head_user_id', 'path'])
      .execute(),
    roles: await db.selectFrom('user_role').selectAll().orderBy('user_id').execute(),
  };
}

const running = (db: Reader, today: string) =>
  db
    .selectFrom('approval_delegation')
    .where('ended_at', 'is', null)
    .where('from_on', '<=', today)
    .where('to_on', '>=', today);

/** For whom this person decides today, each once; people who left no deputy decides for. */
export async function deputyFor(db: Reader, userId: number, today: string): Promise<number[]> {
  const rows = await running(db, today)
    .select('user_id')
    .distinct()
    .where('to_user_id', '=', userId)
    .orderBy('user_id')
    .execute();
  return rows.map((row) => row.user_id);
}

/** Who decides for these people today. */
export async function deputiesOf(
  db: Reader,
  userIds: readonly number[],
  today: string,
): Promise<number[]> {
  if (userIds.length === 0) return [];
  const rows = await running(db, today)
    .select('to_user_id')
    .distinct()
    .where('user_id', 'in', userIds)
    .execute();
  return rows.map((row) => row.to_user_id);
}

/** Given by and to a person, and not over on this business date. */
export async function delegationsOf(
  db: Reader,
  userId: number,
  today: string,
): Promise<DelegationRecord[]> {
  return await db
    .selectFrom('approval_delegation')
    .selectAll()
    .where((eb) => eb.or([eb('user_id', '=', userId), eb('to_user_id', '=', userId)]))
    .where('ended_at', 'is', null)
    .where('to_on', '>=', today)
    .orderBy('from_on')
    .orderBy('id')
    .execute();
}

export async function delegationById(
  db: Reader,
  id: number,
): Promise<DelegationRecord | undefined> {
  return await db
    .selectFrom('approval_delegation')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function insertDelegation(
  tx: Tx,
  row: Omit<Insertable<DB['approval_delegation']>, 'id'>,
): Promise<DelegationRecord> {
  return await tx
    .insertInto('approval_delegation')
    .values(row)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function endDelegation(tx: Tx, id: number, now: number): Promise<void> {
  await tx.updateTable('approval_delegation').set({ ended_at: now }).where('id', '=', id).execute();
}

/** Ends those by and to somebody who is not there any more. */
export async function endDelegationsOf(tx: Tx, userId: number, now: number): Promise<void> {
  await tx
    .updateTable('approval_delegation')
    .set({ ended_at: now })
    .where((eb) => eb.or([eb('user_id', '=', userId), eb('to_user_id', '=', userId)]))
    .where('ended_at', 'is', null)
    .execute();
}

/** Absences for which a deputy was named and that touch these business dates, both included. */
export async function absencesIn(
  db: Reader,
  from: string,
  to: string,
): Promise<Pick<DelegationRecord, 'user_id' | 'from_on' | 'to_on'>[]> {
  return await db
    .selectFrom('approval_delegation')
    .select(['user_id', 'from_on', 'to_on'])
    .where('ended_at', 'is', null)
    .where('from_on', '<=', to)
    .where('to_on', '>=', from)
    .execute();
}
