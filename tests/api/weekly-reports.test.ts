import type { Notification } from '@xinhang/shared/system.ts';
import { reportRow, type WeeklyReport } from '@xinhang/shared/weekly-reports.ts';
import { startOfDay } from '@xinhang/shared/business-date.ts';
import { setDeptHead } from '@xinhang/db/repositories/company.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

const ZONE = 'Asia/Shanghai';
const HOUR = 3_600_000;
let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
const people = ['alice', 'bob', 'manager', 'boss', 'admin'];
let customer: { id: number; version: number };

async function at(date: string, hour: number): Promise<void> {
  company.clock.now = startOfDay(date, ZONE) + hour * HOUR;
  await company.clockwork.tick();
  await company.jobs.idle();
  for (const name of people) tokens[name] = await company.login(name);
}
async function ask<T>(who: string, method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) {
  const { status, json, text } = await company.call(tokens[who]!, method, path, body);
  expect(status, `${who} ${method} ${path}: ${text}`).toBeLessThan(300);
  return json as T;
}
const status = async (who: string, path: string) =>
  (await company.call(tokens[who]!, 'GET', path)).status;
type Entry = { id: number; from: string; people: number };
const reports = async (who: string) =>
  (await ask<{ rows: Entry[] }>(who, 'GET', '/weekly-reports')).rows;
const weeks = async (who: string) => (await reports(who)).map((row) => row.from);
const newest = async (who: string) =>
  await ask<WeeklyReport>(who, 'GET', `/weekly-reports/${(await reports(who))[0]!.id}`);
const rowOf = (report: WeeklyReport, name: string) =>
  report.rows.find((row) => row.person.name === name);
const told = async (who: string) =>
  (await ask<{ rows: Notification[] }>(who, 'GET', '/notifications')).rows.filter(
    (row) => row.kind === 'weekly-report',
  );

beforeAll(async () => {
  company = await startCompany();
  await company.app.ready();
  await at('2026-11-24', 9);
});
afterAll(async () => {
  await company.stop();
});

test('nothing comes of a week before the company was there', async () => {
  expect(await weeks('boss')).toEqual([]);
});

test('on Monday each head has the report of the own people, once', async () => {
  customer = await ask('alice', 'POST', '/customers', { name: '甲公司' });
  for (const [type, content] of [
    ['call', '电话'],
    ['call', '再打'],
    ['visit', '拜访'],
  ]) {
    await ask('alice', 'POST', '/follow-ups', { customerId: customer.id, type, content });
  }
  const { id: others } = await ask<{ id: number }>('bob', 'POST', '/customers', { name: '乙公司' });
  await ask('bob', 'POST', '/follow-ups', { customerId: others, content: '写信' });
  const { rows } = await ask<{ rows: { id: number }[] }>('boss', 'GET', '/pipelines');
  const deal = await ask<{ id: number; version: number }>('alice', 'POST', '/deals', {
    pipelineId: rows[0]!.id,
    name: '甲的商机',
    customerId: customer.id,
    amountFen: 1_234_500,
  });
  await ask('alice', 'POST', `/deals/${deal.id}/close`, { version: deal.version, outcome: 'won' });
  const most = await ask<{ id: number }>('bob', 'POST', '/deals', {
    pipelineId: rows[0]!.id,
    name: '乙的商机',
    customerId: others,
    amountFen: 10_000,
    shares: [
      { userId: company.users['alice'], shareBp: 6000 },
      { userId: company.users['bob'], shareBp: 4000 },
    ],
  });
  await ask('bob', 'POST', `/deals/${most.id}/close`, { version: 1, outcome: 'won' });
  const line = { kind: 'service', text: '安装', qtyE4: 10_000, priceE4: 800_000 };
  const order = await ask<{ id: number; version: number }>('boss', 'POST', '/sales-orders', {
    customerId: customer.id,
    businessDate: '2026-11-24',
    basis: 'net',
    lines: [line],
  });
  await ask('boss', 'POST', `/sales-orders/${order.id}/confirm`, { version: order.version });
  await at('2026-11-30', 7);
  expect(await weeks('manager')).toEqual([]);
  await at('2026-11-30', 9);
  await at('2026-11-30', 10);
  expect([await weeks('manager'), await weeks('boss')]).toEqual([['2026-11-23'], ['2026-11-23']]);
  const own = await newest('manager');
  expect(own.rows.map((row) => row.person.name).toSorted()).toEqual(['alice', 'manager']);
  expect(rowOf(own, 'alice')).toMatchObject({
    now: { calls: 2, visits: 1, followUps: 3, newCustomers: 1 },
    before: { followUps: 0 },
    won: 1,
    wonFen: 1_234_500,
    orderedFen: 8000,
    deliveredFen: 0,
    receivedFen: 0,
    lost: 0,
    // Tuesday to Friday; on Monday, when the week began, nobody was here.
    logsMissing: 4,
  });
  const all = await newest('boss');
  expect(rowOf(all, 'bob')?.now.followUps).toBe(1);
  // A shared deal counts for the biggest share, and its money for each.
  const [most60, least40] = ['alice', 'bob'].map((name) => rowOf(all, name));
  expect([most60?.won, most60?.wonFen]).toEqual([2, 1_234_500 + 6000]);
  expect([least40?.won, least40?.wonFen]).toEqual([0, 4000]);
  // One of before orders were told is read as one that had none; the database keeps it as it was.
  const { orderedFen: _ordered, ...old } = rowOf(own, 'alice')!;
  expect(reportRow.parse(old)).toEqual({ ...old, orderedFen: 0 });
  const notices = await told('manager');
  expect(notices.map((row) => row.route)).toEqual([`/weekly-reports/${own.id}`]);
  expect(await status('alice', '/weekly-reports')).toBe(403);
  // A report is of whom it was delivered to.
  expect(await status('manager', `/weekly-reports/${(await reports('boss'))[0]!.id}`)).toBe(404);
});

