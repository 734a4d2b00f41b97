import type { Reader } from '@xinhang/db/database.ts';
import type { Actor } from '@xinhang/db/actor.ts';
import {
  lastOrderOf,
  listOpenLines,
  listSalesOrders,
  openOfOrders,
  orderedPrices,
} from '@xinhang/db/repositories/sales-order-list.ts';
import { listContracts } from '@xinhang/db/repositories/contract-list.ts';
import { dueMilestones } from '@xinhang/db/repositories/contract-milestones.ts';
import {
  calledOff,
  orderSums,
  ordersOfContract,
} from '@xinhang/db/repositories/contract-orders.ts';
import { openPayables } from '@xinhang/db/repositories/payable-list.ts';
import { accountRows } from '@xinhang/db/repositories/party-accounts.ts';
import { lastSoldOf, salesByProduct, salesLines } from '@xinhang/db/repositories/sales-figures.ts';
import { listQuotations } from '@xinhang/db/repositories/quotation-list.ts';
import { lastCostOf } from '@xinhang/db/repositories/stock-posting.ts';
import { linesOfVouchers, listVouchers } from '@xinhang/db/repositories/voucher-list.ts';
import { salesLinesOf, undeliveredOf } from '@xinhang/db/repositories/sales-orders.ts';
import { expect, test } from 'vitest';
import { planner } from './plan-of.ts';

const planOf = planner();

const page = { after: 9, limit: 51 };
const quoted = { today: '2026-11-24' };
const vouchers = { after: { date: '2026-11-24', id: 9 }, limit: 51 };
const reach = (all: boolean) =>
  ({
    reach: new Map(
      ['salesOrders.read', 'contracts.read', 'quotations.read', 'deliveries.read'].map((right) => [
        right,
        { all, ownerIds: [1, 2] },
      ]),
    ),
  }) as unknown as Actor;
const [everything, seller] = [reach(true), reach(false)];

/** Neither the documents nor their lines nor ledgers are read whole. */
const scan =
  /^SCAN (delivery|delivery_line|line|sales_return|sales_return_line|sales_order|sales_order_line|quotation|quotation_line|contract|contract_line|contract_milestone|voucher|voucher_line|ap_ledger|row|item|stock_ledger|taken)$/;
const sort = /TEMP B-TREE FOR ORDER BY/;

test.each<[string, RegExp[], (db: Reader) => Promise<unknown>]>([
  ['lines of an order', [scan, sort], (db) => salesLinesOf(db, 1)],
  ['a page of all orders', [sort], (db) => listSalesOrders(db, everything, {}, page)],
  [
    'a page of a customer',
    [scan, sort],
    (db) => listSalesOrders(db, everything, { customerId: 1 }, page),
  ],
  // Those of a seller are found by the customers, and are few.
  ['a page of a seller', [scan], (db) => listSalesOrders(db, seller, {}, page)],
  ['what is open of a page', [scan], (db) => openOfOrders(db, [1, 2, 3])],
  ['a page of quotations', [sort], (db) => listQuotations(db, everything, quoted, page)],
  [
    'quotations of a customer',
    [scan, sort],
    (db) => listQuotations(db, everything, { ...quoted, customerId: 1 }, page),
  ],
  ['a page of vouchers', [sort], (db) => listVouchers(db, {}, vouchers)],
  [
    'vouchers of a month',
    [scan, sort],
    (db) => listVouchers(db, { from: '2026-11-01', to: '2026-11-30' }, vouchers),
  ],
  ['lines of vouchers', [scan], (db) => linesOfVouchers(db, [1, 2])],
  ['what suppliers are owed', [scan], (db) => openPayables(db, {})],
  ['the account of a supplier', [scan], (db) => accountRows(db, 'ap', { kind: 'supplier', id: 1 })],
  ['the last cost', [scan], (db) => lastCostOf(db, 1)],
  ['the exposure of a customer', [scan], (db) => undeliveredOf(db, [1], '2026-11-24')],
  ['the last order', [scan, sort], (db) => lastOrderOf(db, 1)],
  ['last prices', [scan], (db) => orderedPrices(db, seller, 1, [1, 2, 3])],
  ['a page of all contracts', [sort], (db) => listContracts(db, everything, {}, page)],
  [
    'contracts of a customer',
    [scan, sort],
    (db) => listContracts(db, everything, { customerId: 1 }, page),
  ],
  ['contracts of a seller', [scan], (db) => listContracts(db, seller, {}, page)],
  [
    'milestones up to a day',
    [scan],
    (db) => dueMilestones(db, seller, { dueTo: '2026-11-24' }, { after: null, limit: 9 }),
  ],
  ['what was called off', [scan], (db) => calledOff(db, 1)],
  ['sums of a contract', [scan], (db) => orderSums(db, 1)],
  ['orders of a contract', [scan, sort], (db) => ordersOfContract(db, everything, 1, page)],
  [
    'lines to be delivered',
    [scan],
    (db) => listOpenLines(db, everything, 'salesOrders.read', {}, { after: null, limit: 51 }),
  ],
  [
    'products sold in a month',
    [scan],
    (db) => salesByProduct(db, everything, { from: '2026-11-01', to: '2026-11-30' }),
  ],
  [
    'products of a seller in a month',
    [scan],
    (db) => salesByProduct(db, seller, { from: '2026-11-01', to: '2026-11-30' }),
  ],
  [
    'what was sold of a product',
    [scan],
    (db) => salesLines(db, everything, { productId: 1 }, { after: null, limit: 51 }),
  ],
  ['when products were sold last', [scan], (db) => lastSoldOf(db, everything, [1, 2, 3])],
])('%s: an index is walked', async (_name, dear, work) => {
  const plan = await planOf(work);
  expect(plan.filter((step) => dear.some((one) => one.test(step)))).toEqual([]);
});

test('a table that is read whole would be seen', async () => {
  const plan = await planOf((db) =>
    db.selectFrom('sales_order').selectAll().where('note', '=', 'x').execute(),
  );
  expect(plan.some((step) => scan.test(step))).toBe(true);
});
