import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@xinhang/db/database.ts';
import { goingLive } from '@xinhang/db/repositories/going-live.ts';
import { lastOpeningDay } from '@xinhang/db/repositories/opening-days.ts';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { buildApp } from '@xinhang/server/app.ts';
import { makeDemo, type DemoLogin } from '@xinhang/server/demo/make.ts';
import { makePlan } from '@xinhang/server/demo/make-plan.ts';
import { demoPeople } from '@xinhang/server/demo/staff.ts';
import { databaseChecks } from '@xinhang/server/ops/doctor/checks.ts';
import { examine } from '@xinhang/server/ops/doctor/check.ts';
import { openDataDirectory, type Paths } from '@xinhang/server/ops/paths.ts';
import { coreBeginnings, nameCore } from '@xinhang/shared/name-core.ts';
import { nameKey } from '@xinhang/shared/text-keys.ts';
import { readyRoles } from '@xinhang/shared/ready-roles.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** A Thursday in Shanghai. */
const now = Date.UTC(2026, 10, 26, 3, 0);
const today = '2026-11-26';
const directories: string[] = [];

async function demo(seed: number, customers: number) {
  const directory = mkdtempSync(join(tmpdir(), 'xinhang-demo-'));
  directories.push(directory);
  const paths = openDataDirectory(directory);
  const db = await openSqlite(paths.database, now);
  const logins = await makeDemo(db, paths, { seed, now, customers, random: randomBytes });
  return { db, paths, logins };
}

let company: { db: Database; paths: Paths; logins: DemoLogin[] };
beforeAll(async () => {
  company = await demo(7, 60);
});
afterAll(async () => {
  await company.db.close();
  for (const directory of directories) rmSync(directory, { recursive: true });
});

test('the plan of the whole company is the same for a seed and a moment, and of the size it says', () => {
  const plan = makePlan(1, now);
  expect(makePlan(1, now)).toEqual(plan);
  expect(makePlan(2, now)).not.toEqual(plan);
  const of = (kind: string) => plan.steps.filter((step) => step.what.kind === kind);
  expect(of('customer').length).toBeGreaterThanOrEqual(400);
  expect(of('followUp').length).toBeGreaterThan(2500);
  for (const kind of ['address', 'title', 'give', 'share', 'credit', 'archive', 'file']) {
    expect(of(kind).length, kind).toBeGreaterThan(0);
  }
  const names = of('customer').map(({ what }) => what.kind === 'customer' && what.company.name);
  expect(new Set(names.map((name) => nameKey(String(name)))).size).toBe(names.length);
  expect(plan.steps.every(({ at }) => at <= now)).toBe(true);
  // Nobody is likely a customer that is there, but for companies of one family.
  const cores = new Set<string>();
  const registered = new Set<number>();
  let families = 0;
  for (const { what } of plan.steps) {
    if (what.kind !== 'customer') continue;
    const core = nameCore(what.company.name);
    const alike = [core, ...coreBeginnings(core)].some((one) => one !== '' && cores.has(one));
    expect(alike, what.company.name).toBe(what.parent !== null);
    if (what.parent !== null) {
      families += 1;
      expect(registered).toContain(what.parent);
    }
    cores.add(core);
    registered.add(what.key);
  }
  expect(families).toBeGreaterThan(5);
  expect(plan.steps.map(({ at }) => at)).toEqual(
    plan.steps.map(({ at }) => at).toSorted((a, b) => a - b),
  );
  const due = of('followUp').map(({ what }) => (what.kind === 'followUp' ? what.nextOn : null));
  expect(due).toContain(today);
});

test('the same seed makes the same rows, but for passwords', async () => {
  const again = await demo(7, 60);
  const rows = async (db: Database) => ({
    customers: await db.read.selectFrom('customer').selectAll().orderBy('id').execute(),
    contacts: await db.read.selectFrom('contact').selectAll().orderBy('id').execute(),
    followUps: await db.read.selectFrom('follow_up').selectAll().orderBy('id').execute(),
    fields: await db.read.selectFrom('custom_field').selectAll().execute(),
    files: await db.read.selectFrom('attachment').selectAll().execute(),
    audit: await db.read.selectFrom('audit_event').select(['at', 'action', 'after']).execute(),
  });
  try {
    expect(await rows(again.db)).toEqual(await rows(company.db));
    expect(again.logins.map((one) => one.password)).not.toEqual(
      company.logins.map((one) => one.password),
    );
  } finally {
    await again.db.close();
  }
});

