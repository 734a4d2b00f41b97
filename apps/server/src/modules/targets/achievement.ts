import { company } from '@xinhang/db/repositories/company.ts';
import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput, EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import type { Achieved, AchievedNode, Node } from '@xinhang/shared/performance.ts';
import {
  asFarAs,
  periodBefore,
  periodOf,
  yearBefore,
  type Period,
} from '@xinhang/shared/periods.ts';
import { isWorkday } from '@xinhang/shared/work-calendar.ts';
import type { ReadContext } from '../../http/context.ts';
import { workCalendar } from '../system/service.ts';
import { lockedTargets, type LockedTargets } from './locked.ts';
import { measureAsked, toGoods, type Measure } from './measures.ts';
import { monthNumbers } from './months.ts';
import { nodesFor, type NodeRef, type Nodes } from './nodes.ts';
import { dimensionsOf, type DimensionPlace } from './split-sums.ts';
import {
  leavesOut,
  resultsBy,
  resultsByMonth,
  whoseOf,
  type Result,
  type Whose,
} from './results.ts';

type Query = EndpointInput<typeof api.achievement.get>['query'];
type Answer = EndpointOutput<typeof api.achievement.get>;

/** Sums of several results: in the period, in the one before, a year before. */
function summed(results: readonly Result[], target: number | null): Achieved {
  const at = (index: number) => results.reduce((sum, row) => sum + row.values[index]!, 0);
  return { target, actual: at(0), previous: at(1), yearAgo: at(2) };
}

/** Working days of a period up to and with a day, and all of them. */
export async function workdaysOf(
  { db }: Pick<ReadContext, 'db'>,
  { from, to }: Period,
  today: string,
) {
  const calendar = await workCalendar(db, from, to);
  const workdays: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    if (isWorkday(day, calendar)) workdays.push(day);
  }
  return { gone: workdays.filter((day) => day <= today).length, all: workdays.length };
}

/**
 * What stands below a department, or stood below it when something was booked: departments, then
 * people, each with what counts for it here.
 */
function rowsOf(
  nodes: Nodes,
  targets: LockedTargets,
  deptId: number,
  { results, months }: { results: readonly Result[]; months: readonly number[] },
): AchievedNode[] {
  const members = Map.groupBy(results, (row) =>
    nodes.places.at(row.on).memberOver(deptId, row.deptId),
  );
  const here = members.get(deptId) ?? [];
  const present = nodes.children(deptId).map((dept) => dept.id);
  const once = [...members.keys()].filter((id) => id !== null && id !== deptId);
  const children = new Set([...present, ...targets.childrenIn(deptId, months), ...once]);
  const depts = [...children].flatMap((id): AchievedNode[] => {
    const ref: NodeRef = { kind: 'dept', id: id! };
    const own = members.get(id) ?? [];
    const target = targets.under(deptId, id!, months);
    const former = nodes.depts.get(id!)?.closed === 1 || !present.includes(id!);
    const idle = former || nodes.staff(id!).length === 0;
    if (idle && own.length === 0 && target === null) return [];
    return [{ node: nodes.named(ref), former, ...summed(own, target) }];
  });
  const staff = nodes.members(deptId).map((person) => person.id);
  const ids = new Set([...staff, ...here.map((row) => row.userId), ...targets.peopleIn(deptId)]);
  const people = [...ids].flatMap((id): AchievedNode[] => {
    const ref: NodeRef = { kind: 'user', id };
    const own = here.filter((row) => row.userId === id);
    const target = targets.set(ref, months, deptId);
    const former = !staff.includes(id);
    const idle = former || !nodes.sellers.has(id);
    if (idle && own.length === 0 && target === null) return [];
    return [{ node: nodes.named(ref), former, ...summed(own, target) }];
  });
  return [...depts, ...people];
}

/** Departments that came or went while these figures were made, of which the reader is told. */
function movesOf(nodes: Nodes, node: NodeRef, { from, to }: Period): Answer['moves'] {
  if (node.kind !== 'dept') return [];
  return nodes.places.movesOf(node.id, { from, to }).map((move) => ({
    dept: nodes.named({ kind: 'dept', id: move.node_id }),
    on: move.day,
    from: nodes.named({ kind: 'dept', id: move.from_id }),
    to: nodes.named({ kind: 'dept', id: move.to_id }),
  }));
}

/** The node that is asked for, or the highest that the reader may open. */
export const nodeAsked = (nodes: Nodes, query: Pick<Query, 'nodeKind' | 'nodeId'>): Node =>
  query.nodeKind !== undefined && query.nodeId !== undefined
    ? nodes.need(query.nodeKind, query.nodeId)
    : nodes.top();

/** A period, the one before and the same a year before, these as far as it has gone. */
export function comparedWith(span: Query['span'], period: Period, today: string): Period[] {
  const upTo = (other: Period) => asFarAs(other, period, today);
  return [period, upTo(periodBefore(span, period)), upTo(yearBefore(period))];
}

/** Target and result of a node, of what stands below it, and by month (S20, S21). */
export async function achievementOf(
  http: DimensionPlace,
  ctx: ReadContext,
  query: Query,
): Promise<Answer> {
  const { span } = query;
  const zone = (await company(ctx.db))!.time_zone;
  const today = businessDate(ctx.now, zone);
  const nodes = await nodesFor(ctx);
  const node = nodeAsked(nodes, query);
  const period = periodOf(span, query.on ?? today);
  const periods = comparedWith(span, period, today);
  const whose = whoseOf(node);
  const year = Number(period.from.slice(0, 4));
  const measure = await measureAsked(ctx, { ...query, year });
  const results = await resultsBy(ctx, nodes, zone, { ...measure, periods, whose });
  const targets = await lockedTargets(ctx, nodes, { year, key: measure.key });
  const months = monthNumbers(period);
  return {
    ...period,
    workdays: await workdaysOf(ctx, period, today),
    node,
    goods: toGoods(measure.goods),
    path: nodes.above(node),
    total: summed(results, targets.of(node, months)),
    partial: await leavesOut(ctx, nodes, { ...measure, periods, whose }),
    rows: node.kind === 'dept' ? rowsOf(nodes, targets, node.id, { results, months }) : [],
    moves: movesOf(nodes, node, { from: `${year - 1}-01-01`, to: period.to }),
    dimensions: dimensionsOf(http, measure.metric),
    months: await byMonth(ctx, { nodes, targets, node, whose, zone, measure, year }),
  };
}

async function byMonth(
  ctx: ReadContext,
  {
    nodes,
    targets,
    node,
    whose,
    zone,
    measure,
    year,
  }: {
    nodes: Nodes;
    targets: LockedTargets;
    node: NodeRef;
    whose: Whose;
    zone: string;
    measure: Measure;
    year: number;
  },
): Promise<Answer['months']> {
  const period = { from: `${year - 1}-01-01`, to: `${year}-12-31` };
  const found = await resultsByMonth(ctx, nodes, zone, { ...measure, period, whose });
  return Array.from({ length: 12 }, (_, at) => {
    const month = String(at + 1).padStart(2, '0');
    return {
      month: `${year}-${month}`,
      target: targets.of(node, [at + 1]),
      actual: found.get(`${year}-${month}`) ?? 0,
      yearAgo: found.get(`${year - 1}-${month}`) ?? 0,
    };
  });
}
