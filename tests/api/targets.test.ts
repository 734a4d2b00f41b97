import type { ApprovalPage } from '@xinhang/shared/approvals.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import type { Customer } from '@xinhang/shared/customers.ts';
import type { Deal } from '@xinhang/shared/deals.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
let depts: Record<string, number>;
type Sheet = EndpointOutput<typeof api.targets.get>;
type Saved = { id: number; version: number; state: string };
type Refusal = { code: string; errors?: { pointer: string; code: string }[] };

async function call<T>(
  who: string,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH',
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
async function refused(...[who, method, path, body]: Parameters<typeof call>) {
  const { status, json } = await call<Refusal>(who, method, path, body);
  const [field] = json.errors ?? [];
  return [status, json.code, ...(field ? [field.pointer, field.code] : [])];
}
const cell = (login: string, month: number, value: number | null) => ({
  nodeKind: 'user',
  nodeId: company.users[login]!,
  month,
  value,
});
const ofDept = (name: string, month: number, value: number | null) => ({
  nodeKind: 'dept',
  nodeId: depts[name]!,
  month,
  value,
});
const save = async (
  who: string,
  dept: string,
  version: number | null,
  cells: object[],
  more = {},
) =>
  await call<Saved & Refusal>(who, 'PUT', '/targets', {
    year: 2026,
    deptId: depts[dept],
    metric: 'won',
    version,
    cells,
    ...more,
  });
const sheet = async (who: string, dept: string, metric = 'won') =>
  await ok<Sheet>(who, 'GET', `/targets?year=2026&deptId=${depts[dept]}&metric=${metric}`);
const line = (answer: Sheet, name: string) =>
  answer.rows.find((row) => row.node.name === name)!.months;
/** Decides on what waits for this person. */
async function decide(who: string, decision: 'approve' | 'reject', comment = '') {
  const { rows } = await ok<{ rows: { id: number; kind: string }[] }>(who, 'GET', '/approvals');
  const one = rows.find((row) => row.kind === 'targetSheet')!;
  const page = await ok<ApprovalPage>(who, 'GET', `/approvals/${one.id}`);
  const task = page.tasks.findLast((row) => row.state === 'pending')!;
  await ok(who, 'POST', `/approval-tasks/${task.id}/decide`, { decision, comment });
  return page;
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
  // Somebody above the manager, who decides on his targets.
  await company.db.transaction((tx) =>
    tx
      .updateTable('dept')
      .set({ head_user_id: company.users['boss']! })
      .where('id', '=', depts['root']!)
      .execute(),
  );
});
afterEach(async () => {
  await company.stop();
});

test('a sheet is saved, approved, locked, and replaced by a later revision', async () => {
  const first = await save('manager', '一组', null, [
    cell('alice', 11, 500_000),
    cell('alice', 12, 600_000),
    cell('manager', 11, 100_000),
  ]);
  expect([first.status, first.json.state]).toEqual([200, 'draft']);
  const actual = async () =>
    (await ok<{ total: { target: number | null } }>('manager', 'GET', '/achievement')).total;
  expect((await actual()).target).toBeNull();
  const { id, version } = first.json;
  const sent = await ok<Saved>('manager', 'POST', `/targets/${id}/submit`, { version });
  expect(sent.state).toBe('submitted');
  expect((await save('manager', '一组', sent.version, [cell('alice', 11, 1)])).json.code).toBe(
    'state-refused',
  );
  const page = await decide('boss', 'approve');
  expect([page.title, page.amountFen]).toEqual(['一组 2026', 1_200_000]);
  const held = await sheet('manager', '一组');
  expect([held.locked?.state, held.locked?.lockedBy?.name, held.locked?.total, held.draft]).toEqual(
    ['locked', 'boss', 1_200_000, null],
  );
  expect((await actual()).target).toBe(600_000);
  // Another revision begins with what holds, and holds nothing until it is approved.
  const second = await save('manager', '一组', null, [cell('alice', 11, 700_000)]);
  expect(line(await sheet('manager', '一组'), 'alice').slice(10)).toEqual([700_000, 600_000]);
  expect((await actual()).target).toBe(600_000);
  await ok('manager', 'POST', `/targets/${second.json.id}/submit`, {
    version: second.json.version,
  });
  await decide('boss', 'reject', '太高');
  const back = await sheet('manager', '一组');
  expect([back.draft?.state, line(back, 'alice')[10]]).toEqual(['draft', 700_000]);
  await ok('manager', 'POST', `/targets/${back.draft!.id}/submit`, {
    version: back.draft!.version,
  });
  await decide('boss', 'approve');
  expect((await actual()).target).toBe(800_000);
  expect(
    (await sheet('manager', '一组')).revisions.map((one) => [one.revision, one.state]),
  ).toEqual([
    [2, 'locked'],
    [1, 'replaced'],
  ]);
});

