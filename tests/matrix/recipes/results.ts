import { permissionRow, type Permission } from '@xinhang/shared/permissions.ts';
import {
  ok,
  positions,
  refused,
  type Expectation,
  type RowFacts,
  type Verdict,
} from '../expectation.ts';
import { NOBODY, TODAY } from '../plant-customers.ts';
import { wonFen } from '../plant-deals.ts';
import type { Depts } from '../plant-targets.ts';
import type { Cell, Recipe } from '../recipe.ts';
import type { World } from '../world.ts';

/* What the recipes of targets and of results know of departments, people and what they won. */

/** Somebody of each kind, where that person's own customer lies. */
export const owners = [
  ...new Map(positions.flatMap((row) => (row.owner ? [[row.owner, row]] : []))).values(),
];
/** Nobody first: every refusal must answer exactly like it. */
export const nobody = { ...positions[0]! };
export const idOf = (world: World, { owner }: RowFacts) => (owner ? world.people[owner] : NOBODY);
export const deptNames = ['root', 'home', 'led', 'named', 'strangers'] as const;
export const span = { span: 'year', on: TODAY };

/** Departments that a grant reaches whole; own people and principals are none. */
const reached: Record<string, keyof Depts> = { headed: 'led', custom: 'named', dept: 'home' };

export function reachesDept(who: Expectation, permission: Permission, dept: keyof Depts): boolean {
  if (!who.holds(permission)) return false;
  const { within } = permissionRow(permission);
  if (within && !reachesDept(who, within, dept)) return false;
  return who.role.grants.some(
    (grant) =>
      grant.permission === permission && (grant.scope === 'all' || reached[grant.scope] === dept),
  );
}

/** What was won by the person at this position, as the reader may see it; own results always. */
export const wonBy = (who: Expectation, { owner }: RowFacts) =>
  positions.flatMap((row, index) =>
    row.owner === owner && !row.archived && (owner === 'me' || who.seesDeals(row)) ? [index] : [],
  );
export const sumOf = (indexes: readonly number[]) =>
  indexes.reduce((total, index) => total + wonFen(index), 0);

/** Where the page begins for whoever names no node. */
export function topOf(who: Expectation, world: World): { kind: string; id: number } {
  const dept = deptNames.find((name) => reachesDept(who, 'performance.read', name));
  // Of several the highest; below the root they are as high, and the first is the oldest.
  return dept
    ? {
        kind: 'dept',
        id: Math.min(
          ...deptNames
            .filter((name) =>
              dept === 'root' ? name === 'root' : reachesDept(who, 'performance.read', name),
            )
            .map((name) => world.depts[name]),
        ),
      }
    : { kind: 'user', id: world.people.me };
}

/** A cell per department, judged by whether it is reached. */
export function overDepts(
  request: (world: World, name: keyof Depts) => Cell['request'],
  permission: Permission,
  done: number | Verdict = 200,
): Recipe {
  return (world) =>
    deptNames.map((name): Cell => ({
      label: name,
      row: null,
      request: request(world, name),
      rule(who) {
        if (!reachesDept(who, 'performance.read', name)) return refused.notFound;
        if (!reachesDept(who, permission, name)) return refused.forbidden;
        return typeof done === 'number' ? ok(done) : done;
      },
    }));
}
