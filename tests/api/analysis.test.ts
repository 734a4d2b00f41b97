import type { Delivery } from '@xinhang/shared/deliveries.ts';
import type { ProductSales, SalesLine } from '@xinhang/shared/product-sales.ts';
import type { SalesOrder } from '@xinhang/shared/sales-orders.ts';
import type { CashAccount } from '@xinhang/shared/cash-accounts.ts';
import type { Receipt } from '@xinhang/shared/receipts.ts';
import type { TradingPeriod } from '@xinhang/shared/trading-history.ts';
import type { SalesReturn } from '@xinhang/shared/sales-returns.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();

async function call<T = object>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: object,
) {
  if (!tokens.has(who)) tokens.set(who, await company.login(who));
  const { status, json } = await company.call(tokens.get(who)!, method, path, body);
  return {
    status,
    json: json as T & { code: string; errors?: { pointer: string; code: string }[] },
  };
}
async function well<T = { id: number }>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: object,
) {
  const { status, json } = await call<T>(who, method, path, body);
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(json)}`);
  return json;
}

const ONE = 10_000;
interface List {
  rows: ProductSales[];
  count: number;
  totals: { netFen: number; marginFen: number | null; products: number; slowFen: number | null };
  days: number;
  partial: boolean;
  stockHidden: boolean;
}
interface Lines {
  rows: SalesLine[];
  next: string | null;
  totals: { netFen: number; qtyE4: number; lines: number };
}

let [unitId, warehouseId] = [0, 0];
const goods: Record<string, number> = {};
const buyers: Record<string, number> = {};

async function customer(who: string, name: string, more: object = {}) {
  buyers[name] = (
    await well(who, 'POST', '/customers', { name, duplicateReason: '测', ...more })
  ).id;
}
/** Ordered, sent on that day, all of it. */
async function sold(
  who: string,
  name: string,
  businessDate: string,
  lines: { of: string; qty: number; price?: number; kind?: string }[],
) {
  const order = await well<SalesOrder>(who, 'POST', '/sales-orders', {
    customerId: buyers[name],
    businessDate,
    basis: 'net',
    lines: lines.map(({ of, qty, price = 100, kind }) => ({
      productId: goods[of],
      qtyE4: qty * ONE,
      priceE4: price * ONE,
      ...(kind && { kind }),
    })),
  });
  const { version, lines: ordered } = await well<SalesOrder>(
    'boss',
    'POST',
    `/sales-orders/${order.id}/confirm`,
    { version: order.version },
  );
  expect(version).toBeGreaterThan(order.version);
  const draft = await well<Delivery>('boss', 'POST', '/deliveries', {
    businessDate,
    warehouseId,
    lines: ordered.map((line) => ({ orderLineId: line.id, qtyE4: line.qtyE4 })),
  });
  return await well<Delivery>('boss', 'POST', `/deliveries/${draft.id}/confirm`, {
    version: draft.version,
  });
}

beforeAll(async () => {
  company = await startCompany();
  const units = await well<{ rows: { id: number }[] }>('boss', 'GET', '/units');
  unitId = units.rows[0]!.id;
  const places = await well<{ rows: { id: number; kind: string }[] }>('boss', 'GET', '/locations');
  warehouseId = places.rows.find((row) => row.kind === 'warehouse')!.id;
  for (const [code, name] of Object.entries({ V: '阀门', P: '水泵', G: '垫片', S: '死货' })) {
    goods[name] = (await well('boss', 'POST', '/products', { code, name, unitId })).id;
  }
  const doc = await well<{ id: number; version: number }>('boss', 'POST', '/stock-documents', {
    kind: 'otherIn',
    businessDate: '2026-09-01',
    toLocationId: warehouseId,
    reason: 'opening',
    lines: Object.values(goods).map((productId) => ({
      productId,
      unitId,
      qtyE4: 100 * ONE,
      priceE4: 40 * ONE,
    })),
  });
  await well('boss', 'POST', `/stock-documents/${doc.id}/confirm`, { version: doc.version });
  await customer('alice', '甲客户', { region: '华南' });
  await customer('bob', '乙客户', { region: '华北' });
  await sold('alice', '甲客户', '2026-10-05', [
    { of: '阀门', qty: 10 },
    { of: '垫片', qty: 5, price: 1 },
    { of: '垫片', qty: 3, price: 0, kind: 'gift' },
  ]);
  await sold('bob', '乙客户', '2026-11-02', [{ of: '水泵', qty: 8, price: 90 }]);
  const late = await sold('alice', '甲客户', '2026-11-03', [{ of: '阀门', qty: 4 }]);
  // One of them comes back in the same month.
  const back = await well<SalesReturn>('boss', 'POST', '/sales-returns', {
    deliveryId: late.id,
    businessDate: '2026-11-20',
    reason: '坏',
    disposal: 'stock',
    lines: [{ deliveryLineId: late.lines[0]!.id, qtyE4: ONE }],
  });
  await well('boss', 'POST', `/sales-returns/${back.id}/confirm`, { version: back.version });
});
afterAll(async () => {
  await company.stop();
});

const list = (who: string, query = '') => well<List>(who, 'GET', `/analysis/products${query}`);
const shape = ({ rows }: List) =>
  rows.map((row) => [row.product.name, row.netFen, row.qtyE4 / ONE, row.rank, row.class]);

test('products are ranked by what went out less what came back, gifts left out', async () => {
  const all = await list('boss');
  expect(shape(all)).toEqual([
    ['阀门', 130_000, 13, 1, 'A'],
    ['水泵', 72_000, 8, 2, 'A'],
    ['垫片', 500, 5, 3, 'C'],
  ]);
  expect(all.totals).toMatchObject({ netFen: 202_500, products: 3, slowFen: null });
  expect(all.rows[0]).toMatchObject({ shareBp: 6420, costFen: 52_000, marginFen: 78_000 });
  // A hundred came in, and three gifts lie outside the ranking and outside the stock.
  expect(all.rows.map((row) => [row.heldE4! / ONE, row.heldFen])).toEqual([
    [87, 348_000],
    [92, 368_000],
    [92, 368_000],
  ]);
  expect(all.rows.map((row) => row.lastSoldOn)).toEqual(['2026-11-03', '2026-11-02', '2026-10-05']);
  const byQty = await list('boss', '?by=qty&from=2026-11-01&to=2026-11-30');
  expect(shape(byQty).map(([name, , qty]) => [name, qty])).toEqual([
    ['水泵', 8],
    ['阀门', 3],
  ]);
  // 24 days of November have gone, and eight of ninety-two went in them.
  expect([byQty.days, byQty.rows[0]!.stockDays]).toEqual([24, 276]);
  expect(shape(await list('boss', '?by=margin'))[0]?.[0]).toBe('阀门');
});

test('each figure is the sum of the lines behind it, page by page', async () => {
  for (const row of (await list('boss', '?from=2026-10-01&to=2026-11-30')).rows) {
    const path = `/analysis/products/${row.product.id}/lines?from=2026-10-01&to=2026-11-30&limit=1`;
    let [netFen, qtyE4, count, cursor] = [0, 0, 0, ''];
    for (;;) {
      const page = await well<Lines>('boss', 'GET', `${path}${cursor}`);
      for (const line of page.rows)
        [netFen, qtyE4, count] = [netFen + line.netFen, qtyE4 + line.qtyE4, count + 1];
      expect([page.totals.netFen, page.totals.qtyE4]).toEqual([row.netFen, row.qtyE4]);
      if (page.next === null) {
        expect([netFen, qtyE4, count]).toEqual([row.netFen, row.qtyE4, page.totals.lines]);
        break;
      }
      cursor = `&cursor=${encodeURIComponent(page.next)}`;
    }
  }
  const { rows } = await well<Lines>('boss', 'GET', `/analysis/products/${goods['阀门']}/lines`);
  expect(rows.map((row) => [row.kind, row.date, row.netFen, row.customer.name])).toEqual([
    ['return', '2026-11-20', -10_000, '甲客户'],
    ['delivery', '2026-11-03', 40_000, '甲客户'],
    ['delivery', '2026-10-05', 100_000, '甲客户'],
  ]);
});

test('whoever reaches a part sees the figures of that part, without cost', async () => {
  const own = await list('alice');
  expect(shape(own).map(([name, net]) => [name, net])).toEqual([
    ['阀门', 130_000],
    ['垫片', 500],
  ]);
  expect([own.partial, own.rows[0]!.shareBp, own.rows[0]!.marginFen]).toEqual([true, 9962, null]);
  expect([own.rows[0]!.heldE4, own.rows[0]!.heldFen]).toEqual([87 * ONE, null]);
  const pumps = await well<Lines>('alice', 'GET', `/analysis/products/${goods['水泵']}/lines`);
  expect([pumps.rows, pumps.totals.lines]).toEqual([[], 0]);
  // Nor does naming others open what is theirs.
  expect((await list('alice', `?ownerId=${company.users['bob']}`)).rows).toEqual([]);
  const hidden = await call('alice', 'GET', '/analysis/products?by=margin');
  expect([hidden.status, hidden.json.errors?.[0]]).toMatchObject([
    422,
    { pointer: '/by', code: 'cost-hidden' },
  ]);
  expect((await call('buyer', 'GET', '/analysis/products')).status).toBe(403);
});

test('filters narrow to region, person, department and category', async () => {
  const named = async (query: string) =>
    shape(await list('boss', query)).map(([name, net]) => [name, net]);
  expect(await named('?region=%E5%8D%8E%E5%8C%97')).toEqual([['水泵', 72_000]]);
  expect(await named(`?ownerId=${company.users['bob']}`)).toEqual([['水泵', 72_000]]);
  const depts = await well<{ rows: { id: number; name: string }[] }>('boss', 'GET', '/depts');
  const id = (name: string) => depts.rows.find((row) => row.name === name)!.id;
  expect(await named(`?deptId=${id('二组')}`)).toEqual([['水泵', 72_000]]);
  expect((await named(`?deptId=${id('华南')}`)).length).toBe(3);
  expect(await named(`?deptId=${id('二组')}&ownerId=${company.users['alice']}`)).toEqual([]);
  expect(await named('?categoryId=999')).toEqual([]);
});

test('what lies there and does not sell is listed by what it is worth', async () => {
  const slow = await list('boss', '?side=slow&from=2026-11-01&to=2026-11-30&slowDays=300');
  expect(
    slow.rows.map((row) => [row.product.name, row.stockDays, row.heldFen, row.lastSoldOn]),
  ).toEqual([
    ['死货', null, 400_000, null],
    ['垫片', null, 368_000, '2026-10-05'],
    ['阀门', 696, 348_000, '2026-11-03'],
  ]);
  expect([slow.count, slow.totals.slowFen]).toEqual([3, 1_116_000]);
  // Whoever sees no cost gets what lies longest first.
  const seen = await list('alice', '?side=slow&from=2026-11-01&slowDays=300');
  expect(seen.rows.map((row) => [row.product.name, row.heldFen])).toEqual([
    ['水泵', null],
    ['垫片', null],
    ['死货', null],
    ['阀门', null],
  ]);
});

test('the page goes out as a file, without what is hidden', async () => {
  const body = { side: 'best', by: 'net', format: 'csv', lang: 'zh-CN' };
  const text = async (who: string) => {
    const { jobId } = await well<{ jobId: number }>(who, 'POST', '/analysis/products/export', body);
    await company.jobs.idle();
    const file = await company.app.inject({
      url: `/api/v1/jobs/${jobId}/file`,
      headers: { authorization: `Bearer ${tokens.get(who)}` },
    });
    return file.body;
  };
  expect(await text('boss')).toContain(
    '1,V,阀门,,,个,13,1300,0.642,A,520,780,87,3480,341,2026-11-03',
  );
  expect(await text('alice')).not.toContain('毛利');
});

interface Trading {
  rows: TradingPeriod[];
  totals: TradingPeriod;
  lastOrder: { date: string } | null;
  products: { product: { name: string }; netFen: number; shareBp: number }[];
  costHidden: boolean;
}
const trading = (who: string, name: string, span: string) =>
  call<Trading>(who, 'GET', `/customers/${buyers[name]}/trading-history?span=${span}`);

test('a customer’s trade is told by period, each figure the sum of its documents', async () => {
  const account = await well<CashAccount>('boss', 'POST', '/cash-accounts', {
    name: '现金',
    kind: 'cash',
  });
  const paid = async (businessDate: string, amountFen: number) => {
    const receipt = await well<Receipt>('boss', 'POST', '/receipts', {
      customerId: buyers['甲客户'],
      accountId: account.id,
      businessDate,
      amountFen,
      lines: [
        {
          itemId: (
            await well<{ items: { id: number; openFen: number }[] }>(
              'boss',
              'GET',
              `/customers/${buyers['甲客户']}/receivables`,
            )
          ).items.find((item) => item.openFen > 0)!.id,
          amountFen,
        },
      ],
    });
    await well('boss', 'POST', `/receipts/${receipt.id}/confirm`, { version: receipt.version });
  };
  // Of 1,135.65 yuan due on the day they went out 605 were paid that day, and 400 twenty days later.
  await paid('2026-10-05', 60_500);
  await paid('2026-10-25', 40_000);
  const { rows, totals, lastOrder, products } = (await trading('boss', '甲客户', 'month')).json;
  expect(rows).toMatchObject([
    {
      from: '2026-11-01',
      orderedFen: 45_200,
      orders: 1,
      soldFen: 40_000,
      returnedFen: 10_000,
      netFen: 30_000,
      returnBp: 2500,
      marginFen: 18_000,
      receivedFen: 0,
      // The rest of what fell due in November, which nobody paid.
      onTimeBp: 0,
      payDays: null,
    },
    {
      from: '2026-10-01',
      orderedFen: 113_565,
      netFen: 100_500,
      returnBp: 0,
      receivedFen: 100_500,
      onTimeBp: 5327,
      payDays: 8,
    },
  ]);
  expect([totals.netFen, totals.receivedFen, totals.returnedFen]).toEqual([
    130_500, 100_500, 10_000,
  ]);
  expect(lastOrder?.date).toBe('2026-11-03');
  expect(products.map((row) => [row.product.name, row.netFen, row.shareBp])).toEqual([
    ['阀门', 130_000, 9962],
    ['垫片', 500, 38],
  ]);
  const quarter = (await trading('boss', '甲客户', 'quarter')).json;
  expect(quarter.rows.map((row) => [row.from, row.netFen])).toEqual([['2026-10-01', 130_500]]);
  // Its products, narrowed to the customer and the month, come to the month.
  const november = await list(
    'boss',
    `?customerId=${buyers['甲客户']}&from=2026-11-01&to=2026-11-30`,
  );
  expect(november.totals.netFen).toBe(rows[0]!.netFen);
});

test('whoever does not reach the customer gets nothing of it', async () => {
  expect((await trading('bob', '甲客户', 'year')).status).toBe(404);
  const own = await trading('alice', '甲客户', 'year');
  expect([own.json.costHidden, own.json.rows[0]!.marginFen]).toEqual([true, null]);
});

interface Both {
  today: { count: number; amountFen: number };
  month: { count: number; amountFen: number };
}
interface Overview {
  orders: Both | null;
  deliveries: Both | null;
  receipts: Both | null;
  overdueFen: number | null;
  cashFen: number | null;
  stockFen: number | null;
  best: { name: string; netFen: number }[] | null;
  worst: object[] | null;
  bestCustomers: { name: string; netFen: number; shareBp: number }[] | null;
  fallenCustomers: { name: string; netFen: number; beforeFen: number }[] | null;
  partial: boolean;
}

test('each figure of the desk is what its list adds up to', async () => {
  await sold('alice', '甲客户', '2026-11-24', [{ of: '阀门', qty: 1 }]);
  const seen = await well<Overview>('boss', 'GET', '/analysis/overview');
  const sums = async (path: string) => {
    const { count, grossFen, amountFen } = await well<{
      count: number;
      grossFen?: number;
      amountFen?: number;
    }>('boss', 'GET', `${path}&count=1&limit=1`);
    return { count, amountFen: grossFen ?? amountFen };
  };
  const states = (...all: string[]) => all.map((one) => `state=${one}`).join('&');
  for (const [key, days] of [
    ['today', 'from=2026-11-24&to=2026-11-24'],
    ['month', 'from=2026-11-01&to=2026-11-30'],
  ] as const) {
    const agreed = states('confirmed', 'partly', 'done', 'closed');
    expect(seen.orders![key]).toEqual(await sums(`/sales-orders?${days}&${agreed}`));
    expect(seen.deliveries![key]).toEqual(
      await sums(`/deliveries?${days}&${states('confirmed', 'signed')}`),
    );
    expect(seen.receipts![key]).toEqual(await sums(`/receipts?${days}&${states('confirmed')}`));
  }
  expect(seen.orders!.today).toEqual({ count: 1, amountFen: 11_300 });
  const overdue = await well<{ totals: { overdueFen: number } }>(
    'boss',
    'GET',
    '/receivables?overdue=1',
  );
  expect(seen.overdueFen).toBe(overdue.totals.overdueFen);
  expect(seen.overdueFen).toBeGreaterThan(0);
  const cash = await well<{ totals: { closingFen: number } }>('boss', 'GET', '/cash-book');
  expect([seen.cashFen, cash.totals.closingFen]).toEqual([100_500, 100_500]);
  const stock = await well<{ amountFen: number }>('boss', 'GET', '/stock?count=1');
  expect(seen.stockFen).toBe(stock.amountFen);
  const month = await list('boss', '?from=2026-11-01&to=2026-11-30');
  expect(seen.best!.map((row) => [row.name, row.netFen])).toEqual(
    month.rows.map((row) => [row.product.name, row.netFen]),
  );
  // Customers of the month: four of which one came back, and the one of today; eight pumps.
  expect(seen.bestCustomers!.map((row) => [row.name, row.netFen, row.shareBp])).toEqual([
    ['乙客户', 72_000, 6429],
    ['甲客户', 40_000, 3571],
  ]);
  // Against the first 24 days of October, when one of them bought more.
  expect(seen.fallenCustomers).toEqual([
    { id: buyers['甲客户'], name: '甲客户', netFen: 40_000, beforeFen: 100_500 },
  ]);
});

test('what a person may not see is missing from the desk, the rest is within his reach', async () => {
  const own = await well<Overview>('bob', 'GET', '/analysis/overview');
  expect(own).toMatchObject({
    orders: { month: { count: 1, amountFen: 81_360 } },
    deliveries: { month: { count: 1, amountFen: 81_360 } },
    cashFen: null,
    stockFen: null,
    best: [{ name: '水泵', netFen: 72_000 }],
    bestCustomers: [{ name: '乙客户', netFen: 72_000 }],
    fallenCustomers: [],
    partial: true,
  });
  const buyer = await well<Overview>('buyer', 'GET', '/analysis/overview');
  expect([buyer.orders, buyer.deliveries, buyer.receipts, buyer.overdueFen, buyer.best]).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
  expect((await call('admin', 'GET', '/analysis/overview')).status).toBe(403);
});
