import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '@xinhang/db/actor.ts';
import type { Database, Reader } from '@xinhang/db/database.ts';
import {
  countCustomers,
  listCustomers,
  type CustomerSort,
} from '@xinhang/db/repositories/customer-list.ts';
import { countDeals, listDeals, sumByStage, sumDeals } from '@xinhang/db/repositories/deal-list.ts';
import { dealOutcomes, stayLengths } from '@xinhang/db/repositories/deal-figures.ts';
import { dealsNamed, dealsOfCustomers } from '@xinhang/db/repositories/deal-search.ts';
import { customersOfCore } from '@xinhang/db/repositories/customer-keys.ts';
import { findCustomer } from '@xinhang/db/repositories/customers.ts';
import { findSession } from '@xinhang/db/repositories/sessions.ts';
import { connect, kyselyOver } from '@xinhang/db/sqlite/connection.ts';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { showAll, type Permission } from '@xinhang/shared/permissions.ts';
import BetterSqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';

/* How SQLite means to answer the hot queries. It plans without statistics, so an empty file tells
   the same as a full one. */

const directory = mkdtempSync(join(tmpdir(), 'xinhang-plans-'));
const file = join(directory, 'xinhang.db');
let db: Database;

beforeAll(async () => {
  db = await openSqlite(file, 0);
});

afterAll(async () => {
  await db.close();
  rmSync(directory, { recursive: true });
});

interface Step {
  id: number;
  parent: number;
  detail: string;
}

function planOf(text: string, raw = new BetterSqlite(file)): Step[] {
  const parameters = Array.from(text.matchAll(/\?/g), () => 1);
  const statement = raw.prepare<unknown[], Step>(`explain query plan ${text}`);
  return statement.all(...parameters);
}

/** What is wrong with a plan: a table read whole, or rows sorted that an index has in order. */
function faults(plan: readonly Step[]): string[] {
  const whole = plan.filter((step) =>
    /^SCAN (customer|contact|follow_up|session)$/.test(step.detail),
  );
  const sorted = plan.filter(
    (step) =>
      /^(SCAN|SEARCH) customer USING (COVERING )?INDEX/.test(step.detail) &&
      plan.some(({ parent, detail }) => parent === step.parent && /TEMP B-TREE/.test(detail)),
  );
  return [...whole, ...sorted].map((step) => step.detail);
}

function actor(reach: { all: boolean; ownerIds: number[] }): Actor {
  const permissions: Permission[] = ['customers.read', 'pool.read', 'followUps.read', 'deals.read'];
  return {
    userId: 2,
    name: '',
    reach: new Map(permissions.map((permission) => [permission, reach])),
    fields: showAll,
    viewAsBy: null,
  };
}

const scopes = {
  self: actor({ all: false, ownerIds: [2] }),
  team: actor({ all: false, ownerIds: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11] }),
  all: actor({ all: true, ownerIds: [2] }),
};
const sorts: CustomerSort[] = [
  'lastFollowAt',
  'nextFollowOn',
  'createdAt',
  'grade',
  'completeness',
];
const cases = Object.entries(scopes).flatMap(([scope, who]) =>
  ([undefined, 'mine', 'team', 'pool'] as const).flatMap((view) =>
    sorts.flatMap((sort) => [true, false].map((first) => ({ scope, who, view, sort, first }))),
  ),
);

/** The text of the last query, over a connection that remembers none. */
async function lastAsked(work: (db: Reader) => Promise<unknown>): Promise<string> {
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
  expect(asked).not.toEqual([]);
  return asked.at(-1)!;
}

test.each(cases)(
  'a page walks indexes: $scope, view $view by $sort, first page $first',
  async ({ who, view, sort, first }) => {
    const page = { sort, descending: true, after: first ? null : { value: 1, id: 1 }, limit: 51 };
    const conditions = { archived: false, view };
    const text = await lastAsked((reader) => listCustomers(reader, who, conditions, page));
    expect(faults(planOf(text))).toEqual([]);
    const count = await lastAsked((reader) => countCustomers(reader, who, conditions, 10_000));
    expect(faults(planOf(count))).toEqual([]);
  },
);

/** What a sum or a page of deals must not do: read every deal, or rows where an index would do. */
function dealFaults(plan: readonly Step[], { rows }: { rows: boolean }): string[] {
  const details = plan.map((step) => step.detail);
  // Reading what the arms gave is no reading of the table.
  const whole = details.includes('CO-ROUTINE deal') ? /^SCAN deal USING/ : /^SCAN deal\b/;
  return details.filter(
    (detail) =>
      whole.test(detail) ||
      (!rows && detail.startsWith('SEARCH deal USING INDEX')) ||
      // Rows of everybody's deals of a state, to be sifted for one's own.
      /USING INDEX deal_expected/.test(detail),
  );
}
const openDeals = { states: ['open'] };
const quarter = { closedFrom: '2026-07-01', closedTo: '2026-09-30' };

