import { lockedLines } from '@xinhang/db/repositories/targets.ts';
import type { ReadContext } from '../../http/context.ts';
import { monthOf } from './months.ts';
import type { NodeRef, Nodes } from './nodes.ts';
import type { Places } from './places.ts';

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
 * that of the department to which it belonged when the month ended, else what was locked last. The
 * lines come in the order in which their sheets were locked.
 */
export function heldLines<L extends Line>(
  lines: readonly L[],
  homeOf: (node: NodeRef, month: number) => number | null,
): L[] {
  const months = Map.groupBy(lines, (line) => `${key(nodeOf(line))}:${line.month}`);
  return [...months.values()].map((of) => {
    const home = homeOf(nodeOf(of[0]!), of[0]!.month);
    return of.find((line) => line.dept_id === home) ?? of.at(-1)!;
  });
}

/** The targets that hold in a year by one measure, or one part of them. */
export class LockedTargets {
  readonly #places: Places;
  readonly #year: number;
  readonly #byNode: ReadonlyMap<string, Line[]>;

  constructor({ places }: Pick<Nodes, 'places'>, year: number, lines: readonly Line[]) {
    this.#places = places;
    this.#year = year;
    const held = heldLines(lines, (node, month) => this.#homeIn(node, month));
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

  #homeIn(node: NodeRef, month: number): number | null {
    return this.#places.homeIn(node, monthOf(this.#year, month));
  }

  /**
   * What a node is to reach: what is set of it, and where nothing is set of a department, what its
   * members of the time are to reach together.
   */
  of(node: NodeRef, months: readonly number[]): number | null {
    const own = this.set(node, months);
    if (own !== null || node.kind === 'user') return own;
    const parts = [
      ...this.childrenIn(node.id, months).map((id) => this.under(node.id, id, months)),
      ...this.peopleIn(node.id).map((id) => this.set({ kind: 'user', id }, months, node.id)),
    ].filter((part) => part !== null);
    return parts.length === 0 ? null : parts.reduce((sum, part) => sum + part, 0);
  }

  /** What a department is to reach in those of the months in which it stood right below another. */
  under(deptId: number, id: number, months: readonly number[]): number | null {
    const ref: NodeRef = { kind: 'dept', id };
    return this.of(
      ref,
      months.filter((month) => this.#homeIn(ref, month) === deptId),
    );
  }

  /** Departments that stood right below another in one of these months. */
  childrenIn(deptId: number, months: readonly number[]): number[] {
    const children = months.flatMap((month) =>
      this.#places.at(`${monthOf(this.#year, month)}-31`).children(deptId),
    );
    return [...new Set(children)];
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
  { year, key }: { year: number; key: string },
): Promise<LockedTargets> {
  const lines = await lockedLines(db, { years: [year], metrics: [key] });
  return new LockedTargets(nodes, year, lines);
}
