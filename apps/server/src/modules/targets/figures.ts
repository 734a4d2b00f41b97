import { company } from '@xinhang/db/repositories/company.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import { performanceMetrics, type PerformanceMetric } from '@xinhang/shared/performance.ts';
import { asFarAs, periodOf, type Period } from '@xinhang/shared/periods.ts';
import type { Figures } from '@xinhang/shared/team.ts';
import { may } from '@xinhang/db/actor.ts';
import type { ReadContext } from '../../http/context.ts';
import type { Http } from '../../http/implement.ts';
import { plansBy } from '../activities/service.ts';
import { talksBy } from '../coaching/service.ts';
import { dealOutcomes } from '../deals/service.ts';
import { lockedTargets } from './locked.ts';
import { monthNumbers } from './months.ts';
import { nodesFor, type Nodes } from './nodes.ts';
import { resultsBy, spanOf, type Looker } from './results.ts';

const WHOLE_BP = 10_000;

/**
 * The automatic figures of these people in a period that lies in one year, of what the actor may
 * open and in his reach: what a person may be judged by, always counted anew. Whoever is out of
 * reach has none, and is left out.
 */
export async function figuresOf(
  { ownerDebts }: Pick<Http, 'ownerDebts'>,
  ctx: Looker & Pick<ReadContext, 'now'>,
  userIds: readonly number[],
  period: Period,
  known?: Nodes,
): Promise<Map<number, Figures>> {
  const { db, actor } = ctx;
  const nodes = known ?? (await nodesFor(ctx));
  const zone = (await company(db))!.time_zone;
  const today = businessDate(ctx.now, zone);
  const people = userIds.filter((id) => nodes.mayOpen({ kind: 'user', id }));
  if (people.length === 0) return new Map();
  const year = Number(period.from.slice(0, 4));
  const months = monthNumbers(period);
  const debts = await ownerDebts.find(ctx, people, today);
  const figures = new Map<number, Figures>(
    people.map((id) => [
      id,
      {
        results: [],
        won: 0,
        lost: 0,
        winRateBp: null,
        planned: 0,
        kept: 0,
        receivables: debts && (debts.get(id) ?? { openFen: 0, overdueFen: 0 }),
      },
    ]),
  );
  const reached = await reachedBy(ctx, nodes, zone, people, period);
  for (const metric of performanceMetrics) {
    const of = await reached(metric);
    const targets = await lockedTargets(ctx, nodes, { year, key: metric });
    for (const id of people) {
      const target = targets.set({ kind: 'user', id }, months);
      figures.get(id)!.results.push({ metric, target, actual: of.get(id) ?? 0 });
    }
  }
  if (may(actor, 'deals.read')) {
    const asked = { closedFrom: period.from, closedTo: period.to };
    for (const row of await dealOutcomes(db, actor, 'owner', asked)) {
      const own = figures.get(Number(row.key));
      if (!own) continue;
      const { won, lost } = row;
      const winRateBp = won + lost === 0 ? null : Math.round((won * WHOLE_BP) / (won + lost));
      Object.assign(own, { won, lost, winRateBp });
    }
  }
  if (may(actor, 'followUps.read')) {
    for (const { userId, state, n } of await plansBy(db, actor, period)) {
      const own = figures.get(userId);
      if (!own) continue;
      own.planned += n;
      if (state === 'done') own.kept += n;
    }
  }
  return figures;
}

const kinds = { followUps: null, visits: 'visit', calls: 'call' } as const;

/** What these people reached by a metric; their talks are walked once for all of their kinds. */
async function reachedBy(
  ctx: Looker,
  nodes: Nodes,
  zone: string,
  userIds: readonly number[],
  period: Period,
): Promise<(metric: PerformanceMetric) => Promise<Map<number, number>>> {
  const talks = await talksBy(ctx.db, ctx.actor, spanOf(period, zone));
  return async (metric) => {
    const sums = new Map<number, number>();
    const add = (id: number, n: number) => sums.set(id, (sums.get(id) ?? 0) + n);
    if (metric in kinds) {
      const kind = kinds[metric as keyof typeof kinds];
      for (const { userId, type, n } of talks) if (kind === null || type === kind) add(userId, n);
      return sums;
    }
    const asked = { metric, periods: [period], whose: { userIds } };
    for (const row of await resultsBy(ctx, nodes, zone, asked)) add(row.userId, row.values[0]!);
    return sums;
  };
}

/** The period that a page shows, and how far it has gone. */
export async function periodAsked(
  ctx: Pick<ReadContext, 'db' | 'now'>,
  { span, on }: { span: 'month' | 'quarter' | 'year'; on?: string | undefined },
): Promise<{ period: Period; today: string; soFar: Period }> {
  const today = businessDate(ctx.now, (await company(ctx.db))!.time_zone);
  const period = periodOf(span, on ?? today);
  return { period, today, soFar: asFarAs(period, period, today) };
}
