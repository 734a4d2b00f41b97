import type { ApAdjustment, PayableRow } from '@xinhang/shared/payables.ts';
import type { PaymentRow } from '@xinhang/shared/payments.ts';
import { ok, refused } from '../expectation.ts';
import { NOBODY, TODAY } from '../plant-customers.ts';
import { OWED_TO_SUPPLIER, REFUNDED_BY_SUPPLIER } from '../plant-payables.ts';
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
const body = (of: (world: World) => object, status = 200): Recipe => {
  return (world) => [
    { label: 'one', row: null, request: { body: of(world) }, rule: () => ok(status) },
  ];
};
const file = { format: 'csv', lang: 'zh-CN' };
const ids = (answer: { rows: readonly { id: number }[] }) =>
  answer.rows.map((row) => row.id).toSorted((a, b) => a - b);

/** Suppliers are nobody's row: whoever may read payables reads them all (decision 0229). */
export const payableRecipes: Recipes = {
  'payments.list': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: { limit: 200 } },
      content: (answer: { rows: PaymentRow[] }) =>
        same('rows', ids(answer), [world.payables.payment, world.payables.draft]),
    },
  ],
  'payments.get': one((world) => world.payables.payment),
  'payments.proposal': one((world) => world.suppliers.id, { query: { amountFen: 100 } }),
  'payments.create': body(
    (world) => ({
      supplierId: world.suppliers.id,
      accountId: world.finance.accountId,
      businessDate: TODAY,
      amountFen: 100,
    }),
    201,
  ),
  'payments.update': one((world) => world.payables.draft, { body: { version: 1, note: '矩阵' } }),
  'payments.discard': one((world) => world.payables.draft, { body: { version: 1 } }),
  'payments.confirm': one((world) => world.payables.draft, { body: { version: 1 } }),
  'payments.reverse': one((world) => world.payables.payment, {
    body: { version: 2, reason: '矩阵', refundedFen: REFUNDED_BY_SUPPLIER },
  }),
  'payments.export': once({ body: file }, { rule: () => ok(202), dear: true }),
  'supplierRefunds.list': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: { limit: 200 } },
      content: (answer: { rows: { id: number }[] }) =>
        same('rows', ids(answer), [world.payables.refunded]),
    },
  ],
  'supplierRefunds.create': body(({ payables }) => payables.refund, 201),
  'supplierRefunds.reverse': one((world) => world.payables.refunded, {
    body: { version: 1, reason: '矩阵' },
  }),
  'payables.list': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: { limit: 200, on: '2026-09-30' } },
      content: (answer: { rows: PayableRow[]; totals: { balanceFen: number } }) =>
        same(
          'rows',
          [answer.rows.map((row) => [row.supplier.id, row.balanceFen]), answer.totals.balanceFen],
          [[[world.suppliers.id, OWED_TO_SUPPLIER + 1]], OWED_TO_SUPPLIER + 1],
        ),
    },
  ],
  'payables.export': once({ body: file }, { rule: () => ok(202), dear: true }),
  'payables.ofSupplier': one((world) => world.suppliers.id),
  'payables.statement': (world) => [
    {
      label: 'one',
      row: null,
      request: { body: { supplierId: world.suppliers.id, ...file } },
      rule: () => ok(202),
      dear: true,
    },
    {
      label: 'none',
      row: null,
      request: { body: { supplierId: NOBODY, ...file } },
      rule: () => refused.notFound,
    },
  ],
  'payables.settle': body(({ payables: { owed: owedId, paid: paidId } }) => ({
    owedId,
    paidId,
    amountFen: 10,
  })),
  'payables.unsettle': body(({ payables }) => ({ allocationId: payables.allocation })),
  'payables.adjustments': () => [
    {
      label: 'all',
      row: null,
      request: { query: { limit: 200 } },
      content: (answer: { rows: ApAdjustment[] }) => same('rows', answer.rows.length, 2),
    },
  ],
  'payables.adjust': body(({ payables }) => payables.correction, 201),
  'payables.reverseAdjustment': one((world) => world.payables.free, {
    body: { version: 1, reason: '矩阵' },
  }),
};
