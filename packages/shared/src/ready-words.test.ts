import { expect, test } from 'vitest';
import { readyRoles } from './ready-roles.ts';
import { readyWords, shownRole, shownWord } from './ready-words.ts';

test('ready words are read in each language, the words of a company as they are', () => {
  expect(shownWord('industry', '机械设备', 'en')).toBe('Machinery');
  expect(shownWord('industry', '机械设备', 'zh-TW')).toBe('機械設備');
  expect(shownWord('industry', '机械设备', 'zh-CN')).toBe('机械设备');
  expect(shownWord('region', '机械设备', 'en')).toBe('机械设备');
  expect(shownWord('source', '老乡', 'en')).toBe('老乡');
});

test('a ready role is translated until the company calls it otherwise', () => {
  expect(shownRole('业务员', 'en')).toBe('Salesperson');
  expect(shownRole('业务员', 'zh-TW')).toBe('業務員');
  expect(shownRole('大客户经理', 'en')).toBe('大客户经理');
});

test('no two ready words are read alike', () => {
  for (const words of Object.values(readyWords)) {
    for (const at of [0, 1, 2] as const) {
      expect(new Set(words.map((word) => word[at])).size).toBe(words.length);
    }
  }
  const names = readyRoles.map(({ name }) => name.en);
  expect(new Set(names).size).toBe(names.length);
});
