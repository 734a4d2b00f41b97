import { expect, test } from 'vitest';
import { cleanCell } from '../cells.ts';
import { gradeOf, phonesOf, stageOf, tagsOf } from './clean.ts';

test.each<[string, string[] | string]>([
  ['13800138000', ['13800138000']],
  ['１３８００１３８０００', ['13800138000']],
  ['13800138000.0', ['13800138000']],
  ['1.3800138000E+10', ['13800138000']],
  ['1.38001E+10', 'phone-rounded'],
  ['0755-88888888转123', ['0755-88888888 #123']],
  ['0755-88888888-123', ['0755-88888888 #123']],
  ['+86 755 8888 8888', ['+86 755 8888 8888']],
  ['13800138000/0755-88888888', ['13800138000', '0755-88888888']],
  ['13800138000、13900139000；13700137000', ['13800138000', '13900139000', '13700137000']],
  ['13800138000 13900139000', ['13800138000', '13900139000']],
  ['13800138000 0755-88888888', ['13800138000', '0755-88888888']],
  ['13800138000\n13900139000', ['13800138000', '13900139000']],
  // A shortened second number is kept as it was typed.
  ['0755-88888888/89', ['0755-88888888/89']],
  ['(02) 2345-6789', ['(02) 2345-6789']],
  ['找王总', 'phone-unreadable'],
  ['12', 'phone-unreadable'],
  ['1'.repeat(60), 'phone-unreadable'],
])('phones of %s', (cell, expected) => {
  const found = phonesOf(cell);
  const shown =
    typeof found === 'string'
      ? found
      : found.map(({ number, extension }) => (extension ? `${number} #${extension}` : number));
  expect(shown).toEqual(expected);
});

test('words of stages and grades, in three languages and other people’s', () => {
  expect(
    ['潜在客户', '有意願', 'Not interested', '已成交', 'no_interest', 'LEAD'].map(stageOf),
  ).toEqual(['potential', 'intent', 'no_interest', 'dealing', 'no_interest', 'potential']);
  expect(['A', 'b级', 'Ｃ類客戶', 'D-低'].map(gradeOf)).toEqual(['A', 'B', 'C', 'D']);
  expect(['E', 'AB', '高', ''].map(gradeOf)).toEqual([null, null, null, null]);
  expect(stageOf('constructor')).toBeNull();
});

test('what says nothing is nothing', () => {
  expect(['-', '无', 'N/A', ' — ', '#REF!', '无锡'].map(cleanCell)).toEqual([
    '',
    '',
    '',
    '',
    '',
    '无锡',
  ]);
  expect(tagsOf('老客户、外贸,老客户；')).toEqual(['老客户', '外贸']);
});
