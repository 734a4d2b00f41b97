import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  bothPrices,
  orderRules,
  resolvePrice,
  withinLimits,
  type PriceQuestion,
  type PriceRuleFacts,
} from './price-resolver.ts';

const PIECE = 1;
const CARTON = 2;
const rule = (id: number, more: Partial<PriceRuleFacts> = {}): PriceRuleFacts => ({
  id,
  productId: more.categoryId ? null : 7,
  categoryId: null,
  scope: 'all',
  customerId: null,
  region: null,
  levelId: null,
  unitId: more.categoryId ? null : PIECE,
  qtyFromE4: 0,
  priceE4: more.discountBp ? null : 100_0000,
  discountBp: null,
  basis: 'net',
  floorE4: null,
  ceilingE4: null,
  validFrom: '2026-01-01',
  validTo: null,
  ...more,
});
const question = (more: Partial<PriceQuestion> = {}): PriceQuestion => ({
  productId: 7,
  categoryIds: [20, 10],
  taxBp: 1300,
  unitId: PIECE,
  factors: new Map([
    [PIECE, { num: 1, den: 1 }],
    [CARTON, { num: 24, den: 1 }],
  ]),
  qtyE4: 1_0000,
  customerId: 5,
  region: '华东',
  levelId: 3,
  on: '2026-11-27',
  ...more,
});

const forAll = rule(1);
const ofLevel = rule(2, { scope: 'level', levelId: 3, priceE4: 95_0000 });
const ofRegion = rule(3, { scope: 'region', region: '华东', priceE4: 93_0000 });
const ofCustomer = rule(4, { scope: 'customer', customerId: 5, priceE4: 90_0000 });
const everyScope = [forAll, ofLevel, ofRegion, ofCustomer];

test.each<[string, PriceRuleFacts[], Partial<PriceQuestion>, number | null, number | null]>([
  ['nobody says a price', [], {}, null, null],
  ['the customer goes first', everyScope, {}, 4, 90_0000],
  ['then the region', everyScope, { customerId: 6 }, 3, 93_0000],
  ['then the level', everyScope, { customerId: 6, region: '华南' }, 2, 95_0000],
  ['then everybody', everyScope, { customerId: null, region: null, levelId: null }, 1, 100_0000],
  [
    'no region is no region',
    [rule(9, { scope: 'region', region: '' })],
    { region: '' },
    null,
    null,
  ],
  [
    'a break that is not reached',
    [forAll, rule(5, { qtyFromE4: 10_0000, priceE4: 80_0000 })],
    { qtyE4: 9_9999 },
    1,
    100_0000,
  ],
  [
    'the highest break that is',
    [forAll, rule(5, { qtyFromE4: 10_0000, priceE4: 80_0000 }), rule(6, { qtyFromE4: 5_0000 })],
    { qtyE4: 10_0000 },
    5,
    80_0000,
  ],
  [
    'a break in cartons counts pieces',
    [forAll, rule(5, { unitId: CARTON, qtyFromE4: 2_0000, priceE4: 2160_0000 })],
    { unitId: CARTON, qtyE4: 2_0000 },
    5,
    2160_0000,
  ],
  ['a carton by the price of pieces', [forAll], { unitId: CARTON }, 1, 2400_0000],
  ['a piece by the price of a carton', [rule(5, { unitId: CARTON, priceE4: 100 })], {}, 5, 4],
  [
    'not yet, and no more',
    [rule(5, { validFrom: '2026-11-28' }), rule(6, { validTo: '2026-11-26' })],
    {},
    null,
    null,
  ],
  ['its last day', [rule(5, { validTo: '2026-11-27' })], {}, 5, 100_0000],
  ['the newest', [rule(6), rule(5, { validFrom: '2026-06-01' })], {}, 5, 100_0000],
  ['of the same day the later', [rule(6), rule(5)], {}, 6, 100_0000],
  [
    'a part off the base price, by the nearest category',
    [
      forAll,
      rule(5, { categoryId: 10, scope: 'level', levelId: 3, discountBp: 2000 }),
      rule(6, { categoryId: 20, scope: 'level', levelId: 3, discountBp: 1000 }),
    ],
    {},
    6,
    90_0000,
  ],
  [
    'the product before its category',
    [forAll, ofLevel, rule(6, { categoryId: 20, scope: 'level', levelId: 3, discountBp: 1000 })],
    {},
    2,
    95_0000,
  ],
  [
    'no part off of nothing',
    [rule(6, { categoryId: 20, scope: 'level', levelId: 3, discountBp: 1000 })],
    {},
    null,
    null,
  ],
  ['another product', [rule(5, { productId: 8 })], {}, null, null],
  ['a unit that the product has no more', [rule(5, { unitId: 99 })], {}, null, null],
])('%s', (_name, rules, more, id, price) => {
  const found = resolvePrice(rules, question(more));
  expect([found?.rule.id ?? null, found?.priceE4 ?? null]).toEqual([id, price]);
});

