import { canary } from '../canaries.ts';
import { ok, positions, refused, type Expectation } from '../expectation.ts';
import type { Marks } from '@xinhang/shared/contract/fields.ts';
import { overRows, probes, same, type Cell, type Recipes } from '../recipe.ts';

interface Counted {
  rows: { content: string }[];
  count: number | null;
}

const contents = (answer: Counted) => answer.rows.map((row) => row.content).toSorted();

const expected = (who: Expectation, position?: string) =>
  positions.flatMap((row, index) =>
    who.seesFollowUps(row) && (position === undefined || row.position === position)
      ? [canary(index, 'followUp')]
      : [],
  );

export const activityRecipes: Recipes = {
  'activities.list': (world) => [
    {
      label: 'everything',
      row: null,
      request: { query: { limit: 200, count: 1 } },
      content: (answer: Counted, who) =>
        same('follow-ups', contents(answer), expected(who).toSorted()) ??
        same('count', answer.count, expected(who).length),
    },
    // A list narrowed to one customer is empty for whom it is not there, like any other filter.
    ...positions.map((row, index): Cell => ({
      label: `of ${row.position}`,
      row: null,
      request: { query: { customerId: world.targets[index]!.customerId, count: 1 } },
      content: (answer: Counted, who) =>
        same('follow-ups', contents(answer), expected(who, row.position)) ??
        same('count', answer.count, expected(who, row.position).length),
    })),
  ],

  'activities.marks': (world) => [
    {
      label: 'everything',
      row: null,
      request: {},
      content: (answer: Marks, who) =>
        same('marks', answer, { marks: [], count: expected(who).length, next: null }),
    },
    ...probes.map(({ row, index }): Cell => ({
      label: `of ${row.position}`,
      row: null,
      request: { query: { customerId: world.targets[index]!.customerId } },
      content: (answer: Marks, who) =>
        same('marks', answer, { marks: [], count: expected(who, row.position).length, next: null }),
    })),
  ],

  'activities.create': overRows({
    request: ({ customerId }) => ({ body: { customerId, content: '矩阵' } }),
    rule(who, row) {
      if (!who.sees(row)) return refused.notFound;
      if (row.archived) return refused.archived;
      return who.logs(row) ? ok(201) : refused.forbidden;
    },
  }),

  'activities.update': overRows({
    request: ({ followUpId }) => ({
      params: { id: followUpId },
      body: { version: 1, type: 'visit' },
    }),
    rule(who, row) {
      if (!who.seesFollowUps(row)) return refused.notFound;
      if (row.archived) return refused.archived;
      // Those two the subject wrote; whatever else one may, nobody corrects another's words.
      const written = row.position === 'own' || row.position === 'handedOver';
      return who.logs(row) && written ? ok() : refused.forbidden;
    },
  }),
};
