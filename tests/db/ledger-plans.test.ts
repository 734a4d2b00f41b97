import type { Actor } from '@xinhang/db/actor.ts';
import type { Reader, Tx } from '@xinhang/db/database.ts';
import { standingRows } from '@xinhang/db/repositories/achievement-ledger.ts';
import { listAdjustments } from '@xinhang/db/repositories/ar-adjustments.ts';
import { countCareItems, listCareItems } from '@xinhang/db/repositories/care-items.ts';
import { boardPage, countWithin } from '@xinhang/db/repositories/delivery-board.ts';
import {
  allocationsOn,
  openItems,
  standingAllocations,
  standingMoneyRows,
} from '@xinhang/db/repositories/money-ledgers.ts';
import { accountAllocations } from '@xinhang/db/repositories/party-accounts.ts';
import { rulesFor } from '@xinhang/db/repositories/price-rules.ts';
import { openReceivables } from '@xinhang/db/repositories/receivable-list.ts';
import { orderedPrices } from '@xinhang/db/repositories/sales-order-list.ts';
import { volumesDelivered } from '@xinhang/db/repositories/sales-volumes.ts';
import { onHandTotals } from '@xinhang/db/repositories/stock-on-hand.ts';
import { standingStockRows } from '@xinhang/db/repositories/stock-posting.ts';
import { standingVouchers } from '@xinhang/db/repositories/vouchers.ts';
import { showAll } from '@xinhang/shared/permissions.ts';
import { expect, test } from 'vitest';
import { planner } from './plan-of.ts';

const planOf = planner();

const rights = [
  'followUps.read',
  'customers.read',
  'salesOrders.read',
  'deliveries.read',
  'receivables.read',
  'fapiao.read',
] as const;
const reach = (all: boolean) =>
  ({
    userId: 1,
    fields: showAll,
    reach: new Map(rights.map((right) => [right, { all, ownerIds: [1, 2] }])),
  }) as unknown as Actor;
const [everything, seller] = [reach(true), reach(false)];
const doc = { kind: 'delivery', id: 1 };
const tx = (db: Reader) => db as Tx;

/** Nearly all rows of a ledger take nothing back: what finds them by that reads all of it. */
const byNothing = /^SEARCH (?!taken\b)\S+ USING .*\(reversal_of=\?\)/;
const scan =
  /^SCAN (?!(ar_item|ap_item) USING COVERING INDEX)(\w+_ledger|\w+_item|\w+_allocation|voucher|row|item|made|delivery|delivery_line|sales_order|sales_order_line|price_rule|customer|product)\b/;

test.each<[string, (db: Reader) => Promise<unknown>]>([
  ['results', (db) => standingRows(tx(db), { metric: 'order', ...doc })],
  ['receivables', (db) => standingMoneyRows(db, 'ar', doc)],
  ['payables', (db) => standingMoneyRows(db, 'ap', doc)],
  ['stock', (db) => standingStockRows(tx(db), doc)],
  ['vouchers', (db) => standingVouchers(db, doc)],
  ['what settles rows', (db) => standingAllocations(db, 'ar', [1, 2])],
  ['what ever settled rows', (db) => allocationsOn(db, 'ar', [1, 2])],
  ['the account of a customer', (db) => accountAllocations(db, 'ar', { kind: 'customer', id: 1 })],
])('what a document posted is found by the document: %s', async (_name, work) => {
  const plan = await planOf(work);
  expect(plan.filter((step) => byNothing.test(step) || scan.test(step))).toEqual([]);
});

const span = { productIds: [1, 2], from: '2026-01-01', to: '2026-12-31' };
const spans = [
  { from: null, to: '2026-11-23', undated: false },
  { from: null, to: null, undated: true },
];
const priced = { productIds: [1, 2, 3], categoryIds: [1], customerId: 1, on: '2026-11-24' };

