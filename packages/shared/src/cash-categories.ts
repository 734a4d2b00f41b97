import { z } from 'zod';
import { accountKeys, type AccountKey } from './accounts.ts';
import { endpoint } from './contract/endpoint.ts';
import { id, idPath, requiredText, several, version } from './contract/fields.ts';

/** What a category is chosen for: other income, other payments, or lines of expense claims. */
export const cashCategoryKinds = ['income', 'payment', 'expense'] as const;
export type CashCategoryKind = (typeof cashCategoryKinds)[number];

/** Accounts whose own book is kept elsewhere: no category may write into them. */
const kept: ReadonlySet<AccountKey> = new Set([
  'cash',
  'bank',
  'wallet',
  'receivable',
  'advanceReceived',
  'payable',
  'payableEstimate',
  'advancePaid',
  'stock',
  'equityOpening',
]);
export const categoryAccounts = accountKeys.filter((key) => !kept.has(key));

const account = z.enum(accountKeys).refine((key) => !kept.has(key), {
  params: { rule: 'account-has-a-book' },
});
const sort = z.int().min(0).max(9999);

const category = z.object({
  id,
  version,
  kind: z.enum(cashCategoryKinds),
  name: z.string(),
  /** Of the chart: where the other side of the money stands. */
  account: z.enum(accountKeys),
  sort: z.int(),
  active: z.boolean(),
});
export type CashCategory = z.output<typeof category>;

const writes = ['cash.manage', 'system.settings'] as const;

export const cashCategories = {
  list: endpoint({
    method: 'GET',
    path: '/cash-categories',
    access: ['cash.read', 'expenses.read', 'system.settings'],
    since: 1,
    summary: 'Categories of other income, other payments and expenses',
    query: z.object({ kind: several(z.enum(cashCategoryKinds)) }),
    response: z.object({ rows: z.array(category) }),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cash-categories',
    access: writes,
    since: 1,
    summary: 'Add a category',
    body: z.object({
      kind: z.enum(cashCategoryKinds),
      name: requiredText(40),
      account,
      sort: sort.default(0),
    }),
    response: category,
    status: 201,
    problems: ['already-exists'],
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/cash-categories/:id',
    access: writes,
    since: 1,
    summary: 'Change a category, or put it out of use; its kind stays, and what was posted',
    params: idPath,
    body: z.object({
      version,
      name: requiredText(40).optional(),
      account: account.optional(),
      sort: sort.optional(),
      active: z.boolean().optional(),
    }),
    response: category,
    problems: ['version-conflict', 'already-exists'],
  }),
};
