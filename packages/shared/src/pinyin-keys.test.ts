import { expect, test } from 'vitest';
import { pinyinKeys } from './pinyin-keys.ts';

test('the reading of the word comes first, the other readings follow', () => {
  const keys = pinyinKeys('重庆长安');
  expect(keys.initials).toEqual(['cqca', 'zqca', 'cqza', 'zqza']);
  expect(keys.full[0]).toBe('chongqingchangan');
  expect(keys.full).toContain('zhongqingchangan');
  expect(pinyinKeys('银行').full[0]).toBe('yinhang');
  expect(pinyinKeys('重慶長安').full).toContain('chongqingchangan');
});

test.each([
  ['单雄信', 'shanxiongxin'],
  ['曾国藩', 'zengguofan'],
  ['仇和', 'qiuhe'],
  ['解晓东', 'xiexiaodong'],
  ['尉迟恭', 'yuchigong'],
])('surname of %s', (name, full) => {
  expect(pinyinKeys(name, { surname: true }).full[0]).toBe(full);
});

test('Latin, digits and punctuation', () => {
  expect(pinyinKeys('Ａ4纸 (ABC)')).toEqual({
    initials: ['a4zabc'],
    full: ['a4zhiabc'],
    sort: 'a4{zhi3纸abc',
  });
  expect(pinyinKeys('吕').full).toEqual(['lv', 'lu']);
  expect(pinyinKeys('')).toEqual({ initials: [], full: [], sort: '' });
  expect(pinyinKeys('***')).toEqual({ initials: [], full: [], sort: '***' });
  expect(pinyinKeys('\u{20BB7}野家').full[0]).toBe('\u{20BB7}yejia');
});

test('variants are capped and distinct', () => {
  const { initials, full } = pinyinKeys('重行长重行长重行长');
  expect(full).toHaveLength(8);
  expect(new Set(full).size).toBe(8);
  expect(initials).toHaveLength(8);
});

test('sort keys give the order of a phone book', () => {
  const inOrder = [
    '3M',
    'ABC',
    'Zeta',
    '安徽',
    '北京',
    '北京华',
    '长沙',
    '重庆',
    '李',
    '里',
    '上海',
  ];
  const found = inOrder
    .map((name) => [pinyinKeys(name).sort, name] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, name]) => name);
  expect(found).toEqual(inOrder);
  // 西 (xī) comes before 西安's neighbour 先 (xiān), whatever follows.
  expect(pinyinKeys('西藏').sort < pinyinKeys('先').sort).toBe(true);
});
