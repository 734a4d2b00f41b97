import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { file, tableText } from '../../../build/han-fold.mjs';
import { foldHan } from './han-fold.ts';

test('the table is what the library says', async () => {
  expect(readFileSync(file, 'utf8')).toBe(await tableText());
});

test('traditional, regional and simplified characters meet', () => {
  for (const [some, others] of [
    ['华', '華'],
    ['台湾', '臺灣 台灣'],
    ['里面', '裡面 裏面'],
    ['着', '著'],
    ['启发', '啟發 啓發'],
    ['有限责任公司', '有限責任公司'],
    ['卫', '衛 衞'],
  ] as const) {
    for (const other of others.split(' ')) expect(foldHan(other), other).toBe(foldHan(some));
  }
  expect(foldHan('华瑞 A4 ｱ')).toBe('华瑞 A4 ｱ');
  expect(foldHan(foldHan('乾麵著裡'))).toBe(foldHan('乾麵著裡'));
});
