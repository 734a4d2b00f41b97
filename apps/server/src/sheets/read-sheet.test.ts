import { expect, test } from 'vitest';
import { readSheet } from './read-sheet.ts';
import { SheetError } from './sheet-error.ts';
import { oleOf, workbookParts, xlsOf, zipOf } from './test-files.ts';

const xlsx = (sheetData: string) => zipOf(workbookParts(sheetData));
const csv = (text: string) => Buffer.from(text);

async function refusal(bytes: Buffer, options = {}): Promise<[string, unknown]> {
  const error = await readSheet(bytes, '客户.csv', options).then(
    () => null,
    (caught: unknown) => caught,
  );
  if (!(error instanceof SheetError)) throw new Error('not refused', { cause: error });
  expect(error.params.fileName).toBe('客户.csv');
  return [error.code, error.params.reason];
}

test('xlsx: numbers stay plain, dates become dates, whatever their Chinese format', async () => {
  const cells = [
    '<c r="A1"><v>13800138000</v></c>',
    '<c r="B1"><v>1.3800138E10</v></c>',
    '<c r="C1"><v>0.30000000000000004</v></c>',
    '<c r="D1"><v>19.899999999999999</v></c>',
    '<c r="E1"><v>1E-7</v></c>',
    '<c r="F1" s="1"><v>46349</v></c>',
    '<c r="G1" s="2"><v>46349.354166666664</v></c>',
    '<c r="H1" s="3"><v>46349</v></c>',
    '<c r="I1" s="4"><v>46349</v></c>',
    '<c r="J1" s="2"><v>0.354166666666667</v></c>',
    '<c r="K1" t="b"><v>1</v></c>',
    '<c r="L1" t="inlineStr"><is><t> 深圳　</t></is></c>',
    '<c r="M1" t="str"><f>1&amp;1</f><v>11</v></c>',
  ];
  const sheet = await readSheet(xlsx(`<row r="1">${cells.join('')}</row>`), 'a.csv');
  expect(sheet).toEqual({
    format: 'xlsx',
    rows: [
      [
        '13800138000',
        '13800138000',
        '0.3',
        '19.9',
        '0.0000001',
        '2026-11-23',
        '2026-11-23 08:30',
        '2026-11-23',
        '2026-11-23',
        '08:30',
        'TRUE',
        '深圳',
        '11',
      ],
    ],
  });
});

