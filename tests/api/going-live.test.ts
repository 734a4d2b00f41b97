import { examine } from '@xinhang/server/ops/doctor/check.ts';
import { moneyChecks } from '@xinhang/server/ops/doctor/money.ts';
import { salesChecks } from '@xinhang/server/ops/doctor/sales.ts';
import { stockChecks } from '@xinhang/server/ops/doctor/stock.ts';
import type { GoingLive } from '@xinhang/shared/going-live.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importer, short } from '../helpers/import-files.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
let boss: string;
let admin: string;

async function call<T>(
  token: string,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH',
  path: string,
  body?: object,
) {
  return (await company.call(token, method, path, body)) as { status: number; json: T };
}
const state = async (token = boss) => (await call<GoingLive>(token, 'GET', '/going-live')).json;
const sum = ({ totals }: GoingLive) =>
  Object.fromEntries(totals.map(({ key, account, now }) => [account?.name ?? key, now]));
type Refusal = { errors?: { pointer: string; code: string }[]; code?: string };
type Named = { id: number; name: string };
type Made = { id: number; version: number };
let customerId: number;
let accountId: number;

const healthy = async () => {
  const examined = { db: company.db.read, paths: company.paths, now: 0, elapsed: () => 0 };
  const found = await examine(examined, [...stockChecks, ...moneyChecks, ...salesChecks]);
  expect(found.flatMap(({ findings }) => findings)).toEqual([]);
};

beforeAll(async () => {
  company = await startCompany();
  boss = await company.login('boss');
  admin = await company.login('admin');
  await importer(company, boss, 'products').all(
    '商品.csv',
    '编码,名称,单位,单位2,单位2换算,按批号管理,按序列号管理,类型\nA1,龙井茶,盒,箱,24,,,\nB1,药材,公斤,,,是,,\nS1,水泵,台,,,,是,\nF1,安装,次,,,,,服务\n',
  );
  await importer(company, boss, 'suppliers').all('供应商.csv', '供应商\n杭州茶厂\n');
  customerId = (await call<Named>(boss, 'POST', '/customers', { name: '华北茶行' })).json.id;
  const account = { name: '工行基本户', kind: 'bank' };
  accountId = (await call<Named>(boss, 'POST', '/cash-accounts', account)).json.id;
});
afterAll(async () => {
  await company.stop();
});

test('the first day comes after every opening that stands, of whatever kind', async () => {
  const fresh = await startCompany();
  try {
    const owner = await fresh.login('boss');
    const on = async (method: 'POST' | 'PUT', path: string, body: object) =>
      (await fresh.call(owner, method, path, body)) as { status: number; json: Made & Refusal };
    const days = async (date: string) => {
      const { status, json } = await on('PUT', '/going-live/date', { version: 0, date });
      return status === 200 ? 200 : json.errors;
    };
    const after = (day: string) => [
      { pointer: '/date', code: 'openings-after', params: { on: day } },
    ];
    const party = (await on('POST', '/customers', { name: '华北茶行' })).json.id;
    const account = { name: '工行基本户', kind: 'bank' };
    const cash = (await on('POST', '/cash-accounts', account)).json.id;
    const owed = { customerId: party, kind: 'opening', oldNo: 'X', amountFen: 500 };
    const of = async (businessDate: string) =>
      (await on('POST', '/ar-adjustments', { ...owed, businessDate })).json;
    await of('2026-10-02');
    const late = await of('2026-10-09');
    const filled = { businessDate: '2026-10-05', amountFen: 100, note: '' };
    expect((await on('POST', `/cash-accounts/${cash}/opening`, filled)).status).toBe(200);
    expect(await days('2026-10-01')).toMatchObject(after('2026-10-09'));
    expect(await days('2026-10-09')).toMatchObject(after('2026-10-09'));
    // What was reversed no longer stands.
    const undo = { version: late.version, reason: '记错了' };
    const reversed = await on('POST', `/ar-adjustments/${late.id}/reverse`, undo);
    expect(reversed.status).toBe(200);
    expect(await days('2026-10-05')).toMatchObject(after('2026-10-05'));
    expect(await days('2026-10-06')).toBe(200);
  } finally {
    await fresh.stop();
  }
});

