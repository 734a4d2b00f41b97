import { ok, positions, refused, type Expectation, type Verdict } from '../expectation.ts';
import { same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import type { Request, World } from '../world.ts';

/** Imports are seen by who made them, and by those who see every customer. */
const seesAll = (who: Expectation) =>
  who.holds('customers.import') &&
  who.holds('customers.read') &&
  who.role.grants.some((grant) => grant.permission === 'customers.read' && grant.scope === 'all');

type State = keyof World['imports']['mine'];

/** None, one of the subject's and one of the boss's, in a state in which it may be done. */
function overImports(
  state: State,
  request: Omit<Request, 'params'>,
  done: Verdict,
  more: Partial<Cell> = {},
): Recipe {
  return (world) => {
    const cell = (label: string, id: number, rule: Cell['rule']): Cell => ({
      label,
      row: null,
      request: { params: { id }, ...request },
      ...(rule && { rule }),
      ...more,
    });
    return [
      cell('none', 900_001, () => refused.notFound),
      cell('own', world.imports.mine[state], (who) =>
        who.holds('customers.import') ? done : refused.notFound,
      ),
      cell('of the boss', world.imports.boss[state], (who) =>
        seesAll(who) ? done : refused.notFound,
      ),
    ];
  };
}

const choices = { body: { mapping: ['name'], ownerless: 'pool', duplicates: 'skip' } };

export const importRecipes: Recipes = {
  'imports.upload': () => [
    {
      label: 'a list of names',
      row: null,
      request: {
        query: { name: 'matrix.csv', kind: 'customers' },
        bytes: '客户名称\n矩阵导入公司\n',
      },
      rule: (who) => (who.holds('customers.import') ? ok(201) : refused.forbidden),
      // It starts a thread and reads a sheet.
      dear: true,
    },
    {
      label: 'a list of products',
      row: null,
      request: {
        query: { name: 'matrix.csv', kind: 'products' },
        bytes: '商品编码,商品名称\nM9,矩阵导入商品\n',
      },
      rule: (who) => (who.holds('products.update') ? ok(201) : refused.forbidden),
      dear: true,
    },
  ],
  // It starts a thread and writes a sheet.
  'imports.template': () => [
    {
      label: 'of suppliers',
      row: null,
      request: { query: { kind: 'suppliers' } },
      rule: (who) => (who.holds('suppliers.update') ? ok() : refused.forbidden),
      dear: true,
    },
  ],
  'imports.list': (world) => [
    {
      label: 'own',
      row: null,
      request: { query: { limit: 200, kind: ['customers'] } },
      content(answer: { rows: { id: number }[] }, who) {
        const { mine, boss } = world.imports;
        const own = who.holds('customers.import') ? Object.values(mine) : [];
        const expected = [...own, ...(seesAll(who) ? Object.values(boss) : [])];
        const found = answer.rows.map((batch) => batch.id);
        const ascending = (a: number, b: number) => a - b;
        return same('imports', found.toSorted(ascending), expected.toSorted(ascending));
      },
    },
  ],
  'imports.get': overImports('uploaded', {}, ok(), {
    // Of what the file says: nothing for those who see no customers.
    content: (answer: { sample: string[][] }, who) =>
      same('sample', answer.sample.length > 0, who.holds('customers.read')),
  }),
  'imports.check': overImports('uploaded', choices, ok(202)),
  'imports.listCustomers': overImports('imported', {}, ok()),
  'imports.run': overImports('checked', choices, ok(202)),
  'imports.undo': overImports('imported', {}, ok(202)),
  'imports.discard': overImports('checked', {}, ok(202)),
  // It starts a thread and writes a sheet.
  'imports.errorFile': overImports('checked', {}, ok(), { dear: true }),
  'imports.listRows': (world) =>
    overImports('checked', { query: { limit: 200 } }, ok(), {
      content(answer: { rows: { row: number; customerId: number | null; label: string }[] }, who) {
        const expected = positions.flatMap((row, index) => {
          if (!row.exists) return [];
          const label = who.holds('customers.read') ? 'matrix' : '';
          return [`${label} ${who.sees(row) ? world.targets[index]!.customerId : null}`];
        });
        const found = answer.rows.map(({ label, customerId }) => `${label} ${customerId}`);
        return same('rows', found.toSorted(), expected.toSorted());
      },
    })(world),
};