test('nobody above decides on the targets of the company: they hold at once', async () => {
  const { json } = await save('boss', 'root', null, [ofDept('root', 1, 9), ofDept('华南', 1, 5)]);
  const sent = await ok<Saved>('boss', 'POST', `/targets/${json.id}/submit`, {
    version: json.version,
  });
  expect(sent.state).toBe('locked');
  const held = await sheet('boss', 'root');
  expect([held.ownHere, held.own[0], line(held, '华南')[0], held.locked?.lockedBy]).toEqual([
    true,
    9,
    5,
    null,
  ]);
  // What is set above is what the sheet below is compared with.
  const below = await sheet('boss', '华南');
  expect([below.ownHere, below.own[0]]).toEqual([false, 5]);
});

test('a manager sets targets of the own subtree alone, and of members of the department alone', async () => {
  expect(
    await refused('manager', 'PUT', '/targets', {
      year: 2026,
      deptId: depts['二组'],
      metric: 'won',
      version: null,
      cells: [],
    }),
  ).toEqual([404, 'not-found']);
  expect((await save('alice', '一组', null, [])).status).toBe(403);
  for (const bad of [cell('bob', 1, 5), ofDept('一组', 1, 5), ofDept('二组', 1, 5)]) {
    const answer = await save('manager', '一组', null, [cell('alice', 1, 5), bad]);
    expect([answer.status, answer.json.errors]).toEqual([
      422,
      [{ pointer: '/cells/1/nodeId', code: 'not-in-department' }],
    ]);
  }
  // Nothing of a refused paste is kept.
  expect((await sheet('manager', '一组')).draft).toBeNull();
  expect((await save('manager', '一组', null, [cell('alice', 1, -1)])).status).toBe(400);
  expect((await call('alice', 'GET', `/targets?year=2026&deptId=${depts['一组']}`)).status).toBe(
    404,
  );
  expect((await call('buyer', 'GET', '/targets?year=2026')).status).toBe(403);
});

