import type { SupplierPrice } from '@xinhang/shared/supplier-prices.ts';
import type { SimilarSupplier, SupplierRow } from '@xinhang/shared/suppliers.ts';
import type {
  IncomingQuantity,
  OpenPurchaseLine,
  PurchaseLineFacts,
  PurchaseOrder,
  PurchaseOrderRow,
} from '@xinhang/shared/purchase-orders.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import type { ReceiptNote, ReceiptNoteRow } from '@xinhang/shared/receipt-notes.ts';
import type { OpenRequestLine, PurchaseRequestRow } from '@xinhang/shared/purchase-requests.ts';
import type { PurchaseReturn, PurchaseReturnRow } from '@xinhang/shared/purchase-returns.ts';
import type { Shortage } from '@xinhang/shared/shortages.ts';
import { ok, refused, type Expectation } from '../expectation.ts';
import { NOBODY, TODAY } from '../plant-customers.ts';
import { ASKED_E4 } from '../plant-suppliers.ts';
import { once, same, type Recipe, type Recipes } from '../recipe.ts';
import type { World } from '../world.ts';

const costs = (who: Expectation) => who.role.fields.cost === 'show';
const refusedField = { status: 422, code: 'field-refused' } as const;
const past = { status: 409, code: 'state-refused' } as const;
const ONE = 10_000;
/** Whoever receives goods sees no prices, unless orders are read as well. */
const prices = (who: Expectation) => costs(who) && who.holds('purchaseOrders.read');
/** Goods without a receipt are written by whoever writes orders. */
const writesFree = (who: Expectation) => who.holds('purchaseOrders.update') && costs(who);
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

/** A draft of somebody else is not there. */
const notOwn =
  (body: object): Recipe =>
  (world) => [
    {
      label: 'of somebody else',
      row: null,
      request: { params: { id: world.purchases.unasked }, body },
      rule: () => refused.notFound,
    },
  ];

