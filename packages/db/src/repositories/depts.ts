import type { Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

export type DeptRecord = Selectable<DB['dept']>;

export async function deptById(db: Reader, id: number): Promise<DeptRecord | undefined> {
  return await db.selectFrom('dept').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The departments with this parent (null: the root). */
export function deptsUnder(db: Reader, parentId: number): Promise<DeptRecord[]> {
  return db.selectFrom('dept').selectAll().where('parent_id', '=', parentId).execute();
}

/** Saves a department of this version; undefined when it has another by now. */
export async function updateDept(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Omit<Updateable<DB['dept']>, 'id' | 'version' | 'path'>,
): Promise<DeptRecord | undefined> {
  return await tx
    .updateTable('dept')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

/** Gives a department and all below it the paths that go with a parent of this path. */
export async function moveSubtree(tx: Tx, dept: DeptRecord, parentPath: string): Promise<void> {
  const path = `${parentPath}${dept.id}/`;
  const all = await tx.selectFrom('dept').select(['id', 'path']).execute();
  for (const one of all.filter((row) => row.path.startsWith(dept.path))) {
    await tx
      .updateTable('dept')
      .set({ path: path + one.path.slice(dept.path.length) })
      .where('id', '=', one.id)
      .execute();
  }
}

/** Whether somebody who has not left is in it, or an open department is below it. */
export async function deptInUse(db: Reader, id: number): Promise<boolean> {
  const person = await db
    .selectFrom('user')
    .select('id')
    .where('dept_id', '=', id)
    .where('state', '!=', 'left')
    .executeTakeFirst();
  if (person) return true;
  const below = await db
    .selectFrom('dept')
    .select('id')
    .where('parent_id', '=', id)
    .where('closed', '=', 0)
    .executeTakeFirst();
  return below !== undefined;
}

/** All departments and people, as a tree is made of them. */
export async function orgTree(db: Reader) {
  const depts = await db
    .selectFrom('dept')
    .select(['id', 'parent_id', 'path', 'name', 'closed', 'sort', 'head_user_id'])
    .orderBy('sort')
    .orderBy('id')
    .execute();
  const people = await db
    .selectFrom('user')
    .select(['id', 'name', 'py', 'dept_id', 'state', 'post', 'hired_on', 'left_on'])
    .orderBy('py')
    .orderBy('id')
    .execute();
  return { depts, people };
}
export type OrgTree = Awaited<ReturnType<typeof orgTree>>;
