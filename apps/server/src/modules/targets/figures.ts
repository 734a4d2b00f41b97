import { company } from '@xinhang/db/repositories/company.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import { performanceMetrics } from '@xinhang/shared/performance.ts';
import { asFarAs, monthsOf, periodOf, type Period } from '@xinhang/shared/periods.ts';
import type { Figures } from '@xinhang/shared/team.ts';
import { may } from '@xinhang/db/actor.ts';
import type { ReadContext } from '../../http/context.ts';
import { plansBy } from '../activities/service.ts';
import { dealOutcomes } from '../deals/service.ts';
import { lockedTargets } from './locked.ts';
import { nodesFor, type Nodes } from './nodes.ts';
import { resultsBy, type Looker } from './results.ts';

const WHOLE_BP = 10_000;

/** Months of a period as numbers, of one year: what targets are set for. */
const monthNumbers = (period: Period) => monthsOf(period).map((month) => Number(month.slice(5)));

/**
 * The automatic figures of these people in a period that lies in one year, of what the actor may
 * open and in his reach: what a person may be judged by, always counted anew. Whoever is out of
 * reach has none, and is left out.
 */
export async function figuresOf(
  ctx: Looker & Pick<ReadContext, 'now'>,
  userIds: readonly number[],
  period: Period,
  known?: Nodes,
): Promise<Map<number, Figures>> {
  const { db, actor } = ctx;
  const nodes = known ?? (await nodesFor(ctx));
  const zone = (await company(db))!.time_zone;
  const people = userIds.filter((id) => nodes.mayOpen({ kind: 'user', id }));
  if (people.length === 0) return new Map();
  const year = Number(period.from.slice(0, 4));
  const months = monthNumbers(period);
  const figures = new Map<number, Figures>(
    people.map((id) => [
      id,
      { results: [], won: 0, lost: 0, winRateBp: null, planned: 0, kept: 0 },
    ]),
  );
  const whose = { userIds: people };
  for (const metric of performanceMetrics) {
    const found = await resultsBy(ctx, nodes, zone, { metric, periods: [period], whose });
    const targets = await lockedTargets(ctx, nodes, { year, metric });
    for (const id of people) {
      const own = found.filter((row) => row.userId === id);
      figures.get(id)!.results.push({
        metric,
        target: targets.set({ kind: 'user', id }, months),
        actual: own.reduce((sum, row) => sum + row.values[0]!, 0),
      });
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

/** The period that a page shows, and how far it has gone. */
export async function periodAsked(
  ctx: Pick<ReadContext, 'db' | 'now'>,
  { span, on }: { span: 'month' | 'quarter' | 'year'; on?: string | undefined },
): Promise<{ period: Period; today: string; soFar: Period }> {
  const today = businessDate(ctx.now, (await company(ctx.db))!.time_zone);
  const period = periodOf(span, on ?? today);
  return { period, today, soFar: asFarAs(period, period, today) };
}