test('without a day nothing is refused, and no opening comes in from a file', async () => {
  expect(await state()).toMatchObject({ version: 0, state: 'none', date: null, mayPrepare: true });
  const file = importer(company, boss, 'openingCash');
  const { json } = await file.upload('资金.csv', '资金账户,期初余额\n工行基本户,100\n');
  expect(await file.start('check', json)).toMatchObject({
    status: 422,
    json: { errors: [{ pointer: '/mapping', code: 'no-going-live-date' }] },
  });
  const set = await call<GoingLive>(boss, 'PUT', '/going-live/date', {
    version: 0,
    date: '2026-11-01',
  });
  expect(set).toMatchObject({ status: 200, json: { version: 1, state: 'preparing' } });
  const late = await call(boss, 'PUT', '/going-live/date', { version: 0, date: '2026-10-01' });
  expect(late.status).toBe(409);
});

const stock = `商品编号,商品全名,仓库名称,单位,数量,成本金额,批号,序列号
A1,,,箱,2,998.87,,
,药材,,,12.5,100,,
,药材,,,12,100,P1,
S1,,,,2,600,,SN1 SN2
F1,,,,1,10,,
A1,,没有的库,,1,10,,
A1,,,,1,,,
没有的货,,,,0.00,0,,
A9,,,,,,,
A1,,,,0,5,,
`;

