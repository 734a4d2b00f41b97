import type { ImportBatch } from '@xinhang/shared/imports.ts';
import { readSheet } from '@xinhang/server/sheets/read-sheet.ts';
import { writeXlsx } from '@xinhang/server/sheets/write-sheet.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importer } from '../helpers/import-files.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let boss: string;
let imports: ReturnType<typeof importer>;
beforeAll(async () => {
  company = await startCompany();
  boss = await company.login('boss');
  imports = importer(company, boss);
});
afterAll(async () => {
  await company.stop();
});

test.each<[string, string | Buffer, string]>([
  ['nothing', '', 'sheet-empty'],
  ['headers only', '名称,电话\n', 'sheet-empty'],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'sheet-unreadable'],
  [
    'a letter',
    '王总您好：\n上次谈的价格，我们内部讨论过了。\n下周二能否再见一面？\n祝好。\n',
    'sheet-without-columns',
  ],
  ['a program', 'const a = 1;\nfunction b() {\n  return a;\n}\n', 'sheet-without-columns'],
  ['a list of phones', '13800138000\n13800138001\n', 'sheet-without-columns'],
  [
    'data without headers',
    '深圳华瑞科技,13800138000,王伟\n上海大成,13900139000,李芳\n',
    'sheet-without-columns',
  ],
  ['names in a text named as a workbook', '深圳华瑞科技\n上海大成\n', 'sheet-is-text'],
  ['501 columns', `${'列,'.repeat(500)}列\n${'x,'.repeat(500)}x`, 'sheet-too-large'],
])('refused at the door: %s', async (_, content, code) => {
  const answer = await imports.upload(code === 'sheet-is-text' ? 'a.xlsx' : 'a.csv', content);
  expect(answer.json.code).toBe(code);
  expect((await company.call(boss, 'GET', '/imports')).json).toMatchObject({ rows: [] });
});

test.each<[string, string | Buffer, Partial<ImportBatch>]>([
  [
    'a list of names without a header',
    '华瑞\n大成\n',
    { rows: 2, header: [''], mapping: ['name'] },
  ],
  [
    'a title above the headers',
    '2026 年客户名单,,\n,,\n名称,电话,城市\n华瑞,1,深圳\n',
    { rows: 1, header: ['名称', '电话', '城市'], sample: [['华瑞', '1', '深圳']] },
  ],
  [
    'names of every kind',
    '3M 中国\n58同城\nApple Inc.\nToys R Us\n7-Eleven\n华为（深圳）有限公司\n一家有怪名字的公司！\n王记\n北京第一厂\nA&B',
    { rows: 10, mapping: ['name'] },
  ],
  [
    'headers that nobody knows',
    'Firma,Ort,Wer\n华瑞,深圳,王伟\n',
    { rows: 1, header: ['Firma', 'Ort', 'Wer'], mapping: [null, null, null] },
  ],
  [
    'data that hold a known word, under headers that nobody knows',
    'Firma,Ort,Wer\n华瑞,深圳,王伟\n华东电话机公司名品店,上海,客户\n大成,广州,李娜\n',
    { rows: 3, header: ['Firma', 'Ort', 'Wer'], mapping: [null, null, null] },
  ],
  [
    'one known header under a title of several cells',
    '华东大区,张三制表,,\n名称,Ort,Wer,Was\n华瑞,深圳,王伟,急\n',
    { rows: 1, header: ['名称', 'Ort', 'Wer', 'Was'], mapping: ['name', null, null, null] },
  ],
  [
    'empty rows between, and none at the end',
    '名称,电话\n,\n华瑞,1\n,\n,\n大成,2\n,\n\n',
    {
      rows: 5,
      sample: [
        ['华瑞', '1'],
        ['大成', '2'],
      ],
    },
  ],
  [
    'GB18030',
    Buffer.from('c3fbb3c62cb5e7bbb00abbaac8f02c31333830303133383030300a', 'hex'),
    { header: ['名称', '电话'], sample: [['华瑞', '13800138000']] },
  ],
  [
    'semicolons, a byte order mark, headers twice',
    '\ufeff名称;电话;电话\n华瑞;0755;1\n',
    { header: ['名称', '电话', '电话'], mapping: ['name', 'phone', null] },
  ],
  ['500 columns', `名称${',列'.repeat(499)}\n华瑞${',x'.repeat(499)}\n`, { rows: 1 }],
])('taken in: %s', async (_, content, expected) => {
  const answer = await imports.upload('名单.csv', content);
  expect(answer.status).toBe(201);
  expect(answer.json).toMatchObject(expected);
});

