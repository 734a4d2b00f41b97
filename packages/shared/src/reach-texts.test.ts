import { expect, test } from 'vitest';
import { isEmail, isPhone, isWebsite, tidyEmail, tidyPhone, tidyWebsite } from './reach-texts.ts';
import { phoneKey, phoneParts, splitPhones } from './text-keys.ts';

test.each([
  ['０７５５－８８８８６６６６', '0755-88886666'],
  ['0755—8888 6666', '0755-8888 6666'],
  ['＋８８６ ２ ２３４５ ６７８９', '+886 2 2345 6789'],
  ['400-820-8820', '400-820-8820'],
  ['（0755）88886666 转 8012', '(0755)88886666 转 8012'],
  ['13800138000（微信同号）', '13800138000(微信同号)'],
  ['13800138000／０７５５-88886666', '13800138000/0755-88886666'],
  ['95588', '95588'],
  ['110', '110'],
])('a phone that reaches somebody: %s', (typed, tidy) => {
  expect(tidyPhone(typed)).toBe(tidy);
  expect(isPhone(tidy)).toBe(true);
});

test.each(['12', '138****8000', '无', '1380013800013800138000', '电话'])(
  'no phone: %s',
  (typed) => {
    expect(isPhone(tidyPhone(typed))).toBe(false);
  },
);

test('several numbers and extensions are told apart', () => {
  expect(splitPhones('13800138000/0755-88886666')).toEqual(['13800138000', '0755-88886666']);
  expect(splitPhones('0755-88886666/7')).toEqual(['0755-88886666/7']);
  expect(splitPhones('13800138000 13900139000')).toEqual(['13800138000', '13900139000']);
  expect(phoneKey('13800138000、13900139000').number).toBe('13800138000');
  expect(phoneParts('0755-88886666转8012')).toEqual({ number: '0755-88886666', extension: '8012' });
  expect(phoneParts('13800138000')).toEqual({ number: '13800138000', extension: '' });
});

test.each([
  ['wang@example.com', 'wang@example.com'],
  [' Wang.Wei＠Example．COM ', 'Wang.Wei@example.com'],
  ['wang@example。com', 'wang@example.com'],
  ['王伟 <wang@example.com>', 'wang@example.com'],
  ['mailto:a+b@x-y.co.uk', 'a+b@x-y.co.uk'],
  ['a@x.com；b@y.cn', 'a@x.com; b@y.cn'],
  ['李@公司.中国', '李@公司.中国'],
])('an e-mail address that reaches somebody: %s', (typed, tidy) => {
  expect(tidyEmail(typed)).toBe(tidy);
  expect(isEmail(tidy)).toBe(true);
});

test.each(['wang', 'wang@', '@x.com', 'wang@x', 'a b@x.com', 'wang@x..com', 'a@x.com; b'])(
  'no e-mail address: %s',
  (typed) => {
    expect(isEmail(tidyEmail(typed))).toBe(false);
  },
);

test.each([
  ['www.example.com', 'www.example.com'],
  ['HTTP：//WWW。Example。com/Über', 'http://www.example.com/Über'],
  ['https://example.com.tw:8443/a?b=1#c', 'https://example.com.tw:8443/a?b=1#c'],
  ['华瑞.中国', '华瑞.中国'],
  ['http://192.168.1.5/', 'http://192.168.1.5/'],
  ['a.com；b.com', 'a.com; b.com'],
])('an address of a page: %s', (typed, tidy) => {
  expect(tidyWebsite(typed)).toBe(tidy);
  expect(isWebsite(tidy)).toBe(true);
});

test.each(['华瑞', 'javascript:alert(1)', 'ftp://a.com', 'http://', 'www', 'a..com', '见名片'])(
  'no address of a page: %s',
  (typed) => {
    expect(isWebsite(tidyWebsite(typed))).toBe(false);
  },
);