test('xlsx: gaps stay, empty ends go, rows are equally wide', async () => {
  const text = (at: string, value: string) =>
    `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
  const rows = `<row r="2">${text('B2', 'x')}</row><row r="4">${text('A4', 'y')}</row>
    <row r="9">${text('C9', ' ')}</row><row r="1048576"><c r="XFD1048576" s="1"/></row>`;
  expect((await readSheet(xlsx(rows), 'a')).rows).toEqual([
    ['', ''],
    ['', 'x'],
    ['', ''],
    ['y', ''],
  ]);
});

test('xlsx: cells without addresses are read too', async () => {
  const rows = '<row><c><v>1</v></c><c t="inlineStr"><is><t>二</t></is></c></row>';
  expect((await readSheet(xlsx(rows), 'a')).rows).toEqual([['1', '二']]);
});

test('xlsx: bombs are refused before they unpack', async () => {
  const big = Buffer.alloc(60 * 1024 * 1024, 0x20);
  const bomb = { ...workbookParts(''), 'xl/sharedStrings.xml': big };
  expect(await refusal(zipOf(bomb))).toEqual(['sheet-too-large', 'ratio']);
  expect(await refusal(zipOf(bomb), { maxUnpacked: 1e6 })).toEqual(['sheet-too-large', 'unpacked']);
  expect(await refusal(zipOf(bomb, 1000))).toEqual(['sheet-unreadable', 'damaged']);
  const corners =
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="99999"><c r="XFD99999"><v>1</v></c></row>';
  expect(await refusal(xlsx(corners))).toEqual(['sheet-too-large', 'cells']);
  for (const row of [
    '<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>',
    '<row r="99999999"/>',
    '<row r="1e9"/>',
    '<row\n r = "&#57;99999999"/>',
    "<row r='99999999'></row>",
  ]) {
    expect(await refusal(xlsx(row)), row).toEqual(['sheet-unreadable', 'damaged']);
  }
});

test('csv: bombs are refused before they are parsed', async () => {
  expect(await refusal(Buffer.alloc(2_000_001, '\n'))).toEqual(['sheet-too-large', 'lines']);
  expect(await refusal(Buffer.alloc(10_000_001, ';'))).toEqual(['sheet-too-large', 'cells']);
});

test('xls: texts, numbers, dates', async () => {
  const file = xlsOf([
    { row: 0, column: 0, value: '名称' },
    { row: 0, column: 1, value: '电话' },
    { row: 1, column: 0, value: '华瑞' },
    { row: 1, column: 1, value: 13800138000 },
    { row: 2, column: 0, value: 46349, style: 1 },
    { row: 2, column: 1, value: 46349.354166666664, style: 2 },
  ]);
  expect(await readSheet(file, 'a.xlsx')).toEqual({
    format: 'xls',
    rows: [
      ['名称', '电话'],
      ['华瑞', '13800138000'],
      ['2026-11-23', '2026-11-23 08:30'],
    ],
  });
});

test('locked files ask for the password', async () => {
  expect(await refusal(oleOf('EncryptedPackage', Buffer.alloc(5000)))).toEqual([
    'sheet-password',
    undefined,
  ]);
  expect(await refusal(xlsOf([], { password: true }))).toEqual(['sheet-password', undefined]);
  const zip = zipOf(workbookParts(''));
  zip.writeUInt16LE(1, zip.indexOf('PK\x01\x02') + 8);
  expect(await refusal(zip)).toEqual(['sheet-password', undefined]);
});

const table = '名称,电话\r\n华瑞,13800138000\r\n';
const rows = [
  ['名称', '电话'],
  ['华瑞', '13800138000'],
];
const gb = Buffer.from('c3fbb3c62cb5e7bbb00d0abbaac8f02c31333830303133383030300d0a', 'hex');

test.each([
  ['utf-8', csv(table)],
  ['utf-8', csv(`\ufeff${table}`)],
  ['utf-16le', Buffer.from(`\ufeff${table}`, 'utf16le')],
  ['utf-16be', Buffer.from(`\ufeff${table}`, 'utf16le').swap16()],
  ['gb18030', gb],
  ['utf-8', csv(table.replaceAll(',', '\t'))],
  ['utf-8', csv(table.replaceAll(',', ';'))],
  ['utf-8', csv(`sep=;\r\n${table.replaceAll(',', ';')}`)],
  ['utf-8', csv(table.replaceAll('\r\n', '\n'))],
  ['utf-8', csv(' 名称 ,"电话"\n华瑞,="13800138000"\n,\n\n')],
])('csv in %s (%#)', async (encoding, bytes) => {
  expect(await readSheet(bytes, 'a')).toEqual({ format: 'csv', encoding, rows });
});

test('csv: quotes, commas in tabbed text, ragged rows', async () => {
  expect((await readSheet(csv('a,"b ""x"", y\nz"\n1,2,3'), 'a')).rows).toEqual([
    ['a', 'b "x", y\nz', ''],
    ['1', '2', '3'],
  ]);
  expect((await readSheet(csv('a\tb\n1,5\t2,5\n'), 'a')).rows).toEqual([
    ['a', 'b'],
    ['1,5', '2,5'],
  ]);
  expect((await readSheet(csv("名称\n'=1+1\n'tis"), 'a')).rows).toEqual([
    ['名称'],
    ['=1+1'],
    ["'tis"],
  ]);
});

test('csv: an open quote is named by its line, and costs no other row', async () => {
  expect(await readSheet(csv('sep=,\r\n名称,电话\r\n华瑞,"1\r\n大成,2\r\n'), 'a')).toEqual({
    format: 'csv',
    encoding: 'utf-8',
    rows: [
      ['名称', '电话'],
      ['华瑞', '"1'],
      ['大成', '2'],
    ],
    damaged: new Map([[1, { code: 'quote-open', line: 3 }]]),
  });
});

test.each([
  ['utf-8', csv(`${table}大成,1\n`), csv('大')],
  [
    'gb18030',
    Buffer.concat([gb, Buffer.from('b4f3b3c92c310a', 'hex')]),
    Buffer.from('b4f3', 'hex'),
  ],
])('csv: one broken byte of %s costs its own row', async (encoding, whole, letter) => {
  const at = whole.indexOf(letter);
  const read = await readSheet(
    Buffer.concat([whole.subarray(0, at), Buffer.from([0xff]), whole.subarray(at)]),
    'a',
  );
  expect(read).toMatchObject({ format: 'csv', encoding });
  expect(read.rows.slice(0, 2)).toEqual(rows);
  expect(read.rows[2]![0]).toContain('\ufffd');
  expect(read.damaged).toEqual(new Map([[2, { code: 'bytes-broken', line: 3 }]]));
});

test.each<[string, Buffer, string, string | undefined]>([
  ['nothing', Buffer.alloc(0), 'sheet-empty', undefined],
  ['blank rows', csv(' ,\n,\n'), 'sheet-empty', undefined],
  ['an empty workbook', xlsx(''), 'sheet-empty', undefined],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'sheet-unreadable', 'format'],
  ['a web page', csv('<html><table><tr><td>1'), 'sheet-unreadable', 'format'],
  ['another zip', zipOf({ 'word/document.xml': '<a/>' }), 'sheet-unreadable', 'format'],
  ['half a zip', xlsx('').subarray(0, 400), 'sheet-unreadable', 'damaged'],
  [
    'a broken sheet',
    xlsx('<row r="1"><c r="A1" t="s"><v>7</v></c></row>').fill(1, 60, 90),
    'sheet-unreadable',
    'damaged',
  ],
  ['another OLE2 file', oleOf('WordDocument', Buffer.alloc(10)), 'sheet-unreadable', 'damaged'],
  // As GB18030 it would read "M黮ler".
  [
    'Latin letters',
    Buffer.from('Müller,Zürich\nBöhm,Köln\n', 'latin1'),
    'sheet-unreadable',
    'encoding',
  ],
  ['no encoding', Buffer.from('61ff2c8180ff0a', 'hex'), 'sheet-unreadable', 'encoding'],
])('%s is refused', async (_, bytes, code, reason) => {
  expect(await refusal(bytes)).toEqual([code, reason]);
});

test('caps', async () => {
  expect(await refusal(csv('a\nb\nc'), { maxRows: 2 })).toEqual(['sheet-too-large', undefined]);
  expect(await refusal(csv('a\nb\nc'), { maxBytes: 4 })).toEqual(['sheet-too-large', undefined]);
  expect((await readSheet(csv('a\nb\n\n\n'), 'a', { maxRows: 2 })).rows).toHaveLength(2);
});

test('a text that calls itself a workbook is refused by what it is, whatever a workbook is called', async () => {
  const names = ['客户.xlsx', '客户.XLS', '客户.xlsm'];
  for (const name of names) {
    await expect(readSheet(csv('名称\n甲'), name)).rejects.toMatchObject({
      code: 'sheet-is-text',
      params: { fileName: name },
    });
  }
  const row = '<row r="1"><c r="A1" t="inlineStr"><is><t>名称</t></is></c></row>';
  for (const name of [...names, '客户.csv']) {
    expect((await readSheet(xlsx(row), name)).rows).toEqual([['名称']]);
  }
  expect((await readSheet(csv('名称\n甲'), '客户.xlsx.csv')).format).toBe('csv');
});
