import { company } from '@xinhang/db/repositories/company.ts';
import { lockedSplits } from '@xinhang/db/repositories/target-splits.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput, EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { isQuantityMetric, postedAs, type AchievedPart } from '@xinhang/shared/performance.ts';
import { periodOf } from '@xinhang/shared/periods.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ReadContext } from '../../http/context.ts';
import { achievedQuantities } from '../ledgers/service.ts';
import { comparedWith, nodeAsked, workdaysOf } from './achievement.ts';
import { LockedTargets, lockedTargets } from './locked.ts';
import { measureAsked } from './measures.ts';
import { monthNumbers } from './months.ts';
import { nodesFor } from './nodes.ts';
import { quantityTeller } from './quantities.ts';
import { inLedger, partsBy, whoseOf } from './results.ts';
import type { DimensionPlace } from './split-sums.ts';

type Api = typeof api.achievement;

/** What a department or a person reached by region, category or product (S15, S21). */
export async function partsOf(
  http: DimensionPlace,
  ctx: ReadContext,
  query: EndpointInput<Api['parts']>['query'],
): Promise<EndpointOutput<Api['parts']>> {
  const { metric, span, dimension } = query;
  const source = http.dimensions.get(dimension);
  if (!source?.metrics.includes(metric)) throw problem('not-found');
  const zone = (await company(ctx.db))!.time_zone;
  const today = businessDate(ctx.now, zone);
  const nodes = await nodesFor(ctx);
  const node = nodeAsked(nodes, query);
  const period = periodOf(span, query.on ?? today);
  const periods = comparedWith(span, period, today);
  const whose = whoseOf(node);
  const year = Number(period.from.slice(0, 4));
  const { goods, key } = await measureAsked(ctx, { metric, goods: query.goods, year });
  const found = new Map(
    (await partsBy(ctx, nodes, { metric, goods, periods, whose, dimension })).map((row) => [
      row.part,
      row.values,
    ]),
  );
  const counted =
    dimension === 'region' || isQuantityMetric(metric)
      ? []
      : await achievedQuantities(
          ctx.db,
          ctx.actor,
          { metric: postedAs[metric], ...inLedger(nodes, whose) },
          dimension,
          period,
        );
  const quantities = await quantityTeller(ctx.db, counted);
  const months = monthNumbers(period);
  const targets = Map.groupBy(
    await lockedSplits(ctx.db, { year, metric: key, dimension }),
    (line) => line.part,
  );
  const targetOf = (part: string) =>
    new LockedTargets(nodes, year, targets.get(part) ?? []).of(node, months);
  const parts = [...new Set([...found.keys(), ...targets.keys()])];
  const names = await source.named(
    ctx,
    parts.filter((part) => part !== ''),
  );
  const rows = parts.flatMap((part): AchievedPart[] => {
    const target = part === '' ? null : targetOf(part);
    const [actual = 0, previous = 0, yearAgo = 0] = found.get(part) ?? [];
    if (target === null && actual === 0 && previous === 0 && yearAgo === 0) return [];
    const quantity = quantities(counted.filter((row) => row.part === part));
    const name = names.get(part) ?? '';
    return [{ part, name, target, actual, previous, yearAgo, quantity }];
  });
  const whole = await lockedTargets(ctx, nodes, { year, key });
  const sum = (key: 'actual' | 'previous' | 'yearAgo') =>
    rows.reduce((total, row) => total + row[key], 0);
  return {
    ...period,
    workdays: await workdaysOf(ctx, period, today),
    node,
    // The biggest first; what says nothing of it last.
    rows: rows.toSorted(
      (a, b) =>
        Number(a.part === '') - Number(b.part === '') ||
        b.actual - a.actual ||
        (b.target ?? 0) - (a.target ?? 0) ||
        a.part.localeCompare(b.part, 'zh'),
    ),
    quantity: quantities(counted),
    total: {
      target: whole.of(node, months),
      actual: sum('actual'),
      previous: sum('previous'),
      yearAgo: sum('yearAgo'),
    },
  };
}