test.each(['self', 'team'] as const)(
  'deals of people are summed and found by indexes alone: %s',
  async (scope) => {
    const who = scopes[scope];
    const board = { ...openDeals, pipelineId: 1, stageIds: [1, 2, 3] };
    const sums = [
      await lastAsked((reader) => countDeals(reader, who, openDeals, 10_000)),
      await lastAsked((reader) => sumDeals(reader, who, openDeals)),
      await lastAsked((reader) => sumByStage(reader, who, board)),
      await lastAsked((reader) => dealOutcomes(reader, who, 'owner', quarter)),
    ];
    for (const text of sums) expect(dealFaults(planOf(text), { rows: false })).toEqual([]);
    const page = { sort: 'expectedOn', descending: false, after: null, limit: 51 } as const;
    const rows = [
      await lastAsked((reader) => listDeals(reader, who, openDeals, page)),
      await lastAsked((reader) => listDeals(reader, who, { ...openDeals, stageIds: [1] }, page)),
      await lastAsked((reader) => dealsOfCustomers(reader, who, [1, 2], 20)),
    ];
    for (const text of rows) expect(dealFaults(planOf(text), { rows: true })).toEqual([]);
    const named = await lastAsked((reader) => dealsNamed(reader, who, '设备', 20));
    expect(planOf(named)[0]!.detail).toContain('deal_open_name');
  },
);

test('stays of deals and those that stand too long are counted by indexes alone', async () => {
  const since = { stageIds: [1, 2, 3], since: 1 };
  const late = { states: ['open'], stageIds: [1, 2], stuckBefore: new Map([[1, 5]]) };
  for (const [scope, index] of [
    ['self', 'deal_stay_deal'],
    ['team', 'deal_stay_deal'],
    ['all', 'deal_stay_left'],
  ] as const) {
    const who = scopes[scope];
    const text = await lastAsked((reader) => stayLengths(reader, who, {}, since));
    const details = planOf(text).map((step) => step.detail);
    expect(details.join()).toContain(`SEARCH deal_stay USING COVERING INDEX ${index}`);
    expect(dealFaults(planOf(text), { rows: false })).toEqual([]);
  }
  const stuck = await lastAsked((reader) => sumByStage(reader, scopes.all, late));
  expect(dealFaults(planOf(stuck), { rows: false })).toEqual([]);
});

test('by name the whole company is walked in the order of its index', async () => {
  const page = { sort: 'name' as const, descending: false, after: null, limit: 51 };
  const text = await lastAsked((reader) =>
    listCustomers(reader, scopes.all, { archived: false }, page),
  );
  expect(faults(planOf(text))).toEqual([]);
  expect(
    planOf(text)
      .map((step) => step.detail)
      .join(),
  ).toContain('customer_live_name');
});

test('one row and one session are looked up', async () => {
  const one = await lastAsked((reader) => findCustomer(reader, scopes.team, 'customers.read', 1));
  expect(planOf(one)[0]!.detail).toContain('USING INTEGER PRIMARY KEY');
  const session = await lastAsked((reader) => findSession(reader, { tokenHash: 'x' }));
  expect(planOf(session)[0]!.detail).toContain('token_hash=?');
});

test('likely duplicates are looked up by the core of their names', async () => {
  const wanted = { core: '华瑞科技发展', beginnings: ['华瑞科技'], longer: true, limit: 20 };
  const asked = [wanted, { ...wanted, longer: false }];
  for (const one of asked) {
    const plan = planOf(await lastAsked((reader) => customersOfCore(reader, one)));
    expect(faults(plan)).toEqual([]);
    expect(plan[0]!.detail).toContain('customer_name_core');
  }
});

test('without its index a list goes red', async () => {
  const page = { sort: 'lastFollowAt' as const, descending: true, after: null, limit: 50 };
  const text = await lastAsked((reader) =>
    listCustomers(reader, scopes.self, { archived: false, view: 'mine' }, page),
  );
  const raw = new BetterSqlite(file);
  raw.exec('begin; drop index customer_live_owner_last');
  expect(faults(planOf(text, raw))).not.toEqual([]);
  raw.exec('rollback');
  raw.close();
});

/** Columns that refer to rows which may be deleted, and that no index begins with. */
function unindexed(raw: BetterSqlite.Database): string[] {
  const tables = raw.prepare<[], { name: string }>(
    `select name from sqlite_master where type = 'table' and name not like 'sqlite%'`,
  );
  const list = <T>(pragma: string, name: string) => raw.pragma(`${pragma}("${name}")`) as T[];
  return tables.all().flatMap(({ name }) => {
    const indexes = list<{ name: string; partial: number }>('index_list', name)
      .filter(({ partial }) => partial === 0)
      .map((index) => list<{ name: string }>('index_info', index.name)[0]?.name);
    const keys = list<{ name: string; pk: number }>('table_info', name);
    const first = [...indexes, keys.find(({ pk }) => pk === 1)?.name];
    return list<{ from: string; table: string }>('foreign_key_list', name)
      .filter(({ table, from }) => ['customer', 'contact'].includes(table) && !first.includes(from))
      .map(({ from }) => `${name}.${from}`);
  });
}

test('what refers to a deleted customer or contact is found by an index', () => {
  const raw = new BetterSqlite(file);
  expect(unindexed(raw)).toEqual([]);
  raw.exec('drop index follow_up_contact');
  expect(unindexed(raw)).toEqual(['follow_up.contact_id']);
  raw.exec('create index follow_up_contact on follow_up (contact_id)');
  raw.close();
});