test('stock, what is owed, money and orders come in, each row with its verdict', async () => {
  const goods = await importer(company, boss, 'openingStock').all('库存.csv', stock);
  const verdicts = [
    '2 create opening-new',
    '3 invalid too-many-decimals',
    '4 create opening-new',
    '5 create opening-new',
    '6 invalid service-has-no-stock',
    '7 invalid place-unknown',
    '8 invalid field-missing',
    '9 empty zero-row',
    '10 empty zero-row',
    '11 invalid number-out-of-range',
  ];
  expect(short(goods.checked)).toEqual(verdicts);
  expect(short(goods.done)).toEqual(verdicts);
  const owed = await importer(company, boss, 'openingReceivables').all(
    '应收.csv',
    '单位全名,单据编号,单据日期,到期日,应收余额,预收余额\n华北茶行,XS-1,2026-09-03,2026-10-03,"1,130.50",\n华北茶行,XS-2,2026-10-09,,-50,\n华北茶行,XS-3,2026-11-02,,5,\n别家,XS-4,,,5,\n华北茶行,,,,,200\n别家,,,,0.00,0\n清账户,,,,,\n华北茶行,XS-9,,,,\n华北茶行,XS-8,,,x,\n',
  );
  expect(short(owed.done)).toEqual([
    '2 create opening-new',
    '3 create opening-advance',
    '4 invalid not-before-going-live',
    '5 invalid customer-unknown',
    '6 create opening-advance',
    '7 empty zero-row',
    '8 empty zero-row',
    '9 invalid field-missing',
    '10 invalid number-unreadable',
  ]);
  expect(owed.batch.counts).toMatchObject({ empty: 2 });
  const owing = await importer(company, boss, 'openingPayables').all(
    '应付.csv',
    '供应商,应付余额,预付余额\n杭州茶厂,300,20\n',
  );
  expect(short(owing.done)).toEqual(['2 create opening-new']);
  const held = await importer(company, boss, 'openingBillsReceived').all(
    '承兑.csv',
    `客户,票据号码,种类,承兑人,出票日期,到期日,票面金额,子票区间起
华北茶行,1302 0000 1,银承,工商银行,2026-08-01,2027-02-01,"1,000.00",1
华北茶行,13020002,商承,大明集团,2026-09-01,2026-12-01,250,
华北茶行,13020003,银承,工商银行,2026-11-02,2027-02-01,10,
华北茶行,13020004,银承,工商银行,2026-09-02,2026-08-01,10,
别家,13020005,银承,工商银行,2026-09-02,2027-01-01,10,
华北茶行,13020006,银承,,2026-09-02,2027-01-01,10,
`,
  );
  expect(short(held.checked)).toEqual(short(held.done));
  expect(short(held.done)).toEqual([
    '2 create opening-new',
    '3 create opening-new',
    '4 invalid not-before-going-live',
    '5 invalid due-before-date',
    '6 invalid customer-unknown',
    '7 invalid field-missing',
  ]);
  const given = await importer(company, boss, 'openingBillsIssued').all(
    '开出承兑.csv',
    '供应商,票号,出票人,承兑银行,出票日期,到期日,票据金额\n杭州茶厂,99001,本公司,建设银行,2026-10-01,2027-01-01,80\n',
  );
  expect(short(given.done)).toEqual(['2 create opening-new']);
  const money = await importer(company, boss, 'openingCash').all(
    '资金.csv',
    '账户名称,余额\n工行基本户,5000\n招行户,1\n农行户,0.00\n',
  );
  expect(short(money.done)).toEqual([
    '2 create opening-new',
    '3 invalid account-unknown',
    '4 empty zero-row',
  ]);
  const orders = `客户名称,订单编号,下单日期,交货日期,商品编号,单位,未发数量,单价
华北茶行,DD-1,2026-10-20,2026-12-01,A1,盒,10,11.3
华北茶行,DD-2,2026-10-21,,A1,盒,1,11.3
华北茶行,DD-1,2026-10-20,2026-12-05,B1,公斤,4,100
华北茶行,DD-3,2026-10-21,,A1,盒,1,11.3
华北茶行,DD-3,2026-10-21,,A9,盒,1,11.3
华北茶行,DD-1,2026-10-20,,A1,盒,0,11.3
`;
  const open = await importer(company, boss, 'openingOrders').all('订单.csv', orders);
  const entered = [
    '2 create opening-order',
    '3 create opening-order',
    '4 create opening-order-line',
    '5 invalid product-unknown',
    '6 invalid opening-order-faulty',
    '7 empty zero-row',
  ];
  expect(short(open.checked)).toEqual(entered);
  expect(short(open.done)).toEqual(entered);

  const purchases = `供应商,采购单号,日期,预计到货,商品编号,单位,未到数量,单价
杭州茶厂,CG-1,2026-10-20,2026-12-01,A1,箱,2,226
杭州茶厂,CG-1,2026-10-20,,S1,台,1,113
杭州茶厂,CG-2,2026-10-21,,F1,次,1,5
别的厂,CG-3,2026-10-21,,A1,盒,1,5
杭州茶厂,CG-4,2026-11-01,,A1,盒,1,5
`;
  const coming = await importer(company, boss, 'openingPurchases').all('采购.csv', purchases);
  const onTheirWay = [
    '2 create opening-order',
    '3 create opening-order-line',
    '4 invalid service-has-no-stock',
    '5 invalid supplier-unknown',
    '6 invalid not-before-going-live',
  ];
  expect(short(coming.checked)).toEqual(onTheirWay);
  expect(short(coming.done)).toEqual(onTheirWay);
  const incoming = async () =>
    (
      await call<{ rows: { id: number; orderNo: string; openE4: number; expectedDate: string }[] }>(
        boss,
        'GET',
        '/purchase-order-lines/open?limit=50',
      )
    ).json.rows;
  expect((await incoming()).map((row) => row.openE4)).toEqual([480_000, 10_000]);

  const now = await state();
  expect(sum(now)).toMatchObject({
    purchases: 45_200 + 11_300,
    stockQty: 480_000 + 120_000 + 20_000,
    stockValue: 99_887 + 10_000 + 60_000,
    receivables: 113_050,
    advancesReceived: 25_000,
    payables: 30_000,
    advancesPaid: 2_000,
    billsReceived: 125_000,
    billsIssued: 8_000,
    orders: 11_300 + 1_130 + 40_000,
    工行基本户: 500_000,
  });
  // The other side of every opening is the equity with which the books begin.
  expect(now.equity!.vouchersFen).toBe(now.equity!.openingsFen);
  expect(now.equity!.openingsFen).toBe(
    169_887 + 113_050 - 25_000 - 30_000 + 2_000 + 500_000 + 125_000 - 8_000,
  );
  // Among the bills as any other: the customer who gave it is known, and nothing more is owed.
  const bills = await call<{
    rows: {
      id: number;
      no: string;
      state: string;
      customer: { name: string };
      amountFen: number;
    }[];
  }>(boss, 'GET', '/bills-received');
  expect(
    bills.json.rows.map((row) => [row.no, row.state, row.customer.name, row.amountFen]),
  ).toEqual([
    ['13020002', 'held', '华北茶行', 25_000],
    ['130200001', 'held', '华北茶行', 100_000],
  ]);
  const opened = await call<{ rows: { oldNo: string; party: string; fen: number }[] }>(
    boss,
    'GET',
    '/going-live/openings?list=billsIssued',
  );
  expect(opened.json.rows).toMatchObject([{ oldNo: '99001', party: '杭州茶厂', fen: 8_000 }]);
  // Nobody pays: the customer owes it again. It was nobody's result, and is taken from nobody.
  const one = bills.json.rows[0]!;
  const path = `/bills/${one.id}`;
  type Bill = { version: number; state: string };
  const { version } = (await call<Bill>(boss, 'GET', path)).json;
  const dishonour = { version, kind: 'dishonour', businessDate: '2026-11-24', accountId: null };
  const unpaid = await call<Bill>(boss, 'POST', `${path}/moves`, dishonour);
  expect([unpaid.status, unpaid.json.state]).toEqual([200, 'dishonoured']);
  const results = await company.db.read
    .selectFrom('achievement_ledger')
    .select('id')
    .where('metric', '=', 'receipt')
    .execute();
  expect(results).toEqual([]);
  await healthy();
  const undone = { version: unpaid.json.version, reason: '又付了' };
  expect((await call<Bill>(boss, 'POST', `${path}/undo`, undone)).json.state).toBe('held');
  // Once more nothing is new; taken back it is as if they had never been.
  const twice = importer(company, boss, 'openingBillsIssued');
  const more = await twice.all(
    '开出承兑.csv',
    `供应商,票号,出票人,承兑银行,出票日期,到期日,票据金额
杭州茶厂,99001,本公司,建设银行,2026-10-01,2027-01-01,80
杭州茶厂,99001,本公司,建设银行,2026-10-01,2027-01-02,80
杭州茶厂,99002,本公司,建设银行,2026-10-01,2027-01-01,7
`,
  );
  expect(short(more.done)).toEqual([
    '2 same opening-same',
    '3 duplicate duplicate-in-file',
    '4 create opening-new',
  ]);
  await healthy();
  for (const { batch } of [more, given, held]) await twice.start('undo', batch);
  await company.jobs.idle();
  const none = await state();
  expect(sum(none)).toMatchObject({
    receivables: 113_050,
    payables: 30_000,
    billsReceived: 0,
    billsIssued: 0,
  });
  expect(none.equity!.vouchersFen).toBe(none.equity!.openingsFen);
  await healthy();
  const order = await call<{ rows: { customerOrderNo: string; requiredDate: string }[] }>(
    boss,
    'GET',
    '/sales-orders?limit=10',
  );
  expect(order.json.rows).toHaveLength(2);
  const listed = await call<{ rows: { party: string; oldNo: string }[] }>(
    boss,
    'GET',
    '/going-live/openings?list=orders',
  );
  expect(listed.json.rows.map((row) => row.oldNo)).toEqual(['DD-2', 'DD-1']);
  await healthy();
  // The same files again do nothing twice, and another amount is refused.
  const again = await importer(company, boss, 'openingStock').all('again.csv', stock);
  expect(short(again.done)[0]).toBe('2 same opening-same');
  const other = await importer(company, boss, 'openingPayables').all(
    'b.csv',
    '供应商,应付余额\n杭州茶厂,301\n',
  );
  expect(short(other.done)).toEqual(['2 invalid opening-there']);
  const orderAgain = await importer(company, boss, 'openingOrders').all('c.csv', orders);
  expect(short(orderAgain.done).slice(0, 3)).toEqual([
    '2 same opening-same',
    '3 same opening-same',
    '4 same opening-order-line',
  ]);
  // Taken back, nothing of it is left on any day.
  const file = importer(company, boss, 'openingReceivables');
  await file.start('undo', owed.batch);
  expect((await file.get(owed.batch.id)).counts).toMatchObject({ undone: 3 });
  expect(sum(await state())).toMatchObject({ receivables: 0, advancesReceived: 0 });
  const back = importer(company, boss, 'openingOrders');
  await back.start('undo', open.batch);
  const coming2 = await importer(company, boss, 'openingPurchases').all('d.csv', purchases);
  expect(short(coming2.done).slice(0, 2)).toEqual([
    '2 same opening-same',
    '3 same opening-order-line',
  ]);
  await back.start('undo', coming.batch);
  expect((await back.get(coming.batch.id)).counts).toMatchObject({ undone: 2 });
  expect(await incoming()).toEqual([]);
  expect(sum(await state())).toMatchObject({ purchases: 0 });
  expect((await back.get(open.batch.id)).counts).toMatchObject({ undone: 3 });
  expect(sum(await state())).toMatchObject({ orders: 0 });
  expect((await state()).equity).toEqual({
    openingsFen: 169_887 - 30_000 + 2_000 + 500_000,
    vouchersFen: 169_887 - 30_000 + 2_000 + 500_000,
  });
  await healthy();
});

