import { randomInt } from 'node:crypto';
import { examine } from '@xinhang/server/ops/doctor/check.ts';
import { moneyChecks } from '@xinhang/server/ops/doctor/money.ts';
import { purchasingChecks } from '@xinhang/server/ops/doctor/purchasing.ts';
import { salesChecks } from '@xinhang/server/ops/doctor/sales.ts';
import { stockChecks } from '@xinhang/server/ops/doctor/stock.ts';
import type { SalesOrder } from '@xinhang/shared/sales-orders.ts';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { startCompany } from '../helpers/server.ts';
import { acts, remembered, type Act } from '../helpers/trade-acts.ts';
import { perform, stockUp, takeBack, unsettleAll, type Stage } from '../helpers/trade-play.ts';

vi.setConfig({ testTimeout: 120_000 });
const TODAY = '2026-11-24';
const SEED = Number(process.env['XINHANG_TEST_SEED'] ?? randomInt(2 ** 31));
/** Beside what is remembered; PostgreSQL takes five times as long for the same. */
const USUAL = inject('postgresCluster') ? 3 : 8;
const RUNS = Number(process.env['XINHANG_TEST_TRADE'] ?? USUAL);

let company: Awaited<ReturnType<typeof startCompany>>;
let boss = '';
let common: Pick<Stage, 'unitId' | 'warehouseId' | 'accountId' | 'supplierId'>;
const call: Stage['call'] = async (method, path, body) =>
  (await company.call(boss, method, path, body)) as never;
const made = async (path: string, body: object) => {
  const { status, json } = await call<{ id: number }>('POST', path, body);
  expect([status, json]).toEqual([201, json]);
  return json.id;
};
const wrong = async () => {
  const examined = { db: company.db.read, paths: company.paths, now: 0, elapsed: () => 0 };
  const checks = [...stockChecks, ...moneyChecks, ...salesChecks, ...purchasingChecks];
  return (await examine(examined, checks)).flatMap(({ findings }) => findings);
};
const figures = async <T>(text: string) =>
  (await sql.raw<T>(text).execute(company.db.read)).rows.map((row) => ({ ...row }));

beforeAll(async () => {
  company = await startCompany();
  boss = await company.login('boss');
  const first = async (path: string, kind?: string) => {
    const { json } = await call<{ rows: { id: number; kind: string }[] }>('GET', path);
    return json.rows.find((row) => kind === undefined || row.kind === kind)!.id;
  };
  const bank = { name: '基本户', kind: 'bank', bankName: '', bankNo: '' };
  common = {
    unitId: await first('/units'),
    warehouseId: await first('/locations', 'warehouse'),
    accountId: await made('/cash-accounts', bank),
    supplierId: await made('/suppliers', { name: '随机供应商' }),
  };
});
afterAll(async () => {
  await company.stop();
});

/** Whether more may go out than is there. */
let negative = false;
async function letNegative(on: boolean): Promise<void> {
  const { json } = await call<{ version: number }>('GET', '/settings');
  const values = { 'stock.negative': on ? 'provisional' : 'refuse' };
  expect((await call('PATCH', '/settings', { version: json.version, values })).status).toBe(200);
  negative = on;
}

let runs = 0;
async function stage(): Promise<Stage> {
  runs += 1;
  const { unitId } = common;
  const name = `随机客户 ${runs}`;
  const customerId = await made('/customers', { name, duplicateReason: '测' });
  const place = { receiver: '收货', phone: '', address: '工地' };
  const addressId = await made(`/customers/${customerId}/addresses`, place);
  const products: number[] = [];
  for (const letter of ['A', 'B']) {
    const code = `T${runs}${letter}`;
    const productId = await made('/products', { name: code, code, unitId });
    products.push(productId);
    const { supplierId } = common;
    await made('/supplier-prices', { supplierId, productId, basis: 'net', priceE4: 41_113 });
  }
  const empty = { orders: [], deliveries: [], posted: [], bills: [] };
  const played = { ...common, ...empty, call, today: TODAY, customerId, addressId, products };
  for (const priceE4 of [33_333, 71_717]) {
    for (const what of [0, 1]) await stockUp(played, { what, qty: 6, priceE4 });
  }
  return played;
}

