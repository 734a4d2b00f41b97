import type { Period } from '@xinhang/shared/periods.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import type { Node } from '@xinhang/shared/performance.ts';
import type { DeptsAt } from '../ledgers/service.ts';
import type { OrgMove, OrgTree } from '../org/service.ts';

export type NodeRef = Pick<Node, 'kind' | 'id'>;
type Parents = ReadonlyMap<number, number | null>;

/** Where departments hung and people worked at one time. */
export class Placed {
  readonly #parents: Parents;
  readonly #homes: ReadonlyMap<number, number>;

  constructor(parents: Parents, homes: ReadonlyMap<number, number>) {
    this.#parents = parents;
    this.#homes = homes;
  }

  /** The department right above. */
  homeOf({ kind, id }: NodeRef): number | null {
    return (kind === 'user' ? this.#homes.get(id) : this.#parents.get(id)) ?? null;
  }

  /** The way from a department up to the root, itself first. */
  #wayOf(deptId: number): number[] {
    const way: number[] = [];
    for (
      let at: number | null | undefined = deptId;
      typeof at === 'number' && !way.includes(at);
      at = this.#parents.get(at)
    ) {
      way.push(at);
    }
    return way;
  }

  /**
   * By which member of a department another one stood below it: the department itself where it is
   * the same, null where it stood elsewhere.
   */
  memberOver(deptId: number, other: number): number | null {
    const way = this.#wayOf(other);
    const at = way.indexOf(deptId);
    return at === -1 ? null : (way[at - 1] ?? deptId);
  }

  /** A department and all that stood below it. */
  below(deptId: number): number[] {
    return [...this.#parents.keys()].filter((id) => this.memberOver(deptId, id) !== null);
  }

  /** The departments right below it. */
  children(deptId: number): number[] {
    return [...this.#parents].flatMap(([id, parent]) => (parent === deptId ? [id] : []));
  }
}

/**
 * The organisation on any day: what was booked stays where it stood on that day, whatever was moved
 * since. It begins with today's and takes back the moves that came later.
 */
export class Places {
  readonly #tree: OrgTree;
  readonly #moves: readonly OrgMove[];
  readonly #known = new Map<string, Placed>();
  readonly #deptDays: readonly string[];
  readonly #allDays: readonly string[];

  constructor(tree: OrgTree, moves: readonly OrgMove[]) {
    this.#tree = tree;
    this.#moves = moves;
    const days = (of: readonly OrgMove[]) => [...new Set(of.map(({ day }) => day))].toSorted();
    this.#deptDays = days(moves.filter(({ kind }) => kind === 'dept'));
    this.#allDays = days(moves);
  }

  /** As it stood on a day, its moves among them. */
  at(day: string): Placed {
    const since = this.#allDays.findLast((one) => one <= day) ?? '';
    const known = this.#known.get(since);
    if (known) return known;
    const parents = new Map(this.#tree.depts.map((dept) => [dept.id, dept.parent_id]));
    const homes = new Map(this.#tree.people.map((person) => [person.id, person.dept_id]));
    for (const move of this.#moves.filter((one) => one.day > day).toReversed()) {
      (move.kind === 'dept' ? parents : homes).set(move.node_id, move.from_id);
    }
    const placed = new Placed(parents, homes);
    this.#known.set(since, placed);
    return placed;
  }

  /** Where a node belonged in a month, `YYYY-MM`: where it stood when the month ended. */
  homeIn(node: NodeRef, month: string): number | null {
    return this.at(`${month}-31`).homeOf(node);
  }

  /** A period in parts during which no department (or also nobody) was moved. */
  parts({ from, to }: Period, of: 'depts' | 'everything'): Period[] {
    const days = of === 'depts' ? this.#deptDays : this.#allDays;
    const starts = [from, ...days.filter((day) => day > from && day <= to)];
    return starts.map((start, at) => ({
      from: start,
      to: at + 1 < starts.length ? addDays(starts[at + 1]!, -1) : to,
    }));
  }

  /** Departments with all that stood below them, by the time during which it did. */
  below(deptIds: readonly number[]): DeptsAt[] {
    const starts = [null, ...this.#deptDays];
    const times: DeptsAt[] = [];
    for (const [at, from] of starts.entries()) {
      const placed = this.at(from ?? '');
      const ids = [...new Set(deptIds.flatMap((id) => placed.below(id)))].toSorted((a, b) => a - b);
      const before = starts[at + 1] ?? null;
      const last = times.at(-1);
      if (last && String(last.ids) === String(ids)) last.before = before;
      else times.push({ ids, from, before });
    }
    return times.filter(({ ids }) => ids.length > 0);
  }

  /** Moves of departments out of another one, or into it, in a period. */
  movesOf(deptId: number, { from, to }: Period): OrgMove[] {
    return this.#moves.filter((move) => {
      if (move.kind !== 'dept' || move.day < from || move.day > to) return false;
      const placed = this.at(move.day);
      const under = (id: number) => placed.memberOver(deptId, id) !== null;
      return under(move.from_id) !== under(move.to_id);
    });
  }
}
