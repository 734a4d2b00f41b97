import { expect, test } from 'vitest';
import { cellsOf, toCsv } from './pasted.ts';

test('rows of a spreadsheet are told with their quotes, lines and empty cells', () => {
  const text = '客户\t金额\t备注\r\n"甲""乙"\t1,200\t"两\n行"\r\n丙\t\t5" 管\r\n\r\n';
  const rows = cellsOf(text);
  expect(rows).toEqual([
    ['客户', '金额', '备注'],
    ['甲"乙', '1,200', '两\n行'],
    ['丙', '', '5" 管'],
  ]);
  expect(toCsv(rows)).toBe('客户,金额,备注\n"甲""乙","1,200","两\n行"\n丙,,"5"" 管"');
  expect(cellsOf('')).toEqual([]);
});
