import type { Location } from '@xinhang/shared/product-words.ts';
import type { PickedProduct, Product, ProductRow } from '@xinhang/shared/products.ts';
import type { ProductBill } from '@xinhang/shared/product-bills.ts';
import { ok, positions, refused, type Expectation, type Verdict } from '../expectation.ts';
import { NOBODY } from '../plant-customers.ts';
import { PURCHASE_E4 } from '../plant-products.ts';
import { once, overRows, same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import type { Request, World } from '../world.ts';

const inUse = { status: 409, code: 'in-use' } as const;

/** A row that is not there, and one that is: of the company, so that the permission is all. */
const one =
  (idOf: (world: World) => number, request: (id: number) => Request): Recipe =>
  (world) => [
    { label: 'none', row: null, request: request(NOBODY), rule: () => refused.notFound },
    { label: 'one', row: null, request: request(idOf(world)) },
  ];
const patched = (body: object) => (id: number) => ({
  params: { id },
  body: { version: 1, ...body },
});

const costly = { purchasePriceE4: 1_0000 };
const needsCost = (who: Expectation): Verdict =>
  who.role.fields.cost === 'show' ? ok() : { status: 422, code: 'field-refused' };

/** The part number that was planted for the own customer. */
const ofOwn =
  (request: (id: number) => Request): Recipe =>
  (world) => [
    {
      label: 'nonexistent',
      row: positions[0]!,
      request: request(NOBODY),
      rule: () => refused.notFound,
    },
    {
      label: 'own',
      row: positions[1]!,
      request: request(world.products.partNumberId),
      rule: (who) => who.acts('customers.update', positions[1]!),
    },
  ];

export const productRecipes: Recipes = {
  'products.list': () => [
    {
      label: 'found by pinyin',
      row: null,
      request: { query: { q: 'jzsp', count: 1 } },
      content: (answer: { rows: ProductRow[]; count: number }) =>
        same('rows', [answer.rows.map((row) => row.name), answer.count], [['矩阵商品'], 1]),
    },
  ],
  'products.export': once(
    { body: { format: 'csv', lang: 'zh-CN' } },
    { rule: () => ok(202), dear: true },
  ),
  'products.get': (world) => [
    {
      label: 'none',
      row: null,
      request: { params: { id: NOBODY } },
      rule: () => refused.notFound,
    },
    {
      label: 'one',
      row: null,
      request: { params: { id: world.products.id } },
      content: (answer: Product, who) => {
        const shown = who.role.fields.cost === 'show';
        return same(
          'cost',
          [answer.purchasePriceE4, answer.costHidden],
          [shown ? PURCHASE_E4 : null, !shown],
        );
      },
    },
  ],
  'productBills.get': (world) => [
    {
      label: 'one',
      row: null,
      request: { params: { id: world.products.id } },
      content: (answer: ProductBill) =>
        same('bill', [answer.product.id, answer.version, answer.parts], [world.products.id, 0, []]),
    },
  ],
  'productBills.set': one(
    ({ products }) => products.id,
    (id) => ({ params: { id }, body: { version: 0, makesE4: 1_0000, note: '矩阵', parts: [] } }),
  ),
  'products.pick': (world) => [
    {
      label: 'carton',
      row: null,
      request: { query: { q: '6900000000001' } },
      content: (answer: { rows: PickedProduct[] }) =>
        same(
          'rows',
          answer.rows.map((row) => [row.id, row.unit.id, row.num]),
          [[world.products.id, world.products.cartonId, 24]],
        ),
    },
  ],
  'products.create': (world) => {
    const body = { name: '矩阵新商品', unitId: world.products.unitId };
    return [
      { label: 'plain', row: null, request: { body }, rule: () => ok(201) },
      {
        label: 'with its cost',
        row: null,
        request: { body: { ...body, ...costly } },
        rule: (who) => (needsCost(who).status === 200 ? ok(201) : needsCost(who)),
      },
    ];
  },
  'products.update': (world) => [
    ...one(({ products }) => products.id, patched({ note: '矩阵' }))(world),
    {
      label: 'its cost',
      row: null,
      request: patched(costly)(world.products.id),
      rule: needsCost,
    },
  ],
  'products.addImage': (world) => [
    {
      label: 'none',
      row: null,
      request: { params: { id: NOBODY }, query: { name: 'm.png' }, bytes: 'matrix' },
      rule: () => refused.notFound,
    },
    {
      label: 'one',
      row: null,
      request: { params: { id: world.products.id }, query: { name: 'm.png' }, bytes: 'matrix' },
      rule: () => ok(201),
    },
  ],
  'products.removeImage': one(
    ({ products }) => products.imageId,
    (id) => ({ params: { id } }),
  ),
  'products.downloadImage': one(
    ({ products }) => products.imageId,
    (id) => ({ params: { id } }),
  ),
  'customerProducts.list': overRows({
    request: ({ customerId }) => ({ params: { id: customerId } }),
    rule: (who, row) => who.reads(row),
  }),
  'customerProducts.create': overRows({
    request: ({ customerId }, world) => ({
      params: { id: customerId },
      body: { productId: world.products.id, code: 'M-2' },
    }),
    // It was planted for the own one.
    rule(who, row) {
      const verdict = who.acts('customers.update', row, ok(201));
      if (verdict.status !== 201) return verdict;
      if (!who.holds('products.read')) return { status: 422, code: 'field-refused' };
      return row.position === 'own' ? { status: 409, code: 'already-exists' } : verdict;
    },
  }),
  'customerProducts.update': ofOwn((id) => ({ params: { id }, body: { version: 1, spec: 'x' } })),
  'customerProducts.remove': ofOwn((id) => ({ params: { id } })),
  'products.listUnits': once(),
  'products.createUnit': once({ body: { name: '矩阵新单位' } }, { rule: () => ok(201) }),
  'products.updateUnit': one(({ products }) => products.unitId, patched({ active: false })),
  'products.listCategories': once(),
  'products.createCategory': once({ body: { name: '矩阵新类' } }, { rule: () => ok(201) }),
  'products.updateCategory': one(({ products }) => products.categoryId, patched({ sort: 3 })),
  'products.removeCategory': (world) =>
    (
      [
        [NOBODY, refused.notFound],
        [world.products.categoryId, inUse],
        [world.products.emptyCategoryId, ok()],
      ] as const
    ).map(([id, verdict]) => ({
      label: String(verdict.status),
      row: null,
      request: { params: { id } },
      rule: () => verdict,
    })),
  // The place is of the company, the customer with whom it is only of who sees him.
  'locations.list': (world) => [
    {
      label: 'all',
      row: null,
      request: {},
      content: (answer: { rows: Location[] }, who) => {
        const row = answer.rows.find(({ id }) => id === world.products.consignmentId);
        const seen = who.sees(positions[1]!);
        return same('holder', row?.holder?.id ?? null, seen ? world.targets[1]!.customerId : null);
      },
    },
  ],
  'locations.create': (world) => [
    {
      label: 'warehouse',
      row: null,
      request: { body: { name: '矩阵新仓' } },
      rule: () => ok(201),
    },
    ...positions.map((row, index): Cell => ({
      label: `consignment of ${row.position}`,
      row,
      request: {
        body: {
          name: '矩阵新寄售',
          kind: 'consignment',
          customerId: world.targets[index]!.customerId,
        },
      },
      rule(who) {
        if (!who.sees(row)) return { status: 422, code: 'field-refused' };
        return row.archived ? { status: 409, code: 'customer-archived' } : ok(201);
      },
    })),
  ],
  'locations.update': one(({ products }) => products.warehouseId, patched({ note: '矩阵' })),
};
