import type { AchievementRow, Achieved, Node } from '@xinhang/shared/performance.ts';
import { permissionRow, type Permission } from '@xinhang/shared/permissions.ts';
import { canary } from '../canaries.ts';
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
import { once, same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
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

/** What everybody won, whoever may see it. */
const wonByAll = (owner: RowFacts['owner']) =>
  sumOf(positions.flatMap((row, index) => (row.owner === owner && !row.archived ? [index] : [])));
const nameOf = ({ owner }: RowFacts) => `matrix-${owner}`;
const ownedBy = ({ owner }: RowFacts, sees: (row: RowFacts) => boolean) =>
  positions.filter((row) => row.owner === owner && sees(row)).length;

interface OnePerson {
  figures: { results: { actual: number }[] };
  customers?: { total: number } | null;
  pipeline?: { total: number } | null;
}
interface Ranked {
  rows: { person: { name: string }; value: number | null }[];
}

export const targetRecipes: Recipes = {
  'ranking.get': (world) => [
    {
      label: 'published',
      row: null,
      request: { query: { span: 'quarter', on: TODAY } },
      // The one figure that holds what its reader may not open: names and ranks, and no amount.
      content: (answer: Ranked, who) =>
        same(
          'ranking',
          answer.rows.map((row) => [row.person.name, row.value]),
          owners
            .filter(({ owner }) => owner !== 'me' || who.holds('performance.read'))
            .toSorted((a, b) => wonByAll(b.owner) - wonByAll(a.owner))
            .map((row) => [nameOf(row), null]),
        ),
    },
    ...(['home', 'strangers'] as const).map((name): Cell => ({
      label: name,
      row: null,
      request: { query: { deptId: world.depts[name] } },
      // The own department and those above it are published; others to who leads them.
      rule: (who) =>
        name === 'home' || reachesDept(who, 'performance.read', name) ? ok() : refused.notFound,
    })),
  ],
  'team.get': (world) =>
    [nobody, ...owners].map((row): Cell => ({
      label: `of ${row.owner}`,
      row,
      request: { params: { id: idOf(world, row) }, query: span },
      rule: (who) => (who.reaches('performance.read', row) ? ok() : refused.notFound),
      content: (answer: OnePerson, who) =>
        same('won', answer.figures.results[0]?.actual, sumOf(wonBy(who, row))) ??
        same(
          'customers',
          answer.customers?.total ?? null,
          who.holds('customers.read')
            ? ownedBy(row, (one) => !one.archived && who.sees(one))
            : null,
        ) ??
        same(
          'deals',
          answer.pipeline?.total ?? null,
          who.holds('deals.read') ? ownedBy(row, (one) => who.seesDeals(one)) : null,
        ),
    })),
  'team.scorecards': (world) => [
    {
      label: 'everybody',
      row: null,
      request: { query: span },
      content: (answer: { rows: (OnePerson & { person: { name: string } })[] }, who) => {
        const shown = (row: RowFacts) =>
          answer.rows.find((one) => one.person.name === nameOf(row))?.figures.results[0]?.actual;
        const wrong = owners.map((row) =>
          same(
            `won by ${row.owner}`,
            shown(row) ?? null,
            who.reaches('performance.read', row) ? sumOf(wonBy(who, row)) : null,
          ),
        );
        return wrong.find((one) => one !== null) ?? null;
      },
    },
    ...deptNames.map((name): Cell => ({
      label: name,
      row: null,
      request: { query: { deptId: world.depts[name] } },
      rule: (who) => (reachesDept(who, 'performance.read', name) ? ok() : refused.notFound),
    })),
  ],
  // Nobody here has a day of hiring.
  'team.rampUp': once(
    {},
    { content: (answer: { cohorts: object[] }) => same('cohorts', answer.cohorts, []) },
  ),

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
  'achievement.parts': (world) => [
    ...deptNames.map((name): Cell => ({
      label: name,
      row: null,
      request: { query: { ...span, nodeKind: 'dept', nodeId: world.depts[name] } },
      rule: (who) => (reachesDept(who, 'performance.read', name) ? ok() : refused.notFound),
    })),
    ...[nobody, ...owners].map((row): Cell => ({
      label: `of ${row.owner}`,
      row,
      request: { query: { ...span, nodeKind: 'user', nodeId: idOf(world, row) } },
      rule: (who) => (who.reaches('performance.read', row) ? ok() : refused.notFound),
      content(answer: Pick<Shown, 'total' | 'rows'>, who) {
        const whole = sumOf(wonBy(who, row));
        const parts = answer.rows.reduce((sum, one) => sum + one.actual, 0);
        return same('won', [answer.total.actual, parts], [whole, whole]);
      },
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
  'salesPlans.list': (world) => [
    {
      label: 'of the year',
      row: null,
      request: { query: { year: 2026 } },
      // Drafts are those of the departments that one may open.
      content: (answer: { rows: { dept: { id: number } }[] }, who) =>
        same(
          'plans',
          answer.rows.map((row) => row.dept.id).toSorted((a, b) => a - b),
          deptNames
            .filter((name) => reachesDept(who, 'performance.read', name))
            .map((name) => world.depts[name])
            .toSorted((a, b) => a - b),
        ),
    },
  ],
  'salesPlans.get': overDepts(
    ({ salesPlans }, name) => ({ params: { id: salesPlans[name] } }),
    'performance.read',
  ),
  'salesPlans.create': overDepts(
    ({ depts }, name) => ({ body: { deptId: depts[name], span: 'month', on: '2026-06-01' } }),
    'targets.update',
    201,
  ),
  'salesPlans.save': overDepts(
    ({ salesPlans }, name) => ({
      params: { id: salesPlans[name] },
      body: { version: 1, strategy: '矩阵', segments: [] },
    }),
    'targets.update',
  ),
  'salesPlans.submit': overDepts(
    ({ salesPlans }, name) => ({ params: { id: salesPlans[name] }, body: { version: 1 } }),
    'targets.update',
  ),
  'salesPlans.discard': overDepts(
    ({ salesPlans }, name) => ({ params: { id: salesPlans[name] }, body: { version: 1 } }),
    'targets.update',
  ),
  // What is planted is a draft: nothing of it can be begun anew.
  'salesPlans.reopen': overDepts(
    ({ salesPlans }, name) => ({ params: { id: salesPlans[name] }, body: { version: 1 } }),
    'targets.update',
    { status: 409, code: 'state-refused' },
  ),
  'salesPlans.act': (world) =>
    deptNames.map((name): Cell => ({
      label: name,
      row: null,
      request: {
        params: { id: world.salesPlans[name] },
        body: { toId: world.people.stranger, text: '矩阵', dueOn: null },
      },
      rule(who) {
        if (!reachesDept(who, 'performance.read', name)) return refused.notFound;
        if (!reachesDept(who, 'targets.update', name)) return refused.forbidden;
        const stranger = owners.find((row) => row.owner === 'stranger')!;
        return who.reaches('tasks.create', stranger)
          ? ok(201)
          : { status: 422, code: 'field-refused' };
      },
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
  'targets.splits': overDepts(
    ({ depts, sheets }, name) => ({
      query: { year: 2026, deptId: depts[name], ...sheets[name].member },
    }),
    'performance.read',
  ),
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
