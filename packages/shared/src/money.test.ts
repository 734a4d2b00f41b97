import fc from 'fast-check';
import { expect, test } from 'vitest';
import { divideRounded, fen, formatFen, parseFen, splitByWeights, sumFen } from './money.ts';

const amount = fc.maxSafeInteger().map(fen);

test('amounts are whole fen', () => {
  expect(() => fen(0.5)).toThrow(RangeError);
  expect(() => fen(2 ** 53)).toThrow(RangeError);
  expect(() => fen(Number.NaN)).toThrow(RangeError);
  expect(Object.is(fen(-0), 0)).toBe(true);
  expect(sumFen([fen(1), fen(2)])).toBe(3);
  expect(() => sumFen([fen(Number.MAX_SAFE_INTEGER), fen(1)])).toThrow(RangeError);
});

test.each([
  [5n, 2n, 3n],
  [-5n, 2n, -3n],
  [5n, -2n, -3n],
  [4n, 3n, 1n],
  [-4n, 3n, -1n],
  [0n, 7n, 0n],
])('%s / %s rounds to %s', (top, bottom, expected) => {
  expect(divideRounded(top, bottom)).toBe(expected);
});

test('a rounded quotient is at most half away', () => {
  const divisor = fc.bigInt({ min: 1n, max: 10n ** 20n });
  fc.assert(
    fc.property(fc.bigInt(), divisor, (top, bottom) => {
      const off = 2n * (divideRounded(top, bottom) * bottom - top);
      expect(off <= bottom && off >= -bottom).toBe(true);
      expect(divideRounded(-top, bottom)).toBe(-divideRounded(top, bottom));
    }),
  );
});

test('split parts', () => {
  expect(splitByWeights(fen(100), [1, 1, 1])).toEqual([34, 33, 33]);
  expect(splitByWeights(fen(-100), [1, 1, 1])).toEqual([-34, -33, -33]);
  expect(splitByWeights(fen(10), [0, 1, 2])).toEqual([0, 3, 7]);
  expect(splitByWeights(fen(0), [0, 0])).toEqual([0, 0]);
  expect(() => splitByWeights(fen(1), [])).toThrow(RangeError);
  expect(() => splitByWeights(fen(1), [-1, 2])).toThrow(RangeError);
});

test('split parts sum to the total, each less than a fen from its share', () => {
  const weights = fc.array(fc.maxSafeNat(), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(amount, weights, (total, given) => {
      const whole = given.reduce((sum, weight) => sum + BigInt(weight), 0n);
      fc.pre(whole > 0n);
      const parts = splitByWeights(total, given);
      expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(total));
      for (const [at, part] of parts.entries()) {
        const off = BigInt(part) * whole - BigInt(total) * BigInt(given[at]!);
        expect(off < whole && off > -whole).toBe(true);
      }
    }),
  );
});

test('amounts as text', () => {
  expect(formatFen(fen(123456789))).toBe('1,234,567.89');
  expect(formatFen(fen(-5))).toBe('-0.05');
  expect(formatFen(fen(0))).toBe('0.00');
  fc.assert(fc.property(amount, (value) => parseFen(formatFen(value)) === value));
});

test.each([
  ['1,234.5', 123450],
  ['￥12', 1200],
  ['¥-1', -100],
  ['-¥1', -100],
  ['１２．５０元', 1250],
  ['.5', 50],
  ['7.', 700],
  ['+3', 300],
  ['1.230', 123],
  ['-0', 0],
  ['1.234', null],
  ['1,23', null],
  ['12,345,6', null],
  ['1e3', null],
  ['.', null],
  ['', null],
  ['十元', null],
  ['90071992547409.91', Number.MAX_SAFE_INTEGER],
  ['90071992547409.92', null],
])('typed amount %s', (text, expected) => {
  expect(parseFen(text)).toBe(expected);
});
