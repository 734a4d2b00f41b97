import { company } from '@xinhang/db/repositories/company.ts';
import { quantitySheets } from '@xinhang/db/repositories/targets.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { performanceMetrics, quantityMetrics } from '@xinhang/shared/performance.ts';
import { periodOf } from '@xinhang/shared/periods.ts';
import type { SalesPlanRow } from '@xinhang/shared/sales-plans.ts';
import type { ReadContext } from '../../http/context.ts';
import { comparedWith, workdaysOf } from './achievement.ts';
import { lockedTargets } from './locked.ts';
import { measureOfSheet, toGoods, type Measure } from './measures.ts';
import { monthNumbers } from './months.ts';
import { nodesFor, type NodeRef } from './nodes.ts';
import { resultsBy, whoseOf } from './results.ts';
import { needPlan } from './sales-plans.ts';

type Answer = EndpointOutput<typeof api.salesPlans.figures>;

/** Every measure of which something holds in a year: the amounts and counts, then each quantity. */
async function measuresOf(ctx: ReadContext, year: number): Promise<Measure[]> {
  const counted: Measure[] = [];
  for (const metric of quantityMetrics) {
    const sheets = (await quantitySheets(ctx.db, { year, metric })).filter(
      (row) => row.state === 'locked',
    );
    for (const [, [sheet]] of Map.groupBy(sheets, (row) => row.metric)) {
      counted.push(await measureOfSheet(ctx, sheet!));
    }
  }
  return [
    ...performanceMetrics.map((metric) => ({ metric, goods: null, key: metric })),
    ...counted,
  ];
}

/** Target and result of the department of a plan in its period (S15). */
export async function planFigures(ctx: ReadContext, id: number): Promise<Answer> {
  const plan = await needPlan(ctx, id);
  const nodes = await nodesFor(ctx);
  const zone = (await company(ctx.db))!.time_zone;
  const today = businessDate(ctx.now, zone);
  const span = plan.span as SalesPlanRow['span'];
  const period = periodOf(span, plan.from_date);
  const workdays = await workdaysOf(ctx, period, today);
  const node: NodeRef = { kind: 'dept', id: plan.dept_id };
  // A plan that holds is read by those who carry it out; the results of all of them are not.
  if (!nodes.mayOpen(node)) return { workdays, rows: [] };
  const year = Number(period.from.slice(0, 4));
  const months = monthNumbers(period);
  const rows: Answer['rows'] = [];
  for (const { key, ...measure } of await measuresOf(ctx, year)) {
    const target = (await lockedTargets(ctx, nodes, { year, key })).of(node, months);
    if (target === null) continue;
    const asked = { ...measure, periods: comparedWith(span, period, today), whose: whoseOf(node) };
    const results = await resultsBy(ctx, nodes, zone, asked);
    const at = (index: number) => results.reduce((sum, row) => sum + row.values[index]!, 0);
    rows.push({
      metric: measure.metric,
      goods: toGoods(measure.goods),
      target,
      actual: at(0),
      previous: at(1),
      yearAgo: at(2),
    });
  }
  return { workdays, rows };
}
