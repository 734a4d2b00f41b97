import { canary } from '../canaries.ts';
import { ok, positions, refused, type Expectation, type RowFacts } from '../expectation.ts';
import { same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import type { Request } from '../world.ts';
import { acts, overDeals } from './deals.ts';

const reads = (who: Expectation, row: RowFacts) => (who.seesDeals(row) ? ok() : refused.notFound);
const updates = (who: Expectation, row: RowFacts) => acts(who, row, 'deals.update');

/** A cell per position, aimed at the file of its open deal. */
const overFiles =
  (request: (id: number) => Request, rule: typeof reads): Recipe =>
  (world) =>
    positions.map((row, index): Cell => ({
      label: row.position,
      row,
      request: request(world.deals.files[index]!),
      rule: (who) => rule(who, row),
    }));

export const dealFileRecipes: Recipes = {
  'dealFiles.list': (world) =>
    overDeals(
      (id) => ({ params: { id } }),
      reads,
    )(world).map((cell, index): Cell => ({
      ...cell,
      content: (answer: { rows: { name: string }[] }) =>
        same(
          'files',
          answer.rows.map((file) => file.name),
          [`${canary(index, 'deal')}.txt`],
        ),
    })),
  'dealFiles.upload': overDeals(
    (id) => ({ params: { id }, query: { name: 'matrix.txt' }, bytes: 'matrix' }),
    (who, row) => {
      const verdict = updates(who, row);
      return verdict.status === 200 ? ok(201) : verdict;
    },
  ),
  'dealFiles.download': overFiles((id) => ({ params: { id } }), reads),
  'dealFiles.remove': overFiles((id) => ({ params: { id } }), updates),
};
