import { examine } from '@xinhang/server/ops/doctor/check.ts';
import { moneyChecks } from '@xinhang/server/ops/doctor/money.ts';
import { salesChecks } from '@xinhang/server/ops/doctor/sales.ts';
import { stockChecks } from '@xinhang/server/ops/doctor/stock.ts';
import type { DirectSale } from '@xinhang/shared/direct-sales.ts';
import type { Receipt } from '@xinhang/shared/receipts.ts';
import type { SalesOrder } from '@xinhang/shared/sales-orders.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
interface Refusal {
  code: string;
  data?: { reasons: string[] };
  errors?: { pointer: string; code: string }[];
}
type Answer<T> = { status: number; json: T & Refusal };

async function call<T = object>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: object,
) {
  if (!tokens.has(who)) tokens.set(who, await company.login(who));
  return (await company.call(tokens.get(who)!, method, path, body)) as Answer<T>;
}
async function made(path: string, body: object) {
  const { status, json } = await call<{ id: number }>('boss', 'POST', path, body);
  expect([status, json.errors]).toEqual([201, undefined]);
  return json.id;
}
const refusal = ({ status, json }: Answer<object>) => [
  status,
  json.errors?.[0]?.pointer ?? json.code,
  json.errors?.[0]?.code ?? json.data?.reasons.join(),
];

const TODAY = '2026-11-24';
const ONE = 10_000;
let valve: number;
let meter: number;
let warehouseId: number;
let accountId: number;
let customers = 0;
async function customer(limitFen: number | null = null) {
  const name = `直销客户 ${(customers += 1)}`;
  const id = await made('/customers', { name, duplicateReason: '测' });
  await company.db.transaction(async (tx) => {
    const row = tx.updateTable('customer').set({ credit_limit_fen: limitFen });
    await row.where('id', '=', id).execute();
  });
  return id;
}
const sell = async (customerId: number, lines: object[], more: object = {}, who = 'boss') =>
  await call<DirectSale>(who, 'POST', '/direct-sales', {
    customerId,
    businessDate: TODAY,
    warehouseId,
    accountId,
    lines,
    ...more,
  });
/** How many documents and rows of ledgers there are, and what the drawer of money holds. */
const everything = async () => {
  const tables = ['sales_order', 'delivery', 'receipt', 'ar_ledger', 'cash_ledger'];
  const counts = tables.map((table) => `(select count(*) from ${table}) as ${table}`);
  const { rows } = await sql
    .raw(`select ${counts.join(', ')}, (select sum(next) from doc_sequence) as n`)
    .execute(company.db.read);
  return rows;
};
const healthy = async () => {
  const examined = { db: company.db.read, paths: company.paths, now: 0, elapsed: () => 0 };
  const found = await examine(examined, [...stockChecks, ...moneyChecks, ...salesChecks]);
  expect(found.flatMap(({ findings }) => findings)).toEqual([]);
};

beforeAll(async () => {
  company = await startCompany();
  const first = async (path: string, fits: (row: { kind: string }) => boolean = () => true) =>
    (await call<{ rows: { id: number; kind: string }[] }>('boss', 'GET', path)).json.rows.find(
      fits,
    )!.id;
  const unitId = await first('/units');
  valve = await made('/products', { name: '阀门', code: 'V1', unitId, taxBp: 1300 });
  meter = await made('/products', { name: '仪表', code: 'M1', unitId, tracksSerial: true });
  const rule = { scope: 'all', basis: 'gross', release: true };
  const floorE4 = 100 * ONE;
  await made('/price-rules', { ...rule, productId: valve, priceE4: 113 * ONE, floorE4 });
  warehouseId = await first('/locations', (row) => row.kind === 'warehouse');
  accountId = await made('/cash-accounts', {
    name: '现金',
    kind: 'cash',
    bankName: '',
    bankNo: '',
  });
  const id = await made('/stock-documents', {
    kind: 'otherIn',
    businessDate: TODAY,
    toLocationId: warehouseId,
    reason: 'opening',
    lines: [
      { productId: valve, unitId, qtyE4: 100 * ONE, priceE4: 60 * ONE },
      { productId: meter, unitId, qtyE4: 2 * ONE, priceE4: 60 * ONE, serials: ['A1', 'A2'] },
    ],
  });
  await call('boss', 'POST', `/stock-documents/${id}/confirm`, { version: 1 });
});
afterAll(async () => {
  await company.stop();
});

