import type { SupplierInvoiceRow } from '@xinhang/shared/supplier-invoices.ts';
import { ok, refused, type Expectation } from '../expectation.ts';
import { NOBODY, TODAY } from '../plant-customers.ts';
import { same, type Recipe, type Recipes } from '../recipe.ts';
import type { World } from '../world.ts';

/** They say what goods cost: whoever is not shown that sees none of them. */
const seen = (who: Expectation) => who.role.fields.cost === 'show';

/** One that is not there, and the one that is. */
const one =
  (idOf: (world: World) => number, more: object = {}, done = 200): Recipe =>
  (world) => [
    {
      label: 'none',
      row: null,
      request: { params: { id: NOBODY }, ...more },
      rule: (who) => (seen(who) ? refused.notFound : refused.forbidden),
    },
    {
      label: 'one',
      row: null,
      request: { params: { id: idOf(world) }, ...more },
      rule: (who) => (seen(who) ? ok(done) : refused.forbidden),
    },
  ];
const draft = (world: World) => world.supplierInvoices.draft;
const confirmed = (world: World) => world.supplierInvoices.confirmed;

export const supplierInvoiceRecipes: Recipes = {
  'supplierInvoices.list': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: { count: 1, limit: 200 } },
      rule: (who) => (seen(who) ? ok() : refused.forbidden),
      content: (answer: { rows: SupplierInvoiceRow[]; totals: { grossFen: number } }) =>
        same(
          'rows',
          [answer.rows.map((row) => row.id), answer.totals.grossFen],
          [[confirmed(world), draft(world)], 226],
        ),
    },
  ],
  'supplierInvoices.get': one(draft),
  'supplierInvoices.ofSupplier': one((world) => world.suppliers.id),
  'supplierInvoices.uninvoiced': () => [
    {
      label: 'all',
      row: null,
      request: { query: {} },
      rule: (who) => (seen(who) ? ok() : refused.forbidden),
      content: (answer: { rows: object[] }) => same('rows', answer.rows.length, 0),
    },
  ],
  // What came is a draft here.
  'supplierInvoices.create': (world) => [
    {
      label: 'one',
      row: null,
      request: {
        body: {
          supplierId: world.suppliers.id,
          businessDate: TODAY,
          lines: [{ receiptLineId: world.supplierInvoices.lineId, qtyE4: 1 }],
        },
      },
      rule: (who) => (seen(who) ? { status: 422, code: 'field-refused' } : refused.forbidden),
    },
  ],
  'supplierInvoices.update': one(draft, { body: { version: 1, note: '矩阵' } }),
  'supplierInvoices.discard': one(draft, { body: { version: 1 } }),
  'supplierInvoices.confirm': one(draft, { body: { version: 1 } }),
  'supplierInvoices.certify': one(confirmed, { body: { version: 1, month: '2026-11' } }),
  'supplierInvoices.reverse': one(confirmed, { body: { version: 1, reason: '矩阵' } }),
  'supplierInvoices.red': one(
    confirmed,
    { body: { version: 1, number: '矩阵红字', businessDate: TODAY } },
    201,
  ),
  'supplierInvoices.export': () => [
    {
      label: 'all',
      row: null,
      request: { body: { format: 'csv', lang: 'zh-CN' } },
      rule: (who) => (seen(who) ? ok(202) : refused.forbidden),
      dear: true,
    },
  ],
};
