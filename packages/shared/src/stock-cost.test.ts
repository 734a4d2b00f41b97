import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fen } from './money.ts';
import { qtyE4 } from './quantity.ts';
import {
  averageCost,
  averagePriceE4,
  costGoingBack,
  emptyPool,
  takeIn,
  takeOut,
  valueAtAverage,
  type CostPool,
} from './stock-cost.ts';

const pool = (quantity: number, value: number): CostPool => ({
  qtyE4: qtyE4(quantity),
  valueFen: fen(value),
});

test.each([
  // pool of so much for so many fen, so much goes out, for
  [30_000, 1000, 10_000, 333],
  [20_000, 667, 10_000, 334],
  [10_000, 333, 10_000, 333],
  [30_000, 100, 20_000, 67],
  [70_000, 0, 10_000, 0],
  // 90 million yuan of goods: the product leaves the safe integers.
  [9_000_000_000, 9_000_000_000_00, 1, 100],
])('of %i for %i fen, %i cost %i', (held, value, out, cost) => {
  expect(averageCost(pool(held, value), qtyE4(out))).toBe(cost);
});

test('more than there is, nothing and less than nothing are refused', () => {
  expect(() => averageCost(pool(10, 10), qtyE4(11))).toThrow(RangeError);
  expect(() => averageCost(pool(10, 10), qtyE4(0))).toThrow(RangeError);
  expect(() => takeIn(emptyPool, qtyE4(-1), fen(1))).toThrow(RangeError);
  expect(() => takeIn(emptyPool, qtyE4(1), fen(-1))).toThrow(RangeError);
  expect(() => takeOut(pool(10, 10), qtyE4(10), fen(9))).toThrow('value without goods');
});

test('goods go back at what they came for, as far as so much is there', () => {
  expect(costGoingBack(pool(20_000, 500), qtyE4(10_000), fen(200))).toBe(200);
  expect(costGoingBack(pool(20_000, 500), qtyE4(10_000), fen(600))).toBe(250);
  // The last of it leaves no value behind.
  expect(costGoingBack(pool(10_000, 500), qtyE4(10_000), fen(200))).toBe(500);
});

test('what comes in without a price is worth the average, and of an empty pool nobody knows', () => {
  expect(valueAtAverage(pool(30_000, 1000), qtyE4(60_000))).toBe(2000);
  expect(valueAtAverage(emptyPool, qtyE4(10_000))).toBeNull();
  expect(averagePriceE4(pool(30_000, 1000))).toBe(33_333);
  expect(averagePriceE4(emptyPool)).toBeNull();
});

type Step = { in: boolean; quantity: number; value: number; back: boolean };
const step: fc.Arbitrary<Step> = fc.record({
  in: fc.boolean(),
  quantity: fc.integer({ min: 1, max: 1_000_000_000 }),
  value: fc.integer({ min: 0, max: 100_000_000_000 }),
  back: fc.boolean(),
});

test('whatever comes and goes: nothing is worth nothing, and value in less value out is what is left', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let held = emptyPool;
      let [came, went] = [0, 0];
      for (const one of steps) {
        const quantity = qtyE4(one.quantity);
        if (one.in) {
          held = takeIn(held, quantity, fen(one.value));
          came += one.value;
        } else if (quantity <= held.qtyE4) {
          const cost = one.back
            ? costGoingBack(held, quantity, fen(one.value))
            : averageCost(held, quantity);
          held = takeOut(held, quantity, cost);
          went += cost;
        }
        expect(held.valueFen).toBe(came - went);
        if (held.qtyE4 === 0) expect(held.valueFen).toBe(0);
      }
    }),
  );
});
