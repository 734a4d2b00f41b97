import { splitsOf } from '@xinhang/db/repositories/target-splits.ts';
import { linesOf, lockedSheet, openSheet, sheetsOf } from '@xinhang/db/repositories/targets.ts';
import type { LineRecord, SheetPlace } from '@xinhang/db/repositories/targets.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput, EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { TargetRow, TargetSheet, TargetState } from '@xinhang/shared/targets.ts';
import type { ReadContext } from '../../http/context.ts';
import { lockedTargets } from './locked.ts';
import { measureAsked, toGoods, type Measure } from './measures.ts';
import { MONTHS, monthsOfYear } from './months.ts';
import { nodesFor, type NodeRef, type Nodes } from './nodes.ts';
import { resultsBy } from './results.ts';
import { splitDimensionsOf, splitsIn, type DimensionPlace } from './split-sums.ts';

type Api = typeof api.targets;
type Sheet = Awaited<ReturnType<typeof sheetsOf>>[number];

export function toSheet(row: Sheet): TargetSheet {
  return {
    id: row.id,
    version: row.version,
    revision: row.revision,
    state: row.state as TargetState,
    note: row.note,
    madeBy: { id: row.made_by, name: row.maker_name },
    madeAt: row.made_at,
    submittedAt: row.submitted_at,
    lockedAt: row.locked_at,
    lockedBy: row.locked_by === null ? null : { id: row.locked_by, name: row.locker_name ?? '' },
    total: Number(row.total),
  };
}

const refOf = (line: LineRecord): NodeRef => ({
  kind: line.node_kind as NodeRef['kind'],
  id: line.node_id,
});
const same = (a: NodeRef, b: NodeRef) => a.kind === b.kind && a.id === b.id;

export const monthsIn = (lines: readonly LineRecord[], node: NodeRef) =>
  MONTHS.map(
    (month) => lines.find((line) => line.month === month && same(refOf(line), node))?.value ?? null,
  );

/** Whom a sheet sets targets of: departments right below, people of the department itself. */
export function membersOf(nodes: Nodes, deptId: number): NodeRef[] {
  return [
    ...nodes
      .children(deptId)
      .filter((dept) => dept.closed === 0)
      .map((dept) => ({ kind: 'dept' as const, id: dept.id })),
    ...nodes.members(deptId).map((person) => ({ kind: 'user' as const, id: person.id })),
  ];
}

const sells = (nodes: Nodes, { kind, id }: NodeRef) =>
  kind === 'user' ? nodes.sellers.has(id) : nodes.staff(id).length > 0;

/** The department that is asked for, or the highest; 404 for somebody who may open none. */
function deptAsked(nodes: Nodes, deptId: number | undefined) {
  if (deptId !== undefined) return nodes.need('dept', deptId);
  const top = nodes.top();
  if (top.kind === 'dept') return top;
  throw problem('not-found');
}

/** Targets of the members of a department, beside what they reached a year before (S19). */
export async function sheetOf(
  http: DimensionPlace,
  ctx: ReadContext,
  query: EndpointInput<Api['get']>['query'],
): Promise<EndpointOutput<Api['get']>> {
  const { db } = ctx;
  const { year } = query;
  const nodes = await nodesFor(ctx);
  const dept = deptAsked(nodes, query.deptId);
  const measure = await measureAsked(ctx, query);
  const place: SheetPlace = { year, deptId: dept.id, metric: measure.key };
  const [draft, locked] = [await openSheet(db, place), await lockedSheet(db, place)];
  const heldLines = locked ? await linesOf(db, locked.id) : [];
  const lines = draft ? await linesOf(db, draft.id) : heldLines;
  const shown = draft ?? locked;
  const splits = shown ? await splitsOf(db, shown.id) : [];
  const members = membersOf(nodes, dept.id).filter((ref) => sells(nodes, ref));
  const self: NodeRef = { kind: 'dept', id: dept.id };
  const said = [...lines, ...heldLines].map(refOf).filter((ref) => !same(ref, self));
  // Of whom something is said, though nothing is expected any more.
  const others = said.filter(
    (ref, at) =>
      !members.some((one) => same(one, ref)) && said.findIndex((one) => same(one, ref)) === at,
  );
  const all = membersOf(nodes, dept.id);
  const asked = [...members, ...others];
  const yearAgo = await yearAgoOf(ctx, nodes, dept.id, asked, { year, measure });
  const rows = [
    ...members.map((ref) => ({ ref, former: false })),
    ...others.map((ref) => ({ ref, former: !all.some((one) => same(one, ref)) })),
  ].map((row): TargetRow => ({
    node: nodes.named(row.ref),
    former: row.former,
    months: monthsIn(lines, row.ref),
    locked: monthsIn(heldLines, row.ref),
    yearAgo: yearAgo(row.ref),
    splits: splitsIn(lines, splits, row.ref),
  }));
  const ownHere = nodes.isRoot(dept.id);
  const held = await lockedTargets(ctx, nodes, { year, key: measure.key });
  const revisions = (await sheetsOf(db, place)).map(toSheet);
  const found = (id: number | undefined) => revisions.find((sheet) => sheet.id === id) ?? null;
  const mayEdit =
    ctx.actor.viewAsBy === null &&
    ctx.actor.reach.has('targets.update') &&
    (await nodesFor(ctx, 'targets.update')).mayOpen(self);
  return {
    dept: { id: dept.id, name: dept.name },
    goods: toGoods(measure.goods),
    path: nodes.above(dept).map(({ id, name }) => ({ id, name })),
    mayEdit,
    draft: found(draft?.id),
    locked: found(locked?.id),
    rows,
    own: ownHere ? monthsIn(lines, self) : MONTHS.map((month) => held.set(self, [month])),
    ownHere,
    ownSplits: ownHere ? splitsIn(lines, splits, self) : [],
    dimensions: splitDimensionsOf(http, measure.metric),
    revisions,
  };
}

/**
 * What each member reached in the months of the year before, of what the reader may open: a
 * department wherever it stood then, people in this very department.
 */
async function yearAgoOf(
  ctx: ReadContext,
  nodes: Nodes,
  deptId: number,
  members: readonly NodeRef[],
  { year, measure }: { year: number; measure: Measure },
): Promise<(node: NodeRef) => number[]> {
  const zone = (await company(ctx.db))!.time_zone;
  const periods = monthsOfYear(year - 1);
  const below = members.flatMap(({ kind, id }) => (kind === 'dept' ? [id] : []));
  const whose = { depts: [deptId, ...below] };
  const results = await resultsBy(ctx, nodes, zone, { ...measure, periods, whose });
  return (node) => {
    const own = results.filter((row) =>
      node.kind === 'dept'
        ? nodes.places.at(row.on).memberOver(node.id, row.deptId) !== null
        : row.userId === node.id && row.deptId === deptId,
    );
    return MONTHS.map((_, at) => own.reduce((sum, row) => sum + row.values[at]!, 0));
  };
}
