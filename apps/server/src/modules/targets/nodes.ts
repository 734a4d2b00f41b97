import { reaches } from '@xinhang/db/actor.ts';
import type { Node, NodeKind } from '@xinhang/shared/performance.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ReadContext } from '../../http/context.ts';
import {
  deptsReached,
  orgMoves,
  orgTree,
  peopleWho,
  type DeptReach,
  type OrgTree,
} from '../org/service.ts';
import { Places, type NodeRef } from './places.ts';

export type { NodeRef } from './places.ts';

export type Dept = OrgTree['depts'][number];
export type Person = OrgTree['people'][number];

/** The organisation as one reader may look at its results. */
export class Nodes {
  readonly depts: ReadonlyMap<number, Dept>;
  readonly people: ReadonlyMap<number, Person>;
  /** The same on any day of the past; everything else here is of today. */
  readonly places: Places;

  readonly #ctx: Pick<ReadContext, 'actor'>;
  readonly #tree: OrgTree;
  readonly #reach: DeptReach;
  readonly #permission: Permission;
  /** Who has results at all; the others are only shown where they have. */
  readonly sellers: ReadonlySet<number>;

  constructor(
    ctx: Pick<ReadContext, 'actor'>,
    tree: OrgTree,
    places: Places,
    reach: DeptReach,
    permission: Permission,
    sellers: readonly number[],
  ) {
    this.sellers = new Set(sellers);
    this.#ctx = ctx;
    this.#tree = tree;
    this.places = places;
    this.#reach = reach;
    this.#permission = permission;
    this.depts = new Map(tree.depts.map((dept) => [dept.id, dept]));
    this.people = new Map(tree.people.map((person) => [person.id, person]));
  }

  mayOpen({ kind, id }: NodeRef): boolean {
    if (kind === 'user') {
      return this.people.has(id) && reaches(this.#ctx.actor, this.#permission, id);
    }
    return this.depts.has(id) && (this.#reach.all || this.#reach.ids.has(id));
  }

  /** Throws 404 for a node that the reader may not open: it does not exist for him. */
  need(kind: NodeKind, id: number): Node {
    if (!this.mayOpen({ kind, id })) throw problem('not-found');
    return this.named({ kind, id });
  }

  named({ kind, id }: NodeRef): Node {
    const one = kind === 'dept' ? this.depts.get(id) : this.people.get(id);
    return { kind, id, name: one?.name ?? '' };
  }

  /** The highest department that the reader may open; without any, the reader himself. */
  top(): Node {
    const dept = this.#tree.depts
      .filter(({ id }) => this.mayOpen({ kind: 'dept', id }))
      .toSorted((a, b) => a.path.split('/').length - b.path.split('/').length || a.id - b.id)[0];
    if (dept) return this.named({ kind: 'dept', id: dept.id });
    return this.need('user', this.#ctx.actor.userId);
  }

  /** Departments above, the highest first, as far as the reader may open them. */
  above({ kind, id }: NodeRef): Node[] {
    const path =
      kind === 'dept'
        ? (this.depts.get(id)?.path ?? '')
        : `${this.depts.get(this.people.get(id)?.dept_id ?? 0)?.path ?? ''}x/`;
    return path
      .split('/')
      .filter(Boolean)
      .slice(0, -1)
      .map((one) => ({ kind: 'dept' as const, id: Number(one) }))
      .filter((one) => this.mayOpen(one))
      .map((one) => this.named(one));
  }

  /** This department and all below it, as it stands now. */
  below(deptId: number): Set<number> {
    const path = this.depts.get(deptId)?.path ?? '-';
    return new Set(
      this.#tree.depts.filter((dept) => dept.path.startsWith(path)).map((dept) => dept.id),
    );
  }

  /** Right below; closed ones, too. */
  children(deptId: number): Dept[] {
    return this.#tree.depts.filter((dept) => dept.parent_id === deptId);
  }

  /** Who works in this very department. */
  members(deptId: number): Person[] {
    return this.#tree.people.filter((one) => one.dept_id === deptId && one.state !== 'left');
  }

  /** Who sells, in it or below it. */
  staff(deptId: number): Person[] {
    const depts = this.below(deptId);
    return this.#tree.people.filter(
      (one) => depts.has(one.dept_id) && one.state !== 'left' && this.sellers.has(one.id),
    );
  }

  isRoot(deptId: number): boolean {
    return this.depts.get(deptId)?.parent_id === null;
  }
}

export async function nodesFor(
  ctx: Pick<ReadContext, 'db' | 'actor'>,
  permission: Permission = 'performance.read',
): Promise<Nodes> {
  const reach = await deptsReached(ctx.db, ctx.actor.userId, permission);
  const sellers = await peopleWho(ctx.db, 'performance.read');
  const tree = await orgTree(ctx.db);
  const places = new Places(tree, await orgMoves(ctx.db));
  return new Nodes(ctx, tree, places, reach, permission, sellers);
}
