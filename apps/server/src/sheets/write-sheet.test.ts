import { expect, test } from 'vitest';
import { readSheet } from './read-sheet.ts';
import { writeCsv, writeXlsx, type SheetColumn } from './write-sheet.ts';
import { unpackParts } from './zip-guard.ts';

const columns: SheetColumn[] = [
  { header: '客户名称', type: 'text', width: 30 },
  { header: '金额', type: 'number', format: '#,##0.00' },
  { header: '日期', type: 'date' },
  { header: '时间', type: 'datetime' },
];
const rows = [
  ['深圳华瑞科技（集团）有限公司', 1234.5, '2026-11-23', '2026-11-23 08:30'],
  ['13800138000', '-99999999.99', '1900-01-01', '2026-11-23 23:59:29'],
  ['\u{20BB7}野家 "a",b\n第二行', '123456789012345678', '2026-02-30', null],
  [null, Number.NaN, '', undefined],
];
const read = [
  ['客户名称', '金额', '日期', '时间'],
  ['深圳华瑞科技（集团）有限公司', '1234.5', '2026-11-23', '2026-11-23 08:30'],
  ['13800138000', '-99999999.99', '1900-01-01', '2026-11-23 23:59'],
  ['\u{20BB7}野家 "a",b\n第二行', '123456789012345678', '2026-02-30', ''],
];
const caps = { maxUnpacked: 1e9, maxRatio: 200 };
const part = async (file: Buffer, name: string) =>
  (await unpackParts(file, caps)).get(name)!.toString();

test('an xlsx comes back as it went', async () => {
  const file = await writeXlsx(columns, rows, { sheetName: '客户/名单*' });
  expect(await readSheet(file, 'a')).toEqual({ format: 'xlsx', rows: [...read] });
  const sheet = await part(file, 'xl/worksheets/sheet1.xml');
  expect(sheet).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/);
  expect(await part(file, 'xl/workbook.xml')).toContain('name="客户名单"');
  expect(await part(file, 'xl/styles.xml')).toContain('#,##0.00');
  // Numbers and dates are typed, so that Excel sums and sorts them.
  expect(sheet).toMatch(/<c r="B2" s="\d+"><v>1234.5<\/v>/);
  expect(sheet).toMatch(/<c r="C2" s="\d+"><v>46349<\/v>/);
});

test('a csv comes back as it went', async () => {
  const file = writeCsv(columns, rows);
  expect(file.subarray(0, 3).toString('hex')).toBe('efbbbf');
  expect(file.toString().split('\r\n')[0]).toBe('\ufeff客户名称,金额,日期,时间');
  const withSeconds = read.map((row) => row.map((cell) => cell.replace(' 23:59', ' 23:59:29')));
  expect(await readSheet(file, 'a')).toEqual({
    format: 'csv',
    encoding: 'utf-8',
    rows: withSeconds,
  });
});

const dangerous = ['=1+1', '+86 138', '-1+1', '@SUM(A1)', '\t=1', '\r=1', '\0=1', '\n=1', '＝1'];

test('no cell becomes a formula, and what was guarded is read back', async () => {
  const evil: SheetColumn[] = [
    { header: '=cmd|x', type: 'text' },
    { header: 'n', type: 'number' },
    { header: 'd', type: 'date' },
  ];
  const body = dangerous.map((text) => [text, text, text]);
  const xlsx = await writeXlsx(evil, body);
  expect(await part(xlsx, 'xl/worksheets/sheet1.xml')).not.toContain('<f');
  const strings = [...(await part(xlsx, 'xl/sharedStrings.xml')).matchAll(/<t[^>]*>([^<]*)/g)].map(
    (m) => m[1]!,
  );
  expect(strings.length).toBe(dangerous.length + 3);
  for (const text of strings) expect(text).toMatch(/^('|n$|d$)/);
  const csv = writeCsv(evil, body).toString().slice(1);
  for (const text of dangerous) expect(csv).toContain(`'${text.replace('\0', '')}`);
  // The guard stands before the break, so that what comes after it begins no cell.
  expect(csv.replaceAll(/'[\r\n]/g, "'")).not.toMatch(/(^|,)"?[=+\-@\t\r\0＝]/m);
  for (const file of [xlsx, writeCsv(evil, body)]) {
    const { rows: found } = await readSheet(file, 'a');
    expect(found.map(([first]) => first)).toEqual([
      '=cmd|x',
      ...dangerous.map((text) => text.trim().replace(file === xlsx ? '' : '\0', '')),
    ]);
  }
  expect(writeCsv([{ header: 'n', type: 'number' }], [['-5'], [-5]]).toString()).toBe(
    '\ufeffn\r\n-5\r\n-5\r\n',
  );
});

test('texts that trouble XML or the library', async () => {
  const texts = [
    'constructor',
    '__proto__',
    'toString',
    '_x0041_',
    'a_x000D_',
    'a\0b',
    '<&>"',
    '\ufffd',
  ];
  const column: SheetColumn[] = [{ header: 'valueOf', type: 'text' }];
  const file = await writeXlsx(
    column,
    texts.map((text) => [text]),
  );
  expect((await readSheet(file, 'a')).rows.flat()).toEqual(['valueOf', ...texts]);
  const long = await writeXlsx(column, [['长'.repeat(40_000)], ['\ud800']]);
  const [, cut, lone] = (await readSheet(long, 'a')).rows.flat();
  expect(cut).toHaveLength(32_767);
  expect(lone).toBe('\ufffd');
});
