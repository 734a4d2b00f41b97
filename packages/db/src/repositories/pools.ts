import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

export type PoolRecord = Selectable<DB['pool']>;
export type PoolRuleRecord = Selectable<DB['pool_rule']>;
export type LockRecord = Selectable<DB['customer_lock']>;

export async function allPools(db: Reader): Promise<PoolRecord[]> {
  return await db.selectFrom('pool').selectAll().orderBy('id').execute();
}

export async function poolById(db: Reader, id: number): Promise<PoolRecord | undefined> {
  return await db.selectFrom('pool').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Departments of each pool, with their paths. */
export async function poolDepts(
  db: Reader,
): Promise<{ pool_id: number; dept_id: number; path: string }[]> {
  return await db
    .selectFrom('pool_dept')
    .innerJoin('dept', 'dept.id', 'pool_dept.dept_id')
    .select(['pool_dept.pool_id', 'pool_dept.dept_id', 'dept.path'])
    .orderBy('pool_dept.pool_id')
    .orderBy('pool_dept.dept_id')
    .execute();
}

/** Rules of every pool in their order; those that were taken out are not among them. */
export async function poolRules(db: Reader): Promise<PoolRuleRecord[]> {
  return await db
    .selectFrom('pool_rule')
    .selectAll()
    .where('removed', '=', 0)
    .orderBy('pool_id')
    .orderBy('position')
    .orderBy('id')
    .execute();
}

export async function insertPool(
  tx: Tx,
  pool: Omit<Insertable<DB['pool']>, 'id' | 'version'>,
): Promise<PoolRecord> {
  return await tx
    .insertInto('pool')
    .values({ ...pool, version: 1 })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Changes a pool of exactly this version; undefined when somebody was faster. */
export async function updatePool(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Omit<Updateable<DB['pool']>, 'id' | 'version'>,
): Promise<PoolRecord | undefined> {
  return await tx
    .updateTable('pool')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

export async function setPoolDepts(tx: Tx, poolId: number, deptIds: readonly number[]) {
  await tx.deleteFrom('pool_dept').where('pool_id', '=', poolId).execute();
  const rows = [...new Set(deptIds)].map((dept_id) => ({ pool_id: poolId, dept_id }));
  if (rows.length > 0) await tx.insertInto('pool_dept').values(rows).execute();
}

/** Places a rule: a known one is changed, a new one added. */
export async function putPoolRule(
  tx: Tx,
  rule: Omit<Insertable<DB['pool_rule']>, 'removed'> & { id?: number | undefined },
): Promise<void> {
  const { id, ...columns } = rule;
  const values = { ...columns, removed: 0 };
  if (id === undefined) await tx.insertInto('pool_rule').values(values).execute();
  else await tx.updateTable('pool_rule').set(values).where('id', '=', id).execute();
}

/** Takes a rule out of its pool; histories go on naming it. */
export async function removePoolRule(tx: Tx, id: number): Promise<void> {
  const rule = tx.updateTable('pool_rule').set({ removed: 1, active: 0 }).where('id', '=', id);
  await rule.execute();
}

export async function appendClaim(
  tx: Tx,
  claim: Omit<Insertable<DB['claim_log']>, 'id'>,
): Promise<void> {
  await tx.insertInto('claim_log').values(claim).execute();
}

/** How many customers of a pool a person claimed on a business date. */
export async function claimsOn(
  db: Reader,
  of: { userId: number; poolId: number; date: string },
): Promise<number> {
  const row = await db
    .selectFrom('claim_log')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('user_id', '=', of.userId)
    .where('on_date', '=', of.date)
    .where('pool_id', '=', of.poolId)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** The last claim of a customer, at this instant or later; with the name of who claimed it. */
export async function lastClaim(
  db: Reader,
  customerId: number,
  since: number,
): Promise<{ id: number; name: string } | undefined> {
  return await db
    .selectFrom('claim_log')
    .innerJoin('user', 'user.id', 'claim_log.user_id')
    .select(['user.id', 'user.name'])
    .where('claim_log.customer_id', '=', customerId)
    .where('claim_log.at', '>=', since)
    .orderBy('claim_log.id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** How a customer came into the pool where it lies: from whom and when; from nobody at first. */
export async function cameIntoPool(
  db: Reader,
  customerId: number,
): Promise<{ from_owner_id: number | null; at: number } | undefined> {
  const last = await db
    .selectFrom('owner_history')
    .select(['from_owner_id', 'to_owner_id', 'at'])
    .where('customer_id', '=', customerId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.to_owner_id === null ? last : undefined;
}

export async function lockOf(
  db: Reader,
  customerId: number,
): Promise<(LockRecord & { by_name: string }) | undefined> {
  return await db
    .selectFrom('customer_lock')
    .innerJoin('user', 'user.id', 'customer_lock.by_user_id')
    .selectAll('customer_lock')
    .select('user.name as by_name')
    .where('customer_lock.customer_id', '=', customerId)
    .executeTakeFirst();
}

/** Locks a customer anew, or takes the lock off with null. */
export async function putLock(
  tx: Tx,
  customerId: number,
  lock: Omit<LockRecord, 'customer_id'> | null,
): Promise<void> {
  await tx.deleteFrom('customer_lock').where('customer_id', '=', customerId).execute();
  if (lock) {
    await tx
      .insertInto('customer_lock')
      .values({ ...lock, customer_id: customerId })
      .execute();
  }
}

/** What the forecast said of a customer holds no more. */
export async function forgetForecast(tx: Tx, customerId: number): Promise<void> {
  await tx.deleteFrom('drop_forecast').where('customer_id', '=', customerId).execute();
}
