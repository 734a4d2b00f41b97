import type { Plan } from '@xinhang/shared/plans.ts';
import { canary } from '../canaries.ts';
import { ok, positions, refused, type Expectation, type RowFacts } from '../expectation.ts';
import { TODAY } from '../plant-customers.ts';
import { written } from '../plant-coaching.ts';
import { overRows, probes, same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import type { Request } from '../world.ts';

/** The subject planned where he wrote; the rest is the boss's. */
const planned = (who: Expectation, position?: string) =>
  positions.flatMap((row, index) =>
    who.seesFollowUps(row) && (position === undefined || row.position === position)
      ? [canary(index, 'followUp')]
      : [],
  );
const purposes = (answer: { rows: Plan[] }) => answer.rows.map((row) => row.purpose).toSorted();

/** Like an own follow-up: where it is seen and the customer takes talks, its author's alone. */
function ofOwn(request: (id: number) => Request): Recipe {
  return (world) =>
    positions.map((row, index): Cell => ({
      label: row.position,
      row,
      request: request(world.plans[index]!),
      rule: (who) => rule(who, row),
    }));
}
function rule(who: Expectation, row: RowFacts) {
  if (!who.seesFollowUps(row)) return refused.notFound;
  if (row.archived) return refused.archived;
  return who.logs(row) && written(row.position) ? ok() : refused.forbidden;
}

export const planRecipes: Recipes = {
  'plans.list': (world) => [
    {
      label: 'everything',
      row: null,
      request: { query: { limit: 200 } },
      content: (answer: { rows: Plan[] }, who) =>
        same('plans', purposes(answer), planned(who).toSorted()),
    },
    ...probes.map(({ row, index }): Cell => ({
      label: `of ${row.position}`,
      row: null,
      request: { query: { customerId: world.targets[index]!.customerId } },
      content: (answer: { rows: Plan[] }, who) =>
        same('plans', purposes(answer), planned(who, row.position)),
    })),
  ],
  'plans.create': overRows({
    request: ({ customerId }) => ({ body: { customerId, purpose: '矩阵', dueOn: TODAY } }),
    rule(who, row) {
      if (!who.sees(row)) return refused.notFound;
      if (row.archived) return refused.archived;
      return who.logs(row) ? ok(201) : refused.forbidden;
    },
  }),
  'plans.update': ofOwn((id) => ({ params: { id }, body: { version: 1, purpose: '矩阵' } })),
  'plans.cancel': ofOwn((id) => ({ params: { id } })),
};
