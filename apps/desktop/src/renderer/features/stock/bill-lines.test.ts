import type { ProductBill } from '@xinhang/shared/product-bills.ts';
import { expect, test } from 'vitest';
import { asBilled, billLines, scaled } from './bill-lines.ts';

const E4 = 10_000;
const goods = (id: number, qtyDecimals: number) => ({
  id,
  code: `P${id}`,
  name: `件 ${id}`,
  spec: '',
  unit: { id: 1, name: '个' },
  qtyDecimals,
});
const bill: ProductBill = {
  product: goods(9, 0),
  version: 1,
  makesE4: 100 * E4,
  note: '',
  parts: [
    { part: goods(1, 0), qtyE4: 3 * E4, note: '' },
    { part: goods(2, 2), qtyE4: 250 * E4, note: '' },
  ],
  changedBy: null,
  changedAt: null,
  partOf: [],
};

test('parts follow the quantity of the whole, and what cannot be halved is taken whole', () => {
  const quantities = (whole: number | null) => billLines(bill, whole).map((line) => line.qtyE4);
  expect(quantities(200 * E4)).toEqual([6 * E4, 500 * E4]);
  expect(quantities(50 * E4)).toEqual([2 * E4, 125 * E4]);
  expect(quantities(1 * E4)).toEqual([1 * E4, 25_000]);
  expect(quantities(null)).toEqual([null, null]);
  // Beyond what a double holds on the way.
  const much = { qtyE4: 999_999_999_999, makesE4: 3 * E4, decimals: 4 };
  expect(scaled(much, 3_000_000)).toBe(99_999_999_999_900);
});

test('lines are those of the bill until somebody writes in them', () => {
  const lines = billLines(bill, 100 * E4);
  const billed = billLines(bill, 100 * E4);
  expect(asBilled(lines, billed)).toBe(true);
  expect(asBilled([{ ...lines[0]!, qtyE4: E4 }, lines[1]!], billed)).toBe(false);
  expect(asBilled([{ ...lines[0]!, batch: 'B1' }, lines[1]!], billed)).toBe(false);
  expect(asBilled(lines.slice(1), billed)).toBe(false);
});
