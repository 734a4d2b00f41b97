import { allEndpoints } from '@xinhang/shared/contract/api.ts';
import { readSheet } from '@xinhang/server/sheets/read-sheet.ts';
import { dealColumns } from '@xinhang/shared/deal-bulk.ts';
import type { Deal } from '@xinhang/shared/deals.ts';
import type { Pipeline } from '@xinhang/shared/pipelines.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startCompany } from '../helpers/server.ts';

// A file is written in a thread of its own, which has to be started.
vi.setConfig({ testTimeout: 120_000 });

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
let pipeline: Pipeline;
let customerId: number;

type Refusal = { code: string; errors?: { pointer: string; code: string }[] };
async function call<T = Refusal>(who: string, method: string, path: string, body?: object) {
  return (await company.call(tokens[who]!, method as 'GET', path, body)) as {
    status: number;
    json: T;
  };
}
async function ok<T>(who: string, method: string, path: string, body?: object): Promise<T> {
  const { status, json } = await call<T>(who, method, path, body);
  if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(json)}`);
  return json;
}
const get = async (id: number) => await ok<Deal>('boss', 'GET', `/deals/${id}`);
let names = 0;
const open = async (who: string, more = {}) =>
  await ok<Deal>(who, 'POST', '/deals', {
    name: `批量${String((names += 1)).padStart(2, '0')}`,
    pipelineId: pipeline.id,
    expectedOn: '2026-12-01',
    ...more,
  });
const stageAt = (at: number) => pipeline.stages[at]!.id;

async function start(who: string, body: object): Promise<number> {
  const { jobId } = await ok<{ jobId: number }>(who, 'POST', '/deals/bulk', body);
  await company.jobs.idle();
  return jobId;
}
async function undo(who: string, jobId: number): Promise<number> {
  // By the endpoint that the job names, as the screen does.
  const { undoBy } = await ok<{ undoBy: string }>(who, 'GET', `/jobs/${jobId}`);
  const { path } = allEndpoints().find(({ name }) => name === undoBy)!.endpoint;
  const answer = await ok<{ jobId: number }>(who, 'POST', path.replace(':id', `${jobId}`), {});
  await company.jobs.idle();
  return answer.jobId;
}
interface Result {
  ref: string;
  outcome: string;
  code: string;
}
const results = async (who: string, jobId: number) =>
  (await ok<{ rows: Result[] }>(who, 'GET', `/jobs/${jobId}/rows?limit=200`)).rows.map(
    ({ ref, outcome, code }) => [Number(ref), outcome, code],
  );
/** What a deal is, apart from what an undo leaves behind on purpose: its version and its history. */
async function standing(id: number) {
  const { version: _v, events: _e, stageTimes: _s, ...rest } = await get(id);
  return rest;
}

beforeAll(async () => {
  company = await startCompany();
  for (const name of Object.keys(company.users)) tokens[name] = await company.login(name);
  customerId = (await ok<{ id: number }>('alice', 'POST', '/customers', { name: '批量公司' })).id;
  const { flows } = await ok<{ flows: { id: number }[] }>('boss', 'GET', '/pipelines');
  pipeline = await ok<Pipeline>('boss', 'POST', '/pipelines', {
    name: '批量流程',
    stages: [
      { name: '一', chance: 10 },
      { name: '二', chance: 30, gate: [{ kind: 'field', field: 'amount' }] },
      { name: '三', chance: 60, approvalFlowId: flows[0]!.id },
    ],
  });
});
afterAll(async () => {
  await company.stop();
});

test('a move is judged deal by deal, and taken back as a whole', async () => {
  const ready = await open('alice', { amountFen: 100 });
  const short = await open('alice');
  const there = await open('alice', { amountFen: 1, stageId: stageAt(1) });
  const stale = await open('alice', { amountFen: 5 });
  const strange = await open('bob', { amountFen: 5 });
  const ended = await open('alice', { amountFen: 5 });
  const end = { version: 1, outcome: 'lost', reason: '价格' };
  await ok('alice', 'POST', `/deals/${ended.id}/close`, end);
  const ids = [ready, short, there, stale, strange, ended].map((deal) => deal.id);
  const before = await standing(ready.id);
  const action = { kind: 'stage', stageId: stageAt(1), reason: '' };
  const jobId = await start('alice', { ids, versions: [1, 1, 1, 9, 1, 2], action });
  expect(await results('alice', jobId)).toEqual([
    [ready.id, 'changed', ''],
    [short.id, 'refused', 'gate-not-passed'],
    [there.id, 'unchanged', ''],
    [stale.id, 'refused', 'version-conflict'],
    // A deal out of scope is refused in the same words as one that does not exist.
    [strange.id, 'refused', 'not-found'],
    [ended.id, 'refused', 'deal-closed'],
  ]);
  expect((await get(ready.id)).stage.name).toBe('二');
  const back = await undo('alice', jobId);
  expect(await results('alice', back)).toEqual([[ready.id, 'changed', '']]);
  expect(await standing(ready.id)).toEqual(before);
  const twice = await call('alice', 'POST', `/deals/bulk/${jobId}/undo`, {});
  expect(twice.json.code).toBe('state-refused');
});

test('a stage that wants an approval is asked for, and the undo takes the question back', async () => {
  const deal = await open('alice', { amountFen: 100 });
  const action = { kind: 'stage', stageId: stageAt(2), reason: '' };
  const jobId = await start('alice', { ids: [deal.id], action });
  expect((await get(deal.id)).waiting?.stage.name).toBe('三');
  await undo('alice', jobId);
  expect((await get(deal.id)).waiting).toBeNull();
});

test('everything that a filter shows is given to a colleague, told once, and given back', async () => {
  const shares = [
    { userId: company.users['alice'], shareBp: 6000 },
    { userId: company.users['manager'], shareBp: 4000 },
  ];
  const mine = [await open('alice', { note: '甲', shares }), await open('alice', { customerId })];
  const before = await Promise.all(mine.map((deal) => standing(deal.id)));
  const filter = { ownerId: [company.users['alice']], state: ['open'] };
  const action = { kind: 'assign', ownerId: company.users['manager'], note: '' };
  const jobId = await start('manager', { filter, action });
  expect((await get(mine[0]!.id)).owner.name).toBe('manager');
  expect((await get(mine[0]!.id)).shares).toEqual([
    { user: { id: company.users['manager'], name: 'manager' }, shareBp: 10_000 },
  ]);
  await undo('manager', jobId);
  expect(await Promise.all(mine.map((deal) => standing(deal.id)))).toEqual(before);
  const to = { kind: 'assign', ownerId: company.users['bob'], note: '' };
  await start('boss', { ids: mine.map((deal) => deal.id), action: to });
  const { rows } = await ok<{ rows: { kind: string; params: object; route: string }[] }>(
    'bob',
    'GET',
    '/notifications',
  );
  expect(rows.filter((row) => row.kind.startsWith('deal'))).toMatchObject([
    { kind: 'deals-assigned', params: { count: 2 }, route: '/deals?view=mine' },
  ]);
});

test('dates are set and deals are lost for a reason, and both are taken back', async () => {
  const [dated, dateless] = [await open('alice'), await open('alice', { expectedOn: null })];
  const ids = [dated.id, dateless.id];
  const before = await Promise.all(ids.map(standing));
  const later = await start('alice', {
    ids,
    action: { kind: 'expectedOn', expectedOn: '2027-01-05' },
  });
  expect((await get(dateless.id)).firstExpectedOn).toBe('2027-01-05');
  await undo('alice', later);
  expect(await Promise.all(ids.map(standing))).toEqual(before);
  const lose = { kind: 'close', outcome: 'lost', reason: '预算取消', note: '' };
  const jobId = await start('alice', { ids, action: lose });
  expect(await get(dated.id)).toMatchObject({ state: 'lost', lostReason: '预算取消' });
  // What somebody changed since stays, and is named.
  const { version } = await get(dateless.id);
  await ok('boss', 'POST', `/deals/${dateless.id}/reopen`, { version, reason: '又来' });
  expect(await results('alice', await undo('alice', jobId))).toEqual([
    [dated.id, 'changed', ''],
    [dateless.id, 'refused', 'version-conflict'],
  ]);
  expect(await standing(dated.id)).toEqual(before[0]);
});

test('what would be refused for every row is refused at once', async () => {
  const { id } = await open('alice');
  const refusals: [string, object, number, string | undefined][] = [
    ['alice', { kind: 'assign', ownerId: company.users['alice'], note: '' }, 403, undefined],
    [
      'manager',
      { kind: 'assign', ownerId: company.users['bob'], note: '' },
      422,
      '/action/ownerId',
    ],
    ['alice', { kind: 'stage', stageId: 900_001, reason: '' }, 422, '/action/stageId'],
    ['buyer', { kind: 'expectedOn', expectedOn: null }, 403, undefined],
  ];
  for (const [who, action, status, pointer] of refusals) {
    const answer = await call(who, 'POST', '/deals/bulk', { ids: [id], action });
    expect([who, answer.status, answer.json.errors?.[0]?.pointer]).toEqual([who, status, pointer]);
  }
  const action = { kind: 'expectedOn', expectedOn: null };
  const none = await call('alice', 'POST', '/deals/bulk', { action });
  expect(none.json.errors?.[0]).toMatchObject({ pointer: '/ids', code: 'required' });
  const uneven = await call('alice', 'POST', '/deals/bulk', {
    ids: [id],
    versions: [1, 2],
    action,
  });
  expect(uneven.json.errors?.[0]).toMatchObject({ pointer: '/versions', code: 'as-many-as-ids' });
});

async function exported(who: string, body: object, format = 'csv'): Promise<string[][]> {
  const { jobId } = await ok<{ jobId: number }>(who, 'POST', '/deals/export', {
    columns: [...dealColumns],
    format,
    ...body,
  });
  await company.jobs.idle();
  const answer = await company.app.inject({
    url: `/api/v1/jobs/${jobId}/file`,
    headers: { authorization: `Bearer ${tokens[who]!}` },
  });
  expect(answer.statusCode).toBe(200);
  return (await readSheet(answer.rawPayload, `x.${format}`, {})).rows;
}

test('an export holds the deals of its person, filtered and sorted, each column as it is shown', async () => {
  const deal = await open('alice', {
    name: '=1+1',
    customerId,
    source: '展会',
    lines: [{ product: '机床', qtyE4: 15_000, priceE4: 1_000_000 }],
  });
  await open('bob', { name: '乙的' });
  for (const format of ['csv', 'xlsx']) {
    const [head, ...rows] = await exported('alice', { filter: { source: ['展会'] } }, format);
    expect(head!.slice(0, 3)).toEqual(['商机名称', '客户', '负责人']);
    const cell = (name: string) => rows[0]![dealColumns.indexOf(name as 'name')];
    expect(rows).toHaveLength(1);
    // No cell is ever a formula.
    expect(cell('name')).toMatch(/^'?=1\+1$/);
    expect(
      ['customer', 'owner', 'pipeline', 'state', 'products', 'shares', 'expectedOn'].map(cell),
    ).toEqual(['批量公司', 'alice', '批量流程', '进行中', '机床 ×1.5', 'alice 100%', '2026-12-01']);
    expect(Number(cell('amount'))).toBe(150);
  }
  const all = await exported('boss', { columns: ['name'], sort: 'name', dir: 'desc' });
  expect(all.flat()).toContain('乙的');
  const chosen = await exported('alice', { columns: ['owner'], ids: [deal.id, 900_001] });
  expect(chosen).toEqual([['负责人'], ['alice']]);
  const { rows } = await ok<{ rows: { after: object }[] }>(
    'boss',
    'GET',
    '/audit?action=deals.export',
  );
  expect(rows.length).toBeGreaterThan(2);
});

test('an export needs its right, and a large one the password again', async () => {
  const body = { columns: ['name'], format: 'csv' };
  expect((await call('buyer', 'POST', '/deals/export', body)).status).toBe(403);
  await company.db.transaction((tx) =>
    tx
      .insertInto('setting')
      .values({ key: 'exports.confirmRows', value: '1', version: 1 })
      .execute(),
  );
  // The login itself counts for some minutes.
  company.clock.now += 10 * 60_000;
  const large = await call('boss', 'POST', '/deals/export', body);
  expect([large.status, large.json.code]).toEqual([403, 'password-needed']);
  expect((await call('boss', 'POST', '/deals/export', { ...body, ids: [1] })).status).toBe(202);
  await company.jobs.idle();
});
