import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { attemptsToMark, countToMark, endedBefore } from '@xinhang/db/repositories/attempts.ts';
import { countCareItems } from '@xinhang/db/repositories/care-items.ts';
import { countCustomers, listCustomers } from '@xinhang/db/repositories/customer-list.ts';
import {
  contactsByBirthday,
  countBirthdays,
  customersByIds,
  lastCome,
  lastFollowUpTexts,
} from '@xinhang/db/repositories/desk.ts';
import { connect, kyselyOver } from '@xinhang/db/sqlite/connection.ts';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

/** The desk is opened by everybody every morning: no block may walk the whole company. */

const directory = mkdtempSync(join(tmpdir(), 'xinhang-plans-'));
const file = join(directory, 'x.db');
let raw: ReturnType<typeof connect>;
let db: Reader;
const queries: string[] = [];

beforeAll(async () => {
  await (await openSqlite(file, 0)).close();
  raw = connect(file, true);
});
/** Anew for each test: statements that were prepared once are not prepared again. */
beforeEach(() => {
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

/** A salesperson who also sees the pool, and helps with customers of others. */
function seller(ownerIds: number[]): Actor {
  const held: Permission[] = ['customers.read', 'followUps.read', 'pool.read'];
  return {
    userId: ownerIds[0]!,
    name: '',
    reach: new Map(held.map((permission) => [permission, { all: false, ownerIds }])),
    fields: { phone: 'show', personal: 'show', credit: 'hide', cost: 'hide' },
    viewAsBy: null,
  };
}

/** Steps of the plans that walk more than this person's own: whole tables, or everybody's order. */
function walks(sqls: readonly string[]): string[] {
  return sqls.flatMap((text) => {
    const blanks = text
      .split('?')
      .slice(1)
      .map(() => null);
    const steps = raw.prepare(`explain query plan ${text}`).all(...blanks) as { detail: string }[];
    return steps
      .map((step) => step.detail)
      .filter((detail) => !(text.includes('"picked"') && detail === 'SCAN customer'))
      .filter((detail) =>
        /^SCAN (customer|contact|follow_up|owner_history)\b|INDEX customer_(last|next|created|pool) /.test(
          detail,
        ),
      );
  });
}
async function walkedBy(work: () => Promise<unknown>): Promise<string[]> {
  queries.length = 0;
  await work();
  expect(queries.length).toBeGreaterThan(0);
  return walks(queries);
}

const since = Date.UTC(2026, 10, 1);
const size = { limit: 8, cap: 10_000 };
const keys = ['solar-11-24', 'lunar-10-15', 'lunar-10-16', 'lunar-10-15-leap'];

test.each([
  ['mine', [7]],
  ['team', [7]],
  ['team', [7, 8, 9, 10]],
] as const)('the desk of %s with rows of %j', async (view, owners) => {
  const actor = seller([...owners]);
  const idle = { view, archived: false, idleSince: since };
  const due = { view, archived: false, nextTo: '2026-11-24', reach: 'followUps.read' as const };
  const first = { descending: false, after: null, limit: 8 };
  const work: Record<string, () => Promise<unknown>> = {
    idle: () => listCustomers(db, actor, idle, { ...first, sort: 'lastFollowAt' }),
    'idle, counted': () => countCustomers(db, actor, idle, 10_000),
    due: () => listCustomers(db, actor, due, { ...first, sort: 'nextFollowOn' }),
    'due, counted': () => countCustomers(db, actor, due, 10_000),
    birthdays: () => contactsByBirthday(db, actor, { keys, view, limit: 8 }),
    'birthdays, counted': () => countBirthdays(db, actor, { keys, view, cap: 10_000 }),
    come: () => lastCome(db, actor, { since, view, ...size }),
    texts: () => lastFollowUpTexts(db, actor, [1, 2, 3], 200),
    named: () => customersByIds(db, actor, 'customers.read', [1, 2, 3]),
  };
  for (const [name, one] of Object.entries(work)) {
    expect([name, await walkedBy(one)]).toEqual([name, []]);
  }
});

test('the table says that a customer has either an owner or a pool, as conditions take it', () => {
  const text = raw.prepare("select sql from sqlite_master where name = 'customer'").pluck().get();
  expect(text).toContain('CHECK ((owner_id IS NULL) <> (pool_id IS NULL))');
});

test('what is counted of customers is found in indexes, which know their owner and not their pool', async () => {
  const actor = seller([7, 8, 9, 10]);
  const care = { ownerIds: [7, 8, 9, 10], dueTo: '2026-11-24' };
  const counts = {
    contact_kept_birthday: () => countBirthdays(db, actor, { keys, view: 'team', cap: 1000 }),
    care_item_to_do: () => countCareItems(db, actor, care, 1000),
  };
  for (const [index, count] of Object.entries(counts)) {
    queries.length = 0;
    await count();
    const [text] = queries;
    expect(text).not.toContain('pool_id');
    const blanks = text!
      .split('?')
      .slice(1)
      .map(() => null);
    const steps = raw.prepare(`explain query plan ${text}`).all(...blanks) as { detail: string }[];
    expect(steps.map((step) => step.detail).join()).toContain(`INDEX ${index} (customer_id=?`);
  }
});

/** Steps over attempts at exams. */
async function overAttempts(work: () => Promise<unknown>): Promise<string[]> {
  queries.length = 0;
  await work();
  return queries.flatMap((text) => {
    const blanks = text
      .split('?')
      .slice(1)
      .map(() => null);
    const steps = raw.prepare(`explain query plan ${text}`).all(...blanks) as { detail: string }[];
    return steps.map((step) => step.detail).filter((detail) => /exam_attempt\b/.test(detail));
  });
}

test('of attempts at exams those alone are looked at that wait', async () => {
  for (const userIds of [null, [7, 8]]) {
    const waiting = { userIds, notUserId: 9 };
    const listed = await overAttempts(() => attemptsToMark(db, waiting, 8));
    expect(listed.join()).toContain('INDEX exam_attempt_marking');
    const counted = await overAttempts(() => countToMark(db, waiting, 10_000));
    expect(counted.join()).toContain('INDEX exam_attempt_marking');
  }
  const ended = await overAttempts(() => endedBefore(db, since, 200));
  expect(ended.join()).toContain('INDEX exam_attempt_ends');
});

test('what walks the company is seen', () => {
  expect(walks(['select * from customer where note = ?'])).toEqual(['SCAN customer']);
  expect(walks(['select * from customer where pool_id is null'])).toHaveLength(1);
});
