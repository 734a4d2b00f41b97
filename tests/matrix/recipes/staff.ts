import type { ProbationRow } from '@xinhang/shared/probation.ts';
import type { WatchRow } from '@xinhang/shared/watch.ts';
import { ok, positions, refused, type Expectation, type Owner } from '../expectation.ts';
import { NOBODY } from '../plant-customers.ts';
import { once, same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import type { World } from '../world.ts';

const owners: readonly Owner[] = [
  'me',
  'teammate',
  'subordinate',
  'principal',
  'named',
  'stranger',
];
const rowOf = (owner: Owner) =>
  positions.find(
    (row) =>
      row.owner === owner && !row.collaborator && !row.archived && row.position !== 'handedOver',
  )!;
/** Never on himself: what concerns the subject is not there for him. */
const decides = (who: Expectation, owner: Owner) =>
  owner !== 'me' && who.reaches('staff.decide', rowOf(owner));

type Kind = 'reviews' | 'cases';

function overPeople(kind: Kind, body?: object): Recipe {
  return (world: World) => [
    {
      label: 'none',
      row: null,
      request: { params: { id: NOBODY }, ...(body && { body }) },
      rule: () => refused.notFound,
    },
    ...owners.map((owner): Cell => ({
      label: `of ${owner}`,
      row: null,
      request: { params: { id: world.appraisals[kind][owner] }, ...(body && { body }) },
      rule: (who) => (decides(who, owner) ? ok() : refused.notFound),
    })),
  ];
}

const listed =
  (kind: Kind): Recipe =>
  (world) => [
    {
      label: 'open ones',
      row: null,
      request: { query: { count: 1, limit: 200 } },
      content(answer: { rows: (ProbationRow | WatchRow)[]; count: number }, who) {
        const ids = owners
          .filter((owner) => decides(who, owner))
          .map((owner) => world.appraisals[kind][owner]);
        const inOrder = (list: readonly number[]) => list.toSorted((a, b) => a - b);
        return (
          same('rows', inOrder(answer.rows.map((row) => row.id)), inOrder(ids)) ??
          same('count', answer.count, ids.length)
        );
      },
    },
  ];

const rule = {
  name: '矩阵规则',
  deptIds: [],
  basis: 'score',
  span: 'month',
  bound: 6000,
  periods: 3,
};

export const staffRecipes: Recipes = {
  'probation.list': listed('reviews'),
  'probation.get': overPeople('reviews'),
  'probation.decide': overPeople('reviews', {
    version: 1,
    decision: 'extend',
    on: '2027-03-01',
    note: '矩阵',
  }),
  'watch.listRules': once(),
  'watch.createRule': once({ body: rule }, { rule: () => ok(201) }),
  'watch.updateRule': (world) => [
    {
      label: 'none',
      row: null,
      request: { params: { id: NOBODY }, body: { version: 1, active: false } },
      rule: () => refused.notFound,
    },
    {
      label: 'one',
      row: null,
      request: { params: { id: world.appraisals.ruleId }, body: { version: 1, active: false } },
    },
  ],
  'watch.list': listed('cases'),
  'watch.get': overPeople('cases'),
  'watch.decide': overPeople('cases', { version: 1, decision: 'dismiss', reason: '矩阵' }),
};