test('every invariant that the doctor knows holds', async () => {
  const { db, paths } = company;
  const examined = { db: db.read, paths, now, elapsed: () => 0 };
  const diagnoses = await examine(examined, databaseChecks);
  expect(diagnoses.filter(({ problems }) => problems > 0)).toEqual([]);
  expect(diagnoses.length).toBe(databaseChecks.length);
});

test('it has what a visitor looks for', async () => {
  const count = async (
    table:
      | 'import_batch'
      | 'attachment'
      | 'notification'
      | 'customer_tag'
      | 'sales_fact'
      | 'opening_purchase'
      | 'bill'
      | 'refund_request'
      | 'temporary_limit',
  ) => (await company.db.read.selectFrom(table).selectAll().execute()).length;
  for (const table of ['import_batch', 'attachment', 'notification', 'customer_tag'] as const) {
    expect(await count(table), table).toBeGreaterThan(0);
  }
  // Two years of the program before, a part of it of what nobody sells any more.
  expect(await count('sales_fact')).toBeGreaterThan(300);
  expect(await count('opening_purchase')).toBe(2);
  // Its openings are dated before its first day.
  const last = await lastOpeningDay(company.db.read);
  expect(last! < (await goingLive(company.db.read))!.go_live_date, last!).toBe(true);
  // Two were issued, one of them before the company began here; one refund waits for its approval.
  expect([await count('bill'), await count('refund_request')]).toEqual([8, 1]);
  // One that is over, and one that holds.
  expect(await count('temporary_limit')).toBe(2);
  // The supplier shipped one order straight to the customer, one is on order, of one less is wanted.
  const straight = await company.db.read
    .selectFrom('purchase_order')
    .select('state')
    .where('ship_to', '<>', '')
    .orderBy('id')
    .execute();
  expect(straight.map((row) => row.state)).toEqual(['done', 'confirmed', 'confirmed']);
  const pooled = await company.db.read
    .selectFrom('customer')
    .select('id')
    .where('pool_id', 'is not', null)
    .execute();
  expect(pooled.length).toBeGreaterThan(5);
  // Somebody left, and two colleagues have what was his.
  const [handover] = await company.db.read.selectFrom('handover').selectAll().execute();
  const rows = await company.db.read
    .selectFrom('handover_row')
    .select('to_id')
    .where('handover_id', '=', handover?.id ?? 0)
    .distinct()
    .execute();
  expect(rows).toHaveLength(2);
  const unseen = await company.db.read
    .selectFrom('notification')
    .selectAll()
    .where('seen_at', 'is', null)
    .execute();
  expect(unseen.length).toBeGreaterThan(0);
  const birthdays = await company.db.read
    .selectFrom('contact')
    .select('birthday_key')
    .where('birthday_key', 'in', ['solar-11-26', 'lunar-10-18'])
    .execute();
  expect(new Set(birthdays.map((row) => row.birthday_key)).size).toBe(2);
});

test('every role logs in with what is printed, and sees what it may', async () => {
  const { db, paths, logins } = company;
  expect(logins.map(({ role }) => role).toSorted()).toEqual(
    [...readyRoles.map(({ key }) => key), '分公司出纳'].toSorted(),
  );
  const app = await buildApp({
    db,
    paths,
    now: () => now,
    random: randomBytes,
    version: '0.0.0-test',
    screens: null,
    log: false,
  });
  const seen: Record<string, number> = {};
  try {
    for (const { role, login, password } of logins) {
      const answer = await app.inject({
        method: 'POST',
        url: '/api/v1/auth/login',
        headers: { 'idempotency-key': `demo-login-${login}`, 'x-xinhang-token': 'bearer' },
        payload: { login, password },
      });
      expect(answer.statusCode, role).toBe(200);
      const { token, me } = answer.json<{ token: string; me: { mustChangePassword: boolean } }>();
      expect(me.mustChangePassword).toBe(false);
      const list = await app.inject({
        url: '/api/v1/customers?limit=200',
        headers: { authorization: `Bearer ${token}` },
      });
      seen[role] =
        list.statusCode === 200 ? list.json<{ rows: object[] }>().rows.length : -list.statusCode;
    }
  } finally {
    await app.close();
  }
  for (const blind of ['administrator', 'buyer', 'warehouse']) {
    expect(seen[blind], blind).toBe(-403);
  }
  // Whoever takes the money names whose it is.
  expect(seen['cashier']).toBe(seen['accountant']);
  expect(seen['分公司出纳']).toBe(seen['accountant']);
  expect(seen['salesperson']).toBeGreaterThan(0);
  expect(seen['branch-manager']).toBeGreaterThan(seen['salesperson']!);
  expect(seen['owner']).toBeGreaterThan(seen['branch-manager']!);
  expect(demoPeople.length).toBeGreaterThanOrEqual(20);
});
