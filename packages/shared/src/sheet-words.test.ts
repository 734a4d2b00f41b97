import { expect, test } from 'vitest';
import { languages } from './auth.ts';
import { columnWords, reasonText, reasonWords } from './sheet-words.ts';

test('a reason names its field and values in the reader’s language', () => {
  const params = { field: 'contactPhone', value: '1.38E+10' };
  expect(reasonText('phone-rounded', params, 'zh-CN')).toBe(
    '联系人电话已被表格软件舍去数字：1.38E+10',
  );
  expect(reasonText('phone-rounded', params, 'en')).toBe(
    'Contact phone lost digits in a spreadsheet: 1.38E+10',
  );
  expect(reasonText('custom-refused', { field: '年用量', value: 'x' }, 'zh-TW')).toBe(
    '年用量不接受：x',
  );
  expect(reasonText('duplicate-name', {}, 'en')).toBe('There is a customer of that name');
  expect(reasonText('duplicate-name', { name: '华*', owner: null }, 'zh-CN')).toBe(
    '已有同名客户：华*（公海）',
  );
  expect(reasonText('constructor', {}, 'en')).toBe('constructor');
});

test('a row has as many reasons as there are', () => {
  const also = [
    { code: 'grade-unknown', params: { value: '高' } },
    { code: 'tag-unknown', params: {} },
  ];
  expect(reasonText('name-missing', { also }, 'zh-CN')).toBe(
    '缺少客户名称；没有等级“高”；没有标签“…”',
  );
});

test('a reason whose values are withheld still reads as a sentence', () => {
  const field = { field: 'contactPhone' };
  expect(reasonText('phone-unreadable', field, 'zh-TW')).toBe('聯絡人電話不是電話號碼');
  expect(reasonText('phone-unreadable', field, 'en')).toBe('Contact phone is no phone number');
  expect(reasonText('tag-unknown', {}, 'zh-CN')).toBe('没有标签“…”');
  // As an administrator's import puts it down, for whoever reads it later.
  expect(reasonText('duplicate-name', { name: '', owner: '' }, 'zh-CN')).toBe('已有同名客户');
  for (const code of Object.keys(reasonWords)) {
    for (const language of languages) {
      const text = reasonText(code, { ...field, row: 3, max: 9, line: 4, count: 10 }, language);
      expect(text).not.toMatch(/[：:]\s*$|[（(][）)]|“”|「」|""/);
      const blank = reasonText(code, { ...field, name: '', owner: '', value: '' }, language);
      expect(blank).toBe(reasonText(code, field, language));
    }
  }
});

test('each reason names the same parameters in every language; headers differ in a language', () => {
  const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).toSorted();
  for (const words of Object.values(reasonWords)) {
    const [first, ...others] = languages.map((language) => placeholders(words[language]));
    for (const other of others) expect(other).toEqual(first);
  }
  for (const language of languages) {
    const headers = Object.values(columnWords).map((words) => words[language]);
    expect(new Set(headers).size).toBe(headers.length);
  }
});
