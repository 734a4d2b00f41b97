import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@xinhang/db/sqlite/connection.ts';
import { addPerson, foundWithRoles } from '@xinhang/server/ops/found.ts';
import { setDeptHead } from '@xinhang/db/repositories/company.ts';
import { findDataDirectory } from '@xinhang/server/ops/paths.ts';
import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openOffice } from '../faults/office.ts';
import { random } from '../faults/random.ts';
import { PASSWORD, quickHash } from '../helpers/password.ts';
import { entry, startServer, type ServerProcess } from '../helpers/server-process.ts';

/*
 * What runs by the clock, in a real process that is killed in the middle of it: customers drop into
 * the pool, alerts open, the report of the week is delivered, each once and whole.
 */

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });
const killAt = join(import.meta.dirname, 'kill-at.mjs');
const DAY_MS = 86_400_000;
const ZONE = 'Asia/Shanghai';
const SEED = 20_261_127;
const CUSTOMERS = 400;
/** Of these nobody's rule says anything, so that an alert is opened for each. */
const KEPT = 40;
const ROUNDS = 6;

const data = mkdtempSync(join(tmpdir(), 'xinhang-night-'));
let server: ServerProcess | undefined;
const users: Record<string, number> = {};

/** A company of a month ago, with customers to whom nobody has talked since; the server was off. */
async function fill(): Promise<void> {
  const clock = { now: Date.now() - 40 * DAY_MS };
  const office = await openOffice(data, { now: () => clock.now });
  try {
    const passwordHash = await quickHash();
    await office.db.transaction(async (tx) => {
      const { rootDeptId: deptId } = await foundWithRoles(tx, '夜班公司');
      for (const [login, role] of [
        ['boss', 'owner'],
        ['manager', 'sales-manager'],
        ['alice', 'salesperson'],
        ['bob', 'salesperson'],
        ['admin', 'administrator'],
      ] as const) {
        const roleKeys = [role];
        users[login] = await addPerson(tx, { login, name: login, deptId, roleKeys, passwordHash });
      }
      await setDeptHead(tx, deptId, users['boss']!);
      await tx.updateTable('user').set({ must_change_password: 0 }).execute();
    });
    let no = 0;
    const tokens: Record<string, string> = {};
    const ask = async <T>(
      who: string,
      method: 'GET' | 'POST' | 'PATCH',
      path: string,
      body?: object,
    ) => {
      const key = `fill-the-night-${(no += 1)}`;
      const { status, json } = await office.send(method, path, tokens[who] ?? '', key, body);
      if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(json)}`);
      return json as T;
    };
    for (const login of Object.keys(users)) {
      const body = { login, password: PASSWORD };
      tokens[login] = (await ask<{ token: string }>(login, 'POST', '/auth/login', body)).token;
    }
    type Row = { id: number; version: number; kind: string };
    const [pool] = (await ask<{ rows: Row[] }>('admin', 'GET', '/pools')).rows;
    const rule = { cause: 'lastFollowUp', grades: ['none'], days: 20, warnDays: 2 };
    const rules = [{ ...rule, sparesOpenDeals: false, active: true }];
    await ask('admin', 'PATCH', `/pools/${pool!.id}`, { version: pool!.version, rules });
    for (const { id, version, kind } of (await ask<{ rows: Row[] }>('admin', 'GET', '/alert-rules'))
      .rows) {
      const active = kind === 'customerIdle';
      await ask('admin', 'PATCH', `/alert-rules/${id}`, { version, active });
    }
    for (let n = 0; n < CUSTOMERS; n += 1) {
      const who = n % 2 === 0 ? 'alice' : 'bob';
      const grade = n % (CUSTOMERS / KEPT) === 0 && { chanceGrade: 'A' };
      const body = { name: `夜里${n}`, duplicateReason: 'test', ...grade };
      const { id: customerId } = await ask<Row>(who, 'POST', '/customers', body);
      if (n % 3 > 0) continue;
      const dueOn = addDays(businessDate(clock.now, ZONE), 60);
      await ask(who, 'POST', '/plans', { customerId, dueOn, purpose: '拜访' });
    }
  } finally {
    await office.close();
  }
  // Whatever day it is today: nothing of the night waits for a working day.
  const db = connect(findDataDirectory(data).database, false);
  const today = businessDate(Date.now(), ZONE);
  const day = db.prepare(
    `insert or replace into work_calendar (date, kind, name) values (?, 'workday', '')`,
  );
  for (let n = -20; n <= 5; n += 1) day.run(addDays(today, n));
  db.close();
}

beforeAll(fill);
afterAll(async () => {
  await server?.end('SIGKILL');
  rmSync(data, { recursive: true, force: true });
});

const read = <T>(work: (all: <R>(text: string) => R[]) => T): T => {
  const db = connect(findDataDirectory(data).database, true);
  try {
    return work((text) => db.prepare(text).all() as never);
  } finally {
    db.close();
  }
};

/** What is wrong in the file, at whatever moment the process ended. */
const wrong = (): string[] =>
  read((all) => [
    ...all<{ id: number; n: number }>(
      `select id, (select count(*) from owner_history h where h.customer_id = customer.id
        and h.reason = 'recycle') as n from customer where n <> (owner_id is null)`,
    ).map(({ id, n }) => `customer ${id} dropped ${n} times by its history`),
    ...all<{ id: number; n: number }>(
      `select id, (select count(*) from audit_event a where a.entity = 'customer'
        and a.entity_id = customer.id and a.action = 'poolWork.recycle') as n
        from customer where n <> (owner_id is null)`,
    ).map(({ id, n }) => `customer ${id} dropped ${n} times by the audit`),
    ...all<{ id: number }>(
      `select plan.id from plan join customer on customer.id = customer_id
        where (plan.state = 'planned') <> (owner_id is not null)`,
    ).map(({ id }) => `plan ${id} is not as its customer`),
    ...all<{ customer_id: number; n: number }>(
      `select customer_id, count(*) as n from alert group by customer_id, cause having n > 1`,
    ).map(({ customer_id: id, n }) => `customer ${id} has ${n} alerts of one cause`),
    ...all<{ recipient_id: number; n: number }>(
      `select recipient_id, count(*) as n from weekly_report group by recipient_id, from_on
        having n > 1`,
    ).map(({ recipient_id: id, n }) => `person ${id} has ${n} reports of one week`),
    ...all<{ user_id: number; kind: string; n: number }>(
      `select user_id, kind, count(*) as n from notification
        where kind in ('customers-recycled', 'alerts-opened') group by user_id, kind having n > 1`,
    ).map(({ user_id: id, kind, n }) => `person ${id} was told ${n} times of ${kind}`),
    ...all<{ integrity_check: string }>('pragma integrity_check').flatMap((row) =>
      row.integrity_check === 'ok' ? [] : [row.integrity_check],
    ),
  ]);

const nights = ['pools.recycle', 'alerts.night', 'weekly.deliver'];
const done = () =>
  read((all) => all<{ kind: string }>(`select kind from job where state = 'done'`))
    .map(({ kind }) => kind)
    .filter((kind) => nights.includes(kind))
    .toSorted();

test(`a night that is killed ${ROUNDS} times is caught up, and nothing of it happens twice`, async () => {
  const draw = random(SEED);
  let killed = 0;
  let between = 0;
  for (let round = 1; round <= ROUNDS; round += 1) {
    const at = 300 + Math.floor(draw() * 1200);
    server = await startServer(data, {
      argv: ['--import', killAt, entry, 'start'],
      env: { XINHANG_TEST_KILL_AT: String(at) },
    });
    const { child } = server;
    const ended = once(child, 'exit');
    await expect
      .poll(() => child.signalCode !== null || done().length === nights.length, {
        timeout: 120_000,
      })
      .toBe(true);
    if (child.signalCode === null) break;
    await ended;
    killed += 1;
    expect(wrong(), `round ${round} of seed ${SEED}, write ${at}`).toEqual([]);
    const [{ n }] = read((all) =>
      all<{ n: number }>(`select count(*) as n from customer where owner_id is null`),
    ) as [{ n: number }];
    if (n > 0 && n < CUSTOMERS - KEPT) between += 1;
  }
  await server?.end('SIGKILL');
  // In the middle of it, and not before or after.
  expect(killed).toBeGreaterThan(2);
  expect(between).toBeGreaterThan(0);

  server = await startServer(data);
  await expect.poll(done, { timeout: 120_000 }).toEqual(nights.toSorted());
  await server.end();
  expect(wrong()).toEqual([]);
  read((all) => {
    expect(
      all(`select owner_id is null as dropped, count(*) as n from customer group by 1`),
    ).toEqual([
      { dropped: 0, n: KEPT },
      { dropped: 1, n: CUSTOMERS - KEPT },
    ]);
    const told = all<{ user_id: number; kind: string; params: string }>(
      `select user_id, kind, params from notification order by id`,
    );
    const counts = (kind: string) =>
      told
        .filter((row) => row.kind === kind)
        .map((row) => (JSON.parse(row.params) as { count: number }).count);
    const sum = (all_: number[]) => all_.reduce((a, b) => a + b, 0);
    expect(counts('customers-recycled')).toHaveLength(2);
    expect(sum(counts('customers-recycled'))).toBe(CUSTOMERS - KEPT);
    const alerts = all<{ n: number }>(`select count(*) as n from alert`)[0]!.n;
    expect(alerts).toBeGreaterThanOrEqual(KEPT);
    expect(sum(counts('alerts-opened'))).toBe(alerts);
    const reports = all<{ recipient_id: number }>(`select recipient_id from weekly_report`);
    expect(reports.length).toBeGreaterThan(0);
    expect(
      told
        .filter((row) => row.kind === 'weekly-report')
        .map((row) => row.user_id)
        .toSorted((a, b) => a - b),
    ).toEqual(reports.map((row) => row.recipient_id).toSorted((a, b) => a - b));
  });
});

test('what happens twice or by half is found out', () => {
  const db = connect(findDataDirectory(data).database, false);
  db.exec(`insert into owner_history (customer_id, from_owner_id, reason, note, at)
    select customer_id, from_owner_id, reason, note, at from owner_history
      where reason = 'recycle' limit 1;
    update customer set owner_id = ${users['alice']}, pool_id = null where id =
      (select max(id) from customer where owner_id is null);
    insert into notification (user_id, kind, params, at)
      select user_id, kind, params, at from notification where kind = 'alerts-opened' limit 1;`);
  db.close();
  expect(wrong().map((words) => words.replace(/\d+ (?!times)/, ''))).toEqual(
    expect.arrayContaining([
      'customer dropped 1 times by its history',
      'customer dropped 2 times by its history',
      'person was told 2 times of alerts-opened',
    ]),
  );
});
