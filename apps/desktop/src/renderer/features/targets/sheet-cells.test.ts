import { expect, test } from 'vitest';
import { placeBlock, readBlock, splitMonth, spreadYear, withoutFormer } from './sheet-cells.ts';

const rows = [
  { kind: 'user', id: 1, name: '张三' },
  { kind: 'user', id: 2, name: '李四' },
] as const;
const told = (block: string, at = { row: 0, month: 1 }) => {
  const { texts, lost } = placeBlock(readBlock(block), rows, at);
  return [texts.map(({ cell, text }) => `${cell.id}/${cell.month}=${text}`).join(' '), lost];
};

test('a block is laid from the cursor on, and what lies outside is named', () => {
  expect(told('1\t2\r\n3\tx\r\n')).toEqual(['1/1=1 1/2=2 2/1=3 2/2=x', []]);
  expect(told('1\t2\n3\t4', { row: 1, month: 12 })).toEqual([
    '2/12=1',
    [
      { text: '李四 2', why: 'outside' },
      { text: '3 4', why: 'outside' },
    ],
  ]);
});

test('a block with names is laid by them, without its head and without the sum of the year', () => {
  const year = [...Array(12).keys()].map((at) => String(at + 1)).join('\t');
  const block = `姓名\t一月\t二月\n李四\t${year}\t78\n王五\t5\n`;
  const [texts, lost] = told(block, { row: 1, month: 9 });
  expect(texts).toBe([...Array(12).keys()].map((at) => `2/${at + 1}=${at + 1}`).join(' '));
  expect(lost).toEqual([{ text: '王五 5', why: 'unknown-name' }]);
});

test('a name that several have goes to none of them', () => {
  const twins = [...rows, { kind: 'user', id: 3, name: '张三' }] as const;
  const { texts, lost } = placeBlock(readBlock('张三\t1\n李四\t2\n张三\t3'), twins, {
    row: 0,
    month: 1,
  });
  expect(texts.map(({ cell, text }) => `${cell.id}=${text}`)).toEqual(['2=2']);
  expect(lost).toEqual([
    { text: '张三 1', why: 'same-name' },
    { text: '张三 3', why: 'same-name' },
  ]);
  // Without names they are told apart by where the cursor stands.
  expect(placeBlock(readBlock('5'), twins, { row: 2, month: 1 }).texts[0]?.cell.id).toBe(3);
});

test('a head that names months says where the columns go', () => {
  const quarter = '姓名\t7月\t8月\t9月\t三季度\n李四\t7\t8\t9\t24\n';
  expect(told(quarter)).toEqual(['2/7=7 2/8=8 2/9=9', []]);
  // Without names, and from wherever the cursor stands; what is no month is named.
  expect(told('十一月\t2026年12月\t奖金\n11\t12\t5\n', { row: 0, month: 3 })).toEqual([
    '1/11=11 1/12=12',
    [{ text: '张三 5', why: 'outside' }],
  ]);
  const heads = ['十月份', '2026-04', '１ 月', 'Feb', 'June', '十二月', '13月'];
  expect(told(`${heads.join('\t')}\n1\t2\t3\t4\t5\t6\t7`)).toEqual([
    '1/10=1 1/4=2 1/1=3 1/2=4 1/6=5 1/12=6',
    [{ text: '张三 7', why: 'outside' }],
  ]);
});

test('parts sum to the whole, however they are split', () => {
  const members = [
    { yearAgo: [0, 300, ...Array(10).fill(0)], weight: 2 },
    { yearAgo: [0, 100, ...Array(10).fill(0)], weight: 1 },
    { yearAgo: Array(12).fill(0), weight: 0 },
  ];
  expect(splitMonth(100, members, 'equal', 1)).toEqual([34, 33, 33]);
  expect(splitMonth(100, members, 'yearAgo', 2)).toEqual([75, 25, 0]);
  // Nobody reached anything in January: by the year.
  expect(splitMonth(100, members, 'yearAgo', 1)).toEqual([75, 25, 0]);
  expect(splitMonth(100, members, 'weights', 1)).toEqual([67, 33, 0]);
  expect(spreadYear(100).reduce((sum, part) => sum + part, 0)).toBe(100);
});

test('whoever belongs here no more loses targets, and gets none', () => {
  const people = rows.map((row) => ({ ...row, former: row.id === 2 }));
  const cell = (id: number) => ({ kind: 'user' as const, id, month: 2 });
  const texts = [
    { cell: cell(1), text: '7' },
    { cell: cell(2), text: '5' },
    { cell: cell(2), text: '' },
  ];
  expect(withoutFormer({ texts, lost: [] }, people)).toEqual({
    texts: [texts[0], texts[2]],
    lost: [{ text: '李四 5', why: 'former' }],
  });
});
