import type { Reader } from '@xinhang/db/database.ts';
import {
  allPools,
  insertPool,
  poolById,
  poolDepts,
  poolRules,
  putPoolRule,
  removePoolRule,
  setPoolDepts,
  updatePool,
  type PoolRuleRecord,
} from '@xinhang/db/repositories/pools.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { Pool, PoolRule, RuleInput } from '@xinhang/shared/pools.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { nameKey } from '@xinhang/shared/text-keys.ts';
import { conflict } from '../../http/conflict.ts';
import type { WriteContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import { deptById } from '../org/service.ts';

type Api = typeof api.pools;
type Body<K extends keyof Api> = EndpointInput<Api[K]>['body'];

export function toRule(row: PoolRuleRecord): PoolRule {
  return {
    id: row.id,
    cause: row.cause as PoolRule['cause'],
    grades: JSON.parse(row.grades) as PoolRule['grades'],
    days: row.days,
    warnDays: row.warn_days,
    sparesOpenDeals: row.spares_open_deals === 1,
    active: row.active === 1,
  };
}

/** Every pool with its limits, departments and rules. */
export async function describePools(db: Reader): Promise<Pool[]> {
  const rules = Map.groupBy(await poolRules(db), (rule) => rule.pool_id);
  const depts = Map.groupBy(await poolDepts(db), (dept) => dept.pool_id);
  return (await allPools(db)).map((row) => ({
    id: row.id,
    version: row.version,
    name: row.name,
    active: row.active === 1,
    deptIds: (depts.get(row.id) ?? []).map((dept) => dept.dept_id),
    coolDownDays: row.cool_down_days,
    claimsPerDay: row.claims_per_day,
    holdCap: row.hold_cap,
    viewsPerDay: row.views_per_day,
    workdays: row.workdays === 1,
    rules: (rules.get(row.id) ?? []).map(toRule),
  }));
}

const described = async (db: Reader, id: number) =>
  (await describePools(db)).find((pool) => pool.id === id)!;

async function needFreeName(db: Reader, name: string, exceptId: number | null): Promise<void> {
  const same = (await allPools(db)).find((pool) => nameKey(pool.name) === nameKey(name));
  if (same && same.id !== exceptId) throw problem('already-exists');
}

async function needDepts(db: Reader, deptIds: readonly number[]): Promise<void> {
  for (const [at, id] of deptIds.entries()) {
    if (!(await deptById(db, id))) throw fieldRefused(`/deptIds/${at}`, 'unknown-dept');
  }
}

const sameRule = (a: PoolRule, b: RuleInput) =>
  a.cause === b.cause &&
  a.grades.toSorted().join() === b.grades.toSorted().join() &&
  a.days === b.days &&
  a.warnDays === b.warnDays &&
  a.sparesOpenDeals === b.sparesOpenDeals &&
  a.active === b.active;

/**
 * Rules as they are from now on. One that was changed, or whose pool now reaches others or counts
 * otherwise, begins today: whom it newly meets is warned first.
 */
async function setRules(
  ctx: WriteContext,
  poolId: number,
  wanted: readonly RuleInput[],
  anew: boolean,
): Promise<void> {
  const { tx } = ctx;
  const known = (await poolRules(tx)).filter((rule) => rule.pool_id === poolId);
  const today = await todayOf(ctx);
  for (const [at, rule] of wanted.entries()) {
    if (rule.id !== undefined && !known.some((one) => one.id === rule.id)) {
      throw fieldRefused(`/rules/${at}/id`, 'unknown-rule');
    }
    if (rule.warnDays >= rule.days) {
      throw fieldRefused(`/rules/${at}/warnDays`, 'warns-before', { days: rule.days });
    }
  }
  for (const rule of known) {
    if (!wanted.some((one) => one.id === rule.id)) await removePoolRule(tx, rule.id);
  }
  for (const [position, rule] of wanted.entries()) {
    const before = known.find((one) => one.id === rule.id);
    const stays = !anew && before && sameRule(toRule(before), rule);
    await putPoolRule(tx, {
      id: rule.id,
      pool_id: poolId,
      position,
      cause: rule.cause,
      grades: JSON.stringify([...new Set(rule.grades)]),
      days: rule.days,
      warn_days: rule.warnDays,
      spares_open_deals: rule.sparesOpenDeals ? 1 : 0,
      active: rule.active ? 1 : 0,
      since_on: stays ? before.since_on : today,
    });
  }
}

/** Somewhere everybody's customers must be able to fall. */
async function needOneForEverybody(db: Reader, pointer: string): Promise<void> {
  const left = (await describePools(db)).some((pool) => pool.active && pool.deptIds.length === 0);
  if (!left) throw fieldRefused(pointer, 'pool-for-everybody');
}

async function record(
  ctx: WriteContext,
  action: string,
  before: Pool | null,
  id: number,
): Promise<Pool> {
  const after = await described(ctx.tx, id);
  await ctx.audit({ action, entity: 'pool', entityId: id, before, after });
  await ctx.emit({ entity: 'pool', id, version: after.version, audience: [] });
  return after;
}

export async function addPool(ctx: WriteContext, body: Body<'create'>): Promise<Pool> {
  const { tx } = ctx;
  await needFreeName(tx, body.name, null);
  await needDepts(tx, body.deptIds);
  const { id } = await insertPool(tx, {
    name: body.name,
    active: body.active ? 1 : 0,
    cool_down_days: body.coolDownDays,
    claims_per_day: body.claimsPerDay,
    hold_cap: body.holdCap,
    views_per_day: body.viewsPerDay,
    workdays: body.workdays ? 1 : 0,
  });
  await setPoolDepts(tx, id, body.deptIds);
  await setRules(ctx, id, body.rules, true);
  return await record(ctx, 'pools.create', null, id);
}

/** Changes a pool; `judgesAnew`: the forecast says something else from now on. */
export async function changePool(
  ctx: WriteContext,
  id: number,
  body: Body<'update'>,
): Promise<{ pool: Pool; judgesAnew: boolean }> {
  const { tx } = ctx;
  if (!(await poolById(tx, id))) throw problem('not-found');
  const before = await described(tx, id);
  const { version, ...wanted } = body;
  if (version !== before.version) throw conflict(before.version, before, wanted);
  if (body.name !== undefined) await needFreeName(tx, body.name, id);
  if (body.deptIds) await needDepts(tx, body.deptIds);
  const changed = await updatePool(
    tx,
    { id, version },
    {
      ...(body.name !== undefined && { name: body.name }),
      ...(body.active !== undefined && { active: body.active ? 1 : 0 }),
      ...(body.coolDownDays !== undefined && { cool_down_days: body.coolDownDays }),
      ...(body.claimsPerDay !== undefined && { claims_per_day: body.claimsPerDay }),
      ...(body.holdCap !== undefined && { hold_cap: body.holdCap }),
      ...(body.viewsPerDay !== undefined && { views_per_day: body.viewsPerDay }),
      ...(body.workdays !== undefined && { workdays: body.workdays ? 1 : 0 }),
    },
  );
  if (!changed) throw conflict(before.version, before, wanted);
  if (body.deptIds) await setPoolDepts(tx, id, body.deptIds);
  const after = await described(tx, id);
  const anew =
    after.active !== before.active ||
    after.workdays !== before.workdays ||
    after.deptIds.join() !== before.deptIds.join();
  if (body.rules || anew) await setRules(ctx, id, body.rules ?? before.rules, anew);
  await needOneForEverybody(tx, body.active === false ? '/active' : '/deptIds');
  const pool = await record(ctx, 'pools.update', before, id);
  const judgesAnew = anew || JSON.stringify(pool.rules) !== JSON.stringify(before.rules);
  return { pool, judgesAnew };
}
