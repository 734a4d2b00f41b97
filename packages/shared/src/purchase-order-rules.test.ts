import { expect, test } from 'vitest';
import { askedPrice, openOfPurchase, purchaseStateOf } from './purchase-order-rules.ts';

const ONE = 10_000;
const piece = { num: 1, den: 1 };
const carton = { num: 12, den: 1 };
const stated = (id: number, unitId: number, yuan: number, from = 0, basis = 'net' as const) => ({
  id,
  unitId,
  factor: unitId === 1 ? piece : carton,
  priceE4: yuan * ONE,
  basis,
  qtyFromE4: from * ONE,
});
const asks = (unitId: number, qty: number, basis: 'net' | 'gross' = 'net') => ({
  unitId,
  factor: unitId === 1 ? piece : carton,
  qtyE4: qty * ONE,
  basis,
  taxBp: 1300,
});

test('the highest break that is reached counts, in the unit asked for before another', () => {
  const prices = [stated(1, 1, 10), stated(2, 1, 9, 100), stated(3, 2, 96, 0)];
  expect(askedPrice(prices, asks(1, 99))).toBe(10 * ONE);
  expect(askedPrice(prices, asks(1, 100))).toBe(9 * ONE);
  expect(askedPrice(prices, asks(2, 1))).toBe(96 * ONE);
});

test('a price of another unit is turned into that of the one asked for, with tax where asked', () => {
  expect(askedPrice([stated(1, 1, 10)], asks(2, 1))).toBe(120 * ONE);
  expect(askedPrice([stated(1, 2, 120)], asks(1, 1, 'gross'))).toBe(11.3 * ONE);
});

test('a price that asks for more is none, and of two alike the newest counts', () => {
  expect(askedPrice([stated(1, 2, 90, 10)], asks(1, 119))).toBeNull();
  expect(askedPrice([stated(1, 2, 90, 10)], asks(1, 120))).toBe(7.5 * ONE);
  expect(askedPrice([stated(1, 1, 10), stated(4, 1, 11)], asks(1, 1))).toBe(11 * ONE);
});

test('an order is done when nothing is open and closed when some of it was given up', () => {
  const line = (qty: number, received: number, cancelled = 0, replace = 0) => ({
    qty_e4: qty,
    received_e4: received,
    replace_e4: replace,
    cancelled_e4: cancelled,
  });
  expect(openOfPurchase(line(5, 2, 1))).toBe(2);
  expect(purchaseStateOf([line(5, 0)])).toBe('confirmed');
  expect(purchaseStateOf([line(5, 5), line(2, 0)])).toBe('partly');
  expect(purchaseStateOf([line(5, 5)])).toBe('done');
  expect(purchaseStateOf([line(5, 3, 2)])).toBe('closed');
  // What went back to come again is open once more.
  expect(openOfPurchase(line(5, 5, 0, 2))).toBe(2);
  expect(purchaseStateOf([line(5, 5, 0, 2)])).toBe('partly');
});
