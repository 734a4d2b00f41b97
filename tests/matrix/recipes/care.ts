import type { CareItem } from '@xinhang/shared/care.ts';
import type { CustomerPromise, Gift } from '@xinhang/shared/gifts.ts';
import { canary } from '../canaries.ts';
import { ok, positions, refused, type Expectation, type RowFacts } from '../expectation.ts';
import { written } from '../plant-coaching.ts';
import { TODAY } from '../plant-customers.ts';
import { once, overRows, probes, same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import type { Request, World } from '../world.ts';

/** Gifts and promises: as follow-ups, and like contacts nobody's in the pool. */
const sees = (who: Expectation, row: RowFacts) => who.seesFollowUps(row) && row.owner !== null;
/** Open care of a customer that is put away is nobody's work. */
const owed = (who: Expectation, row: RowFacts) => sees(who, row) && !row.archived;

type Shown = (who: Expectation, row: RowFacts) => boolean;
const said = (who: Expectation, shown: Shown, position?: string) =>
  positions
    .flatMap((row, index) =>
      shown(who, row) && (position === undefined || row.position === position)
        ? [canary(index, 'followUp')]
        : [],
    )
    .toSorted();

/** A list as a whole, and narrowed to one customer. */
const listed =
  <Row>(shown: Shown, textOf: (row: Row) => string): Recipe =>
  (world) => [
    {
      label: 'everything',
      row: null,
      request: { query: { limit: 200 } },
      content: (answer: { rows: Row[] }, who) =>
        same('rows', answer.rows.map(textOf).toSorted(), said(who, shown)),
    },
    ...probes.map(({ row, index }): Cell => ({
      label: `of ${row.position}`,
      row: null,
      request: { query: { customerId: world.targets[index]!.customerId } },
      content: (answer: { rows: Row[] }, who) =>
        same('rows', answer.rows.map(textOf), said(who, shown, row.position)),
    })),
  ];

/** On one row of those that were planted. */
const over =
  (
    of: 'items' | 'gifts' | 'promises',
    request: (id: number) => Request,
    rule: (who: Expectation, row: RowFacts) => ReturnType<typeof ok>,
  ): Recipe =>
  (world: World) =>
    positions.map((row, index): Cell => ({
      label: row.position,
      row,
      request: request(world.care[of][index]!),
      rule: (who) => rule(who, row),
    }));

const acts = (who: Expectation, row: RowFacts, mine = true) => {
  if (!sees(who, row)) return refused.notFound;
  if (row.archived) return refused.archived;
  return who.logs(row) && mine ? ok() : refused.forbidden;
};
const actsOnItem = (who: Expectation, row: RowFacts) =>
  owed(who, row) ? acts(who, row) : refused.notFound;

const noted = (body: object): Recipe =>
  overRows({
    request: ({ customerId }) => ({ body: { customerId, ...body } }),
    rule(who, row) {
      if (!who.sees(row)) return refused.notFound;
      if (row.archived) return refused.archived;
      return who.logs(row) && row.owner !== null ? ok(201) : refused.forbidden;
    },
  });

const plan = { name: '矩阵', kind: 'call', what: '矩阵', trigger: 'interval', everyDays: 30 };
const snooze = { kind: 'plansDue', id: 1 };

export const careRecipes: Recipes = {
  'carePlans.list': once(),
  'carePlans.create': once({ body: plan }, { rule: () => ok(201) }),
  'carePlans.update': (world) => [
    {
      label: 'one',
      row: null,
      request: { params: { id: world.care.planId }, body: { version: 1, name: '矩阵改' } },
    },
  ],
  'careItems.list': listed<CareItem>(owed, (row) => row.note),
  'careItems.done': over('items', (id) => ({ params: { id }, body: {} }), actsOnItem),
  'careItems.skip': over(
    'items',
    (id) => ({ params: { id }, body: { reason: '矩阵' } }),
    actsOnItem,
  ),
  'gifts.list': listed<Gift>(sees, (row) => row.what),
  'gifts.create': noted({ what: '矩阵', on: TODAY }),
  'gifts.update': over(
    'gifts',
    (id) => ({ params: { id }, body: { version: 1, note: '矩阵' } }),
    (who, row) => acts(who, row, written(row.position)),
  ),
  'promises.list': listed<CustomerPromise>(sees, (row) => row.text),
  'promises.create': noted({ text: '矩阵', dueOn: TODAY }),
  'promises.update': over(
    'promises',
    (id) => ({ params: { id }, body: { version: 1, dueOn: TODAY } }),
    acts,
  ),
  'promises.settle': over('promises', (id) => ({ params: { id }, body: { kept: true } }), acts),
  'relation.ofContact': overRows({
    request: ({ contactId }) => ({ params: { id: contactId } }),
    rule: (who, row) => (sees(who, row) ? ok() : refused.notFound),
  }),
  'snoozes.set': (world) => [
    {
      label: 'once',
      row: null,
      request: { body: { ...snooze, until: world.company.clock.now + 3_600_000 } },
    },
  ],
  'snoozes.wake': once({ body: { kind: 'plansDue' } }),
};