test('what was ordered of a supplier before is received like any other order, and that taken back', async () => {
  const purchases = `供应商,采购单号,日期,预计到货,商品编号,单位,未到数量,单价
杭州茶厂,CG-9,2026-10-20,2026-12-01,A1,箱,2,226
`;
  const { done } = await importer(company, boss, 'openingPurchases').all('e.csv', purchases);
  expect(short(done)).toEqual(['2 create opening-order']);
  interface OpenLine {
    id: number;
    orderId: number;
    openE4: number;
  }
  const open = async () =>
    (await call<{ rows: OpenLine[] }>(boss, 'GET', '/purchase-order-lines/open?limit=50')).json
      .rows;
  const [line] = await open();
  const { json: note } = await call<{ id: number; version: number }>(
    boss,
    'POST',
    '/receipt-notes',
    { businessDate: '2026-11-20', lines: [{ orderLineId: line!.id, qtyE4: 120_000 }] },
  );
  interface Came {
    version: number;
    lines: { costFen: number; unitQtyE4: number }[];
  }
  const came = await call<Came>(boss, 'POST', `/receipt-notes/${note.id}/confirm`, {
    version: note.version,
  });
  // Half a carton of 24 at 226.00 with 13 % in it.
  expect([came.status, came.json.lines]).toMatchObject([
    200,
    [{ costFen: 10_000, unitQtyE4: 5000 }],
  ]);
  expect(await open()).toMatchObject([{ id: line!.id, openE4: 360_000 }]);
  const order = async () =>
    (await call<{ state: string }>(boss, 'GET', `/purchase-orders/${line!.orderId}`)).json.state;
  expect(await order()).toBe('partly');
  await healthy();
  const back = await call(boss, 'POST', `/receipt-notes/${note.id}/reverse`, {
    version: came.json.version,
    reason: '送错',
  });
  expect([back.status, await order()]).toEqual([200, 'confirmed']);
  expect(await open()).toMatchObject([{ openE4: 480_000 }]);
  await healthy();
});