test('floor and ceiling are compared without tax, and are of the first rule that has one', () => {
  const found = resolvePrice(
    [
      rule(1, { floorE4: 50_0000, ceilingE4: 120_0000 }),
      { ...ofCustomer, basis: 'gross', priceE4: 113_0000, floorE4: 90_4000 },
    ],
    question(),
  )!;
  expect(found).toMatchObject({
    netE4: 100_0000,
    grossE4: 113_0000,
    floorNetE4: 80_0000,
    ceilingNetE4: 120_0000,
  });
  expect(withinLimits(79_9999, found)).toBe('below');
  expect(withinLimits(80_0000, found)).toBe('within');
  expect(withinLimits(120_0001, found)).toBe('above');
  expect(withinLimits(1, { floorNetE4: null, ceilingNetE4: null })).toBe('within');
});

const anyRule = fc.record({
  scope: fc.constantFrom('customer', 'region', 'level', 'all'),
  customerId: fc.constantFrom(5, 6),
  region: fc.constantFrom('华东', '华南'),
  levelId: fc.constantFrom(3, 4),
  unitId: fc.constantFrom(PIECE, CARTON),
  qtyFromE4: fc.integer({ min: 0, max: 60_0000 }),
  priceE4: fc.integer({ min: 0, max: 1_000_000_0000 }),
  basis: fc.constantFrom('net', 'gross'),
  validFrom: fc.constantFrom('2026-01-01', '2026-11-27', '2026-12-01'),
});
const anyRules = fc
  .array(anyRule, { maxLength: 12 })
  .map((rows) => rows.map((row, at) => rule(at + 1, row)));

test('the order of the rules given changes nothing, and no rule in front applies less', () => {
  fc.assert(
    fc.property(anyRules, fc.integer({ min: 1, max: 100_0000 }), (rules, qtyE4) => {
      const asked = question({ qtyE4 });
      const found = resolvePrice(rules, asked);
      expect(resolvePrice(rules.toReversed(), asked)).toEqual(found);
      const ordered = orderRules(rules, asked);
      expect(found?.rule).toEqual(ordered[0]);
      for (const one of ordered) expect(one.validFrom <= asked.on).toBe(true);
    }),
  );
});

test('more of a product never loses a break that less of it reached', () => {
  fc.assert(
    fc.property(anyRules, fc.integer({ min: 1, max: 50_0000 }), (rules, qtyE4) => {
      const less = orderRules(rules, question({ qtyE4 })).map((one) => one.id);
      const more = orderRules(rules, question({ qtyE4: qtyE4 * 2 })).map((one) => one.id);
      expect(less.filter((id) => !more.includes(id))).toEqual([]);
    }),
  );
});

test('net and gross meet again within a ten-thousandth', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1_000_000_0000 }),
      fc.integer({ min: 0, max: 10_000 }),
      (price, taxBp) => {
        const { netE4, grossE4 } = bothPrices(price, 'gross', taxBp);
        const back = bothPrices(netE4, 'net', taxBp).grossE4;
        expect(Math.abs(back - grossE4)).toBeLessThanOrEqual(1);
      },
    ),
  );
});
