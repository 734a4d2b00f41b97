import type { CashBookRow } from '@xinhang/shared/cash-book.ts';
import type { CashTransfer } from '@xinhang/shared/cash-transfers.ts';
import type { OtherCash } from '@xinhang/shared/other-cash.ts';
import { ok, positions, refused } from '../expectation.ts';
import { PARTY } from '../plant-cash.ts';
import { NOBODY, TODAY } from '../plant-customers.ts';
import { once, same, type Recipe, type Recipes } from '../recipe.ts';
import type { World } from '../world.ts';

/** One that is not there, and the one that is. */
const one =
  (idOf: (world: World) => number, more: object = {}): Recipe =>
  (world) => [
    {
      label: 'none',
      row: null,
      request: { params: { id: NOBODY }, ...more },
      rule: () => refused.notFound,
    },
    { label: 'one', row: null, request: { params: { id: idOf(world) }, ...more } },
  ];
/** A body that names rows of the world. */
const made =
  (of: (world: World) => object): Recipe =>
  (world) => [{ label: 'once', row: null, request: { body: of(world) }, rule: () => ok(201) }];
const file = { format: 'csv', lang: 'zh-CN' };
const ids = (answer: { rows: readonly { id: number }[] }) =>
  answer.rows.map((row) => row.id).toSorted((a, b) => a - b);
const back = { version: 2, reason: '矩阵' };
const change = { body: { version: 1, note: '矩阵' } };
const drop = { body: { version: 1 } };

/** Where the company's money lies is nobody's row (decision 0228). */
export const cashRecipes: Recipes = {
  'cashAccounts.open': one((world) => world.finance.accountId, {
    body: { businessDate: '2026-09-01', amountFen: 900 },
  }),
  'cashAccounts.reverseOpening': one((world) => world.cash.tillId, {
    body: { version: 1, reason: '矩阵' },
  }),
  'cashBook.read': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: { from: '2026-09-02' } },
      content: (answer: { rows: CashBookRow[] }) =>
        same(
          'what lay there',
          answer.rows.map((row) => [row.account.id, row.openingFen]),
          [
            [world.finance.accountId, 0],
            [world.cash.tillId, 700],
          ],
        ),
    },
  ],
  'cashBook.export': (world) => [
    { label: 'all', row: null, request: { body: file }, rule: () => ok(202), dear: true },
    {
      label: 'none',
      row: null,
      request: { body: { ...file, accountId: NOBODY } },
      rule: () => refused.notFound,
    },
    {
      label: 'one',
      row: null,
      request: { body: { ...file, accountId: world.cash.tillId } },
      rule: () => ok(202),
      dear: true,
    },
  ],
  'cashTransfers.list': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: { limit: 200 } },
      content: (answer: { rows: CashTransfer[] }) =>
        same('rows', ids(answer), [world.cash.transfer.confirmed, world.cash.transfer.draft]),
    },
  ],
  'cashTransfers.get': one((world) => world.cash.transfer.confirmed),
  'cashTransfers.create': made((world) => ({
    fromId: world.finance.accountId,
    toId: world.cash.tillId,
    businessDate: TODAY,
    amountFen: 5,
  })),
  'cashTransfers.update': one((world) => world.cash.transfer.draft, change),
  'cashTransfers.discard': one((world) => world.cash.transfer.draft, drop),
  'cashTransfers.confirm': one((world) => world.cash.transfer.draft, drop),
  'cashTransfers.reverse': one((world) => world.cash.transfer.confirmed, { body: back }),
  'cashTransfers.export': once({ body: file }, { rule: () => ok(202), dear: true }),
  'cashCategories.list': once(),
  'cashCategories.create': once(
    { body: { kind: 'payment', name: '矩阵类别', account: 'adminExpense' } },
    { rule: () => ok(201) },
  ),
  'cashCategories.update': one((world) => world.cash.categoryId, {
    body: { version: 1, name: '矩阵改' },
  }),
  'otherCash.list': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: { kind: 'income', limit: 200 } },
      content: (answer: { rows: OtherCash[] }, who) =>
        same('rows', ids(answer), [world.cash.income.confirmed, world.cash.income.draft]) ??
        same(
          'the customer',
          answer.rows.every((row) => row.party.id !== null),
          who.reads(positions[PARTY]!).status === 200,
        ),
    },
  ],
  'otherCash.get': one((world) => world.cash.income.confirmed),
  'otherCash.create': made((world) => ({
    kind: 'income',
    categoryId: world.cash.categoryId,
    accountId: world.finance.accountId,
    businessDate: TODAY,
    amountFen: 5,
    party: { kind: 'none', name: '矩阵' },
  })),
  'otherCash.update': one((world) => world.cash.income.draft, change),
  'otherCash.discard': one((world) => world.cash.income.draft, drop),
  'otherCash.confirm': one((world) => world.cash.income.draft, drop),
  'otherCash.reverse': one((world) => world.cash.income.confirmed, { body: back }),
  'otherCash.export': once(
    { body: { kind: 'income', ...file } },
    { rule: () => ok(202), dear: true },
  ),
};
