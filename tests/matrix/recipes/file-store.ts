import { canary } from '../canaries.ts';
import { positions, type Expectation } from '../expectation.ts';
import { once, same, type Cell, type Recipes } from '../recipe.ts';

interface Answer {
  rows: { name: string; customer: { name: string } }[];
  count: number | null;
}

/** Files of every customer, as far as this person sees what hangs on it. */
function judge(answer: Answer, who: Expectation): string | null {
  const expected = positions.flatMap((row, index) =>
    row.exists && who.seesHanging(row)
      ? [`${canary(index, 'file')}.txt 深圳${canary(index, 'name')}有限公司`]
      : [],
  );
  const found = answer.rows.map((file) => `${file.name} ${file.customer.name}`);
  return (
    same('files', found.toSorted(), expected.toSorted()) ??
    same('count', answer.count, expected.length)
  );
}

export const fileStoreRecipes: Recipes = {
  'fileStore.status': once(),
  'fileStore.list': (): Cell[] => [
    {
      label: 'everything',
      row: null,
      request: { query: { limit: 200, count: 1 } },
      content: judge,
    },
    {
      label: 'by size and name',
      row: null,
      request: { query: { limit: 200, count: 1, sort: 'biggest', q: 'ZQ' } },
      content: judge,
    },
  ],
};