test.each<[string, RegExp, (db: Reader) => Promise<unknown>]>([
  [
    'counts of the board',
    /COVERING INDEX sales_order_line_open/,
    (db) => countWithin(db, everything, 'salesOrders.read', {}, spans),
  ],
  [
    'counts of the board of a seller',
    /COVERING INDEX sales_order_line_open/,
    (db) => countWithin(db, seller, 'salesOrders.read', {}, spans),
  ],
  [
    'a page of the board',
    /COVERING INDEX sales_order_alive/,
    (db) => boardPage(db, everything, 'salesOrders.read', {}, null, 300),
  ],
  ['rules of prices', /INDEX price_rule_product/, (db) => rulesFor(db, seller, priced)],
  ['what a customer owes', /INDEX ar_item_open/, (db) => openItems(db, 'ar', 'customer', [1])],
  ['what all owe', /INDEX ar_item_open/, (db) => openReceivables(db, everything, {})],
  [
    'what all owed then',
    /INDEX ar_allocation_date/,
    (db) => openReceivables(db, everything, { on: '2026-10-31' }),
  ],
  [
    'what was delivered of products',
    /INDEX sales_order_line_product/,
    (db) => volumesDelivered(db, everything, span),
  ],
  [
    'what was delivered of products by a seller',
    /INDEX sales_order_line_product/,
    (db) => volumesDelivered(db, seller, span),
  ],
  [
    'adjustments of a customer',
    /INDEX ar_adjustment_customer/,
    (db) => listAdjustments(db, seller, { customerId: 1, after: null, limit: 51 }),
  ],
])('%s: by an index', async (_name, index, work) => {
  const plan = await planOf(work);
  expect(plan.filter((step) => scan.test(step))).toEqual([]);
  expect(plan.join('\n')).toMatch(index);
});

test('care of the customers of few people is found by these', async () => {
  const page = { after: null, limit: 51 };
  const own = (await planOf((db) => listCareItems(db, seller, {}, page))).join('\n');
  expect(own).toMatch(/SEARCH care_item USING INDEX care_item_to_do/);
  expect(own).not.toMatch(/SCAN (care_item|customer)/);
  const all = (await planOf((db) => listCareItems(db, everything, {}, page))).join('\n');
  expect(all).toContain('care_item_open');
  expect(all).not.toContain('TEMP B-TREE FOR ORDER BY');
});

test('the care of a team is counted from its customers', async () => {
  const team = [1, 2, 3, 4, 5, 6, 7, 8];
  const filter = { ownerIds: team, dueTo: '2026-11-28' };
  const plan = (await planOf((db) => countCareItems(db, everything, filter, 10_000))).join('\n');
  expect(plan).toMatch(/SEARCH care_item USING INDEX care_item_to_do/);
  expect(plan).not.toContain('care_item_open');
});

test('the last prices of a customer ask its orders alone, not for a list of all customers', async () => {
  const plan = await planOf((db) => orderedPrices(db, seller, 7, [1, 2]));
  expect(plan.join('\n')).toContain('customer EXISTS USING INTEGER PRIMARY KEY');
  expect(plan.filter((step) => step.includes('LIST SUBQUERY'))).toEqual([]);
});

test('a page of all adjustments is not sorted', async () => {
  const page = { after: null, limit: 51 };
  const plan = await planOf((db) => listAdjustments(db, everything, page));
  expect(plan.filter((step) => /TEMP B-TREE FOR ORDER BY/.test(step))).toEqual([]);
});

test('what all goods cost is summed from the pools alone', async () => {
  const plan = (await planOf((db) => onHandTotals(db, { places: null }, 10_000))).join('\n');
  expect(plan).toContain('stock_pool');
  // But for the few that went out before they came in.
  expect(plan).toContain('SCAN stock_ledger USING COVERING INDEX stock_ledger_provisional');
  expect(plan).not.toMatch(/SCAN product\b/);
});

test('what stands under null would be seen', async () => {
  const plan = await planOf((db) =>
    db.selectFrom('ar_ledger').select('id').where('reversal_of', 'is', null).execute(),
  );
  expect(plan.some((step) => byNothing.test(step))).toBe(true);
});
