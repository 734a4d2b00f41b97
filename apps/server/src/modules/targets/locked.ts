import { lockedLines } from '@xinhang/db/repositories/targets.ts';
import type { PerformanceMetric } from '@xinhang/shared/performance.ts';
import type { ReadContext } from '../../http/context.ts';
import type { NodeRef, Nodes } from './nodes.ts';

/** What holds of a node in a month; `dept_id` says in whose sheet. */
type Line = Pick<
  Awaited<ReturnType<typeof lockedLines>>[number],
  'dept_id' | 'node_kind' | 'node_id' | 'month' | 'value'
>;

const key = ({ kind, id }: NodeRef) => `${kind}:${id}`;
const nodeOf = (line: Line): NodeRef => ({
  kind: line.node_kind as NodeRef['kind'],
  id: line.node_id,
});

/**
 * A node that was moved stands in the sheets of two departments: for a month holds what is set in
 * that of the department it belongs to now, else what was locked last. The lines come in the order
 * in which their sheets were locked.
 */
export function heldLines<L extends Line>(
  lines: readonly L[],
  homeOf: (node: NodeRef) => number | null,
): L[] {
  const months = Map.groupBy(lines, (line) => `${key(nodeOf(line))}:${line.month}`);
  return [...months.values()].map((of) => {
    const home = homeOf(nodeOf(of[0]!));
    return of.find((line) => line.dept_id === home) ?? of.at(-1)!;
  });
}

/** The targets that hold in a year by one metric, or one part of them. */
export class LockedTargets {
  readonly #nodes: Nodes;
  readonly #byNode: ReadonlyMap<string, Line[]>;

  constructor(nodes: Nodes, lines: readonly Line[]) {
    this.#nodes = nodes;
    const held = heldLines(lines, (node) => nodes.homeOf(node));
    this.#byNode = Map.groupBy(held, (line) => key(nodeOf(line)));
  }

  /** What is set of the node itself in these months (1 to 12); null where nothing is. */
  set(node: NodeRef, months: readonly number[], inSheetOf?: number): number | null {
    const lines = (this.#byNode.get(key(node)) ?? []).filter(
      (line) =>
        months.includes(line.month) && (inSheetOf === undefined || line.dept_id === inSheetOf),
    );
    return lines.length === 0 ? null : lines.reduce((sum, line) => sum + line.value, 0);
  }

  /**
   * What a node is to reach: what is set of it, and where nothing is set of a department, what its
   * members are to reach together.
   */
  of(node: NodeRef, months: readonly number[], inSheetOf?: number): number | null {
    const own = this.set(node, months, inSheetOf);
    if (own !== null || node.kind === 'user') return own;
    const parts = [
      ...this.#nodes
        .children(node.id)
        .map((dept) => this.of({ kind: 'dept', id: dept.id }, months)),
      ...this.peopleIn(node.id).map((id) => this.set({ kind: 'user', id }, months, node.id)),
    ].filter((part) => part !== null);
    return parts.length === 0 ? null : parts.reduce((sum, part) => sum + part, 0);
  }

  /** People of whom the sheet of a department says something. */
  peopleIn(deptId: number): number[] {
    const own = [...this.#byNode.values()]
      .flat()
      .filter((line) => line.dept_id === deptId && line.node_kind === 'user');
    return [...new Set(own.map((line) => line.node_id))];
  }
}

export async function lockedTargets(
  { db }: Pick<ReadContext, 'db'>,
  nodes: Nodes,
  { year, metric }: { year: number; metric: PerformanceMetric },
): Promise<LockedTargets> {
  return new LockedTargets(nodes, await lockedLines(db, { years: [year], metrics: [metric] }));
}
