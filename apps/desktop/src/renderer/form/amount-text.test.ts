import { expect, test } from 'vitest';
import { readAmount } from './amount-text.ts';

test.each([
  ['1,234.5', 123_450],
  ['￥12', 1200],
  ['１２．５０元', 1250],
  ['12*35', 42_000],
  ['12 × 35 + 0.5', 42_050],
  ['100-2*30', 4000],
  ['8万', 8_000_000],
  ['1.2万', 1_200_000],
  ['3亿', 30_000_000_000],
  ['1000/3', 33_333],
  ['0', 0],
])('%s is an amount', (typed, amount) => {
  expect(readAmount(typed)).toBe(amount);
});

test.each([
  '',
  'abc',
  '1.234',
  '5-8',
  '-5',
  '12*',
  '*12',
  '1/0',
  '1e9',
  '99999999999999999',
  '1..2',
])('%j is none', (typed) => {
  expect(readAmount(typed)).toBeNull();
});
