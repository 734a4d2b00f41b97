import { expect, test } from 'vitest';
import { fitsDecimals } from './qty-decimals.ts';
import { qtyE4 } from './quantity.ts';

test.each([
  [10_000, 0, true],
  [15_000, 0, false],
  [15_000, 1, true],
  [12_345, 3, false],
  [12_345, 4, true],
  [-15_000, 1, true],
])('%i with %i decimals: %s', (quantity, decimals, fits) => {
  expect(fitsDecimals(qtyE4(quantity), decimals)).toBe(fits);
});
