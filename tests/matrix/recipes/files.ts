import { canary } from '../canaries.ts';
import { ok, refused, type Expectation, type RowFacts } from '../expectation.ts';
import { overRows, same, type Recipes } from '../recipe.ts';

/** What hangs on one customer as this person reads it. */
export function judgeFiles(
  found: readonly { name: string }[],
  who: Expectation,
  row: RowFacts,
  index: number,
): string | null {
  const expected = who.seesHanging(row) ? [`${canary(index, 'file')}.txt`] : [];
  return same(
    'files',
    found.map((file) => file.name),
    expected,
  );
}

export const fileRecipes: Recipes = {
  'files.list': overRows({
    request: ({ customerId }) => ({ params: { id: customerId } }),
    rule: (who, row) => who.reads(row),
    content: (answer: { rows: { name: string }[] }, who, row, index) =>
      judgeFiles(answer.rows, who, row, index),
  }),
  'files.upload': (world) => [
    ...overRows({
      request: ({ customerId }) => ({
        params: { id: customerId },
        query: { name: 'matrix.txt' },
        bytes: 'matrix',
      }),
      rule: (who, row) => who.acts('customers.update', row, ok(201)),
    })(world),
    // For a follow-up that is being written: whoever may log one.
    ...overRows({
      request: ({ customerId }) => ({
        params: { id: customerId },
        query: { name: 'matrix.txt', draft: 1 },
        bytes: 'matrix',
      }),
      rule(who, row) {
        if (!who.sees(row)) return refused.notFound;
        if (row.archived) return refused.archived;
        return who.logs(row) ? ok(201) : refused.forbidden;
      },
    })(world).map((cell) => ({ ...cell, label: `draft, ${cell.label}` })),
  ],
  'files.download': overRows({
    request: ({ fileId }) => ({ params: { id: fileId } }),
    rule: (who, row) => (who.seesHanging(row) ? ok() : refused.notFound),
  }),
  'files.remove': overRows({
    request: ({ fileId }) => ({ params: { id: fileId } }),
    rule: (who, row) => who.actsOnFile('customers.update', row),
  }),
};