test('one act writes order, delivery and receipt, each with its number, and settles the sale', async () => {
  const customerId = await customer(0);
  const lines = [
    { productId: valve, qtyE4: 3 * ONE },
    { productId: meter, qtyE4: ONE, priceE4: 200 * ONE, serials: ['A2'] },
    { kind: 'freight', text: '送货', qtyE4: ONE, priceE4: 11 * ONE },
  ];
  // Who only pays before pays now: nothing stands against it.
  const { status, json } = await sell(customerId, lines, { amountFen: 60_000, method: 'wechat' });
  expect([status, json]).toMatchObject([
    201,
    {
      order: { no: 'XSDD-202611-0001' },
      delivery: { no: 'FH-202611-0001' },
      receipt: { no: 'SK-202611-0001' },
      grossFen: 55_000,
      settledFen: 55_000,
    },
  ]);
  const order = await call<SalesOrder>('boss', 'GET', `/sales-orders/${json.order.id}`);
  expect(order.json).toMatchObject({ state: 'done', requiredDate: TODAY, grossFen: 55_000 });
  const receipt = await call<Receipt>('boss', 'GET', `/receipts/${json.receipt!.id}`);
  expect(receipt.json).toMatchObject({ amountFen: 60_000, restFen: 5_000, method: 'wechat' });
  await healthy();
  // On account: no receipt, all of it owed.
  const owed = await sell(await customer(), [lines[0]!], { accountId: null });
  expect(owed.json).toMatchObject({ receipt: null, settledFen: 0, grossFen: 33_900 });
  await healthy();
  // Words alone need no warehouse.
  const words = { kind: 'freight', text: '送货', qtyE4: ONE, priceE4: ONE };
  const carried = await sell(await customer(), [words], { warehouseId: null, accountId: null });
  expect([carried.status, carried.json.grossFen]).toEqual([201, 100]);
});

test('whatever is refused of it leaves nothing behind', async () => {
  const before = await everything();
  const goods = { productId: valve, qtyE4: 3 * ONE };
  const wrong: [object[], object, number | null, unknown[]][] = [
    [[{ ...goods, priceE4: 90 * ONE }], { amountFen: 1 }, null, [409, 'order-stopped', 'price']],
    [[goods], { amountFen: 10_000 }, 20_000, [409, 'order-stopped', 'credit']],
    [[goods], { amountFen: 33_899 }, 0, [409, 'delivery-stopped', 'prepay']],
    [
      [{ ...goods, qtyE4: 500 * ONE }],
      { amountFen: 1 },
      null,
      [409, '/lines/0/qtyE4', 'stock-short'],
    ],
    [[goods], { amountFen: 1, accountId: null }, null, [422, '/accountId', 'required']],
    [[goods], { amountFen: 1, accountId: 999 }, null, [422, '/accountId', 'unknown-account']],
    [
      [goods, { productId: meter, qtyE4: ONE, priceE4: ONE }],
      {},
      null,
      [422, '/lines/1/serials', 'serials-do-not-count'],
    ],
    [[{ ...goods, qtyE4: null }], {}, null, [422, '/lines/0/qtyE4', 'required']],
  ];
  for (const [lines, more, limitFen, expected] of wrong) {
    const answer = await sell(await customer(limitFen), lines, more);
    expect(refusal(answer)).toMatchObject(expected);
  }
  // Each act asks for its own right.
  const customerId = await customer();
  expect((await sell(customerId, [goods], {}, 'alice')).status).toBe(403);
  expect(await everything()).toEqual(before);
});
