import type { Reader, Tx } from '../database.ts';
import { remembered } from '../remembered.ts';

export async function company(db: Reader) {
  const asked = { key: 'company', values: { id: 1 } };
  const rows = await remembered(db, asked, ({ id }) =>
    db.selectFrom('company').selectAll().where('id', '=', id),
  );
  return rows[0];
}

/** Since when the database has been there, UTC ms. */
export async function foundedAt(db: Reader): Promise<number> {
  const row = await db
    .selectFrom('schema_migration')
    .select((eb) => eb.fn.min('at').as('at'))
    .executeTakeFirst();
  return Number(row?.at ?? 0);
}

/** Saves the company of this version; undefined when it has another by now. */
export async function updateCompany(
  tx: Tx,
  version: number,
  changes: { name?: string; time_zone?: string; sales_model?: string },
) {
  return await tx
    .updateTable('company')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', 1)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

/** Raised by every change of people, departments or roles, so that cached rights are dropped. */
export async function raiseOrgRevision(tx: Tx): Promise<void> {
  await tx
    .updateTable('company')
    .set((eb) => ({ org_revision: eb('org_revision', '+', 1) }))
    .where('id', '=', 1)
    .execute();
}

/** First rows of a new company: itself, its legal entity, its root department, the default pool. */
export async function foundCompany(
  tx: Tx,
  name: string,
  timeZone: string,
): Promise<{ rootDeptId: number }> {
  await tx
    .insertInto('company')
    .values({ id: 1, version: 1, name, time_zone: timeZone, sales_model: 'dev', org_revision: 1 })
    .execute();
  await tx.insertInto('legal_entity').values({ version: 1, name, active: 1 }).execute();
  await tx.insertInto('pool').values({ version: 1, name: '公海', active: 1 }).execute();
  return { rootDeptId: await insertDept(tx, { name, type: 'company', parentId: null }) };
}

/** As stored: a flag that may be left to the row above. */
export const flagOrNull = (flag: boolean | null | undefined) =>
  flag === null || flag === undefined ? null : Number(flag);

export async function insertDept(
  tx: Tx,
  dept: {
    name: string;
    type: string;
    parentId: number | null;
    headUserId?: number | null;
    salesModel?: string | null;
    development?: boolean | null;
    sort?: number;
  },
): Promise<number> {
  const parent =
    dept.parentId === null
      ? null
      : await tx
          .selectFrom('dept')
          .select('path')
          .where('id', '=', dept.parentId)
          .executeTakeFirstOrThrow();
  const row = await tx
    .insertInto('dept')
    .values({
      version: 1,
      parent_id: dept.parentId,
      path: '',
      name: dept.name,
      type: dept.type,
      head_user_id: dept.headUserId ?? null,
      sales_model: dept.salesModel ?? null,
      development: flagOrNull(dept.development),
      closed: 0,
      sort: dept.sort ?? 0,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .updateTable('dept')
    .set({ path: `${parent?.path ?? '/'}${row.id}/` })
    .where('id', '=', row.id)
    .execute();
  return row.id;
}

export async function setDeptHead(tx: Tx, deptId: number, userId: number): Promise<void> {
  await tx.updateTable('dept').set({ head_user_id: userId }).where('id', '=', deptId).execute();
}

export function depts(db: Reader) {
  return db
    .selectFrom('dept')
    .leftJoin('user as head', 'head.id', 'dept.head_user_id')
    .selectAll('dept')
    .select((eb) => [
      'head.name as head_name',
      eb
        .selectFrom('user')
        .select(eb.fn.countAll<number>().as('n'))
        .whereRef('user.dept_id', '=', 'dept.id')
        .where('user.state', '!=', 'left')
        .as('user_count'),
    ])
    .orderBy('dept.path')
    .execute();
}

export async function rootDeptId(db: Reader): Promise<number> {
  const root = await db
    .selectFrom('dept')
    .select('id')
    .where('parent_id', 'is', null)
    .executeTakeFirstOrThrow();
  return root.id;
}

export async function deptIdByName(
  db: Reader,
  parentId: number,
  name: string,
): Promise<number | undefined> {
  const dept = await db
    .selectFrom('dept')
    .select('id')
    .where('parent_id', '=', parentId)
    .where('name', '=', name)
    .executeTakeFirst();
  return dept?.id;
}

/** Everybody in these departments and in those below. */
export async function userIdsBelow(db: Reader, deptIds: readonly number[]): Promise<number[]> {
  const all = await db.selectFrom('dept').select(['id', 'path']).execute();
  const roots = all.filter((dept) => deptIds.includes(dept.id)).map((dept) => dept.path);
  const inside = all
    .filter((dept) => roots.some((root) => dept.path.startsWith(root)))
    .map((dept) => dept.id);
  if (inside.length === 0) return [];
  const users = await db.selectFrom('user').select('id').where('dept_id', 'in', inside).execute();
  return users.map((user) => user.id);
}

/** The legal person whose documents these are; null before the company is set up. */
export async function firstEntityId(db: Reader): Promise<number | null> {
  const [row] = await remembered(db, { key: 'first entity', values: {} }, () =>
    db.selectFrom('legal_entity').select('id').orderBy('active', 'desc').orderBy('id').limit(1),
  );
  return row?.id ?? null;
}
