import type { Reader } from '@xinhang/db/database.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import { allPools, poolRules } from '@xinhang/db/repositories/pools.ts';
import type { HeldRecord } from '@xinhang/db/repositories/recycling.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import type { PassedBy } from '@xinhang/shared/pools.ts';
import { RecycleJudge, type Drop, type Held } from '@xinhang/shared/recycling.ts';
import { deptPathsOf, poolOfPath, poolReaches } from '../customers/service.ts';
import { customersWithDeals } from '../deals/service.ts';
import { contractEndsOf } from '../sales/service.ts';
import { calendarAround } from './calendar.ts';
import { toRule } from './pools.ts';

/** When a customer drops, and into which pool. */
export interface Verdict {
  drop: Drop;
  poolId: number;
  /** Of the customer, where a rule asks: the end that it was judged by. */
  contractEndOn: string | null;
}

export interface Judges {
  /** Whether any rule is in force at all. */
  any: boolean;
  /** Of each of these customers when it drops; none of those that never do. */
  judge(db: Reader, rows: readonly HeldRecord[]): Promise<Map<number, Verdict>>;
  /** What a rule says, for who reads of the drop later. */
  why(ruleId: number): PassedBy;
}

/** Judges by the rules of now; no customer drops before `from`, whenever it was due. */
export async function judgesOf(db: Reader, from: string): Promise<Judges> {
  const calendar = await calendarAround(db, from);
  const zone = (await company(db))!.time_zone;
  const rules = (await poolRules(db)).filter((rule) => rule.active === 1);
  const reaches = await poolReaches(db);
  const paths = await deptPathsOf(db);
  const pools = await allPools(db);
  const judges = new Map(
    pools
      .filter((pool) => pool.active === 1)
      .map((pool) => {
        const own = rules
          .filter((rule) => rule.pool_id === pool.id)
          .map((rule) => ({ ...toRule(rule), sinceOn: rule.since_on }));
        return [pool.id, new RecycleJudge(own, { calendar, workdays: pool.workdays === 1, from })];
      }),
  );
  const asksDeals = rules.some((rule) => rule.cause === 'noDeal' || rule.spares_open_deals === 1);
  const asksContracts = rules.some((rule) => rule.cause === 'contractEnd');
  const poolOf = (ownerId: number) => poolOfPath(reaches, paths.get(ownerId));
  return {
    any: rules.length > 0,
    async judge(reader, rows) {
      const ids = asksDeals ? rows.map((row) => row.id) : [];
      const deals = await customersWithDeals(reader, ids);
      const ends = await contractEndsOf(
        reader,
        asksContracts ? rows.map((row) => row.id) : [],
        zone,
      );
      const found = new Map<number, Verdict>();
      for (const row of rows) {
        const poolId = poolOf(row.owner_id!);
        const held = toHeld(row, { ...deals, ends }, zone);
        const drop = judges.get(poolId)!.dropOf(held);
        if (drop) found.set(row.id, { drop, poolId, contractEndOn: held.contractEndOn });
      }
      return found;
    },
    why(ruleId) {
      const { pool_id: poolId, ...rule } = rules.find((one) => one.id === ruleId)!;
      const pool = pools.find((one) => one.id === poolId)!;
      const { cause, grades, days } = toRule({ pool_id: poolId, ...rule });
      return { pool: pool.name, cause, grades: grades.join(), days, workdays: pool.workdays === 1 };
    },
  };
}

function toHeld(
  row: HeldRecord,
  known: {
    won: ReadonlySet<number>;
    open: ReadonlySet<number>;
    ends: ReadonlyMap<number, string>;
  },
  zone: string,
): Held {
  return {
    chanceGrade: row.chance_grade,
    ownerSinceOn: businessDate(row.owner_since ?? row.created_at, zone),
    lastFollowOn: row.last_follow_at > 0 ? businessDate(row.last_follow_at, zone) : null,
    dealt: row.stage === 'dealing' || known.won.has(row.id),
    openDeal: known.open.has(row.id),
    contractEndOn: known.ends.get(row.id) ?? null,
    lock: row.locked === null ? null : { untilOn: row.until_on },
  };
}
