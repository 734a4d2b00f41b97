import { may } from '@xinhang/db/actor.ts';
import { NO_DATE } from '@xinhang/db/no-date.ts';
import {
  appendClaim,
  cameIntoPool,
  claimsOn,
  forgetForecast,
  lastClaim,
  poolById,
  poolDepts,
  type PoolRecord,
} from '@xinhang/db/repositories/pools.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import type { claimRefusals } from '@xinhang/shared/pool-work.ts';
import { problem, type Problem } from '@xinhang/shared/problems.ts';
import { addWorkdays } from '@xinhang/shared/work-calendar.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import type { OwnedKinds } from '../../registry/owned.ts';
import { todayOf } from '../../http/today.ts';
import {
  collaborators,
  customersOwned,
  deptPathsOf,
  findCustomer,
  passOn,
  recordChange,
  setCollaborators,
  updateCustomer,
} from '../customers/service.ts';
import { userNames } from '../org/service.ts';
import { calendarAround } from './calendar.ts';

/** For so long whoever had the row on the screen is told who was faster. */
const TOLD_MS = 24 * 3_600_000;

export interface ClaimRefusal {
  code: (typeof claimRefusals)[number];
  params: Record<string, string | number>;
}

/** Why this person may not take this customer out of its pool; null where he may. */
export async function claimRefusal(
  ctx: ReadContext,
  row: { id: number; pool_id: number | null },
): Promise<ClaimRefusal | null> {
  const { db, actor } = ctx;
  const pool = (await poolById(db, row.pool_id!))!;
  const { userId } = actor;
  const inside = (await poolDepts(db)).filter((dept) => dept.pool_id === pool.id);
  const path = (await deptPathsOf(db, [userId])).get(userId) ?? '';
  if (inside.length > 0 && !inside.some((dept) => path.startsWith(dept.path))) {
    return { code: 'pool-not-yours', params: { pool: pool.name } };
  }
  const today = await todayOf(ctx);
  const until = await coolDownOf(ctx, row.id, pool);
  if (until !== null && until > today) return { code: 'claim-cooling', params: { until } };
  const { claims_per_day: claims, hold_cap: cap } = pool;
  const of = { userId, poolId: pool.id, date: today };
  if (claims !== null && (await claimsOn(db, of)) >= claims) {
    return { code: 'claims-used', params: { max: claims } };
  }
  if (cap === null) return null;
  const owned = await customersOwned(db, userId, true);
  return owned >= cap ? { code: 'holding-full', params: { owned, max: cap } } : null;
}

/** From which business date on the last owner may claim it again; null for everybody else. */
async function coolDownOf(
  ctx: ReadContext,
  customerId: number,
  pool: PoolRecord,
): Promise<string | null> {
  if (pool.cool_down_days === 0) return null;
  const came = await cameIntoPool(ctx.db, customerId);
  if (came?.from_owner_id !== ctx.actor.userId) return null;
  const on = businessDate(came.at, (await company(ctx.db))!.time_zone);
  return pool.workdays === 1
    ? addWorkdays(on, pool.cool_down_days, await calendarAround(ctx.db, on))
    : addDays(on, pool.cool_down_days);
}

/** Names who has it now, as far as the person may know the names of colleagues. */
async function alreadyClaimed(ctx: ReadContext, ownerId: number): Promise<Problem> {
  const mine = ownerId === ctx.actor.userId;
  const known = mine || may(ctx.actor, 'org.read');
  const name = known ? ((await userNames(ctx.db, [ownerId])).get(ownerId) ?? '') : '';
  return problem('already-claimed', { params: { name, mine } });
}

/**
 * Takes a customer out of the pool: of several at once exactly one changes the row, and the others
 * are told who. It is new to its owner: nobody else helps with it, and it stands on the desk today.
 */
export async function claimCustomer(
  ctx: WriteContext,
  owned: OwnedKinds,
  id: number,
): Promise<void> {
  const { tx, actor, now } = ctx;
  const before = await findCustomer(tx, actor, 'customers.read', id);
  if (!before) {
    const faster = await lastClaim(tx, id, now - TOLD_MS);
    throw faster ? await alreadyClaimed(ctx, faster.id) : problem('not-found');
  }
  if (before.archived_at !== null) throw problem('customer-archived');
  if (before.owner_id !== null) throw await alreadyClaimed(ctx, before.owner_id);
  const refusal = await claimRefusal(ctx, before);
  if (refusal) throw problem(refusal.code, { params: refusal.params });
  const today = await todayOf(ctx);
  const planned = before.next_follow_on;
  const row = await updateCustomer(tx, id, before.version, {
    owner_id: actor.userId,
    pool_id: null,
    next_follow_on: planned < today || planned === NO_DATE ? today : planned,
  });
  if (!row) {
    const faster = await lastClaim(tx, id, now - TOLD_MS);
    throw faster ? await alreadyClaimed(ctx, faster.id) : problem('version-conflict');
  }
  const helped = (await collaborators(tx, id)).map((person) => person.id);
  if (helped.length > 0) await setCollaborators(tx, id, []);
  await appendClaim(tx, {
    customer_id: id,
    pool_id: before.pool_id!,
    user_id: actor.userId,
    on_date: today,
    at: now,
  });
  const by = { pool: (await poolById(tx, before.pool_id!))!.name };
  const after = await passOn(ctx, owned, row, { from: null, reason: 'claim', by });
  await forgetForecast(tx, id);
  await recordChange(ctx, 'poolWork.claim', before, after);
  // Those who helped before it dropped lose it, and hear of that.
  const { version } = after;
  if (helped.length > 0) {
    await ctx.emit({ entity: 'customer', id, version, customerId: id, audience: helped });
  }
}
