import type { PriceInquiry } from '@xinhang/shared/price-inquiries.ts';
import { ok, refused, rowOf, type Expectation, type Verdict } from '../expectation.ts';
import { OFFERED_E4 } from '../plant-purchases.ts';
import { ASKED_E4 } from '../plant-suppliers.ts';
import { once, same, type Recipe, type Recipes } from '../recipe.ts';
import type { World } from '../world.ts';

const ONE = 10_000;
const refusedField = { status: 422, code: 'field-refused' } as const;
const costs = (who: Expectation) => who.role.fields.cost === 'show';
const buys = (who: Expectation) => who.holds('purchaseOrders.read');
const prices = (who: Expectation) => who.holds('prices.update');
/** Whose people asked reads it, and the offer. */
const leads = (who: Expectation) => who.reaches('quotations.read', rowOf('stranger'));
/** What somebody else asked is there for whoever buys or makes offers, or stands above him. */
const sees = (who: Expectation) => buys(who) || prices(who) || leads(who);

/** Of the one with an offer: supplier and cost on the one side, offer and floor on the other. */
const shown = (world: World, who: Expectation) => [
  buys(who) ? world.suppliers.id : null,
  costs(who) && (buys(who) || prices(who)) ? ASKED_E4 : null,
  prices(who) || leads(who) ? OFFERED_E4 : null,
  prices(who) || leads(who) ? OFFERED_E4 : null,
];
const told = (row: PriceInquiry) => [
  row.supplier?.id ?? null,
  row.costE4,
  row.offerE4,
  row.floorE4,
];

/** By its asker alone. */
const askers =
  (body: (world: World) => object): Recipe =>
  (world) => [
    {
      label: 'of somebody else',
      row: null,
      request: { params: { id: world.purchases.inquiries.priced }, body: body(world) },
      rule: (who) => (sees(who) ? refused.forbidden : refused.notFound),
    },
  ];

/** Whether what the buyer attached is shown: it names supplier and cost. */
const seesQuote = (who: Expectation) => buys(who) && costs(who);
/** Attached by the buyer: nobody below the owner asked for it. */
const buyersFile = (who: Expectation, done: Verdict): Verdict => {
  if (!sees(who)) return refused.notFound;
  return who.holds('purchaseOrders.update') && seesQuote(who) ? done : refused.forbidden;
};

export const inquiryRecipes: Recipes = {
  'priceInquiries.export': once(
    { body: { format: 'csv', lang: 'zh-CN' } },
    { rule: () => ok(202), dear: true },
  ),
  'inquiryFiles.list': (world) => [
    {
      label: 'of somebody else',
      row: null,
      request: { params: { id: world.purchases.inquiries.priced } },
      rule: (who) => (sees(who) ? ok() : refused.notFound),
      content: (answer: { rows: { side: string }[] }, who) =>
        same(
          'files',
          answer.rows.map((row) => row.side),
          seesQuote(who) ? ['buyer', 'sales'] : ['sales'],
        ),
    },
  ],
  'inquiryFiles.upload': (world) => [
    {
      label: 'of the buyer',
      row: null,
      request: {
        params: { id: world.purchases.inquiries.open },
        query: { name: 'm.txt', side: 'buyer' },
        bytes: 'matrix',
      },
      rule: (who) => buyersFile(who, ok(201)),
    },
  ],
  'inquiryFiles.download': (world) => [
    {
      label: 'of sales',
      row: null,
      request: { params: { id: world.purchases.inquiries.files.sales } },
      rule: (who) => (sees(who) ? ok() : refused.notFound),
    },
    {
      label: 'of the buyer',
      row: null,
      request: { params: { id: world.purchases.inquiries.files.buyer } },
      rule: (who) => (seesQuote(who) ? ok() : refused.notFound),
    },
  ],
  'inquiryFiles.release': (world) => [
    {
      label: 'of the buyer',
      row: null,
      request: {
        params: { id: world.purchases.inquiries.files.buyer },
        body: { released: true },
      },
      rule: (who) => (seesQuote(who) ? ok() : refused.notFound),
    },
  ],
  'inquiryFiles.remove': (world) => [
    {
      label: 'of sales',
      row: null,
      request: { params: { id: world.purchases.inquiries.files.sales } },
      rule: (who) => (sees(who) ? refused.forbidden : refused.notFound),
    },
  ],
  'priceInquiries.list': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: {} },
      content: (answer: { rows: PriceInquiry[] }, who) =>
        same(
          'rows',
          answer.rows.map((row) => [row.id, ...told(row)]),
          sees(who)
            ? [
                [world.purchases.inquiries.priced, ...shown(world, who)],
                [world.purchases.inquiries.open, null, null, null, null],
              ]
            : [],
        ),
    },
  ],
  'priceInquiries.get': (world) => [
    {
      label: 'of somebody else',
      row: null,
      request: { params: { id: world.purchases.inquiries.priced } },
      rule: (who) => (sees(who) ? ok() : refused.notFound),
      content: (answer: PriceInquiry, who) => same('sides', told(answer), shown(world, who)),
    },
  ],
  'priceInquiries.create': (world) => [
    {
      label: 'of the product',
      row: null,
      request: { body: { lines: [{ productId: world.products.id, qtyE4: ONE }] } },
      rule: () => ok(201),
    },
  ],
  'priceInquiries.withdraw': askers(() => ({ version: 3 })),
  'priceInquiries.use': askers(() => ({ version: 3, quotationId: 1, quotationVersion: 1 })),
  'priceInquiries.useInOrder': askers(() => ({ version: 3, orderId: 1, orderVersion: 1 })),
  'priceInquiries.answer': (world) => [
    {
      label: 'open',
      row: null,
      request: {
        params: { id: world.purchases.inquiries.open },
        body: {
          version: 1,
          supplierId: world.suppliers.id,
          costE4: ASKED_E4,
          leadDays: 9,
          validTo: '2026-12-31',
        },
      },
      rule: (who) => (costs(who) ? ok() : refusedField),
    },
  ],
  'priceInquiries.decline': (world) => [
    {
      label: 'open',
      row: null,
      request: {
        params: { id: world.purchases.inquiries.open },
        body: { version: 1, reason: '矩阵' },
      },
      rule: () => ok(),
    },
  ],
  'priceInquiries.price': (world) => [
    {
      label: 'anew',
      row: null,
      request: {
        params: { id: world.purchases.inquiries.priced },
        body: { version: 3, offerE4: OFFERED_E4 },
      },
      rule: (who) => (costs(who) ? ok() : refusedField),
    },
  ],
  'priceInquiries.keepCost': (world) => [
    {
      label: 'once',
      row: null,
      request: { params: { id: world.purchases.inquiries.priced }, body: { version: 3 } },
      rule: (who) => {
        if (!buys(who)) return sees(who) ? refused.forbidden : refused.notFound;
        return costs(who) ? ok() : refusedField;
      },
    },
  ],
};
