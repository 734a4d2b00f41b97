import type { HandedRow, Handover } from '@xinhang/shared/handovers.ts';
import { ok, positions, refused, type Expectation, type Owner } from '../expectation.ts';
import { same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import type { World } from '../world.ts';

const ownedBy = (owner: Owner) => positions.filter((row) => row.owner === owner);
/** Customers and deals of this person may be given away. */
const reachesAll = (who: Expectation, owner: Owner) =>
  (['customers.assign', 'deals.assign'] as const).every((permission) =>
    who.reaches(permission, ownedBy(owner)[0]!),
  );
const office = (who: Expectation) => who.holds('org.manage');
const sees = (who: Expectation, owner: Owner) => office(who) || reachesAll(who, owner);
const field = { status: 422, code: 'field-refused' } as const;

const people: readonly Owner[] = ['me', 'subordinate', 'stranger'];
const nobody = (request: object): Cell => ({
  label: 'nobody',
  row: null,
  request,
  rule: () => refused.notFound,
});

/** Open plans on customers that somebody owns, and open instructions (see plant-coaching). */
const work: Partial<Record<Owner, { plans: number; tasks: number }>> = {
  me: { plans: 2, tasks: 1 },
  stranger: { plans: 0, tasks: 2 },
};

/** One position is one customer, an open deal and a won one. */
function countsOf(owner: Owner) {
  const rows = ownedBy(owner);
  const { plans, tasks } = work[owner] ?? { plans: 0, tasks: 0 };
  const away = rows.filter((row) => row.archived).length;
  return [
    { sort: 'customers', count: rows.length - away },
    { sort: 'customersArchived', count: away },
    { sort: 'plans', count: plans },
    // A draft and an approved one.
    { sort: 'campaigns', count: owner === 'me' ? 2 : 0 },
    // A draft and one in force for each.
    { sort: 'contracts', count: rows.length * 2 },
    { sort: 'suppliers', count: 0 },
    { sort: 'dealsOpen', count: rows.length },
    { sort: 'dealsEnded', count: rows.length },
    { sort: 'tasks', count: tasks },
  ];
}

/** What becomes of giving something of `from` to the person of the named department. */
function gives(who: Expectation, from: Owner, done = ok()) {
  if (!sees(who, from)) return refused.notFound;
  const reached = reachesAll(who, from) && reachesAll(who, 'named');
  return reached || office(who) ? done : field;
}

const planted =
  (label: string, rule: Cell['rule'], content?: Cell['content']): Recipe =>
  (world: World) => [
    nobody({ params: { id: 900_001 } }),
    {
      label,
      row: null,
      request: { params: { id: world.handoverId } },
      ...(rule && { rule }),
      ...(content && { content }),
    },
  ];
const readsIt = (who: Expectation) => (sees(who, 'stranger') ? ok() : refused.notFound);

export const handoverRecipes: Recipes = {
  'handovers.estate': (world) => [
    nobody({ params: { id: 900_001 } }),
    ...people.map((owner): Cell => ({
      label: owner,
      row: null,
      request: { params: { id: world.people[owner] } },
      rule: (who) => (sees(who, owner) ? ok() : refused.notFound),
      content: (answer: { counts: { sort: string; count: number; fate: string }[] }) =>
        same(
          'counts',
          answer.counts.flatMap(({ sort, count, fate }) =>
            fate === 'moves' ? [{ sort, count }] : [],
          ),
          countsOf(owner),
        ),
    })),
  ],
  'handovers.preview': (world) => {
    const query = { by: 'share', receiver: world.people.named, weight: 1 };
    return [
      nobody({ params: { id: 900_001 }, query }),
      ...(['subordinate', 'stranger'] as const).map((owner): Cell => ({
        label: owner,
        row: null,
        request: { params: { id: world.people[owner] }, query },
        rule: (who) => gives(who, owner),
      })),
    ];
  },
  'handovers.run': (world) => {
    const plan = { by: 'share', receivers: [{ userId: world.people.named, weight: 1 }] };
    const body = (userId: number, owner: Owner) => ({ userId, plan, seen: countsOf(owner) });
    return [
      nobody({ body: body(900_001, 'stranger') }),
      ...(['subordinate', 'stranger'] as const).map((owner): Cell => ({
        label: owner,
        row: null,
        request: { body: body(world.people[owner], owner) },
        rule(who) {
          // The office alone hands over for nobody who stays.
          if (office(who) && !reachesAll(who, owner)) return refused.forbidden;
          return gives(who, owner, ok(201));
        },
      })),
    ];
  },
  'handovers.list': (world) => [
    {
      label: 'everything',
      row: null,
      request: {},
      content: (answer: { rows: Handover[] }, who) =>
        same(
          'handovers',
          answer.rows.map(({ id }) => id),
          sees(who, 'stranger') ? [world.handoverId] : [],
        ),
    },
  ],
  'handovers.get': planted('planted', readsIt),
  'handovers.listRows': (world) =>
    planted('planted', readsIt, ((answer: { rows: HandedRow[] }, who: Expectation) =>
      same(
        'rows',
        answer.rows.map(({ id }) => id).toSorted((a, b) => a - b),
        positions
          .flatMap((row, index) =>
            row.exists && who.sees(row) ? [world.targets[index]!.customerId] : [],
          )
          .toSorted((a, b) => a - b),
      )) as Cell['content'])(world),
  'handovers.revert': planted('planted', (who) => {
    if (!sees(who, 'stranger')) return refused.notFound;
    return office(who) || reachesAll(who, 'named') ? ok() : refused.forbidden;
  }),
};
