import { reasonText } from '@xinhang/shared/sheet-words.ts';
import { readSheet } from '@xinhang/server/sheets/read-sheet.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importer, short } from '../helpers/import-files.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let boss: string;
let buyer: string;
let levelId: number;

async function call<T>(
  token: string,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: object,
) {
  return (await company.call(token, method, path, body)) as { status: number; json: T };
}
type Named = { id: number; name: string };
async function supplier(name: string) {
  const path = `/suppliers?q=${encodeURIComponent(name)}`;
  const found = (await call<{ rows: Named[] }>(boss, 'GET', path)).json.rows[0];
  return found && (await call<Record<string, unknown>>(boss, 'GET', `/suppliers/${found.id}`)).json;
}
type Asked = { priceE4: number; validFrom: string; validTo: string | null; state: string };
const asked = async () =>
  (await call<{ rows: Asked[] }>(boss, 'GET', '/supplier-prices?limit=200')).json.rows;
type Rule = {
  scope: string;
  priceE4: number;
  floorE4: number | null;
  validTo: string | null;
  customer: Named | null;
  level: Named | null;
};
const rules = async () =>
  (await call<{ rows: Rule[] }>(boss, 'GET', '/price-rules?limit=200')).json.rows;

beforeAll(async () => {
  company = await startCompany();
  boss = await company.login('boss');
  buyer = await company.login('buyer');
  const level = await call<Named>(boss, 'POST', '/price-levels', { name: '一级' });
  levelId = level.json.id;
  await importer(company, boss, 'products').all(
    '商品.csv',
    '编码,名称,规格,单位,单位2,单位2换算\nA1,龙井茶,250g,盒,箱,24\nA2,红茶,100g,罐,,\nA3,红茶,200g,罐,,\n',
  );
  await call(boss, 'POST', '/customers', { name: '华北茶行' });
});
afterAll(async () => {
  await company.stop();
});

const suppliers = `供应商编号,供应商全称,联系人,电话,手机,税号,付款条件,开户银行,银行账号,备注
G001,杭州茶厂,王茶,0571-88001122,13800001111,91330100TEA0000001,,工行杭州,6222021234567890123,老供应商
G002,福建茶业,,,13900001111,,,,,
G001,杭州茶厂,李茶,,,,,,,
G003,,张三,,,,,,,
G004,新昌茶厂,,,,,月结90天没有,,,
,,,,,,,,,
`;

