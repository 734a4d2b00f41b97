import { expect, test } from 'vitest';
import { csvRecords } from './csv-records.ts';

const read = (text: string, delimiter = ',') =>
  [...csvRecords(text, delimiter)].map(({ cells, line, openQuote }) =>
    openQuote === null ? [line, ...cells] : [line, ...cells, { openQuote }],
  );

test.each<[string, string, unknown[]]>([
  ['nothing', '', []],
  [
    'a last line without an end',
    'a,b\nc,d',
    [
      [1, 'a', 'b'],
      [2, 'c', 'd'],
    ],
  ],
  [
    'every line end',
    'a\r\nb\rc\n\nd\n',
    [
      [1, 'a'],
      [2, 'b\rc'],
      [3, ''],
      [4, 'd'],
    ],
  ],
  [
    'line ends of old machines',
    'a\r"b\rc",d\r\re',
    [
      [1, 'a'],
      [2, 'b\rc', 'd'],
      [4, ''],
      [5, 'e'],
    ],
  ],
  [
    'ragged rows',
    'a,b\nc\nd,e,f,\n',
    [
      [1, 'a', 'b'],
      [2, 'c'],
      [3, 'd', 'e', 'f', ''],
    ],
  ],
  [
    'quoted cells',
    '"a,1","b ""x""",""\n"",c,"d"',
    [
      [1, 'a,1', 'b "x"', ''],
      [2, '', 'c', 'd'],
    ],
  ],
  [
    'lines in a cell',
    '"a\r\nb","c\n\nd"\ne,f',
    [
      [1, 'a\r\nb', 'c\n\nd'],
      [5, 'e', 'f'],
    ],
  ],
  [
    'blanks behind a quote',
    '"a" ,"b"  \nc,d',
    [
      [1, 'a', 'b'],
      [2, 'c', 'd'],
    ],
  ],
  ['a comma at the very end', '"a",', [[1, 'a', '']]],
  ['quotes inside a cell', '5" 管,甲"乙"丙\n', [[1, '5" 管', '甲"乙"丙']]],
  ['quotes inside quotes', '"深圳"华瑞"公司",x', [[1, '深圳"华瑞"公司', 'x']]],
  [
    'a cell that begins with a quote',
    '"A" 牌,"B"\n"C" 牌\n',
    [
      [1, '"A" 牌', 'B'],
      [2, '"C" 牌'],
    ],
  ],
  ['a guarded number', '="00123",="1"', [[1, '="00123"', '="1"']]],
])('read: %s', (_, text, expected) => {
  expect(read(text)).toEqual(expected);
});

test.each<[string, string, unknown[]]>([
  [
    'at the end',
    'a,b\nc,"d\ne,f',
    [
      [1, 'a', 'b'],
      [2, 'c', '"d', { openQuote: 2 }],
      [3, 'e', 'f'],
    ],
  ],
  [
    'before other quotes',
    'a,"b\nc,"d"\n"e",f\n',
    [
      [1, 'a', '"b', { openQuote: 1 }],
      [2, 'c', 'd'],
      [3, 'e', 'f'],
    ],
  ],
  [
    'in two lines',
    'a,"b,1\nc,"d\ne,f',
    [
      [1, 'a', '"b', '1', { openQuote: 1 }],
      [2, 'c', '"d', { openQuote: 2 }],
      [3, 'e', 'f'],
    ],
  ],
  [
    'behind a cell of two lines',
    '"a\nb","c\nd,e',
    [
      [1, 'a\nb', '"c', { openQuote: 2 }],
      [3, 'd', 'e'],
    ],
  ],
  [
    'closed by chance some rows below',
    'a,b,c\n1,"2,3\n4,5,6\n7,8,9"\nd,e,f',
    [
      [1, 'a', 'b', 'c'],
      [2, '1', '"2', '3', { openQuote: 2 }],
      [3, '4', '5', '6'],
      [4, '7', '8', '9"'],
      [5, 'd', 'e', 'f'],
    ],
  ],
])('an open quote costs its own line: %s', (_, text, expected) => {
  expect(read(text)).toEqual(expected);
});

test('a long cell of many lines stays one, however many commas stand in it', () => {
  const lines = Array.from({ length: 50 }, (_, n) => `第 ${n} 行, 又, 又, 又`).join('\n');
  expect(read(`a,b,c\n1,"${lines}",3`)).toEqual([
    [1, 'a', 'b', 'c'],
    [2, '1', lines, '3'],
  ]);
  const [first, ...others] = read(`a,"${'长'.repeat(1_000_001)}\nb",c\nd,e`);
  expect(first?.at(-1)).toEqual({ openQuote: 1 });
  expect(others).toEqual([
    [2, 'b"', 'c'],
    [3, 'd', 'e'],
  ]);
});

test('a file made of open quotes is read to its end', () => {
  const rows = read('a,"b\n'.repeat(20_000));
  expect(rows).toHaveLength(20_000);
  expect(rows.at(-1)).toEqual([20_000, 'a', '"b', { openQuote: 20_000 }]);
});

test('what a program writes comes back, whatever stands in the cells', () => {
  // Numbers of Park and Miller: the same cells each time.
  let seed = 7;
  const dice = (n: number) => (seed = (seed * 48_271) % 2_147_483_647) % n;
  const parts = ['华瑞', 'a', '"', '""', '\n', '\r\n', ';', ' ', '1'];
  const cell = () => Array.from({ length: dice(5) }, () => parts[dice(parts.length)]).join('');
  for (let round = 0; round < 500; round += 1) {
    const rows = Array.from({ length: 1 + dice(6) }, () => [cell(), cell()]);
    const text = rows
      .map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(';'))
      .join(round % 2 === 0 ? '\r\n' : '\n');
    expect([...csvRecords(text, ';')].map(({ cells }) => cells)).toEqual(rows);
  }
});
