import type { Delivery } from '@xinhang/shared/deliveries.ts';
import type { ProductSales, SalesLine } from '@xinhang/shared/product-sales.ts';
import type { SalesFact } from '@xinhang/shared/sales-facts.ts';
import type { SalesOrder } from '@xinhang/shared/sales-orders.ts';
import type { TradingPeriod } from '@xinhang/shared/trading-history.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importer, short } from '../helpers/import-files.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
const ONE = 10_000;
type Method = 'GET' | 'POST' | 'PUT';

async function call<T = { id: number }>(who: string, method: Method, path: string, body?: object) {
  if (!tokens.has(who)) tokens.set(who, await company.login(who));
  const { status, json } = await company.call(tokens.get(who)!, method, path, body);
  return { status, json: json as T & { errors?: { pointer: string; code: string }[] } };
}
async function well<T = { id: number; version: number }>(
  who: string,
  method: Method,
  path: string,
  body?: object,
) {
  const { status, json } = await call<T>(who, method, path, body);
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(json)}`);
  return json;
}
interface Sales {
  rows: ProductSales[];
  totals: { netFen: number; importedFen: number; unlistedFen: number; marginFen: number | null };
  partial: boolean;
}
interface Facts {
  rows: SalesFact[];
  totals: { lines: number; netFen: number; costFen: number | null };
}
const products = (who: string, query = '') =>
  well<Sales>(who, 'GET', `/analysis/products?imported=1${query}`);
const shape = ({ rows }: Sales) =>
  rows.map((row) => [row.product.name, row.netFen, row.importedFen, row.qtyE4 / ONE]);
const facts = (who: string, query = '') => well<Facts>(who, 'GET', `/sales-facts?limit=50${query}`);
const trading = async (who: string, id: number, imported = 1) =>
  await well<{ rows: TradingPeriod[]; totals: TradingPeriod }>(
    who,
    'GET',
    `/customers/${id}/trading-history?imported=${imported}`,
  );
const loaded = (kind = 'salesFacts') => importer(company, tokens.get('boss')!, kind);

const ids: Record<string, number> = {};

beforeAll(async () => {
  company = await startCompany();
  tokens.set('boss', await company.login('boss'));
  await loaded('products').all(
    '商品.csv',
    '编码,名称,规格,单位,单位2,单位2换算,税率,类型\nA1,龙井茶,,盒,箱,24,13,\nA2,红茶,,罐,,,13,服务\n',
  );
  ids['甲'] = (await well('alice', 'POST', '/customers', { name: '甲茶行' })).id;
  ids['乙'] = (await well('bob', 'POST', '/customers', { name: '乙茶行' })).id;
  const list = await well<{ rows: { id: number; code: string }[] }>('boss', 'GET', '/products');
  for (const { id, code } of list.rows) ids[code] = id;
});
afterAll(async () => {
  await company.stop();
});

const sheet = `单位全名,录单日期,单据编号,行号,商品编号,商品全名,单位,数量,不含税金额,税额,价税合计,成本金额,经手人
甲茶行,2026-03-05,XS-1,1,A1,,箱,2,4800,,,3000,某某
甲茶行,2026-03-05,XS-1,1,A1,,箱,2,4800,,,3000,某某
甲茶行,2026-03-05,XS-1,2,A1,,箱,2,4800,,,3000,某某
甲茶行,2026-04-02,XT-1,,A1,,盒,-24,-2400,,,-1500,
乙茶行,2026-04-09,XS-2,,A2,,,3,,39,339,150,
乙茶行,2026-04-10,XS-3,,A2,,罐,1,,,113,,
乙茶行,2026-04-11,XS-4,,Z9,老货,件,5,50,,,20,
乙茶行,2026-04-12,XS-5,,Z9,老货,件,5,,,56.5,20,
乙茶行,2026-04-12,XS-5,,A2,,罐,5,-50,,,20,
没有的,2026-04-12,XS-6,,A2,,罐,5,50,,,20,
乙茶行,2026-11-02,XS-7,,A2,,罐,1,10,,,5,
乙茶行,2026-12-25,XS-8,,A2,,罐,1,10,,,5,
乙茶行,2026-04-13,XS-9,,A2,,罐,1,0,,,5,
`;

test('past sales come in line by line, are summed before and told where they cannot', async () => {
  await well('boss', 'PUT', '/going-live/date', { version: 0, date: '2026-11-01' });
  const { batch, checked, done } = await loaded().all('销售明细.csv', sheet);
  const verdicts = [
    '2 create fact-new',
    '3 duplicate duplicate-in-file',
    '4 create fact-new',
    '5 create fact-new',
    '6 create fact-new',
    '7 create fact-new',
    '8 create fact-unlisted',
    '9 invalid fact-tax-unknown',
    '10 invalid fact-signs-differ',
    '11 invalid customer-unknown',
    '12 invalid fact-not-before-going-live',
    '13 invalid fact-not-before-going-live',
    '14 create fact-new',
  ];
  expect(short(checked)).toEqual(verdicts);
  expect(short(done)).toEqual(verdicts);
  expect(batch.sums).toEqual({
    lines: 7,
    netFen: 480_000 * 2 - 240_000 + 30_000 + 10_000 + 5000,
    costFen: 300_000 * 2 - 150_000 + 15_000 + 2000 + 500,
    unlistedFen: 5000,
  });
  // Again: what is there is told, and stays once.
  const again = await loaded().all('再来.csv', sheet);
  expect(short(again.done).slice(0, 4)).toEqual([
    '2 same fact-same',
    '3 duplicate duplicate-in-file',
    '4 same fact-same',
    '5 same fact-same',
  ]);
  expect((await facts('boss')).totals).toEqual({ lines: 7, netFen: 765_000, costFen: null });
  // The books begin after what was sold before them.
  const early = await call('boss', 'PUT', '/going-live/date', { version: 1, date: '2026-04-13' });
  expect(early).toMatchObject({
    status: 422,
    json: { errors: [{ pointer: '/date', code: 'facts-after' }] },
  });
});

test('figures count them where it is asked, and lead to them line by line', async () => {
  const { id: locationId } = (
    await well<{ rows: { id: number; kind: string }[] }>('boss', 'GET', '/locations')
  ).rows.find((row) => row.kind === 'warehouse')!;
  const order = await well<SalesOrder>('bob', 'POST', '/sales-orders', {
    customerId: ids['乙'],
    businessDate: '2026-11-03',
    basis: 'net',
    lines: [{ productId: ids['A2'], qtyE4: ONE, priceE4: 20 * ONE, kind: 'service' }],
  });
  const agreed = await well<SalesOrder>('boss', 'POST', `/sales-orders/${order.id}/confirm`, {
    version: order.version,
  });
  const draft = await well<Delivery>('boss', 'POST', '/deliveries', {
    businessDate: '2026-11-03',
    warehouseId: locationId,
    lines: agreed.lines.map((line) => ({ orderLineId: line.id, qtyE4: line.qtyE4 })),
  });
  await well('boss', 'POST', `/deliveries/${draft.id}/confirm`, { version: draft.version });
  const posted = await well<Sales>('boss', 'GET', '/analysis/products');
  expect([shape(posted), posted.totals.unlistedFen]).toEqual([[['红茶', 2000, 0, 1]], 0]);
  const all = await products('boss');
  // Two cartons of 24 twice, and 24 boxes that came back; what has no amount was given.
  expect(shape(all)).toEqual([
    ['龙井茶', 720_000, 720_000, 72],
    ['红茶', 42_000, 40_000, 5],
  ]);
  expect(all.totals).toMatchObject({ netFen: 762_000, importedFen: 760_000, unlistedFen: 5000 });
  expect(all.rows[0]).toMatchObject({ rank: 1, class: 'A', lastSoldOn: '2026-03-05' });
  const slow = await well<Sales>('boss', 'GET', '/analysis/products?from=2026-11-01&imported=1');
  expect(shape(slow)).toEqual([['红茶', 2000, 0, 1]]);
  const { rows } = await well<{ rows: SalesLine[] }>(
    'boss',
    'GET',
    `/analysis/products/${ids['A2']}/lines?imported=1`,
  );
  expect(rows.map((row) => [row.kind, row.no, row.netFen])).toEqual([
    ['delivery', 'FH-202611-0001', 2000],
    ['imported', 'XS-3', 10_000],
    ['imported', 'XS-2', 30_000],
  ]);
  const body = { side: 'best', by: 'net', format: 'csv', lang: 'zh-CN', imported: true };
  const { jobId } = await well<{ jobId: number }>(
    'boss',
    'POST',
    '/analysis/products/export',
    body,
  );
  await company.jobs.idle();
  const file = await company.app.inject({
    url: `/api/v1/jobs/${jobId}/file`,
    headers: { authorization: `Bearer ${tokens.get('boss')}` },
  });
  expect(file.body).toContain('1,A1,龙井茶,,,盒,72,7200,7200,');
  const { rows: months, totals } = await trading('boss', ids['甲']!);
  expect(months.map((row) => [row.from, row.soldFen, row.returnedFen, row.importedFen])).toEqual([
    ['2026-11-01', 0, 0, 0],
    ['2026-04-01', 0, 240_000, -240_000],
    ['2026-03-01', 960_000, 0, 960_000],
  ]);
  expect([totals.netFen, totals.orderedFen, totals.receivedFen]).toEqual([720_000, 0, 0]);
  expect((await trading('boss', ids['甲']!, 0)).totals.netFen).toBe(0);
  // What is in no catalogue counts for its customer.
  expect((await trading('boss', ids['乙']!)).totals.netFen).toBe(47_000);
});

test('nothing else reads them: no results, no receivables, no stock, no vouchers', async () => {
  const table = async (name: 'ar_ledger' | 'stock_ledger' | 'achievement_ledger' | 'voucher') =>
    await company.db.read
      .selectFrom(name)
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
  const before = await Promise.all([
    table('ar_ledger'),
    table('stock_ledger'),
    table('achievement_ledger'),
    table('voucher'),
  ]);
  await loaded().all(
    '又.csv',
    '客户,日期,单号,商品编号,数量,不含税金额\n甲茶行,2026-05-01,XS-20,A1,1,90\n',
  );
  const after = await Promise.all([
    table('ar_ledger'),
    table('stock_ledger'),
    table('achievement_ledger'),
    table('voucher'),
  ]);
  expect(after).toEqual(before);
});

test('each sees those of customers whose orders he reads, without cost where it is hidden', async () => {
  const own = await facts('alice');
  expect(own.rows.map((row) => [row.customer.name, row.oldNo, row.costFen])).toEqual([
    ['甲茶行', 'XS-20', null],
    ['甲茶行', 'XT-1', null],
    ['甲茶行', 'XS-1', null],
    ['甲茶行', 'XS-1', null],
  ]);
  expect(own.totals.costFen).toBeNull();
  expect((await facts('alice', `&customerId=${ids['乙']}`)).rows).toEqual([]);
  expect(shape(await products('alice'))).toEqual([['龙井茶', 729_000, 729_000, 73]]);
  expect((await products('alice')).totals.unlistedFen).toBe(0);
  expect((await call('buyer', 'GET', '/sales-facts')).status).toBe(403);
  expect((await facts('boss', `&customerId=${ids['甲']}&to=2026-04-30`)).totals).toEqual({
    lines: 3,
    netFen: 720_000,
    costFen: 450_000,
  });
});

test('a product that comes later takes what was sold of it', async () => {
  await loaded('products').all('新.csv', '编码,名称,单位\nZ9,老货,件\n');
  const later = await loaded().all('第三次.csv', sheet);
  expect(short(later.done)[6]).toBe('8 update fact-listed');
  expect((await products('boss')).totals.unlistedFen).toBe(0);
  await loaded().start('undo', later.batch);
  expect((await products('boss')).totals.unlistedFen).toBe(5000);
});

test('a customer that an import made stays while past sales stand on it', async () => {
  const made = await loaded('customers').all('新客户.csv', '客户名称\n丙茶行\n');
  const sold = await loaded().all(
    '丙.csv',
    '客户,日期,商品编号,数量,价税合计\n丙茶行,2026-05-01,A1,1,113\n',
  );
  expect(sold.batch.sums).toMatchObject({ lines: 1, netFen: 10_000 });
  await loaded('customers').start('undo', made.batch);
  expect((await loaded('customers').get(made.batch.id)).counts).toMatchObject({ kept: 1 });
  await loaded().start('undo', sold.batch);
  expect((await facts('boss', '&from=2026-05-01')).rows.map((row) => row.oldNo)).toEqual(['XS-20']);
});

test('two entries of one customer take them along, and back; an import is taken back whole', async () => {
  const other = await well<{ id: number; version: number }>(
    'boss',
    'GET',
    `/customers/${ids['甲']}`,
  );
  const kept = await well<{ id: number; version: number }>(
    'boss',
    'GET',
    `/customers/${ids['乙']}`,
  );
  const seen = await well<{ moving: { salesFacts: number } }>(
    'boss',
    'GET',
    `/customers/${kept.id}/merge/${other.id}`,
  );
  expect(seen.moving.salesFacts).toBe(4);
  await well('boss', 'POST', `/customers/${kept.id}/merge`, {
    version: kept.version,
    otherId: other.id,
    otherVersion: other.version,
    take: [],
  });
  expect((await facts('boss', `&customerId=${kept.id}`)).totals.lines).toBe(8);
  const merges = await well<{ rows: { id: number }[] }>(
    'boss',
    'GET',
    `/customers/${kept.id}/merges`,
  );
  await well('boss', 'POST', `/merges/${merges.rows[0]!.id}/undo`, {});
  expect((await facts('boss', `&customerId=${other.id}`)).totals.lines).toBe(4);

  const list = await well<{ rows: { id: number; fileName: string }[] }>('boss', 'GET', '/imports');
  const first = list.rows.find((row) => row.fileName === '销售明细.csv')!;
  await loaded().start('undo', await loaded().get(first.id));
  expect((await loaded().get(first.id)).counts).toMatchObject({ undone: 7 });
  expect((await facts('boss')).rows.map((row) => row.oldNo)).toEqual(['XS-20']);
});