/** Whoever posts both sides at once needs the right to the other side as well, before anything else. */
const straight =
  (also: Permission, idOf: (world: World) => number, body: object): Recipe =>
  (world) => [
    {
      label: 'none',
      row: null,
      request: { params: { id: NOBODY }, body },
      rule: (who) => (who.holds(also) ? refused.notFound : refused.forbidden),
    },
    {
      label: 'what comes to us',
      row: null,
      request: { params: { id: idOf(world) }, body },
      rule: (who) => (who.holds(also) ? past : refused.forbidden),
    },
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
          // A day for the orders of all customers, whoever asks, and nothing else of them.
          answer.rows.map(({ product, proposal, dueOn }) => [product.id, proposal?.priceE4, dueOn]),
          [[world.products.id, costs(who) ? ASKED_E4 : null, TODAY]],
        ),
    },
  ],
  'supplierPrices.create': (world) => [
    {
      label: 'of the product',
      row: null,
      request: {
        body: {
          supplierId: world.suppliers.id,
          productId: world.products.id,
          priceE4: 1_0000,
          qtyFromE4: 9_0000,
        },
      },
      rule: (who) => (costs(who) ? ok(201) : refusedField),
    },
  ],
  'supplierPrices.update': one((world) => world.suppliers.priceId, { version: 1, note: '矩阵' }),
  'supplierPrices.remove': one((world) => world.suppliers.priceId),

  'purchaseOrders.list': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: {} },
      content: (answer: { rows: PurchaseOrderRow[] }, who) =>
        same(
          'rows',
          answer.rows.map((row) => [row.id, row.grossFen !== null]),
          [world.purchases.order, world.purchases.draft].map((id) => [id, costs(who)]),
        ),
    },
  ],
  'purchaseOrders.get': (world) => [
    {
      label: 'one',
      row: null,
      request: { params: { id: world.purchases.order } },
      content: (answer: PurchaseOrder, who) =>
        same(
          'prices',
          [answer.costHidden, answer.grossFen, answer.lines[0]?.priceE4],
          costs(who) ? [false, ASKED_E4 / 100, ASKED_E4] : [true, null, null],
        ),
    },
    {
      label: 'none',
      row: null,
      request: { params: { id: NOBODY } },
      rule: () => refused.notFound,
    },
  ],
  'purchaseOrders.lineFacts': (world) => [
    {
      label: 'of a product',
      row: null,
      request: {
        params: { id: world.suppliers.id },
        query: { line: `${world.products.id}:${world.products.unitId}:${ONE}` },
      },
      content: (answer: { rows: PurchaseLineFacts[] }, who) =>
        same(
          'prices',
          answer.rows.map((row) => [row.asked?.grossE4, row.last?.priceE4]),
          [costs(who) ? [ASKED_E4, ASKED_E4] : [undefined, undefined]],
        ),
    },
  ],
  'purchaseOrders.create': (world) => [
    {
      label: 'to the supplier',
      row: null,
      request: {
        body: {
          supplierId: world.suppliers.id,
          businessDate: TODAY,
          lines: [{ productId: world.products.id, qtyE4: ONE }],
        },
      },
      rule: (who) => (costs(who) ? ok(201) : refusedField),
    },
  ],
  'purchaseOrders.fromShortages': (world) => [
    {
      label: 'of the product',
      row: null,
      request: {
        body: {
          businessDate: TODAY,
          lines: [{ supplierId: world.suppliers.id, productId: world.products.id, qtyE4: ONE }],
        },
      },
      rule: (who) => (costs(who) ? ok(201) : refusedField),
    },
  ],
  'purchaseOrders.update': (world) => [
    {
      label: 'one',
      row: null,
      request: { params: { id: world.purchases.draft }, body: { version: 1, note: '矩阵' } },
      rule: (who) => (costs(who) ? ok() : refusedField),
    },
  ],
  'purchaseOrders.discard': one((world) => world.purchases.draft, { version: 1 }),
  'purchaseOrders.confirm': one((world) => world.purchases.draft, { version: 1 }),
  'purchaseOrders.close': one((world) => world.purchases.order, { version: 2, reason: '矩阵' }),
  'purchaseOrders.moveDates': one((world) => world.purchases.order, {
    version: 2,
    expectedDate: '2026-12-20',
  }),
  'purchaseOrders.makeVoid': one((world) => world.purchases.order, { version: 2, reason: '矩阵' }),
  'purchaseOrders.openLines': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: {} },
      content: (answer: { rows: OpenPurchaseLine[] }) =>
        same('rows', ids(answer), [world.purchases.lineId]) ??
        same('prices', /price|fen"/i.test(JSON.stringify(answer)), false),
    },
  ],
  'purchaseOrders.incoming': (world) => [
    {
      label: 'of the product',
      row: null,
      request: { params: { id: world.products.id } },
      // A quantity and a day, and nothing else.
      content: (answer: { rows: IncomingQuantity[] }) =>
        same('rows', answer.rows, [{ on: null, qtyE4: ONE }]),
    },
    {
      label: 'of none',
      row: null,
      request: { params: { id: NOBODY } },
      rule: () => refused.notFound,
    },
  ],
  'purchaseOrders.export': once(
    { body: { what: 'orders', format: 'csv', lang: 'zh-CN' } },
    { rule: () => ok(202), dear: true },
  ),
  'receiptNotes.list': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: {} },
      content: (answer: { rows: ReceiptNoteRow[] }, who) =>
        same(
          'rows',
          answer.rows.map((row) => [row.id, row.grossFen !== null]),
          [
            [world.purchases.heldNote, prices(who)],
            [world.purchases.note, prices(who)],
          ],
        ),
    },
  ],
  'receiptNotes.get': (world) => [
    {
      label: 'one',
      row: null,
      request: { params: { id: world.purchases.note } },
      content: (answer: ReceiptNote, who) =>
        same(
          'prices',
          [answer.costHidden, answer.grossFen, answer.lines[0]?.priceE4],
          prices(who) ? [false, ASKED_E4 / 100, ASKED_E4] : [true, null, null],
        ),
    },
    {
      label: 'none',
      row: null,
      request: { params: { id: NOBODY } },
      rule: () => refused.notFound,
    },
  ],
  'receiptNotes.create': (world) => [
    {
      label: 'of what is open',
      row: null,
      request: {
        body: {
          businessDate: TODAY,
          lines: [{ orderLineId: world.purchases.lineId, qtyE4: ONE }],
        },
      },
      rule: () => ok(201),
    },
    {
      label: 'of an order that is a draft',
      row: null,
      request: {
        body: { businessDate: TODAY, lines: [{ orderLineId: NOBODY, qtyE4: ONE }] },
      },
      rule: () => refusedField,
    },
  ],
  'receiptNotes.update': one((world) => world.purchases.note, { version: 1, note: '矩阵' }),
  'receiptNotes.discard': one((world) => world.purchases.note, { version: 1 }),
  'receiptNotes.confirm': one((world) => world.purchases.note, { version: 1 }),
  // Nothing was confirmed: whoever may is told so.
  'receiptNotes.reverse': (world) => [
    {
      label: 'a draft',
      row: null,
      request: {
        params: { id: world.purchases.note },
        body: { version: 1, reason: '矩阵' },
      },
      rule: () => past,
    },
  ],
  'purchaseReturns.list': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: {} },
      content: (answer: { rows: PurchaseReturnRow[] }, who) =>
        same(
          'rows',
          answer.rows.map((row) => [row.id, row.grossFen !== null]),
          [[world.purchases.back, prices(who)]],
        ),
    },
  ],
  'purchaseReturns.get': (world) => [
    {
      label: 'one',
      row: null,
      request: { params: { id: world.purchases.back } },
      content: (answer: PurchaseReturn, who) =>
        same(
          'prices',
          [answer.costHidden, answer.grossFen, answer.lines[0]?.priceE4],
          prices(who) ? [false, ASKED_E4 / 100, ASKED_E4] : [true, null, null],
        ),
    },
    {
      label: 'none',
      row: null,
      request: { params: { id: NOBODY } },
      rule: () => refused.notFound,
    },
  ],
  'purchaseReturns.create': (world) => [
    {
      label: 'without a receipt',
      row: null,
      request: {
        body: {
          supplierId: world.suppliers.id,
          businessDate: TODAY,
          lines: [{ productId: world.products.id, qtyE4: ONE }],
        },
      },
      rule: (who) => (writesFree(who) ? ok(201) : refusedField),
    },
    {
      label: 'of a receipt that is none',
      row: null,
      request: { body: { businessDate: TODAY, lines: [{ receiptLineId: NOBODY, qtyE4: ONE }] } },
      rule: () => refusedField,
    },
  ],
  'purchaseReturns.update': one((world) => world.purchases.back, { version: 1, note: '矩阵' }),
  'purchaseReturns.discard': one((world) => world.purchases.back, { version: 1 }),
  'purchaseReturns.confirm': (world) => [
    {
      label: 'without a receipt',
      row: null,
      request: { params: { id: world.purchases.back }, body: { version: 1 } },
      rule: (who) => {
        if (!who.holds('purchaseOrders.confirm')) return refused.forbidden;
        return writesFree(who) ? ok() : refusedField;
      },
    },
  ],
  // Nothing was confirmed: whoever may is told so.
  'purchaseReturns.reverse': (world) => [
    {
      label: 'a draft',
      row: null,
      request: {
        params: { id: world.purchases.back },
        body: { version: 1, reason: '矩阵' },
      },
      rule: () => past,
    },
  ],
  // Of the orders there are the supplier ships nothing straight.
  'dropShipments.wanted': (world) => [
    {
      label: 'of the product',
      row: null,
      request: { query: { productId: world.products.id } },
      content: (answer: { rows: object[] }) => same('rows', answer.rows, []),
    },
  ],
  'dropShipments.changed': (world) => [
    {
      label: 'of an order',
      row: null,
      request: { query: { orderId: world.purchases.order } },
      content: (answer: { rows: object[] }) => same('rows', answer.rows, []),
    },
  ],
  // What comes to us is shipped to nobody.
  'dropShipments.moveShipTo': (world) => [
    {
      label: 'what comes to us',
      row: null,
      request: { params: { id: world.purchases.order }, body: { version: 2 } },
      rule: () => past,
    },
  ],
  'dropShipments.order': (world) => [
    {
      label: 'for no line',
      row: null,
      request: {
        body: {
          businessDate: TODAY,
          lines: [{ lineId: NOBODY, supplierId: world.suppliers.id, qtyE4: ONE }],
        },
      },
      rule: () => refusedField,
    },
  ],
  'dropShipments.ship': straight('deliveries.manage', (world) => world.purchases.order, {
    businessDate: TODAY,
    lines: [{ orderLineId: NOBODY, qtyE4: ONE }],
  }),
  'dropShipments.post': straight('deliveries.manage', (world) => world.purchases.note, {
    version: 1,
  }),
  'dropShipments.reverse': straight('deliveries.reverse', (world) => world.purchases.note, {
    version: 1,
    reason: '矩阵',
  }),
  'purchaseCauses.causes': one((world) => world.purchases.order),
  'purchaseRequests.list': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: {} },
      // Drafts are their writer's.
      content: (answer: { rows: PurchaseRequestRow[] }, who) =>
        same('rows', ids(answer), who.holds('purchaseOrders.read') ? [world.purchases.asked] : []),
    },
  ],
  'purchaseRequests.get': (world) => [
    {
      label: 'of somebody else',
      row: null,
      request: { params: { id: world.purchases.asked } },
      rule: (who) => (who.holds('purchaseOrders.read') ? ok() : refused.notFound),
    },
    {
      label: 'a draft of somebody else',
      row: null,
      request: { params: { id: world.purchases.unasked } },
      rule: () => refused.notFound,
    },
  ],
  'purchaseRequests.create': (world) => [
    {
      label: 'of the product',
      row: null,
      request: {
        body: { businessDate: TODAY, lines: [{ productId: world.products.id, qtyE4: ONE }] },
      },
      rule: () => ok(201),
    },
  ],
  'purchaseRequests.update': notOwn({ version: 1, note: '矩阵' }),
  'purchaseRequests.discard': notOwn({ version: 1 }),
  'purchaseRequests.submit': notOwn({ version: 1 }),
  'purchaseRequests.withdraw': (world) => [
    {
      label: 'of somebody else',
      row: null,
      request: { params: { id: world.purchases.asked }, body: { version: 3 } },
      rule: (who) => (who.holds('purchaseOrders.read') ? refused.forbidden : refused.notFound),
    },
  ],
  'purchaseRequests.close': (world) => [
    {
      label: 'of somebody else',
      row: null,
      request: { params: { id: world.purchases.asked }, body: { version: 3, reason: '矩阵' } },
      rule: (who) => {
        if (!who.holds('purchaseOrders.read')) return refused.notFound;
        return who.holds('purchaseOrders.update') ? ok() : refused.forbidden;
      },
    },
  ],
  'purchaseRequests.openLines': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: {} },
      content: (answer: { rows: OpenRequestLine[] }, who) =>
        same(
          'rows',
          answer.rows.map((row) => [row.requestId, row.proposal?.priceE4]),
          [[world.purchases.asked, costs(who) ? ASKED_E4 : null]],
        ),
    },
  ],
};
