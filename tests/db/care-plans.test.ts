import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { caredForAfter, careFactsOf, idleCareItems } from '@xinhang/db/repositories/care-facts.ts';
import { countCareItems, listCareItems } from '@xinhang/db/repositories/care-items.ts';
import { filesOfDeal } from '@xinhang/db/repositories/deal-files.ts';
import {
  anyWaiting,
  countOutbox,
  countSentSince,
  listOutbox,
  sentToContact,
} from '@xinhang/db/repositories/outbox.ts';
import { plansBy } from '@xinhang/db/repositories/plans.ts';
import { countPrintRuns, lastPrintRuns } from '@xinhang/db/repositories/prints.ts';
import { contactsToWriteTo } from '@xinhang/db/repositories/recipients.ts';
import { connect, kyselyOver } from '@xinhang/db/sqlite/connection.ts';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { showAll, type Permission } from '@xinhang/shared/permissions.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

/* What is written for years and read every day, care, messages, prints, plans, files of deals: nothing of it is walked whole. */

const directory = mkdtempSync(join(tmpdir(), 'xinhang-plans-'));
const file = join(directory, 'x.db');
let raw: ReturnType<typeof connect>;

beforeAll(async () => {
  await (await openSqlite(file, 0)).close();
  raw = connect(file, false);
});
afterAll(() => {
  raw.close();
  rmSync(directory, { recursive: true });
});

const long = ['care_item', 'campaign_outbox', 'print_run', 'plan', 'deal_file', 'customer'];
const WALK = new RegExp(`^SCAN (${long.join('|')}|contact|contact_phone)( |$)(?!USING .*INDEX)`);

/** Steps that read one of the long tables row by row. */
async function walkedBy(work: (db: Reader) => Promise<unknown>): Promise<string[]> {
  const asked: string[] = [];
  const reader = kyselyOver({
    prepare(text: string) {
      asked.push(text);
      return raw.prepare(text);
    },
  } as never);
  await work(reader);
  expect(asked).not.toEqual([]);
  return asked.flatMap((text) => {
    const blanks = Array.from(text.matchAll(/\?/g), () => 1);
    const plan = raw.prepare<unknown[], { detail: string }>(`explain query plan ${text}`);
    return plan.all(...blanks).flatMap(({ detail }) => (WALK.test(detail) ? [detail] : []));
  });
}

const held: Permission[] = ['customers.read', 'followUps.read', 'campaigns.create'];
const actor = (reach: { all: boolean; ownerIds: number[] }): Actor => ({
  userId: 2,
  name: '',
  reach: new Map(held.map((permission) => [permission, reach])),
  fields: showAll,
  viewAsBy: null,
});
const seller = actor({ all: false, ownerIds: [2] });
const owner = actor({ all: true, ownerIds: [2] });
const page = { after: null, limit: 8 };
const anybody = {
  grades: [],
  valueGrades: [],
  stages: [],
  models: [],
  modelDeptIds: [],
  tagIds: [],
  regions: [],
  industries: [],
  primaryOnly: false,
  birthdayKeys: null,
};

test.each([
  ['own', seller],
  ['of all', owner],
])('care that is due, and what was done: %s', async (_whose, who) => {
  const own = { ownerIds: [2], dueTo: '2026-11-24' };
  expect(await walkedBy((db) => listCareItems(db, who, own, page))).toEqual([]);
  expect(await walkedBy((db) => countCareItems(db, who, own, 99))).toEqual([]);
  expect(await walkedBy((db) => listCareItems(db, who, { closed: true }, page))).toEqual([]);
  expect(await walkedBy((db) => listCareItems(db, who, { customerId: 7 }, page))).toEqual([]);
});

test('the night of the care goes page by page', async () => {
  for (const work of [
    (db: Reader) => caredForAfter(db, 900, 500),
    (db: Reader) => careFactsOf(db, [1, 2, 3]),
    (db: Reader) => idleCareItems(db, 500),
  ]) {
    expect(await walkedBy(work)).toEqual([]);
  }
});

test.each([
  ['own', seller],
  ['of all', owner],
])('recipients of a campaign are found by it: %s', async (_whose, who) => {
  const waiting = { campaignId: 3, states: ['queued'] };
  expect(await walkedBy((db) => listOutbox(db, who, waiting, { after: 0, limit: 50 }))).toEqual([]);
  expect(await walkedBy((db) => countOutbox(db, who, 3))).toEqual([]);
  // Of everybody's customers as many as are wanted, in the order in which they lie there.
  const walk = await walkedBy((db) => contactsToWriteTo(db, who, anybody, 500));
  expect(walk).toEqual(who === owner ? ['SCAN customer'] : []);
  const born = { ...anybody, birthdayKeys: ['11-24'] };
  expect(await walkedBy((db) => contactsToWriteTo(db, who, born, 500))).toEqual([]);
});

test('what went out, what was printed, what hangs on a deal is found by its own index', async () => {
  for (const work of [
    (db: Reader) => anyWaiting(db, 3),
    (db: Reader) => countSentSince(db, 'sms', 1),
    (db: Reader) => sentToContact(db, 5, 20),
    (db: Reader) => countPrintRuns(db, 'stockOut', 5),
    (db: Reader) => lastPrintRuns(db, 'stockOut', 5, 10),
    (db: Reader) => filesOfDeal(db, 5),
    (db: Reader) => plansBy(db, owner, { from: '2026-11-01', to: '2026-11-30' }),
    (db: Reader) => plansBy(db, seller, { from: '2026-11-01', to: '2026-11-30' }),
  ]) {
    expect(await walkedBy(work)).toEqual([]);
  }
});

test('without its index each goes red', async () => {
  raw.exec(
    'begin; drop index care_item_open; drop index care_item_to_do; drop index campaign_outbox_page; drop index campaign_outbox_once; drop index print_run_doc; drop index plan_due; drop index plan_missed',
  );
  const walks = [
    await walkedBy((db) => idleCareItems(db, 5)),
    await walkedBy((db) => anyWaiting(db, 3)),
    await walkedBy((db) => countPrintRuns(db, 'stockOut', 5)),
    await walkedBy((db) => plansBy(db, owner, { from: '2026-11-01', to: '2026-11-30' })),
  ];
  raw.exec('rollback');
  expect(walks.map((steps) => steps.length > 0)).toEqual([true, true, true, true]);
});
