import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatE4, mulQtyPrice, parseE4, priceE4, qtyE4 } from './quantity.ts';

test('quantity times price rounds half away from zero', () => {
  expect(mulQtyPrice(qtyE4(10_000), priceE4(10_000))).toBe(100);
  // 0.5 × 0.01 yuan = half a fen
  expect(mulQtyPrice(qtyE4(5_000), priceE4(100))).toBe(1);
  expect(mulQtyPrice(qtyE4(-5_000), priceE4(100))).toBe(-1);
  expect(mulQtyPrice(qtyE4(4_999), priceE4(100))).toBe(0);
});

test('a line past 2^53 is exact', () => {
  // 123,456.7891 × 98,765.4321 = 12,193,263,117.48... yuan
  const exact = (1_234_567_891n * 987_654_321n + 500_000n) / 1_000_000n;
  expect(mulQtyPrice(qtyE4(1_234_567_891), priceE4(987_654_321))).toBe(Number(exact));
  const most = Number.MAX_SAFE_INTEGER;
  expect(() => mulQtyPrice(qtyE4(most), priceE4(most))).toThrow(RangeError);
});

test('a return is the negative of its sale', () => {
  const part = fc.integer();
  fc.assert(
    fc.property(part, part, (quantity, price) => {
      fc.pre(Math.abs(quantity * price) < 2 ** 70);
      const sale = mulQtyPrice(qtyE4(quantity), priceE4(price));
      expect(mulQtyPrice(qtyE4(-quantity), priceE4(price)) + sale).toBe(0);
      expect(
        Math.abs(Number(BigInt(sale) * 1_000_000n - BigInt(quantity) * BigInt(price))),
      ).toBeLessThanOrEqual(500_000);
    }),
  );
});

test('quantities as text', () => {
  expect(formatE4(qtyE4(12_345_000))).toBe('1,234.5');
  expect(formatE4(qtyE4(12_345_000), 2)).toBe('1,234.50');
  expect(formatE4(qtyE4(-1))).toBe('-0.0001');
  expect(formatE4(qtyE4(0))).toBe('0');
  expect(parseE4('1.00001')).toBe(null);
  expect(() => qtyE4(1.5)).toThrow(RangeError);
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.nat(4), (value, decimals) => {
      expect(parseE4(formatE4(qtyE4(value), decimals))).toBe(value === 0 ? 0 : value);
    }),
  );
});
