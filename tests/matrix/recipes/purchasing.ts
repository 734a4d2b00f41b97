import type { SupplierPrice } from '@xinhang/shared/supplier-prices.ts';
import type { SimilarSupplier, SupplierRow } from '@xinhang/shared/suppliers.ts';
import type { Shortage } from '@xinhang/shared/shortages.ts';
import { ok, refused, type Expectation } from '../expectation.ts';
import { NOBODY } from '../plant-customers.ts';
import { ASKED_E4 } from '../plant-suppliers.ts';
import { once, same, type Recipe, type Recipes } from '../recipe.ts';
import type { World } from '../world.ts';

const costs = (who: Expectation) => who.role.fields.cost === 'show';
const refusedField = { status: 422, code: 'field-refused' } as const;
const ids = (answer: { rows: readonly { id: number }[] }) => answer.rows.map((row) => row.id);

/** One that is not there, and the one that is. */
const one =
  (idOf: (world: World) => number, body?: object): Recipe =>
  (world) => [
    {
      label: 'none',
      row: null,
      request: { params: { id: NOBODY }, ...(body && { body }) },
      rule: () => refused.notFound,
    },
    { label: 'one', row: null, request: { params: { id: idOf(world) }, ...(body && { body }) } },
  ];

export const purchasingRecipes: Recipes = {
  'suppliers.list': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: { count: 1 } },
      content: (answer: { rows: SupplierRow[]; count: number }) =>
        same('rows', [ids(answer), answer.count], [[world.suppliers.id], 1]),
    },
  ],
  'suppliers.get': one((world) => world.suppliers.id),
  'suppliers.pick': (world) => [
    {
      label: 'by name',
      row: null,
      request: { query: { q: '矩阵' } },
      content: (answer: { rows: SupplierRow[] }) => same('rows', ids(answer), [world.suppliers.id]),
    },
  ],
  'suppliers.terms': once(),
  'suppliers.check': (world) => [
    {
      label: 'by phone',
      row: null,
      request: { query: { phone: '139 0000 0001' } },
      content: (answer: { rows: SimilarSupplier[] }) =>
        same('rows', ids(answer), [world.suppliers.id]),
    },
  ],
  'suppliers.create': (world) => [
    {
      label: 'kept by a buyer',
      row: null,
      request: { body: { name: '矩阵新供应商', buyerId: world.company.users['buyer'] } },
      rule: () => ok(201),
    },
    {
      label: 'of a name that is there',
      row: null,
      request: { body: { name: '矩阵供应商', buyerId: world.company.users['buyer'] } },
      rule: () => refusedField,
    },
  ],
  'suppliers.update': one((world) => world.suppliers.id, { version: 1, note: '矩阵' }),
  'suppliers.export': once(
    { body: { format: 'csv', lang: 'zh-CN' } },
    { rule: () => ok(202), dear: true },
  ),
  'supplierPrices.list': (world) => [
    {
      label: 'of a product',
      row: null,
      request: { query: { productId: world.products.id } },
      content: (answer: { rows: SupplierPrice[] }, who) =>
        same(
          'rows',
          answer.rows.map((row) => [row.id, row.priceE4]),
          [[world.suppliers.priceId, costs(who) ? ASKED_E4 : null]],
        ),
    },
  ],
  'shortages.list': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: { count: 1 } },
      rule: (who) => (who.holds('stock.read') ? ok() : refused.forbidden),
      content: (answer: { rows: Shortage[]; count: number }, who) =>
        same(
          'rows',
          answer.rows.map(({ product, proposal }) => [product.id, proposal?.priceE4]),
          [[world.products.id, costs(who) ? ASKED_E4 : null]],
        ),
    },
  ],
  'supplierPrices.create': (world) => [
    {
      label: 'of the product',
      row: null,
      request: {
        body: { supplierId: world.suppliers.id, productId: world.products.id, priceE4: 1_0000 },
      },
      rule: (who) => (costs(who) ? ok(201) : refusedField),
    },
  ],
  'supplierPrices.update': one((world) => world.suppliers.priceId, { version: 1, note: '矩阵' }),
  'supplierPrices.remove': one((world) => world.suppliers.priceId),
};