test('suppliers come in from the list of another program, are changed, and go again', async () => {
  const file = importer(company, buyer, 'suppliers');
  const { batch, checked, done } = await file.all('往来单位.csv', suppliers);
  expect(batch.mapping).toEqual([
    'supplierCode',
    'supplierName',
    'supplierContact',
    'supplierPhone',
    'supplierMobile',
    'supplierTaxNo',
    'supplierTerm',
    'supplierBank',
    'supplierAccount',
    'supplierNote',
  ]);
  const verdicts = [
    '2 create supplier-new',
    '3 create supplier-new',
    '4 duplicate duplicate-in-file',
    '5 invalid supplier-name-missing',
    '6 invalid term-unknown',
  ];
  expect(short(checked)).toEqual(verdicts);
  expect(short(done)).toEqual(verdicts);
  expect(await supplier('杭州茶厂')).toMatchObject({
    code: 'G001',
    contact: { name: '王茶', phone: '0571-88001122 / 13800001111' },
    taxNo: '91330100TEA0000001',
    bankAccount: '6222021234567890123',
    buyer: { name: expect.any(String) as string },
  });
  // A phone without a person is of a person who bears the company's name.
  expect(await supplier('福建茶业')).toMatchObject({ contact: { name: '福建茶业' } });

  const again = await file.all(
    '改.csv',
    '供应商名称,联系人,电话,备注\n杭州茶厂,李茶,13700000000,\n福建茶业,,13900001111,\n福州茶号,,13900001111,\n',
  );
  expect(short(again.done)).toEqual([
    '2 update supplier-changed',
    '3 same supplier-same',
    '4 duplicate supplier-like',
  ]);
  expect(await supplier('杭州茶厂')).toMatchObject({
    contacts: [{ name: '王茶' }, { name: '李茶', phone: '13700000000' }],
    note: '老供应商',
  });
  // Its number finds it, whatever it is called by now; a name of another one is refused.
  await file.all('新.csv', '供应商编号,供应商名称\nG009,闽北茶行\n');
  const renamed = await file.all(
    '更名.csv',
    '供应商编号,供应商名称\nG009,武夷茶庄\nG010,武夷茶庄\n',
  );
  expect(short(renamed.done)).toEqual([
    '2 update supplier-changed',
    '3 duplicate duplicate-in-file',
  ]);
  expect(await supplier('武夷茶庄')).toMatchObject({ code: 'G009' });
  const mixed = await file.all('混.csv', '供应商编号,供应商名称\nG001,武夷茶庄\n');
  expect(short(mixed.done)).toEqual(['2 invalid supplier-number-other']);
  await file.start('undo', renamed.batch);
  expect(await supplier('闽北茶行')).toMatchObject({ code: 'G009' });
  await file.start('undo', again.batch);
  expect(await supplier('杭州茶厂')).toMatchObject({ contacts: [{ name: '王茶' }] });
  await file.start('undo', batch);
  // It was changed since, and its number moved on.
  expect((await file.get(batch.id)).counts).toMatchObject({ undone: 1, kept: 1 });
  expect(await supplier('福建茶业')).toBeUndefined();
});

test('what suppliers ask takes the place of what holds, and is taken back', async () => {
  const file = importer(company, buyer, 'supplierPrices');
  const list = `供应商,商品编号,商品全名,规格,单位,进价,含税,起订量,生效日期,供应商货号
杭州茶厂,A1,,,箱,480,是,,2026-01-01,HZ-1
杭州茶厂,A1,,,盒,22.5,否,100,2026-01-01,
没有的厂,A1,,,,1,,,,
杭州茶厂,,红茶,,,9,,,,
杭州茶厂,A9,,,,9,,,,
杭州茶厂,A1,,,桶,9,,,,
杭州茶厂,A2,,,,,,,,
`;
  const { checked, done, batch } = await file.all('进价.csv', list);
  const verdicts = [
    '2 create price-new',
    '3 create price-new',
    '4 invalid supplier-unknown',
    '5 invalid product-ambiguous',
    '6 invalid product-unknown',
    '7 invalid unit-unknown',
    '8 invalid field-missing',
  ];
  expect(short(checked)).toEqual(verdicts);
  expect(short(done)).toEqual(verdicts);
  expect(await asked()).toMatchObject([
    { priceE4: 225_000, basis: 'net', qtyFromE4: 1_000_000, unit: { name: '盒' } },
    { priceE4: 4_800_000, basis: 'gross', unit: { name: '箱' }, partNo: 'HZ-1' },
  ]);
  const dearer = await file.all(
    '涨价.csv',
    '供应商,商品编号,单位,采购单价,生效日期\n杭州茶厂,A1,箱,500,2026-03-01\n',
  );
  expect(short(dearer.done)).toEqual(['2 update price-replaces']);
  expect(await asked()).toMatchObject([
    { priceE4: 5_000_000, validFrom: '2026-03-01', validTo: null, partNo: 'HZ-1' },
    { priceE4: 225_000 },
    { priceE4: 4_800_000, validTo: '2026-02-28' },
  ]);
  expect(short((await file.all('again.csv', list)).done).slice(1, 2)).toEqual([
    '3 same price-same',
  ]);
  await file.start('undo', dearer.batch);
  expect(await asked()).toMatchObject([
    { priceE4: 225_000 },
    { priceE4: 4_800_000, validTo: null },
  ]);
  await file.start('undo', batch);
  // Another import ended it meanwhile and let it go on.
  expect((await file.get(batch.id)).counts).toMatchObject({ undone: 1, kept: 1 });
  expect(await asked()).toMatchObject([{ priceE4: 4_800_000, validTo: null }]);
});

