import type { AchievementRow, Achieved, Node } from '@xinhang/shared/performance.ts';
import { permissionRow, type Permission } from '@xinhang/shared/permissions.ts';
import { canary } from '../canaries.ts';
import { ok, positions, refused, type Expectation, type RowFacts } from '../expectation.ts';
import { NOBODY, TODAY } from '../plant-customers.ts';
import { wonFen } from '../plant-deals.ts';
import type { Depts } from '../plant-targets.ts';
import { same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import type { World } from '../world.ts';

/** Somebody of each kind, where that person's own customer lies. */
const owners = [
  ...new Map(positions.flatMap((row) => (row.owner ? [[row.owner, row]] : []))).values(),
];
/** Nobody first: every refusal must answer exactly like it. */
const nobody = { ...positions[0]! };
const idOf = (world: World, { owner }: RowFacts) => (owner ? world.people[owner] : NOBODY);
const deptNames = ['root', 'home', 'led', 'named', 'strangers'] as const;
const span = { span: 'year', on: TODAY };

/** Departments that a grant reaches whole; own people and principals are none. */
const reached: Record<string, keyof Depts> = { headed: 'led', custom: 'named', dept: 'home' };

function reachesDept(who: Expectation, permission: Permission, dept: keyof Depts): boolean {
  if (!who.holds(permission)) return false;
  const { within } = permissionRow(permission);
  if (within && !reachesDept(who, within, dept)) return false;
  return who.role.grants.some(
    (grant) =>
      grant.permission === permission && (grant.scope === 'all' || reached[grant.scope] === dept),
  );
}

/** What was won by the person at this position, as the reader may see it; own results always. */
const wonBy = (who: Expectation, { owner }: RowFacts) =>
  positions.flatMap((row, index) =>
    row.owner === owner && !row.archived && (owner === 'me' || who.seesDeals(row)) ? [index] : [],
  );
const sumOf = (indexes: readonly number[]) =>
  indexes.reduce((total, index) => total + wonFen(index), 0);

/** Where the page begins for whoever names no node. */
function topOf(who: Expectation, world: World): { kind: string; id: number } {
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

interface Shown {
  node: Node;
  total: Achieved;
  rows: Achieved[];
}

/** A cell per department, judged by whether it is reached. */
function overDepts(
  request: (world: World, name: keyof Depts) => Cell['request'],
  permission: Permission,
): Recipe {
  return (world) =>
    deptNames.map((name): Cell => ({
      label: name,
      row: null,
      request: request(world, name),
      rule(who) {
        if (!reachesDept(who, 'performance.read', name)) return refused.notFound;
        return reachesDept(who, permission, name) ? ok() : refused.forbidden;
      },
    }));
}

export const targetRecipes: Recipes = {
  'achievement.get': (world) => [
    {
      label: 'without a node',
      row: null,
      request: { query: span },
      content: (answer: Shown, who) =>
        same('node', [answer.node.kind, answer.node.id], Object.values(topOf(who, world))),
    },
    ...deptNames.map((name): Cell => ({
      label: name,
      row: null,
      request: { query: { ...span, nodeKind: 'dept', nodeId: world.depts[name] } },
      rule: (who) => (reachesDept(who, 'performance.read', name) ? ok() : refused.notFound),
      content(answer: Shown, who) {
        const of = {
          root: owners,
          home: ['me', 'teammate'],
          led: ['subordinate'],
          named: ['named'],
          strangers: ['stranger'],
        };
        const people =
          name === 'root'
            ? owners
            : owners.filter((row) => (of[name] as string[]).includes(row.owner!));
        const whole = people.reduce((sum, row) => sum + sumOf(wonBy(who, row)), 0);
        const parts = answer.rows.reduce((sum, row) => sum + row.actual, 0);
        return same('won', [answer.total.actual, parts], [whole, whole]);
      },
    })),
    ...[nobody, ...owners].map((row): Cell => ({
      label: `of ${row.owner}`,
      row,
      request: { query: { ...span, nodeKind: 'user', nodeId: idOf(world, row) } },
      rule: (who) => (who.reaches('performance.read', row) ? ok() : refused.notFound),
      content: (answer: Shown, who) => same('won', answer.total.actual, sumOf(wonBy(who, row))),
    })),
  ],
  'achievement.rows': (world) =>
    [nobody, ...owners].map((row): Cell => ({
      label: `of ${row.owner}`,
      row,
      request: {
        query: {
          nodeKind: 'user',
          nodeId: idOf(world, row),
          from: '2026-01-01',
          to: '2026-12-31',
          limit: 200,
        },
      },
      rule: (who) => (who.reaches('performance.read', row) ? ok() : refused.notFound),
      content: (answer: { rows: AchievementRow[] }, who) =>
        same(
          'rows',
          answer.rows
            .map((one) => [one.amountFen, one.doc.name])
            .toSorted((a, b) => Number(a[0]) - Number(b[0])),
          wonBy(who, row).map((index) => [
            wonFen(index),
            // An own result without the right to its deal has no name.
            who.seesDeals(positions[index]!) ? canary(index, 'deal') : null,
          ]),
        ),
    })),
  'targets.get': (world) => [
    {
      label: 'without a department',
      row: null,
      request: { query: { year: 2026 } },
      rule: (who) => (topOf(who, world).kind === 'dept' ? ok() : refused.notFound),
    },
    ...overDepts(
      ({ depts }, name) => ({ query: { year: 2026, deptId: depts[name] } }),
      'performance.read',
    )(world),
  ],
  'targets.save': overDepts(
    ({ depts, sheets }, name) => ({
      body: {
        year: 2026,
        deptId: depts[name],
        metric: 'won',
        version: sheets[name].version,
        note: '矩阵',
        cells: [],
      },
    }),
    'targets.update',
  ),
  'targets.submit': overDepts(
    ({ sheets }, name) => ({
      params: { id: sheets[name].id },
      body: { version: sheets[name].version },
    }),
    'targets.update',
  ),
  'targets.discard': overDepts(
    ({ sheets }, name) => ({
      params: { id: sheets[name].id },
      body: { version: sheets[name].version },
    }),
    'targets.update',
  ),
};
