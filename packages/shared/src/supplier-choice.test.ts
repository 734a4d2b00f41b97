import { expect, test } from 'vitest';
import { cheapestPrice, type AskedPrice } from './supplier-choice.ts';

const ask = (id: number, priceE4: number, more: Partial<AskedPrice> = {}): AskedPrice => ({
  id,
  factor: { num: 1, den: 1 },
  priceE4,
  basis: 'net',
  qtyFromE4: 0,
  deductible: true,
  ...more,
});
const chosen = (prices: AskedPrice[], needE4: number) => {
  const found = cheapestPrice(prices, needE4, 1300);
  return found && [found.price.id, found.qtyE4];
};

test('the cheapest for us: without tax where it is deductible, in the base unit', () => {
  expect(chosen([], 1_0000)).toBeNull();
  expect(chosen([ask(1, 10_0000), ask(2, 9_0000)], 3_0000)).toEqual([2, 3_0000]);
  // 11 with tax of which 9.7345 remain, against 10 that stay.
  const small = { basis: 'gross', deductible: false } as const;
  expect(chosen([ask(1, 11_0000, { basis: 'gross' }), ask(2, 10_0000, small)], 1_0000)).toEqual([
    1, 1_0000,
  ]);
  // A carton of 24 at 200 is 8.3333 each; three pieces take a whole carton.
  const carton = ask(3, 200_0000, { factor: { num: 24, den: 1 } });
  expect(chosen([ask(1, 9_0000), carton], 3_0000)).toEqual([3, 1_0000]);
  expect(chosen([carton], 25_0000)).toEqual([3, 2_0000]);
  // Part of a piece is a piece.
  expect(chosen([ask(1, 9_0000)], 1_5000)).toEqual([1, 2_0000]);
});

test('a break counts from its quantity on, or where there is nothing else', () => {
  const few = ask(1, 10_0000);
  const many = ask(2, 8_0000, { qtyFromE4: 100_0000 });
  expect(chosen([few, many], 99_0000)).toEqual([1, 99_0000]);
  expect(chosen([few, many], 100_0000)).toEqual([2, 100_0000]);
  expect(chosen([many, ask(3, 7_0000, { qtyFromE4: 500_0000 })], 5_0000)).toEqual([2, 100_0000]);
  // Of the same cost the newest.
  expect(chosen([ask(4, 1_0000), ask(5, 1_0000)], 1_0000)).toEqual([5, 1_0000]);
});
