import { splitsOf, type SplitRecord } from '@xinhang/db/repositories/target-splits.ts';
import {
  linesOf,
  lockedSheet,
  openSheet,
  type LineRecord,
} from '@xinhang/db/repositories/targets.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput, EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { SplitRow } from '@xinhang/shared/targets.ts';
import type { ReadContext } from '../../http/context.ts';
import { measureAsked } from './measures.ts';
import { MONTHS, monthsOfYear } from './months.ts';
import { nodesFor, type NodeRef, type Nodes } from './nodes.ts';
import { partsBy, whoseOf } from './results.ts';
import { membersOf, monthsIn } from './sheet.ts';
import { splitDimensionsOf, type DimensionPlace } from './split-sums.ts';

type Api = typeof api.targets;
/** Of whom a sheet says something: its members, whoever was one, the department of the company. */
export function isInSheet(
  nodes: Nodes,
  deptId: number,
  node: NodeRef,
  lines: readonly Pick<LineRecord, 'node_kind' | 'node_id'>[],
): boolean {
  const same = (one: NodeRef) => one.kind === node.kind && one.id === node.id;
  if (node.kind === 'dept' && node.id === deptId) return nodes.isRoot(deptId);
  return (
    membersOf(nodes, deptId).some(same) ||
    lines.some((line) => same({ kind: line.node_kind as NodeRef['kind'], id: line.node_id }))
  );
}

/** One target of a sheet by its parts: what is set of them, and what may be (S15). */
export async function splitsOfNode(
  http: DimensionPlace,
  ctx: ReadContext,
  query: EndpointInput<Api['splits']>['query'],
): Promise<EndpointOutput<Api['splits']>> {
  const { db } = ctx;
  const { year, deptId, metric, dimension } = query;
  const source = http.dimensions.get(dimension);
  const nodes = await nodesFor(ctx);
  nodes.need('dept', deptId);
  const { goods, key } = await measureAsked(ctx, { metric, goods: query.goods, year });
  const place = { year, deptId, metric: key };
  const [draft, locked] = [await openSheet(db, place), await lockedSheet(db, place)];
  const sheet = draft ?? locked;
  const lines = sheet ? await linesOf(db, sheet.id) : [];
  const node: NodeRef = { kind: query.nodeKind, id: query.nodeId };
  if (!source || !splitDimensionsOf(http, metric).includes(dimension)) throw problem('not-found');
  if (!isInSheet(nodes, deptId, node, lines)) throw problem('not-found');
  const of = { nodeKind: node.kind, nodeId: node.id, dimension };
  const held = locked ? await splitsOf(db, locked.id, of) : [];
  const worked = draft ? await splitsOf(db, draft.id, of) : held;
  const whose = whoseOf(node);
  const reached = new Map(
    (
      await partsBy(ctx, nodes, {
        metric,
        goods,
        periods: monthsOfYear(year - 1),
        whose,
        dimension,
      })
    ).map((row) => [row.part, row.values]),
  );
  const choices = await source.choices(ctx);
  const others = [...worked, ...held].map((row) => row.part);
  const parts = [
    ...new Set([...choices.map(({ part }) => part), ...others, ...reached.keys()]),
  ].filter((part) => part !== '');
  const names = await source.named(ctx, parts);
  const months = (rows: readonly SplitRecord[], part: string) =>
    MONTHS.map(
      (month) => rows.find((row) => row.part === part && row.month === month)?.value ?? null,
    );
  return {
    node: nodes.named(node),
    whole: monthsIn(lines, node),
    rows: parts.map((part): SplitRow => ({
      part,
      name: names.get(part) ?? '',
      months: months(worked, part),
      locked: months(held, part),
      yearAgo: reached.get(part) ?? MONTHS.map(() => 0),
    })),
  };
}