test('nothing else is dated before the books begin', async () => {
  const receipt = (businessDate: string) => ({
    customerId,
    kind: 'other',
    businessDate,
    amountFen: 100,
    note: '补记',
  });
  const refused = await call<Refusal>(boss, 'POST', '/ar-adjustments', receipt('2026-10-31'));
  expect(refused.json.errors).toMatchObject([
    { pointer: '/businessDate', code: 'before-going-live' },
  ]);
  const taken = await call(boss, 'POST', '/ar-adjustments', receipt('2026-11-01'));
  expect(taken.status).toBe(201);
});

test('what the books before came to stands beside, and beginning though they differ needs a reason', async () => {
  const { version } = await state();
  const totals = [
    { key: 'stockQty', old: 620_000 },
    { key: 'stockValue', old: 169_887 },
    { key: 'payables', old: 30_000 },
    { key: 'advancesPaid', old: 2_000 },
    { key: 'cash', accountId, old: 500_000 },
    { key: 'receivables', old: 1 },
  ];
  const put = await call<GoingLive>(boss, 'PUT', '/going-live/totals', { version, totals });
  expect(put.json.totals.find(({ key }) => key === 'receivables')).toMatchObject({
    old: 1,
    now: 0,
  });
  const start = async (body: object) =>
    await call<GoingLive & Refusal>(boss, 'POST', '/going-live/start', body);
  const next = put.json.version;
  expect((await start({ version: next, reason: '' })).json.errors).toEqual([
    expect.objectContaining({ pointer: '/reason', code: 'totals-differ' }),
  ]);
  const begun = await start({ version: next, reason: '旧系统尾差一分' });
  expect(begun.json).toMatchObject({ state: 'live', differenceReason: '旧系统尾差一分' });

  // Openings are closed now, however they come and go.
  const cash = await call<{ opening: { version: number } }>(boss, 'GET', '/cash-accounts');
  expect(cash.status).toBe(200);
  const undo = await call<Refusal>(boss, 'POST', `/cash-accounts/${accountId}/reverse-opening`, {
    version: 1,
    reason: '改',
  });
  expect(undo.json.errors).toMatchObject([{ code: 'openings-closed' }]);
  const opening = { customerId, kind: 'opening', oldNo: 'X', businessDate: '2026-10-01' };
  const more = await call<Refusal>(boss, 'POST', '/ar-adjustments', { ...opening, amountFen: 5 });
  expect(more.json.errors).toMatchObject([{ code: 'openings-closed' }]);
  const file = importer(company, boss, 'openingCash');
  const { json } = await file.upload('d.csv', '账户名称,余额\n工行基本户,1\n');
  expect((await file.start('check', json)).status).toBe(422);

  const mine = (await call<{ rows: { id: number; fileName: string }[] }>(boss, 'GET', '/imports'))
    .json.rows;
  const brought = mine.find((row) => row.fileName === '资金.csv' && row.id !== json.id)!;
  const taken = await call<Refusal>(boss, 'POST', `/imports/${brought.id}/undo`, {});
  expect(taken.json.errors).toMatchObject([{ code: 'openings-closed' }]);

  const alice = await company.login('alice');
  const again = { version: begun.json.version, reason: '漏了一笔' };
  expect((await call(alice, 'POST', '/going-live/reopen', again)).status).toBe(403);
  const open = await call<GoingLive>(boss, 'POST', '/going-live/reopen', again);
  expect(open.json).toMatchObject({ state: 'preparing', reopenReason: '漏了一笔' });
  expect((await call(boss, 'POST', '/ar-adjustments', { ...opening, amountFen: 5 })).status).toBe(
    201,
  );
});

test('each step of it stands in the audit', async () => {
  const rows = await company.db.read
    .selectFrom('audit_event')
    .select(['action', 'after'])
    .where('entity', '=', 'goingLive')
    .orderBy('id')
    .execute();
  expect(rows.map((row) => row.action)).toEqual([
    'goingLive.setDate',
    'goingLive.setTotals',
    'goingLive.start',
    'goingLive.reopen',
  ]);
  expect(rows[2]!.after).toContain('旧系统尾差一分');
});

test('who keeps the machine sees counts alone, and each sees the sums of what he reads', async () => {
  const seen = await state(admin);
  expect(seen.steps.find(({ key }) => key === 'stock')!.count).toBe(3);
  expect(seen).toMatchObject({ totals: [], equity: null, mayPrepare: false, mayReopen: false });
  for (const list of ['stock', 'receivables', 'cash', 'orders']) {
    expect((await call(admin, 'GET', `/going-live/openings?list=${list}`)).status).toBe(403);
  }
  expect((await call(await company.login('alice'), 'GET', '/going-live')).status).toBe(403);
});
