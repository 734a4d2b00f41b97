import type { Insertable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

/** An active pool, with the paths of the departments whose customers fall into it; none: all. */
export interface PoolReach {
  id: number;
  paths: readonly string[];
}

export async function poolReaches(db: Reader): Promise<PoolReach[]> {
  const pools = await db
    .selectFrom('pool')
    .select('id')
    .where('active', '=', 1)
    .orderBy('id')
    .execute();
  const depts = await db
    .selectFrom('pool_dept')
    .innerJoin('dept', 'dept.id', 'pool_dept.dept_id')
    .select(['pool_dept.pool_id', 'dept.path'])
    .execute();
  return pools.map(({ id }) => ({
    id,
    paths: depts.flatMap((dept) => (dept.pool_id === id ? dept.path : [])),
  }));
}

/** Where customers of this department fall: the pool of the nearest department, else everybody’s. */
export function poolOfPath(pools: readonly PoolReach[], path: string | undefined): number {
  let nearest: { id: number; length: number } | undefined;
  for (const { id, paths } of pools) {
    const lengths = paths.flatMap((one) => (path?.startsWith(one) ? one.length : []));
    const length = paths.length === 0 ? 0 : Math.max(-1, ...lengths);
    if (length >= 0 && (!nearest || length > nearest.length)) nearest = { id, length };
  }
  if (!nearest) throw new Error('there is no pool for everybody');
  return nearest.id;
}

/** Path of the department of each of these people; of everybody without a list. */
export async function deptPathsOf(
  db: Reader,
  userIds?: readonly number[],
): Promise<Map<number, string>> {
  if (userIds?.length === 0) return new Map();
  let query = db
    .selectFrom('user')
    .innerJoin('dept', 'dept.id', 'user.dept_id')
    .select(['user.id', 'dept.path']);
  if (userIds) query = query.where('user.id', 'in', userIds);
  return new Map((await query.execute()).map((row) => [row.id, row.path]));
}

/** The pool into which a customer of this owner falls. */
export async function poolOfOwner(db: Reader, ownerId: number | null): Promise<number> {
  const paths = await deptPathsOf(db, ownerId === null ? [] : [ownerId]);
  return poolOfPath(await poolReaches(db), ownerId === null ? undefined : paths.get(ownerId));
}

/** The pool that a customer lay in before, while it is open; else that of its owner. */
export async function poolBefore(
  db: Reader,
  poolId: number | null | undefined,
  ownerId: number | null,
): Promise<number> {
  const open = (await poolReaches(db)).find((pool) => pool.id === poolId);
  return open?.id ?? (await poolOfOwner(db, ownerId));
}

/** Pages of a pool that a person may open on one business date; null for any number. */
export async function viewCapOf(db: Reader, poolId: number): Promise<number | null> {
  const row = await db
    .selectFrom('pool')
    .select('views_per_day')
    .where('id', '=', poolId)
    .executeTakeFirst();
  return row?.views_per_day ?? null;
}

/** Whether a person opened this page on that date, and how many of the pool. */
export async function viewsOn(
  db: Reader,
  of: { userId: number; poolId: number; customerId: number; date: string },
): Promise<{ seen: boolean; count: number }> {
  const rows = await db
    .selectFrom('pool_view')
    .select(['customer_id', 'pool_id'])
    .where('user_id', '=', of.userId)
    .where('on_date', '=', of.date)
    .execute();
  return {
    seen: rows.some((row) => row.customer_id === of.customerId),
    count: rows.filter((row) => row.pool_id === of.poolId).length,
  };
}

/** Notes a page that was opened; once for each business date. */
export async function addView(tx: Tx, view: Insertable<DB['pool_view']>): Promise<void> {
  await tx
    .insertInto('pool_view')
    .values(view)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
