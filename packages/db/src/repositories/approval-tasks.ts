import type { TaskState } from '@xinhang/shared/approvals.ts';
import type { Insertable, Selectable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

export type TaskRecord = Selectable<DB['approval_task']>;
export type StepRecord = Selectable<DB['approval_step']>;

export async function insertTask(
  tx: Tx,
  task: Pick<
    Insertable<DB['approval_task']>,
    'approval_id' | 'node' | 'after_task_id' | 'user_id' | 'origin' | 'state'
  >,
): Promise<TaskRecord> {
  return await tx
    .insertInto('approval_task')
    .values({ ...task, acted_by: null, acted_at: null, comment: '' })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function taskById(db: Reader, id: number): Promise<TaskRecord | undefined> {
  return await db.selectFrom('approval_task').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Tasks of these approvals, in the order in which they were given. */
export async function tasksOf(db: Reader, approvalIds: readonly number[]): Promise<TaskRecord[]> {
  if (approvalIds.length === 0) return [];
  return await db
    .selectFrom('approval_task')
    .selectAll()
    .where('approval_id', 'in', approvalIds)
    .orderBy('id')
    .execute();
}

/** What waits, or will wait, for this person. */
export async function openTasksOf(db: Reader, userId: number): Promise<TaskRecord[]> {
  return await db
    .selectFrom('approval_task')
    .selectAll()
    .where('user_id', '=', userId)
    .where('state', 'in', ['pending', 'waiting'])
    .orderBy('id')
    .execute();
}

/** Ends a task that is pending; false where it is so no more, which somebody else did first. */
export async function endTask(
  tx: Tx,
  id: number,
  end: { state: TaskState; acted_by: number; acted_at: number; comment: string },
): Promise<boolean> {
  const ended = await tx
    .updateTable('approval_task')
    .set(end)
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .executeTakeFirst();
  return Number(ended.numUpdatedRows) === 1;
}

export async function setTasks(
  tx: Tx,
  ids: readonly number[],
  to: { state?: TaskState; after_task_id?: number | null },
): Promise<void> {
  if (ids.length === 0) return;
  await tx.updateTable('approval_task').set(to).where('id', 'in', ids).execute();
}

export async function insertStep(
  tx: Tx,
  step: Omit<Insertable<DB['approval_step']>, 'id'>,
): Promise<void> {
  await tx.insertInto('approval_step').values(step).execute();
}

export async function stepsOf(db: Reader, approvalId: number): Promise<StepRecord[]> {
  return await db
    .selectFrom('approval_step')
    .selectAll()
    .where('approval_id', '=', approvalId)
    .orderBy('id')
    .execute();
}