test('rows of sums are left out, and said to be', async () => {
  const content =
    '序号,名称,电话\n1,华瑞传动,075588886661\n合 计：,,2\n2,合计科技,075588887771\n,小计,1\n';
  const { batch } = await imports.all('合计行.csv', content);
  expect(batch).toMatchObject({ rows: 4, counts: { create: 2, empty: 2 }, state: 'imported' });
  const rows = await company.call(boss, 'GET', `/imports/${batch.id}/rows?verdict=empty`);
  expect(rows.json.rows).toMatchObject([
    { row: 3, code: 'total-row' },
    { row: 5, code: 'total-row' },
  ]);
});

test('an empty row is left out, and said to be', async () => {
  const content = '名称,电话\n,\n华瑞科技,075588886666\n , \n,,\n大成贸易,075588887777\n,\n';
  const { batch } = await imports.all('空行.csv', content);
  expect(batch).toMatchObject({ rows: 5, counts: { create: 2, empty: 3 }, state: 'imported' });
  const rows = await company.call(boss, 'GET', `/imports/${batch.id}/rows?verdict=empty`);
  expect(rows.json.rows).toMatchObject([
    { row: 2, code: 'empty-row' },
    { row: 4, code: 'empty-row' },
    { row: 5, code: 'empty-row' },
  ]);
  const error = await company.call(boss, 'GET', `/imports/${batch.id}`);
  expect(error.json.counts.invalid).toBeUndefined();
});

test('what stands beside the headers is told by row and column, and never dropped in silence', async () => {
  const columns = ['客户名称', '城市', '', ''].map((header) => ({ header, type: 'text' as const }));
  const content = await writeXlsx(columns, [
    ['旁注一公司', '深圳', '', ''],
    ['旁注二公司', '上海', '欠款 3 万', '王总介绍'],
    ['旁注三公司', '', '要发票', ''],
  ]);
  const { json } = await imports.upload('旁注.xlsx', content);
  expect(json).toMatchObject({
    header: ['客户名称', '城市', '', ''],
    mapping: ['name', 'city', null, null],
  });
  const { checked, done } = await imports.all('旁注.xlsx', content, {
    mapping: ['name', 'city', 'note', null],
  });
  const beside = { code: 'cell-without-header', params: { column: '4', value: '王总介绍' } };
  for (const rows of [checked, done]) {
    expect(rows.map(({ verdict, code, params }) => [verdict, code, params])).toEqual([
      ['create', 'new', {}],
      ['create', 'new', { also: [beside] }],
      ['create', 'new', {}],
    ]);
  }
  const again = await imports.all(
    '旁注.csv',
    '客户名称\n旁注四公司,急,急\n旁注五公司,,要样品\n,,只有旁注',
  );
  expect(again.done.map(({ verdict, code, params }) => [verdict, code, params])).toEqual([
    ['create', 'new', { also: [{ ...beside, params: { column: '2, 3', value: '急 · 急' } }] }],
    ['create', 'new', { also: [{ ...beside, params: { column: '3', value: '要样品' } }] }],
    [
      'invalid',
      'name-missing',
      { also: [{ ...beside, params: { column: '3', value: '只有旁注' } }] },
    ],
  ]);
});