test('sales prices come in for everybody, by level column and for a customer', async () => {
  const file = importer(company, boss, 'prices');
  const list = `商品编号,单位,客户名称,价格级别,级别价,最低价,一级价
A1,盒,,,113,100,105
A1,盒,华北茶行,,99,,
A2,,,一级,50,60,
A2,,别家,,50,,
A2,,华北茶行,一级,50,,
A3,,,,,10,
`;
  const { checked, done, batch } = await file.all('价格.csv', list);
  expect(batch.mapping).toEqual([
    'code',
    'unit',
    'priceCustomer',
    'priceLevel',
    'listPrice',
    'listFloor',
    `level:${levelId}`,
  ]);
  const verdicts = [
    '2 create price-new',
    '3 create price-new',
    '4 invalid floor-above-price',
    '5 invalid customer-unknown',
    '6 invalid several-whom',
    '7 invalid price-missing',
  ];
  expect(short(checked)).toEqual(verdicts);
  expect(short(done)).toEqual(verdicts);
  expect(reasonText(done[3]!.code, done[3]!.params, 'zh-CN')).toContain('别家');
  expect(await rules()).toMatchObject([
    { scope: 'customer', priceE4: 990_000, customer: { name: '华北茶行' } },
    { scope: 'all', priceE4: 1_130_000, floorE4: 1_000_000 },
    { scope: 'level', priceE4: 1_050_000, level: { name: '一级' } },
  ]);
  expect(short((await file.all('again.csv', list)).done).slice(0, 2)).toEqual([
    '2 same price-same',
    '3 same price-same',
  ]);
  const later = await file.all('later.csv', '商品编号,单位,单价\nA1,盒,120\n');
  expect(short(later.done)).toEqual(['2 update price-replaces']);
  await file.start('undo', later.batch);
  await file.start('undo', batch);
  const held = (await rules()).filter((rule) => rule.validTo === null);
  // The one that another import ended meanwhile goes on.
  expect(held).toMatchObject([{ scope: 'all', priceE4: 1_130_000 }]);
  expect((await file.get(batch.id)).counts).toMatchObject({ undone: 1, kept: 1 });
});

test('each kind has a template, and is of those alone who may write what it brings', async () => {
  const template = async (token: string, kind: string) => {
    const answer = await company.app.inject({
      url: `/api/v1/import-template?kind=${kind}`,
      headers: { authorization: `Bearer ${token}` },
    });
    if (answer.statusCode !== 200) return answer.statusCode;
    return (await readSheet(answer.rawPayload, 'a.xlsx')).rows[0];
  };
  expect(await template(buyer, 'suppliers')).toContain('*供应商名称');
  expect(await template(boss, 'prices')).toContain('一级价');
  expect(await template(buyer, 'prices')).toBe(403);
  const alice = await company.login('alice');
  expect(await template(alice, 'suppliers')).toBe(403);
  expect((await importer(company, alice, 'suppliers').upload('a.csv', '供应商\n甲\n')).status).toBe(
    403,
  );
  // Filled in, a template is read as it is.
  const header = (await template(buyer, 'supplierPrices')) as string[];
  const row = header.map(
    (name) => ({ '*供应商名称': '杭州茶厂', '*商品编码': 'A2', '*采购单价': '8' })[name] ?? '',
  );
  const filled = await importer(company, buyer, 'supplierPrices').all(
    'filled.csv',
    `${header.join(',')}\n${row.join(',')}\n`,
  );
  expect(short(filled.done)).toEqual(['2 create price-new']);
});
