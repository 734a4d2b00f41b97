import { company } from '@xinhang/db/repositories/company.ts';
import { readSettings } from '@xinhang/db/repositories/settings.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput, EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import {
  isLedgerMetric,
  postedAs,
  unitOf,
  type PerformanceMetric,
} from '@xinhang/shared/performance.ts';
import { periodOf, type Period } from '@xinhang/shared/periods.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { RankingRow } from '@xinhang/shared/ranking.ts';
import type { ReadContext } from '../../http/context.ts';
import { workPublished } from '../coaching/service.ts';
import { achievedPublished } from '../ledgers/service.ts';
import { nodesFor, type Dept, type Nodes } from './nodes.ts';
import { spanOf } from './results.ts';

type Query = EndpointInput<typeof api.ranking.get>['query'];
/** Longer lists motivate nobody. */
const MOST = 100;
const WHOLE_BP = 10_000;

/** Departments whose ranking this reader may look at: published to him, or led by him. */
function published(ctx: ReadContext, nodes: Nodes, scope: string): Dept[] {
  const own = nodes.people.get(ctx.actor.userId)?.dept_id;
  const path = nodes.depts.get(own ?? 0)?.path ?? '';
  return [...nodes.depts.values()]
    .filter((dept) => {
      if (dept.closed === 1 || nodes.staff(dept.id).length === 0) return false;
      if (nodes.mayOpen({ kind: 'dept', id: dept.id })) return true;
      if (scope === 'company') return path.startsWith(dept.path);
      return scope === 'dept' && dept.id === own;
    })
    .toSorted((a, b) => a.path.split('/').length - b.path.split('/').length || a.id - b.id);
}

/** What everybody reached, whoever may open it: the figures that are published. */
async function everybody(
  { db }: Pick<ReadContext, 'db'>,
  metric: PerformanceMetric,
  period: Period,
  zone: string,
): Promise<Map<number, number>> {
  if (isLedgerMetric(metric)) {
    const rows = await achievedPublished(db, postedAs[metric], period);
    return new Map(
      rows.map((row) => [row.userId, metric === 'wonCount' ? row.count : row.amountFen]),
    );
  }
  const rows = await workPublished(db, metric, spanOf(period, zone));
  return new Map(rows.map((row) => [row.userId, row.counts[0]!]));
}

/**
 * Names and ranks of everybody in a department, without a way to what lies behind: the one figure
 * that holds rows which its reader may not open, because the company publishes it (S30).
 */
export async function rankingOf(
  ctx: ReadContext,
  query: Query,
): Promise<EndpointOutput<typeof api.ranking.get>> {
  const { db, actor } = ctx;
  const zone = (await company(db))!.time_zone;
  const { values } = await readSettings(db);
  const nodes = await nodesFor(ctx);
  const depts = published(ctx, nodes, values['ranking.scope']);
  const dept = query.deptId === undefined ? depts[0] : depts.find(({ id }) => id === query.deptId);
  if (!dept) throw problem('not-found');
  const period = periodOf(query.span, query.on ?? businessDate(ctx.now, zone));
  const reached = await everybody(ctx, query.metric, period, zone);
  const below = nodes.below(dept.id);
  // Whoever left since stays in the rankings of his time.
  const left = [...nodes.people.values()].filter(
    (one) => one.state === 'left' && below.has(one.dept_id) && (reached.get(one.id) ?? 0) > 0,
  );
  const staff = [...nodes.staff(dept.id), ...left]
    .map((person) => ({ person, value: reached.get(person.id) ?? 0 }))
    .toSorted((a, b) => b.value - a.value || a.person.py.localeCompare(b.person.py));
  const best = Math.max(0, staff[0]?.value ?? 0);
  const open = unitOf(query.metric) === 'count' || values['ranking.amounts'] === 'show';
  const ranked = staff.filter(({ value }) => value > 0);
  const rows = staff.flatMap(({ person, value }, at): RankingRow[] => {
    const mine = person.id === actor.userId;
    if (!mine && (value <= 0 || at >= MOST)) return [];
    return [
      {
        rank: 1 + staff.findIndex((one) => one.value === value),
        person: { id: person.id, name: person.name },
        dept: nodes.depts.get(person.dept_id)?.name ?? '',
        value: open ? value : null,
        ofFirstBp: open && best > 0 ? Math.round((Math.max(0, value) * WHOLE_BP) / best) : null,
        mine,
        left: person.state === 'left',
      },
    ];
  });
  return {
    ...period,
    dept: { id: dept.id, name: dept.name },
    depts: depts.map(({ id, name }) => ({ id, name })),
    rows,
    ranked: ranked.length,
  };
}
