import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readSheet } from '@xinhang/server/sheets/read-sheet.ts';
import { writeXlsx } from '@xinhang/server/sheets/write-sheet.ts';
import type { Product } from '@xinhang/shared/products.ts';
import { reasonText } from '@xinhang/shared/sheet-words.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importer, short } from '../helpers/import-files.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let boss: string;
let buyer: string;
let imports: ReturnType<typeof importer>;
let levelId: number;

async function call<T>(
  token: string,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: object,
) {
  return (await company.call(token, method, path, body)) as { status: number; json: T };
}
type Rows = { rows: { id: number; name: string; code: string }[] };
const products = async (query = '') =>
  (await call<Rows>(boss, 'GET', `/products?limit=200&${query}`)).json.rows;
const product = async (code: string) => {
  const found = (await products(`q=${code}`)).find((row) => row.code === code)!;
  return (await call<Product>(boss, 'GET', `/products/${found.id}`)).json;
};
async function priceOf(code: string) {
  const { id, unit } = await product(code);
  const path = `/prices?line=${id}:${unit.id}:10000`;
  type Found = { lines: { price: { grossE4: number; floorNetE4: number | null } | null }[] };
  return (await call<Found>(boss, 'GET', path)).json.lines[0]!.price;
}
/** The list as a file, read again. */
async function exported(token: string): Promise<{ bytes: Buffer; rows: string[][] }> {
  const body = { format: 'xlsx', lang: 'zh-CN', active: true };
  const { json } = await call<{ jobId: number }>(token, 'POST', '/products/export', body);
  await company.jobs.idle();
  const answer = await company.app.inject({
    url: `/api/v1/jobs/${json.jobId}/file`,
    headers: { authorization: `Bearer ${token}` },
  });
  return {
    bytes: answer.rawPayload,
    rows: (await readSheet(answer.rawPayload, '商品.xlsx')).rows as string[][],
  };
}

beforeAll(async () => {
  company = await startCompany();
  boss = await company.login('boss');
  buyer = await company.login('buyer');
  imports = importer(company, boss, 'products');
  const level = await call<{ id: number }>(boss, 'POST', '/price-levels', { name: '一级' });
  levelId = level.json.id;
});
afterAll(async () => {
  await company.stop();
});

const list = `商品编码,商品名称,规格型号,类别,单位,条码,箱单位,箱规,箱码,售价,底价,一级价,税率,最低库存,开票品名
A1,龙井茶,250g,饮料/茶叶,盒,6901234567892,箱,24,16901234567899,113,90.4,100,13%,10,茶叶
A2,红茶,100g,饮料/茶叶,罐,,,,,56.5,,,0.13,,
A3,安装服务,,,次,,,,,200,,,6%,,
,散装茶,,饮料/茶叶,公斤,,,,,,,,9,,
A1,龙井茶,,,,,,,,,,,,,
A5,坏价,,,个,,,,,十元,,,13%,,
A6,坏底价,,,个,,,,,10,20,,13%,,
A7,,,,个,,,,,10,,,13%,,
`;

test('a list of products comes in with units, barcodes, categories and prices', async () => {
  const { json } = await imports.upload('商品.csv', list);
  expect(json.mapping).toEqual([
    'code',
    'productName',
    'spec',
    'category',
    'unit',
    'barcode',
    'unit2',
    'unit2Factor',
    'barcode2',
    'price',
    'floorPrice',
    `level:${levelId}`,
    'taxRate',
    'minQty',
    'fapiaoName',
  ]);
  await imports.start('check', json);
  const checked = await imports.rows(json.id);
  expect(short(checked)).toEqual([
    '2 create product-new',
    '3 create product-new',
    '4 create product-new',
    '5 create product-new',
    '6 duplicate duplicate-in-file',
    '7 invalid number-unreadable',
    '8 invalid floor-above-price',
    '9 invalid product-name-missing',
  ]);
  expect(reasonText(checked[0]!.code, checked[0]!.params, 'zh-CN')).toContain(
    '新建分类“饮料/茶叶”',
  );
  // The dry run wrote nothing.
  expect(await products()).toEqual([]);
  expect((await call<Rows>(boss, 'GET', '/product-categories')).json.rows).toEqual([]);

  await imports.start('run', json);
  const done = await imports.rows(json.id);
  expect(short(done)).toEqual(short(checked));
  const tea = await product('A1');
  expect(tea).toMatchObject({
    name: '龙井茶',
    spec: '250g',
    category: { name: '茶叶' },
    unit: { name: '盒' },
    units: [{ unit: { name: '箱' }, num: 24, den: 1 }],
    taxBp: 1300,
    minQtyE4: 100_000,
    fapiaoName: '茶叶',
  });
  expect(tea.barcodes.map((one) => [one.code, one.unit.name])).toEqual([
    ['6901234567892', '盒'],
    ['16901234567899', '箱'],
  ]);
  expect(await priceOf('A1')).toMatchObject({ grossE4: 1_130_000, floorNetE4: 800_000 });
  expect((await product('A3')).taxBp).toBe(600);
  expect(done[0]!.entityId).toBe(tea.id);

  // The same file again changes nothing.
  const again = await imports.all('again.csv', list);
  expect(short(again.done).slice(0, 4)).toEqual([
    '2 same product-same',
    '3 same product-same',
    '4 same product-same',
    '5 duplicate product-there',
  ]);
  expect(await product('A1')).toEqual(tea);
});