test('a row that is written wrongly is left out with its line, and all others come in', async () => {
  const content = [
    '客户名称,联系人,手机,备注',
    '引号一公司,王芳,13800138001,"第一行',
    '第二行"',
    '引号二公司,"李娜,13800138002,没关上',
    '引号三公司,张伟,13800138003,直径 5" 的管',
    '引号四公司,"陈""静",13800138004,"深圳"龙岗"厂"',
    '引号五公司,赵六,13800138005,要样品,急',
    '引号六公司,孙七',
  ].join('\r\n');
  const { batch, checked, done } = await imports.all('引号.csv', content);
  expect(checked.map(({ row, verdict, code, params }) => [row, verdict, code, params])).toEqual([
    [2, 'create', 'new', {}],
    [3, 'invalid', 'quote-open', { line: 4 }],
    [4, 'create', 'new', {}],
    [5, 'create', 'new', {}],
    [6, 'invalid', 'cells-too-many', { count: 5, max: 4 }],
    [7, 'create', 'new', {}],
  ]);
  expect(done.map(({ verdict }) => verdict)).toEqual(checked.map(({ verdict }) => verdict));
  const made = await company.call(boss, 'GET', `/customers?q=${encodeURIComponent('引号')}`);
  const rows = (made.json as { rows: { name: string }[] }).rows;
  expect(rows.map(({ name }) => name).toSorted()).toEqual(
    ['引号一公司', '引号三公司', '引号六公司', '引号四公司'].toSorted(),
  );
  const file = await company.app.inject({
    url: `/api/v1/imports/${batch.id}/error-file`,
    headers: { authorization: `Bearer ${boss}` },
  });
  expect((await readSheet(file.rawPayload, 'x.xlsx')).rows).toEqual([
    ['客户名称', '联系人', '手机', '备注', '', '未导入原因'],
    ['引号二公司', '"李娜', '13800138002', '没关上', '', '引号不成对：文本第 4 行的引号没有结束'],
    [
      '引号五公司',
      '赵六',
      '13800138005',
      '要样品',
      '急',
      '有 5 格，列名只有 4 列：带逗号的内容要加引号',
    ],
  ]);
});

test('a column without a name is no mistake of its rows', async () => {
  const content = '客户名称,城市\n无名一公司,深圳,甲\n无名二公司,上海,乙\n无名三公司,北京,\n';
  expect((await imports.all('无名.csv', content)).batch.counts).toEqual({ create: 3 });
});

test('a row names everything for which it is left out', async () => {
  const content =
    '客户名称,电话,邮箱,等级,标签,登记时间\n错处公司,找王总,不是,很高,没有的,后天\n,好的,,,,\n';
  const { checked } = await imports.all('错处.csv', content);
  const codes = checked.map(({ code, params }) => [
    code,
    ...((params['also'] ?? []) as { code: string }[]).map((one) => one.code),
  ]);
  expect(codes).toEqual([
    ['date-unreadable', 'grade-unknown', 'phone-unreadable', 'contact-name-missing', 'tag-unknown'],
    // It belongs to the customer above.
    ['phone-unreadable'],
  ]);
});

test('the only phone of a list with people comes to them, and a stranger is no owner', async () => {
  const content =
    '公司名称,联系人,电话\n来电一公司,王芳,0755-27000001\n来电二公司,李娜,13500000002\n';
  // In the pool nobody sees them.
  const { done } = await imports.all('来电.csv', content, { ownerless: 'me' });
  const contacts = await company.call(boss, 'GET', `/customers/${done[0]!.customerId!}/contacts`);
  expect(contacts.json.rows).toMatchObject([
    { name: '王芳', phones: [{ number: '0755-27000001' }] },
  ]);
  const strangers = await imports.upload('a.csv', '公司名称,负责人,手机\n华瑞,王总,13500000003\n');
  expect(strangers.json.mapping).toEqual(['name', 'contactName', 'contactPhone']);
  const colleagues = await imports.upload('b.csv', '公司名称,负责人,手机\n华瑞,alice,1\n');
  expect(colleagues.json.mapping).toEqual(['name', 'owner', 'phone']);
});
