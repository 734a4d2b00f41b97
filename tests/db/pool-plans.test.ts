import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { countForecast, heldAfter, listForecast } from '@xinhang/db/repositories/recycling.ts';
import { connect, kyselyOver } from '@xinhang/db/sqlite/connection.ts';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { hideAll } from '@xinhang/shared/permissions.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

/** The night judges every customer, and the forecast stands on the desk of everybody. */

const directory = mkdtempSync(join(tmpdir(), 'xinhang-plans-'));
const file = join(directory, 'x.db');
let raw: ReturnType<typeof connect>;
let db: Reader;
const queries: string[] = [];

beforeAll(async () => {
  await (await openSqlite(file, 0)).close();
  raw = connect(file, true);
});
beforeEach(() => {
  queries.length = 0;
  db = kyselyOver({
    prepare(text: string) {
      queries.push(text);
      return raw.prepare(text);
    },
  } as never);
});
afterAll(() => {
  raw.close();
  rmSync(directory, { recursive: true });
});

const person = (all: boolean, ownerIds: number[] = []): Actor => ({
  userId: ownerIds[0] ?? 1,
  name: '',
  reach: new Map([['customers.read', { all, ownerIds }]]),
  fields: hideAll,
  viewAsBy: null,
});

function stepsOf(sqls: readonly string[]): string[] {
  return sqls.flatMap((text) => {
    const blanks = text
      .split('?')
      .slice(1)
      .map(() => null);
    const steps = raw.prepare(`explain query plan ${text}`).all(...blanks) as { detail: string }[];
    return steps.map((step) => step.detail);
  });
}
const first = { after: null, limit: 100 };

test('a customer is judged by its own history, and not by all that its owner ever got', async () => {
  await heldAfter(db, 0, 100);
  const steps = stepsOf(queries).join('\n');
  expect(steps).toContain('SEARCH customer USING INTEGER PRIMARY KEY (rowid>?)');
  expect(steps).toContain('SEARCH owner_history USING INDEX owner_history_customer');
  // What it must not be, and would be without a word to the planner.
  const taker = `select (select h.at from owner_history h where h.customer_id = customer.id
    and h.to_owner_id = customer.owner_id order by h.at desc limit 1) from customer`;
  expect(stepsOf([taker]).join('\n')).toContain('owner_history_taker');
});

test.each([
  ['drop_forecast_owner (owner_id=? AND drop_on<?)', person(false, [7])],
  ['drop_forecast_owner (owner_id=? AND drop_on<?)', person(false, [7, 8])],
  ['drop_forecast_on (drop_on<?)', person(true)],
])('a forecast walks %s', async (index, actor) => {
  await listForecast(db, actor, { until: '2026-11-26' }, first);
  await countForecast(db, actor, { until: '2026-11-26' }, 10_000);
  const steps = stepsOf(queries);
  expect(steps.join('\n')).toContain(index);
  expect(steps.filter((step) => /^SCAN (customer|deal|drop_forecast)\b/.test(step))).toEqual([]);
});
