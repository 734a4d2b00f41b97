import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Reader } from '@xinhang/db/database.ts';
import { balanceAfter, listMovements } from '@xinhang/db/repositories/stock-ledger.ts';
import { onHandProducts, placesOf } from '@xinhang/db/repositories/stock-on-hand.ts';
import { productsByWords } from '@xinhang/db/repositories/products.ts';
import { balancesOf, poolsOf } from '@xinhang/db/repositories/stock-posting.ts';
import { connect, kyselyOver } from '@xinhang/db/sqlite/connection.ts';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import BetterSqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';

const directory = mkdtempSync(join(tmpdir(), 'xinhang-stock-plans-'));
const file = join(directory, 'xinhang.db');
let close: () => Promise<void>;
beforeAll(async () => {
  const db = await openSqlite(file, 0);
  close = () => db.close();
});
afterAll(async () => {
  await close();
  rmSync(directory, { recursive: true });
});

/** Steps of the plan of the last query, in the words of SQLite. */
async function planOf(work: (db: Reader) => Promise<unknown>): Promise<string[]> {
  const connection = connect(file, true);
  const prepare = connection.prepare.bind(connection);
  const asked: string[] = [];
  connection.prepare = ((text: string) => {
    asked.push(text);
    return prepare(text);
  }) as typeof connection.prepare;
  const reader = kyselyOver(connection);
  await work(reader);
  await reader.destroy();
  const text = asked.at(-1)!;
  const raw = new BetterSqlite(file);
  const parameters = Array.from(text.matchAll(/\?/g), () => 1);
  const steps = raw
    .prepare<unknown[], { detail: string }>(`explain query plan ${text}`)
    .all(...parameters);
  raw.close();
  return steps.map(({ detail }) => detail);
}

const page = { after: 9, limit: 51 };
/** Two million rows are neither read whole nor sorted for a page of fifty. */
const dear = /^SCAN (stock_ledger|stock_balance|stock_pool)$|TEMP B-TREE FOR ORDER BY/;

test.each<[string, (db: Reader) => Promise<unknown>]>([
  ['movements of a product', (db) => listMovements(db, { productId: 1 }, page)],
  ['of a product in a place', (db) => listMovements(db, { productId: 1, locationId: 2 }, page)],
  ['the balance after a movement', (db) => balanceAfter(db, { productId: 1 }, 9)],
  ['what a posting reads', (db) => balancesOf(db, 1, [1, 2, 3])],
  ['its pools', (db) => poolsOf(db, 1, [1, 2, 3])],
  ['a page of stock on hand', (db) => onHandProducts(db, {}, { after: 'a', limit: 51 })],
  ['where it lies', (db) => placesOf(db, [1, 2, 3])],
])('%s walks an index', async (_name, work) => {
  expect((await planOf(work)).filter((step) => dear.test(step))).toEqual([]);
});

test('movements of a place walk both of its sides and stop', async () => {
  const plan = await planOf((db) => listMovements(db, { locationId: 2 }, page));
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
