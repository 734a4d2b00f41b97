import { ok, positions, refused, type Expectation, type RowFacts } from '../expectation.ts';
import { once, same, type Cell, type Recipe, type Recipes } from '../recipe.ts';

/** A statement lies with whoever owns the customer: a collaborator sees none. */
const reads = (who: Expectation, row: RowFacts) => who.reaches('receivables.read', row);
const readable = (who: Expectation) => positions.filter((row) => row.exists && reads(who, row));

/** The statement at each position. */
const over =
  (body: object | null, verdict = ok()): Recipe =>
  (world) =>
    positions.map((row, index): Cell => ({
      label: row.position,
      row,
      request: {
        params: { id: world.finance.statements[index]! },
        ...(body && { body: { version: 1, ...body } }),
      },
      rule: (who) => (reads(who, row) ? verdict : refused.notFound),
    }));
const span = { from: '2026-10-01', to: '2026-10-31' };

export const statementRecipes: Recipes = {
  'statements.list': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: { limit: 200 } },
      content: (answer: { rows: { id: number }[]; totals: { n: number }[] }, who) => {
        const theirs = readable(who).map(
          (row) => world.finance.statements[positions.indexOf(row)]!,
        );
        return (
          same(
            'rows',
            answer.rows.map((row) => row.id).toSorted((a, b) => a - b),
            theirs,
          ) ??
          same(
            'totals',
            answer.totals.reduce((sum, one) => sum + one.n, 0),
            theirs.length,
          )
        );
      },
    },
  ],
  'statements.get': over(null),
  'statements.proposal': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: { ...span } },
      content: (answer: { rows: { customer: { id: number } }[] }, who) =>
        same(
          'rows',
          answer.rows.map((row) => row.customer.id).toSorted((a, b) => a - b),
          readable(who)
            .map((row) => world.targets[positions.indexOf(row)]!.customerId)
            .toSorted((a, b) => a - b),
        ),
    },
  ],
  'statements.make': (world) =>
    positions.map((row, index): Cell => ({
      label: row.position,
      row,
      request: { body: { ...span, customerIds: [world.targets[index]!.customerId] } },
      rule: (who) => (reads(who, row) ? ok(201) : { status: 422, code: 'field-refused' }),
    })),
  'statements.send': over({ on: '2026-11-20', way: 'wechat' }),
  'statements.confirm': over({ on: '2026-11-20', by: '矩阵' }),
  'statements.dispute': (world) =>
    over({
      differenceFen: 1,
      reason: '矩阵',
      clearerId: world.people.teammate,
      until: '2026-12-20',
    })(world),
  // Those that were planted differ in nothing.
  'statements.clear': over({ note: '矩阵' }, { status: 409, code: 'state-refused' }),
  'statements.withdraw': over({ reason: '矩阵' }),
  'statements.export': once(
    { body: { format: 'csv', lang: 'zh-CN' } },
    { rule: () => ok(202), dear: true },
  ),
  'statements.file': (world) =>
    positions.map((row, index): Cell => ({
      label: row.position,
      row,
      request: {
        body: { statementId: world.finance.statements[index]!, format: 'csv', lang: 'zh-CN' },
      },
      rule: (who) => (reads(who, row) ? ok(202) : refused.notFound),
      dear: true,
    })),
};