test('who comes later is told so, and what changes nothing writes nothing', async () => {
  const { json } = await save('manager', '一组', null, [cell('alice', 1, 5)]);
  expect((await save('boss', '一组', null, [cell('alice', 1, 6)])).json.code).toBe(
    'version-conflict',
  );
  const events = async () =>
    Number(
      (
        await company.db.read
          .selectFrom('audit_event')
          .select((eb) => eb.fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    );
  const before = await events();
  const again = await save('manager', '一组', json.version, [cell('alice', 1, 5)]);
  expect([again.json.version, await events()]).toEqual([json.version, before]);
  const out = await save('manager', '一组', json.version, [cell('alice', 1, null)]);
  expect(
    await refused('manager', 'POST', `/targets/${json.id}/submit`, { version: out.json.version }),
  ).toEqual([422, 'field-refused', '/cells', 'required']);
  await ok('manager', 'POST', `/targets/${json.id}/discard`, { version: out.json.version });
  expect((await sheet('manager', '一组')).revisions).toEqual([]);
});

test('where nothing is set of a department, its members stand for it', async () => {
  const { json } = await save('manager', '一组', null, [cell('alice', 11, 400_000)]);
  await ok('manager', 'POST', `/targets/${json.id}/submit`, { version: json.version });
  await decide('boss', 'approve');
  const root = await ok<{ total: { target: number } }>('boss', 'GET', '/achievement?span=year');
  expect(root.total.target).toBe(400_000);
  expect(
    (await ok<{ total: { target: number } }>('alice', 'GET', '/achievement')).total.target,
  ).toBe(400_000);
});

test('whoever is moved has one target for a month, and keeps that of the months before', async () => {
  const lock = async (who: string, dept: string, cells: object[]) => {
    const { json } = await save(who, dept, null, cells);
    const path = `/targets/${json.id}/submit`;
    const sent = await ok<Saved>(who, 'POST', path, { version: json.version });
    if (sent.state !== 'locked') await decide('boss', 'approve');
  };
  await lock('manager', '一组', [cell('alice', 10, 300), cell('alice', 11, 520)]);
  const path = `/users/${company.users['alice']}`;
  const { version } = await ok<{ version: number }>('boss', 'GET', path);
  await ok('boss', 'PATCH', path, { version, deptId: depts['二组'] });
  await lock('boss', '二组', [cell('alice', 11, 600)]);
  const target = async (query: string) =>
    (await ok<{ total: { target: number } }>('boss', 'GET', `/achievement?span=year${query}`)).total
      .target;
  expect(await target(`&nodeKind=user&nodeId=${company.users['alice']}`)).toBe(900);
  expect(await target(`&nodeKind=dept&nodeId=${depts['一组']}`)).toBe(300);
  expect(await target(`&nodeKind=dept&nodeId=${depts['二组']}`)).toBe(600);
  expect(await target('')).toBe(900);
});

test('last year stands beside each member', async () => {
  company.clock.now = Date.UTC(2025, 4, 6, 1, 0);
  for (const name of ['boss', 'alice']) tokens[name] = await company.login(name);
  const customer = await ok<Customer>('alice', 'POST', '/customers', { name: '去年客户有限公司' });
  const { rows } = await ok<{ rows: { id: number }[] }>('boss', 'GET', '/pipelines');
  const deal = await ok<Deal>('alice', 'POST', '/deals', {
    name: '去年',
    pipelineId: rows[0]!.id,
    customerId: customer.id,
    amountFen: 1234,
  });
  await ok('boss', 'POST', `/deals/${deal.id}/close`, { version: deal.version, outcome: 'won' });
  const answer = await sheet('boss', '一组');
  expect(answer.rows.find((row) => row.node.name === 'alice')!.yearAgo[4]).toBe(1234);
  expect((await sheet('boss', 'root')).rows[0]!.yearAgo[4]).toBe(1234);
});

test('a moved department leaves its past where it was booked, and counts at the new place from then on', async () => {
  const lock = async (dept: string, cells: object[]) => {
    const { json } = await save('boss', dept, null, cells);
    const path = `/targets/${json.id}/submit`;
    const sent = await ok<Saved>('boss', 'POST', path, { version: json.version });
    if (sent.state !== 'locked') await decide('boss', 'approve');
  };
  const day = async (month: number, date: number) => {
    company.clock.now = Date.UTC(2026, month - 1, date, 1, 0);
    for (const name of ['boss', 'alice']) tokens[name] = await company.login(name);
  };
  const { rows } = await ok<{ rows: { id: number }[] }>('boss', 'GET', '/pipelines');
  let customers = 0;
  const win = async (amountFen: number) => {
    const name = `客户${(customers += 1)}有限公司`;
    const { id } = await ok<Customer>('alice', 'POST', '/customers', { name });
    const body = { name, pipelineId: rows[0]!.id, customerId: id, amountFen };
    const deal = await ok<Deal>('alice', 'POST', '/deals', body);
    await ok('boss', 'POST', `/deals/${deal.id}/close`, { version: deal.version, outcome: 'won' });
  };
  await day(10, 10);
  const north = { name: '华北', type: 'branch', parentId: depts['root'] };
  depts['华北'] = (await ok<{ id: number }>('boss', 'POST', '/depts', north)).id;
  await lock('华南', [ofDept('一组', 10, 2000), ofDept('一组', 11, 3000)]);
  await win(1000);
  await day(10, 15);
  const team = `/depts/${depts['一组']}`;
  const { version } = (
    await ok<{ rows: { id: number; version: number }[] }>('boss', 'GET', '/depts')
  ).rows.find((row) => row.id === depts['一组'])!;
  await ok('boss', 'PATCH', team, { version, parentId: depts['华北'] });
  await win(50);
  await day(11, 24);
  await win(300);
  await lock('华北', [ofDept('一组', 9, 9999), ofDept('一组', 11, 500)]);

  type Answer = EndpointOutput<typeof api.achievement.get>;
  const ask = async (dept: string, query: string) =>
    await ok<Answer>('boss', 'GET', `/achievement?nodeKind=dept&nodeId=${depts[dept]}&${query}`);
  const figures = async (dept: string, query: string) => {
    const { total, rows: below, partial } = await ask(dept, query);
    expect(partial).toBe(false);
    return [
      total.actual,
      total.target,
      ...below
        .filter((row) => row.actual !== 0 || row.former)
        .map((row) => `${row.node.name} ${row.actual} ${row.target}${row.former ? ' former' : ''}`),
    ];
  };
  const october = 'span=month&on=2026-10-20';
  expect(await figures('华南', october)).toEqual([1000, null, '一组 1000 null former']);
  expect(await figures('华北', october)).toEqual([50, 2000, '一组 50 2000']);
  expect(await figures('root', october)).toEqual([1050, 2000, '华南 1000 null', '华北 50 2000']);
  expect(await figures('一组', october)).toEqual([1050, 2000, 'alice 1050 null']);
  // What was set for the month of the move or later goes along; months before stay.
  expect(await figures('华北', '')).toEqual([300, 500, '一组 300 500']);
  // What it won in the month before is still told here.
  expect(await figures('华南', '')).toEqual([0, null, '一组 0 null former']);
  const year = await figures('华北', 'span=year');
  expect(year).toEqual([350, 2500, '一组 350 2500']);
  expect(await figures('华南', 'span=year')).toEqual([1000, 9999, '一组 1000 9999 former']);
  const months = async (dept: string) =>
    (await ask(dept, '')).months.slice(8, 11).map((month) => month.actual);
  expect([await months('华南'), await months('华北')]).toEqual([
    [0, 1000, 0],
    [0, 50, 300],
  ]);
  expect(await figures('华南', `metric=newCustomers&${october}`)).toEqual([
    1,
    null,
    '一组 1 null former',
  ]);
  expect((await figures('华北', `metric=newCustomers&${october}`))[0]).toBe(1);
  const behind = async (dept: string) =>
    (
      await ok<{ rows: { amountFen: number }[] }>(
        'boss',
        'GET',
        `/achievement/rows?nodeKind=dept&nodeId=${depts[dept]}&from=2026-01-01&to=2026-12-31`,
      )
    ).rows.map((row) => row.amountFen);
  expect([await behind('华南'), await behind('华北')]).toEqual([[1000], [300, 50]]);
  const parts = await ok<{ total: { actual: number } }>(
    'boss',
    'GET',
    `/achievement/parts?nodeKind=dept&nodeId=${depts['华南']}&span=year`,
  );
  expect(parts.total.actual).toBe(1000);
  const moved = async (dept: string) =>
    (await ask(dept, '')).moves.map(
      ({ dept: what, on, from, to }) => `${what.name} ${on} ${from.name} ${to.name}`,
    );
  expect(await moved('华南')).toEqual(['一组 2026-10-15 华南 华北']);
  expect(await moved('华北')).toEqual(['一组 2026-10-15 华南 华北']);
  expect([await moved('root'), await moved('一组')]).toEqual([[], []]);
});

test('what a flow asks of the amount is what the members come to, without the own line', async () => {
  await company.db.transaction((tx) =>
    tx
      .updateTable('dept')
      .set({ head_user_id: company.users['manager']! })
      .where('id', '=', depts['root']!)
      .execute(),
  );
  const member = (await sheet('boss', 'root')).rows[0]!.node;
  const below = { nodeKind: member.kind, nodeId: member.id, month: 1, value: 90_000 };
  const cells = [ofDept('root', 1, 100_000), below];
  const { json } = await save('boss', 'root', null, cells);
  const path = `/targets/${json.id}/submit`;
  const sent = await ok<Saved>('boss', 'POST', path, { version: json.version });
  expect(sent.state).toBe('submitted');
  const { facts } = await company.db.read
    .selectFrom('approval')
    .select('facts')
    .where('subject_id', '=', json.id)
    .executeTakeFirstOrThrow();
  expect(JSON.parse(facts)).toMatchObject({ amountFen: 90_000 });
});