/** What the ledgers say of a customer, beside what the documents came to. */
async function checkCustomer(played: Stage): Promise<void> {
  const owes = played.posted.reduce((sum, one) => sum + one.owesFen, 0);
  const [books] = await figures<Record<string, number>>(`select
    (select coalesce(sum(amount_fen), 0) from ar_ledger
      where party_id = ${played.customerId}) as ledger,
    (select coalesce(sum(open_fen), 0) from ar_item where party_id = ${played.customerId}) as open,
    (select coalesce(sum(amount_fen), 0) from voucher_line
      where customer_id = ${played.customerId}
        and account in ('receivable', 'advanceReceived')) as vouchers,
    (select coalesce(sum(open_fen), 0) from ar_item join ar_ledger on ar_ledger.id = ar_item.id
      where ar_item.party_id = ${played.customerId} and kind = 'advance') as advances,
    (select coalesce(sum(amount_fen), 0) from voucher_line
      where customer_id = ${played.customerId} and account = 'advanceReceived') as advanced`);
  const seen = Object.fromEntries(Object.entries(books!).map(([key, fen]) => [key, Number(fen)]));
  expect(seen).toMatchObject({ ledger: owes, open: owes, vouchers: owes });
  expect(seen['advanced']).toBe(seen['advances']);
  const worse = 'select product_id from stock_pool where qty_e4 < 0';
  if (!negative) expect(await figures(worse)).toEqual([]);
}

test('whatever people do in whatever order, goods, money and documents agree to the fen', async () => {
  console.log(`random trade: ${RUNS} runs, XINHANG_TEST_SEED=${SEED}`);
  const examples = remembered.map(([sequence]): [Act[], boolean] => [sequence, false]);
  await fc.assert(
    fc.asyncProperty(acts, fc.boolean(), async (sequence, beyond) => {
      await letNegative(beyond);
      const played = await stage();
      for (const act of sequence) {
        await perform(played, act);
        expect(await wrong(), JSON.stringify(act)).toEqual([]);
        await checkCustomer(played);
      }
      // All of it taken back, the last first, leaves nothing, where the goods are there to go back.
      await unsettleAll(played);
      let whole = true;
      for (const one of played.posted.toReversed()) whole = (await takeBack(played, one)) && whole;
      expect(await wrong()).toEqual([]);
      await checkCustomer(played);
      if (!whole) return;
      for (const id of played.orders) {
        const { json } = await call<SalesOrder>('GET', `/sales-orders/${id}`);
        for (const line of json.lines) {
          expect([line.deliveredE4, line.returnedE4, line.replaceE4]).toEqual([0, 0, 0]);
        }
      }
    }),
    // Looking for a shorter way to the same fault ends in time to tell of it.
    { numRuns: examples.length + RUNS, seed: SEED, examples, interruptAfterTimeLimit: 60_000 },
  );
});

test.each([
  [
    'sales-sums',
    'update delivery set net_fen = net_fen + 1 where id = (select max(id) from delivery)',
  ],
  [
    'order-progress',
    `update sales_order_line set delivered_net_fen = delivered_net_fen + 1
      where id = (select max(id) from sales_order_line)`,
  ],
  [
    'sales-posted',
    `update delivery set gross_fen = gross_fen + 1, net_fen = net_fen + 1 where id =
      (select max(id) from delivery where state = 'confirmed')`,
  ],
  ['stock-balance', 'update stock_balance set qty_e4 = qty_e4 + 1 where qty_e4 > 0'],
  ['stock-pool', 'update stock_pool set value_fen = value_fen + 1 where qty_e4 > 0'],
  [
    'order-reserved',
    `update sales_order_line set reserved_e4 = reserved_e4 + 1
      where id = (select max(id) from sales_order_line)`,
  ],
  ['money-item', 'update ar_item set open_fen = open_fen + 1'],
  ['money-bill', `update bill set state = 'collected' where state = 'held'`],
])('%s is found where one row is another', async (code, corrupt) => {
  await letNegative(false);
  const played = await stage();
  const [what, line] = [{ kind: 'goods', what: 0, discountBp: 0, taxBp: 1300 } as const, [3, 0]];
  const lines = [{ ...what, qty: 3, priceE4: 33_333 }];
  await perform(played, { do: 'order', basis: 'net', lines });
  await perform(played, { do: 'deliver', which: 0, parts: line, split: true });
  await perform(played, {
    do: 'receive',
    amountFen: 99,
    settles: true,
    discount: false,
    bill: true,
  });
  expect([played.deliveries.length, played.bills.length]).toEqual([1, 1]);
  expect(await wrong()).toEqual([]);
  const undone = new Error('taken back');
  const found = company.db.transaction(async (tx) => {
    await sql.raw(corrupt).execute(tx);
    const examined = { db: tx, paths: company.paths, now: 0, elapsed: () => 0 };
    const checks = [...stockChecks, ...moneyChecks, ...salesChecks, ...purchasingChecks];
    const codes = (await examine(examined, checks)).flatMap((one) => one.findings);
    expect(codes.map((one) => one.code)).toContain(code);
    throw undone;
  });
  await expect(found).rejects.toBe(undone);
});
