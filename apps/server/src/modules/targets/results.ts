import type { Actor } from '@xinhang/db/actor.ts';
import { daySpan } from '@xinhang/shared/business-date.ts';
import {
  isPosted,
  isQuantityMetric,
  postedAs,
  type PostedMetric,
  type SplitDimension,
  type TargetMetric,
} from '@xinhang/shared/performance.ts';
import { monthsOf, periodOf, type Period } from '@xinhang/shared/periods.ts';
import type { ReadContext } from '../../http/context.ts';
import { workIn } from '../coaching/service.ts';
import { achievedBy, achievedByMonth, achievedByPart, achievedUnseen } from '../ledgers/service.ts';
import type { Measure } from './measures.ts';
import type { NodeRef, Nodes } from './nodes.ts';
import type { Placed } from './places.ts';

/** What somebody reached in each of several periods, and the department it counts for. */
export interface Result {
  deptId: number;
  userId: number;
  /** A day of the time in which it was made, during which nothing was moved. */
  on: string;
  values: number[];
}

/**
 * Whose results are asked for: all that count for departments with all that stood below them at the
 * time, or those of people.
 */
export type Whose = { depts: readonly number[] } | { userIds: readonly number[] };

/** The node with all below it. */
export const whoseOf = ({ kind, id }: NodeRef): Whose =>
  kind === 'dept' ? { depts: [id] } : { userIds: [id] };

/** The same as the ledger is asked. */
export const inLedger = (nodes: Nodes, whose: Whose) =>
  'depts' in whose ? { depts: nodes.places.below(whose.depts) } : whose;

export type Looker = Pick<ReadContext, 'db' | 'actor'>;

/** What is measured, as the ledger is asked; goods of quantities alone. */
type Measured<Metric extends TargetMetric = TargetMetric> = Pick<Measure<Metric>, 'metric'> &
  Partial<Pick<Measure, 'goods'>>;

const question = (
  nodes: Nodes,
  { metric, goods, whose }: Measured<PostedMetric> & { whose: Whose },
) => ({ metric: postedAs[metric], goods: goods?.counted, ...inLedger(nodes, whose) });

/** Of the sums of rows the one that a metric means. */
function meant<Value>(
  metric: PostedMetric,
  { amounts, counts, quantities }: { amounts: Value; counts: Value; quantities: Value },
): Value {
  if (isQuantityMetric(metric)) return quantities;
  return metric === 'wonCount' ? counts : amounts;
}

const perPeriod = (
  metric: PostedMetric,
  row: { amountsFen: number[]; counts: number[]; quantitiesE4: number[] },
) => meant(metric, { amounts: row.amountsFen, counts: row.counts, quantities: row.quantitiesE4 });

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
 * the department of the time; what is counted from records for the one in which the person worked.
 * Both count above for the departments below which that one stood then.
 */
export async function resultsBy(
  ctx: { db: Looker['db']; actor: Actor },
  nodes: Nodes,
  zone: string,
  asked: Measured & { periods: readonly Period[]; whose: Whose },
): Promise<Result[]> {
  const { places } = nodes;
  const parts = asked.periods.flatMap((period, at) =>
    places
      .parts(period, isPosted(asked.metric) ? 'depts' : 'everything')
      .map((part) => ({ ...part, at, placed: places.at(part.from) })),
  );
  const found = await onceEach(
    parts,
    async (periods) => await madeIn(ctx, nodes, zone, { ...asked, periods }),
  );
  const results = new Map<string, Result>();
  const placed = [...new Set(parts.map((part) => part.placed))];
  for (const made of found) {
    for (const [index, part] of parts.entries()) {
      const value = made.values[index]!;
      if (value === 0 && placed.length > 1) continue;
      const deptId = made.deptId ?? part.placed.homeOf({ kind: 'user', id: made.userId });
      if (deptId === null || !isMeant(asked.whose, part.placed, deptId, made.userId)) continue;
      const key = `${deptId}:${made.userId}:${placed.indexOf(part.placed)}`;
      const own = results.get(key) ?? {
        deptId,
        userId: made.userId,
        on: part.from,
        values: asked.periods.map(() => 0),
      };
      own.values[part.at]! += value;
      results.set(key, own);
    }
  }
  return [...results.values()];
}

const isMeant = (whose: Whose, placed: Placed, deptId: number, userId: number) =>
  'depts' in whose
    ? whose.depts.some((id) => placed.memberOver(id, deptId) !== null)
    : whose.userIds.includes(userId);

/** What people made in each period; no department where records say none. */
async function madeIn(
  { db, actor }: { db: Looker['db']; actor: Actor },
  nodes: Nodes,
  zone: string,
  { metric, goods, periods, whose }: Measured & { periods: readonly Period[]; whose: Whose },
): Promise<{ deptId: number | null; userId: number; values: number[] }[]> {
  if (isPosted(metric)) {
    const asked = question(nodes, { metric, goods, whose });
    const found = await achievedBy(db, actor, asked, periods);
    return found.map((row) => ({
      deptId: row.deptId,
      userId: row.userId,
      values: perPeriod(metric, row),
    }));
  }
  const spans = periods.map((period) => spanOf(period, zone));
  const found = await workIn(db, actor, metric, spans);
  return found.flatMap(({ userId, counts }) =>
    // A customer that one sees does not name somebody out of reach who registered it.
    nodes.mayOpen({ kind: 'user', id: userId }) ? [{ deptId: null, userId, values: counts }] : [],
  );
}

/** Whether results in the ledger are left out because the reader may not open what lies behind. */
export async function leavesOut(
  { db, actor }: Looker,
  nodes: Nodes,
  { metric, goods, periods, whose }: Measured & { periods: readonly Period[]; whose: Whose },
): Promise<boolean> {
  if (!isPosted(metric)) return false;
  return await achievedUnseen(db, actor, question(nodes, { metric, goods, whose }), periods);
}

/** Results in the ledger by the parts of a dimension, of what the reader may open. */
export async function partsBy(
  { db, actor }: Looker,
  nodes: Nodes,
  {
    metric,
    goods,
    periods,
    whose,
    dimension,
  }: Measured<PostedMetric> & {
    periods: readonly Period[];
    whose: Whose;
    dimension: SplitDimension;
  },
): Promise<{ part: string; values: number[] }[]> {
  return await onceEach(periods, async (once) => {
    const asked = question(nodes, { metric, goods, whose });
    const rows = await achievedByPart(db, actor, asked, dimension, once);
    return rows.map((row) => ({ part: row.part, values: perPeriod(metric, row) }));
  });
}

/** The same by month `YYYY-MM`, of all of them together; months without any are left out. */
export async function resultsByMonth(
  ctx: Looker,
  nodes: Nodes,
  zone: string,
  { metric, goods, period, whose }: Measured & { period: Period; whose: Whose },
): Promise<Map<string, number>> {
  if (isPosted(metric)) {
    const asked = question(nodes, { metric, goods, whose });
    const rows = await achievedByMonth(ctx.db, ctx.actor, asked, period);
    return new Map(
      rows.map(({ month, amountFen, count, qtyE4 }) => [
        month,
        meant(metric, { amounts: amountFen, counts: count, quantities: qtyE4 }),
      ]),
    );
  }
  const months = monthsOf(period);
  const periods = months.map((month) => periodOf('month', `${month}-01`));
  const rows = await resultsBy(ctx, nodes, zone, { metric, periods, whose });
  const sum = (at: number) => rows.reduce((total, row) => total + row.values[at]!, 0);
  return new Map(months.map((month, at) => [month, sum(at)]));
}
