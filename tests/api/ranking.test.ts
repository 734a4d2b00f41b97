import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import type { Customer } from '@xinhang/shared/customers.ts';
import type { Deal } from '@xinhang/shared/deals.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
let depts: Record<string, number>;
let pipelineId: number;
type Ranking = EndpointOutput<typeof api.ranking.get>;
type Page = EndpointOutput<typeof api.team.get>;
type Cards = EndpointOutput<typeof api.team.scorecards>;
type RampUp = EndpointOutput<typeof api.team.rampUp>;

async function call<T>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH' | 'PUT',
  path: string,
  body?: object,
): Promise<{ status: number; json: T }> {
  return (await company.call(tokens[who]!, method, path, body)) as { status: number; json: T };
}
async function ok<T>(...[who, method, path, body]: Parameters<typeof call>): Promise<T> {
  const { status, json } = await call<T>(who, method, path, body);
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(json)}`);
  return json;
}
let names = 0;
async function won(who: string, amountFen: number, closedOn?: string): Promise<Deal> {
  const customer = await ok<Customer>(who, 'POST', '/customers', {
    name: `排行客户${(names += 1)}有限公司`,
    duplicateReason: '测试',
    chanceGrade: 'A',
  });
  const deal = await ok<Deal>(who, 'POST', '/deals', {
    name: `商机${names}`,
    pipelineId,
    customerId: customer.id,
    amountFen,
  });
  return await ok<Deal>(who, 'POST', `/deals/${deal.id}/close`, {
    version: 1,
    outcome: 'won',
    closedOn,
  });
}
const ranking = async (who: string, query = '') =>
  await ok<Ranking>(who, 'GET', `/ranking?${query}`);
const told = ({ rows }: Ranking) => rows.map((row) => [row.rank, row.person.name, row.value]);
async function set(values: object): Promise<void> {
  const { version } = await ok<{ version: number }>('admin', 'GET', '/settings');
  await ok('admin', 'PATCH', '/settings', { version, values });
}

beforeEach(async () => {
  company = await startCompany();
  for (const name of Object.keys(company.users)) tokens[name] = await company.login(name);
  const { rows } = await ok<{ rows: { id: number; name: string; parentId: number | null }[] }>(
    'boss',
    'GET',
    '/depts',
  );
  depts = Object.fromEntries(
    rows.map((row) => [row.parentId === null ? 'root' : row.name, row.id]),
  );
  const pipelines = await ok<{ rows: { id: number }[] }>('boss', 'GET', '/pipelines');
  pipelineId = pipelines.rows[0]!.id;
});
afterEach(async () => {
  await company.stop();
});

test('names and ranks of everybody are published, amounts by setting, and nothing behind them', async () => {
  await won('alice', 500);
  await won('bob', 900);
  await won('manager', 500);
  for (const who of ['alice', 'bob', 'manager', 'boss']) {
    const answer = await ranking(who);
    expect(
      answer.rows
        .filter((row) => row.person.name !== 'boss')
        .map((row) => [row.rank, row.person.name]),
      who,
    ).toEqual([
      [1, 'bob'],
      [2, 'alice'],
      [2, 'manager'],
    ]);
    // No amount, neither itself nor by its part of the first.
    expect(answer.rows.every((row) => row.value === null && row.ofFirstBp === null)).toBe(true);
    expect(Object.keys(answer.rows[0]!)).toEqual([
      'rank',
      'person',
      'dept',
      'value',
      'ofFirstBp',
      'mine',
      'left',
    ]);
  }
  await set({ 'ranking.amounts': 'show' });
  expect(told(await ranking('alice'))).toEqual([
    [1, 'bob', 900],
    [2, 'alice', 500],
    [2, 'manager', 500],
  ]);
  // What is published opens nothing: bob's results are not alice's to see.
  const bob = company.users['bob']!;
  expect((await call('alice', 'GET', `/achievement?nodeKind=user&nodeId=${bob}`)).status).toBe(404);
  for (const blind of ['buyer', 'admin']) {
    expect((await call(blind, 'GET', '/ranking')).status).toBe(403);
  }
});

test('counts are published, too; who did nothing is in no ranking, but finds himself', async () => {
  const { id: customerId } = await ok<Customer>('alice', 'POST', '/customers', {
    name: '电话公司',
  });
  await ok('alice', 'POST', '/follow-ups', { customerId, type: 'call', content: '一' });
  const calls = await ranking('bob', 'metric=calls&span=day');
  expect(told(calls)).toEqual([
    [1, 'alice', 1],
    [2, 'bob', 0],
  ]);
  expect(calls.ranked).toBe(1);
  company.clock.now += 86_400_000;
  tokens['bob'] = await company.login('bob');
  expect((await ranking('bob', 'metric=calls&span=day')).ranked).toBe(0);
  expect((await ranking('bob', 'metric=newCustomers&span=week')).rows[0]!.value).toBe(1);
});

test('whoever left since stays in the ranking of his time', async () => {
  await won('alice', 500);
  await won('bob', 900);
  const before = told(await ranking('boss'));
  const path = `/users/${company.users['bob']}`;
  const state = async (to: string) => {
    const { version } = await ok<{ version: number }>('boss', 'GET', path);
    await company.db.transaction(async (tx) => {
      await tx
        .updateTable('user')
        .set({ state: to, version: version + 1 })
        .where('login', '=', 'bob')
        .execute();
    });
  };
  await state('left');
  const { rows } = await ranking('boss');
  expect(told({ rows } as never)).toEqual(before);
  expect(rows.filter((row) => row.left).map((row) => row.person.name)).toEqual(['bob']);
  await state('active');
});

test('a company publishes less, or nothing', async () => {
  await won('alice', 500);
  await won('bob', 900);
  await set({ 'ranking.scope': 'dept' });
  const own = await ranking('alice');
  expect([own.dept.name, own.rows.map((row) => row.person.name)]).toEqual(['一组', ['alice']]);
  expect((await call('alice', 'GET', `/ranking?deptId=${depts['root']}`)).status).toBe(404);
  expect((await ranking('boss')).dept.id).toBe(depts['root']);
  await set({ 'ranking.scope': 'off' });
  expect((await call('alice', 'GET', '/ranking')).status).toBe(404);
  // Heads always see those whom they lead.
  expect((await ranking('manager')).depts.map(({ name }) => name)).toEqual(['一组']);
  expect((await ranking('boss')).dept.id).toBe(depts['root']);
});

test('one page shows a colleague, as far as the reader may open it', async () => {
  await won('alice', 12_000);
  const alice = company.users['alice']!;
  for (const who of ['alice', 'manager', 'boss']) {
    const page = await ok<Page>(who, 'GET', `/team/${alice}?span=month`);
    expect(page.person).toMatchObject({ name: 'alice', dept: { name: '一组' } });
    expect(page.customers).toEqual({
      total: 1,
      overdue: 0,
      byGrade: [{ grade: 'A', count: 1, overdue: 0 }],
    });
    expect(page.figures.results.map((row) => [row.metric, row.actual])).toEqual([
      ['won', 12_000],
      ['wonCount', 1],
      ['ordered', 0],
      ['delivered', 0],
      ['received', 0],
      ['newCustomers', 1],
      ['followUps', 0],
      ['visits', 0],
      ['calls', 0],
    ]);
    expect([page.figures.won, page.figures.winRateBp]).toEqual([1, 10_000]);
  }
  expect((await call('bob', 'GET', `/team/${alice}`)).status).toBe(404);
  expect((await call('buyer', 'GET', `/team/${alice}`)).status).toBe(403);
  // After eight days without a word a customer of grade A is overdue.
  company.clock.now += 8 * 86_400_000;
  tokens['manager'] = await company.login('manager');
  const later = await ok<Page>('manager', 'GET', `/team/${alice}`);
  expect(later.customers).toMatchObject({ overdue: 1 });
});

test('a lost deal has its reason on the page of whoever lost it, whoever has it now', async () => {
  const customer = await ok<Customer>('alice', 'POST', '/customers', { name: '丢单公司' });
  const deal = await ok<Deal>('alice', 'POST', '/deals', {
    name: '丢单',
    pipelineId,
    customerId: customer.id,
  });
  const lost = { version: 1, outcome: 'lost', reason: '价格' };
  const closed = await ok<Deal>('alice', 'POST', `/deals/${deal.id}/close`, lost);
  await ok('boss', 'POST', `/deals/${deal.id}/assign`, {
    version: closed.version,
    ownerId: company.users['bob'],
  });
  const page = async (login: string) =>
    await ok<Page>('boss', 'GET', `/team/${company.users[login]!}`);
  expect((await page('alice')).lostReasons).toEqual([{ reason: '价格', count: 1 }]);
  expect((await page('bob')).lostReasons).toEqual([]);
});

test('scorecards hold those in reach, and the same figures as the page', async () => {
  await won('alice', 700);
  await won('bob', 900);
  const cards = async (who: string, query = '') =>
    await ok<Cards>(who, 'GET', `/scorecards?${query}`);
  const of = ({ rows }: Cards) =>
    Object.fromEntries(rows.map((row) => [row.person.name, row.figures.results[0]!.actual]));
  expect(of(await cards('manager'))).toEqual({ alice: 700, manager: 0 });
  expect(of(await cards('alice'))).toEqual({ alice: 700 });
  expect(of(await cards('boss'))).toMatchObject({ alice: 700, bob: 900 });
  expect(of(await cards('boss', `deptId=${depts['二组']}`))).toEqual({ bob: 900 });
  expect((await call('manager', 'GET', `/scorecards?deptId=${depts['二组']}`)).status).toBe(404);
  const card = (await cards('boss')).rows.find((row) => row.person.name === 'alice')!.figures;
  const page = await ok<Page>('boss', 'GET', `/team/${company.users['alice']!}`);
  expect(card).toEqual(page.figures);
});

test('what customers of a person owe, and what of it is late, is for who reads it', async () => {
  const { id: customerId } = await ok<Customer>('alice', 'POST', '/customers', {
    name: '欠款客户有限公司',
  });
  for (const [oldNo, amountFen, dueDate] of [
    ['A1', 700, '2026-10-31'],
    ['A2', 300, '2027-01-31'],
  ] as const) {
    const old = { kind: 'opening', customerId, oldNo, businessDate: '2026-08-20' };
    await ok('boss', 'POST', '/ar-adjustments', { ...old, amountFen, dueDate });
  }
  const owed = async (who: string) => {
    const { rows } = await ok<Cards>(who, 'GET', '/scorecards');
    return Object.fromEntries(rows.map((row) => [row.person.name, row.figures.receivables]));
  };
  const hers = { openFen: 1000, overdueFen: 700 };
  const none = { openFen: 0, overdueFen: 0 };
  expect(await owed('boss')).toMatchObject({ alice: hers, bob: none });
  expect(await owed('alice')).toEqual({ alice: hers });
  const page = await ok<Page>('manager', 'GET', `/team/${company.users['alice']!}`);
  expect(page.figures.receivables).toEqual(hers);
});

test('days from hiring to the first won deal, by the quarter of hiring', async () => {
  const hire = async (login: string, date: string) =>
    await company.db.transaction((tx) =>
      tx.updateTable('user').set({ hired_on: date }).where('login', '=', login).execute(),
    );
  await hire('alice', '2026-10-05');
  await hire('manager', '2026-11-01');
  await hire('bob', '2026-08-31');
  const deal = await won('alice', 100);
  // Deals are known since the month of the oldest one; whoever was hired before is left out.
  await won('bob', 100, '2026-09-20');
  const rampUp = async (who: string) => await ok<RampUp>(who, 'GET', '/ramp-up');
  expect(await rampUp('manager')).toEqual({
    cohorts: [
      {
        quarter: '2026-Q4',
        people: [
          expect.objectContaining({ hiredOn: '2026-10-05', firstWonOn: '2026-11-24', days: 50 }),
          expect.objectContaining({ hiredOn: '2026-11-01', firstWonOn: null, days: null }),
        ],
        medianDays: 50,
      },
    ],
    medianDays: 50,
    knownSince: '2026-09',
    hiredBefore: 0,
  });
  expect(await rampUp('boss')).toMatchObject({ cohorts: [{ quarter: '2026-Q4' }], hiredBefore: 1 });
  await hire('bob', '2026-09-01');
  expect((await rampUp('boss')).cohorts.map((one) => one.quarter)).toEqual(['2026-Q4', '2026-Q3']);
  // A deal that was not won after all is no first one.
  await ok('boss', 'POST', `/deals/${deal.id}/reopen`, { version: deal.version, reason: '错' });
  expect((await rampUp('manager')).medianDays).toBeNull();
});
