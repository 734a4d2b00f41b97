import type { CustomerExpense, ExpenseRow } from '@xinhang/shared/expense-claims.ts';
import { ok, refused, rowOf, type Expectation, type Owner, type Verdict } from '../expectation.ts';
import { claimants } from '../plant-expenses.ts';
import { once, overRows, same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import type { Request, World } from '../world.ts';

type Expenses = World['expenses'];
/** Own claims, and those of people in reach once they are handed in. */
const reads = (who: Expectation, owner: Owner) => who.reaches('expenses.read', rowOf(owner));
const forbidden: Verdict = refused.forbidden;

/** A cell per person, aimed at a claim of that kind. */
const over =
  (
    idOf: (expenses: Expenses, owner: Owner) => number,
    request: (id: number) => Request,
    rule: (who: Expectation, owner: Owner) => Verdict,
  ): Recipe =>
  (world) =>
    claimants.map((owner): Cell => ({
      label: owner,
      row: null,
      request: request(idOf(world.expenses, owner)),
      rule: (who) => rule(who, owner),
    }));
const approved = (expenses: Expenses, owner: Owner) => expenses.approved[owner];
const paid = (expenses: Expenses, owner: Owner) => expenses.paid[owner];
const shown = (who: Expectation, owner: Owner) => (reads(who, owner) ? ok() : refused.notFound);

/** The own draft, one of somebody else that nobody reads, and one that is the own no more to write. */
const drafts =
  (request: (id: number) => Request, status = 200): Recipe =>
  ({ expenses }) => [
    { label: 'own', row: null, request: request(expenses.draft), rule: () => ok(status) },
    {
      label: 'of the boss',
      row: null,
      request: request(expenses.bossDraft),
      rule: () => refused.notFound,
    },
    {
      label: 'handed in',
      row: null,
      request: request(expenses.approved.me),
      rule: () => ({ status: 409, code: 'state-refused' }),
    },
    {
      label: 'of a stranger',
      row: null,
      request: request(expenses.approved.stranger),
      rule: (who) => (reads(who, 'stranger') ? forbidden : refused.notFound),
    },
  ];
const versioned =
  (more: object = {}) =>
  (id: number) => ({
    params: { id },
    body: { version: 1, ...more },
  });

export const expenseRecipes: Recipes = {
  'expenseClaims.list': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: { limit: 200 } },
      content(answer: { rows: ExpenseRow[] }, who) {
        const { expenses } = world;
        const expected = claimants
          .filter((owner) => reads(who, owner))
          .flatMap((owner) => [expenses.approved[owner], expenses.paid[owner]]);
        const ids = answer.rows.map((row) => row.id).toSorted((a, b) => a - b);
        return same(
          'rows',
          ids,
          [...expected, expenses.draft].toSorted((a, b) => a - b),
        );
      },
    },
  ],
  'expenseClaims.get': (world) => [
    ...over(approved, (id) => ({ params: { id } }), shown)(world),
    {
      label: 'draft of the boss',
      row: null,
      request: { params: { id: world.expenses.bossDraft } },
      rule: () => refused.notFound,
    },
  ],
  'expenseClaims.create': once({ body: { title: '矩阵' } }, { rule: () => ok(201) }),
  'expenseClaims.update': drafts(versioned({ title: '矩阵改' })),
  'expenseClaims.discard': drafts(versioned()),
  'expenseClaims.submit': drafts(versioned()),
  // What waits has an approval: tests/api/expenses.test.ts takes one back.
  'expenseClaims.withdraw': (world) => [
    {
      label: 'a draft',
      row: null,
      request: versioned()(world.expenses.draft),
      rule: () => ({ status: 409, code: 'state-refused' }),
    },
  ],
  'expenseClaims.sendBack': over(approved, versioned({ reason: '矩阵' }), shown),
  'expenseClaims.pay': (world) =>
    over(
      approved,
      versioned({ accountId: world.finance.accountId, paidOn: '2026-11-24' }),
      shown,
    )(world),
  'expenseClaims.unpay': over(paid, versioned({ reason: '矩阵' }), shown),
  'expenseClaims.upload': drafts(
    (id) => ({ params: { id }, query: { name: 'matrix.txt' }, bytes: 'matrix' }),
    201,
  ),
  'expenseClaims.download': (world) => [
    {
      label: 'of a stranger',
      row: null,
      request: { params: { id: world.expenses.strangerFile } },
      rule: (who) => shown(who, 'stranger'),
    },
  ],
  'expenseClaims.removeFile': (world) => [
    { label: 'own', row: null, request: { params: { id: world.expenses.file } } },
    {
      label: 'of a stranger',
      row: null,
      request: { params: { id: world.expenses.strangerFile } },
      rule: (who) => (reads(who, 'stranger') ? forbidden : refused.notFound),
    },
  ],
  'expenseClaims.ofCustomer': overRows({
    request: ({ customerId }) => ({ params: { id: customerId } }),
    rule: (who, row) => who.reads(row),
    content: (answer: { rows: CustomerExpense[]; approvedFen: number }, who, row) => {
      const owners = row.position === 'own' ? claimants.filter((owner) => reads(who, owner)) : [];
      return same(
        'expenses',
        [answer.rows.length, answer.approvedFen],
        [owners.length * 2, owners.length * 200],
      );
    },
  }),
  'expenseClaims.export': once(
    { body: { format: 'csv', lang: 'zh-CN' } },
    { rule: () => ok(202), dear: true },
  ),
};
