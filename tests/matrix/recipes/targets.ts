import { ok, refused } from '../expectation.ts';
import { same, type Cell, type Recipes } from '../recipe.ts';
import { deptNames, overDepts, owners, reachesDept, topOf } from './results.ts';

/** What people are to reach, and how: sheets of targets and sales plans. */
export const targetRecipes: Recipes = {
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
  'salesPlans.figures': overDepts(
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
      body: { version: 2, strategy: '矩阵', segments: [] },
    }),
    'targets.update',
  ),
  'salesPlans.submit': overDepts(
    ({ salesPlans }, name) => ({ params: { id: salesPlans[name] }, body: { version: 2 } }),
    'targets.update',
  ),
  'salesPlans.discard': overDepts(
    ({ salesPlans }, name) => ({ params: { id: salesPlans[name] }, body: { version: 2 } }),
    'targets.update',
  ),
  // What is planted is a draft: nothing of it can be begun anew.
  'salesPlans.reopen': overDepts(
    ({ salesPlans }, name) => ({ params: { id: salesPlans[name] }, body: { version: 2 } }),
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
  'targets.listGoods': () => [
    { label: 'of the year', row: null, request: { query: { year: 2026, metric: 'orderedQty' } } },
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