test('after the server was off it comes once, for the newest week', async () => {
  await ask('alice', 'POST', '/follow-ups', { customerId: customer.id, content: '周一再谈' });
  await at('2026-12-16', 15);
  await at('2026-12-16', 16);
  expect(await weeks('manager')).toEqual(['2026-12-07', '2026-11-23']);
  expect((await told('manager')).length).toBe(2);
  const jobs = await ask<{ rows: { kind: string }[] }>('admin', 'GET', '/jobs?limit=200');
  expect(jobs.rows.filter((row) => row.kind === 'weekly.deliver').length).toBeLessThanOrEqual(2);
});

test('what was delivered stays as it was, whatever becomes of the records', async () => {
  const [, first] = await reports('manager');
  const before = await ask<WeeklyReport>('manager', 'GET', `/weekly-reports/${first!.id}`);
  const { version } = await ask<{ version: number }>('alice', 'GET', `/customers/${customer.id}`);
  await ask('boss', 'POST', `/customers/${customer.id}/assign`, {
    version,
    ownerId: company.users['bob'],
  });
  expect(await ask('manager', 'GET', `/weekly-reports/${first!.id}`)).toEqual(before);
  await expect(
    company.db.transaction(async (tx) => {
      await tx.updateTable('weekly_report').set({ rows: '[]' }).execute();
    }),
  ).rejects.toThrow('append-only');
  // The next one counts what the head may open by then: the talks with that customer are gone.
  await at('2026-12-21', 9);
  expect(rowOf(await newest('manager'), 'alice')?.before.followUps).toBe(0);
});

test('who heads nobody any more gets none, keeps what he had, and leaves none to who follows', async () => {
  await company.db.transaction(async (tx) => {
    const team = await tx
      .selectFrom('dept')
      .select('id')
      .where('name', '=', '一组')
      .executeTakeFirstOrThrow();
    await setDeptHead(tx, team.id, company.users['bob']!);
    const role = await tx
      .selectFrom('role')
      .select('id')
      .where('key', '=', 'sales-manager')
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('user_role')
      .values({ user_id: company.users['bob']!, role_id: role.id })
      .execute();
    await tx
      .updateTable('company')
      .set((eb) => ({ org_revision: eb('org_revision', '+', 1) }))
      .execute();
  });
  await at('2026-12-28', 9);
  expect((await weeks('manager'))[0]).toBe('2026-12-14');
  expect(await weeks('bob')).toEqual(['2026-12-21']);
  // Without the right of any scope nothing is opened.
  await company.db.transaction(async (tx) => {
    const { id } = await tx
      .selectFrom('role')
      .select('id')
      .where('key', '=', 'salesperson')
      .executeTakeFirstOrThrow();
    await tx
      .updateTable('user_role')
      .set({ role_id: id })
      .where('user_id', '=', company.users['manager']!)
      .execute();
    await tx
      .updateTable('company')
      .set((eb) => ({ org_revision: eb('org_revision', '+', 1) }))
      .execute();
  });
  expect(await status('manager', '/weekly-reports')).toBe(403);
});

test('the weekday is a setting', async () => {
  await ask('admin', 'PATCH', '/settings', {
    version: 1,
    values: { 'weeklyReports.weekday': '3' },
  });
  await at('2027-01-05', 9);
  expect((await weeks('boss'))[0]).toBe('2026-12-21');
  await at('2027-01-06', 9);
  expect((await weeks('boss'))[0]).toBe('2026-12-28');
});
