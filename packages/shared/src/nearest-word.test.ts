import { expect, test } from 'vitest';
import { nearestWord } from './nearest-word.ts';

const words = ['technology', 'finance', 'retail', '机械设备', '电子', 'Food and drink'];

test.each<[string, string | null]>([
  ['technolgy', 'technology'],
  ['tehcnology', 'technology'],
  ['technologies', null],
  ['Finence', 'finance'],
  ['retial', 'retail'],
  ['机械设设备', '机械设备'],
  ['机械设', null],
  // Words of the list, in whatever letters, and other words.
  ['ＴＥＣＨＮＯＬＯＧＹ', null],
  [' 电子 ', null],
  ['电力', null],
  ['medical', null],
  ['', null],
])('%s', (text, expected) => {
  expect(nearestWord(text, words)).toBe(expected);
});
