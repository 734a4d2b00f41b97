import type { Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { Position } from '../keyset.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type TaskRecord = Selectable<DB['task']>;
type NamedTask = TaskRecord & { from_name: string; to_name: string };

/** Of one person, as receiver or giver. */
export interface TaskBox {
  userId: number;
  box: 'received' | 'given';
  closed: boolean;
  /** Due before this business date. */
  dueBefore?: string | undefined;
}

function boxOf(db: Reader, { userId, box, closed, dueBefore }: TaskBox) {
  const own = box === 'received' ? 'task.to_user_id' : 'task.from_user_id';
  const query = db
    .selectFrom('task')
    .where(own, '=', userId)
    .where('task.closed', '=', closed ? 1 : 0);
  return dueBefore === undefined ? query : query.where('task.due_on', '<', dueBefore);
}

const named = <T extends ReturnType<typeof boxOf>>(query: T) =>
  query
    .innerJoin('user as giver', 'giver.id', 'task.from_user_id')
    .innerJoin('user as taker', 'taker.id', 'task.to_user_id')
    .selectAll('task')
    .select(['giver.name as from_name', 'taker.name as to_name']);

/** A page of a box: open ones by their date, closed ones newest date first. */
export async function listTasks(
  db: Reader,
  asked: TaskBox,
  { after, limit }: { after: Position | null; limit: number },
): Promise<NamedTask[]> {
  const [way, beyond] = asked.closed ? (['desc', '<'] as const) : (['asc', '>'] as const);
  let query = boxOf(db, asked);
  if (after) {
    const due = String(after.value);
    query = query.where((eb) =>
      eb.or([
        eb('task.due_on', beyond, due),
        eb.and([eb('task.due_on', '=', due), eb('task.id', beyond, after.id)]),
      ]),
    );
  }
  return await named(query)
    .orderBy('task.due_on', way)
    .orderBy('task.id', way)
    .limit(limit)
    .execute();
}

export async function countTasks(db: Reader, asked: TaskBox, cap: number): Promise<number> {
  const some = boxOf(db, asked).select('task.id').limit(cap).as('some');
  const { n } = await db
    .selectFrom(some)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}

export async function taskById(db: Reader, id: number): Promise<NamedTask | undefined> {
  return await db
    .selectFrom('task')
    .innerJoin('user as giver', 'giver.id', 'task.from_user_id')
    .innerJoin('user as taker', 'taker.id', 'task.to_user_id')
    .selectAll('task')
    .select(['giver.name as from_name', 'taker.name as to_name'])
    .where('task.id', '=', id)
    .executeTakeFirst();
}

/** These tasks, whoever gave and received them: for what they were given for, found by its reader. */
export async function tasksByIds(db: Reader, ids: readonly number[]): Promise<NamedTask[]> {
  if (ids.length === 0) return [];
  return await db
    .selectFrom('task')
    .innerJoin('user as giver', 'giver.id', 'task.from_user_id')
    .innerJoin('user as taker', 'taker.id', 'task.to_user_id')
    .selectAll('task')
    .select(['giver.name as from_name', 'taker.name as to_name'])
    .where('task.id', 'in', ids)
    .orderBy('task.due_on')
    .orderBy('task.id')
    .execute();
}

/** Beginnings of the texts of those of these tasks that the person received or gave. */
export async function taskTexts(
  db: Reader,
  userId: number,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('task')
    .select(['id', 'text'])
    .where('id', 'in', ids)
    .where((eb) => eb.or([eb('to_user_id', '=', userId), eb('from_user_id', '=', userId)]))
    .execute();
  return new Map(rows.map((row) => [row.id, row.text]));
}

export async function insertTask(
  tx: Tx,
  task: Omit<TaskRecord, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'task', { ...task, version: 1 }, 'id');
}

/** Changes a task of exactly this version; undefined when somebody was faster. */
export async function updateTask(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['task'], 'id' | 'version'>>,
): Promise<TaskRecord | undefined> {
  return await tx
    .updateTable('task')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}
