import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mulQtyPrice, priceE4, qtyE4 } from './quantity.ts';
import { spreadTotal, type SpreadLine } from './spread-total.ts';

const E4 = 10_000;
const sumOf = (lines: readonly SpreadLine[], prices: readonly number[]) =>
  lines.reduce((all, line, at) => all + mulQtyPrice(qtyE4(line.qtyE4), priceE4(prices[at]!)), 0);

test('each line takes its part of the whole discount, and the smallest what is missing', () => {
  const lines = [
    { qtyE4: 3 * E4, amountFen: 33_900 },
    { qtyE4: 7_000 * E4, amountFen: 700_000 },
  ];
  const { pricesE4, restFen } = spreadTotal(lines, 700_001);
  expect([restFen, sumOf(lines, pricesE4)]).toEqual([0, 700_001]);
  // Of many pieces alone no price comes to it: what is missing is said.
  const many = [{ qtyE4: 7_000 * E4, amountFen: 700_000 }];
  const found = spreadTotal(many, 650_001);
  expect(sumOf(many, found.pricesE4) + found.restFen).toBe(650_001);
  expect(found.restFen).not.toBe(0);
});

test('with a line of at most a hundred it always comes to the fen', () => {
  const line = (most: number) =>
    fc.record({
      qtyE4: fc.integer({ min: 1, max: most }).map((qty) => qty * E4),
      amountFen: fc.integer({ min: 1, max: 5_000_000 }),
    });
  fc.assert(
    fc.property(fc.array(line(5_000), { maxLength: 6 }), line(100), (others, small) => {
      const lines = [...others, { ...small, amountFen: small.amountFen + 50_000 }];
      const whole = lines.reduce((all, one) => all + one.amountFen, 0);
      const wanted = Math.ceil(whole * 0.93);
      const { pricesE4, restFen } = spreadTotal(lines, wanted);
      expect([restFen, sumOf(lines, pricesE4)]).toEqual([0, wanted]);
    }),
  );
});
