import type { Actor } from '@xinhang/db/actor.ts';
import { daySpan } from '@xinhang/shared/business-date.ts';
import type { PerformanceMetric, SplitDimension } from '@xinhang/shared/performance.ts';
import { monthsOf, periodOf, type Period } from '@xinhang/shared/periods.ts';
import type { ReadContext } from '../../http/context.ts';
import { workIn } from '../coaching/service.ts';
import { achievedBy, achievedByMonth, achievedByPart, achievedUnseen } from '../ledgers/service.ts';
import type { Nodes } from './nodes.ts';

/** What somebody reached in each of several periods, and the department it counts for. */
export interface Result {
  deptId: number;
  userId: number;
  values: number[];
}

/** Whose results are asked for: all that count for a department with all below it, or a person's. */
export type Whose = { deptIds: readonly number[] } | { userIds: readonly number[] };

export type Looker = Pick<ReadContext, 'db' | 'actor'>;

const isLedger = (metric: PerformanceMetric): metric is 'won' | 'wonCount' =>
  metric === 'won' || metric === 'wonCount';

/** First instant and the one after the last. */
export function spanOf({ from, to }: Period, zone: string) {
  const { since, before } = daySpan(from, to, zone);
  return { since: since!, before: before! };
}

/** Asks for each period once, though a year before may be the period before as well. */
async function onceEach<Row extends object>(
  periods: readonly Period[],
  ask: (periods: readonly Period[]) => Promise<(Row & { values: number[] })[]>,
): Promise<(Row & { values: number[] })[]> {
  const keyOf = ({ from, to }: Period) => `${from}/${to}`;
  const once = new Map(periods.map((period) => [keyOf(period), period]));
  const keys = [...once.keys()];
  const rows = await ask([...once.values()]);
  return rows.map((row) => ({
    ...row,
    values: periods.map((period) => row.values[keys.indexOf(keyOf(period))]!),
  }));
}

/**
 * Results by department and person, of what the reader may open. What is in the ledger counts for
 * the department of the time; what is counted from records has none, and counts where the person
 * works now.
 */
export async function resultsBy(
  ctx: { db: Looker['db']; actor: Actor },
  nodes: Nodes,
  zone: string,
  asked: { metric: PerformanceMetric; periods: readonly Period[]; whose: Whose },
): Promise<Result[]> {
  return await onceEach(
    asked.periods,
    async (periods) => await resultsIn(ctx, nodes, zone, { ...asked, periods }),
  );
}

async function resultsIn(
  { db, actor }: { db: Looker['db']; actor: Actor },
  nodes: Nodes,
  zone: string,
  {
    metric,
    periods,
    whose,
  }: { metric: PerformanceMetric; periods: readonly Period[]; whose: Whose },
): Promise<Result[]> {
  if (isLedger(metric)) {
    const found = await achievedBy(db, actor, { metric: 'won', ...whose }, periods);
    return found.map((row) => ({
      deptId: row.deptId,
      userId: row.userId,
      values: metric === 'won' ? row.amountsFen : row.counts,
    }));
  }
  const spans = periods.map((period) => spanOf(period, zone));
  const found = await workIn(db, actor, metric, spans);
  return found.flatMap(({ userId, counts }) => {
    const deptId = nodes.people.get(userId)?.dept_id;
    if (deptId === undefined) return [];
    // A customer that one sees does not name somebody out of reach who registered it.
    if (!nodes.mayOpen({ kind: 'user', id: userId })) return [];
    const meant =
      'deptIds' in whose ? whose.deptIds.includes(deptId) : whose.userIds.includes(userId);
    return meant ? [{ deptId, userId, values: counts }] : [];
  });
}

/** Whether results in the ledger are left out because the reader may not open what lies behind. */
export async function leavesOut(
  { db, actor }: Looker,
  {
    metric,
    periods,
    whose,
  }: { metric: PerformanceMetric; periods: readonly Period[]; whose: Whose },
): Promise<boolean> {
  return (
    isLedger(metric) && (await achievedUnseen(db, actor, { metric: 'won', ...whose }, periods))
  );
}

/** Results in the ledger by the parts of a dimension, of what the reader may open. */
export async function partsBy(
  { db, actor }: Looker,
  {
    metric,
    periods,
    whose,
    dimension,
  }: {
    metric: 'won' | 'wonCount';
    periods: readonly Period[];
    whose: Whose;
    dimension: SplitDimension;
  },
): Promise<{ part: string; values: number[] }[]> {
  return await onceEach(periods, async (once) => {
    const rows = await achievedByPart(db, actor, { metric: 'won', ...whose }, dimension, once);
    return rows.map((row) => ({
      part: row.part,
      values: metric === 'won' ? row.amountsFen : row.counts,
    }));
  });
}

/** The same by month `YYYY-MM`, of all of them together; months without any are left out. */
export async function resultsByMonth(
  ctx: Looker,
  nodes: Nodes,
  zone: string,
  { metric, period, whose }: { metric: PerformanceMetric; period: Period; whose: Whose },
): Promise<Map<string, number>> {
  if (isLedger(metric)) {
    const rows = await achievedByMonth(ctx.db, ctx.actor, { metric: 'won', ...whose }, period);
    return new Map(rows.map((row) => [row.month, metric === 'won' ? row.amountFen : row.count]));
  }
  const months = monthsOf(period);
  const periods = months.map((month) => periodOf('month', `${month}-01`));
  const rows = await resultsBy(ctx, nodes, zone, { metric, periods, whose });
  const sum = (at: number) => rows.reduce((total, row) => total + row.values[at]!, 0);
  return new Map(months.map((month, at) => [month, sum(at)]));
}
