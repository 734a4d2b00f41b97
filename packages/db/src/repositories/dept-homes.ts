import type { Selectable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

export type DeptHomeRecord = Selectable<DB['dept_home']>;

/** What each department says of the home of its people, by its id. */
export async function deptHomes(db: Reader): Promise<Map<number, DeptHomeRecord>> {
  const rows = await db.selectFrom('dept_home').selectAll().execute();
  return new Map(rows.map((row) => [row.dept_id, row]));
}

/** Names and places of departments, and nothing that has to be counted. */
export async function deptsByPath(
  db: Reader,
): Promise<{ id: number; name: string; path: string }[]> {
  return await db.selectFrom('dept').select(['id', 'name', 'path']).execute();
}

/** Saves what a department of this version says, 0 before it said anything; false if it moved on. */
export async function putDeptHome(
  tx: Tx,
  deptId: number,
  version: number,
  parts: Omit<DeptHomeRecord, 'dept_id' | 'version'>,
): Promise<boolean> {
  if (version === 0) {
    const made = await tx
      .insertInto('dept_home')
      .values({ dept_id: deptId, version: 1, ...parts })
      .onConflict((conflict) => conflict.doNothing())
      .returning('dept_id')
      .executeTakeFirst();
    return made !== undefined;
  }
  const saved = await tx
    .updateTable('dept_home')
    .set({ ...parts, version: version + 1 })
    .where('dept_id', '=', deptId)
    .where('version', '=', version)
    .returning('dept_id')
    .executeTakeFirst();
  return saved !== undefined;
}
