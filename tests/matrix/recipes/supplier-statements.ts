import { ok } from '../expectation.ts';
import { once, same, type Recipe, type Recipes } from '../recipe.ts';

/** The one that was made, by whoever reaches it: accounts of suppliers are read all or none. */
const it =
  (body: object | null, verdict = ok()): Recipe =>
  (world) => [
    {
      label: 'of the supplier',
      row: null,
      request: {
        params: { id: world.payables.statement },
        ...(body && { body: { version: 1, ...body } }),
      },
      rule: () => verdict,
    },
  ];
const span = { from: '2026-10-01', to: '2026-10-31' };

export const supplierStatementRecipes: Recipes = {
  'supplierStatements.list': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: {} },
      content: (answer: { rows: { id: number }[] }) =>
        same(
          'rows',
          answer.rows.map((row) => row.id),
          [world.payables.statement],
        ),
    },
  ],
  'supplierStatements.get': it(null),
  'supplierStatements.proposal': once({ query: { ...span } }),
  'supplierStatements.make': (world) => [
    {
      label: 'of October',
      row: null,
      request: { body: { ...span, supplierIds: [world.suppliers.id] } },
      rule: () => ok(201),
    },
  ],
  'supplierStatements.send': it({ on: '2026-11-20', way: 'wechat' }),
  'supplierStatements.confirm': it({ on: '2026-11-20', by: '矩阵' }),
  'supplierStatements.dispute': (world) =>
    it({
      differenceFen: 1,
      reason: '矩阵',
      clearerId: world.people.teammate,
      until: '2026-12-20',
    })(world),
  // It differs in nothing.
  'supplierStatements.clear': it({ note: '矩阵' }, { status: 409, code: 'state-refused' }),
  'supplierStatements.withdraw': it({ reason: '矩阵' }),
  'supplierStatements.export': once(
    { body: { format: 'csv', lang: 'zh-CN' } },
    { rule: () => ok(202), dear: true },
  ),
  'supplierStatements.file': (world) => [
    {
      label: 'of the supplier',
      row: null,
      request: {
        body: { statementId: world.payables.statement, format: 'csv', lang: 'zh-CN' },
      },
      rule: () => ok(202),
      dear: true,
    },
  ],
};
