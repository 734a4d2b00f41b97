import type { MarketPrice } from '@xinhang/shared/market-prices.ts';
import type { PriceRule, ResolvedLine } from '@xinhang/shared/prices.ts';
import {
  ok,
  positions,
  refused,
  type Expectation,
  type RowFacts,
  type Verdict,
} from '../expectation.ts';
import { NOBODY } from '../plant-customers.ts';
import { once, overRows, same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import type { Request, World } from '../world.ts';

/** Prices of customers were planted for those in use. */
const priced = (row: RowFacts) => row.exists && !row.archived;
const sees = (who: Expectation, row: RowFacts) => priced(row) && who.sees(row);

/** On the draft of each customer, and on one for everybody. */
const overDrafts =
  (request: (id: number) => Request): Recipe =>
  (world) => [
    { label: 'everybody’s', row: null, request: request(world.products.prices.draft) },
    ...positions.map((row, index): Cell => ({
      label: row.position,
      row,
      request: request(world.products.prices.ofCustomers[index]!),
      rule: (who) => (sees(who, row) ? ok() : refused.notFound),
    })),
  ];
const versioned = (body: object) => (id: number) => ({
  params: { id },
  body: { version: 1, ...body },
});
const state = { status: 409, code: 'state-refused' } as const;
const field = { status: 422, code: 'field-refused' } as const;

/** On the draft sheet of each customer, on one for everybody, and on one that is released. */
const overSheets =
  (
    request: (id: number) => Request,
    { released = ok(), draft = ok() }: { released?: Verdict; draft?: Verdict } = {},
  ): Recipe =>
  ({ products: { prices } }) => {
    const drafted = (who: Expectation) => (who.holds('prices.update') ? draft : refused.notFound);
    return [
      { label: 'none', row: null, request: request(NOBODY), rule: () => refused.notFound },
      {
        label: 'released',
        row: null,
        request: request(prices.sheets.released),
        rule: () => released,
      },
      { label: 'everybody’s', row: null, request: request(prices.sheets.draft), rule: drafted },
      ...positions.map((row, index): Cell => ({
        label: row.position,
        row,
        request: request(prices.sheets.ofCustomers[index]!),
        rule: (who) => (sees(who, row) ? drafted(who) : refused.notFound),
      })),
    ];
  };
const inPath = (id: number) => ({ params: { id } });
const sheetBody = (world: World) => ({
  name: '矩阵',
  scope: 'all',
  validFrom: '2027-12-01',
  lines: [{ productId: world.products.id, unitId: world.products.unitId, newPriceE4: 3_0000 }],
});

const ruleOf = (world: World) => ({ productId: world.products.id, priceE4: 2_0000 });

export const priceRecipes: Recipes = {
  'prices.listLevels': once(),
  'prices.createLevel': once({ body: { name: '矩阵新级' } }, { rule: () => ok(201) }),
  'prices.updateLevel': (world) => [
    {
      label: 'none',
      row: null,
      request: versioned({ sort: 3 })(NOBODY),
      rule: () => refused.notFound,
    },
    { label: 'one', row: null, request: versioned({ sort: 3 })(world.products.prices.levelId) },
  ],
  'prices.getCustomerLevel': overRows({
    request: ({ customerId }) => ({ params: { id: customerId } }),
    rule: (who, row) => who.reads(row),
  }),
  'prices.setCustomerLevel': overRows({
    request: ({ customerId }, world) => ({
      params: { id: customerId },
      body: { levelId: world.products.prices.levelId },
    }),
    rule(who, row) {
      if (!who.sees(row)) return refused.notFound;
      return row.archived ? refused.archived : ok();
    },
  }),
  'prices.listRules': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: { limit: 200, count: 1 } },
      content: (answer: { rows: PriceRule[]; count: number }, who) => {
        const { prices } = world.products;
        const ofCustomers = positions.flatMap((row, index) =>
          sees(who, row) ? [prices.ofCustomers[index]!] : [],
        );
        const everybodys = [prices.released, prices.draft, prices.sheets.ruleId];
        const expected = [...ofCustomers, ...everybodys].toSorted((a, b) => b - a);
        const found = answer.rows.map((row) => row.id);
        return same('rules', [found, answer.count], [expected, expected.length]);
      },
    },
  ],
  'prices.createRule': (world) => [
    {
      label: 'everybody’s',
      row: null,
      request: { body: ruleOf(world) },
      rule: () => ok(201),
    },
    ...positions.map((row, index): Cell => ({
      label: row.position,
      row,
      request: {
        body: {
          ...ruleOf(world),
          scope: 'customer',
          customerId: world.targets[index]!.customerId,
        },
      },
      rule(who) {
        if (!who.sees(row)) return field;
        return row.archived ? refused.archived : ok(201);
      },
    })),
  ],
  'prices.updateRule': overDrafts(versioned({ note: '矩阵' })),
  'prices.releaseRule': overDrafts(versioned({})),
  'prices.endRule': (world) =>
    (
      [
        [NOBODY, refused.notFound],
        [world.products.prices.draft, state],
        [world.products.prices.released, ok()],
      ] as const
    ).map(([id, verdict]) => ({
      label: String(verdict.status),
      row: null,
      request: versioned({})(id),
      rule: () => verdict,
    })),
  'prices.removeRule': overDrafts((id) => ({ params: { id } })),
  'prices.resolve': (world) => [
    {
      label: 'nobody’s',
      row: null,
      request: { query: { line: `${world.products.id}:${world.products.unitId}:10000` } },
      content: (answer: { lines: ResolvedLine[] }) =>
        same('rule', answer.lines[0]!.price?.rule.id, world.products.prices.released),
    },
    ...positions.map((row, index): Cell => ({
      label: row.position,
      row,
      request: {
        query: {
          customerId: world.targets[index]!.customerId,
          line: `${world.products.id}:${world.products.unitId}:10000`,
        },
      },
      rule: (who) => who.reads(row),
    })),
  ],
  'priceAdjustments.list': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: { limit: 200, count: 1 } },
      content: (answer: { rows: { id: number }[]; count: number }, who) => {
        const { sheets } = world.products.prices;
        const drafts = [
          sheets.draft,
          ...positions.flatMap((row, index) =>
            sees(who, row) ? [sheets.ofCustomers[index]!] : [],
          ),
        ];
        const expected = [...(who.holds('prices.update') ? drafts : []), sheets.released].toSorted(
          (a, b) => b - a,
        );
        const found = answer.rows.map((row) => row.id);
        return same('sheets', [found, answer.count], [expected, expected.length]);
      },
    },
  ],
  'priceAdjustments.get': overSheets(inPath),
  'priceAdjustments.effect': overSheets(inPath),
  'priceAdjustments.propose': (world) => [
    {
      label: 'everybody’s',
      row: null,
      request: { query: { productId: [world.products.id] } },
    },
    ...positions.map((row, index): Cell => ({
      label: row.position,
      row,
      request: {
        query: {
          productId: [world.products.id],
          scope: 'customer',
          customerId: world.targets[index]!.customerId,
        },
      },
      rule: (who) => who.reads(row),
    })),
  ],
  'priceAdjustments.create': (world) => [
    {
      label: 'everybody’s',
      row: null,
      request: { body: sheetBody(world) },
      rule: () => ok(201),
    },
    ...positions.map((row, index): Cell => ({
      label: row.position,
      row,
      request: {
        body: {
          ...sheetBody(world),
          scope: 'customer',
          customerId: world.targets[index]!.customerId,
        },
      },
      rule(who) {
        if (!who.sees(row)) return field;
        return row.archived ? refused.archived : ok(201);
      },
    })),
  ],
  'priceAdjustments.update': overSheets(versioned({ note: '矩阵' }), { released: state }),
  'priceAdjustments.discard': overSheets(inPath, { released: state }),
  'priceAdjustments.submit': overSheets(versioned({}), { released: state }),
  'priceAdjustments.sendBack': overSheets(versioned({ reason: '矩阵' }), {
    released: state,
    draft: state,
  }),
  'priceAdjustments.counter': overSheets((id) => ({ params: { id }, body: {} }), {
    released: ok(201),
    draft: state,
  }),
  'priceAdjustments.export': (world) => [
    {
      label: 'none',
      row: null,
      request: { body: { id: NOBODY, format: 'csv', lang: 'zh-CN' } },
      rule: () => refused.notFound,
    },
    {
      label: 'released',
      row: null,
      request: {
        body: { id: world.products.prices.sheets.released, format: 'csv', lang: 'zh-CN' },
      },
      rule: () => ok(202),
      dear: true,
    },
  ],
  'marketPrices.list': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: { limit: 200, count: 1 } },
      content: (answer: { rows: MarketPrice[]; count: number }, who) => {
        // Heard from the own customer: of him those alone read who read his follow-ups.
        const heard = who.seesFollowUps(positions[1]!);
        const found = answer.rows.map((row) => [row.id, row.heardFrom !== null]);
        return same('rows', [found, answer.count], [[[world.products.market.id, heard]], 1]);
      },
    },
  ],
  'marketPrices.create': (world) => [
    {
      label: 'plain',
      row: null,
      request: { body: world.products.market.body },
      rule: () => ok(201),
    },
    ...positions.map((row, index): Cell => ({
      label: row.position,
      row,
      request: {
        body: { ...world.products.market.body, followUpId: world.targets[index]!.followUpId },
      },
      rule: (who) => (who.seesFollowUps(row) ? ok(201) : field),
    })),
  ],
  'marketPrices.remove': (world) => [
    {
      label: 'none',
      row: null,
      request: { params: { id: NOBODY } },
      rule: () => refused.notFound,
    },
    {
      label: 'the owner’s',
      row: null,
      request: { params: { id: world.products.market.id } },
      rule: (who) => (who.holds('prices.update') ? ok() : refused.forbidden),
    },
  ],
  'marketPrices.export': once(
    { body: { format: 'csv', lang: 'zh-CN' } },
    { rule: () => ok(202), dear: true },
  ),
};