test('a file goes out, is edited and comes in again; empty cells change nothing; all is taken back', async () => {
  const before = await product('A1');
  const { rows } = await exported(boss);
  const [header, ...body] = rows;
  expect(header).toContain('一级价');
  const whole = await imports.all('out.xlsx', (await exported(boss)).bytes);
  expect(new Set(whole.done.map((row) => row.verdict))).toEqual(new Set(['same']));

  const at = (name: string) => header!.indexOf(name);
  const tea = body.find((row) => row[0] === 'A1')!.map(() => '');
  tea[0] = 'A1';
  tea[at('商品名称')] = '明前龙井';
  tea[at('含税单价')] = '120';
  tea[at('单位2换算')] = '30';
  tea[at('单位2')] = '箱';
  tea[at('税率')] = '9%';
  const columns = header!.map((text) => ({ header: text, type: 'text' as const }));
  const { batch, done } = await imports.all('edited.xlsx', await writeXlsx(columns, [tea]));
  // A price stands on the base unit alone, so that the carton may still change.
  expect(short(done)).toEqual(['2 update product-changed']);
  expect(done[0]!.params).toEqual({ fields: ['productName', 'taxRate', 'unit2Factor', 'price'] });
  const after = await product('A1');
  expect(after).toMatchObject({
    name: '明前龙井',
    spec: '250g',
    taxBp: 900,
    units: [{ num: 30, den: 1 }],
    barcodes: before.barcodes,
    fapiaoName: '茶叶',
  });
  expect((await priceOf('A1'))!.grossE4).toBe(1_200_000);

  await imports.start('undo', batch);
  expect(await imports.get(batch.id)).toMatchObject({ state: 'undone', counts: { undone: 1 } });
  const { version: _version, ...back } = await product('A1');
  expect(before).toMatchObject(back);
  expect((await priceOf('A1'))!.grossE4).toBe(1_130_000);

  // What was made goes too, unless somebody worked on it.
  const first = (
    await call<{ rows: { id: number; fileName: string }[] }>(boss, 'GET', '/imports?kind=products')
  ).json.rows.find((row) => row.fileName === '商品.csv')!;
  await imports.start('undo', await imports.get(first.id));
  expect((await imports.get(first.id)).counts).toMatchObject({ undone: 3, kept: 1 });
  expect((await products()).map((row) => row.code)).toEqual(['A1']);
});

test('whoever may not price or see costs neither imports nor exports them', async () => {
  const file = importer(company, buyer, 'products');
  const { json } = await file.upload('进价.csv', '编码,名称,进价,售价\nB1,水泵,50,80\n');
  // The buyer sees costs and makes no prices.
  expect(json.mapping).toEqual(['code', 'productName', 'purchasePrice', null]);
  const priced = { mapping: ['code', 'productName', 'purchasePrice', 'price'] as never };
  expect(await file.start('check', json, priced)).toMatchObject({
    status: 422,
    json: { errors: [{ pointer: '/mapping/3', code: 'price-out-of-reach' }] },
  });
  await file.start('check', json);
  await file.start('run', json);
  expect((await product('B1')).purchasePriceE4).toBe(500_000);
  const { rows } = await exported(buyer);
  expect(rows[0]).toContain('采购参考价');
  expect(rows[0]).not.toContain('含税单价');
  const alice = await company.login('alice');
  expect((await exported(alice)).rows[0]).not.toContain('采购参考价');
  // Nobody imports what he may not write, nor sees imports of it.
  expect((await importer(company, alice, 'products').upload('a.csv', 'x')).status).toBe(403);
  expect((await importer(company, buyer).upload('a.csv', '客户名称\n甲\n')).status).toBe(403);
  const customers = await importer(company, boss).upload('名单.csv', '客户名称\n甲乙公司\n');
  expect((await call(buyer, 'GET', `/imports/${customers.json.id}`)).status).toBe(404);
});

const data = resolve(import.meta.dirname, '../../../shared/data');
test.runIf(existsSync(data))('the real product lists come in', async () => {
  const read = (path: string) => readFileSync(`${data}/${path}`);
  const northwind = await imports.all('products.csv', read('northwind/products.csv'));
  expect(northwind.batch.counts).toEqual({ create: 77 });
  expect(await product('38')).toMatchObject({ name: 'Côte de Blaye', spec: '12 - 75 cl bottles' });
  expect((await priceOf('38'))!.grossE4).toBe(2_635_000);
  const crm = await imports.all('products2.csv', read('crm-pipeline/products.csv'));
  expect(crm.batch.counts).toEqual({ create: 7 });
  const again = await imports.all('products3.csv', read('crm-pipeline/products.csv'));
  expect(again.batch.counts).toEqual({ duplicate: 7 });
});
