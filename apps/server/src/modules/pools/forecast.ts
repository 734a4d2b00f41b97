import { allPools, lockOf, poolById, poolRules } from '@xinhang/db/repositories/pools.ts';
import {
  countForecast,
  heldById,
  listForecast,
  type ForecastConditions,
  type ForecastRecord,
} from '@xinhang/db/repositories/recycling.ts';
import type { CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import { may } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { poolOnly } from '@xinhang/db/scope.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput, EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import type { DropForecast, ForecastRow } from '@xinhang/shared/pool-work.ts';
import type { DropCause } from '@xinhang/shared/pools.ts';
import type { Drop } from '@xinhang/shared/recycling.ts';
import type { ReadContext } from '../../http/context.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { peopleAsked } from '../../http/whose.ts';
import { todayOf } from '../../http/today.ts';
import { userNames } from '../org/service.ts';
import { claimRefusal } from './claim.ts';
import { judgesOf } from './judges.ts';

type Query = EndpointInput<typeof api.poolWork.forecast>['query'];

/** Rules and their pools by the ids of the rules. */
async function rulesById(db: Reader) {
  const pools = new Map((await allPools(db)).map((pool) => [pool.id, pool]));
  return new Map(
    (await poolRules(db)).map((rule) => [rule.id, { rule, pool: pools.get(rule.pool_id)! }]),
  );
}
type Rules = Awaited<ReturnType<typeof rulesById>>;

export function toDrop(rules: Rules, drop: Drop): DropForecast {
  const { rule, pool } = rules.get(drop.ruleId)!;
  return {
    on: drop.on,
    warnOn: drop.warnOn,
    cause: rule.cause as DropCause,
    days: rule.days,
    workdays: pool.workdays === 1,
  };
}

const dropOf = (row: ForecastRecord): Drop => ({
  on: row.drop_on,
  warnOn: row.warn_on,
  ruleId: row.rule_id,
});

/** The customers of an answer, each with why and when it drops. */
export async function forecastRows(
  ctx: ReadContext,
  conditions: ForecastConditions,
  limit: number,
) {
  const rules = await rulesById(ctx.db);
  const found = await listForecast(ctx.db, ctx.actor, conditions, { after: null, limit });
  return found.map((row) => ({ row, drop: toDrop(rules, dropOf(row)) }));
}

/** Who drops by when: a page of what the night, or the last change of a rule, found. */
export async function forecastPage(
  ctx: ReadContext,
  query: Query,
): Promise<EndpointOutput<typeof api.poolWork.forecast>> {
  const { db, actor } = ctx;
  const asked = query.mine ? [actor.userId] : undefined;
  const conditions: ForecastConditions = {
    until: query.until,
    ownerIds: asked ?? peopleAsked(actor, { ids: query.ownerId, team: query.team }),
    ruleIds: query.ruleId,
  };
  const after = startOf(query, 'string');
  const found = await listForecast(db, actor, conditions, { after, limit: query.limit + 1 });
  const { rows, next } = cutPage(found, query.limit, (row) => ({
    value: row.drop_on,
    id: row.customer_id,
  }));
  const rules = await rulesById(db);
  const owners = await userNames(
    db,
    rows.map((row) => row.owner_id),
  );
  return {
    rows: rows.map((row): ForecastRow => {
      const { pool } = rules.get(row.rule_id)!;
      return {
        customer: { id: row.customer_id, name: row.name },
        chanceGrade: row.chance_grade,
        owner: { id: row.owner_id, name: owners.get(row.owner_id) ?? '' },
        pool: { id: pool.id, name: pool.name },
        lastFollowAt: row.last_follow_at || null,
        drop: toDrop(rules, dropOf(row)),
      };
    }),
    next,
    count: query.count ? await countForecast(db, actor, conditions, COUNT_CAP) : null,
  };
}

/** How a customer that the person sees stands towards the pool, by the rules of this moment. */
export async function standingOf(
  ctx: ReadContext,
  row: CustomerRecord,
): Promise<EndpointOutput<typeof api.poolWork.standing>> {
  const { db, actor } = ctx;
  const pool = row.pool_id === null ? undefined : await poolById(db, row.pool_id);
  const lock = poolOnly(actor, row) ? undefined : await lockOf(db, row.id);
  const held = pool || row.archived_at !== null ? undefined : await heldById(db, row.id);
  const judges = held && (await judgesOf(db, addDays(await todayOf(ctx), 1)));
  const verdict = held && (await judges?.judge(db, [held]))?.get(held.id);
  return {
    pool: pool ? { id: pool.id, name: pool.name } : null,
    lock: lock
      ? {
          reason: lock.reason,
          untilOn: lock.until_on,
          by: { id: lock.by_user_id, name: lock.by_name },
          at: lock.at,
        }
      : null,
    drop: verdict ? toDrop(await rulesById(db), verdict.drop) : null,
    claimRefusal: !pool
      ? null
      : may(actor, 'pool.read')
        ? await claimRefusal(ctx, row)
        : { code: 'forbidden', params: {} },
  };
}
