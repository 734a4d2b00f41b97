import type { Reader } from '@xinhang/db/database.ts';
import { daysOfBatches, daysOfSerials } from '@xinhang/db/repositories/stock-pieces.ts';
import { balanceAfter, listMovements } from '@xinhang/db/repositories/stock-ledger.ts';
import { onHandProducts, placesOf } from '@xinhang/db/repositories/stock-on-hand.ts';
import { stockSummary } from '@xinhang/db/repositories/stock-summary.ts';
import { productsByWords } from '@xinhang/db/repositories/products.ts';
import { beyondPlace } from '@xinhang/db/repositories/stock-provisional.ts';
import { balancesOf, poolsOf } from '@xinhang/db/repositories/stock-posting.ts';
import { expect, test } from 'vitest';
import { planner } from './plan-of.ts';

const planOf = planner();

const page = { after: 9, limit: 51 };
/** Two million rows are neither read whole nor sorted for a page of fifty. */
const dear = /^SCAN (stock_ledger|stock_balance|stock_pool)$|TEMP B-TREE FOR ORDER BY/;

test.each<[string, (db: Reader) => Promise<unknown>]>([
  ['movements of a product', (db) => listMovements(db, { places: null, productId: 1 }, page)],
  [
    'of a product in a place',
    (db) => listMovements(db, { places: null, productId: 1, locationId: 2 }, page),
  ],
  ['the balance after a movement', (db) => balanceAfter(db, { places: null, productId: 1 }, 9)],
  ['what a posting reads', (db) => balancesOf(db, 1, [1, 2, 3])],
  [
    'what went out beyond what a place had',
    (db) => beyondPlace(db as never, { entityId: 1, productId: 1, locationId: 2 }),
  ],
  ['its pools', (db) => poolsOf(db, 1, [1, 2, 3])],
  [
    'a page of stock on hand',
    (db) => onHandProducts(db, { places: null }, { after: 'a', limit: 51 }),
  ],
  [
    'a page of what lies in some places',
    (db) => onHandProducts(db, { places: [1, 2] }, { after: 'a', limit: 51 }),
  ],
  [
    'a page of what came and went',
    (db) =>
      stockSummary(
        db,
        { places: null, words: [], from: '2026-10-01', to: '2026-10-31' },
        { after: 'a', limit: 51 },
      ),
  ],
  ['when pieces came', (db) => daysOfSerials(db, [{ id: 1, serial: 'S' }], null)],
  ['when batches came', (db) => daysOfBatches(db, [1, 2], null)],
  ['movements of some places', (db) => listMovements(db, { places: [1, 2], productId: 1 }, page)],
  ['where it lies', (db) => placesOf(db, [1, 2, 3], null)],
])('%s walks an index', async (_name, work) => {
  expect((await planOf(work)).filter((step) => dear.test(step))).toEqual([]);
});

test('movements of a place walk both of its sides and stop', async () => {
  const plan = await planOf((db) => listMovements(db, { places: null, locationId: 2 }, page));
  const text = plan.join('\n');
  expect(text).toContain('INDEX stock_ledger_from (from_location_id=? AND id<?)');
  expect(text).toContain('INDEX stock_ledger_to (to_location_id=? AND id<?)');
  expect(text).not.toMatch(/^SCAN stock_ledger$/m);
});

test('a table that is read whole would be seen', async () => {
  const plan = await planOf((db) =>
    db.selectFrom('stock_ledger').select('id').where('value_fen', '=', 1).execute(),
  );
  expect(plan.some((step) => dear.test(step))).toBe(true);
});

test('a picker reads an index of words in order of the name, and rows of what it found', async () => {
  const plan = await planOf((db) => productsByWords(db, ['a', 'b'], 20));
  const text = plan.join('\n');
  expect(text).toContain('SCAN product USING COVERING INDEX product_name');
  expect(text).toContain('SEARCH product USING INTEGER PRIMARY KEY');
});
