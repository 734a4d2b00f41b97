import { sql } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { Handing } from './customer-estate.ts';

const whole = (value: number) => sql<number>`cast(${value} as bigint)`;

/** Open instructions that a person received, with what a split looks at of their customers. */
export async function tasksToHand(db: Reader, userId: number) {
  return await db
    .selectFrom('task')
    .leftJoin('customer', (join) =>
      join.onRef('customer.id', '=', 'task.about_id').on('task.about_kind', '=', 'customer'),
    )
    .select(['task.id', 'task.about_kind', 'task.about_id', 'region', 'industry', 'chance_grade'])
    .where('task.to_user_id', '=', userId)
    .where('task.closed', '=', 0)
    .orderBy('task.id')
    .execute();
}

/** Open instructions about a customer, to whomever, or to one person. */
export async function openTasksAbout(
  db: Reader,
  customerId: number,
  receiverId: number | null,
): Promise<number[]> {
  let query = db
    .selectFrom('task')
    .select('task.id')
    .where('task.about_kind', '=', 'customer')
    .where('task.about_id', '=', customerId)
    .where('task.closed', '=', 0);
  if (receiverId !== null) query = query.where('task.to_user_id', '=', receiverId);
  return (await query.orderBy('task.id').execute()).map((row) => row.id);
}

const rowsOf = (tx: Tx, { id, back }: Handing) =>
  tx
    .selectFrom('handover_row')
    .where('handover_id', '=', id)
    .where('kind', '=', 'task')
    .where('outcome', '=', back ? 'back' : 'handed');

const columnOf = (name: 'to_id' | 'was', { id }: Handing) =>
  sql<number>`(select ${sql.ref(name)} from handover_row where handover_id = ${whole(id)}
    and kind = 'task' and row_id = task.id)`;

/**
 * Gives the instructions of a handover to their receivers, or back; answers how many went. Whoever
 * gets one has not acknowledged it yet.
 */
export async function handTasks(tx: Tx, handing: Handing): Promise<number> {
  const { id, userId, back } = handing;
  const receiver = columnOf('to_id', handing);
  const was = columnOf('was', handing);
  if (!back) {
    await tx
      .updateTable('handover_row')
      .set({ was: sql`(select acknowledged_at from task where task.id = handover_row.row_id)` })
      .where('handover_id', '=', id)
      .where('kind', '=', 'task')
      .execute();
  }
  const moved = await tx
    .updateTable('task')
    .set((eb) => ({
      to_user_id: back ? userId : receiver,
      state: back
        ? sql<string>`case when ${was} is null then 'given' else 'acknowledged' end`
        : 'given',
      acknowledged_at: back ? was : null,
      version: eb('version', '+', 1),
    }))
    .where('id', 'in', rowsOf(tx, handing).select('row_id'))
    .where('to_user_id', '=', back ? receiver : userId)
    .where('closed', '=', 0)
    .executeTakeFirst();
  return Number(moved.numUpdatedRows);
}

/** Instructions of a handover that are somebody else's by now, or whose subject is kept. */
export async function tasksMovedOn(tx: Tx, handoverId: number): Promise<number[]> {
  const rows = await tx
    .selectFrom('handover_row')
    .innerJoin('task', 'task.id', 'handover_row.row_id')
    .select('handover_row.row_id')
    .where('handover_row.handover_id', '=', handoverId)
    .where('handover_row.kind', '=', 'task')
    .where((eb) =>
      eb.or([
        eb('task.to_user_id', '<>', eb.ref('handover_row.to_id')),
        eb.exists(
          eb
            .selectFrom('handover_row as subject')
            .select('subject.row_id')
            .where('subject.handover_id', '=', handoverId)
            .where('subject.outcome', '=', 'kept')
            .whereRef('subject.kind', '=', 'task.about_kind')
            .whereRef('subject.row_id', '=', 'task.about_id'),
        ),
      ]),
    )
    .execute();
  return rows.map((row) => row.row_id);
}

/** Instructions of a handover that were done or withdrawn since. */
export async function tasksEnded(tx: Tx, handoverId: number): Promise<number[]> {
  const rows = await tx
    .selectFrom('handover_row')
    .innerJoin('task', 'task.id', 'handover_row.row_id')
    .select('handover_row.row_id')
    .where('handover_row.handover_id', '=', handoverId)
    .where('handover_row.kind', '=', 'task')
    .where('task.closed', '=', 1)
    .execute();
  return rows.map((row) => row.row_id);
}
